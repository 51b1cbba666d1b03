//! What a script shows at a glance.

use aib_ls::script::Dialect;
use aib_ls::script::shape;
use expect_test::{Expect, expect};

/// The functions, the headings, and the lines of each fold, which count from 0.
fn check(dialect: Dialect, text: &str, expected: Expect) {
    let shape = shape::shape(text, dialect);
    let mut shown = String::new();
    for part in &shape.functions {
        shown += &format!("function {} at {}\n", part.name, part.name_span.of(text));
    }
    for part in &shape.headings {
        shown += &format!("heading {}\n", part.name);
    }
    for fold in &shape.folds {
        let line = |at: u32| text[..at as usize].matches('\n').count();
        let apart = if fold.ends_apart { ", its end apart" } else { "" };
        shown += &format!("lines {} to {}{apart}\n", line(fold.span.start), line(fold.span.end));
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_shell_script() {
    check(
        Dialect::Shell,
        "# --- packages ---\nsetup() {\n  # --- inside ---\n  true\n}\n#### Users ####\nif a; then\n  b\nelif c; then\n  d\nelse\n  e\nfi\n\
         for x in 1 2; do\n  echo $x\ndone\nwhile true\ndo\n  y; done\ncase $1 in\n  a) b;;\nesac\ncat << END > x\na\nb\nEND\nif a; then b; fi\n\
         # a comment - with dashes -- in it\n# ----------\necho a # --- not one ---\n# ====== last\n",
        expect![[r#"
            function setup at setup
            heading packages
            heading Users
            heading last
            lines 1 to 4, its end apart
            lines 6 to 8, its end apart
            lines 8 to 10, its end apart
            lines 10 to 12, its end apart
            lines 13 to 15, its end apart
            lines 16 to 18
            lines 19 to 21, its end apart
            lines 22 to 25, its end apart
        "#]],
    );
}

#[test]
fn a_powershell_script() {
    check(
        Dialect::PowerShell,
        "# === setup ===\nfunction Get-It {\n  param(\n    $x\n  )\n  $x\n}\n<#\n long\n#>\nif ($a) {\n  b\n} else {\n  c\n}\nforeach ($x in 1..2) {\n  d }\n\
         $t = @'\nfunction No {\n'@\n$h = @{\n  a = 1\n}\nGet-Item x | ForEach-Object {\n  $_\n}\nif ($a) { b }\n",
        expect![[r#"
            function Get-It at Get-It
            heading setup
            lines 1 to 6, its end apart
            lines 7 to 9, its end apart
            lines 10 to 12, its end apart
            lines 12 to 14, its end apart
            lines 15 to 16
            lines 17 to 19, its end apart
            lines 20 to 22, its end apart
            lines 23 to 25, its end apart
        "#]],
    );
}

#[test]
fn unclosed_blocks_are_not_folded() {
    check(Dialect::Shell, "if a; then\n  b\n", expect![[""]]);
    check(Dialect::Shell, "cat << END\na\nb\n", expect![[""]]);
    check(Dialect::PowerShell, "if ($a) {\n  b\n", expect![[""]]);
    check(Dialect::Shell, "", expect![[""]]);
}
