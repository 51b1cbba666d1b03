//! Code actions: each kind by itself, and what is offered together.

mod extract;
mod give_value;
mod inline;
mod migration;
mod override_step;
mod quick_fixes;
mod rewrite;
mod suppress;

use aib_ls::ide::actions::{self, Kind, Request, Target, suppress::SettingsFile};
use aib_ls::model::parameters::ParameterFile;
use aib_ls::rules;
use aib_ls::settings::Settings;
use aib_ls::text::span::Span;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// The kinds and titles of what is offered at the cursor; `only` names the kinds that are wanted.
fn check(only: Option<&[Kind]>, fragment: &str, expected: Expect) {
    let scene = Scene::new("in=customize", fragment);
    let settings = Settings::default();
    let findings = rules::check(&scene.doc, &settings);
    let file = SettingsFile {
        text: "",
        document: Some("web.json"),
    };
    let none = || None::<&ParameterFile>;
    let request = Request {
        doc: &scene.doc,
        script: None,
        findings: &findings,
        settings: &settings,
        span: Span::new(scene.cursors.0, scene.cursors.1),
        wants: &|it| only.is_none_or(|only| only.contains(&it)),
        is_selective: only.is_some(),
        offers_rewrites: true,
        folder: None,
        settings_file: Some(&file),
        parameter_file: &none,
    };
    let line = |it: &actions::Action| {
        let place = match it.target {
            Target::Document => "",
            Target::ParameterFile => " in the parameter file",
            Target::Settings => " in the settings",
        };
        format!("{:?}: {}{place}\n", it.kind, it.title.en)
    };
    expected.assert_eq(&actions::actions(&request).iter().map(line).collect::<String>());
}

#[test]
fn a_finding_is_fixed_then_suppressed_then_all_of_them_are_fixed() {
    check(
        None,
        r#"{ "type": "shel$0l", "inline": ["a", "b"] }"#,
        expect![[r#"
            QuickFix: Replace with `Shell`
            QuickFix: Ignore `schema/discriminator-case` on this line
            Refactor: Add a custom deprovisioning script (Linux)
            FixAll: Apply all safe fixes
        "#]],
    );
}

#[test]
fn all_safe_fixes_are_offered_away_from_a_finding_to_who_asks_for_them_alone() {
    let fragment = r#"{ "type": "shell", "inline": ["a", "b"], "na$0me": "x" }"#;
    check(
        Some(&[Kind::FixAll]),
        fragment,
        expect![[r#"
        FixAll: Apply all safe fixes
    "#]],
    );
    check(Some(&[Kind::QuickFix]), fragment, expect![[r#""#]]);
    check(
        None,
        fragment,
        expect![[r#"
        Refactor: Add a custom deprovisioning script (Linux)
    "#]],
    );
}
