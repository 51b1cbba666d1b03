//! Every question of an editor at any place of a document: answers lie in the text, edits can be applied and leave it readable.

use aib_ls::document::Document;
use aib_ls::ide::actions::{self, Request, Target, rewrite::Folder, suppress::SettingsFile};
use aib_ls::ide::completion::{self, parameter_file};
use aib_ls::ide::name::{From, RenameContext};
use aib_ls::ide::{
    code_lens, definition, folding, hover, inlay_hints, links, references, rename, semantic_tokens, signature_help,
    symbols,
};
use aib_ls::rules;
use aib_ls::settings::{Hints, Settings};
use aib_ls::text::edit::Edit;
use aib_ls::text::span::Span;

use crate::hold;
use crate::input::{Choices, Input};

/// How many places of one text are tried.
const PLACES: usize = 3;

pub fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let text = input.text();
    let doc = hold::document(&text);
    hold_whole(&doc, &mut input.choices);
    for _ in 0..PLACES {
        let at = input.choices.offset(&text);
        hold_place(&doc, at);
        hold_names(&doc, at, &mut input.choices);
        hold_actions(&doc, at, &mut input.choices);
    }
}

fn hold_whole(doc: &Document, choices: &mut Choices<'_>) {
    let text = doc.text();
    let range = choices.span(text);
    for it in inlay_hints::inlay_hints(doc, range, Hints::ALL) {
        hold::inside(text, Span::at(it.at), &it);
        assert!(!it.label.is_empty() && !it.label.contains('\n'), "{it:?}");
    }
    for it in code_lens::code_lens(doc) {
        hold::inside(text, it.span, &it);
        hold::said(&it.words);
    }
    folding::folding(doc)
        .iter()
        .for_each(|it| hold::inside(text, it.span, &"a fold"));
    links::links(doc)
        .iter()
        .for_each(|it| hold::inside(text, it.span, &"a link"));
    let mut entries = symbols::symbols(doc);
    while let Some(it) = entries.pop() {
        hold::inside(text, it.span, &it.name);
        assert!(
            it.span.contains(it.selection),
            "{:?} outside {:?}: {}",
            it.selection,
            it.span,
            it.name
        );
        // Some editors refuse a whole outline for one entry without a name.
        assert!(!it.name.trim().is_empty(), "an entry without a name in {text:?}");
        entries.extend(it.children);
    }
    let mut end = 0;
    for it in semantic_tokens::semantic_tokens(doc, range) {
        hold::inside(text, it.span, &it.kind);
        assert!(
            end <= it.span.start && !it.span.of(text).contains('\n'),
            "{it:?} in {text:?}"
        );
        end = it.span.end;
    }
}

fn hold_place(doc: &Document, at: u32) {
    let text = doc.text();
    if let Some(it) = hover::hover(doc, at) {
        hold::inside(text, it.span, &it.words);
        hold::said(&it.words);
        assert!(it.span.touches(at), "a hover elsewhere: {it:?} at {at} in {text:?}");
    }
    for it in completion::completion(doc, at, &Vec::new) {
        assert!(
            it.insertion.edit.span.touches(at),
            "{} is not at {at} in {text:?}",
            it.label
        );
        let insertion = &it.insertion;
        let commas = insertion.comma_before.iter().chain(&insertion.comma_after);
        let edits: Vec<Edit> = commas.chain([&insertion.edit]).cloned().collect();
        hold::applied(text, &edits, &it.label);
        if let Some(narrow) = &insertion.narrow {
            hold::inside(text, narrow.edit.span, &it.label);
        }
        let is_one_line = !insertion.edit.span.of(text).contains('\n');
        assert!(is_one_line, "{} replaces several lines at {at} in {text:?}", it.label);
    }
    if let Some(it) = signature_help::signature_help(doc, at) {
        for span in &it.arguments {
            hold::inside(&it.label, *span, &it.label);
        }
        assert!(
            it.active.is_none_or(|at| at < it.arguments.len()),
            "{:?} of {}",
            it.active,
            it.label
        );
    }
    links::definition(doc, at)
        .iter()
        .for_each(|it| hold::inside(text, it.span, &"a link"));
    parameter_file::items(doc, doc, at)
        .iter()
        .for_each(|it| hold::inside(text, it.insertion.edit.span, &it.label));
}

fn hold_names(doc: &Document, at: u32, choices: &mut Choices<'_>) {
    let text = doc.text();
    let context = RenameContext {
        doc,
        file: None,
        from: From::Document(at),
    };
    for it in definition::definition(context) {
        [it.from, it.name, it.whole]
            .iter()
            .for_each(|span| hold::inside(text, *span, &it));
        assert!(it.whole.contains(it.name), "{it:?} in {text:?}");
    }
    for it in references::highlights(doc, at) {
        hold::inside(text, it.span, &it.role);
    }
    let found = references::references(context, choices.flag());
    found
        .iter()
        .flat_map(|it| &it.here)
        .for_each(|it| hold::inside(text, *it, &"a reference"));
    let prepared = rename::prepare(context);
    if let Some((span, name)) = &prepared {
        hold::inside(text, *span, name);
        // A cursor outside the quotes means the name between them.
        let is_near = span.start <= at + 1 && at <= span.end + 1;
        assert!(is_near, "{name} elsewhere than at {at} in {text:?}");
    }
    let new = ["renamed", "a b", "it's", "[x]", "", "\""][choices.below(6)];
    match rename::rename(context, None, new) {
        Some(Ok(changes)) => {
            assert!(prepared.is_some());
            let after = hold::document(&hold::applied(text, &changes.here, &new));
            assert!(
                after.tree().errors().len() <= doc.tree().errors().len(),
                "{text:?} becomes {:?}",
                after.text()
            );
        }
        Some(Err(why)) => hold::said(&why),
        None => assert!(prepared.is_none(), "{prepared:?} cannot be renamed in {text:?}"),
    }
}

fn hold_actions(doc: &Document, at: u32, choices: &mut Choices<'_>) {
    let settings = Settings::default();
    let findings = rules::check(doc, &settings);
    let end = choices.offset(doc.text());
    let span = if choices.flag() {
        Span::at(at)
    } else {
        Span::new(at.min(end), at.max(end))
    };
    let folder = Folder {
        is_free: &|_| true,
        is_windows: choices.flag(),
    };
    let file = SettingsFile {
        text: "",
        document: Some("web.json"),
    };
    let request = Request {
        doc,
        script: None,
        findings: &findings,
        settings: &settings,
        span,
        wants: &|_| true,
        is_selective: choices.flag(),
        file_name: None,
        offers_rewrites: true,
        folder: Some(&folder),
        settings_file: Some(&file),
        parameter_file: &|| None,
    };
    for action in actions::actions(&request) {
        hold::said(&action.title);
        let text = if action.target == Target::Document {
            doc.text()
        } else {
            ""
        };
        let after = hold::document(&hold::applied(text, &action.edits, &action.title));
        if action.target == Target::Document && doc.tree().errors().is_empty() {
            assert_eq!(
                after.tree().errors(),
                [],
                "{:?}: {text:?} becomes {:?}",
                action.title,
                after.text()
            );
        }
    }
}
