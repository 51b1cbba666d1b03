//! Kinds of slips: what is found, and what the safe fixes make of it.

use std::fmt::Write;

use aib_ls::rules;
use aib_ls::settings::Settings;
use expect_test::{Expect, expect};

use crate::safe_fixes::{document, fixed};
use crate::support::skeleton::Frame;

/// Findings of a fragment, and the fragment after all safe fixes.
pub(super) fn check(words: &str, fragment: &str, expected: Expect) {
    let (text, start) = Frame::read(words).wrap(fragment);
    let doc = document(&text);
    let mut out = String::new();
    for finding in rules::check(&doc, &Settings::default()) {
        if !matches!(finding.rule.id, "script/apt-race" | "permissions/gallery-roles") {
            writeln!(out, "{} `{}`", finding.rule.id, finding.span.of(&text)).unwrap();
        }
    }
    let after = fixed(words, &text);
    let tail = &text[start + fragment.len()..];
    let repaired = after[start..].strip_suffix(tail).unwrap_or(&after[start..]);
    match repaired == fragment {
        true => out.push_str("unchanged\n"),
        false => writeln!(out, "{repaired}").unwrap(),
    }
    expected.assert_eq(&out);
}

#[test]
fn tokens_of_tools_stay() {
    check(
        "in=properties",
        "\"buildTimeoutInMinutes\": ${minutes}",
        expect![[r#"
        syntax/build-token `${minutes}`
        unchanged
    "#]],
    );
    check(
        "in=properties",
        "\"vmProfile\": {{ profile }}",
        expect![[r#"
        syntax/build-token `{{ profile }}`
        unchanged
    "#]],
    );
    check(
        "in=properties",
        "\"vmProfile\": { \"osDiskSizeGB\": {size} }",
        expect![[r#"
            syntax/build-token `{size}`
            unchanged
        "#]],
    );
    check(
        "in=properties",
        "\"buildTimeoutInMinutes\": $(minutes), \"vmProfile\": #{profile}#",
        expect![[r#"
            syntax/build-token `$(minutes)`
            syntax/build-token `#{profile}#`
            unchanged
        "#]],
    );
    check(
        "in=customize",
        "{ \"type\": \"Shell\", \"inline\": %%commands%% }",
        expect![[r#"
            syntax/build-token `%%commands%%`
            unchanged
        "#]],
    );
    check(
        "in=customize",
        "{ \"type\": \"Shell\", \"inline\": [@@command@@, \"echo a\"] },\n<%= steps %>",
        expect![[r#"
            syntax/build-token `@@command@@`
            syntax/build-token `<%= steps %>`
            unchanged
        "#]],
    );
    check(
        "in=root",
        "\"tags\": {\n  ${tags}\n}",
        expect![[r#"
        syntax/build-token `${tags}`
        unchanged
    "#]],
    );
    // Elsewhere the text is checked and repaired as usual.
    check(
        "in=properties",
        "\"buildTimeoutInMinutes\": ${minutes},\n\"vmProfile\": { \"osDiskSizeGB\": 64, },\n\"colour\": 1",
        expect![[r#"
            syntax/build-token `${minutes}`
            syntax/trailing-comma `,`
            schema/unknown-field `"colour"`
            "buildTimeoutInMinutes": ${minutes},
            "vmProfile": { "osDiskSizeGB": 64 },
            "colour": 1
        "#]],
    );
}

#[test]
fn a_name_in_brackets_is_escaped_in_commands_only() {
    check(
        "in=root version=2024-02-01",
        "\"tags\": { \"team\": \"[web]\" }",
        expect![[r#"
            arm/bracket-string-needs-escape `"[web]"`
            unchanged
        "#]],
    );
    check(
        "in=customize version=2024-02-01",
        "{ \"type\": \"Shell\", \"inline\": [\"set -e\", \"[ -f /etc/motd ]\"] }",
        expect![[r#"
            arm/bracket-string-needs-escape `"[ -f /etc/motd ]"`
            { "type": "Shell", "inline": ["set -e", "[[ -f /etc/motd ]"] }
        "#]],
    );
    check(
        "in=customize version=2024-02-01 os=windows",
        "{ \"type\": \"WindowsRestart\", \"restartCommand\": \"[Environment]\" }",
        expect![[r#"
            arm/bracket-string-needs-escape `"[Environment]"`
            { "type": "WindowsRestart", "restartCommand": "[[Environment]" }
        "#]],
    );
}

#[test]
fn members_of_other_languages_are_written_as_json() {
    let step = |member: &str, expected: Expect| {
        let step = format!("{{ \"type\": \"PowerShell\", \"inline\": [\"Get-Date\"],\n{member} }}");
        check("in=customize os=windows", &step, expected);
    };
    step(
        "runElevated = $false",
        expect![[r#"
        syntax/expected-colon `=`
        { "type": "PowerShell", "inline": ["Get-Date"],
        "runElevated": false }
    "#]],
    );
    step(
        "\"runElevated\" = $false",
        expect![[r#"
        syntax/expected-colon `=`
        { "type": "PowerShell", "inline": ["Get-Date"],
        "runElevated": false }
    "#]],
    );
    step(
        "\"name\" = \"a\"",
        expect![[r#"
        syntax/expected-colon `=`
        { "type": "PowerShell", "inline": ["Get-Date"],
        "name": "a" }
    "#]],
    );
    step(
        "\"name\" => \"a\"",
        expect![[r#"
        syntax/expected-colon `=>`
        { "type": "PowerShell", "inline": ["Get-Date"],
        "name": "a" }
    "#]],
    );
    step(
        "'name' = 'a'",
        expect![[r#"
        syntax/expected-colon `=`
        syntax/quotes `'a'`
        { "type": "PowerShell", "inline": ["Get-Date"],
        "name": "a" }
    "#]],
    );
    step(
        "\"name\" = $name",
        expect![[r#"
        syntax/expected-colon `=`
        syntax/build-token `$name`
        { "type": "PowerShell", "inline": ["Get-Date"],
        "name": $name }
    "#]],
    );
    step(
        "\"validExitCodes\" = [0; 1]",
        expect![[r#"
        syntax/expected-colon `=`
        syntax/expected-comma `;`
        { "type": "PowerShell", "inline": ["Get-Date"],
        "validExitCodes": [0, 1] }
    "#]],
    );
    step(
        "\"runElevated\": True",
        expect![[r#"
        syntax/bad-value `True`
        unchanged
    "#]],
    );
    step(
        "\"runElevated\": $true",
        expect![[r#"
        syntax/bad-value `$true`
        unchanged
    "#]],
    );
    step(
        "\"name\": None",
        expect![[r#"
        syntax/bad-value `None`
        unchanged
    "#]],
    );
    step(
        "\"name\": 'it's'",
        expect![[r#"
            syntax/quotes `'it's'`
            unchanged
        "#]],
    );
    step(
        "\"name\": “two words”",
        expect![[r#"
        syntax/bad-value `“two words”`
        unchanged
    "#]],
    );
    step(
        "“name”: \"a\"",
        expect![[r#"
            syntax/quotes `“name”`
            { "type": "PowerShell", "inline": ["Get-Date"],
            "name": "a" }
        "#]],
    );
}

#[test]
fn quotes_and_brackets_that_are_missing_or_too_many_are_left_to_the_author() {
    check(
        "in=properties",
        "\"vmProfile\": {\n  \"osDiskSizeGB\": 130\"\n}",
        expect![[r#"
            syntax/unexpected-text `"`
            unchanged
        "#]],
    );
    check(
        "in=properties",
        "\"vmProfile\": {\n  \"vmSize\": Standard_D4s_v5\",\n  \"osDiskSizeGB\": 130\n}",
        expect![[r#"
            syntax/unclosed-string `Standard_D4s_v5"`
            unchanged
        "#]],
    );
    check(
        "in=properties",
        "\"vmProfile\": {\n  vmSize\": \"Standard_D4s_v5\",\n  \"osDiskSizeGB\": 130\n}",
        expect![[r#"
            syntax/unclosed-string `vmSize"`
            unchanged
        "#]],
    );
    check(
        "in=customize",
        "{\n  \"type\": \"Shell\",\n  \"name\": \"a\"],\n  \"inline\": [\"echo a\"]\n}",
        expect![[r#"
            syntax/unexpected-text `]`
            unchanged
        "#]],
    );
    check(
        "in=customize",
        "{ \"type\": \"Shell\", \"inline\": [\"echo \"hello\"\"] }",
        expect![[r#"
            syntax/unescaped-quote `"hello"`
            unchanged
        "#]],
    );
    check(
        "in=customize",
        "{ \"type\": \"Shell\", \"inline\": [\"echo \"\"\"] }",
        expect![[r#"
            syntax/unescaped-quote `""`
            unchanged
        "#]],
    );
    check(
        "in=properties",
        "\"vmProfile\": { \"osDiskSizeGB\": 130); }",
        expect![[r#"
            syntax/unexpected-text `)`
            syntax/expected-comma `;`
            unchanged
        "#]],
    );
}

#[test]
fn commas_colons_and_quotes_are_repaired_where_the_line_parses_then() {
    check(
        "in=properties",
        "\"vmProfile\": { \"osDiskSizeGB\" 130; \"vmSize\": 'Standard_D4s_v5', }",
        expect![[r#"
            syntax/expected-colon `"osDiskSizeGB"`
            syntax/expected-comma `;`
            syntax/quotes `'Standard_D4s_v5'`
            syntax/trailing-comma `,`
            "vmProfile": { "osDiskSizeGB": 130, "vmSize": "Standard_D4s_v5" }
        "#]],
    );
    check(
        "in=properties",
        "\"vmProfile\": { osDiskSizeGB }",
        expect![[r#"
        syntax/quotes `osDiskSizeGB`
        unchanged
    "#]],
    );
    check(
        "in=properties",
        "\"vmProfile\": { \"osDiskSizeGB\": 130 vmSize }",
        expect![[r#"
            syntax/expected-comma `0`
            syntax/quotes `vmSize`
            unchanged
        "#]],
    );
}

#[test]
fn commands_are_not_invented() {
    check(
        "in=customize",
        "{ \"type\": \"Shell\", \"inline\": [\"arr=(a b)\", \"sudo apt-get install -y nginx\"] }",
        expect![[r#"
            script/bashism `(`
            unchanged
        "#]],
    );
    check(
        "in=customize",
        "{ \"type\": \"Shell\", \"inline\": [\"curl -fsSL https://example.com/a > /etc/a\", \"echo a > /etc/b\"] }",
        expect![[r#"
            script/sudo-redirect `> /etc/a`
            script/sudo-redirect `> /etc/b`
            { "type": "Shell", "inline": ["curl -fsSL https://example.com/a > /etc/a", "echo a | sudo tee /etc/b > /dev/null"] }
        "#]],
    );
    check(
        "in=properties",
        "\"vmProfile\": { \"vmSize\": \"D4s\" }",
        expect![[r#"
        vm-size/malformed `"D4s"`
        unchanged
    "#]],
    );
}

#[test]
fn a_quote_too_many_is_one_finding_whichever_quote_it_is() {
    for quote in ['"', '\''] {
        for value in ["130", "true", "null", "[]", "\"a\""] {
            let text = Frame::read("in=properties")
                .wrap(&format!("\"x\": {value}{quote},\n\"buildTimeoutInMinutes\": 60"))
                .0;
            let found = rules::check(&document(&text), &Settings::default());
            let ids: Vec<_> = found
                .iter()
                .map(|it| it.rule.id)
                .filter(|it| it.starts_with("syntax/"))
                .collect();
            assert_eq!(ids, ["syntax/unexpected-text"], "{value}{quote}");
        }
    }
}
