//! The form of the tables in `schemas/catalogue`.

mod facts;
mod images;
mod regions;
mod sizes;

use std::fs;
use std::path::{Path, PathBuf};

use aib_ls::catalogue;
use aib_ls::catalogue::{images as all_images, regions as all_regions, sizes as all_sizes};

/// Each table, the number of its columns, and how many of them sort it; 0 for one whose order decides.
const TABLES: [(&str, usize, usize); 6] = [
    ("sizes.tsv", 9, 1),
    ("series.tsv", 5, 1),
    ("images.tsv", 12, 3),
    ("releases.tsv", 5, 0),
    ("mistakes.tsv", 5, 0),
    ("regions.tsv", 7, 1),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/catalogue")
}

/// The lines of a table below the one that names its columns.
fn lines(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    let lines = text.lines().skip(3);
    lines.map(|it| it.split('\t').map(str::to_owned).collect()).collect()
}

/// Whether a text is a day as the tables write it.
fn is_day(text: &str) -> bool {
    let parts: Vec<u32> = text.split('-').map_while(|it| it.parse().ok()).collect();
    text.len() == 10
        && matches!(parts.as_slice(), [year, month, day] if (2010..2050).contains(year) && (1..=12).contains(month) && (1..=31).contains(day))
}

#[test]
fn tables_have_a_date_and_whole_lines_in_order() {
    let mut listed: Vec<_> = TABLES.iter().map(|it| it.0.to_owned()).collect();
    listed.sort();
    let names = fs::read_dir(folder()).unwrap().map(|it| it.unwrap().file_name());
    let mut found: Vec<_> = names
        .map(|it| it.into_string().unwrap())
        .filter(|it| it.ends_with(".tsv"))
        .collect();
    found.sort();
    assert_eq!(found, listed);
    for (name, columns, sorted_by) in TABLES {
        let text = fs::read_to_string(folder().join(name)).unwrap();
        let head: Vec<&str> = text.lines().take(3).collect();
        assert!(
            head[0].starts_with("# ") && is_day(head[1].strip_prefix("# date: ").unwrap()),
            "{name}"
        );
        assert_eq!(head[2].split('\t').count(), columns, "{name}");
        let lines = lines(name);
        for line in &lines {
            assert_eq!(line.len(), columns, "{name}: {line:?}");
            let is_clean = line.iter().all(|it| !it.is_empty() && it.trim() == it);
            assert!(is_clean, "{name}: {line:?}");
        }
        let key = |line: &[String]| {
            line[..sorted_by]
                .iter()
                .map(|it| it.to_ascii_lowercase())
                .collect::<Vec<_>>()
        };
        for pair in lines.windows(2).filter(|_| sorted_by > 0) {
            assert!(
                key(&pair[0]) < key(&pair[1]),
                "{name}: {:?} before {:?}",
                pair[0],
                pair[1]
            );
        }
    }
}

#[test]
fn every_line_is_read() {
    assert_eq!(all_sizes::all().len(), lines("sizes.tsv").len());
    assert_eq!(all_sizes::all_series().len(), lines("series.tsv").len());
    assert_eq!(all_images::all().len(), lines("images.tsv").len());
    assert_eq!(all_regions::all().len(), lines("regions.tsv").len());
    assert!(all_sizes::all().len() > 1500 && all_images::all().len() > 700 && all_regions::all().len() > 100);
}

#[test]
fn cells_hold_only_what_their_columns_may() {
    let may_hold = |table: &str, column: usize, values: &[&str]| {
        for line in lines(table) {
            assert!(values.contains(&line[column].as_str()), "{table}: {line:?}");
        }
    };
    may_hold("sizes.tsv", 4, &["1", "2", "1,2", "-"]);
    may_hold("sizes.tsv", 5, &["x64", "arm64", "-"]);
    may_hold("sizes.tsv", 7, &["yes", "no", "-"]);
    may_hold("series.tsv", 1, &["current", "previous", "announced", "retired"]);
    may_hold("series.tsv", 3, &["yes", "no"]);
    may_hold("images.tsv", 3, &["windows", "linux"]);
    may_hold("images.tsv", 5, &["1", "2", "-"]);
    may_hold("images.tsv", 6, &["x64", "arm64"]);
    may_hold("images.tsv", 7, &["yes", "no", "-"]);
    may_hold("regions.tsv", 2, &["public", "us-government", "china", "group", "-"]);
    may_hold("regions.tsv", 4, &["yes", "no", "-"]);
    may_hold("regions.tsv", 5, &["general", "restricted", "-"]);
    may_hold("regions.tsv", 6, &["yes", "preview", "no"]);
    for (table, columns) in [
        ("series.tsv", &[2][..]),
        ("images.tsv", &[8, 9]),
        ("releases.tsv", &[3]),
    ] {
        for line in lines(table) {
            assert!(
                columns.iter().all(|it| line[*it] == "-" || is_day(&line[*it])),
                "{table}: {line:?}"
            );
        }
    }
    for line in lines("sizes.tsv") {
        let is_number = |it: &String| it == "-" || it.parse::<f32>().is_ok_and(|it| it >= 0.0);
        assert!([2, 3, 6, 8].iter().all(|it| is_number(&line[*it])), "{line:?}");
    }
}

#[test]
fn a_month_is_written_out() {
    let month = catalogue::month("2026-11-29");
    assert_eq!(
        (month.en.as_ref(), month.pt_br.as_ref()),
        ("November 2026", "novembro de 2026")
    );
    assert_eq!(catalogue::month("2026").en, "2026");
    assert_eq!(catalogue::month("2026-13-01").en, "2026-13-01");
}
