//! In a parameter file: the parameters that have no value there yet, and the values that they may have.

use crate::document::{Document, Kind};
use crate::expr::scope::{Declaration, Scope, Symbol, member};
use crate::expr::value::{self, Type};
use crate::ide::completion::expression::described;
use crate::ide::completion::insert::{InsertionSite, escaped, replaceable};
use crate::ide::completion::{Item, ItemKind};
use crate::ide::cursor::{self, Owner, Position};
use crate::locale::Message;
use crate::model::declarations;
use crate::say;
use crate::syntax::string;
use crate::syntax::tree::{Kind as Json, Node};
use crate::text::edit::Edit;
use crate::text::plain::{plain, shortened};
use crate::text::span::Span;

/// Letters of a value that stand in a list.
const MAX_VALUE_LEN: usize = 60;

/// What may be inserted at a position of the parameter file of a template.
pub fn items(template: &Document, file: &Document, at: u32) -> Vec<Item> {
    let Some(root) = template.tree().root().filter(|_| template.kind() == Kind::Arm) else {
        return Vec::new();
    };
    let scope = Scope::Deployment(root);
    match cursor::position(file, at) {
        Some(Position::Key { object, member, span }) => {
            let has_value = member.is_some_and(|it| it.kind() != Json::Broken || !it.span().is_empty());
            let Some(span) = replaceable(file.text(), span, at) else {
                return Vec::new();
            };
            let list = List::new(object, span, at, has_value);
            if is_section(object) {
                return list.parameters(scope, member);
            }
            match entry(object).and_then(|it| scope.find(Symbol::Parameter, &it.key()?)) {
                Some(declaration) => list.members(object, member, &declaration),
                None => Vec::new(),
            }
        }
        Some(Position::Value { owner, value, span }) => {
            let Owner::Member(node) = owner else { return Vec::new() };
            let object = node.parent().filter(|_| node.has_key("value"));
            let declaration = object
                .and_then(entry)
                .and_then(|it| scope.find(Symbol::Parameter, &it.key()?));
            match (declaration, object.zip(replaceable(file.text(), span, at))) {
                (Some(it), Some((object, span))) => List::new(object, span, at, true).values(&it, value),
                _ => Vec::new(),
            }
        }
        None => Vec::new(),
    }
}

/// Whether an object is the one of values by parameter name.
fn is_section(object: Node<'_>) -> bool {
    object.has_key("parameters") && object.parent().is_some_and(|it| it.parent().is_none())
}

/// The object as what a parameter file says of a parameter.
fn entry(object: Node<'_>) -> Option<Node<'_>> {
    object.parent().is_some_and(is_section).then_some(object)
}

struct List<'f> {
    site: InsertionSite<'f>,
    span: Span,
    /// Whether what is replaced is followed by its value.
    has_value: bool,
    items: Vec<Item>,
}

impl<'f> List<'f> {
    fn new(container: Node<'f>, span: Span, at: u32, has_value: bool) -> Self {
        Self {
            site: InsertionSite::new(container, span, at),
            span,
            has_value,
            items: Vec::new(),
        }
    }

    /// The parameters without an entry, those first that need one.
    fn parameters(mut self, scope: Scope<'_>, own: Option<Node<'f>>) -> Vec<Item> {
        let section = self.site.container();
        let is_free = |it: &Declaration<'_>| member(section, &it.name).is_none_or(|entry| Some(entry) == own);
        let mut declared: Vec<_> = scope.parameters().into_iter().filter(is_free).collect();
        declared.sort_by_key(|it| declarations::may_be_absent(it.node));
        for it in declared {
            let json = declarations::first_value(it.node);
            let value = format!("{{ \"value\": {json} }}");
            let snippet = format!("{{ \"value\": {} \\}}", place_to_fill(&json));
            self.key(&it.name, Some(detail(&it)), described(it.node), &value, &snippet, false);
        }
        self.items
    }

    /// What an entry says: a value, or where the secret is.
    fn members(mut self, entry: Node<'f>, own: Option<Node<'f>>, declaration: &Declaration<'_>) -> Vec<Item> {
        let others = entry.children().filter(|it| Some(*it) != own);
        let is_said = others
            .filter_map(Node::key)
            .any(|it| matches!(&*it, "value" | "reference"));
        if is_said {
            return Vec::new();
        }
        let json = declarations::first_value(declaration.node);
        let snippet = place_to_fill(&json);
        let has_words = declaration.node.get("allowedValues").is_some();
        self.key(
            "value",
            Some(detail(declaration)),
            described(declaration.node),
            &json,
            &snippet,
            has_words,
        );
        let words = say! {
            en: "A Key Vault secret, which Resource Manager resolves.",
            pt_br: "Um segredo do Key Vault, que o Resource Manager resolve.",
        };
        let vault = "{ \"keyVault\": { \"id\": \"\" }, \"secretName\": \"\" }";
        let snippet = "{ \"keyVault\": { \"id\": \"$1\" \\}, \"secretName\": \"$2\" \\}";
        self.key("reference", None, Some(words), vault, snippet, false);
        self.items
    }

