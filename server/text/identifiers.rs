//! Identifiers in a text that is to be published: subscriptions, tenants, accounts, addresses. A placeholder replaces each, the same
//! one wherever it occurs, so that the text stays readable.

use std::collections::HashMap;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// The placeholders of the identifiers in some texts.
#[derive(Debug, Clone, Default)]
pub struct Placeholders {
    by_key: HashMap<String, String>,
}

/// What an identifier identifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Subscription,
    Tenant,
    Client,
    Object,
    Correlation,
    /// A GUID whose context does not show what it identifies.
    Guid,
    Email,
    /// The query of a shared access signature.
    Sas,
    Ip,
    /// The name in the path of a home folder.
    User,
}

/// An identifier in a text.
#[derive(Debug)]
struct Identifier {
    range: Range<usize>,
    kind: Kind,
    key: String,
}

const GUID: &str = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
/// What may separate the name of an identifier from its value.
const BETWEEN: &str = r#"(?:[-_ ]?ids?)?[\s"'`\\:=(]{1,6}"#;

/// GUIDs that are the same in every tenant: the empty one, the application of Image Builder, and the roles Owner, Contributor and Reader.
const PUBLIC_GUIDS: [&str; 5] = [
    "00000000000000000000000000000000",
    "cf32a0cc373c47c991560db11f6a6dfc",
    "8e3af657a8ff443ca75c2fe8c4bcb635",
    "b24988ac618042a0ab8820f7382dd24c",
    "acdd72a7338548efbd42f606fba81ae7",
];

/// The address of the Azure platform, the same on every VM.
const PLATFORM_ADDRESS: Ipv4Addr = Ipv4Addr::new(168, 63, 129, 16);

/// Accounts of build VMs and of agents, which say nothing about a person.
const SHARED_ACCOUNTS: [&str; 12] = [
    "administrator",
    "all users",
    "azureuser",
    "default",
    "packer",
    "public",
    "root",
    "runner",
    "runneradmin",
    "ubuntu",
    "vsts",
    "vssadministrator",
];

/// Expressions whose group `id` is an identifier. Earlier ones win. Each is linear in the text.
static EXPRESSIONS: LazyLock<Vec<(Kind, Regex)>> = LazyLock::new(|| {
    let expressions = [
        (Kind::Sas, r#"\?(?P<id>[^\s"'<>`]*\bsig=[^\s"'<>`]*)"#.to_owned()),
        (
            Kind::Email,
            r"\b(?P<id>[a-z0-9._%+#-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})".to_owned(),
        ),
        // The segment of a resource ID; `Microsoft.Resources/subscriptions/read` has none.
        (
            Kind::Subscription,
            r"subscriptions(?:/|\\/|%2f)(?P<id>[a-z0-9-]*[0-9][a-z0-9-]*)".to_owned(),
        ),
        (Kind::Subscription, format!("subscription{BETWEEN}(?P<id>{GUID})")),
        (Kind::Tenant, format!("(?:tenant|directory){BETWEEN}(?P<id>{GUID})")),
        (
            Kind::Tenant,
            format!(r"(?:login\.microsoftonline\.com|sts\.windows\.net)/(?P<id>{GUID})"),
        ),
        (Kind::Tenant, r"\b(?P<id>[a-z0-9-]+\.onmicrosoft\.com)\b".to_owned()),
        (Kind::Object, format!("(?:object|principal|oid){BETWEEN}(?P<id>{GUID})")),
        (
            Kind::Client,
            format!("(?:client|app|application){BETWEEN}(?P<id>{GUID})"),
        ),
        (
            Kind::Correlation,
            format!("(?:correlation|request|activity|tracking|operation|trace){BETWEEN}(?P<id>{GUID})"),
        ),
        (Kind::Guid, format!("(?P<id>{GUID})")),
        (Kind::Guid, r"\b(?P<id>[0-9a-f]{32})\b".to_owned()),
        // The beginning of one at the end of a shortened line.
        (Kind::Guid, "(?P<id>[0-9a-f]{8}-[0-9a-f-]{1,27})…".to_owned()),
        (Kind::Email, "(?P<id>[a-z0-9._%+#-]+@[a-z0-9.-]*)…".to_owned()),
        (Kind::Ip, r"(?P<id>[0-9]{1,3}(?:\.[0-9]{1,3}){3})".to_owned()),
        (Kind::Ip, "(?P<id>[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})".to_owned()),
        (
            Kind::User,
            r#"\b[a-z]:(?:\\+|/)Users(?:\\+|/)(?P<id>[^\\/"'<>:|*?]{1,64})[\\/]"#.to_owned(),
        ),
        (
            Kind::User,
            r#"(?:/home/|/Users/|\\Users\\+)(?P<id>[^\s\\/"'<>:|*?,;)]+)"#.to_owned(),
        ),
    ];
    let compiled = expressions.into_iter().filter_map(|(kind, it)| {
        let expression = Regex::new(&format!("(?i){it}"));
        debug_assert!(expression.is_ok(), "the expression is well-formed");
        Some((kind, expression.ok()?))
    });
    compiled.collect()
});

impl Placeholders {
    /// The placeholders of the identifiers in texts, numbered in their order.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut kinds: Vec<(String, Kind)> = Vec::new();
        let mut positions: HashMap<String, usize> = HashMap::new();
        for identifier in texts.into_iter().flat_map(identifiers) {
            match positions.get(&identifier.key).and_then(|it| kinds.get_mut(*it)) {
                // Another context shows what the GUID identifies.
                Some((_, kind)) if *kind == Kind::Guid => *kind = identifier.kind,
                Some(_) => {}
                None => {
                    positions.insert(identifier.key.clone(), kinds.len());
                    kinds.push((identifier.key, identifier.kind));
                }
            }
        }
        let mut counts: HashMap<Kind, usize> = HashMap::new();
        let placeholder = |(key, kind): (String, Kind)| {
            let count = counts.entry(kind).or_default();
            *count += 1;
            (key, format!("<{}-{count}>", kind.word()))
        };
        Self {
            by_key: kinds.into_iter().map(placeholder).collect(),
        }
    }

    /// A text with placeholders for the identifiers in it.
    pub fn replace(&self, text: &str) -> String {
        let (mut out, mut end) = (String::new(), 0);
        for identifier in identifiers(text) {
            let Some(placeholder) = self.by_key.get(&identifier.key) else {
                continue;
            };
            out += text.get(end..identifier.range.start).unwrap_or_default();
            out += placeholder;
            end = identifier.range.end;
        }
        out + text.get(end..).unwrap_or_default()
    }
}

