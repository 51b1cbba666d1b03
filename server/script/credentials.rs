//! Credentials that are written out in a script: what they are, where they are, and the secrets themselves.

use crate::script::Dialect;
use crate::script::analysis::ParsedScript;
use crate::script::command::{Assignment, Command, Word};
use crate::script::headers;
use crate::script::writes;
use crate::text::secret::{self, Secret, SecretKind, promised};
use crate::text::span::Span;

/// A credential in a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// A name, a format or a command in the script, never the secret.
    pub span: Span,
    pub kind: CredentialKind,
    /// The secret itself; empty where [`crate::text::redact`] recognizes it without help.
    pub secret: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialKind {
    Password,
    Key,
    AccountKey,
    Signature,
    GitHub,
    Aws,
    PrivateKey,
    Header,
}

/// One of these is in every script that has credentials.
const FRAGMENTS: [&str; 20] = [
    "passw",
    "passphrase",
    "pwd",
    "adminpass",
    "secret",
    "apikey",
    "accesskey",
    "accountkey",
    "storagekey",
    "token",
    "net user",
    "netexe",
    "net use",
    "useradd",
    "usermod",
    "adduser",
    "login",
    "sshpass",
    "sqlcmd",
    "authorization",
];

/// Whether a script may have credentials: a search that is much faster than parsing.
pub fn may_have(text: &str) -> bool {
    // `API_KEY`, `--api-key` and `apiKey` are the same.
    let is_of_word = |c: &char| !matches!(c, '_' | '-' | '.');
    let lower: String = text
        .chars()
        .filter(is_of_word)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let signs_in = || lower.contains("curl") && text.contains("-u") || lower.contains("wget") && lower.contains("user");
    let is_in_address = || text.contains("://") && text.contains('@');
    FRAGMENTS.iter().any(|it| lower.contains(it)) || signs_in() || is_in_address()
}

/// All credentials of a script, in the order of the text.
pub fn credentials(parsed: &ParsedScript, text: &str) -> Vec<Credential> {
    let mut found: Vec<Credential> = secret::known(text).into_iter().map(|it| by_shape(text, it)).collect();
    let in_headers = headers::credentials(text).into_iter();
    found.extend(in_headers.map(|(span, secret)| credential(span, CredentialKind::Header, secret)));
    found.extend(parsed.assignments.iter().filter_map(assigned));
    for command in &parsed.commands {
        found.extend(command.settings.iter().filter_map(assigned));
        found.extend(given(command, parsed));
    }
    for write in writes::writes(parsed, text) {
        if let Some(it) = write.text {
            found.extend(in_lines(it.span, text));
        }
    }
    found.sort_by_key(|it| it.span);
    found
}

fn credential(span: Span, kind: CredentialKind, secret: &str) -> Credential {
    Credential {
        span,
        kind,
        secret: secret.trim_matches(['"', '\'', ' ', ';', ',']).to_owned(),
    }
}

/// The format by which a secret is recognized.
fn by_shape(text: &str, (at, known): (usize, SecretKind)) -> Credential {
    let (kind, len) = match known {
        SecretKind::AccountKey => (
            CredentialKind::AccountKey,
            text.get(at..).and_then(|it| it.find('=')).unwrap_or(1),
        ),
        SecretKind::Signature => (CredentialKind::Signature, 3),
        SecretKind::GitHub => (CredentialKind::GitHub, 4),
        SecretKind::Aws => (CredentialKind::Aws, 4),
        SecretKind::PrivateKey => (CredentialKind::PrivateKey, 10),
    };
    credential(Span::new(at as u32, (at + len) as u32), kind, "")
}

fn kind(secret: Secret) -> CredentialKind {
    match secret {
        Secret::Password => CredentialKind::Password,
        Secret::Key => CredentialKind::Key,
    }
}

/// A literal after a name that suggests a secret.
fn named(name: &str, value: &str) -> Option<CredentialKind> {
    promised(name).filter(|it| it.may_be(value)).map(kind)
}

fn assigned(it: &Assignment) -> Option<Credential> {
    let value = it.value.as_ref().filter(|it| !it.is_computed)?;
    // The current directory of a shell.
    let is_folder = matches!(it.name.as_str(), "PWD" | "OLDPWD");
    let kind = named(&it.name, &value.text).filter(|_| !is_folder)?;
    Some(credential(it.span, kind, &value.text))
}

