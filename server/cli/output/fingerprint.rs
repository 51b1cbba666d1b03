//! Fingerprints that identify a finding in its file across runs: lines may move, steps may be inserted, and messages may change.

use std::collections::HashMap;

use crate::cli::output::Subject;
use crate::rules::engine::finding::Finding;
use crate::syntax::tree::{Kind, Node};

/// The fingerprints of the findings of a file, in order.
pub fn of(subject: &Subject<'_>) -> Vec<String> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    let print = |finding: &Finding| {
        let place = subject.node(finding.about).map_or_else(
            || subject.pointer(finding.about),
            |it| it.ancestors().map(step).collect::<Vec<_>>().join("<"),
        );
        let hash = fnv(&[finding.rule.id, &place, finding.span.of(subject.text)]);
        let count = counts.entry(hash).or_default();
        *count += 1;
        format!("{hash:016x}:{count}")
    };
    subject.findings.iter().map(print).collect()
}

/// A segment of the path to a value: its key, or the name of an item instead of its index.
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
