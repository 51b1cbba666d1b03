//! What a pop-up says of the script of a step.

use aib_ls::ide::hover;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// The paragraphs about the script.
fn check(step: &str, expected: &Expect) {
    let scene = Scene::new("in=customize version=2024-02-01", step);
    let hover = hover::hover(&scene.doc, scene.cursors.0).unwrap();
    let own = hover.words.en.split_once("What the script does");
    expected.assert_eq(own.map_or("nothing", |it| it.1));
}

#[test]
fn the_key_and_the_type_summarize_the_script() {
    let summary = expect![[r#"
        , as far as its text shows:

        - 2 commands
        - Installs packages: `git`
        - Waits 1 min, not counting loops, functions and branches"#]];
    for step in [
        r#"{ "type": "Shell", "in$0line": ["apt-get -y install git", "sleep 60"] }"#,
        r#"{ "ty$0pe": "Shell", "inline": ["apt-get -y install git", "sleep 60"] }"#,
        r#"{ "type": "She$0ll", "inline": ["apt-get -y install git", "sleep 60"] }"#,
    ] {
        check(step, &summary);
    }
}

#[test]
fn other_members_and_unknown_scripts_have_no_summary() {
    for step in [
        r#"{ "type": "Shell", "na$0me": "a", "inline": ["sleep 60"] }"#,
        r#"{ "type": "Shell", "inline": ["app$0le"] }"#,
        r#"{ "type": "Shell", "script$0Uri": "https://example.com/a.sh" }"#,
        r#"{ "type": "Fi$0le", "inline": ["sleep 60"] }"#,
    ] {
        check(step, &expect!["nothing"]);
    }
}
