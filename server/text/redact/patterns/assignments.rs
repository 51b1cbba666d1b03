//! Secrets after a name that promises one: `PASSWORD=…`, `"password": "…"`, `<Password>…</Password>`, `--password …`.

use crate::text::redact::patterns::Pattern;
use crate::text::secret::{is_elsewhere, is_placeholder, is_word, looks_random, promised};

/// What names of secrets contain.
const LAST_WORDS: &[&str] = &[
    "pass",
    "pwd",
    "secret",
    "token",
    "credential",
    "apikey",
    "api_key",
    "api-key",
    "accesskey",
    "access_key",
    "access-key",
    "accountkey",
    "account_key",
    "account-key",
    "storagekey",
    "storage_key",
    "storage-key",
    "privatekey",
    "private_key",
    "private-key",
    "subscriptionkey",
    "subscription_key",
    "subscription-key",
    "functionkey",
    "function_key",
    "function-key",
    "functionskey",
    "functions_key",
    "functions-key",
    "sharedkey",
    "shared_key",
    "shared-key",
    "registrationkey",
    "registration_key",
    "registration-key",
    "encryptionkey",
    "encryption_key",
    "encryption-key",
    "masterkey",
    "master_key",
    "master-key",
    "signingkey",
    "signing_key",
    "signing-key",
    "activationkey",
    "activation_key",
    "activation-key",
    "workspacekey",
    "workspace_key",
    "workspace-key",
];

/// A name that may promise a secret; `may_be_secret` decides.
const NAME: &str = r"(?P<name>(?:[a-z_][a-z0-9_.:$-]*?)?(?:passwords?|passwds?|passphrases?|pwd|pass|secrets?|tokens?|keys?|value|credentials?|creds?))[0-9]?";

/// What stands for a secret after a sign: in quotes, which may be escaped, or up to the next blank.
const VALUE: &str = r#"(?:\\*"(?P<a>[^"\r\n]*?[^"\\\r\n])\\*"|\\*'(?P<b>[^'\r\n]*?[^'\\\r\n])\\*'|(?P<c>[^\s"'`,;&<>(){}\[\]|\\]{2,}))"#;

/// The same in quotes alone.
const QUOTED: &str = r#"(?:\\*"(?P<a>[^"\r\n]*?[^"\\\r\n])\\*"|\\*'(?P<b>[^'\r\n]*?[^'\\\r\n])\\*')"#;

