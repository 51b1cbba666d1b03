//! The files that scripts write, and those that they delete.

use aib_ls::script::writes::{self, Write};
use aib_ls::script::{Dialect, deletes, reading};
use expect_test::{Expect, expect};

/// The files that a script writes, one a line: path, what is written, `+` before what comes behind what is there.
fn check(dialect: Dialect, script: &str, expected: Expect) {
    let reading = reading::read(script, dialect);
    let line = |it: &Write| {
        let sign = if it.is_appended { "+" } else { "" };
        let text = it.text.as_ref().map(|it| format!("{:?}", it.text));
        format!("{sign}{} {}\n", it.path, text.as_deref().unwrap_or("?"))
    };
    let shown: String = writes::writes(&reading, script).iter().map(line).collect();
    expected.assert_eq(&shown);
}

#[test]
fn a_shell_writes_what_it_prints() {
    check(
        Dialect::Shell,
        "echo 'a b' c > one\n\
         echo -e \"a\\nb\" | sudo tee -a two three > /dev/null\n\
         printf '%s\\n' a b >> four 2> errors\n\
         printf 'a\\n' | tee five\n\
         echo $HOME > six\n\
         date > seven 2>&1\n\
         { echo a; echo b; } > eight\n\
         tee nine <<< a",
        expect![[r#"
            one "a b c"
            +two "a\nb"
            +three "a\nb"
            /dev/null ?
            +four "a\nb"
            five "a\n"
            six ?
            seven ?
            eight "a"
            eight "b"
            nine "a"
        "#]],
    );
    check(
        Dialect::Shell,
        "cat > one << 'END'\n$a\nEND\n\
         cat << END > two\n$a\nEND\n\
         cat << END | sudo tee three\na\nEND\n\
         cat four > five",
        expect![[r#"
            one "$a\n"
            two ?
            three "a\n"
            five ?
        "#]],
    );
}

#[test]
fn a_shell_copies_changes_and_downloads() {
    check(
        Dialect::Shell,
        "cp -r a/b.sh c.sh\n\
         mv a/b.sh /tmp\n\
         install -m 755 a.sh /usr/bin/\n\
         sed -i 's/a/b/' a.conf\n\
         sed 's/a/b/' b.conf\n\
         curl -fsSLo one https://example.com\n\
         curl -O https://example.com\n\
         wget -O two https://example.com\n\
         dd if=/dev/zero of=three",
        expect![[r#"
            c.sh ?
            /tmp/b.sh ?
            /usr/bin/a.sh ?
            a.conf ?
            one ?
            two ?
            three ?
        "#]],
    );
}

#[test]
fn powershell_writes_what_comes_through_the_pipe() {
    check(
        Dialect::PowerShell,
        "@'\na\nb\n'@ | Set-Content -Path one\n\
         'a' | Out-File two -Append\n\
         $text = 'a'\n$text | Out-File -FilePath three\n\
         Set-Content four -Value $text\n\
         Add-Content -Path five -Value 'a', 'b'\n\
         sc six 'a'\n\
         Write-Output 'a' | Tee-Object seven\n\
         echo a > eight\n\
         'a' > nine\n\
         ((Get-Content ten) -replace 'a', 'b') | Set-Content ten\n\
         Get-Date | Set-Content eleven\n\
         \"$text\" | Set-Content twelve\n\
         'a' + $text | Set-Content thirteen\n\
         $file = 'C:\\fourteen'\n(Get-Content $file) | Set-Content -Path $file",
        expect![[r#"
            one "a\nb"
            +two "a"
            three "a"
            four "a"
            +five "a\nb"
            six "a"
            seven "a"
            eight "a"
            nine "a"
            ten ?
            eleven ?
            twelve "a"
            thirteen ?
            C:\fourteen ?
        "#]],
    );
}

#[test]
fn powershell_copies_and_downloads() {
    check(
        Dialect::PowerShell,
        "Copy-Item C:\\a.ps1 D:\\b.ps1 -Force\n\
         Move-Item -Path C:\\a.ps1 -Destination D:\\folder\n\
         Rename-Item C:\\a.ps1 b.ps1\n\
         New-Item -Path C:\\ -Name a.txt -ItemType File -Value 'a'\n\
         New-Item C:\\folder -ItemType Directory\n\
         Invoke-WebRequest https://example.com -UseBasicParsing -OutFile one\n\
         Start-BitsTransfer -Source https://example.com -Destination two\n\
         curl.exe -L https://example.com -o three",
        expect![[r#"
            D:\b.ps1 ?
            D:\folder\a.ps1 ?
            C:\b.ps1 ?
            C:\a.txt "a"
            one ?
            two ?
            three ?
        "#]],
    );
}

/// What the commands of a script delete, one a line.
fn deleted(dialect: Dialect, script: &str, expected: Expect) {
    let reading = reading::read(script, dialect);
    let all = reading.commands.iter().flat_map(|it| deletes::deleted(it, &reading));
    let shown: String = all.map(|it| format!("{}\n", it.path)).collect();
    expected.assert_eq(&shown);
}

#[test]
fn paths_that_commands_delete() {
    deleted(
        Dialect::Shell,
        "rm -rf /a /b/{c,d}* \"$HOME/e\"\ncd /tmp\nrm -f -- f /g\ncd \"$x\"\nunlink h",
        expect![[r#"
            /a
            /b/c*
            /b/d*
            /tmp/f
            /g
            h
        "#]],
    );
    deleted(
        Dialect::PowerShell,
        "Remove-Item C:\\a, C:\\b -Force\n\
         del -Path C:\\c -Recurse\n\
         Remove-Item -LiteralPath 'C:\\d','C:\\e'\n\
         Remove-Item C:\\* -Include *.log\n\
         cmd /c del /q C:\\f\n\
         Remove-Item C:\\g -WhatIf",
        expect![[r#"
            C:\a
            C:\b
            C:\c
            C:\d
            C:\e
            C:\f
        "#]],
    );
}

#[test]
fn wildcards() {
    for (pattern, path, expected) in [
        ("/tmp/*", "/tmp/a.sh", true),
        ("/tmp/*.sh", "/tmp/a.sh", true),
        ("/tmp/?.sh", "/tmp/a.sh", true),
        ("/tmp/a*a.sh", "/tmp/a.sh", false),
        ("/tmp/*a*", "/tmp/banana", true),
        ("/tmp", "/tmp/a", false),
        ("/*/a", "/tmp/a", true),
        ("/*", "/tmp/a", false),
        ("", "/tmp/a", false),
    ] {
        assert_eq!(deletes::covers(pattern, path), expected, "{pattern} {path}");
    }
}
