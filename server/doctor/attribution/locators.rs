//! Locators: how a page says where in a template the cause of its failure is.

use crate::doctor::attribution::Alignment;
use crate::doctor::diagnosis::{Diagnosis, Finding};
use crate::model::step::{self, Step, StepKind};
use crate::model::template::Template;
use crate::syntax::tree::{Kind, Node};

/// The value of a template that causes a finding, by the first locator of its page that finds one.
pub(super) fn locate<'d>(
    finding: &Finding,
    diagnosis: &Diagnosis,
    template: Template<'d>,
    alignment: Option<&Alignment<'d>>,
) -> Option<Node<'d>> {
    let search = Search {
        finding,
        diagnosis,
        template,
        alignment,
    };
    finding.case.locators.iter().find_map(|it| search.find(it))
}

struct Search<'r, 'd> {
    finding: &'r Finding,
    diagnosis: &'r Diagnosis,
    template: Template<'d>,
    alignment: Option<&'r Alignment<'d>>,
}

impl<'d> Search<'_, 'd> {
    fn find(&self, locator: &str) -> Option<Node<'d>> {
        let (root, finding) = (self.template.root, self.finding);
        let captured = |it: &str| finding.value(it.strip_prefix('{')?.strip_suffix('}')?);
        match locator.split_once(':') {
            _ if locator.starts_with('/') => self.pointer(locator),
            None if locator == "step" => self.step().map(|it| it.node),
            None if locator == "last-step" => step::customizers(self.template).last().map(|it| it.node),
            None if locator == "fields" => self.fields(),
            None if locator == "code" => self.pointer(of_code(finding.value("code")?)?),
            Some(("step", kind)) => self.step_of_kind(kind).map(|it| it.node),
            Some(("id", name)) => containing(root, captured(name)?),
            Some(("uri", name)) => self.downloading(captured(name)?).map(|it| it.node),
            Some(("path", names)) => {
                let (path, field) = names.split_once(':')?;
                let path = captured(path)?;
                let path = path.strip_prefix("ImageTemplate").unwrap_or(path);
                let outer = walk(root, path)?;
                // A missing property is located at the object that lacks it.
                Some(captured(field).and_then(|it| walk(outer, it)).unwrap_or(outer))
            }
            _ => None,
        }
    }

    /// The step that was running, or the one that ran last.
    fn step(&self) -> Option<Step<'d>> {
        let alignment = self.alignment?;
        let failing = self.diagnosis.builds.get(alignment.build)?.failing;
        let own = self
            .finding
            .stage
            .filter(|_| self.finding.build == Some(alignment.build));
        let stage = own.or(failing)?;
        alignment.step(stage)
    }

    /// The step of a type that ran at the finding or last before it; else the only one of that type.
    fn step_of_kind(&self, kind: &str) -> Option<Step<'d>> {
        let kind = StepKind::parse(kind)?;
        let is_it = |it: &Step<'_>| it.kind == Some(kind);
        let before = self.alignment.and_then(|alignment| {
            let stage = self.finding.stage?;
            let ran = alignment.steps.iter().rev().filter(|it| it.0 <= stage);
            ran.map(|it| it.1).find(is_it)
        });
        before.or_else(|| {
            let all = step::customizers(self.template).chain(step::validators(self.template));
            let mut all = all.filter(|it| is_it(it));
            all.next().filter(|_| all.next().is_none())
        })
    }

    /// The step that downloads from an address.
    fn downloading(&self, uri: &str) -> Option<Step<'d>> {
        let bare = |it: &str| it.split('?').next().unwrap_or_default().to_ascii_lowercase();
        let is_it = |it: &Step<'_>| {
            let address = self.template.resolved_text(it.address());
            address.is_some_and(|it| bare(&it) == bare(uri))
        };
        let all = step::customizers(self.template).chain(step::validators(self.template));
        all.into_iter().find(is_it)
    }

    /// A value by its JSON Pointer, in which `*` is the first item of an array and `{d}` a captured index.
    fn pointer(&self, pointer: &str) -> Option<Node<'d>> {
        let mut node = self.template.root;
        for part in pointer.split('/').skip(1) {
            node = match part.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
                Some(name) => {
                    let index: usize = self.finding.value(name)?.parse().ok()?;
                    node.child(index)?
                }
                None if part == "*" => node.children().next()?,
                None => node.get(part)?,
            };
        }
        Some(node)
    }

    /// The end of the chain of properties in a parse error of the service: `struct field Properties`.
    fn fields(&self) -> Option<Node<'d>> {
        let mut node = self.template.root;
        for field in self.finding.text.split("struct field ").skip(1) {
            let name = field.split([':', ' ']).next().unwrap_or_default();
            let is_it = |it: &Node<'d>| it.key().is_some_and(|key| key.eq_ignore_ascii_case(name));
            let items = node
                .children()
                .filter(|it| it.kind() == Kind::Object)
                .flat_map(Node::children);
            node = node.children().find(is_it).or_else(|| items.into_iter().find(is_it))?;
        }
        let unknown = self.finding.value("name").and_then(|it| named(node, it));
        unknown.or_else(|| (node != self.template.root).then_some(node))
    }
}

/// The part of a template that an error code of the service refers to: `BadManagedImageSource`. Source: the service's own definition
/// of `ProvisioningErrorCode`.
fn of_code(code: &str) -> Option<&'static str> {
    let parts = [
        ("Customizer", "/properties/customize"),
        ("Validator", "/properties/validate"),
        ("Distribute", "/properties/distribute"),
        ("StagingResourceGroup", "/properties/stagingResourceGroup"),
        ("Source", "/properties/source"),
    ];
    parts.iter().find(|(word, _)| code.contains(word)).map(|it| it.1)
}

/// The first string or key that contains a text, ignoring case.
fn containing<'d>(root: Node<'d>, text: &str) -> Option<Node<'d>> {
    let text = text.to_ascii_lowercase();
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        let holds =
            |it: Option<std::borrow::Cow<'_, str>>| it.is_some_and(|it| it.to_ascii_lowercase().contains(&text));
        if (node.kind() == Kind::String && holds(node.as_str())) || holds(node.key()) {
            return Some(node);
        }
        let children: Vec<Node<'d>> = node.children().collect();
        waiting.extend(children.into_iter().rev());
    }
    None
}

/// The first property with a name in an object or below it.
fn named<'d>(node: Node<'d>, name: &str) -> Option<Node<'d>> {
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        if node.has_key(name) {
            return Some(node);
        }
        let children: Vec<Node<'d>> = node.children().collect();
        waiting.extend(children.into_iter().rev());
    }
    None
}

/// The value at a path of the service: `.properties.distribute[0].type`.
fn walk<'d>(from: Node<'d>, path: &str) -> Option<Node<'d>> {
    let mut node = from;
    for part in path.split(['.', '[']).filter(|it| !it.is_empty()) {
        node = match part.strip_suffix(']') {
            Some(index) => node.child(index.parse().ok()?)?,
            None => node.get(part)?,
        };
    }
    Some(node)
}
