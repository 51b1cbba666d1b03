//! What is told about shell scripts alone: what only Bash knows, and what no shell can read.

use aib_ls::script::Dialect;
use aib_ls::script::analysis;

#[test]
fn syntax_that_only_bash_knows() {
    let found = |script: &str| -> Vec<&str> {
        let parsed = analysis::analyze(script, Dialect::Shell);
        parsed.bashisms.iter().map(|it| it.syntax).collect()
    };
    let cases: [(&str, &[&str]); 14] = [
        ("[[ -f a ]] && b", &["[["]),
        ("source a", &["source"]),
        ("function f { a; }", &["function"]),
        ("a=(b c)", &["( )"]),
        ("a <<< b", &["<<<"]),
        ("a &> b", &["&>"]),
        ("pushd a; popd", &["pushd", "popd"]),
        ("set -euo pipefail", &["set -o pipefail"]),
        ("for i in {1..5}; do a; done", &["{1..9}"]),
        ("[ a == b ]", &["=="]),
        ("echo $'a'", &["$'…'"]),
        ("diff <(a) <(b)", &["<( )", "<( )"]),
        ("echo ${a//b/c} ${d^^} ${e:0:1}", &["${x/a/b}", "${x^^}", "${x:0:1}"]),
        ("read -ra a < b", &["read -a"]),
    ];
    for (script, expected) in cases {
        assert_eq!(found(script), expected, "{script}");
    }
    for script in [
        "[ -f a ] && . b; c > d 2>&1",
        "bash -c '[[ a ]] && source b'",
        "bash << 'END'\n[[ a ]]\nEND",
        "sudo bash -c 'set -o pipefail'",
        "echo '[[ source' \"&>\" # <<<",
        "f() { a; }; echo ${a:-b} ${c%d} ${e#f} ${#g}",
        "[ a = b ]; set -e; read a",
        "cat << 'END'\n[[ a == b ]]\nEND",
    ] {
        assert_eq!(found(script), [""; 0], "{script}");
    }
}

#[test]
fn syntax_errors_of_every_shell() {
    let found = |script: &str| {
        let parsed = analysis::analyze(script, Dialect::Shell);
        parsed
            .mistake
            .map(|it| format!("{:?} at {:?}", it.kind, it.span.of(script)))
    };
    let cases = [
        ("if a; then\n  b\n", r#"Missing("fi") at "b""#),
        ("while a; do b", r#"Missing("done") at "b""#),
        ("f() { a", r#"Missing("}") at "a""#),
        ("echo 'it", r#"Unclosed("'") at "'it""#),
        ("a &&", r#"NothingAfter("&&") at "&&""#),
        ("a; done", r#"Unexpected("done") at "done""#),
        ("if a; then fi", r#"Empty at "fi""#),
    ];
    for (script, expected) in cases {
        assert_eq!(found(script).as_deref(), Some(expected), "{script}");
    }
    for script in [
        "",
        "# only a comment",
        "if a; then b; fi",
        "case $a in b) c;; *) d;; esac",
        "cat << 'END'\nit's (not closed\nEND",
        "a \\\n  b",
        "[ -n \"$(a \"b\")\" ] && c",
        "for i in 1 2\ndo\n  a\ndone",
        "f() (\n  a\n)",
        "while read -r a; do b; done < <(c)",
        "echo {a,b} ${c[@]} $((1 + 2)) ~",
        "! a && b || c",
        "a | while read b; do c; done",
        "export A=\"b 'c' d\"; [[ $e =~ ^f+$ ]]",
    ] {
        assert_eq!(found(script), None, "{script}");
    }
}
