//! What is said beside a call that is being typed.

use aib_ls::ide::signature_help;
use expect_test::{Expect, expect};

use super::Scene;

/// The signature with `‹›` around the argument at the cursor.
fn check(expression: &str, expected: Expect) {
    let text = format!(
        r#"{{ "functions": [{{ "namespace": "contoso", "members": {{ "named": {{ "parameters": [{{ "name": "stem", "type": "string" }}, {{ "name": "count" }}], "output": {{}} }} }} }}],
  "variables": {{ "it": "{expression}" }}, "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates" }}] }}"#
    );
    let scene = Scene::new("", &text);
    let Some(found) = signature_help::signature_help(&scene.doc, scene.cursors.0) else {
        return expected.assert_eq("nothing");
    };
    let mut shown = found.label.clone();
    if let Some(place) = found.active.map(|it| found.arguments[it]) {
        shown.insert(place.end as usize, '›');
        shown.insert(place.start as usize, '‹');
    }
    expected.assert_eq(&shown);
}

#[test]
fn the_argument_at_the_cursor_is_marked() {
    check(
        "[padLeft($0)]",
        expect!["padLeft(‹valueToPad›, totalLength, [paddingCharacter])"],
    );
    check(
        "[padLeft('a', $0)]",
        expect!["padLeft(valueToPad, ‹totalLength›, [paddingCharacter])"],
    );
    check(
        "[padLeft('a',$0 10, '0')]",
        expect!["padLeft(valueToPad, ‹totalLength›, [paddingCharacter])"],
    );
    check(
        "[padLeft('a', 10, '0$0')]",
        expect!["padLeft(valueToPad, totalLength, [‹paddingCharacter›])"],
    );
    check(
        "[padLeft('a', 10, '0', $0)]",
        expect!["padLeft(valueToPad, totalLength, [paddingCharacter])"],
    );
    check(
        "[padLeft('a, b', $0",
        expect!["padLeft(valueToPad, ‹totalLength›, [paddingCharacter])"],
    );
    check("[concat('a', 'b', $0)]", expect!["concat([‹arg›], …)"]);
    check(
        "[createObject('a', 1, 'b', $0)]",
        expect!["createObject([key, ‹value›], …)"],
    );
}

#[test]
fn the_innermost_call_counts() {
    check("[concat('a', toLower($0))]", expect!["toLower(‹stringToChange›)"]);
    check("[concat('a', toLower('b')$0)]", expect!["concat([‹arg›], …)"]);
    check("[concat('a', toLower('b'), $0)]", expect!["concat([‹arg›], …)"]);
    check(
        "[contoso.named('a', $0)]",
        expect!["contoso.named(stem: string, ‹count›)"],
    );
}

#[test]
fn no_help_outside_of_calls() {
    check("[con$0cat('a')]", expect!["nothing"]);
    check("[concat('a')$0]", expect!["nothing"]);
    check("[noSuch($0)]", expect!["nothing"]);
    check("concat($0)", expect!["nothing"]);
}