/// What the arguments of a command expose.
fn given(command: &Command, parsed: &ParsedScript) -> Vec<Credential> {
    let mut found: Vec<Credential> = Vec::new();
    let known = |it: &&Word| !it.is_computed;
    let is_talk = is_talk(command);
    for (at, word) in command.words.iter().enumerate() {
        found.extend(inside(word).filter(|_| !is_talk));
        let next = command.words.get(at + 1).filter(known);
        if let (Some(name), Some(value)) = (option(&word.text), next)
            && let Some(it) = named(name, &value.text)
        {
            found.push(credential(word.span, it, &value.text));
        }
    }
    let command_span = command.name_span;
    let by_command = by_command(command, parsed).into_iter();
    found.extend(by_command.map(|(span, secret)| credential(span, CredentialKind::Password, secret)));
    // Where the argument itself is the secret, the name of the command is enough.
    found
        .iter_mut()
        .filter(|it| it.span.is_empty())
        .for_each(|it| it.span = command_span);
    found
}

/// Whether the words are text for people, or describe a format.
fn is_talk(command: &Command) -> bool {
    match command.name.as_str() {
        "sed" | "grep" | "egrep" | "awk" | "perl" | "select-string" | "findstr" => true,
        "write-host" | "write-verbose" | "write-warning" | "write-error" | "read-host" => true,
        "echo" | "printf" | "write-output" => command.redirects.is_empty() && command.pipe.is_none(),
        _ => false,
    }
}

/// The name of an option whose value is the next word.
fn option(word: &str) -> Option<&str> {
    let name = word.strip_prefix("--").or_else(|| word.strip_prefix('-'))?;
    (name.len() > 2 && !name.contains('=')).then_some(name)
}

/// `--password=x`, `/pass:x`, `PASSWORD=x`, and the parts of a connection string or of mount options.
fn inside(word: &Word) -> Option<Credential> {
    let at = Span::at(word.span.start);
    if let Some(password) = in_address(&word.text) {
        return (!word.is_computed).then(|| credential(at, CredentialKind::Password, password));
    }
    let parts = word.text.split([';', ',', '&', '?', '\n', ' ']);
    let mut pairs = parts.filter_map(|it| it.split_once('=').or_else(|| it.strip_prefix('/')?.split_once(':')));
    pairs.find_map(|(name, value)| {
        let is_name = name.len() < 40
            && name
                .chars()
                .all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.' | '/'));
        let is_variable =
            value.trim_matches(['"', '\'']).starts_with(['$', '%', '{']) || word.is_computed && value.contains('$');
        // The current directory of a shell, unless it is an ODBC password.
        let is_folder = name == "PWD" && !word.text.to_ascii_uppercase().contains("UID=");
        let found = named(name, value).filter(|_| is_name && !is_variable && !is_folder)?;
        Some(credential(at, found, value))
    })
}

/// The password of `https://user:password@host`.
fn in_address(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let (user, _) = rest.split(['/', '?', ' ']).next()?.split_once('@')?;
    let (_, password) = user.split_once(':')?;
    let is_scheme = scheme.ends_with(|it: char| it.is_ascii_alphanumeric());
    (is_scheme && Secret::Password.may_be(password)).then_some(password)
}

