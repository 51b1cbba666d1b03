//! A member by its name as the service reads it.

use crate::syntax::tree::Node;

/// The one member with a name in any case; `None` if several match.
pub(super) fn member<'d>(object: Node<'d>, name: &str) -> Option<Node<'d>> {
    let mut found = object.children().filter(|it| it.has_key(name));
    let only = found.next()?;
    found.next().is_none().then_some(only)
}
