//! Names of members: the same again and again, other letters, and names that nobody knows.

use crate::support::pathological::skeleton::Slot;
use crate::support::pathological::{Kind, Location, kind};

const ROOT: Location = Location::In(Slot::Root);
const PROPERTIES: Location = Location::In(Slot::Properties);
const PROFILE: Location = Location::In(Slot::VmProfile);
const STEPS: Location = Location::In(Slot::Customize);

pub const KINDS: [Kind; 24] = [
    kind("the same key", PROPERTIES, "\"buildTimeoutInMinutes\": 60"),
    kind("the same key on one line", PROPERTIES, "\"buildTimeoutInMinutes\": 60").joined_by(","),
    kind("the same unknown key", PROPERTIES, "\"unknown\": 60"),
    kind("the same key at the root", ROOT, "\"location\": \"westeurope\""),
    kind("properties again and again", ROOT, "\"properties\": {}"),
    kind("properties of the wrong type", ROOT, "\"properties\": 1"),
    kind("the same list again", PROPERTIES, "\"customize\": []"),
    kind(
        "the same list with steps again",
        PROPERTIES,
        "\"customize\": [{ \"type\": \"Shell\", \"inline\": [\"echo\"] }]",
    ),
    kind(
        "sources again",
        PROPERTIES,
        "\"source\": { \"type\": \"PlatformImage\" }",
    ),
    kind("identities again", ROOT, "\"identity\": { \"type\": \"None\" }"),
    kind("near misses", PROPERTIES, "\"buildTimeoutInMinute{n}\": 60"),
    kind("near misses at the root", ROOT, "\"propertie{n}\": {}"),
    kind("other letters", PROPERTIES, "\"BUILDTIMEOUTINMINUTES\": 60"),
    kind("other letters of a wrong type", PROFILE, "\"VMSIZE\": 1"),
    kind("escaped keys", PROPERTIES, "\"build\\u0054imeoutInMinutes\": 60"),
    kind("empty keys", PROPERTIES, "\"\": 1"),
    kind("unknown keys in the VM profile", PROFILE, "\"unknown{n}\": true"),
    kind("unknown keys on one line", PROFILE, "\"unknown{n}\": true").joined_by(","),
    kind(
        "unknown keys in each step",
        STEPS,
        "{ \"type\": \"PowerShell\", \"inline\": [\"Get-Date\"], \"unknown{n}\": 1 }",
    ),
    kind(
        "unknown keys in the source",
        Location::In(Slot::Source),
        "\"unknown{n}\": 1",
    ),
    kind(
        "unknown keys in a deployment",
        Location::In(Slot::DeploymentRoot),
        "\"unknown{n}\": 1",
    ),
    kind("keys with placeholders", PROPERTIES, "\"<name {n}>\": 1"),
    kind("keys that are expressions", PROPERTIES, "\"[concat('a', '{n}')]\": 1"),
    kind(
        "loops of members",
        PROPERTIES,
        "\"copy\": [{ \"name\": \"a{n}\", \"count\": 1, \"input\": 1 }]",
    ),
];