/// Passwords among the arguments of known commands, each with what names it.
fn by_command<'c>(command: &'c Command, parsed: &'c ParsedScript) -> Option<(Span, &'c str)> {
    let is_secret = |it: &Word| !it.is_computed && Secret::Password.may_be(&it.text);
    let after = |names: &[&str]| {
        let at = command.words.iter().position(|it| names.contains(&it.text.as_str()))?;
        let value = command.words.get(at + 1).filter(|it| is_secret(it))?;
        let name = command.words.get(at).filter(|_| !value.text.is_empty())?;
        Some((name.span, value.text.as_str()))
    };
    let command_span = command.name_span;
    let has = |words: &[&str]| command.has(words);
    match command.name.as_str() {
        "convertto-securestring" if command.has_switch("AsPlainText", 2) => {
            let text = command.parameter("String", 1).and_then(|it| it.1);
            let text = text.or(command.arguments().first().copied())?;
            is_secret(text).then_some((command_span, &text.text))
        }
        "net" if has(&["user"]) && !has(&["/delete"]) => {
            let mut plain = command.words.iter().filter(|it| !it.text.starts_with('/'));
            plain
                .nth(2)
                .filter(|it| is_secret(it) && it.text != "*")
                .map(|it| (command_span, it.text.as_str()))
        }
        "net" if has(&["use"]) => {
            let mut plain = command.words.iter().filter(|it| !it.text.starts_with('/'));
            plain.find(|it| it.text.starts_with("\\\\"))?;
            plain
                .next()
                .filter(|it| is_secret(it) && it.text != "*")
                .map(|it| (command_span, it.text.as_str()))
        }
        "chpasswd" => {
            let password = |it: &'c str| {
                let mut pairs = it.lines().filter_map(|it| it.split_once(':'));
                pairs.find(|it| Secret::Password.may_be(it.1)).map(|it| it.1)
            };
            let texts = command
                .redirects
                .iter()
                .filter(|it| it.sign.starts_with("<<") && !it.target.is_computed);
            let fed = parsed
                .feeds(command)
                .filter(|it| matches!(it.name.as_str(), "echo" | "printf"));
            let printed = fed.iter().flat_map(|it| it.words.iter().filter(|it| !it.is_computed));
            let mut texts = texts
                .map(|it| it.target.text.as_str())
                .chain(printed.map(|it| it.text.as_str()));
            texts.find_map(password).map(|it| (command_span, it))
        }
        "passwd" if command.has_long("stdin") => {
            let fed = parsed
                .feeds(command)
                .filter(|it| matches!(it.name.as_str(), "echo" | "printf"))?;
            let mut said = fed.words.iter().filter(|it| !it.text.starts_with('-'));
            let said = said.next_back().filter(|it| is_secret(it))?;
            Some((command_span, &said.text))
        }
        "useradd" | "usermod" | "adduser" => after(&["-p"]),
        "az" | "docker" | "podman" if has(&["login"]) => after(&["-p"]),
        "sshpass" | "sqlcmd" if command.dialect == Dialect::Shell || command.name == "sqlcmd" => after(&["-p", "-P"]),
        "curl" | "wget" => {
            let is_option = |it: &Word| matches!(it.text.as_str(), "-u" | "--user");
            let is_glued =
                |it: &Word| it.text.starts_with("--user=") || command.name == "curl" && it.text.starts_with("-u");
            let at = command.words.iter().position(|it| is_option(it) || is_glued(it))?;
            let option = command.words.get(at)?;
            let pair = if is_option(option) {
                command.words.get(at + 1)?
            } else {
                option
            };
            let (_, password) = pair.text.split_once(':').filter(|_| !pair.is_computed)?;
            // Where the word is the secret, nothing of it is underlined.
            let span = if is_option(option) {
                option.span
            } else {
                Span::at(option.span.start)
            };
            Secret::Password.may_be(password).then_some((span, password))
        }
        "set-itemproperty" | "new-itemproperty" => {
            let name = command.parameter("Name", 1).and_then(|it| it.1)?;
            let value = command.parameter("Value", 1).and_then(|it| it.1)?;
            (name.text.eq_ignore_ascii_case("DefaultPassword") && is_secret(value)).then_some((name.span, &value.text))
        }
        "reg" if has(&["add"]) && has(&["DefaultPassword"]) => after(&["/d"]),
        _ => None,
    }
}

/// Lines of a file that a script writes: `password: x`, `"password": "x"`, `password = x`.
fn in_lines(span: Span, script: &str) -> Vec<Credential> {
    let mut found = Vec::new();
    let mut start = span.start;
    for line in span.of(script).split('\n') {
        let name_end = line.find([':', '=']).unwrap_or_default();
        let (name, value) = line.split_at(name_end);
        let name = name.trim().trim_start_matches("- ").trim_matches(['"', '\'', ' ']);
        let value = value.trim_start_matches([':', '=']).trim().trim_end_matches(',');
        let is_name = !name.is_empty()
            && name.len() < 40
            && name
                .chars()
                .all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.'));
        if is_name && let Some(it) = named(name, value) {
            let at = start + line.find(name).unwrap_or_default() as u32;
            found.push(credential(Span::new(at, at + name.len() as u32), it, value));
        }
        start += line.len() as u32 + 1;
    }
    found
}
