//! What a person can set: read from a file or an editor, put together, and what it does to findings.

mod formatting;
mod inlay_hints;
mod layers;
mod paths;
mod program;
mod repeated_keys;

use aib_ls::document::{Document, Language};
use aib_ls::locale::Lang;
use aib_ls::rules;
use aib_ls::rules::engine::memo::Memo;
use aib_ls::settings::file::File;
use aib_ls::settings::{Settings, Severity};
use aib_ls::text::lines::Lines;
use aib_ls::text::rope::Encoding;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use serde_json::json;

/// What is wrong with a settings file: place, severity, rule, message, and the first fix.
fn check(text: &str, expected: Expect) {
    let file = File::parse(text.to_owned(), &rules::known());
    let lines = Lines::new(text);
    let mut shown = String::new();
    for it in rules::check_settings(&file.problems, &file.settings) {
        let (line, column) = lines.position(it.span.start, Encoding::Utf32);
        let fix = it
            .fixes
            .first()
            .map(|it| format!(" [{}]", it.title.en))
            .unwrap_or_default();
        let (level, rule, message, pointer) = (it.level.name(), it.rule.id, &it.message.en, file.pointer(it.about));
        shown += &format!("{}:{} {pointer} {level} {rule}: {message}{fix}\n", line + 1, column + 1);
    }
    expected.assert_eq(&shown);
}

fn read(text: &str) -> Settings {
    let file = File::parse(text.to_owned(), &rules::known());
    assert_eq!(file.problems, [], "{text}");
    file.settings
}

/// A template with these properties, as JSON with comments.
fn template(properties: &str) -> Document {
    let text = format!(
        r#"{{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "location": "westeurope",
  "identity": {{
    "type": "UserAssigned",
    "userAssignedIdentities": {{
      "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder": {{}}
    }}
  }},
  "properties": {{
    "source": {{ "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "latest" }},
    {properties}
    "distribute": [{{ "type": "VHD", "runOutputName": "disk" }}]
  }}
}}"#
    );
    Document::new(text, Language::Jsonc, None)
}

/// What is left of the findings of these properties, and the numbers of the entries that were of use.
fn left(settings: &Settings, properties: &str) -> (Vec<String>, Vec<usize>) {
    let doc = template(properties);
    let (outcome, _) = rules::check_again(&doc, settings, &Memo::default());
    let shown = outcome
        .findings
        .iter()
        .map(|it| format!("{} {}", it.level.name(), it.rule.id));
    (shown.collect(), outcome.used)
}

fn findings(settings: &str, properties: &str) -> Vec<String> {
    left(&read(settings), properties).0
}

const SHORT: &str = "\"buildTimeoutInMinutes\": 3,";

#[test]
fn the_settings_file_is_read() {
    let settings = read(
        r#"
api-version = "2024-02-01"      # for templates that do not say
lang = "pt-br"
[rules]
"timeout" = "off"               # a family
"schema/unknown-field" = "hint"
[[ignore]]
rule = "timeout/below-minimum"
file = "images/web.json"        # glob
pointer = "/properties/customize/2"
reason = "the image is a test"
"#,
    );
    assert_eq!(settings.api_version.as_deref(), Some("2024-02-01"));
    assert_eq!(settings.lang, Some(Lang::PtBr));
    assert_eq!(settings.severity("timeout/below-minimum"), Some(Severity::Off));
    assert_eq!(settings.severity("schema/unknown-field"), Some(Severity::Hint));
    assert_eq!(settings.severity("schema/enum-value"), None);
    assert_eq!(settings.ignore.len(), 1);
    assert_eq!(read(""), Settings::default());
}

#[test]
fn the_settings_of_an_editor_are_read() {
    let section = json!({
        "apiVersion": "2024-02-01",
        "parameters": "main.parameters.json",
        "lang": "pt-br", "schemaFindings": false,
        "rules": { "timeout": "off", "schema/unknown-field": "hint" },
        "ignore": [{ "rule": "timeout", "file": "*.json", "pointer": "/properties", "reason": "a test" }],
        "server": { "path": "the editor's own" },
    });
    let toml = "api-version = '2024-02-01'\nparameters = 'main.parameters.json'\nlang = 'pt-br'\nschema-findings = false\nrules = { timeout = 'off', 'schema/unknown-field' = 'hint' }\n\
                [[ignore]]\nrule = 'timeout'\nfile = '*.json'\npointer = '/properties'\n";
    for value in [section.clone(), json!({ "aib": section })] {
        let (settings, problems) = Settings::from_json(&value, &rules::known());
        assert_eq!((settings, problems), (read(toml), Vec::new()));
    }
    let unset = json!({ "apiVersion": "", "parameters": "", "lang": null, "rules": null, "ignore": null });
    assert_eq!(
        Settings::from_json(&unset, &rules::known()),
        (Settings::default(), Vec::new())
    );
    let (settings, problems) =
        Settings::from_json(&json!({ "rules": { "timeot": "off" }, "lang": "pt" }), &rules::known());
    assert_eq!(
        (settings.lang, settings.rules.len(), problems.len()),
        (Some(Lang::PtBr), 0, 1)
    );
}

