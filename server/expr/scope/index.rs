//! The declarations of each scope of a tree by their names, so that a name is found without a look at all of them.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use crate::expr::scope::{Scope, Symbol};
use crate::syntax::tree::Node;

/// What is known of a tree. Names are in lower case, nodes are numbers of the tree.
#[derive(Default)]
pub(super) struct Index {
    declarations: Sections<(u32, Symbol), String, Declared>,
    functions: Sections<u32, (String, String), u32>,
    members: Sections<u32, String, u32>,
}

/// Where something is declared.
#[derive(Clone, Copy)]
pub(super) struct Declared {
    pub node: u32,
    /// Whether it is an item of a list that has its name in it, rather than a member.
    pub is_item: bool,
}

/// The names of each section that was asked for.
type Sections<S, K, V> = Mutex<HashMap<S, Arc<HashMap<K, V>>>>;

impl Index {
    /// The first declaration of a name.
    pub fn declaration(&self, scope: Scope<'_>, symbol: Symbol, name: &str) -> Option<Declared> {
        let names = section(&self.declarations, (scope.owner().id(), symbol), || {
            let each = scope.each(symbol).map(|it| {
                let is_item = it.node.key_span() != Some(it.written);
                let node = it.node.id();
                (it.name.to_ascii_lowercase(), Declared { node, is_item })
            });
            firsts(each)
        });
        names.get(&name.to_ascii_lowercase()).copied()
    }

    /// The first function of a name.
    pub fn function(&self, deployment: Node<'_>, namespace: &str, name: &str) -> Option<u32> {
        let names = section(&self.functions, deployment.id(), || {
            let all = Scope::Deployment(deployment).functions().into_iter();
            firsts(all.map(|(space, node)| {
                let name = node.key().unwrap_or_default().to_ascii_lowercase();
                ((space.to_ascii_lowercase(), name), node.id())
            }))
        });
        names
            .get(&(namespace.to_ascii_lowercase(), name.to_ascii_lowercase()))
            .copied()
    }
}

/// Members of an object that are looked at one by one.
const FEW: usize = 16;

/// The first member of an object that has a name in any letters.
pub(super) fn member<'d>(object: Node<'d>, name: &str) -> Option<Node<'d>> {
    if object.children().take(FEW + 1).count() <= FEW {
        return object.children().find(|it| it.has_key(name));
    }
    let index = object.tree().derived::<Index>();
    let names = section(&index.members, object.id(), || {
        let members = object.children();
        firsts(members.filter_map(|it| Some((it.key()?.to_ascii_lowercase(), it.id()))))
    });
    object.tree().node(*names.get(&name.to_ascii_lowercase())?)
}

/// The names of a section, read when they are first needed.
fn section<S: Eq + Hash, K, V>(
    sections: &Sections<S, K, V>,
    key: S,
    read: impl FnOnce() -> HashMap<K, V>,
) -> Arc<HashMap<K, V>> {
    let mut sections = sections.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(sections.entry(key).or_insert_with(|| Arc::new(read())))
}

/// Of several with one name the first.
fn firsts<K: Eq + Hash, V>(all: impl Iterator<Item = (K, V)>) -> HashMap<K, V> {
    let mut firsts = HashMap::new();
    for (key, value) in all {
        firsts.entry(key).or_insert(value);
    }
    firsts
}
