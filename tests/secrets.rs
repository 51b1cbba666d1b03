//! No output repeats a secret: every kind of secret in every place, next to a finding, and no output has eight letters of it.
//!
//! `cargo test secrets -- --nocapture` prints how many pairs were tried.

mod kinds;
mod outputs;
mod places;
mod questions;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

use percent_encoding::percent_decode_str;

use crate::secrets::kinds::Kind;
use crate::secrets::places::Scene;

/// So many letters of a secret in a row are a leak.
const SHORTEST_LEAK: usize = 8;

/// What was printed or sent, by the name of the output.
type Outputs = Vec<(String, String)>;

/// The pieces of the secrets, with the kinds that they are of.
struct Search<'k> {
    pieces: BTreeMap<&'k [u8], &'k str>,
}

impl<'k> Search<'k> {
    fn new(kinds: &'k [Kind]) -> Self {
        let windows = |it: &'k Kind| {
            it.secret
                .as_bytes()
                .windows(SHORTEST_LEAK)
                .map(|piece| (piece, it.name))
        };
        Self {
            pieces: kinds.iter().flat_map(windows).collect(),
        }
    }

    /// The kinds of which a piece is in a text, as it is or in addresses.
    fn leaks(&self, text: &str) -> Vec<(&'k str, String)> {
        let decoded = percent_decode_str(text).decode_utf8_lossy();
        let mut found: BTreeMap<&str, String> = BTreeMap::new();
        for text in [text, &*decoded] {
            for (at, window) in text.as_bytes().windows(SHORTEST_LEAK).enumerate() {
                if let Some(kind) = self.pieces.get(window) {
                    found.entry(kind).or_insert_with(|| excerpt(text, at));
                }
            }
        }
        found.into_iter().collect()
    }
}

fn excerpt(text: &str, at: usize) -> String {
    let start = text.floor_char_boundary(at.saturating_sub(100));
    let end = text.ceil_char_boundary((at + 60).min(text.len()));
    text[start..end].replace('\n', "⏎")
}

/// Runs every question about every scene, on two threads.
fn all_outputs(scenes: &[Scene]) -> Vec<(&Scene, Outputs)> {
    let (waiting, done) = (Mutex::new(scenes.iter()), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(scene) = waiting.lock().unwrap().next() else {
                        return;
                    };
                    let mut outputs = outputs::in_process(scene);
                    outputs.extend(questions::answers(scene));
                    done.lock().unwrap().push((scene, outputs));
                }
            });
        }
    });
    done.into_inner().unwrap()
}

#[test]
fn no_output_repeats_a_secret() {
    let kinds = kinds::all();
    let scenes = places::all(&kinds);
    assert!(
        kinds.len() >= 40 && scenes.len() >= 25,
        "{} kinds, {} places",
        kinds.len(),
        scenes.len()
    );
    let search = Search::new(&kinds);
    for scene in &scenes {
        let planted: Vec<&str> = scene.files.iter().map(|it| it.1.as_str()).collect();
        assert!(
            !search.leaks(&planted.concat()).is_empty(),
            "{} plants nothing",
            scene.name
        );
    }
    let mut all = all_outputs(&scenes);
    all.extend(outputs::of_program(&scenes));
    let (mut pairs, mut leaks) = (0, Vec::new());
    for (scene, outputs) in &all {
        for (name, text) in outputs {
            pairs += kinds.len();
            for (kind, excerpt) in search.leaks(text) {
                leaks.push(format!("{kind} in {}: {name}: {excerpt}", scene.name));
            }
        }
    }
    println!(
        "secrets × places × outputs: {pairs} pairs ({} kinds, {} places), {} leaks",
        kinds.len(),
        scenes.len(),
        leaks.len()
    );
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    all.iter()
        .for_each(|(scene, outputs)| outputs::show_what_is_public(scene, outputs));
}

#[test]
fn a_piece_of_a_secret_is_found_in_an_output() {
    let kinds = kinds::all();
    let search = Search::new(&kinds);
    for kind in &kinds {
        let piece = &kind.secret[2..2 + SHORTEST_LEAK];
        assert_eq!(search.leaks(&format!("…{piece}…")).len(), 1, "{}", kind.name);
        assert!(kind.text.contains(&kind.secret), "{}", kind.name);
    }
}
