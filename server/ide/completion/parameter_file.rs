//! In a parameter file: the parameters that have no value there yet, and the values that they may have.

use crate::document::{Document, Kind};
use crate::expr::scope::{Declaration, Scope, Symbol, member};
use crate::expr::value::{self, Type};
use crate::ide::completion::expression::described;
use crate::ide::completion::insert::{InsertionSite, replaceable};
use crate::ide::completion::list::List;
use crate::ide::completion::skeleton::Skeleton;
use crate::ide::completion::snippet::escaped;
use crate::ide::completion::{Item, ItemKind};
use crate::ide::cursor::{self, Owner, Position};
use crate::locale::Message;
use crate::model::declarations;
use crate::say;
use crate::syntax::tree::{Kind as Json, Node};
use crate::text::plain::{plain, shortened};
use crate::text::span::Span;

/// The most characters of a value that is shown as a label.
const MAX_LABEL_LEN: usize = 60;

/// What may be inserted at a position of the parameter file of a template.
pub fn items(template: &Document, file: &Document, at: u32) -> Vec<Item> {
    let Some(root) = template.tree().root().filter(|_| template.kind() == Kind::Arm) else {
        return Vec::new();
    };
    let scope = Scope::Deployment(root);
    match cursor::position(file.tree(), at) {
        Some(Position::Key { object, member, span }) => {
            let has_value = member.is_some_and(|it| it.kind() != Json::Broken || !it.span().is_empty());
            let Some(span) = replaceable(file.text(), span, at) else {
                return Vec::new();
            };
            let entries = Entries::new(object, span, at, has_value);
            if is_section(object) {
                return entries.parameters(scope, member);
            }
            match entry(object).and_then(|it| scope.find(Symbol::Parameter, &it.key()?)) {
                Some(declaration) => entries.members(object, member, &declaration),
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
                (Some(it), Some((object, span))) => Entries::new(object, span, at, true).values(&it, value),
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

struct Entries<'f> {
    list: List<'f>,
    /// Whether what is replaced is followed by its value.
    has_value: bool,
}

impl<'f> Entries<'f> {
    fn new(container: Node<'f>, span: Span, at: u32, has_value: bool) -> Self {
        Self {
            list: List::new(InsertionSite::new(container, span, at)),
            has_value,
        }
    }

    /// The parameters without an entry, those first that need one.
    fn parameters(mut self, scope: Scope<'_>, own: Option<Node<'f>>) -> Vec<Item> {
        let section = self.list.site.container();
        let is_free = |it: &Declaration<'_>| member(section, &it.name).is_none_or(|entry| Some(entry) == own);
        let mut declared: Vec<_> = scope.parameters().into_iter().filter(is_free).collect();
        declared.sort_by_key(|it| declarations::may_be_absent(it.node));
        for it in declared {
            let json = declarations::first_value(it.node);
            let value = format!("{{ \"value\": {json} }}");
            let snippet = format!("{{ \"value\": {} \\}}", place_to_fill(&json));
            self.key(&it.name, Some(detail(&it)), described(it.node), &value, &snippet, false);
        }
        self.list.items
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
        self.list.items
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
            ["true", "false"].into_iter().for_each(|it| self.list.bare(it, None));
        }
        self.list.items
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
        let value = Skeleton {
            plain: json.to_owned(),
            snippet: snippet.to_owned(),
        };
        let insertion = match self.has_value {
            true => self.list.site.rename(name),
            false => self.list.site.member(name, &value),
        };
        self.list.push(Item {
            detail,
            words,
            ask_again: ask_again && !self.has_value,
            ..Item::new(name, ItemKind::Property, insertion)
        });
    }

    fn value(&mut self, written: Node<'_>, detail: Option<Message>) {
        match written.as_str() {
            Some(text) => {
                let insertion = self.list.site.string(&text, None, &text);
                self.list.push(Item {
                    detail,
                    ..Item::new(&shortened(&text, MAX_LABEL_LEN), ItemKind::Value, insertion)
                });
            }
            None => self.list.bare(written.source(), detail),
        }
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
