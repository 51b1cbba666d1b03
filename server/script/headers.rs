//! Credentials that are written out in the headers of web requests: `Authorization: Basic …`, `PRIVATE-TOKEN: …`.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

use crate::text::secret::Secret;
use crate::text::span::Span;

/// Ways to sign in that `Authorization` names, in lower case, with the blank before the credential.
const SCHEMES: [&str; 3] = ["basic ", "bearer ", "token "];

/// Headers whose value is a key, in lower case.
const KEYS: [&str; 11] = [
    "private-token",
    "job-token",
    "deploy-token",
    "x-functions-key",
    "x-api-key",
    "api-key",
    "ocp-apim-subscription-key",
    "x-jfrog-art-api",
    "x-octopus-apikey",
    "x-vault-token",
    "x-auth-token",
];

/// The names of headers in a script that a credential follows, and the credentials.
pub fn credentials(text: &str) -> Vec<(Span, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let lower = line.to_ascii_lowercase();
        let names = KEYS.iter().chain(["authorization"].iter());
        for name in names {
            for (at, _) in lower.match_indices(name) {
                let is_inside = lower.get(..at).is_some_and(|it| it.ends_with(is_of_name));
                let end = at + name.len();
                let (Some(behind), Some(behind_lower)) = (line.get(end..), lower.get(end..)) else {
                    continue;
                };
                let given = match *name {
                    "authorization" => signs_in(behind, behind_lower),
                    _ => value(behind).filter(|it| Secret::Key.may_be(it)),
                };
                if let Some(given) = given.filter(|_| !is_inside) {
                    found.push((Span::new((start + at) as u32, (start + end) as u32), given));
                }
            }
        }
        start += line.len();
    }
    found.sort_unstable();
    found
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '$')
}

/// What is between a header's name and its value: the sign between them, and quotes.
fn value(behind: &str) -> Option<&str> {
    let quotes = ['"', '\'', ' ', '\\'];
    // `$h['name'] = '…'`, `.Add('name', '…')`
    let rest = behind.trim_start_matches(quotes).trim_start_matches([']', ' ']);
    let rest = rest.strip_prefix([':', '=', ','])?.trim_start_matches(quotes);
    let end = rest
        .find(['"', '\'', ' ', '\\', '\n', ';', ')', '}'])
        .unwrap_or(rest.len());
    rest.get(..end)
}

/// The credential that follows the name of the header and a scheme.
fn signs_in<'t>(behind: &'t str, lower: &str) -> Option<&'t str> {
    // Another header or another command is not the value of this one.
    let reach = lower.find([';', '|']).unwrap_or(lower.len());
    let before = lower.get(..reach).unwrap_or_default();
    let (at, scheme) = SCHEMES.into_iter().find_map(|it| Some((before.find(it)?, it)))?;
    let between = lower.get(..at).unwrap_or_default();
    if between.contains(char::is_alphanumeric) {
        return None;
    }
    let rest = behind.get(at + scheme.len()..).unwrap_or_default().trim_start();
    let end = |it: &str| it.find(['"', '\'', ' ', '\\', '\n', ')', '}']).unwrap_or(it.len());
    // `'Basic {0}' -f '…'`, `'Basic ' + '…'`
    let formatted = rest.strip_prefix("{0}").and_then(|it| Some(it.split_once("-f")?.1));
    let added = || rest.trim_start_matches(['"', '\'', ' ']).strip_prefix('+');
    let given = match formatted.or_else(added) {
        Some(it) => it.trim_start_matches(['(', ' ', '"', '\'']),
        None => rest,
    };
    let given = given.get(..end(given)).unwrap_or_default();
    let is_given = Secret::Key.may_be(given) || scheme == "basic " && is_pair(given);
    is_given.then_some(given)
}

/// Whether a text is a name and a password in Base64.
fn is_pair(text: &str) -> bool {
    let bytes = STANDARD.decode(text).or_else(|_| STANDARD_NO_PAD.decode(text));
    let Some(pair) = bytes.ok().and_then(|it| String::from_utf8(it).ok()) else {
        return false;
    };
    let is_text = !pair.contains(char::is_control);
    is_text
        && pair
            .split_once(':')
            .is_some_and(|(_, password)| Secret::Password.may_be(password))
}
