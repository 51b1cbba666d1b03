//! Initial values by the schema: with the members that a new object needs, and what the template says already.

use std::borrow::Cow;

use crate::ide::completion::id_pattern;
use crate::ide::completion::skeleton::Skeleton;
use crate::ide::completion::snippet::Stops;
use crate::model::template::Template;
use crate::schema::lookup;
use crate::schema::slice::{Property, Shape, Slice};
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};

/// Writes skeletons that fit one template.
pub(super) struct Writer<'d> {
    template: Template<'d>,
    slice: &'static Slice,
    stops: Stops,
}

impl<'d> Writer<'d> {
    pub fn new(template: Template<'d>) -> Self {
        Self {
            template,
            slice: lookup::slice_of(template),
            stops: Stops::default(),
        }
    }

    /// The value of a member of a type.
    pub fn value(mut self, owner: &str, property: &Property) -> Skeleton {
        Skeleton::of_snippet(self.member(owner, property, 0))
    }

    /// A value of a shape.
    pub fn shape(mut self, shape: &Shape) -> Skeleton {
        Skeleton::of_snippet(self.any(shape, 0))
    }

    /// A new object of a type with the members that it begins with; `choice` is the value of its discriminator.
    pub fn object(mut self, name: &str, choice: Option<&str>) -> Skeleton {
        let start = self.slice.start(name);
        Skeleton::of_snippet(self.fields(name, choice, start, 0))
    }

    /// The same with other members.
    pub fn object_with(mut self, name: &str, choice: Option<&str>, members: &[&str]) -> Skeleton {
        Skeleton::of_snippet(self.fields(name, choice, members, 0))
    }

    fn member(&mut self, owner: &str, property: &Property, depth: usize) -> String {
        let tabs = "\t".repeat(depth);
        if let Some(pattern) = self.initial(owner, property, depth) {
            return self.stops.snippet(&pattern).replace('\n', &format!("\n{tabs}"));
        }
        match (&property.shape, property.default) {
            (Shape::Integer, Some(default)) => self.stops.next(&default.to_string()),
            (shape, _) => self.any(shape, depth),
        }
    }