#[test]
fn unknown_entries_are_reported_with_a_suggestion() {
    check(
        "apiversion = '2024-02-01'\nlanguage = 'en'\n[rule]\ntimeout = 'off'\n",
        expect![[r#"
            1:1 /apiversion warning settings/unknown-key: Unknown setting `apiversion`; did you mean `api-version`? [Rename to `api-version`]
            2:1 /language warning settings/unknown-key: Unknown setting `language`; expected one of `api-version`, `parameters`, `lang`, `schema-findings`, `rules`, `ignore`
            3:2 /rule warning settings/unknown-key: Unknown setting `rule`; did you mean `rules`? [Rename to `rules`]
        "#]],
    );
    check(
        "[rules]\ntimout = 'off'\n'below-minimum' = 'off'\n'timeout/short' = 'hint'\n'kubernetes/pod' = 'off'\n",
        expect![[r#"
            2:1 /rules/timout warning settings/unknown-rule: Unknown rule or family `timout`; did you mean `timeout`? [Replace with `timeout`]
            3:1 /rules/below-minimum warning settings/unknown-rule: Unknown rule or family `below-minimum`; did you mean `timeout/below-minimum`? [Replace with `timeout/below-minimum`]
            4:1 /rules/timeout~1short warning settings/unknown-rule: Unknown rule or family `timeout/short`; did you mean `timeout/short-for-windows`? [Replace with `timeout/short-for-windows`]
            5:1 /rules/kubernetes~1pod warning settings/unknown-rule: Unknown rule or family `kubernetes/pod`; `aib-ls rules` lists all
        "#]],
    );
    check(
        "lang = 1\napi-version = '2024-02-1'\nignore = 'x'\n[rules]\ntimeout = 'warn'\nschema = 'none'\n",
        expect![[r#"
            1:8 /lang warning settings/bad-value: `lang` must be a string in quotes, not something else
            2:15 /api-version warning settings/bad-value: Unknown value `2024-02-1` for `api-version`; did you mean `2024-02-01`? [Replace with `2024-02-01`]
            3:10 /ignore warning settings/bad-value: `ignore` must be an array, not a string in quotes
            5:11 /rules/timeout warning settings/bad-value: Unknown value `warn` for `timeout`; did you mean `warning`? [Replace with `warning`]
            6:10 /rules/schema warning settings/bad-value: Unknown value `none` for `schema`; expected one of `error`, `warning`, `information`, `hint`, `off`
        "#]],
    );
    check(
        "ignore = [1, { rule = 'timeout', files = 'x' }, { file = '[' }, {}]\n",
        expect![[r#"
            1:11 /ignore/0 warning settings/bad-value: `ignore` must be a table, not something else
            1:34 /ignore/1/files warning settings/unknown-key: Unknown setting `files`; did you mean `file`? [Rename to `file`]
            1:58 /ignore/2/file warning settings/bad-value: `[` is not a glob; use for example `images/*.json`, or `**/web.json` for any folder
            1:65 /ignore/3 warning settings/missing-rule: This entry ignores nothing; add `rule` with the id of a rule or a family
        "#]],
    );
}

#[test]
fn a_broken_file_reports_only_its_first_syntax_error() {
    check(
        "[rules]\ntimeout/below-minimum = off\n[nonsense]\n",
        expect![[r#"
            2:1 /rules/timeout~1below-minimum error settings/not-toml: TOML requires quotes around this value [Add quotes]
        "#]],
    );
    check(
        "lang = \"en\n[rules]\nx = 1\n",
        expect![[r#"
            1:10 /lang error settings/not-toml: Invalid TOML: invalid basic string, expected `"`
        "#]],
    );
    check(
        "lang = 'en'\nlang = 'en'\n",
        expect![[r#"
            2:1  error settings/not-toml: Invalid TOML: duplicate key
        "#]],
    );
}

#[test]
fn a_file_chooses_the_severity_of_its_own_findings() {
    check(
        "[rules]\n'settings/unknown-rule' = 'off'\n'later/rule' = 'off'\n",
        expect![[""]],
    );
    check(
        "x = 1\n[rules]\nsettings = 'hint'\n",
        expect![[r#"
            1:1 /x hint settings/unknown-key: Unknown setting `x`; expected one of `api-version`, `parameters`, `lang`, `schema-findings`, `rules`, `ignore`
        "#]],
    );
}

#[test]
fn the_severity_of_a_rule_comes_before_that_of_its_family() {
    assert_eq!(findings("", SHORT), ["error timeout/below-minimum"]);
    assert_eq!(
        findings("rules = { timeout = 'hint' }", SHORT),
        ["hint timeout/below-minimum"]
    );
    assert_eq!(findings("rules = { timeout = 'off' }", SHORT), [""; 0]);
    let both = "rules = { timeout = 'off', 'timeout/below-minimum' = 'warning' }";
    assert_eq!(findings(both, SHORT), ["warning timeout/below-minimum"]);
    assert_eq!(
        findings("rules = { 'timeout/out-of-range' = 'off' }", SHORT),
        ["error timeout/below-minimum"]
    );
}

#[test]
fn settings_override_those_below_them() {
    let project = read("lang = 'en'\nrules = { timeout = 'off' }");
    let editor = read(
        "lang = 'pt-br'\napi-version = '2024-02-01'\nrules = { 'timeout/below-minimum' = 'error', schema = 'hint' }",
    );
    let both = project.over(editor);
    assert_eq!(
        (both.lang, both.api_version.as_deref()),
        (Some(Lang::En), Some("2024-02-01"))
    );
    assert_eq!(both.severity("timeout/below-minimum"), Some(Severity::Off));
    assert_eq!(both.severity("schema/enum-value"), Some(Severity::Hint));
}

#[test]
fn an_entry_ignores_what_fits_all_that_it_says() {
    let used = |entry: &str| {
        let (left, used) = left(&read(&format!("[[ignore]]\n{entry}")), SHORT);
        assert_eq!(left.is_empty(), used == [0], "{left:?}");
        left.is_empty()
    };
    assert!(used("rule = 'timeout'"));
    assert!(used(
        "rule = 'timeout/below-minimum'\npointer = '/properties/buildTimeoutInMinutes'"
    ));
    assert!(used("rule = 'timeout'\npointer = '/properties'"));
    assert!(!used("rule = 'timeout'\npointer = '/properties/buildTimeout'"));
    assert!(!used("rule = 'timeout'\npointer = '/properties/source'"));
    assert!(!used("rule = 'schema'"));
}

#[test]
fn an_entry_with_a_file_is_about_that_file() {
    let settings = read(
        "ignore = [{ rule = 'timeout', file = 'images/*.json' }, { rule = 'schema' }, { rule = 'syntax', file = '**/web.json' }]",
    );
    let numbers = |path| {
        settings
            .for_file(path)
            .ignore
            .iter()
            .map(|it| it.number)
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(Some("images/web.json")), [0, 1, 2]);
    assert_eq!(numbers(Some("images/old/web.json")), [1, 2]);
    assert_eq!(numbers(Some("web.json")), [1, 2]);
    assert_eq!(numbers(Some("db.json")), [1]);
    assert_eq!(numbers(None), [1]);
    let odd =
        read("ignore = [{ rule = 'timeout', file = './a/[[]x[]].json' }, { rule = 'timeout', file = 'a/[\\\\[]x*' }]");
    assert_eq!(odd.for_file(Some("a/[x].json")).ignore.len(), 2);
}

#[test]
fn a_comment_is_about_its_line_or_the_next_one() {
    let some = |properties: &str| findings("", properties);
    assert_eq!(
        some("\"buildTimeoutInMinutes\": 3, // aib-ls: ignore[timeout/below-minimum] a test\n"),
        [""; 0]
    );
    assert_eq!(
        some("// aib-ls: ignore[timeout]\n\"buildTimeoutInMinutes\": 3,"),
        [""; 0]
    );
    assert_eq!(
        some("// aib-ls: ignore[timeout]\n// on purpose\n\n\"buildTimeoutInMinutes\": 3,"),
        [""; 0]
    );
    assert_eq!(
        some("//aib-ls:ignore[ schema , timeout ]\n\"buildTimeoutInMinutes\": 3, \"x\": 1,"),
        [""; 0]
    );
    assert_eq!(
        some("\"buildTimeoutInMinutes\": /* aib-ls: ignore[timeout] */ 3,"),
        [""; 0]
    );
    // Behind something, it is not about what follows.
    assert_eq!(
        some("\"vmProfile\": {}, // aib-ls: ignore[timeout]\n\"buildTimeoutInMinutes\": 3,"),
        ["information suppress/unused", "error timeout/below-minimum"]
    );
    // Neither is one further up.
    assert_eq!(
        some("// aib-ls: ignore[timeout]\n\"vmProfile\": {},\n\"buildTimeoutInMinutes\": 3,"),
        ["information suppress/unused", "error timeout/below-minimum"]
    );
    assert_eq!(
        some("\"x\": \"// aib-ls: ignore[schema]\","),
        ["error schema/unknown-field"].map(|it| it.replace("error", "warning"))
    );
}

#[test]
fn a_comment_at_the_top_is_about_the_whole_file() {
    let doc = template(SHORT);
    let check = |text: String| {
        let doc = Document::new(text, Language::Jsonc, None);
        let found = rules::check(&doc, &Settings::default());
        found.iter().map(|it| it.rule.id).collect::<Vec<_>>()
    };
    assert_eq!(
        check(format!(
            "// a template\n// aib-ls: ignore-file[timeout] a test\n{}",
            doc.text()
        )),
        [""; 0]
    );
    assert_eq!(
        check(format!("/* aib-ls: ignore-file[timeout] */ {}", doc.text())),
        [""; 0]
    );
    // It may keep back what would be told about itself.
    assert_eq!(
        check(format!("// aib-ls: ignore-file[schema]\n{}", doc.text())),
        ["suppress/unused", "timeout/below-minimum"]
    );
    assert_eq!(
        check(format!("// aib-ls: ignore-file[schema, suppress]\n{}", doc.text())),
        ["timeout/below-minimum"]
    );
}

#[test]
fn settings_apply_to_findings_about_comments() {
    let stray = "// aib-ls: ignore[schema]\n\"buildTimeoutInMinutes\": 60,";
    assert_eq!(findings("", stray), ["information suppress/unused"]);
    assert_eq!(findings("rules = { suppress = 'off' }", stray), [""; 0]);
    assert_eq!(findings("ignore = [{ rule = 'suppress/unused' }]", stray), [""; 0]);
    // A rule that is off keeps its comment in use: the same comment, another reader.
    assert_eq!(
        findings(
            "rules = { timeout = 'off' }",
            "\"buildTimeoutInMinutes\": 3, // aib-ls: ignore[timeout]\n"
        ),
        [""; 0]
    );
}

#[test]
fn a_broken_text_has_no_unused_suppressions() {
    let broken = "// aib-ls: ignore[timeout]\n\"vmProfile\": { \"vmSize\" },";
    let (found, used) = left(&read("ignore = [{ rule = 'timeout' }]"), broken);
    assert!(!found.iter().any(|it| it.contains("suppress")), "{found:?}");
    assert_eq!(used, [0]);
}

proptest! {
    #[test]
    fn random_settings_do_not_panic(text in "(?s).{0,60}", mixed in "[a-z\\[\\]\"'=,./{}\n# é-]{0,80}") {
        for text in [text, mixed] {
            let file = File::parse(text.clone(), &rules::known());
            for it in rules::check_settings(&file.problems, &file.settings) {
                prop_assert!(text.get(it.span.start as usize..it.span.end as usize).is_some(), "{:?} {}", it.span, text);
                file.pointer(it.about);
            }
        }
    }

    #[test]
    fn random_comments_do_not_panic(words in "(?s)[ -~é\n]{0,40}", list in "[a-z,/ \\]\\[-]{0,30}") {
        for words in [words, format!("ignore[{list}]"), format!("ignore-file[{list}")] {
            let doc = template(&format!("/* aib-ls: {words} */ \"buildTimeoutInMinutes\": 3,"));
            for it in rules::check(&doc, &Settings::default()) {
                prop_assert!(doc.text().get(it.span.start as usize..it.span.end as usize).is_some());
            }
        }
    }
}
