//! Mutations that know what a text is: JSON gets values, keys and expressions from elsewhere, lines move as a whole.

use std::fs;
use std::path::Path;

use aib_ls::expr::functions;
use aib_ls::syntax::tree::{Kind, Node};
use aib_ls::syntax::{parse, string};
use aib_ls::text::edit::{self, Edit};

use crate::hold;
use crate::input::{self, Random};

/// Gives the mutated bytes; `None` where libFuzzer is to mutate them.
pub type Mutator = fn(&[u8], &Pool, u32) -> Option<Vec<u8>>;

/// Pieces of the seeds, in the order of their files.
pub struct Pool {
    /// Keys with their quotes, and values as they are written.
    entries: Vec<(String, String)>,
    expressions: Vec<String>,
}

/// Longer values say nothing new.
const MAX_VALUE_BYTES: usize = 600;

/// What values are replaced by anywhere.
const PLAIN: [&str; 16] = [
    "null",
    "true",
    "false",
    "0",
    "-1",
    "960",
    "1e999",
    "\"\"",
    "[]",
    "{}",
    "\"x\"",
    "[{}]",
    "\"[\"",
    "\"[parameters('x')]\"",
    "\"2024-02-01\"",
    "\"\\ud83d\"",
];

impl Pool {
    /// Reads the folder of the seeds, if one is named.
    pub fn load() -> Self {
        let mut pool = Self {
            entries: Vec::new(),
            expressions: Vec::new(),
        };
        let folder = std::env::var("AIB_LS_FUZZ_SEEDS").unwrap_or_default();
        let mut files: Vec<_> = fs::read_dir(Path::new(&folder))
            .into_iter()
            .flatten()
            .filter_map(|it| Some(it.ok()?.path()))
            .collect();
        files.sort();
        for text in files.iter().filter_map(|it| fs::read_to_string(it).ok()) {
            pool.add(&text);
        }
        pool.entries.sort();
        pool.entries.dedup();
        pool.expressions.sort();
        pool.expressions.dedup();
        pool
    }

    fn add(&mut self, text: &str) {
        let tree = parse(text.to_owned());
        for node in hold::nodes(&tree) {
            let value = node.source();
            if value.len() > MAX_VALUE_BYTES {
                continue;
            }
            let key = node.key_span().map(|it| it.of(text)).unwrap_or_default();
            self.entries.push((key.to_owned(), value.to_owned()));
            if let Some(said) = node.as_str().filter(|it| it.starts_with('[')) {
                self.expressions.push(said.into_owned());
            }
        }
    }

    fn entry(&self, random: &mut Random) -> Option<&(String, String)> {
        self.entries.get(random.below(self.entries.len()))
    }

    /// Another value, of the same key if there is one.
    fn value(&self, key: Option<&str>, random: &mut Random) -> String {
        if random.below(4) == 0 {
            return PLAIN[random.below(PLAIN.len())].to_owned();
        }
        let first = self.entries.partition_point(|it| Some(it.0.as_str()) < key);
        let same = self.entries[first..]
            .iter()
            .take_while(|it| Some(it.0.as_str()) == key)
            .count();
        let own = self
            .entries
            .get(first + random.below(same))
            .filter(|_| same > 0 && random.below(2) == 0);
        own.or_else(|| self.entry(random))
            .map_or_else(|| "1".to_owned(), |it| it.1.clone())
    }

    fn expression(&self, random: &mut Random) -> String {
        let all = functions::all();
        match random.below(4) {
            0 => format!("{}()", all[random.below(all.len())].name),
            _ => match self.expressions.get(random.below(self.expressions.len())) {
                Some(it) => it.trim_start_matches('[').trim_end_matches(']').to_owned(),
                None => "1".to_owned(),
            },
        }
    }
}

/// Replaces, removes, repeats, renames and adds values of JSON.
pub fn json(data: &[u8], pool: &Pool, seed: u32) -> Option<Vec<u8>> {
    let mut random = Random::new(u64::from(seed) << 7);
    let (bytes, choices) = input::split(data);
    let mut text = String::from_utf8(bytes.to_vec()).ok()?;
    if random.below(3) == 0 {
        return None;
    }
    for _ in 0..1 + random.below(4) {
        let tree = parse(text.clone());
        let nodes = hold::nodes(&tree);
        let node = *nodes.get(random.below(nodes.len()))?;
        let edit = json_edit(node, &nodes, pool, &mut random)?;
        text = edit::apply(&text, &[edit]);
    }
    Some(joined(text, choices, &mut random))
}

