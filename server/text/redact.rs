//! Secrets in words of other people: signatures, tokens, keys and passwords are replaced before a text is shown.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// What a secret is replaced with.
pub const MASK: &str = "***";

/// Expressions whose group `secret` is replaced. Each is linear in the text.
static SECRETS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let expressions = [
        // Parameters of addresses and connection strings: `?sig=…`, `;AccountKey=…`.
        r#"(?i)(?:[?&;]|%3f|%26|\\u0026|\b)(?:sig|signature|access_token|refresh_token|id_token|client_secret|accountkey|sharedaccesskey|sharedaccesssignature|sharedkey|x-amz-signature|x-functions-key)(?:=|%3d)(?P<secret>[^&\s"'<>;,\\]+)"#,
        // Headers.
        r#"(?i)\bauthorization\\?["']?\s*[:=]\s*\\?["']?(?:[a-z]+\s+)?(?P<secret>[a-z0-9][a-z0-9._~+/=:-]{7,})"#,
        r"(?i)\bbearer\s+(?P<secret>[a-z0-9][a-z0-9._~+/=-]{19,})",
        r#"(?i)\b(?:x-api-key|api-key|ocp-apim-subscription-key|x-functions-key|private-token)\s*[:=]\s*(?P<secret>[^\s"',;]+)"#,
        // JSON Web Tokens, tokens of code hosts and of cloud providers.
        r"\b(?P<secret>eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?)",
        r"\b(?P<secret>(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AKIA|dckr_pat_|npm_)[A-Za-z0-9_-]{12,})",
        // Assignments: `PASSWORD=…`, `$env:TOKEN = '…'`, `"password": "…"`.
        r#"(?i)\b[a-z0-9_]*(?:password|passwd|pwd|passphrase|secret|token|api_?key|apikey|access_?key|private_?key|credential)s?(?:\\?["'])?\s*(?:=|:=|=>)\s*\\?["']?(?P<secret>[^\s"',;&\\]{2,})"#,
        r#"(?i)\\?["'][a-z0-9_-]*(?:password|passwd|pwd|passphrase|secret|token|api_?key|access_?key|account_?key|private_?key)\\?["']\s*:\s*\\?["'](?P<secret>[^"'\\]+)"#,
        // Arguments: `--password …`, `-Token …`, `/p:…`.
        r#"(?i)(?:^|\s)--?(?:[a-z-]*-)?(?:password|passwd|pass|pwd|passphrase|token|secret|secretkey|accesskey|account-?key|api-?key|sas-?token|client-?secret|registration-?key)(?:[ =:]+)["']?(?P<secret>[^\s"'-][^\s"']*)"#,
        r#"(?i)\bConvertTo-SecureString\s+(?:-String\s+)?["']?(?P<secret>[^\s"'$(-][^\s"']*)"#,
        r"(?i)\bnet\s+user\s+\S+\s+(?P<secret>[^\s/*][^\s]*)",
        r"(?i)\bchpasswd\b.*?<<<\s*(?P<secret>\S+)",
        // `https://user:password@host`.
        r"(?i)\b[a-z][a-z0-9+.-]*://[^/\s:@]*:(?P<secret>[^/\s@]+)@",
        // Keys in text form, on one line.
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?P<secret>[^-]+)",
    ];
    expressions.iter().filter_map(|it| Regex::new(it).ok()).collect()
});

/// A text without secrets in the forms that tools print them in; the same text if it has none.
pub fn redacted(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for expression in SECRETS.iter() {
        let replaced = expression.replace_all(&text, |found: &Captures<'_>| masked(found));
        if let Cow::Owned(it) = replaced {
            text = Cow::Owned(it);
        }
    }
    text
}

/// The text of a match with its secret replaced.
fn masked(found: &Captures<'_>) -> String {
    let (Some(whole), Some(secret)) = (found.get(0), found.name("secret")) else {
        return String::new();
    };
    let (start, end) = (secret.start() - whole.start(), secret.end() - whole.start());
    let before = whole.as_str().get(..start).unwrap_or_default();
    let behind = whole.as_str().get(end..).unwrap_or_default();
    format!("{before}{MASK}{behind}")
}
