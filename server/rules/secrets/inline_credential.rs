//! A password or a key written in a script.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::analysis::ParsedScript;
use crate::script::command::{Assignment, Command, Word};
use crate::script::headers;
use crate::script::scripts::{Scripts, StepScript};
use crate::script::secret::{self, Secret, SecretKind, promised};
use crate::script::writes;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "secrets/inline-credential",
    level: Level::Warning,
    page: include_str!("inline_credential.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

/// What is exposed and where: a name or a format, never the secret.
type Found = (Span, CredentialKind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CredentialKind {
    Password,
    Key,
    AccountKey,
    Signature,
    GitHub,
    Aws,
    PrivateKey,
    Header,
}

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    let (parsed, text) = (&script.parsed, &script.source.text);
    let mut found: Vec<Found> = secret::known(text).into_iter().map(|it| by_shape(text, it)).collect();
    found.extend(
        headers::credentials(text)
            .into_iter()
            .map(|it| (it, CredentialKind::Header)),
    );
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
    found.sort_by_key(|it| it.0);
    let mut lines: Vec<usize> = Vec::new();
    for (span, kind) in found {
        // Several matches on a line are of one secret.
        let line = text.get(..span.start as usize).map_or(0, |it| it.matches('\n').count());
        if !lines.contains(&line) {
            lines.push(line);
            report(script, span, kind, findings);
        }
    }
}

fn report(script: &StepScript<'_>, span: Span, kind: CredentialKind, findings: &mut Findings<'_>) {
    let (en, pt) = match kind {
        CredentialKind::Password => ("A password", "Uma senha"),
        CredentialKind::Key => ("A secret", "Um segredo"),
        CredentialKind::AccountKey => ("An account key", "A chave de uma conta"),
        CredentialKind::Signature => ("A shared access signature", "Uma assinatura de acesso compartilhado"),
        CredentialKind::GitHub => ("A GitHub token", "Um token do GitHub"),
        CredentialKind::Aws => ("An AWS key", "Uma chave da AWS"),
        CredentialKind::PrivateKey => ("A private key", "Uma chave privada"),
        CredentialKind::Header => ("The credential of a request", "A credencial de uma solicitação"),
    };
    if script.source.is_file() {
        let message = say! {
            en: "{en} is readable in this script; fetch it in the build VM with a managed identity",
            pt_br: "{pt} está legível neste script; busque o valor na VM de build com uma identidade gerenciada",
        };
        findings.report_in(script, span, message);
        return;
    }
    let message = say! {
        en: "{en} is in the template and the log; fetch it in the build VM with a managed identity",
        pt_br: "{pt} está no template e no log; busque o valor na VM com uma identidade gerenciada",
    };
    findings.report_in(script, span, message);
}

/// The format by which a secret is recognized.
fn by_shape(text: &str, (at, known): (usize, SecretKind)) -> Found {
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
    (Span::new(at as u32, (at + len) as u32), kind)
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

fn assigned(it: &Assignment) -> Option<Found> {
    let value = it.value.as_ref().filter(|it| !it.is_computed)?;
    // The current directory of a shell.
    let is_folder = matches!(it.name.as_str(), "PWD" | "OLDPWD");
    Some((it.span, named(&it.name, &value.text).filter(|_| !is_folder)?))
}

/// What the arguments of a command expose.
fn given(command: &Command, parsed: &ParsedScript) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let known = |it: &&Word| !it.is_computed;
    let is_talk = is_talk(command);
    for (at, word) in command.words.iter().enumerate() {
        found.extend(inside(word).filter(|_| !is_talk));
        let next = command.words.get(at + 1).filter(known);
        if let (Some(name), Some(value)) = (option(&word.text), next)
            && let Some(it) = named(name, &value.text)
        {
            found.push((word.span, it));
        }
    }
    let command_span = command.name_span;
    found.extend(
        by_command(command, parsed)
            .into_iter()
            .map(|it| (it, CredentialKind::Password)),
    );
    // Where the argument itself is the secret, the name of the command is enough.
    found
        .iter_mut()
        .for_each(|it| it.0 = if it.0.is_empty() { command_span } else { it.0 });
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
fn inside(word: &Word) -> Option<Found> {
    if let Some(it) = in_address(&word.text) {
        return Some((Span::at(word.span.start), it)).filter(|_| !word.is_computed);
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
        Some((Span::at(word.span.start), found))
    })
}

/// `https://user:password@host`
fn in_address(text: &str) -> Option<CredentialKind> {
    let (scheme, rest) = text.split_once("://")?;
    let (user, _) = rest.split(['/', '?', ' ']).next()?.split_once('@')?;
    let (_, password) = user.split_once(':')?;
    let is_scheme = scheme.ends_with(|it: char| it.is_ascii_alphanumeric());
    (is_scheme && Secret::Password.may_be(password)).then_some(CredentialKind::Password)
}

/// The positions of passwords among the arguments of known commands.
fn by_command(command: &Command, parsed: &ParsedScript) -> Option<Span> {
    let is_secret = |it: &Word| !it.is_computed && Secret::Password.may_be(&it.text);
    let after = |names: &[&str]| {
        let at = command.words.iter().position(|it| names.contains(&it.text.as_str()))?;
        let value = command.words.get(at + 1).filter(|it| is_secret(it))?;
        command
            .words
            .get(at)
            .filter(|_| !value.text.is_empty())
            .map(|it| it.span)
    };
    let has = |words: &[&str]| command.has(words);
    match command.name.as_str() {
        "convertto-securestring" if command.has_switch("AsPlainText", 2) => {
            let text = command.parameter("String", 1).and_then(|it| it.1);
            let text = text.or(command.arguments().first().copied())?;
            is_secret(text).then_some(command.name_span)
        }
        "net" if has(&["user"]) && !has(&["/delete"]) => {
            let mut plain = command.words.iter().filter(|it| !it.text.starts_with('/'));
            plain
                .nth(2)
                .filter(|it| is_secret(it) && it.text != "*")
                .map(|_| command.name_span)
        }
        "net" if has(&["use"]) => {
            let mut plain = command.words.iter().filter(|it| !it.text.starts_with('/'));
            plain.find(|it| it.text.starts_with("\\\\"))?;
            plain
                .next()
                .filter(|it| is_secret(it) && it.text != "*")
                .map(|_| command.name_span)
        }
        "chpasswd" => {
            let line = |it: &str| {
                it.lines()
                    .filter_map(|it| it.split_once(':'))
                    .any(|it| Secret::Password.may_be(it.1))
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
            texts.any(line).then_some(command.name_span)
        }
        "passwd" if command.has_long("stdin") => {
            let fed = parsed
                .feeds(command)
                .filter(|it| matches!(it.name.as_str(), "echo" | "printf"))?;
            let mut said = fed.words.iter().filter(|it| !it.text.starts_with('-'));
            said.next_back().filter(|it| is_secret(it)).map(|_| command.name_span)
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
            Secret::Password.may_be(password).then_some(span)
        }
        "set-itemproperty" | "new-itemproperty" => {
            let name = command.parameter("Name", 1).and_then(|it| it.1)?;
            let value = command.parameter("Value", 1).and_then(|it| it.1)?;
            (name.text.eq_ignore_ascii_case("DefaultPassword") && is_secret(value)).then_some(name.span)
        }
        "reg" if has(&["add"]) && has(&["DefaultPassword"]) => after(&["/d"]),
        _ => None,
    }
}

/// Lines of a file that a script writes: `password: x`, `"password": "x"`, `password = x`.
fn in_lines(span: Span, script: &str) -> Vec<Found> {
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
            found.push((Span::new(at, at + name.len() as u32), it));
        }
        start += line.len() as u32 + 1;
    }
    found
}
