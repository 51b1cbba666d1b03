//! Everything that the command line prints.

use std::sync::Arc;

use aib_ls::cli::output::human::Screen;
use aib_ls::cli::output::{Subject, Summary, github, json, junit, sarif};
use aib_ls::document::{Document, Language};
use aib_ls::locale::Lang;
use aib_ls::model::parameters::ParameterFile;
use aib_ls::report::{ReportData, html, markdown, no_links, permissions, summary, text};
use aib_ls::rules::engine::shown::Shown;
use aib_ls::rules::{self, Level};
use aib_ls::settings::Settings;

use crate::cli::Folder;
use crate::secrets::Outputs;
use crate::secrets::places::Scene;

/// The output in which lines are shown.
const HUMAN: &str = "check as human";

/// What `check`, the summary and the permissions say about the template of a scene, in every format and language.
pub fn in_process(scene: &Scene) -> Outputs {
    let Some((name, text)) = scene.template() else {
        return Vec::new();
    };
    let language = if name.ends_with('c') {
        Language::Jsonc
    } else {
        Language::Json
    };
    let given = scene.files.iter().find(|it| it.0.contains(".parameters."));
    let given = given
        .and_then(|it| ParameterFile::parse(&it.0, it.1.clone()).ok())
        .map(Arc::new);
    let doc = Document::new(text.clone(), language, None).with_parameters(given);
    let findings = rules::check(&doc, &Settings::default());
    assert!(!findings.is_empty(), "nothing is found in {}", scene.name);
    let shown = Shown::of_file(&findings);
    let mut outputs = Outputs::new();
    for lang in Lang::ALL {
        let subject = Subject::template(name, &doc, &shown.findings);
        let mut add = |format: &str, text: String| outputs.push((format!("{format}, {}", lang.tag()), text));
        add(HUMAN, Screen::new(false, lang).file(&subject));
        add("check as github", github::file(&subject, lang));
        add(
            "check as json",
            json::report(&[json::file(&subject, lang)], &Summary::of(&shown)),
        );
        add(
            "check as sarif",
            sarif::report(vec![sarif::file(&subject, lang)], &[], lang),
        );
        add(
            "check as junit",
            junit::report(vec![junit::file(&subject, Some(Level::Hint), lang)], &[]),
        );
        for (page, report) in [
            ("summary", summary::report(&doc, name, &findings, lang)),
            ("permissions", permissions::report(&doc, name, lang)),
        ] {
            for (format, text) in report.iter().flat_map(rendered) {
                add(&format!("{page} as {format}"), text);
            }
        }
    }
    outputs
}

fn rendered(report: &ReportData<'_>) -> [(&'static str, String); 3] {
    let terminal = text::Terminal {
        width: 80,
        is_colored: false,
    };
    [
        ("text", text::render(report, terminal)),
        ("html", html::render(report, &no_links)),
        ("markdown", markdown::render(report, &no_links)),
    ]
}

/// What the program prints about all scenes: on both streams, for each of its commands.
pub fn of_program(scenes: &[Scene]) -> Vec<(&Scene, Outputs)> {
    let folder = Folder::with(&[]);
    let mut all = Vec::new();
    for (number, scene) in scenes.iter().enumerate() {
        for (file, text) in &scene.files {
            folder.write(&format!("{number}/{file}"), text);
        }
    }
    let printed = |arguments: &[&str]| {
        let run = folder.run(arguments);
        (arguments.join(" "), format!("{}\n{}", run.out, run.err))
    };
    let mut checks = Outputs::new();
    for arguments in [
        ["check", "--lang", "en", "--format", "human", "."],
        ["check", "--lang", "pt-br", "--format", "json", "."],
    ] {
        checks.push(printed(&arguments));
    }
    all.push((&scenes[0], checks));
    let mut others: Vec<(&Scene, Vec<String>)> = Vec::new();
    for (number, scene) in scenes.iter().enumerate() {
        let main = format!("{number}/{}", scene.files[0].0);
        if scene.template().is_none() || scene.files.len() > 1 && scene.files[0].0.ends_with(".log") {
            for (format, lang) in [
                ("human", "en"),
                ("json", "pt-br"),
                ("html", "pt-br"),
                ("markdown", "en"),
            ] {
                let arguments = ["doctor", "--lang", lang, "--format", format, &main];
                others.push((scene, arguments.map(str::to_owned).to_vec()));
            }
            for format in ["human", "json"] {
                let arguments = ["doctor", "--format", format, "--compare", &main, &main];
                others.push((scene, arguments.map(str::to_owned).to_vec()));
            }
        }
        if matches!(scene.name, "targets" | "identities" | "script address") {
            for format in ["human", "role", "az", "bicep", "html", "markdown"] {
                let arguments = ["permissions", "--format", format, &main];
                others.push((scene, arguments.map(str::to_owned).to_vec()));
            }
        }
    }
    for (scene, arguments) in others {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (name, text) = printed(&arguments);
        assert!(text.trim().len() > 20, "{name} prints nothing: {text}");
        all.push((scene, vec![(name, text)]));
    }
    // Secrets in names of files, and in arguments.
    let address = "https://acct.blob.core.windows.net/c/a.json?sig=".to_owned() + &scenes[0].secrets[0];
    let arguments = [
        vec!["check", &address],
        vec!["doctor", &address],
        vec!["permissions", &address],
        vec!["explain", &address],
        vec!["check", "--api-version", &address, "."],
        vec!["check", "--format", &address],
        vec!["schema", &address],
        vec![&address],
    ];
    let wrong = arguments
        .iter()
        .map(|it| printed(it))
        .map(|(name, text)| (name.replace(&scenes[0].secrets[0], "…"), text));
    all.push((&scenes[0], wrong.collect()));
    all
}

/// Checks that a terminal shows the lines of findings, with all that is public in them.
pub fn show_what_is_public(scene: &Scene, outputs: &Outputs) {
    for (name, text) in outputs.iter().filter(|it| it.0.starts_with(HUMAN)) {
        assert!(text.contains("-->"), "{name} of {} shows no line", scene.name);
        let missing: Vec<&String> = scene.public.iter().filter(|it| !text.contains(*it)).collect();
        assert!(missing.is_empty(), "{name} of {} hides {missing:?}", scene.name);
        let is_masked = scene.public.is_empty() || text.contains("***");
        assert!(is_masked, "{name} of {} masks nothing:\n{text}", scene.name);
    }
}
