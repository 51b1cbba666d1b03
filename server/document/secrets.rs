//! The texts of a document that are secret: what has the shape of a secret, values of secure parameters and of properties that
//! are passwords, and credentials in scripts. The values of its parameter file count too.

use std::collections::BTreeSet;

use crate::document::Document;
use crate::expr;
use crate::model::declarations;
use crate::model::step;
use crate::model::substitution::Assume;
use crate::script::analysis;
use crate::script::credentials;
use crate::script::source::Script;
use crate::syntax::tree::{Kind, Node};
use crate::text::redact;
use crate::text::secret::{Secret, has_variety, is_elsewhere, is_placeholder, is_word, looks_random, promised};

/// A shorter text in an expression may be the name of something.
const SHORTEST_PIECE: usize = 8;

/// Every text of a document that no output may show.
pub(super) fn of_document(doc: &Document) -> BTreeSet<String> {
    let mut secrets = Secrets::default();
    let is_read = doc.tree().root().is_some();
    if !is_read || !doc.tree().errors().is_empty() {
        secrets.add_shaped(doc.text());
    }
    for comment in doc.tree().comments() {
        secrets.add_shaped(comment.of(doc.text()));
    }
    let own = doc.tree().root();
    let substituted = doc.tree_with(Assume::Defaults).root().filter(|it| Some(*it) != own);
    let given = doc.parameters().and_then(|it| it.root());
    let roots: Vec<Node<'_>> = own.into_iter().chain(substituted).chain(given).collect();
    for root in &roots {
        secrets.add_secure_names(*root);
    }
    for root in roots {
        secrets.add_values(root);
    }
    for template in doc.templates_with(Assume::Defaults) {
        let steps = step::customizers(template).chain(step::validators(template));
        for script in steps.filter_map(Script::of_step) {
            secrets.add_script(&script);
        }
    }
    secrets.texts
}

#[derive(Default)]
struct Secrets {
    texts: BTreeSet<String>,
    /// The names of secure parameters in small letters, at any depth of the deployment.
    secure: BTreeSet<String>,
}

impl Secrets {
    fn add_shaped(&mut self, text: &str) {
        self.texts.extend(redact::secrets(text).map(str::to_owned));
    }

    fn add_secure_names(&mut self, root: Node<'_>) {
        let mut waiting = vec![root];
        while let Some(node) = waiting.pop() {
            waiting.extend(node.children());
            if is_secure(node) {
                self.secure.extend(node.key().map(|it| it.to_ascii_lowercase()));
            }
        }
    }

    fn add_values(&mut self, root: Node<'_>) {
        // Each value with the name that promises a secret, where one does.
        let mut waiting = vec![(root, false)];
        while let Some((node, is_secret)) = waiting.pop() {
            let key = node.key();
            if let Some(key) = &key {
                self.add_shaped(key);
            }
            if let Some(text) = node.as_str() {
                self.add_shaped(&text);
                if expr::is_expression(&text) {
                    // A quote in a text of an expression is written twice.
                    self.add_shaped(&text.replace("''", "'"));
                }
                if is_secret || key.is_some_and(|it| is_value_of(&it, &text)) {
                    self.add_value(&text);
                }
                continue;
            }
            if is_secret && node.kind() == Kind::Number {
                self.texts.insert(node.source().to_owned());
            }
            let is_secure = is_secure(node) || key.is_some_and(|it| self.secure.contains(&it.to_ascii_lowercase()));
            let promises = node.key().is_some_and(|it| promised(&it).is_some());
            waiting.extend(node.children().map(|it| {
                let is_value = it.has_key("value") || it.has_key("defaultValue") || it.has_key("allowedValues");
                let text = it.as_str().filter(|_| is_value && promises);
                let is_named = text.is_some_and(|text| node.key().is_some_and(|it| is_value_of(&it, &text)));
                (it, is_secret || is_secure && is_value || is_named)
            }));
        }
    }

    /// Adds the text of a secret value: an expression by the texts in it, which may be pieces of the secret.
    fn add_value(&mut self, text: &str) {
        if !expr::is_expression(text) {
            self.texts.insert(text.to_owned());
            return;
        }
        let pieces = text.split('\'').skip(1).step_by(2);
        let is_name = |it: &str| it.contains('/') || it.chars().all(|c| c.is_ascii_digit() || c == '-');
        let pieces = pieces.filter(|it| it.len() >= SHORTEST_PIECE && !is_name(it) && has_variety(it));
        self.texts.extend(pieces.map(str::to_owned));
    }

    fn add_script(&mut self, script: &Script<'_>) {
        self.add_shaped(&script.text);
        if credentials::may_have(&script.text) {
            let parsed = analysis::analyze(&script.text, script.dialect);
            let found = credentials::credentials(&parsed, &script.text);
            self.texts.extend(found.into_iter().map(|it| it.secret));
        }
    }
}

/// Whether it declares a parameter whose values nobody may see.
fn is_secure(node: Node<'_>) -> bool {
    node.kind() == Kind::Object && node.get("type").is_some_and(declarations::is_secret)
}

/// Whether the value of a property is the secret that its name promises. What a machine makes has digits; other texts are more
/// likely the name of a secret.
fn is_value_of(name: &str, text: &str) -> bool {
    let is_likely = match promised(name) {
        Some(Secret::Password) => true,
        Some(Secret::Key) => {
            looks_random(text) || text.len() >= SHORTEST_PIECE && text.contains(|c: char| c.is_ascii_digit())
        }
        None => false,
    };
    is_likely && (expr::is_expression(text) || !is_elsewhere(text) && !is_word(text) && !is_placeholder(text))
}
