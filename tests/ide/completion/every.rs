//! Every key and every value, of every object of every version: whatever is taken, the text stays whole.

use aib_ls::document::{Document, Language};
use aib_ls::schema::slice::{self, Shape, Slice};

use crate::ide::Scene;
use crate::ide::completion::{accept, accept_narrow, accept_snippet, items};

/// Takes every item at a cursor and counts them.
fn take(before: &str, inside: &str, after: &str) -> usize {
    let scene = Scene::new("", &format!("{before}{inside}{after}"));
    let items = items(&scene);
    for item in &items {
        let mut texts = vec![accept(&scene, item)];
        texts.extend(accept_snippet(&scene, item, |_| String::new()).filter(|_| !is_number(item)));
        texts.extend(accept_snippet(&scene, item, str::to_owned));
        texts.extend(accept_narrow(&scene, item).filter(|_| inside.contains("\": \"")));
        for text in texts {
            let doc = Document::new(text, Language::Json, None);
            assert_eq!(doc.tree().errors(), [], "{} in {}", item.label, doc.text());
        }
    }
    items.len()
}

/// Whether a place to fill in is a number or a word: nothing cannot stand there.
fn is_number(item: &aib_ls::ide::completion::Item) -> bool {
    item.insertion
        .snippet
        .as_ref()
        .is_some_and(|it| it.contains(": ${") || it.contains("\t${") || it.contains(", ${"))
}

struct Walk {
    slice: &'static Slice,
    taken: usize,
}

impl Walk {
    /// An object of a type whose text stands between `before` and `after`.
    fn object(&mut self, name: &str, before: &str, after: &str) {
        let variants = match self.slice.union(name) {
            Some((key, variants)) => {
                self.taken += take(&format!("{before}{{"), "$0", &format!("}}{after}"));
                variants
                    .iter()
                    .map(|it| (it.of, format!("\"{key}\": \"{}\"", it.name)))
                    .collect()
            }
            None => vec![(name, String::new())],
        };
        for (of, chosen) in variants {
            self.members(
                of,
                &format!("{before}{{{chosen}"),
                &format!("}}{after}"),
                !chosen.is_empty(),
            );
        }
    }

    fn members(&mut self, name: &str, before: &str, after: &str, chosen: bool) {
        let comma = if chosen { ", " } else { "" };
        self.taken += take(before, "$0", after);
        self.taken += take(before, &format!("{comma}$0"), after);
        self.taken += take(before, &format!("{comma}\"$0\""), after);
        self.taken += take(before, &format!("{comma}$0 \"\": 1"), after);
        for property in self.slice.properties(name).iter().filter(|it| !it.read_only) {
            if chosen && property.discriminator {
                continue;
            }
            let head = format!("{before}{comma}\"{}\": ", property.name);
            self.taken += take(&head, "$0", after);
            self.taken += take(&head, "\"$0\"", after);
            self.shape(&property.shape, &head, after);
        }
    }

    fn shape(&mut self, shape: &Shape, before: &str, after: &str) {
        match shape {
            Shape::Named(name) => self.object(name, before, after),
            Shape::Array(inner) => {
                let (before, after) = (format!("{before}["), format!("]{after}"));
                self.taken += take(&before, "$0", &after);
                self.shape(inner, &before, &after);
            }
            Shape::Map(inner) => self.shape(inner, &format!("{before}{{\"key\": "), &format!("}}{after}")),
            _ => {}
        }
    }
}

#[test]
fn every_item_leaves_a_text_that_parses() {
    for version in slice::versions() {
        let mut walk = Walk {
            slice: slice::slice(Some(version)),
            taken: 0,
        };
        for (kind, name) in [
            ("imageTemplates", slice::TEMPLATE),
            ("imageTemplates/triggers", slice::TRIGGER),
        ] {
            let before = format!(
                r#"{{"resources": [{{"type": "Microsoft.VirtualMachineImages/{kind}", "apiVersion": "{version}""#
            );
            walk.members(name, &before, "}]}", true);
        }
        assert!(walk.taken > 300, "{version}: {}", walk.taken);
    }
}
