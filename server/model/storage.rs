//! Blobs of storage accounts that a template reads from: by which address, and in which container.

use crate::model::template::Template;
use crate::model::value;
use crate::syntax::tree::Node;

/// A blob whose address carries no signature: only an identity opens it.
#[derive(Debug, Clone)]
pub struct Blob<'d> {
    pub node: Node<'d>,
    /// Where it lies; `None` if an expression or a placeholder hides it.
    pub container: Option<Container>,
}

/// A container of a storage account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Container {
    pub account: String,
    pub name: String,
}

/// The addresses of scripts and files of all steps and validators, in order.
pub fn addresses(template: Template<'_>) -> impl Iterator<Item = Node<'_>> {
    let steps = template.customizers().chain(template.validators());
    steps.flat_map(|it| {
        ["scriptUri", "sourceUri"]
            .into_iter()
            .filter_map(move |key| it.get(key))
    })
}

/// The blob that an address stands for; `None` for any other address, and for one that carries its
/// own signature, or may.
pub fn unsigned_blob(node: Node<'_>) -> Option<Blob<'_>> {
    let text = node.as_str()?;
    let lower = text.to_ascii_lowercase();
    let holds = |words: &[&str]| words.iter().any(|it| lower.contains(it));
    if value::is_computed(node) {
        let is_blob = holds(&[".blob.", "primaryendpoints.blob"]);
        let may_be_signed = holds(&["?", "sig=", "sas", "token"]);
        return (is_blob && !may_be_signed).then_some(Blob { node, container: None });
    }
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (account, domain) = host.split_once('.')?;
    let is_blob = domain.starts_with("blob.core.");
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let is_signed = query.split('&').any(|it| it.starts_with("sig="));
    (is_blob && !is_signed).then(|| Blob {
        node,
        container: container(account, path),
    })
}

/// The container of a path, where its name and the account's are names by the rules of storage; so
/// they need no quoting anywhere.
fn container(account: &str, path: &str) -> Option<Container> {
    // The second copy of an account has its own host, and is the same account.
    let account = account.strip_suffix("-secondary").unwrap_or(account);
    let name = path.split_once('/').map_or("$root", |(name, _)| name);
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_account = (3..=24).contains(&account.len()) && account.chars().all(is_letter);
    let plain = name.strip_prefix('$').unwrap_or(name);
    let is_name = (3..=63).contains(&plain.len()) && plain.chars().all(|c| is_letter(c) || c == '-');
    (is_account && is_name).then(|| Container {
        account: account.to_owned(),
        name: name.to_owned(),
    })
}
