//! Addresses taken apart.

use aib_ls::model::uri;
use expect_test::{Expect, expect};

fn check(text: &str, expected: Expect) {
    let shown = uri::split(text).map(|it| {
        let user = it.user.map(|it| format!("{it} at ")).unwrap_or_default();
        format!("{} {user}{} {} {}", it.scheme, it.host, it.path, it.query)
    });
    expected.assert_eq(shown.as_deref().map(str::trim_end).unwrap_or("none"));
}

#[test]
fn the_parts_of_an_address() {
    check(
        "https://example.com/a/b.sh?c=d#e",
        expect!["https example.com /a/b.sh c=d"],
    );
    check(
        "http://ana:secret@example.com:8080",
        expect!["http ana:secret at example.com"],
    );
    check("https://[fd00::1]:443/a", expect!["https fd00::1 /a"]);
    check("file:///etc/hosts", expect!["file  /etc/hosts"]);
    check("https://example.com?a=b", expect!["https example.com  a=b"]);
}

#[test]
fn text_that_is_not_an_address() {
    for text in ["", "prepare.sh", "C:\\a\\b.ps1", "\\\\server\\share", "://x", "a b://c"] {
        check(text, expect!["none"]);
    }
}

#[test]
fn hosts_parameters_and_names() {
    let it = uri::split("HTTPS://a.Example.com/x/Tools.TAR.GZ?Sig=1&empty&se=2").unwrap();
    assert!(it.is_web() && it.is_at("example.com") && !it.is_at("ample.com"));
    assert_eq!(it.parameter("sig"), Some("1"));
    assert_eq!(it.parameter("empty"), Some(""));
    assert_eq!(it.parameter("sp"), None);
    assert_eq!(uri::extension(it.file_name()), ".tar.gz");
    assert_eq!(uri::extension("a.b.ZIP"), ".zip");
    assert_eq!(uri::extension("none"), "");
}
