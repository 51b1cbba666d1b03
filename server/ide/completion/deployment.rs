//! Deployment templates outside of their image templates: sections, declarations, and new image templates.

use crate::document::Document;
use crate::expr::scope;
use crate::ide::completion::insert::{InsertionSite, replaceable};
use crate::ide::completion::list::List;
use crate::ide::completion::skeleton::Skeleton;
use crate::ide::completion::snippet::Stops;
use crate::ide::completion::whole::{self, Goal};
use crate::ide::completion::{Item, ItemKind, declared, templates};
use crate::ide::cursor::{Owner, Position};
use crate::locale::Message;
use crate::model::os::Os;
use crate::say;
use crate::schema::{slice, words};
use crate::syntax::tree::{Kind, Node, Tree};

const TEMPLATES: &str = "Microsoft.VirtualMachineImages/imageTemplates";

/// What may be inserted in a deployment that contains an image template, outside of it.
pub(super) fn items(doc: &Document, position: Position<'_>, at: u32) -> Vec<Item> {
    let mut items = new_templates(doc.tree(), position, at);
    if items.is_empty() {
        items = sections(doc, position, at).unwrap_or_default();
    }
    items
}

/// New image templates, where resources of a deployment template are written.
pub(super) fn new_templates(tree: &Tree, position: Position<'_>, at: u32) -> Vec<Item> {
    let Position::Value { owner, value, span } = position else {
        return Vec::new();
    };
    let Some(span) = replaceable(tree.text(), span, at) else {
        return Vec::new();
    };
    let is_open = value.is_none_or(|it| it.kind() == Kind::Broken);
    match owner {
        Owner::List(resources) if is_open && resources.has_key("resources") && is_section(resources) => {
            let mut list = List::new(InsertionSite::new(resources, span, at));
            resource_items(&mut list, resources);
            list.items
        }
        Owner::Member(member) if member.has_key("type") && is_resource(member.parent()) => {
            let Some(resource) = member.parent() else {
                return Vec::new();
            };
            let mut list = List::new(InsertionSite::new(resource, span, at));
            list.word(TEMPLATES, words::of_type(slice::TEMPLATE));
            list.word(&format!("{TEMPLATES}/triggers"), words::of_type(slice::TRIGGER));
            list.items
        }
        _ => Vec::new(),
    }
}

/// Whether a value is a section of the deployment template that is the document.
fn is_section(section: Node<'_>) -> bool {
    section.parent().is_some_and(|it| it.parent().is_none())
}

/// Whether an object is a resource of the document, or one by its symbolic name.
fn is_resource(object: Option<Node<'_>>) -> bool {
    let resources = object.and_then(Node::parent);
    resources.is_some_and(|it| it.has_key("resources") && is_section(it))
}

fn resource_items(list: &mut List<'_>, resources: Node<'_>) {
    let root = resources.parent();
    let parameter = root.and_then(|it| it.at(&["parameters", "location"]));
    let location = match parameter {
        Some(_) => "[parameters('location')]",
        None => "[resourceGroup().location]",
    };
    for system in [Os::Windows, Os::Linux] {
        for goal in [Goal::Gallery, Goal::ManagedImage, Goal::Vhd] {
            let skeleton = Skeleton::of_pattern(&whole::resource(system, goal, location));
            let (label, words) = templates::describe(system, goal, false);
            list.skeleton(&label, &skeleton, Some(&words));
        }
    }
    let trigger = format!(
        "{{\n  \"type\": \"{TEMPLATES}/triggers\",\n  \"apiVersion\": \"{}\",\n  \"name\": \"‹<image-template>›/‹source-image›\",\n  \"dependsOn\": [\n    \"‹<image-template>›\"\n  ],\n  \"properties\": {{\n    \"kind\": \"SourceImage\"\n  }}\n}}",
        slice::newest()
    );
    list.skeleton(
        "image template trigger",
        &Skeleton::of_pattern(&trigger),
        words::of_type(slice::TRIGGER),
    );
}

fn sections(doc: &Document, position: Position<'_>, at: u32) -> Option<Vec<Item>> {
    let text = doc.text();
    match position {
        Position::Key { object, member, span } => {
            let site = InsertionSite::new(object, replaceable(text, span, at)?, at);
            let key_end = member.and_then(Node::key_span).map_or(span.end, |it| it.end);
            if member.is_some_and(|it| it.kind() != Kind::Broken || it.span().start > key_end) {
                return None;
            }
            let mut keys = Keys {
                list: List::new(site),
                others: object
                    .children()
                    .filter(|it| Some(*it) != member)
                    .filter_map(Node::key)
                    .map(Into::into)
                    .collect(),
            };
            keys.add(object);
            Some(keys.list.items)
        }
        Position::Value { owner, span, .. } => {
            let (Owner::Member(node) | Owner::List(node)) = owner;
            let container = match owner {
                Owner::Member(node) => node.parent()?,
                Owner::List(list) => list,
            };
            let mut list = List::new(InsertionSite::new(container, replaceable(text, span, at)?, at));
            let declares = |name: &str| container.parent().is_some_and(|it| it.has_key(name) && is_section(it));
            if node.has_key("type") && (declares("parameters") || declares("outputs")) {
                for name in [
                    "string",
                    "secureString",
                    "int",
                    "bool",
                    "object",
                    "secureObject",
                    "array",
                ] {
                    list.word(name, None);
                }
            } else if scope::of(node).is_some() {
                declared::add_all(&mut list, node);
            }
            Some(list.items)
        }
    }
}

