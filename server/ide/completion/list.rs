//! Items for one position, in the order in which they are offered.

use std::collections::HashSet;

use crate::ide::completion::insert::InsertionSite;
use crate::ide::completion::skeleton::Skeleton;
use crate::ide::completion::{Item, ItemKind};
use crate::locale::Message;

/// The items for a position. A label is offered once.
pub(super) struct List<'d> {
    pub site: InsertionSite<'d>,
    pub items: Vec<Item>,
    labels: HashSet<String>,
}

/// A string to offer.
#[derive(Default)]
pub(super) struct Text<'t> {
    pub text: &'t str,
    /// JSON without the quotes, in LSP's snippet syntax, where something is to be filled in.
    pub snippet: Option<String>,
    pub detail: Option<Message>,
    pub words: Option<Message>,
    pub deprecated: bool,
    pub size: Option<&'static str>,
}

impl<'d> List<'d> {
    pub fn new(site: InsertionSite<'d>) -> Self {
        Self {
            site,
            items: Vec::new(),
            labels: HashSet::new(),
        }
    }

    /// A string with its meaning.
    pub fn word(&mut self, text: &str, meaning: Option<&Message>) {
        self.text(Text {
            text,
            words: meaning.cloned(),
            ..Text::default()
        });
    }

    /// A string.
    pub fn text(&mut self, offer: Text<'_>) {
        let insertion = self.site.string(offer.text, offer.snippet.as_deref(), offer.text);
        self.push(Item {
            detail: offer.detail,
            words: offer.words,
            deprecated: offer.deprecated,
            size: offer.size,
            ..Item::new(offer.text, ItemKind::Value, insertion)
        });
    }

    /// A number or a literal name; not offered in a string.
    pub fn bare(&mut self, json: &str, detail: Option<Message>) {
        let value = Skeleton::plain(json);
        if let Some(insertion) = self.site.json(&value, json) {
            self.push(Item {
                detail,
                ..Item::new(json, ItemKind::Value, insertion)
            });
        }
    }

    /// An object or a list; not offered in a string.
    pub fn skeleton(&mut self, label: &str, skeleton: &Skeleton, words: Option<&Message>) {
        if let Some(insertion) = self.site.json(skeleton, label) {
            self.push(Item {
                words: Some(skeleton.preview(words)),
                ..Item::new(label, ItemKind::Skeleton, insertion)
            });
        }
    }

    /// An item with the next rank.
    pub fn push(&mut self, item: Item) {
        if self.labels.insert(item.label.clone()) {
            let rank = self.items.len() as u32;
            self.items.push(Item { rank, ..item });
        }
    }
}