fn json_edit(node: Node<'_>, nodes: &[Node<'_>], pool: &Pool, random: &mut Random) -> Option<Edit> {
    let key = node.key_span().map(|it| it.of(node.tree().text()));
    let other = nodes[random.below(nodes.len())];
    let entry = |random: &mut Random| match pool.entry(random) {
        Some((key, value)) if !key.is_empty() => format!("{key}: {value}"),
        _ => "\"x\": 1".to_owned(),
    };
    Some(match random.below(10) {
        0 | 1 => Edit::replace(node.span(), pool.value(key, random)),
        2 => Edit::replace(node.span(), other.source()),
        3 => Edit::delete(node.entry_span()),
        4 => Edit::insert(
            node.entry_span().start,
            format!("{}, ", node.entry_span().of(node.tree().text())),
        ),
        5 => Edit::replace(node.key_span()?, pool.entry(random)?.0.clone()),
        6 | 7 => match node.kind() {
            Kind::Object => Edit::insert(node.span().start + 1, entry(random) + ","),
            Kind::Array => Edit::insert(node.span().start + 1, pool.value(None, random) + ","),
            _ => Edit::replace(node.span(), string::quote(&format!("[{}]", pool.expression(random)))),
        },
        8 => {
            let said = node.as_str()?;
            Edit::replace(
                node.span(),
                string::quote(&format!(
                    "[concat('{}', {})]",
                    said.replace('\'', "''"),
                    pool.expression(random)
                )),
            )
        }
        _ => {
            let comment = [
                "// aib-ls: ignore\n",
                "/* , */",
                "// aib-ls: ignore[schema]\n",
                "\n",
                "\r\n\t",
            ][random.below(5)];
            Edit::insert(node.entry_span().start, comment)
        }
    })
}

/// Puts calls in the place of parts of an expression.
pub fn expression(data: &[u8], pool: &Pool, seed: u32) -> Option<Vec<u8>> {
    let mut random = Random::new(u64::from(seed) << 7);
    let (bytes, choices) = input::split(data);
    let text = String::from_utf8(bytes.to_vec()).ok()?;
    if random.below(3) == 0 {
        return None;
    }
    let parsed = aib_ls::expr::parser::parse(&text);
    let parts = parsed.root.walk();
    let part = parts[random.below(parts.len())].span;
    let other = parts[random.below(parts.len())].span;
    let edit = match random.below(5) {
        0 | 1 => Edit::replace(part, pool.expression(&mut random)),
        2 => Edit::replace(part, other.of(&text)),
        3 => {
            let all = functions::all();
            let name = &all[random.below(all.len())].name;
            Edit::replace(part, format!("{name}({}, {})", part.of(&text), other.of(&text)))
        }
        _ => Edit::insert(part.end, [".a", "[0]", ".?b", "[?'c']", ", 1"][random.below(5)]),
    };
    Some(joined(edit::apply(&text, &[edit]), choices, &mut random))
}

/// Moves, repeats, removes and joins lines.
pub fn lines(data: &[u8], _: &Pool, seed: u32) -> Option<Vec<u8>> {
    let mut random = Random::new(u64::from(seed) << 7);
    let (bytes, choices) = input::split(data);
    let text = String::from_utf8(bytes.to_vec()).ok()?;
    if random.below(2) == 0 {
        return None;
    }
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (one, other) = (random.below(lines.len()), random.below(lines.len()));
    if lines.is_empty() {
        return None;
    }
    match random.below(5) {
        0 => lines.swap(one, other),
        1 => lines.insert(one, lines[other]),
        2 => drop(lines.remove(one)),
        3 => lines.insert(one, lines[other].trim_end()),
        _ => drop(lines.drain(one.min(other)..one.max(other))),
    }
    Some(joined(lines.concat(), choices, &mut random))
}

/// The text with its choices, or sometimes with others.
fn joined(text: String, choices: &[u8], random: &mut Random) -> Vec<u8> {
    let mut out = text.into_bytes();
    if choices.is_empty() && random.below(4) > 0 {
        return out;
    }
    out.push(0);
    match random.below(4) {
        0 => out.extend((0..random.below(12)).map(|_| random.below(256) as u8)),
        _ => out.extend_from_slice(choices),
    }
    out
}
