//! Image definitions of galleries that the deployment of a template creates, as far as the template uses them.

use crate::expr::eval::Origin;
use crate::model::deployed::{self, Deployed};
use crate::model::neighbours::Text;
use crate::model::template::Template;
use crate::model::value;
use crate::syntax::tree::{Kind, Node};

const TYPE: &str = "microsoft.compute/galleries/images";

/// The definitions that a deployment creates.
pub struct Definitions<'d> {
    deployed: Deployed<'d>,
}

/// A definition that a value of a template names.
#[derive(Debug, Clone, Copy)]
pub struct Definition<'d> {
    pub node: Node<'d>,
    /// Whether it is the one for any values of parameters.
    pub is_certain: bool,
}

/// What a definition says of its images.
#[derive(Debug, Clone)]
pub struct Said<'d> {
    pub text: String,
    pub node: Node<'d>,
    /// Whether it says so for any values of parameters.
    pub is_certain: bool,
}

/// The security type of the images of a definition.
#[derive(Debug, Clone)]
pub enum SecurityType<'d> {
    Says(Said<'d>),
    /// The definition names none.
    Absent,
    Unknown,
}

impl<'d> Definitions<'d> {
    /// The definitions of the deployment of a template; `None` if there are none.
    pub fn of(template: Template<'d>) -> Option<Self> {
        let deployed = Deployed::of(template)?;
        deployed.declared(TYPE).next()?;
        Some(Self { deployed })
    }

    /// The definition that an ID of a template names, be it the ID of a definition or of one of its versions; `None` if it
    /// may not be created, or only under another condition than the template.
    pub fn named(&self, id: Node<'d>, template: Template<'d>) -> Option<Definition<'d>> {
        let id = self.deployed.text(id)?;
        let end = id.text.to_ascii_lowercase().find("/versions/");
        let id = self.deployed.part(&id, id.text.get(..end.unwrap_or(id.text.len()))?);
        let definition = self.deployed.find(TYPE, &id)?;
        let is_certain = parameters(&id).eq(parameters(&definition.id));
        let node = definition.node;
        deployed::is_created_with(node, template).then_some(Definition { node, is_certain })
    }

    /// A text of a definition by the path below `properties`; `None` if it is absent or unknown.
    pub fn said(&self, definition: Definition<'d>, path: &[&str]) -> Option<Said<'d>> {
        let node = definition.node.get("properties")?.at(path)?;
        self.value(definition, node)
    }

    /// The security type among the features of a definition.
    pub fn security_type(&self, definition: Definition<'d>) -> SecurityType<'d> {
        let Some(properties) = self.written_properties(definition) else {
            return SecurityType::Unknown;
        };
        let Some(features) = properties.get("features") else {
            return SecurityType::Absent;
        };
        if features.kind() != Kind::Array {
            return SecurityType::Unknown;
        }
        for feature in features.children() {
            let name = feature.get("name").and_then(|it| self.deployed.text(it));
            match name.filter(|it| it.is_known) {
                Some(name) if name.text.eq_ignore_ascii_case("SecurityType") => {
                    let said = feature.get("value").and_then(|it| self.value(definition, it));
                    return said.map_or(SecurityType::Unknown, SecurityType::Says);
                }
                Some(_) => {}
                None => return SecurityType::Unknown,
            }
        }
        SecurityType::Absent
    }

    /// The definition of the source image of a template.
    pub fn source(&self, template: Template<'d>) -> Option<Definition<'d>> {
        self.named(source_version(template)?, template)
    }

    fn value(&self, definition: Definition<'d>, node: Node<'d>) -> Option<Said<'d>> {
        let said = self.deployed.text(node)?;
        let is_open = parameters(&said).next().is_some();
        let is_text = said.is_known && !said.text.is_empty() && !value::has_placeholder(&said.text);
        is_text.then_some(Said {
            text: said.text,
            node,
            is_certain: definition.is_certain && !is_open,
        })
    }

    /// The properties of a definition where every member is written out, so that one that is not there is absent.
    pub fn written_properties(&self, definition: Definition<'d>) -> Option<Node<'d>> {
        let properties = definition.node.get("properties")?;
        let is_whole = properties.kind() == Kind::Object && properties.is_closed() && properties.get("copy").is_none();
        is_whole.then_some(properties)
    }
}

/// A text that the definition of the source image says, if the deployment creates that definition.
pub fn of_source<'d>(template: Template<'d>, member: &str) -> Option<Said<'d>> {
    source_version(template)?;
    let definitions = Definitions::of(template)?;
    definitions.said(definitions.source(template)?, &[member])
}

/// The ID of the image version that a template starts from.
pub fn source_version(template: Template<'_>) -> Option<Node<'_>> {
    let source = template.property("source")?;
    let kind = value::text(source.get("type")).known()?;
    source
        .get("imageVersionId")
        .filter(|_| kind.eq_ignore_ascii_case("SharedImageVersion"))
}

/// The parameters that a text rests on whose values the deployment may set.
fn parameters(text: &Text) -> impl Iterator<Item = &str> {
    let mut names: Vec<&str> = Vec::new();
    for origin in &text.from {
        match origin {
            Origin::Default(name) | Origin::File(name) if !names.contains(&name.as_str()) => names.push(name),
            _ => {}
        }
    }
    names.sort_unstable();
    names.into_iter()
}
