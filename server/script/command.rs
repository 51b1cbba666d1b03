//! A command of a script: its name, its words, and its execution context.

use crate::script::Dialect;
use crate::text::span::Span;

/// One command as it is run. Positions are byte offsets in the script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// What is run, in lower case, without its path and without `.exe` or `.cmd`; what an alias stands for.
    pub name: String,
    /// The command word.
    pub name_span: Span,
    /// What follows the command word.
    pub words: Vec<Word>,
    /// From the first word that belongs to it, `sudo` say, to its last.
    pub span: Span,
    /// Names of the commands that run it: `sudo`, `nohup`, `xargs`. The outermost comes first.
    pub wrappers: Vec<String>,
    /// Variables that are set for it alone.
    pub settings: Vec<Assignment>,
    /// Who runs it.
    pub runs_as: User,
    /// Where its output goes, where its input comes from.
    pub redirects: Vec<Redirect>,
    /// The pipe it is in, and its position there, which counts from 0.
    pub pipe: Option<(u32, u32)>,
    pub context: ExecutionContext,
    /// The language it is written in, which inside `powershell -Command` is not that of the step.
    pub dialect: Dialect,
}

/// A word of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Without quotes and escapes; a variable as it is written.
    pub text: String,
    /// As it is written, quotes included.
    pub span: Span,
    /// Whether the shell puts something in: a variable or what a command prints.
    pub is_computed: bool,
    /// The items of a list of PowerShell, `'/S', '/x'`; none for anything else.
    pub items: Vec<String>,
}

/// A variable that is given a value, or a key of a hash table of PowerShell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Without the dollar.
    pub name: String,
    pub span: Span,
    /// `None` for anything but one word.
    pub value: Option<Word>,
    /// Whether commands that are started see it.
    pub is_exported: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// `>`, `>>`, `<`, `&>`, `<<`, `<<<`, with the text before it: `2>`.
    pub sign: String,
    /// The file, or the text of a here-document or here-string.
    pub target: Word,
    pub span: Span,
}

/// Who runs a command of a `Shell` step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum User {
    /// The account of the build, which is not root.
    #[default]
    Build,
    Root,
    /// Another one, or it is unknown.
    Other,
}

/// The execution context of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ExecutionContext {
    /// It may not run at all: a branch, a trap, after `||` or after a test with `&&`.
    pub is_conditional: bool,
    /// It may run more than once: a loop, `xargs`, `find -exec`.
    pub is_repeated: bool,
    /// It runs when something else calls it: a function or a script block.
    pub is_called: bool,
    /// It runs in the background.
    pub is_background: bool,
    /// Its failure is checked, and does not end the script: a condition, before `||` or `&&`.
    pub is_tested: bool,
    /// What it prints becomes a word: `$(…)`.
    pub is_substituted: bool,
    /// It is a part of a larger command: of a list, a pipe, a group, a subshell.
    pub is_joined: bool,
    /// It is stopped after a time: `timeout 60 …`.
    pub is_timed: bool,
    /// It was found in a text that another command runs: `bash -c '…'`, `Start-Process`.
    pub is_nested: bool,
}

impl ExecutionContext {
    /// Whether it may run more than once, not at all, or in the background.
    pub fn is_uncertain(self) -> bool {
        self.is_conditional || self.is_repeated || self.is_called || self.is_background
    }

    /// Whether it is a command of its own in the script itself.
    pub fn is_plain(self) -> bool {
        self == Self::default()
    }
}

impl Command {
    /// Whether a word is one of these, ignoring case.
    pub fn has(&self, words: &[&str]) -> bool {
        self.word(words).is_some()
    }

    /// The first word that is one of these, ignoring case.
    pub fn word(&self, words: &[&str]) -> Option<&Word> {
        let is_one = |it: &&Word| words.iter().any(|word| it.text.eq_ignore_ascii_case(word));
        self.words.iter().find(is_one)
    }

    /// Whether an option of one letter is given, alone or among others: `y` in `-qy`.
    pub fn has_letter(&self, letter: char) -> bool {
        let mut clusters = self.options().filter_map(|it| it.text.strip_prefix('-'));
        clusters.any(|it| !it.starts_with('-') && it.contains(letter))
    }

    /// Whether a long option is given: `yes` for `--yes` and `--yes=true`.
    pub fn has_long(&self, name: &str) -> bool {
        let mut names = self.options().filter_map(|it| it.text.strip_prefix("--"));
        names.any(|it| it.split('=').next() == Some(name))
    }

