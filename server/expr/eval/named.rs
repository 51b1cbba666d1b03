//! Members of an object that is being made, found by name ignoring case.

use std::collections::HashMap;
use std::sync::Arc;

/// Members in their order.
pub(super) struct Named<T> {
    members: Vec<Option<(Arc<str>, T)>>,
    /// By name in lower case.
    positions: HashMap<String, usize>,
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self {
            members: Vec::new(),
            positions: HashMap::new(),
        }
    }
}

impl<T> Named<T> {
    /// The value of a member.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        let at = *self.positions.get(&name.to_ascii_lowercase())?;
        self.members.get_mut(at)?.as_mut().map(|it| &mut it.1)
    }

    /// Adds a member at the end, instead of one of the same name.
    pub fn append(&mut self, name: Arc<str>, value: T) {
        let before = self.positions.insert(name.to_ascii_lowercase(), self.members.len());
        if let Some(it) = before.and_then(|it| self.members.get_mut(it)) {
            *it = None;
        }
        self.members.push(Some((name, value)));
    }

    /// The members in the order in which they were added.
    pub fn into_members(self) -> impl Iterator<Item = (Arc<str>, T)> {
        self.members.into_iter().flatten()
    }
}
