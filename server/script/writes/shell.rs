//! The files that commands of a shell write.

use crate::script::analysis::ParsedScript;
use crate::script::command::{Command, Redirect, Word};
use crate::script::writes::{Text, Write, moved, redirected, to};
use crate::text::span::Span;

/// Adds what a command writes.
pub(super) fn written(command: &Command, parsed: &ParsedScript, script: &str, out: &mut Vec<Write>) {
    let context = command.context;
    let said = || said(command, script);
    let into = command.redirects.iter();
    out.extend(into.filter_map(|it| redirected(it, said(), context)));
    let mut operands = command.operands();
    match command.name.as_str() {
        "tee" => {
            let text = input(command, script).or_else(|| self::said(parsed.feeds(command)?, script));
            let is_appended = command.has_letter('a') || command.has_long("append");
            out.extend(operands.map(|path| Write {
                is_appended,
                by: command.name_span,
                ..to(path, text.clone(), context)
            }));
        }
        "cp" | "mv" | "install" | "ln" if !command.has(&["-d", "-t"]) => {
            let words = files(command);
            if let Some((target, sources)) = words.split_last() {
                out.extend(sources.iter().map(|it| moved(&it.text, target, context)));
            }
        }
        "sed" | "perl" if command.options().any(|it| is_in_place(&it.text)) => {
            // The first one is the script, or the value of an option.
            operands.next();
            out.extend(operands.map(|it| to(it, None, context)));
        }
        "curl" | "wget" => out.extend(downloaded(command).map(|it| to(it, None, context))),
        "dd" => {
            let target = command.words.iter().find(|it| it.text.starts_with("of="));
            out.extend(target.map(|it| Write {
                path: it.text.trim_start_matches("of=").to_owned(),
                ..to(it, None, context)
            }));
        }
        _ => {}
    }
}

/// The operands without the values that `install` takes: its mode, its owner and its group.
fn files(command: &Command) -> Vec<&Word> {
    let takes_value = |it: &Word| command.name == "install" && matches!(it.text.as_str(), "-m" | "-o" | "-g");
    let before = std::iter::once(None).chain(command.words.iter().map(Some));
    let pairs = command.words.iter().zip(before);
    let is_own = |(it, before): &(&Word, Option<&Word>)| !it.text.starts_with('-') && !before.is_some_and(takes_value);
    pairs.filter(is_own).map(|(it, _)| it).collect()
}

/// `-i`, `-i.bak`, `-ri`, `-pi`, `--in-place`.
fn is_in_place(option: &str) -> bool {
    match option.strip_prefix("--") {
        Some(long) => long.starts_with("in-place"),
        None => option.split('.').next().is_some_and(|it| it.contains('i')),
    }
}

/// The file that a download goes to.
fn downloaded(command: &Command) -> Option<&Word> {
    let names: &[&str] = match command.name.as_str() {
        "curl" => &["-o", "--output"],
        _ => &["-O", "--output-document"],
    };
    let is_name = |it: &Word| {
        let is_cluster = command.name == "curl" && it.text.starts_with('-') && !it.text.starts_with("--");
        names.contains(&it.text.as_str()) || is_cluster && it.text.ends_with('o')
    };
    let at = command.words.iter().position(is_name)?;
    command.words.get(at + 1)
}

/// What a command prints, where the script says it.
fn said(command: &Command, script: &str) -> Option<Text> {
    let is_option = |it: &&Word| it.text.len() <= 4 && it.text.trim_start_matches(['n', 'e', 'E', '-']).is_empty();
    match command.name.as_str() {
        "echo" => {
            let words = command
                .words
                .iter()
                .skip_while(|it| it.text.starts_with('-') && is_option(it));
            let words: Vec<&Word> = words.collect();
            joined(&words, " ")
        }
        "printf" => match command.words.as_slice() {
            [only] if !only.text.contains('%') => joined(&[only], ""),
            [format, rest @ ..] if matches!(format.text.as_str(), "%s" | "%s\\n" | "%b" | "%b\\n") => {
                joined(&rest.iter().collect::<Vec<_>>(), "\n")
            }
            _ => None,
        },
        "cat" if command.operands().all(|it| it.text == "-") => input(command, script),
        _ => None,
    }
}

/// Words as one text; `None` if the shell puts something in.
fn joined(words: &[&Word], between: &str) -> Option<Text> {
    let (first, last) = (words.first()?, words.last()?);
    if words.iter().any(|it| it.is_computed) {
        return None;
    }
    let texts: Vec<&str> = words.iter().map(|it| it.text.as_str()).collect();
    Some(Text {
        text: texts.join(between).replace("\\n", "\n"),
        span: Span::new(first.span.start, last.span.end),
    })
}

/// The text that a command is given by a here-document.
fn input(command: &Command, script: &str) -> Option<Text> {
    let text = command.redirects.iter().find(|it| it.sign.starts_with("<<"))?;
    let target = &text.target;
    let is_computed = target.is_computed || text.sign != "<<<" && !is_literal(text, script) && expands(&target.text);
    (!is_computed).then(|| Text {
        text: target.text.clone(),
        span: target.span,
    })
}

/// Whether the mark of a here-document is quoted, so that its text is literal.
fn is_literal(text: &Redirect, script: &str) -> bool {
    let line = Span::new(text.span.start, text.span.end).of(script).lines().next();
    let mark = line.unwrap_or_default().trim_start_matches(['<', '-', ' ', '~']);
    mark.starts_with(['\'', '"', '\\'])
}

fn expands(text: &str) -> bool {
    text.contains(['$', '`'])
}
