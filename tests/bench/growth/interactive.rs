//! What an editor asks, on large documents: each question on each of them, in three sizes. The document is read anew for each
//! question, and the checks that code actions rest on are made before the time is taken.

use std::hint::black_box;
use std::time::{Duration, Instant};

use aib_ls::document::{Document, Language};
use aib_ls::ide::actions::{self, Request};
use aib_ls::ide::name::{From, RenameContext};
use aib_ls::ide::{
    code_lens, completion, folding, formatting, hover, inlay_hints, links, references, rename, semantic_tokens, symbols,
};
use aib_ls::model::parameters::ParameterFile;
use aib_ls::rules;
use aib_ls::rules::engine::finding::Finding;
use aib_ls::settings::{Hints, Settings};
use aib_ls::syntax::format::Style;
use aib_ls::text::span::Span;

use crate::growth::child::Cost;
use crate::growth::table::{Row, Table};
use crate::growth::{LARGEST, SIZES};
use crate::support::pathological;

/// The documents, by family and name: wide in every direction that a question can go.
const DOCUMENTS: [(&str, &str); 10] = [
    ("templates", "image templates with parts"),
    ("templates", "PowerShell steps on one line"),
    ("templates", "steps with scripts"),
    ("templates", "other resources"),
    ("expressions", "variables of one value"),
    ("expressions", "parameters"),
    ("json", "missing commas in an object"),
    ("keys", "unknown keys on one line"),
    ("suppressions", "suppressions on lines"),
    ("shell", "commands"),
];

/// A document, its findings, and the offset that a question is about.
struct Scene {
    doc: Document,
    findings: Vec<Finding>,
    at: u32,
}

/// A question of an editor.
type Question = (&'static str, fn(&Scene));

const QUESTIONS: [Question; 13] = [
    ("completion", |it| {
        drop(black_box(completion::completion(&it.doc, it.at, &Vec::new)))
    }),
    ("hover", |it| drop(black_box(hover::hover(&it.doc, it.at)))),
    ("code actions", |it| drop(black_box(actions(it)))),
    ("symbols", |it| drop(black_box(symbols::symbols(&it.doc)))),
    ("semantic tokens", |it| {
        drop(black_box(semantic_tokens::semantic_tokens(&it.doc, whole(&it.doc))));
    }),
    ("folding", |it| drop(black_box(folding::folding(&it.doc)))),
    ("links", |it| drop(black_box(links::links(&it.doc)))),
    ("inlay hints", |it| {
        let wanted = Hints {
            values: true,
            defaults: true,
        };
        drop(black_box(inlay_hints::inlay_hints(&it.doc, whole(&it.doc), wanted)));
    }),
    ("references", |it| {
        drop(black_box(references::references(context(it), true)))
    }),
    ("highlights", |it| {
        drop(black_box(references::highlights(&it.doc, it.at)))
    }),
    ("rename", |it| drop(black_box(rename::prepare(context(it))))),
    ("formatting", |it| {
        drop(black_box(formatting::formatting(&it.doc, &Style::default())));
    }),
    ("code lenses", |it| drop(black_box(code_lens::code_lens(&it.doc)))),
];

/// Adds a row for each question and document whose names contain a text.
pub fn measure(filter: &str, table: &mut Table) {
    let families = pathological::families();
    for (family, document) in DOCUMENTS {
        let kinds = families.iter().filter(|it| it.0 == family).flat_map(|it| &it.1);
        let kind = kinds.into_iter().find(|it| it.name == document);
        for (question, ask) in QUESTIONS {
            let name = format!("editor: {question}, {document}");
            let Some(kind) = kind.filter(|_| name.contains(filter)) else {
                continue;
            };
            let one = |at: usize| {
                let text = kind.files(LARGEST >> (SIZES - 1 - at)).remove(0).1;
                let size = text.len() as f64;
                (size, cost(&String::from_utf8_lossy(&text), ask))
            };
            let measured: Vec<(f64, Cost)> = (0..SIZES).map(one).collect();
            table.add(name, vec![Row::new("editor", LARGEST as f64, &measured)]);
        }
    }
}

/// What a question costs: the best of a few times. Memory and output belong to the answer.
fn cost(text: &str, ask: fn(&Scene)) -> Cost {
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let scene = scene(text);
        let begin = Instant::now();
        ask(&scene);
        best = best.min(begin.elapsed());
    }
    Cost {
        seconds: best.as_secs_f64(),
        memory: 0,
        output: 0,
        ended: true,
    }
}

fn scene(text: &str) -> Scene {
    let doc = Document::new(text.to_owned(), Language::Json, None);
    let findings = rules::check(&doc, &Settings::default());
    // Behind most of what is repeated: a key or a name near the end.
    let at = text
        .rfind("variable")
        .or(text.rfind("runOutputName"))
        .unwrap_or_default();
    Scene {
        doc,
        findings,
        at: at as u32 + 2,
    }
}

fn whole(doc: &Document) -> Span {
    Span::new(0, doc.text().len() as u32)
}

fn context(scene: &Scene) -> RenameContext<'_> {
    RenameContext {
        doc: &scene.doc,
        file: None,
        from: From::Document(scene.at),
    }
}

fn actions(scene: &Scene) -> Vec<actions::Action> {
    let settings = Settings::default();
    let none = || None::<&ParameterFile>;
    actions::actions(&Request {
        doc: &scene.doc,
        script: None,
        findings: &scene.findings,
        settings: &settings,
        span: Span::at(scene.at),
        wants: &|_| true,
        is_selective: false,
        file_name: None,
        offers_rewrites: true,
        folder: None,
        settings_file: None,
        parameter_file: &none,
    })
}
