//! Where the file of an address may be, and which of them counts.

use aib_ls::model::script_file::{Base, Content, candidates};
use expect_test::{Expect, expect};

fn check(address: &str, expected: Expect) {
    let line = |from, path: &str| match from {
        Base::Template => format!("{path}\n"),
        Base::Root => format!("/{path}\n"),
    };
    let shown: String = candidates(address).iter().map(|it| line(it.from, &it.path)).collect();
    expected.assert_eq(&shown);
}

#[test]
fn the_longest_end_of_the_path_comes_first_and_the_bare_name_stays_near() {
    check(
        "https://raw.githubusercontent.com/contoso/images/main/scripts/setup.sh",
        expect![[r#"
            contoso/images/main/scripts/setup.sh
            /contoso/images/main/scripts/setup.sh
            images/main/scripts/setup.sh
            /images/main/scripts/setup.sh
            main/scripts/setup.sh
            /main/scripts/setup.sh
            scripts/setup.sh
            /scripts/setup.sh
            setup.sh
            scripts/setup.sh
        "#]],
    );
    check(
        "https://a12.blob.core.windows.net/box/my%20setup.ps1?sv=2024&sig=a/b",
        expect![[r#"
            box/my setup.ps1
            /box/my setup.ps1
            my setup.ps1
            scripts/my setup.ps1
        "#]],
    );
}

#[test]
fn a_deep_path_is_cut_at_its_beginning() {
    let all = candidates("https://example.com/0/1/2/3/4/5/6/7/8/9.sh");
    assert_eq!(all.first().map(|it| it.path.as_str()), Some("2/3/4/5/6/7/8/9.sh"));
}

#[test]
fn addresses_that_leave_the_folder_name_no_file() {
    for address in [
        "",
        "setup.sh",
        "ftp://example.com/scripts/setup.sh",
        "https://example.com",
        "https://example.com/",
        "https://example.com/scripts/",
        "https://example.com/../../etc/passwd",
        "https://example.com/%2e%2e/etc/passwd",
        "https://example.com/a%2fb.sh",
        "https://example.com/a%5cb.sh",
        "https://example.com/C:/a.sh",
        "https://example.com/a%00.sh",
        "https://example.com/a%.sh",
        "https://example.com/a%ff.sh",
    ] {
        check(address, expect![""]);
    }
}

#[test]
fn a_sum_is_that_of_the_bytes_and_of_the_same_text_with_other_line_endings() {
    let sum = |bytes: &[u8]| Content::new(bytes.to_vec()).sum;
    assert_eq!(
        sum(b""),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    let unix = Content::new(b"a\nb\n".to_vec());
    assert!(unix.has_sum(&sum(b"a\nb\n")) && unix.has_sum(&sum(b"a\r\nb\r\n")));
    assert!(!unix.has_sum(&sum(b"a\nb")));
    let windows = Content::new(b"a\r\nb\n".to_vec());
    assert!(windows.has_sum(&sum(b"a\nb\n")) && windows.has_sum(&sum(b"a\r\nb\r\n")));
    // Bytes that are no text have no line endings.
    let bytes = Content::new(b"a\n\xff".to_vec());
    assert!(bytes.text.is_none() && !bytes.has_sum(&sum(b"a\r\n\xff")));
}
