//! The files around templates: settings, values of parameters, scripts, and folders of many templates.

use crate::support::pathological::{Dialect, Kind, Place, kind};

const BASH: Place = Place::Script(Dialect::Bash);
const POWERSHELL: Place = Place::Script(Dialect::PowerShell);

pub const KINDS: [Kind; 24] = [
    kind("unknown settings", Place::Settings, "unknown{n} = 1"),
    kind("settings again", Place::Settings, "lang = \"en\""),
    kind("unknown rules", Place::Settings, "\"rule/unknown{n}\" = \"off\"").framed_by("[rules]\n", "\n"),
    kind("families of rules", Place::Settings, "\"family{n}\" = \"off\"").framed_by("[rules]\n", "\n"),
    kind(
        "patterns",
        Place::Settings,
        "[[ignore]]\nrule = \"script\"\nfile = \"a{n}/**/*.json\"\nreason = \"r\"",
    ),
    kind(
        "patterns that match",
        Place::Settings,
        "[[ignore]]\nrule = \"schema\"\nfile = \"**/t*.json\"\nreason = \"r\"",
    ),
    kind(
        "pointers",
        Place::Settings,
        "[[ignore]]\nrule = \"schema\"\npointer = \"/a{n}\"\nreason = \"r\"",
    ),
    kind("one long pattern", Place::Settings, "*")
        .joined_by("")
        .framed_by("[[ignore]]\nrule = \"script\"\nfile = \"", "\"\n"),
    kind("alternatives of one pattern", Place::Settings, "a{n}")
        .joined_by(",")
        .framed_by("[[ignore]]\nrule = \"script\"\nfile = \"{", "}\"\n"),
    kind("nested lists of settings", Place::Settings, "[")
        .joined_by("")
        .framed_by("ignore = ", ""),
    kind("nested tables of settings", Place::Settings, "a.")
        .joined_by("")
        .framed_by("", "a = 1"),
    kind("quotes in settings", Place::Settings, "\"").joined_by(""),
    kind(
        "values of parameters",
        Place::Parameters,
        "\"p{n}\": { \"value\": \"a\" }",
    )
    .joined_by(",\n"),
    kind(
        "the same value of a parameter",
        Place::Parameters,
        "\"value\": { \"value\": \"a\" }",
    )
    .joined_by(",\n"),
    kind("a long value of a parameter", Place::Parameters, "{n}")
        .joined_by(",")
        .framed_by("\"list\": { \"value\": [", "] }"),
    kind("a script file of commands", BASH, "echo {n}"),
    kind("a script file of installations", BASH, "apt-get install package{n}"),
    kind("a script file of one line", BASH, "echo {n}; ").joined_by(""),
    kind("a script file of quotes", BASH, "\"").joined_by(""),
    kind("a script file of PowerShell", POWERSHELL, "Write-Host {n}"),
    kind(
        "a script file of PowerShell on one line",
        POWERSHELL,
        "Write-Host {n}; ",
    )
    .joined_by(""),
    kind("a script file of brackets", POWERSHELL, "(").joined_by(""),
    kind("templates in a folder", Place::Folder, "template{n}.json"),
    kind("templates in folders", Place::Folder, "folder{n}/template.json"),
];
