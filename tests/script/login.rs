//! Scripts that sign in, and where.

use aib_ls::script::login;
use aib_ls::script::source::Script;
use serde_json::json;

use super::{read, template, with_step, written};

#[test]
fn recognises_azure_sign_in_commands() {
    let cases = [
        ("Shell", "sudo az login --identity --allow-no-subscriptions", 1),
        ("Shell", "az login -i && azcopy login --identity", 2),
        ("Shell", "azcopy login --login-type MSI", 1),
        (
            "Shell",
            "curl -s -H Metadata:true 'http://169.254.169.254/metadata/identity/oauth2/token?resource=x'",
            1,
        ),
        (
            "Shell",
            "curl -s -H Metadata:true 'http://169.254.169.254/metadata/instance'",
            0,
        ),
        ("Shell", "az login --service-principal -u $ID; az identity list", 0),
        (
            "Shell",
            "echo az login --identity >> /etc/motd # az login --identity",
            0,
        ),
        ("PowerShell", "Connect-AzAccount -Identity | Out-Null", 1),
        ("PowerShell", "& 'C:\\az.cmd' login --identity", 1),
        ("PowerShell", "Connect-AzAccount -ServicePrincipal # -Identity", 0),
        (
            "PowerShell",
            "(Invoke-RestMethod -Uri \"http://169.254.169.254/metadata/identity/oauth2/token\").access_token",
            1,
        ),
    ];
    for (kind, script, count) in cases {
        let step = json!({ "type": kind, "inline": [script] });
        let found = with_step(template(&step), |step, _| login::sign_ins(&read(step)).count());
        assert_eq!(found, count, "{script}");
    }
}

#[test]
fn reports_endless_loops_that_the_script_waits_for() {
    let cases = [
        ("Shell", "while true; do a; done", 1),
        ("Shell", "if a; then while :; do b; done; fi", 1),
        ("Shell", "while true; do a && break; done", 0),
        ("Shell", "while true; do a; done &", 0),
        ("Shell", "while true; do echo y; done | head -n 1", 0),
        ("Shell", "f() { while true; do a; done; }; f &", 0),
        ("PowerShell", "while ($true) { a }", 1),
        ("PowerShell", "while ($true) { if (a) { break } }", 0),
        ("PowerShell", "function f { while ($true) { a } }", 0),
        ("PowerShell", "Start-Job { while ($true) { a } }", 0),
    ];
    for (kind, script, count) in cases {
        let step = json!({ "type": kind, "inline": [script] });
        let found = with_step(template(&step), |step, _| read(step).endless.len());
        assert_eq!(found, count, "{script}");
    }
}

#[test]
fn a_command_is_underlined_where_it_is_written() {
    // What `inline` holds as written, and what is underlined in it.
    let cases = [
        (r#""az login -i""#, "az"),
        (r#""sudo  /usr/bin/az login -i""#, "/usr/bin/az"),
        (r#""echo \"a\" && az login -i""#, "az"),
        (r#""echo \\ \/ \b \f x\naz login -i""#, "az"),
        (r#""echo a\r\n\taz login -i""#, "az"),
        (r#""echo \u0041\u00e9\u20ac\ud83d\ude00; az login -i""#, "az"),
        (r#""echo é€😀; az login -i""#, "az"),
        (r#""\u0061z login -i""#, r"\u0061z"),
        (r#""a\u007a login -i""#, r"a\u007a"),
        (r#""\"az\" login -i""#, r#"\"az\""#),
        (r#""echo C:\d \x; az login -i""#, "az"),
        (r#""first", "", "az login -i""#, "az"),
        (r#""[parameters('first')]", "az login -i""#, "az"),
        (r#""if true; then", "az login -i", "fi""#, "az"),
    ];
    for (inline, expected) in cases {
        let text = written(&format!(r#"{{ "type": "Shell", "inline": [{inline}] }}"#));
        with_step(text, |step, text| {
            let (script, parsed) = (Script::of(step).unwrap(), read(step));
            let found: Vec<_> = login::sign_ins(&parsed).map(|it| it.name_span).collect();
            let written: Vec<_> = found.iter().map(|it| script.written(*it).unwrap().of(text)).collect();
            assert_eq!(written, [expected], "{inline}");
            let item = script.item(found[0].start).unwrap();
            assert!(item.node.source().contains(expected), "{inline}");
        });
    }
}
