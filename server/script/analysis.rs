//! A script parsed into its commands, with the little else that rules ask for.

mod bash;
mod powershell;

use crate::cancel;
use crate::script::command::{Assignment, Command, ExecutionContext, Redirect, User, Word};
use crate::script::mistake::{self, Mistake};
use crate::script::quoting::{self, Plain};
use crate::script::{Dialect, parser};
use crate::text::span::Span;

/// What a script does, as far as its text shows. Spans are in bytes of the script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParsedScript {
    /// In the order of the text. Here-documents, comments and texts that are only printed contain none, and a call of a
    /// function of the script itself is not a command.
    pub commands: Vec<Command>,
    pub assignments: Vec<Assignment>,
    /// What values of PowerShell print that stand where a command could: `'…' | Set-Content a`.
    pub printed: Vec<Printed>,
    /// The names of its functions, in lower case.
    pub functions: Vec<String>,
    /// The words that begin a loop without an end: `while` in `while true`, where nothing in it leaves it.
    pub endless: Vec<Span>,
    /// What Bash knows and a plain sh does not, in the script itself.
    pub bashisms: Vec<Bashism>,
    /// The first thing in it that no shell can read; of shell scripts alone.
    pub mistake: Option<Mistake>,
    /// The texts in it that its commands run as scripts: `'…'` in `bash -c '…'`, a here-document.
    pub runs: Vec<Run>,
    /// Whether it is too long to be read.
    pub is_cut: bool,
}

/// A value of PowerShell that is printed, into a pipe or a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// One quoted text or one variable; `None` for what an expression makes.
    pub text: Option<Word>,
    pub redirects: Vec<Redirect>,
    /// The pipe that it begins, as commands name it.
    pub pipe: u32,
    pub span: Span,
}

/// A text that is run as a script by a command of the script itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub span: Span,
    pub dialect: Dialect,
    /// Whether it is a word, with quotes and escapes of its own, rather than literal text.
    pub is_word: bool,
}

/// A piece of syntax that is Bash's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bashism {
    /// As one would write it: `[[`, `source`.
    pub syntax: &'static str,
    pub span: Span,
}

impl ParsedScript {
    /// Nothing, of a script that is not read.
    pub(super) fn cut() -> Self {
        Self {
            is_cut: true,
            ..Self::default()
        }
    }
}

/// How deep texts that are run may be in each other: `bash -c "sh -c '…'"`.
pub(super) const MAX_DEPTH: u8 = 4;

pub fn analyze(text: &str, dialect: Dialect) -> ParsedScript {
    let mut parsed = analyze_nested(text, dialect, User::Build, MAX_DEPTH);
    if dialect == Dialect::Shell && !parsed.is_cut {
        parsed.mistake = mistake::first(text);
    }
    parsed
}

/// Reads a text that is run as a script, up to a depth of nesting.
pub(super) fn analyze_nested(text: &str, dialect: Dialect, user: User, depth: u8) -> ParsedScript {
    cancel::checkpoint();
    let Some(tree) = parser::parse(text, dialect) else {
        return ParsedScript::cut();
    };
    let reader = Reader {
        text,
        dialect,
        depth,
        user,
        out: ParsedScript::default(),
    };
    let mut out = match dialect {
        Dialect::Shell => bash::read(reader, tree.root_node()),
        Dialect::PowerShell => powershell::read(reader, tree.root_node()),
    };
    let ParsedScript {
        commands, functions, ..
    } = &mut out;
    commands.sort_by_key(|it| it.name_span);
    commands.retain(|it| !it.wrappers.is_empty() || it.context.is_nested || !functions.contains(&it.name));
    out
}

/// A script that is being read.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) dialect: Dialect,
    /// How many texts may still stand in each other.
    depth: u8,
    /// Who runs the commands from here on.
    pub(super) user: User,
    pub(super) out: ParsedScript,
}

