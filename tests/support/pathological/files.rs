//! The files around templates: settings, values of parameters, scripts, and folders of many templates.

use crate::support::pathological::{Dialect, Kind, Location, kind};

const BASH: Location = Location::Script(Dialect::Bash);
const POWERSHELL: Location = Location::Script(Dialect::PowerShell);

pub const KINDS: [Kind; 24] = [
    kind("unknown settings", Location::Settings, "unknown{n} = 1"),
    kind("settings again", Location::Settings, "lang = \"en\""),
    kind("unknown rules", Location::Settings, "\"rule/unknown{n}\" = \"off\"").framed_by("[rules]\n", "\n"),
    kind("families of rules", Location::Settings, "\"family{n}\" = \"off\"").framed_by("[rules]\n", "\n"),
    kind(
        "patterns",
        Location::Settings,
        "[[ignore]]\nrule = \"script\"\nfile = \"a{n}/**/*.json\"\nreason = \"r\"",
    ),
    kind(
        "patterns that match",
        Location::Settings,
        "[[ignore]]\nrule = \"schema\"\nfile = \"**/t*.json\"\nreason = \"r\"",
    ),
    kind(
        "pointers",
        Location::Settings,
        "[[ignore]]\nrule = \"schema\"\npointer = \"/a{n}\"\nreason = \"r\"",
    ),
    kind("one long pattern", Location::Settings, "*")
        .joined_by("")
        .framed_by("[[ignore]]\nrule = \"script\"\nfile = \"", "\"\n"),
    kind("alternatives of one pattern", Location::Settings, "a{n}")
        .joined_by(",")
        .framed_by("[[ignore]]\nrule = \"script\"\nfile = \"{", "}\"\n"),
    kind("nested lists of settings", Location::Settings, "[")
        .joined_by("")
        .framed_by("ignore = ", ""),
    kind("nested tables of settings", Location::Settings, "a.")
        .joined_by("")
        .framed_by("", "a = 1"),
    kind("quotes in settings", Location::Settings, "\"").joined_by(""),
    kind(
        "values of parameters",
        Location::Parameters,
        "\"p{n}\": { \"value\": \"a\" }",
    )
    .joined_by(",\n"),
    kind(
        "the same value of a parameter",
        Location::Parameters,
        "\"value\": { \"value\": \"a\" }",
    )
    .joined_by(",\n"),
    kind("a long value of a parameter", Location::Parameters, "{n}")
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
    kind("templates in a folder", Location::Folder, "template{n}.json"),
    kind("templates in folders", Location::Folder, "folder{n}/template.json"),
];
