//! `explain`, `rules` and `schema`: what the program knows, printed.

use aib_ls::doctor::cases;
use aib_ls::locale::Lang;
use aib_ls::rules;
use expect_test::{Expect, expect};
use serde_json::Value;

use super::Folder;

const SEVERITIES: [&str; 5] = ["error", "warning", "information", "hint", "off"];

#[test]
fn a_rule_is_explained_by_its_page() {
    let rule = rules::all()
        .into_iter()
        .find(|it| it.id == "timeout/below-minimum")
        .unwrap();
    for lang in Lang::ALL {
        let answer = Folder::new().run(&["explain", rule.id, "--lang", lang.tag()]);
        let (head, words) = answer.out.split_once("\n\n").unwrap();
        assert!(words.starts_with(rule.words(lang).trim()), "{words}");
        assert_eq!(head.lines().next(), Some(rule.id));
        assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    }
}

#[test]
fn examples_and_sources_follow_the_words_of_a_rule() {
    let check = |lang, expected: Expect| {
        let answer = Folder::new().run(&["explain", "timeout/below-minimum", "--lang", lang]);
        let heading = if lang == "en" {
            "\n### Examples\n"
        } else {
            "\n### Exemplos\n"
        };
        let (_, rest) = answer.out.split_once(heading).unwrap();
        expected.assert_eq(rest);
    };
    check(
        "en",
        expect![[r#"

        Reported:

        ```jsonc
        "buildTimeoutInMinutes": 5
        ```

        After the fix:

        ```jsonc
        "buildTimeoutInMinutes": 0
        ```

        Not reported:

        ```jsonc
        "buildTimeoutInMinutes": 6
        ```

        ### Sources

        - Documented: Troubleshoot Azure VM Image Builder § JWT errors appear in the log early in the build, read on 2026-11-29
          <https://learn.microsoft.com/en-us/azure/virtual-machines/linux/image-builder-troubleshoot#jwt-errors-appear-in-the-log-early-in-the-build>
        - Documented: Create an Azure Image Builder Bicep or ARM template JSON template § Properties: buildTimeoutInMinutes, read on 2026-11-29
          <https://learn.microsoft.com/en-us/azure/virtual-machines/linux/image-builder-json#properties-buildtimeoutinminutes>
    "#]],
    );
    check(
        "pt-br",
        expect![[r#"

        Apontado:

        ```jsonc
        "buildTimeoutInMinutes": 5
        ```

        Depois da correção:

        ```jsonc
        "buildTimeoutInMinutes": 0
        ```

        Não apontado:

        ```jsonc
        "buildTimeoutInMinutes": 6
        ```

        ### Fontes

        - Documentado: Troubleshoot Azure VM Image Builder § JWT errors appear in the log early in the build, lido em 2026-11-29
          <https://learn.microsoft.com/en-us/azure/virtual-machines/linux/image-builder-troubleshoot#jwt-errors-appear-in-the-log-early-in-the-build>
        - Documentado: Create an Azure Image Builder Bicep or ARM template JSON template § Properties: buildTimeoutInMinutes, lido em 2026-11-29
          <https://learn.microsoft.com/en-us/azure/virtual-machines/linux/image-builder-json#properties-buildtimeoutinminutes>
    "#]],
    );
}

#[test]
fn the_facts_of_a_rule_are_printed_above_its_page() {
    let out = |lang| {
        Folder::new()
            .run(&["explain", "timeout/below-minimum", "--lang", lang])
            .out
    };
    assert_eq!(out("en").lines().nth(1), Some("error · has a fix"));
    assert_eq!(out("pt-br").lines().nth(1), Some("erro · tem correção"));
}

#[test]
fn a_rule_that_is_off_by_default_is_marked() {
    let out = |lang| {
        Folder::new()
            .run(&["explain", "devops/hosted-agent-limit", "--lang", lang])
            .out
    };
    assert_eq!(out("en").lines().nth(1), Some("off"));
    assert_eq!(out("pt-br").lines().nth(1), Some("desligada"));
}

#[test]
fn suggests_the_nearest_rule_for_a_misspelling() {
    for asked in ["timeout/below-minimun", "below-minimum", "TIMEOUT/below-minimum"] {
        let answer = Folder::new().run(&["explain", asked]);
        let expected = format!("error: unknown rule or failure `{asked}`; did you mean `timeout/below-minimum`");
        assert!(answer.err.starts_with(&expected), "{}", answer.err);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""));
    }
}

#[test]
fn an_unknown_rule_prints_the_list_of_rules() {
    let answer = Folder::new().run(&["explain", "qqqqqqqqqq"]);
    assert_eq!(
        answer.err,
        "error: unknown rule or failure `qqqqqqqqqq`; `aib-ls explain` lists all of them\n"
    );
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
}

#[test]
fn without_an_argument_rules_and_failures_are_listed() {
    let folder = Folder::new();
    let (all, rules) = (folder.run(&["explain"]), folder.run(&["rules"]));
    let failures = all.out.strip_prefix(&rules.out).unwrap();
    let ids = failures.lines().skip(2).filter_map(|it| it.split_whitespace().next());
    assert_eq!(
        ids.collect::<Vec<_>>(),
        cases::all().iter().map(|it| it.id).collect::<Vec<_>>()
    );
}

#[test]
fn a_known_failure_is_explained_by_its_page() {
    let case = cases::find("log/apt-lock").unwrap();
    for lang in Lang::ALL {
        let answer = Folder::new().run(&["explain", case.id, "--lang", lang.tag()]);
        assert!(answer.out.starts_with("log/apt-lock\n"), "{}", answer.out);
        assert!(answer.out.contains(case.text(lang).markdown()), "{}", answer.out);
        assert!(answer.out.contains(": script/apt-race\n"), "{}", answer.out);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    }
}

#[test]
fn the_table_lists_every_rule() {
    let answer = Folder::new().run(&["rules"]);
    let rows: Vec<&str> = answer.out.lines().collect();
    let ids: Vec<&str> = rows
        .iter()
        .skip(1)
        .filter_map(|it| it.split_whitespace().next())
        .collect();
    assert_eq!(ids, rules::all().iter().map(|it| it.id).collect::<Vec<_>>());
    assert!(
        rows[0].starts_with("rule ") && rows[0].ends_with("  summary"),
        "{}",
        rows[0]
    );

    let column = rows[0].find("severity").unwrap();
    for row in rows.iter().skip(1) {
        let word = row.get(column..).and_then(|it| it.split_whitespace().next()).unwrap();
        assert!(SEVERITIES.contains(&word), "{row}");
        assert_eq!(row.trim_end(), *row);
    }
    let widest = ids.iter().map(|it| it.len()).max().unwrap();
    assert_eq!(column, widest + 2);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
}

#[test]
fn the_table_is_printed_in_portuguese() {
    let answer = Folder::new().run(&["rules", "--lang", "pt-br"]);
    assert!(answer.out.starts_with("regra "), "{}", answer.out);
    assert!(answer.out.contains("  erro "), "{}", answer.out);
}

#[test]
fn rules_are_listed_as_json() {
    let answer = Folder::new().run(&["rules", "--format", "json"]);
    let list: Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(list["version"], 1);
    let entries = list["rules"].as_array().unwrap();
    for (entry, rule) in entries.iter().zip(rules::all()) {
        assert_eq!(entry["id"], rule.id);
        assert!(SEVERITIES.contains(&entry["severity"].as_str().unwrap()));
        assert_eq!(entry["severity"] == "off", rule.is_off());
        assert_eq!(entry["since"].as_str(), rule.since);
        assert_eq!(entry["fix"], rule.fixable);
        assert_eq!(entry["summary"], rule.summary(Lang::En));
        assert_eq!(entry.as_object().unwrap().len(), 5);
    }
    assert_eq!(entries.len(), rules::all().len());
    assert!(entries.iter().any(|it| it["id"] == "timeout/below-minimum"));
}

#[test]
fn a_schema_is_printed_for_a_version() {
    let folder = Folder::new();
    let newest = folder.run(&["schema"]);
    let older = folder.run(&["schema", "--api-version", "2024-02-01"]);
    for answer in [&newest, &older] {
        assert!(serde_json::from_str::<Value>(&answer.out).unwrap().is_object());
        assert!(answer.out.ends_with("}\n") && answer.out.lines().count() > 10);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    }
    assert_ne!(newest.out, older.out);
    let portuguese = folder.run(&["schema", "--lang", "pt-br"]);
    assert_ne!(newest.out, portuguese.out);
}

#[test]
fn an_unknown_version_has_no_schema() {
    let answer = Folder::new().run(&["schema", "--api-version", "2024"]);
    assert!(
        answer
            .err
            .starts_with("error: unknown API version `2024`; known versions: "),
        "{}",
        answer.err
    );
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
}
