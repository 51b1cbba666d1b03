//! Lines that occur again with other numbers are read as if each were the first of its kind.

use aib_ls::doctor::cases;
use aib_ls::doctor::diagnosis;
use proptest::prelude::*;

use crate::doctor::log;

/// Lines of steps and of Packer, from the samples of the pages and from ordinary logs.
fn pool() -> Vec<String> {
    let samples = cases::all().iter().flat_map(|it| it.samples().flat_map(str::lines));
    let samples = samples.map(|it| it.split_once("PACKER ").map_or(it, |it| it.1).trim());
    let samples = samples.filter(|it| !it.is_empty()).map(|it| match it.contains(": ") {
        true => it.to_owned(),
        false => format!("OUT     azure-arm: {it}"),
    });
    let noise: Vec<String> = log::noise(200).collect();
    let noise = noise
        .iter()
        .filter_map(|it| it.split_once("PACKER "))
        .map(|it| it.1.to_owned());
    samples.chain(noise).collect()
}

/// A line with other numbers: those whose turn it is.
fn varied(line: &str, seed: u32) -> String {
    let mut state = seed | 1;
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let len = rest[at..]
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len() - at);
        out.push_str(&rest[..at]);
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        match seed > 0 && state >> 30 == 0 && len < 4 {
            true => out.push_str(&(state >> 8 & 0x1ff).to_string()),
            false => out.push_str(&rest[at..at + len]),
        }
        rest = &rest[at + len..];
    }
    out + rest
}

/// What is read from a log: each finding with its lines, its text and its values.
fn read(log: &str) -> Vec<String> {
    let diagnosis = diagnosis::of(log);
    let findings = diagnosis.findings.iter().map(|it| {
        let (first, last) = (it.lines.first.line, it.lines.last.line);
        format!(
            "{} {:?} {first}..{last} {} {} {:?} {:?}",
            it.case.id, it.role, it.count, it.text, it.values, it.stage
        )
    });
    let builds = diagnosis
        .builds
        .iter()
        .map(|it| format!("{:?} {:?} {:?} {}", it.result, it.start, it.end, it.stages.len()));
    builds.chain(findings).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn repeated_lines_are_read_like_new_ones(
        kinds in prop::collection::vec(any::<prop::sample::Index>(), 1..12),
        lines in prop::collection::vec((any::<prop::sample::Index>(), 0..40u32), 1..150),
    ) {
        let pool = pool();
        let kinds: Vec<String> = kinds.iter().map(|it| it.get(&pool).clone()).collect();
        let mut lines: Vec<String> = lines.iter().map(|(kind, seed)| varied(kind.get::<String>(&kinds), *seed)).collect();
        let ordinary = log::noise(50).map(|it| it.split_once("PACKER ").unwrap().1.to_owned());
        lines.splice(0..0, ordinary);
        lines.push("ERR 2024/03/04 12:00:00 ui error: Build 'azure-arm' errored after 9 minutes: Script exited with non-zero exit status: 1".to_owned());
        let plain: String = lines.iter().map(|it| format!("[5f0c] PACKER {it}\n")).collect();
        // With a number of its own, no line has the form of another.
        let numbered: String = lines.iter().zip(1..).map(|(it, at)| format!("{at}. [5f0c] PACKER {it}\n")).collect();
        prop_assert_eq!(read(&plain), read(&numbered), "in\n{}", plain);
    }
}
