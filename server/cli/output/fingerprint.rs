//! What tells a finding from all others of its file, today and tomorrow: lines may move, steps may be put before, and the
//! words of the message may change.

use std::collections::HashMap;

use crate::cli::output::Subject;
use crate::rules::engine::finding::Finding;
use crate::syntax::tree::{Kind, Node};

/// Gives the findings of a file, in order, a fingerprint each.
pub fn of(subject: &Subject<'_>) -> Vec<String> {
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let print = |finding: &Finding| {
        let place = subject.node(finding.about).map_or_else(
            || subject.pointer(finding.about),
            |it| it.ancestors().map(step).collect::<Vec<_>>().join("<"),
        );
        let hash = fnv(&[finding.rule.id, &place, finding.span.of(subject.text)]);
        let count = seen.entry(hash).or_default();
        *count += 1;
        format!("{hash:016x}:{count}")
    };
    subject.findings.iter().map(print).collect()
}

/// A step of the way to a value: its key, or what an item is called rather than its number.
fn step(node: Node<'_>) -> String {
    if let Some(key) = node.key() {
        return key.into_owned();
    }
    let called = |name: &str| Some(node.get(name)?.as_str()?.into_owned());
    match node.kind() {
        Kind::Object => called("name").or_else(|| called("type")).unwrap_or_default(),
        _ => String::new(),
    }
}

/// FNV-1a, which is the same in every version and on every machine: <http://www.isthe.com/chongo/tech/comp/fnv/>.
fn fnv(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|it| it.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
