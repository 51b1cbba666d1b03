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
    let (yes, none) = (say! { en: "yes", pt_br: "sim" }, "-");
    let mut rows: Vec<Vec<String>> = vec![head.get(lang).split(' ').map(str::to_owned).collect()];
    rows.extend(all.iter().map(|rule| {
        vec![
            rule.id.to_owned(),
            labels::default_level(rule).get(lang).to_owned(),
            rule.since.unwrap_or(none).to_owned(),
            if rule.fixable { yes.get(lang) } else { none }.to_owned(),
            rule.summary(lang).replace('\n', " "),
        ]
    }));
    let mut widths = vec![0; rows.first().map_or(0, Vec::len)];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
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
