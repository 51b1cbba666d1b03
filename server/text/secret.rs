//! What a name promises to be secret, and whether what is written after it may be.

/// What is given away. The text itself is never kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    Password,
    /// A secret, a token or a key: something that a machine made.
    Key,
}

/// Names that end in one of these promise a password.
const PASSWORDS: [&str; 5] = ["password", "passwd", "passphrase", "pwd", "adminpass"];

/// Names that end in one of these promise something that a machine made.
const KEYS: [&str; 11] = [
    "secret",
    "secretkey",
    "secretvalue",
    "apikey",
    "accesskey",
    "accountkey",
    "storagekey",
    "accesstoken",
    "authtoken",
    "sastoken",
    "token",
];

/// Names that end alike and are something else.
const OTHERS: [&str; 7] = [
    "nopassword",
    "nopasswd",
    "disablepassword",
    "usepassword",
    "lockpasswd",
    "changepassword",
    // Of an assembly of .NET, which is public.
    "publickeytoken",
];

/// What a name promises.
pub fn promised(name: &str) -> Option<Secret> {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = letters.to_ascii_lowercase();
    if OTHERS.contains(&name.as_str()) {
        return None;
    }
    let ends = |all: &[&str]| all.iter().any(|it| name.ends_with(it));
    if ends(&PASSWORDS) {
        Some(Secret::Password)
    } else if ends(&KEYS) {
        Some(Secret::Key)
    } else {
        None
    }
}

impl Secret {
    /// Whether a text that is written out may be the secret itself.
    pub fn may_be(self, text: &str) -> bool {
        let text = text.trim_matches(['"', '\'', ' ', ';', ',']);
        let may_be = match self {
            Self::Password => !text.is_empty() && !text.contains(char::is_whitespace),
            Self::Key => looks_random(text),
        };
        may_be && !is_elsewhere(text) && !is_word(text) && !is_placeholder(text)
    }
}

/// What a machine makes: long, and letters and digits change again and again. A name ends in a year at most.
pub fn looks_random(text: &str) -> bool {
    const SHORTEST: usize = 16;
    const CHANGES: usize = 3;
    let kinds: Vec<bool> = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.is_ascii_digit())
        .collect();
    let changes = kinds.iter().zip(kinds.iter().skip(1)).filter(|(a, b)| a != b).count();
    text.len() >= SHORTEST && changes >= CHANGES && !text.contains([' ', '\\', '(', '{', '<']) && has_variety(text)
}

/// `XXXXXXXX`, `0000` and the like stand for something.
pub fn has_variety(text: &str) -> bool {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() > 3
}

/// Whether it says where the secret is: in a variable, a file, a vault.
pub fn is_elsewhere(text: &str) -> bool {
    let starts = [
        "$", "/", "\\", "~", "./", "@", "http:", "https:", "file:", "env:", "(", "[", "{", "`", "-", "&",
    ];
    let is_drive = text.as_bytes().get(1) == Some(&b':') && text.contains('\\');
    starts.iter().any(|it| text.starts_with(it)) || is_drive || text.contains("$(") || text.contains("${")
}

/// Words of configurations and numbers, which are not secrets.
pub fn is_word(text: &str) -> bool {
    const WORDS: [&str; 25] = [
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "null",
        "none",
        "nil",
        "never",
        "always",
        "optional",
        "required",
        "disabled",
        "enabled",
        "prompt",
        "ask",
        "plain",
        "text",
        "string",
        "any",
        "all",
        "sufficient",
        "requisite",
        "default",
    ];
    let lower = text.to_ascii_lowercase();
    WORDS.contains(&lower.as_str()) || (text.len() < 4 && text.chars().all(|it| it.is_ascii_digit()))
}