pub(super) fn patterns() -> Vec<Pattern> {
    let named = |expression: String| Pattern {
        fragments: LAST_WORDS,
        expression,
        accepts: may_be_secret,
    };
    vec![
        // `NAME=…`, `$name = '…'`, `name := "…"`, `'name' => '…'`, `name%3D…`, `$h['name'] = '…'`.
        named(format!(
            r#"(?i){NAME}(?:\\*["'])?[\]}}]?\s*(?:\+?=|:=|=>|%3d|\\u003d)\s*{VALUE}"#
        )),
        // `"name": "…"`, `name: '…'`.
        named(format!(r#"(?i){NAME}(?:\\*["'])?\s*:\s*{QUOTED}"#)),
        // `name: …` to the end of a line or a value, as YAML and headers have it.
        named(format!(
            r#"(?im){NAME}(?:\\*["'])?:[ \t]*(?P<c>[^\s"'`,;<>(){{}}\[\]|\\]{{3,}})[ \t]*(?:$|[,;"'}}\\\r])"#
        )),
        // A text in quotes that is not closed: a line that was cut.
        named(format!(
            r#"(?im){NAME}(?:\\*["'])?\s*(?:=|:)\s*\\*["'](?P<c>[^"'\s\\]{{6,}})(?:$|\\n|\s)"#
        )),
        // `"NAME", "…"` as `SetEnvironmentVariable` and `Add` take them.
        named(format!(r#"(?i)\\*["'](?:env:)?{NAME}\\*["']\s*,\s*{QUOTED}"#)),
        // `name="NAME" value="…"`, `{"name": "NAME", "value": "…"}`.
        named(format!(
            r#"(?i)(?:key|name)\\*["']?\s*[:=]\s*\\*["']{NAME}\\*["'][\s,]*\\*["']?value\\*["']?\s*[:=]\s*{VALUE}"#
        )),
        // `"NAME": {"value": "…"}`, also with a default.
        named(format!(
            r#"(?i)\\*["']{NAME}\\*["']\s*:\s*\{{\s*\\*["'](?:value|defaultValue)\\*["']\s*:\s*{QUOTED}"#
        )),
        // `<Password>…</Password>`, `<AdministratorPassword><Value>…`, also escaped.
        named(format!(
            r"(?i)(?:<|&lt;|\\u003c)(?:[a-z0-9]+:)?{NAME}(?:\s[^<>]*)?(?:>|&gt;|\\u003e)(?:\s|\\[rnt])*(?:(?:<|&lt;|\\u003c)value(?:>|&gt;|\\u003e)(?:\s|\\[rnt])*)?(?P<c>[^<>&\s\\][^<>\r\n\\]*?)(?:\s|\\[rnt])*(?:<|&lt;|\\u003c|$)"
        )),
        // `--password …`, `-Token '…'`, `"--secret", "…"`.
        Pattern {
            fragments: LAST_WORDS,
            expression: format!(r#"(?i)(?:^|[\s"'`(\[,@{{])--?{NAME}(?:\\*["'])?(?:\s*[=:,]\s*|\s+){VALUE}"#),
            accepts: |name, value| may_be_secret(name, value) && !value.starts_with('-'),
        },
        // `/pass:…`, `/password …`.
        Pattern {
            fragments: &["/pass", "/pwd", "/pw", "/p:", "/rp"],
            expression: format!(r#"(?i)(?:^|\s)/(?P<name>[a-z]*pass(?:word|wd)?|pwd?|p|rp)(?::|\s+|=){VALUE}"#),
            accepts: |_, value| is_written_out(value) && !value.starts_with('/') && !value.contains('='),
        },
        // `setx NAME …`, `export NAME …`, `Set-Item env:NAME …`.
        Pattern {
            fragments: LAST_WORDS,
            expression: format!(
                r#"(?i)\b(?:setx|set-item(?:\s+-path)?|new-item(?:\s+-path)?|set-content(?:\s+-path)?|setenv|Set-Variable(?:\s+-Name)?|git\s+config(?:\s+--?[a-z]+)*|npm\s+config\s+set|snap\s+set|crudini\s+--set(?:\s+\S+){{2}})\s+\\*["']?(?:env:\\?)?{NAME}\\*["']?\s+(?:-value\s+)?{VALUE}"#
            ),
            accepts: |name, value| may_be_secret(name, value) && !value.starts_with(['-', '/']),
        },
        // `reg add … /v DefaultPassword … /d …`, `-Name DefaultPassword -Value …`, and the other way round.
        named(format!(r#"(?i)/v\s+\\*["']?{NAME}\\*["']?[^\r\n|&]*?\s/d\s+{VALUE}"#)),
        named(format!(
            r#"(?i)-name\s+\\*["']?{NAME}\\*["']?\s[^\r\n|;]*?-value\s+{VALUE}"#
        )),
        named(format!(r#"(?i)-value\s+{VALUE}\s[^\r\n|;]*?-name\s+\\*["']?{NAME}"#)),
        named(format!(r#"(?i)/d\s+{VALUE}\s[^\r\n|&]*?/v\s+\\*["']?{NAME}"#)),
        // The password of an address of mail or of a machine of netrc: `login me password …`.
        named(format!(r"(?i)\b(?:login|user)\s+\S+\s+{NAME}\s+(?P<c>\S+)")),
    ]
}

/// Whether a name promises a secret and a text after it may be one. The text of a log is not known well enough to demand more.
fn may_be_secret(name: &str, value: &str) -> bool {
    promises(name) && is_written_out(value) && !is_prose(value)
}

/// Whether the value of a name is better not shown. Rules report fewer: `ssh-key` has a public one.
fn promises(name: &str) -> bool {
    const ENDINGS: [&str; 15] = [
        "pass",
        "password",
        "credential",
        "cred",
        "privatekey",
        "subscriptionkey",
        "functionkey",
        "functionskey",
        "sharedkey",
        "registrationkey",
        "encryptionkey",
        "masterkey",
        "signingkey",
        "activationkey",
        "workspacekey",
    ];
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = letters.to_ascii_lowercase();
    let singular = name.strip_suffix('s').filter(|it| !it.ends_with('s')).unwrap_or(&name);
    let is_folder = matches!(letters.as_str(), "PWD" | "OLDPWD");
    let is_other = ["bypass", "compass", "nopass", "tokenpass"]
        .iter()
        .any(|it| name.ends_with(it));
    !is_folder
        && !is_other
        && (promised(&name).is_some()
            || promised(singular).is_some()
            || ENDINGS.iter().any(|it| singular.ends_with(it) || name.ends_with(it)))
}

/// Whether a text is a value of its own, and does not say where one is.
fn is_written_out(value: &str) -> bool {
    let value = value.trim();
    let is_call = value.ends_with(')') && value.contains('(');
    !value.is_empty() && !is_elsewhere(value) && !is_word(value) && !is_placeholder(value) && !is_call
}

/// Whether a text in quotes is a sentence rather than a secret.
fn is_prose(value: &str) -> bool {
    value.split_whitespace().count() > 4 && !value.split_whitespace().any(looks_random)
}
