//! An address taken apart, as far as the rules about addresses need it.

/// The parts of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uri<'t> {
    /// As it is written, without the colon.
    pub scheme: &'t str,
    /// The text before `@`: a name, often with a password.
    pub user: Option<&'t str>,
    /// Without the port; an IPv6 address without its brackets.
    pub host: &'t str,
    /// From the slash on, without query and fragment.
    pub path: &'t str,
    /// Without the question mark.
    pub query: &'t str,
}

/// Takes an address apart; `None` for a text without a scheme and two slashes.
pub fn split(text: &str) -> Option<Uri<'_>> {
    let (scheme, rest) = text.split_once("://")?;
    let is_scheme_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    if !scheme.starts_with(|c: char| c.is_ascii_alphabetic()) || !scheme.chars().all(is_scheme_letter) {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (user, host_and_port) = match authority.rsplit_once('@') {
        Some((user, host_and_port)) => (Some(user), host_and_port),
        None => (None, authority),
    };
    let host = match host_and_port.strip_prefix('[').and_then(|it| it.split_once(']')) {
        Some((host, _)) => host,
        None => host_and_port.split(':').next().unwrap_or_default(),
    };
    Some(Uri {
        scheme,
        user,
        host,
        path,
        query,
    })
}

impl<'t> Uri<'t> {
    /// Whether it is fetched over HTTP or HTTPS.
    pub fn is_web(self) -> bool {
        self.scheme.eq_ignore_ascii_case("https") || self.scheme.eq_ignore_ascii_case("http")
    }

    /// Whether the host is this one or below it.
    pub fn is_at(self, domain: &str) -> bool {
        let host = self.host.to_ascii_lowercase();
        host == domain || host.strip_suffix(domain).is_some_and(|it| it.ends_with('.'))
    }

    /// The value of a member of the query, ignoring case of its name.
    pub fn parameter(self, name: &str) -> Option<&'t str> {
        let mut pairs = self.query.split('&').map(|it| it.split_once('=').unwrap_or((it, "")));
        pairs
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The text after the last slash.
    pub fn file_name(self) -> &'t str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// The end of a file name from its last dot on, in lower case; that of a compressed archive with
/// both its parts. Empty if there is none.
pub fn extension(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".tar.gz") {
        return ".tar.gz".to_owned();
    }
    lower
        .rfind('.')
        .and_then(|at| lower.get(at..))
        .unwrap_or_default()
        .to_owned()
}
