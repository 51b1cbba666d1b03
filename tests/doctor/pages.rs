//! The pages of known failures: each is read, has every language, and its samples are recognised as it and as nothing else.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use aib_ls::doctor::cases::{Case, Fragment};
use aib_ls::doctor::diagnosis::{self, Diagnosis, Role};
use aib_ls::doctor::lines;
use aib_ls::doctor::reader::Reader;
use aib_ls::doctor::{cases, matches};
use aib_ls::locale::Lang;
use aib_ls::rules;

use crate::doctor::log;

fn ids(it: &Diagnosis) -> Vec<&'static str> {
    it.findings.iter().map(|it| it.case.id).collect()
}

#[test]
fn every_page_is_read_and_listed() {
    for page in cases::PAGES {
        let title = page.lines().next().unwrap_or_default();
        match Case::parse(page) {
            Ok(case) => assert!(case.fragments.iter().all(|it| it.pattern.regex().is_some()), "{title}"),
            Err(line) => panic!("{title}: cannot be read: {line}"),
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("server/doctor/cases");
    let mut files = BTreeSet::new();
    let families = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path());
    for family in families.filter(|it| it.is_dir()) {
        for page in fs::read_dir(family).unwrap() {
            files.insert(fs::read_to_string(page.unwrap().path()).unwrap());
        }
    }
    let listed: BTreeSet<String> = cases::PAGES.iter().map(|it| (*it).to_owned()).collect();
    assert_eq!(files, listed, "pages in the folder, and pages in the list");
    let ids: BTreeSet<_> = cases::all().iter().map(|it| it.id).collect();
    assert_eq!(ids.len(), cases::PAGES.len(), "an id is that of one page");
    assert!(matches::automaton().is_some());
}

#[test]
fn every_page_has_every_language_and_existing_references() {
    let mut wrong = String::new();
    for case in cases::all() {
        for lang in Lang::ALL {
            let text = case.text(lang);
            for (what, text) in [
                ("cause", text.cause()),
                ("solution", text.solution()),
                ("summary", text.summary()),
            ] {
                if text.is_empty() {
                    writeln!(wrong, "{}: no {what} in {}", case.id, lang.tag()).unwrap();
                }
            }
        }
        for rule in case.rules.iter().filter(|it| rules::find(it).is_none()) {
            writeln!(wrong, "{}: there is no rule {rule}", case.id).unwrap();
        }
        for other in case.yields.iter().filter(|it| cases::find(it).is_none()) {
            writeln!(wrong, "{}: there is no page {other}", case.id).unwrap();
        }
        if case.fragments.is_empty() != (case.samples().count() == 0) {
            writeln!(wrong, "{}: fragments and samples go together", case.id).unwrap();
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn a_sample_is_recognised_as_its_page_and_as_no_other() {
    let mut wrong = String::new();
    for case in cases::all() {
        for (at, sample) in case.samples().enumerate() {
            let diagnosis = diagnosis::of(sample);
            let role = diagnosis.findings.first().map(|it| it.role);
            let is_right = if case.is_benign() {
                role == Some(Role::Benign)
            } else {
                role == Some(Role::Root)
            };
            if ids(&diagnosis) != [case.id] || !is_right {
                writeln!(wrong, "{} sample {}: {:?} {role:?}", case.id, at + 1, ids(&diagnosis)).unwrap();
            }
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn every_fragment_stands_in_a_sample() {
    let mut wrong = String::new();
    for case in cases::all() {
        let samples: Vec<&str> = case.samples().collect();
        for fragment in &case.fragments {
            let pattern = &fragment.pattern;
            let holds = |text: &str| pattern.is_in(text) && pattern.anchors.iter().any(|it| text.contains(it));
            let on_a_line = |sample: &&&str| {
                let lines = sample.lines().map(lines::parse);
                holds(sample) || lines.into_iter().any(|it| holds(it.text) || holds(it.payload))
            };
            if !samples.iter().any(|it| on_a_line(&it)) {
                writeln!(wrong, "{}: {}", case.id, fragment.text).unwrap();
            }
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn every_placeholder_of_a_text_is_captured_by_a_fragment() {
    let mut wrong = String::new();
    for case in cases::all() {
        for lang in Lang::ALL {
            let source = case.source(lang);
            for (at, piece) in source.split('`').enumerate() {
                for inside in piece.split('{').skip(1).filter_map(|it| it.split_once('}')) {
                    let name = inside.0.split('|').next().unwrap_or_default();
                    let is_word = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
                    let is_captured = || {
                        let fragment = |it: &Fragment| {
                            it.text.contains(&format!("{{{name}}}")) || it.text.contains(&format!("{{{name}:"))
                        };
                        case.fragments.iter().any(fragment)
                    };
                    if is_word && (at % 2 == 0 || !is_captured()) {
                        writeln!(wrong, "{} {}: {name}", case.id, lang.tag()).unwrap();
                    }
                }
            }
        }
    }
    assert_eq!(wrong, "");
}

/// The words in angle brackets, which people replace in a command, sorted.
fn replaceable(text: &str) -> Vec<&str> {
    let starts = text.split('<').skip(1);
    let mut words: Vec<&str> = starts
        .filter_map(|it| it.split_once('>'))
        .map(|it| it.0)
        .filter(|it| !it.contains('`') && !it.contains('\n'))
        .collect();
    words.sort_unstable();
    words
}

#[test]
fn commands_name_what_to_replace_alike_in_every_language() {
    for case in cases::all() {
        let english = replaceable(case.source(Lang::En));
        for lang in Lang::ALL {
            assert_eq!(replaceable(case.source(lang)), english, "{} {}", case.id, lang.tag());
        }
    }
}

#[test]
fn no_page_matches_a_successful_build() {
    for (name, text) in log::successful() {
        let diagnosis = diagnosis::of(&text);
        let bad = diagnosis
            .findings
            .iter()
            .filter(|it| it.role != Role::Benign)
            .map(|it| it.case.id);
        assert_eq!(bad.collect::<Vec<_>>(), Vec::<&str>::new(), "{name}");
        assert!(!diagnosis.shows_failure(), "{name}");
    }
}

#[test]
fn ordinary_lines_match_no_page() {
    // Only lines with a stretch are looked at closer: the speed of the reader rests on their being few.
    let patterns = matches::automaton().unwrap();
    let stops = |line: &String| patterns.next(line.as_bytes(), 0, line.len()).is_some();
    let lines: Vec<String> = log::noise(10_000).filter(stops).collect();
    assert!(
        lines.len() < 100,
        "{} of 10,000 lines, such as {:?}",
        lines.len(),
        lines.first()
    );
}

#[test]
fn a_failure_is_found_in_a_hundred_thousand_lines() {
    let noise: Vec<String> = log::noise(100_000).collect();
    let (before, behind) = noise.split_at(noise.len() - 200);
    let mut read = Reader::default();
    read.push((before.join("\n") + "\n\n").as_bytes());
    let mut wrong = String::new();
    for case in cases::all().iter().filter(|it| !it.is_benign()) {
        for (at, sample) in case.samples().enumerate() {
            // The lines of the sample are lines of the same build.
            let operation = lines::parse(sample.lines().next().unwrap_or_default()).operation;
            let sample = operation.map_or(sample.to_owned(), |it| sample.replace(it, log::OPERATION));
            let mut reader = read.clone();
            reader.push(format!("{sample}\n\n{}\n", behind.join("\n")).as_bytes());
            let found = ids(&reader.into_diagnosis());
            // What hangs or stays until the end of the log has other lines behind it here.
            let is_open = case.fragments.iter().any(|it| it.condition.is_some());
            if (!is_open && !found.contains(&case.id)) || found.iter().any(|it| *it != case.id) {
                writeln!(wrong, "{} sample {}: {found:?}", case.id, at + 1).unwrap();
            }
        }
    }
    assert_eq!(wrong, "");
}
