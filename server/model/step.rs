//! One step of a build, a customizer or a validator: a node wearing a name.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::model::script_file::ScriptFile;
use crate::model::template::Template;
use crate::model::uri;
use crate::model::value::{self, Value};
use crate::syntax::tree::{Kind, Node};

#[derive(Debug, Clone, Copy)]
pub struct Step<'d> {
    pub node: Node<'d>,
    pub template: Template<'d>,
    pub list: List,
    /// What it does; `None` if its `type` is missing, computed or unknown.
    pub kind: Option<StepKind>,
}

/// The list that a step is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// `customize`
    Customize,
    /// `validate.inVMValidations`
    Validate,
}

/// What a step does, by its `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    Shell,
    PowerShell,
    File,
    WindowsRestart,
    WindowsUpdate,
}

/// The steps of `customize`, in order; none where an expression computes the list.
pub fn customizers(template: Template<'_>) -> impl Iterator<Item = Step<'_>> {
    template
        .customizers()
        .map(move |node| Step::new(node, template, List::Customize))
}

/// The steps of `validate.inVMValidations`, in order.
pub fn validators(template: Template<'_>) -> impl Iterator<Item = Step<'_>> {
    template
        .validators()
        .map(move |node| Step::new(node, template, List::Validate))
}

impl StepKind {
    /// The kind with a `type`, which is case-sensitive.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "Shell" => Self::Shell,
            "PowerShell" => Self::PowerShell,
            "File" => Self::File,
            "WindowsRestart" => Self::WindowsRestart,
            "WindowsUpdate" => Self::WindowsUpdate,
            _ => return None,
        })
    }
}

impl<'d> Step<'d> {
    fn new(node: Node<'d>, template: Template<'d>, list: List) -> Self {
        let word = value::text(node.get("type")).known();
        let kind = word.and_then(|it| StepKind::parse(&it));
        Self {
            node,
            template,
            list,
            kind,
        }
    }

    pub fn get(self, name: &str) -> Option<Node<'d>> {
        self.node.get(name)
    }

    /// Whether it runs a script.
    pub fn runs_script(self) -> bool {
        matches!(self.kind, Some(StepKind::Shell | StepKind::PowerShell))
    }

    /// The address of what it downloads, where one is given: `scriptUri`, or `sourceUri` of a file.
    pub fn address(self) -> Option<Node<'d>> {
        let name = match self.kind? {
            StepKind::Shell | StepKind::PowerShell => "scriptUri",
            StepKind::File => "sourceUri",
            StepKind::WindowsRestart | StepKind::WindowsUpdate => return None,
        };
        self.given(name)
    }

    /// The file next to the template that the address most likely refers to.
    pub fn file(self) -> Option<&'d ScriptFile> {
        let address = value::text(self.address()).known()?;
        self.template.files?.get(&address)
    }

    /// A member that says something: the service takes an empty text or list for none.
    pub fn given(self, name: &str) -> Option<Node<'d>> {
        self.get(name).filter(|it| !is_blank(*it))
    }

    /// The path on the build VM that a file is written to, if it is a literal.
    pub fn destination(self) -> Value<'d, Cow<'d, str>> {
        match self.kind {
            Some(StepKind::File) => value::text(self.given("destination")),
            _ => Value::Missing,
        }
    }

    /// The steps after it in its list, in order.
    pub fn after(self) -> impl Iterator<Item = Self> {
        let behind = std::iter::successors(self.node.next(), |it| it.next());
        behind
            .filter(|it| it.kind() == Kind::Object)
            .map(move |node| Self::new(node, self.template, self.list))
    }

    /// Whether its script is not available or mentions a word, ignoring case: an address, a
    /// computed text or a list of the wrong type may contain anything.
    pub fn may_mention(self, word: &str) -> bool {
        if !self.runs_script() {
            return self.kind.is_none();
        }
        let Some(inline) = self.get("inline") else { return true };
        let word = word.to_ascii_lowercase();
        let mentions = |it: Node<'_>| match value::text(Some(it)) {
            Value::Known(text, _) => text.to_ascii_lowercase().contains(&word),
            _ => true,
        };
        inline.kind() != Kind::Array || self.given("scriptUri").is_some() || inline.children().any(mentions)
    }
}

/// Whether a value says nothing: an empty text, or a list of such.
fn is_blank(node: Node<'_>) -> bool {
    match node.kind() {
        Kind::String => node.as_str().is_some_and(|it| it.trim().is_empty()),
        Kind::Array => node
            .children()
            .all(|it| it.kind() == Kind::String && it.as_str().is_some_and(|it| it.trim().is_empty())),
        _ => false,
    }
}

/// The addresses of a template for which there may be files.
pub fn addresses(template: Template<'_>) -> BTreeSet<String> {
    let steps = customizers(template).chain(validators(template));
    let written = steps.filter_map(|it| value::text(it.address()).known());
    let web = written.filter(|it| uri::split(it).is_some_and(uri::Uri::is_web));
    web.map(|it| it.into_owned()).collect()
}
