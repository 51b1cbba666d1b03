//! Quotes after backslashes in PowerShell.

use aib_ls::script::backslash_quote::slips;
use expect_test::{Expect, expect};

/// The script with `»` before each backslash that is reported.
fn check(script: &str, expected: Expect) {
    let mut shown = script.to_owned();
    let found = slips(script);
    let mut all: Vec<u32> = found.iter().flat_map(|it| &it.quotes).map(|it| it.start).collect();
    all.sort_unstable();
    for at in all.into_iter().rev() {
        shown.insert(at as usize, '»');
    }
    let kinds: Vec<String> = found.iter().map(|it| format!("{:?}", it.kind)).collect();
    expected.assert_eq(&format!("{shown} {}", kinds.join(" ")));
}

#[test]
fn finds_values_and_arguments_of_cmdlets() {
    check(r#"$a = \"b c\""#, expect![[r#"$a = »\"b c»\" Before"#]]);
    check(
        r#"[string] $a += \"b\"; $b = 1"#,
        expect![[r#"[string] $a += »\"b»\"; $b = 1 Before"#]],
    );
    check(
        r#"Write-Host \"a $b\" -NoNewline"#,
        expect![[r#"Write-Host »\"a $b»\" -NoNewline Before"#]],
    );
    check(
        r#"Get-Item a | Set-Content -Value "{\"a\": \"b\"}" -Path c"#,
        expect![[r#"Get-Item a | Set-Content -Value "{»\"a»\": »\"b»\"}" -Path c Inside"#]],
    );
    check(
        r#"if ($a) { Write-Host "say \"hi\" now" }"#,
        expect![[r#"if ($a) { Write-Host "say »\"hi»\" now" } Inside"#]],
    );
    check(r#"$a = "\"b\"""#, expect![[r#"$a = "»\"b»\"" Inside"#]]);
    check(
        "Write-Host `\n  \\\"a\\\"",
        expect![[r#"
        Write-Host `
          »\"a»\" Before"#]],
    );
}

#[test]
fn leaves_out_programs_and_strings_that_end_there() {
    for script in [
        r#"cmd /c "echo \"a\"""#,
        r#"curl.exe -d \"a\" b"#,
        r#"& $tool \"a\""#,
        r#"$a = "C:\b\""#,
        r#"$a = "C:\b\" + $c + "\d""#,
        r#"Join-Path "C:\b\" "c""#,
        r#"Write-Host 'a \"b\" c'"#,
        r#"Write-Host "a `"b`" ""c""""#,
        r#"# Write-Host \"a\""#,
        "<# $a = \\\"b\\\" #>",
        "$a = @'\nWrite-Host \\\"a\\\"\n'@",
        "$a = @\"\nWrite-Host \\\"a\\\"\n\"@",
        r#"Set-Location \"Program Files""#,
        r#"Write-Host "$(Get-Item "C:\a\")b""#,
        r#"msiexec /i a.msi DIR=\"C:\a b\""#,
        "\\\"",
        "\"\\",
        "Write-Host \"é\\\"é",
    ] {
        assert_eq!(slips(script), Vec::new(), "{script}");
    }
}
