//! Comments that suppress findings.

use crate::support::pathological::skeleton::Slot;
use crate::support::pathological::{Dialect, Kind, Location, kind};

const LIST: Location = Location::In(Slot::Customize);
const OBJECT: Location = Location::In(Slot::VmProfile);
const SHELL: Location = Location::Items(Dialect::Bash);

pub const KINDS: [Kind; 16] = [
    kind("suppressions on lines", LIST, "// aib-ls: ignore[script]\n").joined_by(""),
    kind("suppressions on one line", LIST, "/* aib-ls: ignore[script] */").joined_by(""),
    kind(
        "suppressions in blocks on lines",
        LIST,
        "/* aib-ls: ignore[script] */\n",
    )
    .joined_by(""),
    kind("suppressions of unknown rules", LIST, "// aib-ls: ignore[unknown{n}]\n").joined_by(""),
    kind("suppressions that are not understood", LIST, "// aib-ls: ignor\n").joined_by(""),
    kind("suppressions of the file", LIST, "// aib-ls: ignore-file[script]\n").joined_by(""),
    kind(
        "suppressions of the file at the top",
        Location::Text,
        "// aib-ls: ignore-file[script]\n",
    )
    .framed_by("", "{ \"properties\": {} }"),
    kind("suppressions without an end", LIST, "// aib-ls: ignore[script\n").joined_by(""),
    kind(
        "suppressions of findings",
        OBJECT,
        "// aib-ls: ignore[schema]\n\"unknown{n}\": 1",
    ),
    kind(
        "suppressions behind findings",
        OBJECT,
        "\"unknown{n}\": 1 // aib-ls: ignore[schema/unknown-property]\n",
    ),
    kind(
        "suppressions between values",
        LIST,
        "// aib-ls: ignore[script]\n{ \"type\": \"PowerShell\", \"inline\": [\"Get-Date\"] }",
    ),
    kind("names in one suppression", LIST, "script")
        .joined_by(", ")
        .framed_by(",// aib-ls: ignore[", "]\n"),
    kind("unknown names in one suppression", LIST, "unknown{n}")
        .joined_by(", ")
        .framed_by(",// aib-ls: ignore[", "]\n"),
    kind("suppressions in a script", SHELL, "# aib-ls: ignore[script]"),
    kind(
        "suppressions in a script file",
        Location::Script(Dialect::Bash),
        "# aib-ls: ignore[script]\napt-get install a{n}",
    ),
    kind(
        "suppressions in a script file of PowerShell",
        Location::Script(Dialect::PowerShell),
        "<# aib-ls: ignore[script] #>",
    ),
];