    /// The allowed values, the default, and other candidates.
    fn values(mut self, declaration: &Declaration<'_>, value: Option<Node<'f>>) -> Vec<Item> {
        let node = declaration.node;
        let default = node
            .get("defaultValue")
            .filter(|it| declarations::literal_type(*it).is_some());
        let allowed: Vec<Node<'_>> = node.get("allowedValues").into_iter().flat_map(Node::children).collect();
        let kind = node
            .get("type")
            .and_then(Node::as_str)
            .and_then(|it| value::type_named(&it));
        for it in default.into_iter().chain(allowed) {
            // What is typed is part of a text or a word, and never of a list; no edit of a completion goes over several lines.
            if !is_scalar(it) && (value.is_some() || it.source().contains('\n')) {
                continue;
            }
            let is_default = default.is_some_and(|default| default.source() == it.source());
            let words = say! { en: "default", pt_br: "padrão" };
            self.value(it, is_default.then_some(words));
        }
        if kind == Some(Type::Bool) {
            ["true", "false"].into_iter().for_each(|it| self.bare(it, it, None));
        }
        self.items
    }

    fn key(
        &mut self,
        name: &str,
        detail: Option<Message>,
        words: Option<Message>,
        json: &str,
        snippet: &str,
        ask_again: bool,
    ) {
        let quoted = string::quote(name);
        let comma = self.site.comma_behind();
        let (new_text, snippet) = match self.has_value {
            true => (quoted, None),
            false => (
                format!("{quoted}: {json}{comma}"),
                Some(format!("{}: {snippet}{comma}", escaped(&quoted))),
            ),
        };
        self.items.push(Item {
            label: name.to_owned(),
            kind: ItemKind::Property,
            detail,
            words,
            filter: self.site.filter(name),
            rank: self.items.len() as u32,
            edit: Edit::replace(self.span, new_text),
            snippet,
            narrow: self.site.narrow(name),
            also: if self.has_value {
                Vec::new()
            } else {
                self.site.comma_before()
            },
            deprecated: false,
            ask_again: ask_again && !self.has_value,
        });
    }

    fn value(&mut self, written: Node<'_>, detail: Option<Message>) {
        match written.as_str() {
            Some(text) => {
                let (new_text, narrow, filter) = (written.source(), self.site.narrow(&text), self.site.filter(&text));
                self.push(&text, new_text, narrow, filter, detail);
            }
            None => self.bare(written.source(), written.source(), detail),
        }
    }

    fn bare(&mut self, label: &str, new_text: &str, detail: Option<Message>) {
        let filter = self.site.filter(label);
        self.push(label, new_text, None, filter, detail);
    }

    fn push(&mut self, label: &str, new_text: &str, narrow: Option<Edit>, filter: String, detail: Option<Message>) {
        let label = shortened(label, MAX_VALUE_LEN);
        if self.items.iter().any(|it| it.label == label) {
            return;
        }
        let (blank, comma) = (self.site.blank_before(), self.site.comma_behind());
        self.items.push(Item {
            label,
            kind: ItemKind::Value,
            detail,
            words: None,
            filter,
            rank: self.items.len() as u32,
            edit: Edit::replace(self.span, format!("{blank}{new_text}{comma}")),
            snippet: None,
            narrow,
            also: Vec::new(),
            deprecated: false,
            ask_again: false,
        });
    }
}

fn is_scalar(node: Node<'_>) -> bool {
    !matches!(node.kind(), Json::Object | Json::Array)
}

/// The type, and whether the deployment needs a value.
fn detail(declaration: &Declaration<'_>) -> Message {
    let kind = declaration.node.get("type").and_then(Node::as_str).unwrap_or_default();
    let kind = plain(&kind);
    match declarations::may_be_absent(declaration.node) {
        true => Message::same(kind),
        false => say! { en: "{kind}, required", pt_br: "{kind}, obrigatório" },
    }
}

/// A value on one line as a place to fill in, its quotes left around it.
fn place_to_fill(json: &str) -> String {
    match json.strip_prefix('"').and_then(|it| it.strip_suffix('"')) {
        Some("") => "\"$1\"".to_owned(),
        Some(inner) => format!("\"${{1:{}}}\"", escaped(inner)),
        None => format!("${{1:{}}}", escaped(json)),
    }
}