/// Keys of an object of a deployment template.
struct Keys<'d> {
    list: List<'d>,
    others: Vec<String>,
}

impl Keys<'_> {
    fn add(&mut self, object: Node<'_>) {
        let named = |name: &str| object.has_key(name) && is_section(object);
        let inside = |name: &str| object.parent().is_some_and(|it| it.has_key(name) && is_section(it));
        if object.parent().is_none() {
            self.key(
                "parameters",
                "{\n  ‹›\n}",
                say! { en: "Values that are given when it is deployed.", pt_br: "Valores fornecidos na implantação." },
            );
            self.key(
                "variables",
                "{\n  ‹›\n}",
                say! { en: "Values that several places use.", pt_br: "Valores usados em vários lugares." },
            );
            self.key(
                "functions",
                "[\n  ‹›\n]",
                say! { en: "User-defined functions.", pt_br: "Funções definidas pelo usuário." },
            );
            self.key(
                "resources",
                "[\n  ‹›\n]",
                say! { en: "What is deployed.", pt_br: "O que é implantado." },
            );
            self.key(
                "outputs",
                "{\n  ‹›\n}",
                say! { en: "Values that the deployment returns.", pt_br: "Valores que a implantação retorna." },
            );
        } else if named("parameters") {
            self.declaration("parameter", "name", "{\n  \"type\": \"‹string›\"\n}");
            let location = "{\n  \"type\": \"string\",\n  \"defaultValue\": \"[resourceGroup().location]\"\n}";
            if !self.others.iter().any(|it| it.eq_ignore_ascii_case("location")) {
                self.key("location", location, say! { en: "The region, by default that of the resource group.", pt_br: "A região, por padrão a do grupo de recursos." });
            }
        } else if named("variables") {
            self.declaration("variable", "name", "\"‹value›\"");
        } else if named("outputs") {
            self.declaration("output", "name", "{\n  \"type\": \"‹string›\",\n  \"value\": \"‹›\"\n}");
        } else if inside("parameters") {
            self.parameter(object);
        } else if inside("outputs") {
            self.key(
                "type",
                "\"‹string›\"",
                say! { en: "The type of the value.", pt_br: "O tipo do valor." },
            );
            self.key(
                "value",
                "\"‹›\"",
                say! { en: "The value, usually an expression.", pt_br: "O valor, em geral uma expressão." },
            );
            self.key(
                "condition",
                "‹true›",
                say! { en: "Whether it is returned.", pt_br: "Se ele é retornado." },
            );
        }
    }

    /// The members of a parameter that fit its type; all of them while it has none.
    fn parameter(&mut self, object: Node<'_>) {
        let kind = object
            .get("type")
            .and_then(Node::as_str)
            .map(|it| it.to_ascii_lowercase());
        let is_any = |names: &[&str]| kind.as_deref().is_none_or(|it| names.contains(&it));
        let value = match kind.as_deref() {
            Some("int") => "‹0›",
            Some("bool") => "‹true›",
            Some("array") => "[\n  ‹›\n]",
            Some("object" | "secureobject") => "{\n  ‹›\n}",
            _ => "\"‹›\"",
        };
        self.key(
            "type",
            "\"‹string›\"",
            say! { en: "The type of the value.", pt_br: "O tipo do valor." },
        );
        self.key(
            "defaultValue",
            value,
            say! { en: "The value if none is given.", pt_br: "O valor, se nenhum for fornecido." },
        );
        if is_any(&["string", "int", "securestring"]) {
            self.key(
                "allowedValues",
                &format!("[\n  {value}\n]"),
                say! { en: "The values that are accepted.", pt_br: "Os valores aceitos." },
            );
        }
        self.key(
            "metadata",
            "{\n  \"description\": \"‹›\"\n}",
            say! {
                en: "A description, shown where a value is requested.",
                pt_br: "Uma descrição, exibida onde se solicita um valor.",
            },
        );
        if is_any(&["string", "securestring", "array"]) {
            self.key(
                "minLength",
                "‹1›",
                say! { en: "The minimum length.", pt_br: "O comprimento mínimo." },
            );
            self.key(
                "maxLength",
                "‹64›",
                say! { en: "The maximum length.", pt_br: "O comprimento máximo." },
            );
        }
        if is_any(&["int"]) {
            self.key(
                "minValue",
                "‹0›",
                say! { en: "The minimum value.", pt_br: "O valor mínimo." },
            );
            self.key(
                "maxValue",
                "‹100›",
                say! { en: "The maximum value.", pt_br: "O valor máximo." },
            );
        }
    }

    fn key(&mut self, name: &str, value: &str, words: Message) {
        if self.others.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            return;
        }
        let insertion = self.list.site.member(name, &Skeleton::of_pattern(value));
        self.list.push(Item {
            words: Some(words),
            ask_again: name == "type",
            ..Item::new(name, ItemKind::Property, insertion)
        });
    }

    /// A member whose name is the author's.
    fn declaration(&mut self, label: &str, name: &str, value: &str) {
        let mut stops = Stops::default();
        let key = stops.next(name);
        let value = Skeleton::of_snippet(stops.snippet(value));
        let insertion = self.list.site.member_as(name, Some(&key), &value);
        self.list.push(Item {
            words: Some(value.preview(None)),
            ..Item::new(label, ItemKind::Skeleton, insertion)
        });
    }
}