/// What a person or a pipeline is to fill in.
pub fn is_placeholder(text: &str) -> bool {
    const PARTS: [&str; 16] = [
        "changeme",
        "change-me",
        "change_me",
        "changeit",
        "placeholder",
        "redacted",
        "your",
        "example",
        "replace",
        "insert",
        "xxx",
        "***",
        "...",
        "…",
        "todo",
        "dummy",
    ];
    let lower = text.to_ascii_lowercase();
    let wraps = [
        ("<", ">"),
        ("%", "%"),
        ("__", "__"),
        ("#{", "}"),
        ("@@", "@@"),
        ("{{", "}}"),
        ("!", "!"),
    ];
    let is_wrapped = wraps
        .iter()
        .any(|(from, to)| text.starts_with(from) && text.ends_with(to) && text.len() > from.len());
    let is_constant = text.contains('_')
        && text
            .chars()
            .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == '_');
    let is_mask = text
        .chars()
        .all(|it| matches!(it, '*' | '.' | 'x' | 'X' | '?' | '!' | '-'));
    let says_itself = matches!(
        lower.as_str(),
        "password" | "passwd" | "pwd" | "secret" | "token" | "pass"
    );
    PARTS.iter().any(|it| lower.contains(it))
        || text.contains(['<', '>'])
        || is_wrapped
        || is_constant
        || is_mask
        || says_itself
}

/// Texts that are secrets in any context: where they begin in a text, and what they are.
pub fn known(text: &str) -> Vec<(usize, SecretKind)> {
    let mut found = Vec::new();
    for (sign, length, known) in SIGNS {
        for (at, _) in text.match_indices(sign) {
            let begins = text.get(..at).and_then(|it| it.chars().next_back());
            let behind = text.get(at + sign.len()..).unwrap_or_default();
            let value: String = behind.chars().take_while(|it| known.takes(*it)).collect();
            let is_inside = begins.is_some_and(|it| it.is_ascii_alphanumeric() || it == '_');
            if value.len() >= length && !is_inside && has_variety(&value) && !is_placeholder(&value) {
                found.push((at, known));
            }
        }
    }
    for (at, _) in text.match_indices("PRIVATE KEY-----") {
        let before = text.get(..at).unwrap_or_default();
        let Some((from, _)) = before.rmatch_indices("-----BEGIN ").next() else {
            continue;
        };
        let is_heading = before.get(from..).is_some_and(|it| !it.contains('\n'));
        if is_heading && has_body(text.get(at..).unwrap_or_default()) {
            found.push((from, SecretKind::PrivateKey));
        }
    }
    found.sort_by_key(|it| it.0);
    found
}

/// Whether a key is after its heading, and not only a pattern that looks for one.
fn has_body(text: &str) -> bool {
    let mut lines = text.lines().skip(1);
    let next = lines.next().unwrap_or_default().trim();
    next.len() >= 32
        && next
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, '+' | '/' | '=' | '-' | ':' | ' ' | ','))
}

/// What a text is by its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretKind {
    AccountKey,
    Signature,
    GitHub,
    Aws,
    PrivateKey,
}

impl SecretKind {
    fn takes(self, letter: char) -> bool {
        match self {
            Self::AccountKey | Self::Signature => {
                letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/' | '=' | '%')
            }
            Self::GitHub => letter.is_ascii_alphanumeric() || letter == '_',
            Self::Aws => letter.is_ascii_uppercase() || letter.is_ascii_digit(),
            Self::PrivateKey => false,
        }
    }
}

/// How they begin, and how many characters follow at least.
const SIGNS: [(&str, usize, SecretKind); 9] = [
    ("AccountKey=", 40, SecretKind::AccountKey),
    ("SharedAccessKey=", 40, SecretKind::AccountKey),
    ("sig=", 40, SecretKind::Signature),
    ("ghp_", 30, SecretKind::GitHub),
    ("gho_", 30, SecretKind::GitHub),
    ("ghs_", 30, SecretKind::GitHub),
    ("github_pat_", 40, SecretKind::GitHub),
    ("AKIA", 16, SecretKind::Aws),
    ("ASIA", 16, SecretKind::Aws),
];
