//! `doctor --compare`: the real program on two builds of one template.

use expect_test::expect;
use serde_json::{Value, json};

use crate::cli::Folder;
use crate::support::html::stands_alone;

const FAILED: &str = include_str!("../../samples/logs/linux-site-failed.log");
const SUCCESS: &str = include_str!("../../samples/logs/linux-success.log");
const LOCK: &str = include_str!("../../samples/logs/linux-apt-lock.log");
const TEMPLATE: &str = include_str!("../../samples/templates/linux-standalone.json");

fn builds() -> Folder {
    Folder::with(&[
        ("old.log", FAILED),
        ("new.log", SUCCESS),
        ("lock.log", LOCK),
        ("web.json", TEMPLATE),
    ])
}

#[test]
fn the_builds_are_compared_stage_by_stage() {
    let answer = builds().run(&["doctor", "--compare", "old.log", "new.log"]);
    expect![[r#"
        old.log → new.log: The builds diverge at step 3 (shell, `enable site`): it failed in the older build and completed in the newer one.

        Older build
          old.log: The build failed after 5 min 44 s, in step 3 (shell).

          Root cause: log/script-nonzero-exit: A command in this step returned an exit code that the step
          does not accept, so the build stopped.

          Exit code 1: a general error; the lines before it give the reason.
          old.log:21
            20 | nginx: [emerg] unknown directive "sevrer_name" in /etc/nginx/conf.d/site.conf:3
          > 21 | nginx: configuration file /etc/nginx/nginx.conf test failed

        Newer build
          new.log: The build succeeded after 8 min 3 s.

        Stages
          Stage                               Older       Newer   Difference  Remarks
          creating the build VM                 0 s         0 s          0 s
          connecting over SSH            2 min 43 s  2 min 39 s         −4 s
          step 1 (shell, `packages`)     2 min 26 s  3 min 38 s  +1 min 12 s
          step 2 (file, `site`)                 3 s         3 s          0 s
          step 3 (shell, `enable site`)         8 s         9 s         +1 s  first difference, failed in the older build, exit code 1
          cleanup                              24 s           –               only in the older build
          step 4 (shell)                          –        31 s               only in the newer build
          Template steps are matched heuristically.
    "#]].assert_eq(&answer.out);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
}

#[test]
fn the_exit_code_is_that_of_the_newer_build() {
    let folder = builds();
    let answer = folder.run(&["doctor", "--compare", "new.log", "old.log", "--lang", "pt-br"]);
    expect![[r#"
        new.log → old.log: Os builds divergem na etapa 3 (shell, `enable site`): foi concluída no anterior e falhou no mais recente.

        Build anterior
          new.log: O build foi bem-sucedido depois de 8 min 3 s.

        Build mais recente
          old.log: O build falhou depois de 5 min 44 s, na etapa 3 (shell).

          Causa raiz: log/script-nonzero-exit: Um comando desta etapa retornou um código de saída que a
          etapa não aceita; por isso, o build parou.

          Código de saída 1: um erro geral; as linhas anteriores informam o motivo.
          old.log:21
            20 | nginx: [emerg] unknown directive "sevrer_name" in /etc/nginx/conf.d/site.conf:3
          > 21 | nginx: configuration file /etc/nginx/nginx.conf test failed

        Estágios
          Estágio                           Anterior  Mais recente    Diferença  Observações
          criação da VM de build                 0 s           0 s          0 s
          conexão por SSH                 2 min 39 s    2 min 43 s         +4 s
          etapa 1 (shell, `packages`)     3 min 38 s    2 min 26 s  −1 min 12 s
          etapa 2 (file, `site`)                 3 s           3 s          0 s
          etapa 3 (shell, `enable site`)         9 s           8 s         −1 s  primeira diferença, falhou no build mais recente, código de saída 1
          etapa 4 (shell)                       31 s             –               só no build anterior
          limpeza                                  –          24 s               só no build mais recente
          As etapas do template são associadas por heurística.
    "#]].assert_eq(&answer.out);
    assert_eq!((answer.code, answer.err.as_str()), (1, ""));
}

#[test]
fn stages_without_a_template_are_matched_by_kind_and_number() {
    let folder = builds();
    std::fs::remove_file(folder.path("web.json")).unwrap();
    let answer = folder.run(&["doctor", "--compare", "lock.log", "old.log"]);
    expect![[r#"
        lock.log → old.log: The builds diverge at step 1 (shell): it failed in the older build and completed in the newer one.

        Older build
          lock.log: The build failed after 1 min 20 s, in step 1 (shell).

          Root cause: log/apt-lock: `apt-get` failed because another process was using the package manager.
          lock.log:7
            5 | Reading package lists...
            6 | E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 2291 (unattended-upgr)
          > 7 | E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?

        Newer build
          old.log: The build failed after 5 min 44 s, in step 3 (shell).

          Root cause: log/script-nonzero-exit: A command in this step returned an exit code that the step
          does not accept, so the build stopped.

          Exit code 1: a general error; the lines before it give the reason.
          old.log:21
            20 | nginx: [emerg] unknown directive "sevrer_name" in /etc/nginx/conf.d/site.conf:3
          > 21 | nginx: configuration file /etc/nginx/nginx.conf test failed

        Stages
          Stage                       Older       Newer   Difference  Remarks
          creating the build VM           –         0 s               only in the newer build
          connecting over SSH    1 min 12 s  2 min 43 s  +1 min 31 s
          step 1 (shell)                8 s  2 min 26 s  +2 min 18 s  first difference, failed in the older build, exit code 100
          step 2 (file)                   –         3 s               only in the newer build
          step 3 (shell)                  –         8 s               only in the newer build, failed, exit code 1
          cleanup                       0 s        24 s        +24 s
    "#]].assert_eq(&answer.out);
    assert_eq!((answer.code, answer.err.as_str()), (1, ""));
}

#[test]
fn a_build_compared_with_itself_has_no_difference() {
    let answer = builds().run(&["doctor", "--compare", "new.log", "new.log"]);
    assert!(
        answer
            .out
            .starts_with("new.log → new.log: Every stage went the same way in both builds.\n"),
        "{}",
        answer.out
    );
    assert_eq!(answer.code, 0);
}

#[test]
fn json_has_both_answers_and_the_stages() {
    let folder = builds();
    let template = ["--template", "web.json", "--format", "json"];
    let answer = folder.run(&[&["doctor", "--compare", "old.log", "new.log"], &template[..]].concat());
    let report: Value = serde_json::from_str(&answer.out).unwrap();
    for (side, log) in [("old", "old.log"), ("new", "new.log")] {
        let single = folder.run(&[&["doctor", log], &template[..]].concat());
        assert_eq!(report[side], serde_json::from_str::<Value>(&single.out).unwrap());
    }
    assert_eq!(report["divergence"], 4);
    assert_eq!(
        report["stages"][4],
        json!({ "stage": "customize", "name": "shell", "step": "enable site", "difference": 1,
            "old": { "index": 4, "outcome": "failed", "exit": 1, "seconds": 8, "line": 17 },
            "new": { "index": 4, "outcome": "succeeded", "exit": null, "seconds": 9, "line": 22 } })
    );
    let only_new = report["stages"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&only_new["old"], &only_new["difference"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!((report["version"].clone(), answer.code), (json!(1), 0));
}

#[test]
fn html_and_markdown_have_the_same_comparison() {
    let folder = builds();
    let page = folder
        .run(&["doctor", "--compare", "old.log", "new.log", "--format", "html"])
        .out;
    stands_alone(&page);
    assert!(
        page.contains("step 3 (shell, <code>enable site</code>)") && page.contains("−4 s"),
        "{page}"
    );
    let text = folder
        .run(&["doctor", "--compare", "old.log", "new.log", "--format", "markdown"])
        .out;
    for part in [
        "# `old.log → new.log`\n",
        "| Stage | Older | Newer | Difference | Remarks |\n| --- | ---: | ---: | ---: | --- |\n",
        "| step 1 (shell, `packages`) | 2 min 26 s | 3 min 38 s | +1 min 12 s |  |\n",
        "```text\nnginx: [emerg] unknown directive \"sevrer_name\" in /etc/nginx/conf.d/site.conf:3\nnginx: configuration",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

#[test]
fn a_comparison_takes_two_logs() {
    let folder = builds();
    folder.write("notes.txt", "Permission denied\n");
    for arguments in [&["old.log"][..], &["old.log", "new.log", "lock.log"]] {
        let answer = folder.run(&[&["doctor", "--compare"], arguments].concat());
        assert_eq!(
            (answer.code, answer.out.as_str(), answer.err.as_str()),
            (
                2,
                "",
                "error: `--compare` takes two logs: the older build, then the newer one\n"
            )
        );
    }
    let answer = folder.run(&["doctor", "--compare", "old.log", "none.log"]);
    assert_eq!(
        (answer.code, answer.err.as_str()),
        (2, "error: none.log does not exist\n")
    );
    let answer = folder.run(&["doctor", "--compare", "old.log", "notes.txt"]);
    assert!(
        answer.err.starts_with("error: notes.txt contains no build log"),
        "{}",
        answer.err
    );
    assert_eq!(answer.code, 2);
}
