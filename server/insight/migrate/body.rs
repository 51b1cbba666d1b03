//! The body of a template, member by member against the newer version: names and values in the case that it requires,
//! members with another name now, and what only the service writes. Objects are read as what they are about to become.

use crate::expr;
use crate::insight::migrate::member::member;
use crate::insight::migrate::{Step, network, regions};
use crate::locale::Message;
use crate::model::template::{Form, Template};
use crate::model::value;
use crate::say;
use crate::schema::lookup;
use crate::schema::slice::{self, Property, Shape, Slice};
use crate::syntax::tree::{Kind, Node};
use crate::syntax::{patch, string};

/// Members with another name since: type, old name, new name.
const RENAMED: [(&str, &str, &str); 2] = [
    ("ImageTemplateShellCustomizer", "script", "scriptUri"),
    ("ImageTemplatePowerShellCustomizer", "script", "scriptUri"),
];

/// What is to be changed in the body.
pub(super) fn steps(template: Template<'_>, from: &'static str, to: &'static str) -> Vec<Step> {
    let mut walk = Walk {
        template,
        from,
        to,
        new: slice::slice(Some(to)),
        waiting: vec![(template.root, Shape::Named(lookup::root_type(template)))],
        steps: Vec::new(),
    };
    while let Some((node, shape)) = walk.waiting.pop() {
        walk.value(node, shape);
    }
    walk.steps
}

struct Walk<'d> {
    template: Template<'d>,
    from: &'static str,
    to: &'static str,
    /// What the newer version takes.
    new: &'static Slice,
    /// Values to look into, each with what it is in the newer version.
    waiting: Vec<(Node<'d>, Shape)>,
    steps: Vec<Step>,
}

impl<'d> Walk<'d> {
    fn value(&mut self, node: Node<'d>, shape: Shape) {
        match shape {
            Shape::Named(name) if node.kind() == Kind::Object => {
                if let Some(owner) = self.type_of(node, name) {
                    self.object(node, owner);
                }
            }
            Shape::Array(inner) if node.kind() == Kind::Array => {
                self.waiting.extend(node.children().map(|it| (it, (*inner).clone())));
            }
            Shape::Map(inner) if node.kind() == Kind::Object => {
                self.waiting.extend(node.children().map(|it| (it, (*inner).clone())));
            }
            _ => {}
        }
    }

    /// The type of an object, that of its variant where there are several; `None` if it does not say.
    fn type_of(&mut self, node: Node<'d>, name: &'static str) -> Option<&'static str> {
        let Some((discriminator, variants)) = self.new.union(name) else {
            return Some(name);
        };
        let word = member(node, discriminator)?;
        let written = value::text(Some(word)).known()?;
        let exact = variants.iter().find(|it| it.name == written);
        let variant = exact.or_else(|| variants.iter().find(|it| it.name.eq_ignore_ascii_case(&written)))?;
        let known = variant.name;
        if exact.is_none() {
            self.steps.push(Step {
                title: say! {
                    en: "Replace `{written}` with `{known}`",
                    pt_br: "Substituir `{written}` por `{known}`",
                },
                at: word.span(),
                edits: vec![patch::replace_value(word, string::quote(known))],
            });
        }
        Some(variant.of)
    }

    fn object(&mut self, object: Node<'d>, owner: &'static str) {
        let is_root = object == self.template.root;
        let mut members: Vec<&Property> = Vec::new();
        if is_root && self.template.form == Form::Resource {
            members.extend(self.new.properties(slice::ARM_RESOURCE));
        }
        members.extend(self.new.properties(owner));
        let mut handled = regions::steps(object, owner, self.new, &mut self.steps);
        handled.extend(network::steps(self.template, object, owner, self.new, &mut self.steps));
        let mut written_by_service = Vec::new();
        for node in object.children().filter(|it| !handled.contains(it)) {
            let Some(key) = node.key() else { continue };
            if expr::is_expression(&key) || value::has_placeholder(&key) {
                continue;
            }
            if let Some(exact) = members.iter().find(|it| it.name == key) {
                // A body may name its type and itself; both are taken from the address.
                let is_address = is_root && matches!(exact.name, "type" | "name");
                if exact.read_only && !is_address {
                    written_by_service.push(node);
                } else {
                    self.waiting.push((node, exact.shape.clone()));
                }
                continue;
            }
            let same = |it: &&&Property| !it.read_only && it.name.eq_ignore_ascii_case(&key);
            let name = members.iter().find(same).map(|it| it.name);
            // Under its name, more templates would be found in it.
            let name = name.filter(|it| !is_root || *it != "resources");
            let name = name.or_else(|| self.new_name(owner, &key));
            if let Some(property) = members.iter().find(|it| Some(it.name) == name)
                && self.rename(object, node, property.name)
            {
                self.waiting.push((node, property.shape.clone()));
            }
        }
        self.remove(object, &written_by_service);
    }

    /// What a member is called now that had another name in the older version, or in one on the way.
    fn new_name(&self, owner: &str, key: &str) -> Option<&'static str> {
        let (_, old, new) = RENAMED.iter().find(|it| it.0 == owner && it.1 == key)?;
        let has = |version: &str| {
            let members = slice::slice(Some(version)).properties(owner);
            members.iter().any(|it| it.name == *old)
        };
        let versions = slice::versions().iter().filter(|it| !slice::is_before(it, self.from));
        let mut passed = versions.take_while(|it| **it != self.to);
        (passed.any(|it| has(it)) && !has(self.to)).then_some(*new)
    }

    /// Gives a member the name of the newer version, unless another one has it or could be given it too.
    fn rename(&mut self, object: Node<'d>, node: Node<'d>, name: &'static str) -> bool {
        let others = object.children().filter(|it| *it != node);
        if others.into_iter().any(|it| it.has_key(name)) {
            return false;
        }
        let key = node.key().unwrap_or_default();
        let (Some(edit), Some(at)) = (patch::rename_key(node, name), node.key_span()) else {
            return false;
        };
        self.steps.push(Step {
            title: say! { en: "Rename `{key}` to `{name}`", pt_br: "Renomear `{key}` para `{name}`" },
            at,
            edits: vec![edit],
        });
        true
    }

    fn remove(&mut self, object: Node<'d>, nodes: &[Node<'d>]) {
        let Some(at) = nodes.first().and_then(|it| it.key_span()) else {
            return;
        };
        let names: Vec<_> = nodes.iter().filter_map(|it| it.key()).collect();
        let names = names.join("`, `");
        let title: Message = say! {
            en: "Remove `{names}`, which only the service sets",
            pt_br: "Remover `{names}`, que só o serviço preenche",
        };
        self.steps.push(Step {
            title,
            at,
            edits: patch::remove_all(object, nodes),
        });
    }
}