    /// The pattern of a value that is known better than by its shape; `depth` is that of the object it is in, 1 for a new one.
    fn initial(&self, owner: &str, property: &Property, depth: usize) -> Option<Cow<'static, str>> {
        let pattern = match (owner, property.name) {
            ("ImageTemplateRestartCustomizer", "restartTimeout") => "\"‹30m›\"",
            ("ImageTemplateWindowsUpdateCustomizer", "searchCriteria") => "\"IsInstalled=0\"",
            ("ImageTemplateWindowsUpdateCustomizer", "filters") => {
                "[\n  \"exclude:$_.Title -like '*Preview*'\",\n  \"include:$true\"\n]"
            }
            ("ImageTemplatePlatformImageSource", "version") => "\"‹latest›\"",
            ("ImageTemplateProperties", "buildTimeoutInMinutes") => "‹240›",
            ("ImageTemplateVmProfile", "vmSize") => "\"‹Standard_D2s_v5›\"",
            ("ImageTemplateVmProfile", "osDiskSizeGB") => "‹128›",
            (_, "validExitCodes") => "[0, ‹3010›]",
            ("ImageTemplateVhdDistributor", "uri") => {
                "\"https://‹<storageAccount>›.blob.core.windows.net/‹<container>›/‹image›.vhd\""
            }
            ("ImageTemplateIdentity", "type") => "\"UserAssigned\"",
            ("TargetRegion", "name") if depth == 1 && self.is_replicated() => "\"‹›\"",
            ("TargetRegion", "name") | ("ImageTemplateManagedImageDistributor", "location") => {
                return Some(Cow::Owned(self.location()));
            }
            ("ImageTemplateSharedImageDistributor", "replicationRegions") => {
                return Some(Cow::Owned(format!("[\n  {}\n]", self.location())));
            }
            ("ImageTemplateIdentity", "userAssignedIdentities") => {
                let id = id_pattern::of_member(self.template, property.name)?;
                return Some(Cow::Owned(format!("{{\n  \"{id}\": {{}}\n}}")));
            }
            ("ImageTemplateVmProfile", "userAssignedIdentities") => {
                let id = id_pattern::of_member(self.template, property.name)?;
                return Some(Cow::Owned(format!("[\n  \"{id}\"\n]")));
            }
            (_, "runOutputName") => return Some(Cow::Owned(format!("\"‹{}›\"", self.free_output(owner)))),
            (_, name) if property.shape == Shape::String => {
                let id = id_pattern::of_member(self.template, name)?;
                return Some(Cow::Owned(format!("\"{id}\"")));
            }
            // Who writes it wants what is not the default.
            _ if property.shape == Shape::Boolean => "‹true›",
            _ => return None,
        };
        Some(Cow::Borrowed(pattern))
    }

    /// Whether a target lists the region of the template already.
    fn is_replicated(&self) -> bool {
        let home = self.template.root.get("location").and_then(Node::as_str);
        let lists = self.template.distributors().filter_map(|it| it.get("targetRegions"));
        let names = lists.flat_map(Node::children).filter_map(|it| it.get("name")?.as_str());
        names.into_iter().any(|it| Some(it) == home)
    }

    /// A name for the output of a target that no other has.
    fn free_output(&self, target: &str) -> String {
        let name = match target {
            "ImageTemplateSharedImageDistributor" => "gallery",
            "ImageTemplateVhdDistributor" => "vhd",
            _ => "image",
        };
        let is_taken = |name: &str| {
            let mut targets = self.template.distributors();
            targets.any(|it| {
                it.get("runOutputName")
                    .and_then(Node::as_str)
                    .is_some_and(|it| it == name)
            })
        };
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        names.find(|it| !is_taken(it)).unwrap_or_default()
    }

    /// The location of the template, as JSON.
    fn location(&self) -> String {
        let written = self
            .template
            .root
            .get("location")
            .filter(|it| it.kind() == Kind::String);
        let text = written.and_then(|it| it.as_str()).unwrap_or_default();
        let quoted = string::quote(&text);
        // Marks of a pattern are not among the letters of a region.
        let inner = Some(string::inner(&quoted)).filter(|it| !it.contains(['‹', '›', '=']));
        format!("\"‹{}›\"", inner.unwrap_or_default())
    }

    fn any(&mut self, shape: &Shape, depth: usize) -> String {
        let (tabs, end) = ("\t".repeat(depth + 1), "\t".repeat(depth));
        match shape {
            Shape::String | Shape::Any => format!("\"{}\"", self.stops.next("")),
            Shape::Integer => self.stops.next("0"),
            Shape::Boolean => self.stops.next("true"),
            Shape::Array(item) => format!("[\n{tabs}{}\n{end}]", self.any(item, depth + 1)),
            Shape::Map(value) => {
                let key = self.stops.next("");
                let is_empty = match **value {
                    Shape::Named(name) => self.slice.properties(name).iter().all(|it| it.read_only),
                    _ => false,
                };
                let inner = match is_empty {
                    true => "{\\}".to_owned(),
                    false => self.any(value, depth + 1),
                };
                format!("{{\n{tabs}\"{key}\": {inner}\n{end}\\}}")
            }
            Shape::Named(name) => self.fields(name, None, self.slice.start(name), depth),
        }
    }

    fn fields(&mut self, name: &str, choice: Option<&str>, members: &[&str], depth: usize) -> String {
        let (tabs, end) = ("\t".repeat(depth + 1), "\t".repeat(depth));
        if let Some((discriminator, _)) = self.slice.union(name) {
            let chosen = self.stops.next("");
            return format!("{{\n{tabs}\"{discriminator}\": \"{chosen}\"\n{end}\\}}");
        }
        let mut fields = Vec::new();
        for member in members {
            let known = self.slice.properties(name).iter().find(|it| it.name == *member);
            let Some(property) = known.filter(|it| !it.deprecated) else {
                continue;
            };
            let value = match choice.filter(|_| property.discriminator) {
                Some(choice) => format!("\"{choice}\""),
                None => self.member(name, property, depth + 1),
            };
            fields.push(format!("{tabs}\"{member}\": {value}"));
        }
        match fields.is_empty() {
            true => format!("{{\n{tabs}{}\n{end}\\}}", self.stops.next("")),
            false => format!("{{\n{}\n{end}\\}}", fields.join(",\n")),
        }
    }
}
