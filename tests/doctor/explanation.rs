//! Values of a message in the text of a page.

use aib_ls::doctor::explanation::Explanation;

/// A text with the value of `region` filled in.
fn filled(text: &str, region: Option<&str>) -> String {
    let text = Explanation::new(text, |name| region.filter(|_| name == "region"));
    text.markdown().to_owned()
}

#[test]
fn a_value_replaces_its_placeholder() {
    let text = "No capacity in `{region}`: `az vm list-skus --location {region}`.";
    let expected = "No capacity in `westeurope`: `az vm list-skus --location westeurope`.";
    assert_eq!(filled(text, Some("westeurope")), expected);
}

#[test]
fn without_a_value_neutral_words_remain() {
    let text = "In `{region|the region}`: `az vm list-skus --location {region}` for `{size}`.";
    let expected = "In the region: `az vm list-skus --location <region>` for `<size>`.";
    assert_eq!(filled(text, None), expected);
    assert_eq!(filled(text, Some(" ")), expected);
}

#[test]
fn other_braces_remain() {
    let text = "`{ \"type\": \"File\" }` and {region} and `--query \"{id: id}\"` and `{` and `{}`";
    assert_eq!(filled(text, Some("x")), text);
}

#[test]
fn a_command_takes_only_values_without_meaning_for_a_shell() {
    for region in [
        "west; rm -rf ~",
        "$(id)",
        "a\"b",
        "a'b",
        "a|b",
        "a>b",
        "--yes",
        "a\\b",
        "a&b",
        "!x",
        "a b",
        "a=b",
        "a,b",
        "@file",
        "a\u{202e}b",
        "ä",
        "%PATH%",
        "~",
        "*",
        "a\nb",
    ] {
        assert_eq!(
            filled("`az x -l {region}`", Some(region)),
            "`az x -l <region>`",
            "{region}"
        );
    }
    assert_eq!(filled("Said `{region}`.", Some("a & b")), "Said `a & b`.");
    let plain = "/opt/a_b-1.0+c@d:443";
    assert_eq!(filled("`ls {region|<path>}`", Some(plain)), format!("`ls {plain}`"));
    assert_eq!(filled("`ls {region|<path>}`", Some("a b")), "`ls <path>`");
}

#[test]
fn a_value_stays_in_its_code_span_and_its_sentence() {
    let text = "Denied by `{region}`. Second sentence.\n\nTo do.";
    let explanation = Explanation::new(text, |_| Some("One. Two`three`\n\nfour\u{1b}"));
    assert_eq!(explanation.summary(), "Denied by `One. Two'three' four\\u{1b}`.");
    assert_eq!(explanation.solution(), "To do.");
    assert_eq!(explanation.remarks().count(), 0);
}
