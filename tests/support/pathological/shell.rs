//! Constructs of Bash.

use crate::support::pathological::{Dialect, Kind, Location, kind};

const ITEMS: Location = Location::Items(Dialect::Bash);

pub const KINDS: [Kind; 60] = [
    kind("commands", ITEMS, "echo {n}"),
    kind("installations", ITEMS, "apt-get install -y package{n}"),
    kind("installations without an answer", ITEMS, "apt-get install package{n}"),
    kind("sudo", ITEMS, "sudo systemctl enable unit{n}"),
    kind("sudo in sudo", ITEMS, "sudo ").joined_by("").framed_by("", "true"),
    kind("words of one command", ITEMS, "word{n} ")
        .joined_by("")
        .framed_by("echo ", ""),
    kind("options of one command", ITEMS, "--option{n}=1 ")
        .joined_by("")
        .framed_by("apt-get install ", ""),
    kind("quotes", ITEMS, "\"").joined_by(""),
    kind("unclosed quotes", ITEMS, "echo \"text {n}"),
    kind("unclosed single quotes", ITEMS, "echo 'text {n}"),
    kind("strings", ITEMS, "echo \"text $n {n}\""),
    kind("strings in one word", ITEMS, "\"a\"'b'$c")
        .joined_by("")
        .framed_by("echo ", ""),
    kind("here-documents", ITEMS, "cat <<EOF > /tmp/{n}\ntext\nEOF"),
    kind("unclosed here-documents", ITEMS, "cat <<EOF"),
    kind("here-documents on one line", ITEMS, "cat <<A{n}"),
    kind("here-strings", ITEMS, "cat <<< \"text\""),
    kind("pipes", ITEMS, "cat /tmp/{n} | sort | uniq"),
    kind("one long pipe", ITEMS, "sort | ")
        .joined_by("")
        .framed_by("", "cat"),
    kind("subshells", ITEMS, "(cd /tmp; echo {n})"),
    kind("nested subshells", ITEMS, "(").joined_by("").framed_by("", "echo"),
    kind("nested subshells, closed", ITEMS, "( ")
        .joined_by("")
        .closed_by(" )")
        .framed_by("", ""),
    kind("nested groups", ITEMS, "{ ").joined_by("").closed_by("; }"),
    kind("substitutions", ITEMS, "a=$(echo {n})"),
    kind("nested substitutions", ITEMS, "$(")
        .joined_by("")
        .closed_by(")")
        .framed_by("echo ", ""),
    kind("nested substitutions, unclosed", ITEMS, "$(echo ").joined_by(""),
    kind("nested substitutions in strings", ITEMS, "\"$(echo ")
        .joined_by("")
        .closed_by(")\""),
    kind("backticks", ITEMS, "a=`echo {n}`"),
    kind("backticks alone", ITEMS, "`").joined_by(""),
    kind("arithmetic", ITEMS, "a=$((a + {n}))"),
    kind("one long sum", ITEMS, "1 + ")
        .joined_by("")
        .framed_by("a=$((", "1))"),
    kind("one deep sum", ITEMS, "(1 + ")
        .joined_by("")
        .closed_by(")")
        .framed_by("a=$((", "))"),
    kind("a sum of variables", ITEMS, "b{n}+")
        .joined_by("")
        .framed_by("echo $((", "1))"),
    kind("arithmetic commands", ITEMS, "((a += {n}))"),
    kind("tests", ITEMS, "[ -f /tmp/{n} ]"),
    kind("tests of Bash", ITEMS, "[[ $a == b* && -n $c ]]"),
    kind("one long test", ITEMS, "-f /a && ")
        .joined_by("")
        .framed_by("[[ ", "-f /b ]]"),
    kind(
        "comparisons in tests",
        ITEMS,
        "if [ \"$a\" == \"{n}\" ]; then echo a; fi",
    ),
    kind("cases", ITEMS, "case $a in a{n}) echo;; *) ;; esac"),
    kind("branches of one case", ITEMS, "a{n}) echo;;").framed_by("case $a in\n", "\nesac"),
    kind("conditions", ITEMS, "if true; then echo {n}; else echo b; fi"),
    kind("nested conditions", ITEMS, "if true; then ")
        .joined_by("")
        .closed_by("; fi")
        .framed_by("", "echo"),
    kind("one long condition", ITEMS, "elif test {n}; then echo").framed_by("if true; then echo\n", "\nfi"),
    kind("loops", ITEMS, "for i in 1 2 3; do echo $i; done"),
    kind("nested loops", ITEMS, "while true; do ")
        .joined_by("")
        .closed_by("; done")
        .framed_by("", "echo"),
    kind("unclosed loops", ITEMS, "while true; do echo {n}"),
    kind("functions", ITEMS, "f{n}() { echo {n}; }"),
    kind("calls of functions", ITEMS, "f() { echo; }; f"),
    kind("functions that call each other", ITEMS, "f{n}() { f{p}; f{p}; }"),
    kind("arrays", ITEMS, "a=(1 2 3)"),
    kind("one long array", ITEMS, "item{n} ")
        .joined_by("")
        .framed_by("a=(", ")"),
    kind("indexes of arrays", ITEMS, "echo ${a[{n}]}"),
    kind("expansions", ITEMS, "echo ${a:-b} ${a//x/y} ${#a}"),
    kind("nested expansions", ITEMS, "${a:-")
        .joined_by("")
        .closed_by("}")
        .framed_by("echo ", ""),
    kind("chains", ITEMS, "true && ").joined_by("").framed_by("", "true"),
    kind("lines of a chain", ITEMS, "true &&"),
    kind("background", ITEMS, "sleep {n} &"),
    kind("redirects", ITEMS, "echo {n} > /tmp/{n} 2>&1"),
    kind("redirects of one command", ITEMS, "> /tmp/{n} ")
        .joined_by("")
        .framed_by("echo ", ""),
    kind("continued lines", ITEMS, "echo {n} \\"),
    kind("comments", ITEMS, "# remark {n}"),
];
