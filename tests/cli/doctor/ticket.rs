//! `doctor --format markdown`: a text that can be published.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::cli::{Folder, GOOD};

const SUBSCRIPTION: &str = "6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11";
const OPERATION: &str = "88e0b3a1-42dd-4c6f-b1f5-0c97d26e4a3b";

/// What the script printed: identifiers, a secret, and an attempt to end the code block.
const OUTPUT: [&str; 5] = [
    "Error: jane.doe@contoso.com at 20.50.2.7 may not read /subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/rg",
    "`````",
    "# Not a heading <script>alert(1)</script> @everyone",
    "~~~ end of the block",
    "Error: https://acct.blob.core.windows.net/c/a.zip?sv=1&sig=q7Zp2VnX9sLk4Tt1 denied for client 'c93a6e14-70bf-4d25-9e81-2a4f5b0d8c67'",
];

fn log() -> String {
    let line = |time: &str, text: &str| format!("[{OPERATION}] PACKER ERR 2024/03/04 {time} {text}\n");
    let output = OUTPUT
        .iter()
        .map(|it| format!("[{OPERATION}] PACKER OUT ==> azure-arm: {it}\n"));
    [
        line("10:00:00", "packer: Waiting for SSH, up to timeout: 20m0s"),
        line("10:01:00", "[INFO] (telemetry) Starting provisioner shell"),
    ]
    .into_iter()
    .chain(output)
    .chain([
        line("10:15:20", "ui: ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present..."),
        line("10:16:00", "ui error: Build 'azure-arm' errored after 16 minutes: Script exited with non-zero exit status: 1. Allowed exit codes are: [0]"),
    ])
    .collect()
}

/// Nothing that identifies a subscription, an account or a machine.
fn is_anonymous(text: &str) {
    for private in [
        SUBSCRIPTION,
        OPERATION,
        "jane",
        "20.50.2.7",
        "q7Zp2VnX9sLk4Tt1",
        "c93a6e14",
    ] {
        assert!(!text.contains(private), "{private} is in {text}");
    }
}

#[test]
fn a_ticket_shows_placeholders_in_place_of_identifiers() {
    let folder = Folder::with(&[("jane/customization.log", &log())]);
    let path = folder.path("jane/customization.log");
    std::fs::rename(&path, folder.path("customization.log")).unwrap();
    let answer = folder.run(&["doctor", "customization.log", "--format", "markdown"]);
    is_anonymous(&answer.out);
    for part in [
        "Error: <email-1> at <ip-1> may not read /subscriptions/<subscription-1>/resourceGroups/rg",
        "a.zip?<sas-1> denied for client '<client-1>'",
    ] {
        assert!(answer.out.contains(part), "{part} is missing in {}", answer.out);
    }
    // Other formats stay on this machine and keep what support asks for.
    for format in ["human", "json", "html"] {
        let answer = folder.run(&["doctor", "customization.log", "--format", format]);
        assert!(answer.out.contains(SUBSCRIPTION), "{}", answer.out);
    }
}

#[test]
fn text_of_the_log_cannot_end_its_code_block() {
    let folder = Folder::with(&[("customization.log", &log())]);
    let text = folder.run(&["doctor", "customization.log", "--format", "markdown"]).out;
    let (mut blocks, mut code, mut is_code) = (0, String::new(), false);
    for event in Parser::new_ext(&text, Options::all()) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                (blocks, is_code) = (blocks + 1, true);
            }
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(text) if is_code => code += &text,
            Event::Text(text) => assert!(!text.contains("Not a heading"), "{text}"),
            _ => {}
        }
    }
    assert_eq!(blocks, 1, "{text}");
    for line in [OUTPUT[1], OUTPUT[2], OUTPUT[3]] {
        assert!(code.lines().any(|it| it == line), "{line} is missing in {code}");
    }
}

#[test]
fn several_logs_and_comparisons_share_the_placeholders() {
    let other = log().replace("20.50.2.7", "20.50.2.8");
    let folder = Folder::with(&[("a.log", &log()), ("b.log", &other), ("web.json", GOOD)]);
    for arguments in [
        &["doctor", "a.log", "b.log"][..],
        &["doctor", "--compare", "a.log", "b.log"],
    ] {
        let answer = folder.run(&[arguments, &["--format", "markdown"]].concat());
        is_anonymous(&answer.out);
        assert!(answer.out.contains("denied for client '<client-1>'"), "{}", answer.out);
    }
}
