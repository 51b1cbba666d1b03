//! Commands that run their arguments as commands or scripts: `Start-Process`, `cmd /c`, `powershell -Command`.

use crate::script::Dialect;
use crate::script::analysis::powershell::{PowerShell, split_words};
use crate::script::command::{Command, ExecutionContext, User, Word, base_name};
use crate::text::span::Span;

impl PowerShell<'_> {
    /// Reads what a command runs.
    pub(super) fn run(&mut self, command: &Command) {
        let context = ExecutionContext {
            is_joined: true,
            ..command.context
        };
        match command.name.as_str() {
            "powershell" | "pwsh" => self.powershell(command, context),
            "cmd" => self.cmd(command),
            "invoke-expression" => {
                let text = command.parameter("Command", 1).and_then(|it| it.1);
                let text = text.or(command.words.first().filter(|it| !it.text.starts_with('-')));
                if let Some(word) = text.filter(|it| !it.is_computed && is_quoted(it, self)) {
                    self.run_word(word.span, Dialect::PowerShell, context, User::Build);
                }
            }
            "start-process" => self.started(command),
            "bash" | "sh" => {
                let at = command.words.iter().position(|it| it.text == "-c");
                if let Some(word) = at.and_then(|it| command.words.get(it + 1)) {
                    self.run_word(word.span, Dialect::Shell, context, User::Build);
                }
            }
            _ => {}
        }
    }

    fn powershell(&mut self, command: &Command, context: ExecutionContext) {
        let text = match command.parameter("Command", 1) {
            Some((_, value)) => value,
            None => command.words.first(),
        };
        let is_script = |it: &&Word| is_quoted(it, self) && !it.text.to_ascii_lowercase().ends_with(".ps1");
        if let Some(word) = text.filter(is_script) {
            self.run_word(word.span, Dialect::PowerShell, context, User::Build);
        }
    }

    /// `cmd /c a b` and `cmd /c "a b && c"`.
    fn cmd(&mut self, command: &Command) {
        let is_run = |it: &Word| it.text.eq_ignore_ascii_case("/c") || it.text.eq_ignore_ascii_case("/k");
        let Some(at) = command.words.iter().position(is_run) else {
            return;
        };
        let rest = command.words.get(at + 1..).unwrap_or_default();
        let Some((first, words)) = rest.split_first() else {
            return;
        };
        if !words.is_empty() {
            let inner = self.inner(command, first, words.to_vec());
            if inner.name != command.name {
                self.run(&inner);
            }
            return;
        }
        for part in first.text.split(['&', '|']) {
            self.line(command, part, first);
        }
    }

    /// A program that is started with a list of arguments.
    fn started(&mut self, command: &Command) {
        let named = command.parameter("FilePath", 2).and_then(|it| it.1);
        let mut plain = command.words.iter().take_while(|it| !it.text.starts_with('-'));
        let Some(file) = named.or_else(|| plain.next()) else {
            return;
        };
        let given = command.parameter("ArgumentList", 1).and_then(|it| it.1);
        let given = given.or(command.parameter("Args", 4).and_then(|it| it.1));
        let arguments = given.or_else(|| plain.next()).map(|it| {
            let items = if it.items.is_empty() {
                vec![it.text.clone()]
            } else {
                it.items.clone()
            };
            let words = items.iter().flat_map(|item| split_words(item));
            words
                .map(|text| Word {
                    text,
                    items: Vec::new(),
                    ..it.clone()
                })
                .collect::<Vec<Word>>()
        });
        self.inner(command, file, arguments.unwrap_or_default());
    }

    fn line(&mut self, command: &Command, line: &str, place: &Word) {
        let mut words = split_words(line).into_iter().map(|text| Word { text, ..place.clone() });
        if let Some(first) = words.next() {
            let rest = words.collect();
            self.inner(command, &first, rest);
        }
    }

    fn inner(&mut self, command: &Command, name: &Word, words: Vec<Word>) -> Command {
        let end = words.last().unwrap_or(name).span.end;
        let wrappers = if command.wrappers.is_empty() {
            vec![command.name.clone()]
        } else {
            command.wrappers.clone()
        };
        let inner = Command {
            name: base_name(&name.text),
            name_span: name.span,
            words,
            span: Span::new(name.span.start, end),
            wrappers,
            redirects: Vec::new(),
            pipe: None,
            context: ExecutionContext {
                is_nested: true,
                is_joined: true,
                ..command.context
            },
            settings: Vec::new(),
            runs_as: command.runs_as,
            dialect: command.dialect,
        };
        self.out.commands.push(inner.clone());
        inner
    }
}

fn is_quoted(word: &Word, reader: &PowerShell<'_>) -> bool {
    reader.of(word.span).starts_with(['"', '\'', '@'])
}
