//! Commands that run the command in their arguments.

use crate::script::command::{User, Word, base_name};

/// A command that runs another.
struct Wrapper {
    name: &'static str,
    /// Those of its options that take the next word as a value.
    with_value: &'static [&'static str],
    /// The words of its own that stand before the command.
    own: usize,
}

const WRAPPERS: [Wrapper; 15] = [
    wrapper(
        "sudo",
        &[
            "-u",
            "-g",
            "-h",
            "-p",
            "-r",
            "-t",
            "-C",
            "-D",
            "-R",
            "-T",
            "-U",
            "--user",
            "--group",
            "--host",
            "--chdir",
            "--prompt",
            "--other-user",
            "--command-timeout",
            "--close-from",
            "--chroot",
            "--role",
            "--type",
        ],
        0,
    ),
    wrapper("doas", &["-u", "-C"], 0),
    wrapper("env", &["-u", "-C", "-S", "--unset", "--chdir"], 0),
    wrapper("nohup", &[], 0),
    wrapper("time", &["-f", "-o"], 0),
    wrapper("nice", &["-n", "--adjustment"], 0),
    wrapper("ionice", &["-c", "-n", "--class", "--classdata"], 0),
    wrapper("exec", &["-a"], 0),
    wrapper("command", &[], 0),
    wrapper("builtin", &[], 0),
    wrapper("setsid", &[], 0),
    wrapper("stdbuf", &["-i", "-o", "-e"], 0),
    wrapper("unbuffer", &[], 0),
    wrapper("timeout", &["-k", "-s", "--kill-after", "--signal"], 1),
    wrapper(
        "xargs",
        &[
            "-a",
            "-d",
            "-E",
            "-I",
            "-L",
            "-n",
            "-P",
            "-s",
            "--arg-file",
            "--delimiter",
            "--max-args",
            "--max-procs",
        ],
        0,
    ),
];

const fn wrapper(name: &'static str, with_value: &'static [&'static str], own: usize) -> Wrapper {
    Wrapper { name, with_value, own }
}

/// The text before a command.
#[derive(Debug, Default)]
pub(super) struct Wrapped {
    /// How many words.
    pub(super) len: usize,
    /// The names, the outermost first.
    pub(super) wrappers: Vec<String>,
    /// The words that set a variable: `A=1`.
    pub(super) settings: Vec<usize>,
    /// Who runs it, where that changes.
    pub(super) user: Option<User>,
}

impl Wrapped {
    pub(super) fn is_through(&self, name: &str) -> bool {
        self.wrappers.iter().any(|it| it == name)
    }
}

/// Looks through wrappers. Where nothing follows them, the innermost is the command.
pub(super) fn unwrap(words: &[Word]) -> Wrapped {
    let mut found = Wrapped::default();
    let mut at = 0;
    while let Some(first) = words.get(at) {
        let name = base_name(&first.text);
        let Some(wrapper) = WRAPPERS.iter().find(|it| it.name == name) else {
            break;
        };
        let inside = behind(wrapper, words, at, &mut found);
        if inside >= words.len() || is_question(words, at, &name) {
            break;
        }
        at = inside;
        found.wrappers.push(name);
    }
    found.len = at;
    found
}

/// Where the command begins that a wrapper runs.
fn behind(wrapper: &Wrapper, words: &[Word], at: usize, found: &mut Wrapped) -> usize {
    let mut next = at + 1;
    let is_root = matches!(wrapper.name, "sudo" | "doas");
    let mut user = is_root.then_some(User::Root);
    while let Some(word) = words.get(next) {
        let text = word.text.as_str();
        if text == "--" {
            next += 1;
            break;
        }
        if let Some(name) = who(text, words.get(next + 1)).filter(|_| is_root) {
            user = Some(if name == "root" { User::Root } else { User::Other });
        }
        if text.starts_with('-') && text.len() > 1 {
            next += if wrapper.with_value.contains(&text) { 2 } else { 1 };
        } else if is_assignment(text) && matches!(wrapper.name, "sudo" | "env" | "doas") {
            found.settings.push(next);
            next += 1;
        } else {
            break;
        }
    }
    let inside = next + wrapper.own;
    if inside < words.len() {
        found.user = user.or(found.user);
    }
    inside
}

/// The account that an option names.
fn who<'w>(option: &'w str, next: Option<&'w Word>) -> Option<&'w str> {
    match option {
        "-u" | "--user" => next.map(|it| it.text.as_str()),
        _ => option.strip_prefix("--user=").or_else(|| {
            let name = option.strip_prefix("-u")?;
            (!name.is_empty()).then_some(name)
        }),
    }
}

/// Whether it only asks about a command, and runs none.
fn is_question(words: &[Word], at: usize, name: &str) -> bool {
    let next = words.get(at + 1).map(|it| it.text.as_str()).unwrap_or_default();
    match name {
        "command" => next.starts_with("-v") || next.starts_with("-V"),
        "sudo" => matches!(next, "-l" | "-v" | "-k" | "-K" | "-V" | "-e"),
        _ => false,
    }
}

pub(super) fn is_assignment(word: &str) -> bool {
    let Some((name, _)) = word.split_once('=') else {
        return false;
    };
    let mut letters = name.chars();
    letters.next().is_some_and(|it| it.is_ascii_alphabetic() || it == '_')
        && letters.all(|it| it.is_ascii_alphanumeric() || it == '_')
}
