//! The files that commands of PowerShell write.

use crate::script::analysis::ParsedScript;
use crate::script::command::{Command, Word};
use crate::script::writes::{Text, Write, moved, redirected, to};

/// Adds what a command writes.
pub(super) fn written(command: &Command, parsed: &ParsedScript, out: &mut Vec<Write>) {
    let context = command.context;
    let printed = || printed(command, parsed);
    out.extend(
        command
            .redirects
            .iter()
            .filter_map(|it| redirected(it, printed(), context)),
    );
    let arguments = command.arguments();
    let named = |names: &[&str]| names.iter().find_map(|it| command.parameter(it, 2).and_then(|it| it.1));
    let path = named(&["Path", "FilePath", "LiteralPath"]);
    // Where the path has its name, the first of the others is what comes second.
    let second = arguments.get(usize::from(path.is_none())).copied();
    let path = path.or(arguments.first().copied());
    let one = |path: Option<&Word>, text: Option<Text>, is_appended: bool| {
        path.map(|it| Write {
            is_appended,
            by: command.name_span,
            ..named_by(it, text, command, parsed)
        })
    };
    match command.name.as_str() {
        "set-content" | "add-content" => {
            let value = command.parameter("Value", 1).and_then(|it| it.1).or(second);
            let text = match value {
                Some(it) => said(it, parsed),
                None => fed(command, parsed),
            };
            out.extend(one(path, text, command.name == "add-content"));
        }
        "out-file" | "tee-object" => {
            let value = command.parameter("InputObject", 2).and_then(|it| it.1);
            let text = match value {
                Some(it) => said(it, parsed),
                None => fed(command, parsed),
            };
            out.extend(one(path, text, command.has_switch("Append", 1)));
        }
        "new-item" => {
            let kind = command.parameter("ItemType", 2).and_then(|it| it.1);
            let is_file = kind.is_none_or(|it| it.text.eq_ignore_ascii_case("file"));
            let value = command.parameter("Value", 1).and_then(|it| it.1);
            let text = value.and_then(|it| said(it, parsed));
            let name = command.parameter("Name", 1).and_then(|it| it.1);
            let write = one(path.or(name), text, false).filter(|_| is_file);
            out.extend(write.map(|it| match name.filter(|_| path.is_some()) {
                Some(name) => Write {
                    path: format!("{}\\{}", it.path.trim_end_matches('\\'), name.text),
                    is_computed: it.is_computed || name.is_computed,
                    ..it
                },
                None => it,
            }));
        }
        "copy-item" | "move-item" => {
            let target = command.parameter("Destination", 1).and_then(|it| it.1).or(second);
            if let (Some(source), Some(target)) = (path, target) {
                out.push(moved(&source.text, target, context));
            }
        }
        "rename-item" => {
            let name = command.parameter("NewName", 2).and_then(|it| it.1).or(second);
            if let (Some(source), Some(name)) = (path, name) {
                let folder = source.text.rfind(['/', '\\']).and_then(|it| source.text.get(..=it));
                out.push(Write {
                    path: format!("{}{}", folder.unwrap_or_default(), name.text),
                    is_computed: source.is_computed || name.is_computed,
                    ..to(name, None, context)
                });
            }
        }
        "invoke-webrequest" | "invoke-restmethod" => {
            let target = command.parameter("OutFile", 4).and_then(|it| it.1);
            out.extend(one(target, None, false));
        }
        "start-bitstransfer" => {
            let target = command.parameter("Destination", 1).and_then(|it| it.1).or(second);
            out.extend(one(target, None, false));
        }
        "curl" => {
            let at = command
                .words
                .iter()
                .position(|it| it.text == "-o" || it.text == "--output");
            out.extend(one(at.and_then(|it| command.words.get(it + 1)), None, false));
        }
        _ => {}
    }
}

/// A file whose path a word says, or the variable that it is.
fn named_by(path: &Word, text: Option<Text>, command: &Command, parsed: &ParsedScript) -> Write {
    let write = to(path, text, command.context);
    match value(path, parsed).filter(|_| path.is_computed) {
        Some(it) => Write {
            path: it.text.clone(),
            is_computed: it.is_computed,
            ..write
        },
        None => write,
    }
}

/// What comes through the pipe.
fn fed(command: &Command, parsed: &ParsedScript) -> Option<Text> {
    match parsed.printed_into(command) {
        Some(it) => said(it.text.as_ref()?, parsed),
        None => printed(parsed.feeds(command)?, parsed),
    }
}

/// What a command prints, where the script says it.
fn printed(command: &Command, parsed: &ParsedScript) -> Option<Text> {
    if command.name != "write-output" {
        return None;
    }
    match command.arguments().as_slice() {
        [only] => said(only, parsed),
        _ => None,
    }
}

/// What a word says: its own text, or that of the variable which it is, where that is given a text once.
pub(super) fn said(word: &Word, parsed: &ParsedScript) -> Option<Text> {
    if !word.is_computed {
        let text = match word.items.as_slice() {
            [] => word.text.clone(),
            items => items.join("\n"),
        };
        return Some(Text { text, span: word.span });
    }
    let value = value(word, parsed).filter(|it| !it.is_computed)?;
    Some(Text {
        text: value.text.clone(),
        span: value.span,
    })
}

/// The text of the variable that a word is, where that is given one once.
fn value<'r>(word: &Word, parsed: &'r ParsedScript) -> Option<&'r Word> {
    let name = word.text.strip_prefix('$')?;
    let mut given = parsed
        .assignments
        .iter()
        .filter(|it| it.name.eq_ignore_ascii_case(name));
    match (given.next(), given.next()) {
        (Some(only), None) => only.value.as_ref(),
        _ => None,
    }
}
