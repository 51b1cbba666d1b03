//! Scripts of both kinds: every command and word is found where it is written, and can be taken out.

use aib_ls::document::Document;
use aib_ls::ide::semantic_tokens;
use aib_ls::script::Dialect;
use aib_ls::script::highlight;
use aib_ls::script::removal;
use aib_ls::script::scripts::{Scripts, StepScript};
use aib_ls::syntax::string;
use aib_ls::text::span::Span;

use crate::hold;
use crate::input::{Choices, Input};

pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let text = input.text();
    let doc = step(&text, &mut input.choices);
    assert_eq!(doc.tree().errors(), [], "{text:?}");
    for template in doc.templates() {
        let scripts = Scripts::read(template);
        for script in &scripts.all {
            hold_commands(&doc, script);
            hold_highlight(&script.source.text, script.source.dialect);
            hold_removal(&doc, script);
        }
    }
    let within = input.choices.span(doc.text());
    let mut end = 0;
    for token in semantic_tokens::semantic_tokens(&doc, within) {
        hold::inside(doc.text(), token.span, &token.kind);
        assert!(end <= token.span.start, "{token:?} overlaps in {text:?}");
        end = token.span.end;
    }
}

/// A template with a step that runs the script, in as many items as the choices say.
fn step(script: &str, choices: &mut Choices<'_>) -> Document {
    let kind = ["Shell", "PowerShell"][choices.below(2)];
    let is_one = choices.flag();
    let is_escaped = choices.flag();
    let item = |it: &str| hold::quoted(it, is_escaped);
    let items: Vec<String> = match is_one {
        true => vec![item(script)],
        false => script.split('\n').map(item).collect(),
    };
    let items = items.join(", ");
    let step = format!(r#"{{ "type": "{kind}", "inline": [{items}] }}"#);
    hold::document(&format!(
        r#"{{ "properties": {{ "source": {{}}, "distribute": [], "customize": [{{}}, {step}] }} }}"#
    ))
}

fn hold_commands(doc: &Document, script: &StepScript<'_>) {
    let text = &script.source.text;
    let parsed = &script.parsed;
    let hold = |span: Span, what: &dyn std::fmt::Debug| {
        hold::inside(text, span, what);
        let Some(written) = script.source.written(span) else {
            return;
        };
        hold::inside(doc.text(), written, what);
        let is_in_item = script.source.item(span.start).is_some_and(|it| it.span.contains(span));
        if is_in_item && !span.is_empty() {
            let said = string::decode(&format!("\"{}\"", written.of(doc.text()))).into_owned();
            assert_eq!(said, span.of(text), "{what:?}");
        }
    };
    let mut last = Span::default();
    for command in &parsed.commands {
        assert!(last <= command.name_span, "{command:?} comes too late in {text:?}");
        last = command.name_span;
        assert!(!command.name_span.of(text).is_empty(), "{command:?} in {text:?}");
        hold(command.name_span, command);
        hold(command.span, command);
        let redirects = command.redirects.iter().flat_map(|it| [it.span, it.target.span]);
        let words = command.words.iter().map(|it| it.span);
        let settings = command.settings.iter().map(|it| it.span);
        words.chain(redirects).chain(settings).for_each(|it| hold(it, command));
    }
    parsed.assignments.iter().for_each(|it| hold(it.span, it));
    parsed.printed.iter().for_each(|it| hold(it.span, it));
    parsed.endless.iter().for_each(|it| hold(*it, it));
    parsed.bashisms.iter().for_each(|it| hold(it.span, it));
    parsed.mistake.iter().for_each(|it| hold(it.span, it));
    parsed.runs.iter().for_each(|it| hold(it.span, it));
}

/// Tokens are in order, on one line, and begin and end with no blank.
fn hold_highlight(text: &str, dialect: Dialect) {
    let mut end = 0;
    for token in highlight::highlight(text, dialect) {
        hold::inside(text, token.span, &token.kind);
        assert!(end <= token.span.start, "{token:?} overlaps in {text:?}");
        end = token.span.end;
        let shown = token.span.of(text);
        assert!(
            !shown.contains('\n') && shown.trim() == shown && !shown.is_empty(),
            "{token:?} is {shown:?} in {text:?}"
        );
    }
}

/// A command that can be taken out leaves a template that can be read.
fn hold_removal(doc: &Document, script: &StepScript<'_>) {
    for command in script.parsed.commands.iter().take(8) {
        let of_words = command.words.iter().take(4).map(|it| removal::of_word(script, it.span));
        for change in of_words.chain([removal::of_command(script, command)]).flatten() {
            let after = hold::document(&hold::applied(doc.text(), &[change.edit], command));
            assert_eq!(after.tree().errors(), [], "{command:?} taken out of {:?}", doc.text());
            assert_eq!(after.kind(), doc.kind());
        }
    }
}
