//! Resource IDs as templates write them: their parts, and placeholders.

use crate::model::value::{self, Value};
use crate::syntax::tree::Node;

/// A resource ID below a resource group. Its segments compare ignoring case.
#[derive(Debug, Clone)]
pub struct ResourceId<'t> {
    provider: &'t str,
    /// Type, name, type, name, …
    path: Vec<&'t str>,
}

impl<'t> ResourceId<'t> {
    /// Reads an ID; `None` for a text of another form. What the service makes of a slash at the end
    /// is not known, so one is skipped.
    pub fn read(text: &'t str) -> Option<Self> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let parts: Vec<&str> = text.strip_prefix('/')?.split('/').collect();
        let [in_subscription, _, in_group, _, of_provider, provider, path @ ..] = parts.as_slice() else {
            return None;
        };
        let is_one = in_subscription.eq_ignore_ascii_case("subscriptions")
            && in_group.eq_ignore_ascii_case("resourceGroups")
            && of_provider.eq_ignore_ascii_case("providers")
            && parts.iter().all(|it| !it.is_empty());
        is_one.then(|| Self {
            provider,
            path: path.to_vec(),
        })
    }

    /// The names of a resource of these types; `None` for one of others.
    pub fn names(&self, provider: &str, types: &[&str]) -> Option<Vec<&'t str>> {
        let is_of = self.provider.eq_ignore_ascii_case(provider) && self.path.len() == 2 * types.len();
        let mut pairs = self.path.chunks_exact(2).zip(types);
        let fits = is_of && pairs.all(|(pair, kind)| pair.first().is_some_and(|it| it.eq_ignore_ascii_case(kind)));
        fits.then(|| self.path.iter().skip(1).step_by(2).copied().collect())
    }
}

/// An ID taken apart, of anything from a subscription down. A name that only the deployment knows is in braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts<'t> {
    pub subscription: Option<&'t str>,
    pub group: Option<&'t str>,
    /// `None` for a subscription, a group, and a gallery that others share.
    pub provider: Option<&'t str>,
    /// The type and the name of each resource, the outermost first.
    pub path: Vec<(&'t str, &'t str)>,
}

/// Takes an ID apart; `None` for a text of another form, such as one that is half written.
pub fn parts(id: &str) -> Option<Parts<'_>> {
    let segments = segments(id.strip_suffix('/').unwrap_or(id).strip_prefix('/')?);
    let mut pairs = Vec::new();
    for pair in segments.chunks(2) {
        match pair {
            [key, name] if !key.is_empty() && !name.trim().is_empty() => pairs.push((*key, *name)),
            _ => return None,
        }
    }
    let mut rest = pairs.as_slice();
    let mut take = |name: &str| match rest {
        [(key, value), behind @ ..] if key.eq_ignore_ascii_case(name) => {
            rest = behind;
            Some(*value)
        }
        _ => None,
    };
    let subscription = take("subscriptions");
    let group = take("resourceGroups").filter(|_| subscription.is_some());
    let provider = take("providers");
    let is_shared = |(key, _): &(&str, &str)| {
        ["sharedGalleries", "communityGalleries"]
            .iter()
            .any(|it| key.eq_ignore_ascii_case(it))
    };
    let is_one = match (subscription, provider, rest.first()) {
        (_, Some(_), first) => first.is_some(),
        (Some(_), None, first) => first.is_none(),
        (None, None, first) => first.is_some_and(is_shared),
    };
    is_one.then(|| Parts {
        subscription,
        group,
        provider,
        path: rest.to_vec(),
    })
}

/// The text between slashes. A slash in braces is part of an expression.
fn segments(text: &str) -> Vec<&str> {
    let mut depth = 0_u32;
    let split = |c: char| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '/' && depth == 0
    };
    text.split(split).collect()
}

/// The ID of a resource group: the text itself, without a slash at the end; `None` for any other.
pub fn group(text: &str) -> Option<&str> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let parts: Vec<&str> = text.strip_prefix('/')?.split('/').collect();
    let [in_subscription, subscription, in_group, group] = parts.as_slice() else {
        return None;
    };
    let is_one = in_subscription.eq_ignore_ascii_case("subscriptions")
        && in_group.eq_ignore_ascii_case("resourceGroups")
        && !subscription.is_empty()
        && !group.is_empty();
    is_one.then_some(text)
}

/// The first type in a resource ID that no name follows, with the offset where the name is missing: `galleries` in
/// `…/galleries//images/web`. `None` for a text that does not begin like an ID; a slash at its end counts for nothing.
pub fn nameless(id: &str) -> Option<(&str, usize)> {
    let id = id.strip_suffix('/').unwrap_or(id);
    let first = id.strip_prefix('/')?.split('/').next()?;
    if !first.eq_ignore_ascii_case("subscriptions") {
        return None;
    }
    let mut at = 1;
    let mut before = "";
    for part in id.split('/').skip(1) {
        if part.trim().is_empty() {
            return Some((before, at));
        }
        before = part;
        at += part.len() + 1;
    }
    None
}

/// What stands for the subscription in a resource ID; `None` for another text.
pub fn subscription(id: &str) -> Option<&str> {
    let mut parts = id.strip_prefix('/')?.split('/');
    let begins = parts.next()?.eq_ignore_ascii_case("subscriptions");
    parts.next().filter(|_| begins)
}

/// Whether a text is a GUID, with hyphens and without braces.
pub fn is_guid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

/// A text that can be judged as a resource ID: written out, and no token for one.
pub fn written<'d>(node: Option<Node<'d>>) -> Option<(String, Node<'d>)> {
    match value::text(node) {
        Value::Known(text, node) if !value::is_pipeline_token(&text) => Some((text.into_owned(), node)),
        _ => None,
    }
}

/// The resource IDs that a JSON text contains as strings or keys, written out, in the order of the text and each as often as it occurs.
pub fn mentioned(text: &str) -> impl Iterator<Item = &str> {
    const START: &str = "/subscriptions/";
    let starts = text.match_indices("\"/subscriptions/").map(|(at, _)| at + 1);
    let ids = starts.filter_map(|at| text.get(at..)?.split_once('"').map(|(id, _)| id));
    let is_plain = |it: &&str| {
        let is_written = !it.contains(['\\', '\n', '\r', ' ']) && !value::has_placeholder(it);
        is_written && it.len() > START.len()
    };
    ids.filter(is_plain)
}
