//! Secrets that tools print are replaced, and nothing else is.

use aib_ls::text::redact::redacted;

/// What no text may show.
const SECRET: &str = "q7Zp2VnX9sLk4Tt1";

#[test]
fn replaces_secrets_in_the_forms_that_tools_print() {
    let texts = [
        "GET https://acct.blob.core.windows.net/c/a.zip?sv=2022-11-02&sig=SECRET&se=2026-01-01",
        r"https:\/\/acct.blob.core.windows.net\/c\/a.zip?sv=1\u0026sig=SECRET",
        "\"DefaultEndpointsProtocol=https;AccountName=a;AccountKey=SECRET;EndpointSuffix=core.windows.net\"",
        "Authorization: Bearer SECRET",
        "'Authorization: Basic SECRET'",
        "-H \"authorization: SECRET\"",
        "Bearer SECRETSECRET",
        "x-api-key: SECRET",
        "+ export DB_PASSWORD=SECRET",
        "+ export GITHUB_TOKEN='SECRET'",
        "$env:APP_KEY_PASSWORD = \"SECRET\"",
        "{\"adminPassword\": \"SECRET\", \"user\": \"me\"}",
        r#"{\"clientSecret\":\"SECRET\"}"#,
        "./config.sh --url https://github.com/o/r --token SECRET --unattended",
        "setup.exe -Password 'SECRET' -Quiet",
        "ConvertTo-SecureString \"SECRET\" -AsPlainText -Force",
        "net user builder SECRET /add",
        "fatal: unable to access 'https://me:SECRET@git.example.com/r.git/'",
        "ghp_SECRETSECRET0",
        "-----BEGIN RSA PRIVATE KEY-----SECRET-----END RSA PRIVATE KEY-----",
    ];
    for text in texts {
        let shown = redacted(&text.replace("SECRET", SECRET)).into_owned();
        assert!(!shown.contains(SECRET), "{shown}");
        assert!(shown.contains("***"), "{shown}");
    }
}

#[test]
fn replaces_a_web_token_wherever_it_is() {
    let token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovLyJ9.c2lnbmF0dXJl";
    assert_eq!(redacted(&format!("token is {token}.")), "token is ***.");
}

#[test]
fn leaves_other_text_alone() {
    let texts = [
        "Cannot create more than 0 IPv4 Basic connectivity addresses",
        "Make sure the value of Authorization header is formed correctly including the signature.",
        "E: Unable to locate package password-store",
        "sudo: a terminal is required to read the password",
        "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
        "https://acct.blob.core.windows.net/packerlogs/1/customization.log",
        "Error waiting for SSH: Packer experienced an authentication error when trying to connect via SSH.",
        "unexpected token 'fi'",
        "At C:\\Windows\\Temp\\script.ps1:12 char:5",
        "net user /domain",
    ];
    for text in texts {
        assert_eq!(redacted(text), text);
    }
}
