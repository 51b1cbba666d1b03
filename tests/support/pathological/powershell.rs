//! Constructs of PowerShell.

use crate::support::pathological::{Dialect, Kind, Location, kind};

const ITEMS: Location = Location::Items(Dialect::PowerShell);

pub const KINDS: [Kind; 46] = [
    kind("commands", ITEMS, "Write-Host {n}"),
    kind("installations", ITEMS, "Install-Module Module{n}"),
    kind("programs", ITEMS, "msiexec /i C:\\{n}.msi"),
    kind("words of one command", ITEMS, "word{n} ")
        .joined_by("")
        .framed_by("Write-Host ", ""),
    kind("parameters of one command", ITEMS, "-Name{n} 1 ")
        .joined_by("")
        .framed_by("Get-Item ", ""),
    kind("quotes", ITEMS, "\"").joined_by(""),
    kind("unclosed quotes", ITEMS, "Write-Host \"text {n}"),
    kind("unclosed single quotes", ITEMS, "Write-Host 'text {n}"),
    kind("strings", ITEMS, "Write-Host \"text $n $($a.b) {n}\""),
    kind("here-strings", ITEMS, "$a = @\"\ntext {n}\n\"@"),
    kind("unclosed here-strings", ITEMS, "$a = @\""),
    kind("pipes", ITEMS, "Get-Item {n} | Where-Object { $_ } | Out-Null"),
    kind("one long pipe", ITEMS, "Sort-Object | ")
        .joined_by("")
        .framed_by("", "Out-Null"),
    kind("brackets", ITEMS, "(Get-Item {n})"),
    kind("nested brackets", ITEMS, "(")
        .joined_by("")
        .closed_by(")")
        .framed_by("$a = ", ""),
    kind("nested brackets, unclosed", ITEMS, "("),
    kind("subexpressions", ITEMS, "$(")
        .joined_by("")
        .closed_by(")")
        .framed_by("$a = ", ""),
    kind("subexpressions in strings", ITEMS, "\"$(")
        .joined_by("")
        .closed_by(")\"")
        .framed_by("$a = ", ""),
    kind("script blocks", ITEMS, "& { Write-Host {n} }"),
    kind("nested script blocks", ITEMS, "& { ")
        .joined_by("")
        .closed_by(" }")
        .framed_by("", "1"),
    kind("nested script blocks, unclosed", ITEMS, "& { "),
    kind("hashtables", ITEMS, "$a = @{ a = {n}; b = 2 }"),
    kind("nested hashtables", ITEMS, "@{ a = ")
        .joined_by("")
        .closed_by(" }")
        .framed_by("$a = ", "1"),
    kind("one long hashtable", ITEMS, "a{n} = 1").framed_by("$a = @{\n", "\n}"),
    kind("arrays", ITEMS, "$a = @(1, 2, {n})"),
    kind("one long array", ITEMS, "{n}")
        .joined_by(", ")
        .framed_by("$a = @(", ")"),
    kind("sums", ITEMS, "$a = $a + {n}"),
    kind("one long sum", ITEMS, "1 + ")
        .joined_by("")
        .framed_by("$a = ", "1"),
    kind("comparisons", ITEMS, "if ($a -eq {n}) { Write-Host a }"),
    kind("one long comparison", ITEMS, "$a -eq 1 -and ")
        .joined_by("")
        .framed_by("if (", "$true) { }"),
    kind("conditions", ITEMS, "if ($a) { Write-Host {n} } else { Write-Host b }"),
    kind("nested conditions", ITEMS, "if ($a) { ")
        .joined_by("")
        .closed_by(" }")
        .framed_by("", "1"),
    kind("one long condition", ITEMS, "elseif ($a) { {n} }").framed_by("if ($a) { }\n", ""),
    kind("cases", ITEMS, "switch ($a) { {n} { 1 } default { 2 } }"),
    kind("loops", ITEMS, "foreach ($i in 1..3) { Write-Host $i }"),
    kind("attempts", ITEMS, "try { Get-Item {n} } catch { throw }"),
    kind("functions", ITEMS, "function f{n} { Write-Host {n} }"),
    kind("functions that call each other", ITEMS, "function f{n} { f{p}; f{p} }"),
    kind("parameters of a function", ITEMS, "[string]$p{n}")
        .joined_by(", ")
        .framed_by("function f { param(", ") }"),
    kind("members", ITEMS, "$a.b.c({n}).d"),
    kind("one long path of members", ITEMS, ".b")
        .joined_by("")
        .framed_by("$a", ""),
    kind("types", ITEMS, "[System.IO.File]::Exists('{n}')"),
    kind("chains", ITEMS, "Get-Item {n}; ").joined_by(""),
    kind("redirects", ITEMS, "Write-Host {n} > C:\\{n}.txt 2>&1"),
    kind("continued lines", ITEMS, "Write-Host {n} `"),
    kind("comments", ITEMS, "# remark {n}"),
];