impl Reader<'_> {
    /// The text of a span.
    pub(super) fn of(&self, span: Span) -> &str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// The word at a position.
    pub(super) fn word(&self, span: Span) -> Word {
        let Plain { text, is_computed, .. } = quoting::plain(self.of(span), self.dialect);
        Word {
            text,
            span,
            is_computed,
            items: Vec::new(),
        }
    }

    /// Reads a word whose text is run as a script.
    pub(super) fn run_word(&mut self, word: Span, dialect: Dialect, context: ExecutionContext, user: User) {
        self.out.runs.push(Run {
            span: word,
            dialect,
            is_word: true,
        });
        let plain = quoting::plain(self.of(word), self.dialect);
        let to_script = |span: Span| {
            let written = plain.map.written(span).unwrap_or_default();
            Span::new(word.start + written.start, word.start + written.end)
        };
        self.run_text(&plain.text, dialect, context, user, to_script);
    }

    /// Reads a span that is run as a script verbatim.
    pub(super) fn run_span(&mut self, span: Span, context: ExecutionContext, user: User) {
        self.out.runs.push(Run {
            span,
            dialect: self.dialect,
            is_word: false,
        });
        let text = self.of(span).to_owned();
        let to_script = |it: Span| Span::new(span.start + it.start, span.start + it.end);
        self.run_text(&text, self.dialect, context, user, to_script);
    }

    fn run_text(
        &mut self,
        text: &str,
        dialect: Dialect,
        context: ExecutionContext,
        user: User,
        to_script: impl Fn(Span) -> Span,
    ) {
        let Some(depth) = self.depth.checked_sub(1) else { return };
        let inner = analyze_nested(text, dialect, user, depth);
        let assigned = inner.assignments.into_iter();
        self.out
            .assignments
            .extend(assigned.map(|it| move_assignment(it, &to_script)));
        for mut command in inner.commands {
            command.name_span = to_script(command.name_span);
            command.span = to_script(command.span);
            command.words.iter_mut().for_each(|it| it.span = to_script(it.span));
            command
                .redirects
                .iter_mut()
                .for_each(|it| move_redirect(it, &to_script));
            let settings = std::mem::take(&mut command.settings).into_iter();
            command.settings = settings.map(|it| move_assignment(it, &to_script)).collect();
            // The numbers of pipes are positions too.
            command.pipe = command.pipe.map(|(id, at)| (to_script(Span::new(id, id)).start, at));
            command.context = command.context.inside(context);
            self.out.commands.push(command);
        }
    }
}

fn move_assignment(mut it: Assignment, to_script: &impl Fn(Span) -> Span) -> Assignment {
    it.span = to_script(it.span);
    it.value.iter_mut().for_each(|it| it.span = to_script(it.span));
    it
}

fn move_redirect(it: &mut Redirect, to_script: &impl Fn(Span) -> Span) {
    it.span = to_script(it.span);
    it.target.span = to_script(it.target.span);
}

impl ExecutionContext {
    /// The context of a command of a text that is run where this is the outer context.
    fn inside(self, outer: Self) -> Self {
        Self {
            is_conditional: self.is_conditional || outer.is_conditional,
            is_repeated: self.is_repeated || outer.is_repeated,
            is_called: self.is_called || outer.is_called,
            is_background: self.is_background || outer.is_background,
            is_tested: self.is_tested || outer.is_tested,
            is_substituted: self.is_substituted || outer.is_substituted,
            is_joined: self.is_joined || outer.is_joined,
            is_timed: self.is_timed || outer.is_timed,
            is_nested: true,
        }
    }
}

impl ParsedScript {
    /// The command whose output a command reads, in the same pipe.
    pub fn feeds(&self, command: &Command) -> Option<&Command> {
        let (pipe, at) = command.pipe?;
        let wanted = (pipe, at.checked_sub(1)?);
        self.commands
            .iter()
            .find(|it| it.pipe == Some(wanted) && it.context.is_nested == command.context.is_nested)
    }

    /// The value that a command reads, which is before it in the same pipe.
    pub fn printed_into(&self, command: &Command) -> Option<&Printed> {
        let pipe = command.pipe.filter(|it| it.1 == 1 && !command.context.is_nested)?.0;
        self.printed.iter().find(|it| it.pipe == pipe)
    }
}
