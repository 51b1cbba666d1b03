//! `aib-ls rules`: every rule in one table or one JSON object.

use serde::Serialize;

use crate::cli::args::RulesFormat;
use crate::cli::{CLEAN, Failure, output, put};
use crate::locale::Lang;
use crate::rules::engine::labels;
use crate::rules::{self, Rule};
use crate::say;

#[derive(Serialize)]
struct List {
    version: u32,
    rules: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    id: &'static str,
    severity: &'static str,
    since: Option<&'static str>,
    fix: bool,
    summary: String,
}

/// Prints every rule.
pub(super) fn run(format: RulesFormat, lang: Lang) -> Result<i32, Failure> {
    let all = rules::all();
    put(&match format {
        RulesFormat::Human => table(&all, lang),
        RulesFormat::Json => output::pretty(&List {
            version: 1,
            rules: all.iter().map(|it| entry(it, lang)).collect(),
        }),
    })?;
    Ok(CLEAN)
}

/// The rules as an aligned table; columns are as wide as what stands in them.
pub(super) fn table(all: &[&'static Rule], lang: Lang) -> String {
    let head = say! { en: "rule severity since fix summary", pt_br: "regra severidade desde correção resumo" };
    let mut rows: Vec<Vec<String>> = vec![head.get(lang).split(' ').map(str::to_owned).collect()];
    let (yes, none) = (say! { en: "yes", pt_br: "sim" }, "-");
    for rule in all {
        rows.push(vec![
            rule.id.to_owned(),
            labels::default_level(rule).get(lang).to_owned(),
            rule.since.unwrap_or(none).to_owned(),
            if rule.fixable { yes.get(lang) } else { none }.to_owned(),
            rule.summary(lang).replace('\n', " "),
        ]);
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |at: usize| {
        rows.iter()
            .filter_map(|row| row.get(at))
            .map(|it| it.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in &rows {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(it, width)| format!("{it:width$}"))
            .collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

fn entry(rule: &Rule, lang: Lang) -> Entry {
    Entry {
        id: rule.id,
        severity: labels::default_severity(rule),
        since: rule.since,
        fix: rule.fixable,
        summary: rule.summary(lang).to_owned(),
    }
}
