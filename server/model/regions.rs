//! To how many regions a target is replicated, and when two names mean the same region.

use crate::syntax::tree::Node;

/// Target regions from which on replication takes its time; a judgement, not a limit.
pub const MANY: usize = 3;

/// The regions that a target lists, by whichever of the two names; 0 where it lists none or an
/// expression computes the list.
pub fn count(target: Node<'_>) -> usize {
    let lists = ["targetRegions", "replicationRegions"].map(|it| target.get(it));
    let counts = lists.into_iter().flatten().map(|it| it.child_count());
    counts.max().unwrap_or_default()
}

/// The name of a region as the service compares it: `West Europe` is `westeurope`.
pub fn plain(name: &str) -> String {
    let letters: String = name.chars().filter(|it| !it.is_whitespace()).collect();
    letters.to_ascii_lowercase()
}
