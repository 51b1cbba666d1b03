//! What safe fixes do to a text, applied until nothing changes: never more than their findings say.

mod any;
mod backslashes;
mod cases;
mod control_characters;
mod kinds;

use aib_ls::document::{Document, Language};
use aib_ls::rules;
use aib_ls::rules::engine::finding::{Finding, Fix};
use aib_ls::rules::fixes;
use aib_ls::settings::Settings;
use aib_ls::syntax::error::Problem;
use aib_ls::text::edit::{self, Edit};
use aib_ls::text::span::Span;

/// More rounds than any text needs.
const ROUNDS: usize = 50;

fn document(text: &str) -> Document {
    Document::new(text.to_owned(), Language::Json, None)
}

/// The text after all safe fixes. What must hold for each round is held on the way.
fn fixed(name: &str, text: &str) -> String {
    let mut doc = document(text);
    for _ in 0..ROUNDS {
        let findings = rules::check(&doc, &Settings::default());
        let after = document(&edit::apply(doc.text(), &fixes::Round::of(&findings).edits));
        if after.text() == doc.text() {
            return doc.text().to_owned();
        }
        hold(name, &doc, &after, &fixes::safe_fixes(&findings));
        doc = after;
    }
    panic!("{name}: the fixes never end\n{text}");
}

/// A round never adds a mistake, and the lines with a repair parse afterwards.
fn hold(name: &str, before: &Document, after: &Document, fixes: &[(&Finding, &Fix)]) {
    let errors = after.tree().errors();
    assert!(
        errors.len() <= before.tree().errors().len(),
        "{name}: more mistakes than before\n{}\n{}",
        before.text(),
        after.text()
    );
    let mut edits: Vec<(&Edit, bool)> = Vec::new();
    for (finding, fix) in fixes {
        let is_repair = finding.rule.id.starts_with("syntax/");
        edits.extend(fix.edits.iter().map(|it| (it, is_repair)));
    }
    edits.sort_by_key(|(it, _)| it.span);
    let mut shift = 0_i64;
    for (edit, is_repair) in edits {
        let start = (i64::from(edit.span.start) + shift) as usize;
        let end = start + edit.new_text.len();
        shift += edit.new_text.len() as i64 - i64::from(edit.span.len());
        let text = after.text();
        let line_start = text[..start].rfind(['\n', '\r']).map_or(0, |it| it + 1);
        let line_end = text[end..].find(['\n', '\r']).map_or(text.len(), |it| end + it);
        let line = Span::new(line_start as u32, line_end as u32);
        let broken = errors
            .iter()
            .find(|it| !matches!(it.kind, Problem::BuildToken { .. }) && it.span.overlaps(line));
        assert!(
            !is_repair || broken.is_none(),
            "{name}: {broken:?} where a repair was made\n{}\n{text}",
            before.text()
        );
    }
}
