//! Commands that run their arguments as commands or scripts: `bash -c '…'`, `find -exec`, `sudo bash << EOF`.

use crate::script::Dialect;
use crate::script::analysis::bash::Bash;
use crate::script::command::{Command, ExecutionContext, User, Word, base_name};
use crate::text::span::Span;

const SHELLS: [&str; 6] = ["bash", "sh", "dash", "zsh", "ksh", "ash"];

impl Bash<'_> {
    /// Reads what a command runs.
    pub(super) fn run(&mut self, command: &Command) {
        self.find_bash_command(command);
        let context = ExecutionContext {
            is_joined: true,
            ..command.context
        };
        match command.name.as_str() {
            name if SHELLS.contains(&name) => self.shell(command, context),
            "su" | "runuser" => self.other_user(command, context),
            "sudo" | "doas" => self.root_shell(command, context),
            "eval" => self.only_word(command, context),
            "trap" => {
                let context = ExecutionContext {
                    is_conditional: true,
                    ..context
                };
                self.first_word(command, context);
            }
            "pwsh" | "powershell" => {
                let text = command
                    .behind(|it| {
                        let it = it.to_ascii_lowercase();
                        it.len() > 1 && "-command".starts_with(&it)
                    })
                    .map(|it| it.span);
                if let Some(span) = text {
                    self.run_word(span, Dialect::PowerShell, context, command.runs_as);
                }
            }
            "find" => self.exec(command, context),
            _ => {}
        }
    }

    fn shell(&mut self, command: &Command, context: ExecutionContext) {
        let is_short = |it: &str| it.starts_with('-') && !it.starts_with("--");
        let text = command.behind(|it| is_short(it) && it.ends_with('c')).map(|it| it.span);
        if let Some(span) = text {
            self.run_word(span, Dialect::Shell, context, command.runs_as);
        } else if command.operands().next().is_none() || command.has(&["-s"]) {
            self.read_input(command, context, command.runs_as);
        }
    }

    /// `su - bob -c '…'`: by default root.
    fn other_user(&mut self, command: &Command, context: ExecutionContext) {
        let mut names = command.operands().filter(|it| it.text != "-");
        let text = command
            .value_of(&["-c", "--command", "--session-command"])
            .map(|it| it.span);
        let name = names.find(|it| Some(it.span) != text);
        let user = match name {
            Some(it) if it.text != "root" => User::Other,
            _ => User::Root,
        };
        match text {
            Some(span) => self.run_word(span, Dialect::Shell, context, user),
            None => self.read_input(command, context, user),
        }
    }

    /// `sudo -i`, `sudo -s`: a shell, where nothing else is named.
    fn root_shell(&mut self, command: &Command, context: ExecutionContext) {
        if command.has(&["-i", "-s", "--login", "--shell"]) {
            self.read_input(command, context, User::Root);
        }
    }

    /// A shell that reads a here-document; without one, it is unknown who runs what follows.
    fn read_input(&mut self, command: &Command, context: ExecutionContext, user: User) {
        let text = command.redirects.iter().find(|it| it.sign.starts_with("<<"));
        match text {
            Some(it) if it.sign == "<<<" => self.run_word(it.target.span, Dialect::Shell, context, user),
            Some(it) => self.run_span(it.target.span, context, user),
            None if !command.has_input() && !command.context.is_substituted => self.user = User::Other,
            None => {}
        }
    }

    fn only_word(&mut self, command: &Command, context: ExecutionContext) {
        if let [word] = command.words.as_slice() {
            self.run_word(word.span, Dialect::Shell, context, command.runs_as);
        }
    }

    fn first_word(&mut self, command: &Command, context: ExecutionContext) {
        let mut words = command.words.iter();
        if let (Some(word), Some(_)) = (words.next(), words.next()) {
            self.run_word(word.span, Dialect::Shell, context, command.runs_as);
        }
    }

    fn exec(&mut self, command: &Command, context: ExecutionContext) {
        let mut words = command.words.iter();
        let is_exec = |it: &&Word| matches!(it.text.as_str(), "-exec" | "-execdir" | "-ok" | "-okdir");
        while words.by_ref().find(is_exec).is_some() {
            let own: Vec<Word> = words
                .by_ref()
                .take_while(|it| !matches!(it.text.as_str(), ";" | "+"))
                .cloned()
                .collect();
            let Some((first, rest)) = own.split_first() else {
                continue;
            };
            let end = rest.last().unwrap_or(first).span.end;
            let inner = Command {
                name: base_name(&first.text),
                name_span: first.span,
                words: rest.to_vec(),
                span: Span::new(first.span.start, end),
                wrappers: vec!["find".to_owned()],
                redirects: Vec::new(),
                settings: Vec::new(),
                pipe: None,
                context: ExecutionContext {
                    is_repeated: true,
                    is_nested: true,
                    ..context
                },
                runs_as: command.runs_as,
                dialect: command.dialect,
            };
            self.out.commands.push(inner.clone());
            if SHELLS.contains(&inner.name.as_str()) {
                self.shell(&inner, inner.context);
            }
        }
    }
}