/// The identifiers in a text, in order.
fn identifiers(text: &str) -> Vec<Identifier> {
    let mut found: Vec<Identifier> = Vec::new();
    for (kind, expression) in EXPRESSIONS.iter() {
        for captures in expression.captures_iter(text) {
            let identifier = identifier(*kind, &captures, text);
            let is_free = |it: &Identifier| {
                let overlaps =
                    |other: &Identifier| other.range.start < it.range.end && it.range.start < other.range.end;
                !found.iter().any(overlaps)
            };
            found.extend(identifier.filter(is_free));
        }
    }
    found.sort_by_key(|it| it.range.start);
    found
}

/// A match as an identifier; `None` for what is public or only looks like one.
fn identifier(kind: Kind, captures: &Captures<'_>, text: &str) -> Option<Identifier> {
    let id = captures.name("id")?;
    let value = id.as_str().to_lowercase();
    let hexadecimal = value.replace('-', "");
    let is_guid = hexadecimal.len() == 32 && hexadecimal.chars().all(|it| it.is_ascii_hexdigit());
    let is_private = match kind {
        _ if is_guid => !PUBLIC_GUIDS.contains(&hexadecimal.as_str()),
        Kind::Email => !value.starts_with("git@"),
        Kind::Ip => is_public_address(&value) && stands_alone(text, id.range()),
        Kind::User => !SHARED_ACCOUNTS.contains(&value.as_str()),
        _ => true,
    };
    // A GUID is the same with and without hyphens, wherever it occurs; other values only mean something in their context.
    let key = if is_guid {
        hexadecimal
    } else {
        format!("{} {value}", kind.word())
    };
    is_private.then(|| Identifier {
        range: id.range(),
        kind,
        key,
    })
}

/// Whether an address is reachable from the Internet and belongs to somebody.
fn is_public_address(address: &str) -> bool {
    if let Ok(it) = address.parse::<Ipv4Addr>() {
        let [first, ..] = it.octets();
        let is_reserved = it.is_private()
            || it.is_loopback()
            || it.is_link_local()
            || it.is_documentation()
            || first == 0
            || first >= 224;
        return !is_reserved && it != PLATFORM_ADDRESS;
    }
    let global = 0x2000..0x4000;
    address.parse::<Ipv6Addr>().is_ok_and(|it| {
        let [first, second, ..] = it.segments();
        global.contains(&first) && (first, second) != (0x2001, 0xdb8)
    })
}

/// Whether an address is not part of a longer number or name, such as the version of a package.
fn stands_alone(text: &str, range: Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let behind = text.get(range.end..).unwrap_or_default();
    let is_joined = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-');
    let ends_number = before.ends_with('.') && before.trim_end_matches('.').ends_with(|it: char| it.is_ascii_digit());
    let mut rest = behind.chars();
    let continues = match rest.next() {
        Some('.') => rest.next().is_some_and(char::is_alphanumeric),
        Some(it) => is_joined(it),
        None => false,
    };
    let is_version = before.trim_end().to_lowercase().ends_with("version");
    !before.ends_with(is_joined) && !ends_number && !continues && !is_version
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Subscription => "subscription",
            Self::Tenant => "tenant",
            Self::Client => "client",
            Self::Object => "object",
            Self::Correlation => "correlation",
            Self::Guid => "guid",
            Self::Email => "email",
            Self::Sas => "sas",
            Self::Ip => "ip",
            Self::User => "user",
        }
    }
}
