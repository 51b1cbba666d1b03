//! Templates from outside the project that fixes once damaged.

use crate::safe_fixes::{document, fixed};
use crate::support::outside::{files_below, outside};

#[test]
fn no_case_is_left_with_more_mistakes_and_no_parsing_case_is_broken() {
    let Some(folder) = outside("AIB_LS_CASES") else { return };
    for path in files_below(&folder.join("templates"), "json") {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.display().to_string();
        let after = fixed(&name, &text);
        let mistakes = |text: &str| document(text).tree().errors().len();
        assert!(mistakes(&after) <= mistakes(&text), "{name}\n{after}");
        assert_eq!(fixed(&name, &after), after, "{name}");
    }
}

/// The text of a case before and after its safe fixes.
fn case(name: &str) -> Option<(String, String)> {
    let path = outside("AIB_LS_CASES")?.join("templates").join(format!("{name}.json"));
    let text = std::fs::read_to_string(path).unwrap();
    let after = fixed(name, &text);
    Some((text, after))
}

#[test]
fn a_token_of_a_tool_is_one_finding_and_stays() {
    let Some((text, after)) = case("fix-breaks-token") else {
        return;
    };
    assert_eq!(text, after);
    assert_eq!(document(&text).tree().errors().len(), 1);
}

#[test]
fn a_name_in_brackets_is_not_escaped() {
    let Some((text, after)) = case("fix-escapes-a-name") else {
        return;
    };
    assert_eq!(text, after);
}

#[test]
fn a_path_with_control_characters_is_repaired_whole_or_not_at_all() {
    let Some((text, after)) = case("fix-bad-escape-control-characters") else {
        return;
    };
    let whole = r"c:\\buildArtifacts\\artifacts.zip -DestinationPath C:\\temp\\new";
    assert!(after == text || after.contains(whole), "{after}");
}

#[test]
fn a_member_of_another_language_is_rewritten_whole() {
    let Some((text, after)) = case("fix-equals-sign") else {
        return;
    };
    assert_eq!(after, text.replace("runElevated = $false", "\"runElevated\": false"));
}

#[test]
fn a_quote_or_a_bracket_too_many_is_one_finding() {
    for name in ["misread-quote-after-number", "misread-stray-bracket"] {
        let Some((text, after)) = case(name) else { return };
        assert_eq!(text, after, "{name}");
        assert_eq!(document(&text).tree().errors().len(), 1, "{name}");
    }
}
