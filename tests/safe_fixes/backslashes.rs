//! Single backslashes in strings: a string is repaired whole or not at all.

use expect_test::{Expect, expect};

use crate::safe_fixes::kinds::check;

#[test]
fn backslashes_are_doubled_whole_or_not_at_all() {
    let windows = |command: &str, expected: Expect| {
        let step = format!("{{ \"type\": \"PowerShell\", \"inline\": [\"{command}\"] }}");
        check("in=customize os=windows", &step, expected);
    };
    windows(
        r"dir c:\build\artifacts\temp",
        expect![[r#"
        syntax/bad-escape `\a`
        { "type": "PowerShell", "inline": ["dir c:\\build\\artifacts\\temp"] }
    "#]],
    );
    windows(
        r"copy c:\build\a.txt D:\data\x",
        expect![[r#"
            syntax/bad-escape `\a`
            { "type": "PowerShell", "inline": ["copy c:\\build\\a.txt D:\\data\\x"] }
        "#]],
    );
    windows(
        r"dir C:\apps; Write-Host 'a\tb'",
        expect![[r#"
        syntax/bad-escape `\a`
        unchanged
    "#]],
    );
    windows(
        r"cd C:\apps\nGet-ChildItem",
        expect![[r#"
        syntax/bad-escape `\a`
        unchanged
    "#]],
    );
    windows(
        r"dir C:\apps\u00e9",
        expect![[r#"
        syntax/bad-escape `\a`
        unchanged
    "#]],
    );
    windows(
        r"dir \\server\share\data",
        expect![[r#"
            syntax/bad-escape `\s`
            unchanged
        "#]],
    );
    windows(
        r"dir \\\\server\share",
        expect![[r#"
        syntax/bad-escape `\s`
        { "type": "PowerShell", "inline": ["dir \\\\server\\share"] }
    "#]],
    );
    windows(
        r"dir C:\Users\Public C:\\Windows",
        expect![[r#"
            syntax/bad-escape `\U`
            { "type": "PowerShell", "inline": ["dir C:\\Users\\Public C:\\Windows"] }
        "#]],
    );
    windows(
        r"'a1' -match '\d+\.x'",
        expect![[r#"
            syntax/bad-escape `\d`
            { "type": "PowerShell", "inline": ["'a1' -match '\\d+\\.x'"] }
        "#]],
    );
    windows(
        r"'a1' -match '\bx\d'",
        expect![[r#"
        syntax/bad-escape `\d`
        unchanged
    "#]],
    );
    windows(
        r"dir $env:TEMP\build\x",
        expect![[r#"
        syntax/bad-escape `\x`
        { "type": "PowerShell", "inline": ["dir $env:TEMP\\build\\x"] }
    "#]],
    );
}
