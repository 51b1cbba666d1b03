//! `check --format github` and `--format junit`, and the line that a long run writes.

use aib_ls::cli::output::{github, junit};
use aib_ls::cli::progress::{self, Unit};
use aib_ls::locale::Lang;
use expect_test::expect;
use indicatif::ProgressStyle;
use serde_json::Value;

use super::{Folder, GOOD, bad};

fn out(folder: &Folder, arguments: &[&str]) -> String {
    folder.run(&[&["check"], arguments].concat()).out
}

#[test]
fn github_output_is_one_command_per_finding() {
    let folder = Folder::with(&[
        ("a,b:c%/web.json", &bad()),
        ("aib-ls.toml", "[rules]\nother = \"off\"\n"),
        ("good.json", GOOD),
    ]);
    expect![[r#"
        ::error file=a%2Cb%3Ac%25/web.json,line=17,endLine=17,col=34,endColumn=35,title=timeout/below-minimum::`buildTimeoutInMinutes` is 3; builds fail at once: use 0 (the default, 240) or at least 6
        ::warning file=aib-ls.toml,line=2,endLine=2,col=1,endColumn=6,title=settings/unknown-rule::Unknown rule or family `other`; `aib-ls rules` lists all
    "#]]
    .assert_eq(&out(&folder, &["--format", "github"]));
    folder.write("aib-ls.toml", "[rules]\ntimeout = \"hint\"\n");
    assert!(out(&folder, &["--format", "github"]).starts_with("::notice file="));
    folder.write("aib-ls.toml", "[rules]\ntimeout = \"off\"\n");
    assert_eq!(out(&folder, &["--format", "github"]), "");
}

#[test]
fn github_commands_of_several_lines_have_no_columns() {
    let text = GOOD.replace("InMinutes\": 60", "InMinutes\": {\n}");
    let folder = Folder::with(&[("web.json", &text)]);
    let out = out(&folder, &["--format", "github"]);
    assert!(
        out.contains(",line=17,endLine=18,title=schema/wrong-json-type::"),
        "{out}"
    );
}

#[test]
fn github_commands_escape_line_breaks() {
    assert_eq!(github::data("100 %\r\n::error::x"), "100 %25%0D%0A::error::x");
    assert_eq!(github::property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
}

#[test]
fn junit_failures_are_the_findings_that_decide_the_exit_code() {
    let folder = Folder::with(&[
        ("a&\"b\".json", &bad()),
        ("good.json", GOOD),
        (
            "aib-ls.toml",
            "[rules]\n\"settings/unknown-key\" = \"hint\"\n[nonsense]\n",
        ),
    ]);
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="aib-ls" tests="4" skipped="0" failures="1" errors="1">
            <testsuite name="a&amp;&quot;b&quot;.json" tests="1" skipped="0" errors="0" failures="1">
                <testcase name="timeout/below-minimum 17:34" classname="a&amp;&quot;b&quot;.json">
                    <failure message="`buildTimeoutInMinutes` is 3; builds fail at once: use 0 (the default, 240) or at least 6" type="error">a&amp;&quot;b&quot;.json:17:34: `buildTimeoutInMinutes` is 3; builds fail at once: use 0 (the default, 240) or at least 6</failure>
                </testcase>
            </testsuite>
            <testsuite name="aib-ls.toml" tests="1" skipped="0" errors="0" failures="0">
                <testcase name="settings/unknown-key 3:2" classname="aib-ls.toml">
                    <system-out>hint: aib-ls.toml:3:2: Unknown setting `nonsense`; expected one of `api-version`, `parameters`, `lang`, `schema-findings`, `rules`, `ignore`</system-out>
                </testcase>
            </testsuite>
            <testsuite name="good.json" tests="1" skipped="0" errors="0" failures="0">
                <testcase name="check" classname="good.json"/>
            </testsuite>
            <testsuite name="aib-ls" tests="1" skipped="0" errors="1" failures="0">
                <testcase name="gone.json does not exist" classname="aib-ls">
                    <error message="gone.json does not exist"/>
                </testcase>
            </testsuite>
        </testsuites>
    "#]]
    .assert_eq(&out(&folder, &["--format", "junit", ".", "gone.json"]));
    let milder = out(&folder, &["--format", "junit", "--fail-on", "never"]);
    assert!(
        milder.contains(" tests=\"3\" skipped=\"0\" failures=\"0\" errors=\"0\""),
        "{milder}"
    );
    let harder = out(&folder, &["--format", "junit", "--fail-on", "hint"]);
    assert!(
        harder.contains(" tests=\"3\" skipped=\"0\" failures=\"2\" errors=\"0\""),
        "{harder}"
    );
}

#[test]
fn characters_that_xml_forbids_are_escapes() {
    let report = junit::report(Vec::new(), &["<a> & \u{1}\u{fffe}\u{7f}é😀\n\t\"".to_owned()]);
    assert!(
        report.contains(r#"name="&lt;a&gt; &amp; \u{1}\u{fffe}\u{7f}é😀\n\t&quot;""#),
        "{report}"
    );
}

#[test]
fn progress_is_shown_in_every_language_and_on_a_terminal_only() {
    let files = |lang| progress::template(Unit::Files, true, lang);
    assert_eq!(files(Lang::En), "{bar:24} {percent:>3} %  {pos} of {len} files checked");
    assert_eq!(
        files(Lang::PtBr),
        "{bar:24} {percent:>3} %  {pos} de {len} arquivos verificados"
    );
    for (unit, has_total) in [
        (Unit::Files, true),
        (Unit::Files, false),
        (Unit::Bytes, true),
        (Unit::Bytes, false),
    ] {
        for lang in Lang::ALL {
            let template = progress::template(unit, has_total, lang);
            assert!(ProgressStyle::with_template(&template).is_ok(), "{template}");
        }
    }
    // Here standard error is no terminal, so nothing is written to it, however long it takes.
    let result = progress::with_bar(Unit::Files, Some(3), false, Lang::En, |progress| {
        progress.add(1);
        7
    });
    assert_eq!(result, 7);
}

#[test]
fn repeated_advice_is_one_finding_with_its_other_places_in_every_format() {
    let step = r#"{ "type": "PowerShell", "runElevated": true, "inline": ["Get-Service"] }"#;
    let steps = [step; 3].join(",\n          ");
    let text = GOOD
        .replace(
            r#"{ "type": "Shell", "name": "motd", "inline": ["echo ready | sudo tee /etc/motd"] }"#,
            &steps,
        )
        .replace("\"Canonical\"", "\"MicrosoftWindowsServer\"")
        .replace("ubuntu-24_04-lts", "WindowsServer")
        .replace("\"server\"", "\"2022-datacenter-g2\"");
    let folder = Folder::with(&[("web.json", &text), ("aib-ls.toml", "[rules]\npermissions = \"off\"\n")]);
    let lines: Vec<usize> = text
        .lines()
        .enumerate()
        .filter(|it| it.1.contains("runElevated"))
        .map(|it| it.0 + 1)
        .collect();
    let also = format!("(also on lines {}, {})", lines[1], lines[2]);
    let github = out(&folder, &["--format", "github"]);
    assert!(
        github.matches("elevated-not-system").count() == 1 && github.contains(&also),
        "{github}"
    );
    let junit = out(&folder, &["--format", "junit"]);
    assert!(
        junit.matches("<testcase ").count() == 1 && junit.contains(&also),
        "{junit}"
    );
    let human = out(&folder, &[]);
    assert_eq!(human.matches("Also here").count(), 2, "{human}");
    assert!(human.ends_with("1 file checked: 1 informational finding\n"), "{human}");
    let related = |format: &str, path: &str| {
        let report: Value = serde_json::from_str(&out(&folder, &["--format", format])).unwrap();
        report.pointer(path).unwrap().as_array().unwrap().len()
    };
    assert_eq!(related("json", "/files/0/findings/0/related"), 2);
    assert_eq!(related("sarif", "/runs/0/results/0/relatedLocations"), 2);
    let portuguese = out(&folder, &["--format", "github", "--lang", "pt-br"]);
    assert!(
        portuguese.contains(&format!("(também nas linhas {}, {})", lines[1], lines[2])),
        "{portuguese}"
    );
}