    /// The words that begin with a hyphen, up to a `--`.
    pub fn options(&self) -> impl Iterator<Item = &Word> {
        let before = self.words.iter().take_while(|it| it.text != "--");
        before.filter(|it| it.text.starts_with('-') && it.text.len() > 1)
    }

    /// The words that are not options. The values of options are among them.
    pub fn operands(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|it| !it.text.starts_with('-'))
    }

    /// The word after the first that is one of these options, to the letter.
    pub fn value_of(&self, options: &[&str]) -> Option<&Word> {
        self.behind(|it| options.contains(&it))
    }

    /// The word after the first that is one.
    pub(super) fn behind(&self, is_one: impl Fn(&str) -> bool) -> Option<&Word> {
        let at = self.words.iter().position(|it| is_one(&it.text))?;
        self.words.get(at + 1)
    }

    /// The first word that is not an option, where it is a plain one: `install` in `apt-get -y install`.
    pub fn verb(&self) -> Option<&Word> {
        self.operands().next().filter(|it| !it.is_computed)
    }

    /// A parameter of PowerShell, whose name may be cut as long as it is unambiguous: its own word
    /// and its value, if it has one. `shortest` is as short as it may be cut.
    pub fn parameter(&self, name: &str, shortest: usize) -> Option<(&Word, Option<&Word>)> {
        let lower = name.to_ascii_lowercase();
        let is_it = |it: &Word| {
            let written = it.text.strip_prefix('-').unwrap_or_default().to_ascii_lowercase();
            written.len() >= shortest && !written.is_empty() && lower.starts_with(&written)
        };
        let at = self.words.iter().position(is_it)?;
        let value = self.words.get(at + 1).filter(|it| !is_parameter(it));
        Some((self.words.get(at)?, value))
    }

    /// The words of a command of PowerShell that are not parameters and no values of such.
    pub fn arguments(&self) -> Vec<&Word> {
        let (mut found, mut is_value) = (Vec::new(), false);
        for word in &self.words {
            if is_parameter(word) {
                let name = word.text.to_ascii_lowercase();
                is_value = !SWITCHES.contains(&name.as_str()) && !name.contains(':');
            } else if is_value {
                is_value = false;
            } else if word.text != "," {
                found.push(word);
            }
        }
        found
    }

    /// Whether a switch of PowerShell is on: `-Force`, but not `-Force:$false`.
    pub fn has_switch(&self, name: &str, shortest: usize) -> bool {
        let value = |it: &Word| it.text.eq_ignore_ascii_case("$false");
        self.parameter(name, shortest)
            .is_some_and(|(_, it)| !it.is_some_and(value))
    }

    /// Whether it is run through one of these.
    pub fn is_through(&self, names: &[&str]) -> bool {
        self.wrappers.iter().any(|it| names.contains(&it.as_str()))
    }

    /// Whether one of these, in lower case, is anywhere in its words or in the texts and files that it is given.
    pub fn mentions(&self, parts: &[&str]) -> bool {
        let holds = |it: &Word| {
            let text = it.text.to_ascii_lowercase();
            parts.iter().any(|part| text.contains(part))
        };
        self.words.iter().any(holds) || self.redirects.iter().any(|it| holds(&it.target))
    }

    /// Whether something comes in through a pipe, a here-document or from a file.
    pub fn has_input(&self) -> bool {
        self.pipe.is_some_and(|it| it.1 > 0) || self.redirects.iter().any(|it| it.sign.contains('<'))
    }
}

/// Parameters of PowerShell that take no value, of the commands that deal with files.
const SWITCHES: [&str; 15] = [
    "-force",
    "-recurse",
    "-append",
    "-nonewline",
    "-noclobber",
    "-passthru",
    "-confirm",
    "-whatif",
    "-verbose",
    "-usebasicparsing",
    "-asplaintext",
    "-online",
    "-all",
    "-norestart",
    "-container",
];

/// Whether a word of PowerShell is a parameter's name and no negative number.
fn is_parameter(word: &Word) -> bool {
    let mut letters = word.text.chars();
    // A quoted text may begin alike: `-ArgumentList '-on C:'`.
    letters.next() == Some('-') && letters.next().is_some_and(char::is_alphabetic) && !word.text.contains(' ')
}

/// The name of a program: without its path, in lower case, without `.exe` or `.cmd`.
pub(super) fn base_name(word: &str) -> String {
    let name = word.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    let bare = [".exe", ".cmd", ".bat"].iter().find_map(|it| name.strip_suffix(it));
    bare.map(str::to_owned).unwrap_or(name)
}
