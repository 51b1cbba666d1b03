//! What a log tells of the steps of the template that was built, and where they lead.

use std::fmt::Write;

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::diagnosis;
use aib_ls::document::{Document, Language};
use aib_ls::ide::log::{Log, code_lens, definition, links, runs};
use aib_ls::locale::Lang;
use expect_test::{Expect, expect};

use super::{FAILED, TEMPLATE, ask, document, line, start_of};

#[test]
fn each_step_leads_to_the_template() {
    let doc = document();
    let steps = |log: &Log<'_>| {
        let mut out = String::new();
        for it in code_lens::code_lens(log) {
            let words = [it.words.get(Lang::En), it.words.get(Lang::PtBr)].join(" | ");
            writeln!(out, "{} {words}", line(log.text, it.span.start)).unwrap();
        }
        for it in links::links(log) {
            let (line, pointer) = (line(log.text, it.from.start), it.node.pointer());
            writeln!(out, "{line} {} -> {pointer}", log.text.get(it.from)).unwrap();
        }
        for number in 0..17 {
            let found = definition::definition(log, log.text.line(number).end);
            let node = found.map(|it| it.node.pointer());
            writeln!(out, "{number} {}", node.unwrap_or_default()).unwrap();
        }
        out
    };
    ask(
        FAILED,
        Some(&doc),
        steps,
        expect![[r#"
            4 → `upload` in the template | → `upload` no template
            7 → step 2 in the template | → etapa 2 no template
            4 [INFO] (telemetry) Starting provisioner file -> /properties/customize/0
            7 [INFO] (telemetry) Starting provisioner shell -> /properties/customize/1
            0 
            1 
            2 
            3 
            4 /properties/customize/0
            5 /properties/customize/0
            6 /properties/customize/0
            7 /properties/customize/1
            8 /properties/customize/1
            9 /properties/customize/1
            10 /properties/customize/1
            11 /properties/customize/1
            12 /properties/customize/1
            13 
            14 
            15 
            16 
        "#]],
    );
}

#[test]
fn steps_of_the_template_show_their_times_in_the_log() {
    let doc = document();
    let steps = |log: &Log<'_>| {
        let mut out = String::new();
        for it in runs::code_lens(&log.attribution) {
            let at = &TEMPLATE[it.span.start as usize..];
            let words = [it.words.get(Lang::En), it.words.get(Lang::PtBr)].join(" | ");
            writeln!(out, "{}… {words}", &at[..17]).unwrap();
        }
        for word in ["upload", "inline", "web"] {
            let lines = runs::lines(&log.attribution, start_of(TEMPLATE, word));
            writeln!(out, "{word}: {lines:?}").unwrap();
        }
        out
    };
    ask(
        FAILED,
        Some(&doc),
        steps,
        expect![[r#"
        { "type": "File",… 21 s in the last log | 21 s no último log
        { "type": "Shell"… 14 min 20 s in the last log · failed: log/apt-lock | 14 min 20 s no último log · falhou: log/apt-lock
        upload: [4]
        inline: [7]
        web: []
    "#]],
    );
}

#[test]
fn the_checks_of_the_finished_image_are_steps_of_their_own() {
    let doc = Document::new(
        TEMPLATE.replace(
            "\"customize\"",
            "\"validate\": { \"inVMValidations\": [{ \"type\": \"Shell\", \"name\": \"look\" }] }, \"customize\"",
        ),
        Language::Json,
        None,
    );
    let log = "[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner shell\n";
    let places = |name: &str| {
        let attribution = Attribution::new(diagnosis::of(log).with_file_name(name), Some(&doc));
        attribution.step(0, 0).map(|it| it.pointer())
    };
    assert_eq!(
        places("customization.log").unwrap(),
        "/properties/validate/inVMValidations/0"
    );
    assert_eq!(
        places("validation.log").unwrap(),
        "/properties/validate/inVMValidations/0"
    );
    let both = [log, log].concat().replacen("shell", "file", 1);
    let attribution = Attribution::new(diagnosis::of(&both), Some(&doc));
    assert_eq!(
        attribution.step(0, 1).map(|it| it.pointer()).unwrap(),
        "/properties/customize/1"
    );
    let attribution = Attribution::new(diagnosis::of(&both).with_file_name("Validation.log"), Some(&doc));
    assert_eq!(
        attribution.step(0, 1).map(|it| it.pointer()).unwrap(),
        "/properties/validate/inVMValidations/0"
    );
}

#[test]
fn steps_that_do_not_match_are_probable() {
    let check = |template: &str, expected: Expect| {
        let doc = Document::new(template.to_owned(), Language::Json, None);
        let lenses = |log: &Log<'_>| {
            let lenses = code_lens::code_lens(log).into_iter();
            lenses.map(|it| it.words.get(Lang::PtBr).to_owned() + "\n").collect()
        };
        ask(FAILED, Some(&doc), lenses, expected);
    };
    // The build failed before it.
    check(
        &TEMPLATE.replace("[\"true\"] }", "[\"true\"] }, { \"type\": \"WindowsRestart\" }"),
        expect![[r#"
            → `upload` no template
            → etapa 2 no template
        "#]],
    );
    check(
        &TEMPLATE.replace("\"Shell\"", "\"PowerShell\""),
        expect![[r#"
            → provavelmente `upload` no template
        "#]],
    );
}
