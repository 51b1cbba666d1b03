//! A parameter file: the values that a deployment is to be started with. What it says comes before the defaults of the
//! template, and counts as they do: for deductions and hints.

use crate::expr::scope::{self, Symbol, member};
use crate::locale::Message;
use crate::model::root;
use crate::model::value;
use crate::say;
use crate::syntax;
use crate::syntax::tree::{Kind, Node, Tree};
use crate::text::lines::Lines;
use crate::text::rope::Encoding;

/// Why a text is not a parameter file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unfit {
    /// It is not valid JSON, from this line on, counted from 0.
    Broken(u32),
    /// It is a deployment template, which has `parameters` too.
    Template,
    /// It has none.
    NoParameters,
}

/// A parameter file that was read.
#[derive(Debug)]
pub struct ParameterFile {
    name: String,
    tree: Tree,
}

/// Two are the same where they say the same under the same name.
impl PartialEq for ParameterFile {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.tree.text() == other.tree.text()
    }
}

impl Eq for ParameterFile {}

impl ParameterFile {
    /// Reads a text; `name` is what sentences call it.
    pub fn parse(name: &str, text: String) -> Result<Self, Unfit> {
        let tree = syntax::parse(text);
        if let Some(error) = tree.errors().iter().find(|it| it.kind.breaks_shape()) {
            let (line, _) = Lines::new(tree.text()).position(error.span.start, Encoding::Utf8);
            return Err(Unfit::Broken(line));
        }
        let root = tree.root();
        if root.is_some_and(root::is_deployment) {
            return Err(Unfit::Template);
        }
        let values = root.and_then(|it| it.get("parameters"));
        if values.is_none_or(|it| it.kind() != Kind::Object) {
            return Err(Unfit::NoParameters);
        }
        let name = name.to_owned();
        Ok(Self { name, tree })
    }

    /// What sentences call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its text, byte for byte.
    pub fn text(&self) -> &str {
        self.tree.text()
    }

    /// The value that it consists of; `None` for an empty text.
    pub fn root(&self) -> Option<Node<'_>> {
        self.tree.root()
    }

    /// The object of values by parameter name.
    pub fn values(&self) -> Option<Node<'_>> {
        self.tree.root()?.get("parameters")
    }

    /// What it has under the name of a parameter; more than one entry where it spells the name in several ways.
    pub fn entries(&self, parameter: &str) -> impl Iterator<Item = Node<'_>> {
        let entries = self.values().into_iter().flat_map(Node::children);
        entries.filter(move |it| it.has_key(parameter))
    }

    /// What it says of a parameter; `None` if it does not name it.
    fn given(&self, parameter: &str) -> Option<Given<'_>> {
        let entry = member(self.values()?, parameter)?;
        let is_known = |it: &Node<'_>| !matches!(it.kind(), Kind::Null | Kind::Broken) && !value::is_expression(*it);
        // A secret of a key vault has a `reference` instead; no deployment takes null.
        Some(entry.get("value").filter(is_known).map_or(Given::Hidden, Given::Value))
    }
}

impl Unfit {
    /// It as a clause.
    pub fn words(self) -> Message {
        match self {
            Self::Broken(line) => {
                let number = line + 1;
                say! { en: "line {number} is not JSON", pt_br: "a linha {number} não é JSON" }
            }
            Self::Template => say! { en: "it is a deployment template", pt_br: "é um template de implantação" },
            Self::NoParameters => say! { en: "it has no object `parameters`", pt_br: "não tem um objeto `parameters`" },
        }
    }
}

/// What a parameter file says of a parameter that it names.
enum Given<'d> {
    Value(Node<'d>),
    /// Something that the file does not show: neither it nor the default is known to be the value.
    Hidden,
}

/// What a parameter has when its deployment starts.
pub(super) enum Start<'d> {
    /// The value in the parameter file.
    Given(Node<'d>, &'d ParameterFile),
    /// The entry with what the deployment around its own passes.
    Passed(Node<'d>),
    Default(Node<'d>),
    /// Not known here.
    Hidden,
}

/// What a parameter has that an expression at a position names.
pub(super) fn start_value<'d>(at: Node<'d>, name: &str, file: Option<&'d ParameterFile>) -> Start<'d> {
    let Some(scope) = scope::of(at) else {
        return Start::Hidden;
    };
    let Some(declared) = scope.find(Symbol::Parameter, name) else {
        return Start::Hidden;
    };
    if let Some((passed, _)) = scope.passed() {
        if let Some(entry) = passed.and_then(|it| member(it, name)) {
            return Start::Passed(entry);
        }
    } else if let Some(file) = file
        && let Some(given) = file.given(name)
    {
        return match given {
            Given::Value(value) => Start::Given(value, file),
            Given::Hidden => Start::Hidden,
        };
    }
    let default = declared.node.get("defaultValue");
    default.map_or(Start::Hidden, Start::Default)
}

/// The default names of the parameter file next to a template, the first that is there
/// counting; none for a file that is not JSON.
pub fn paired(template: &str) -> Vec<String> {
    let is_json = |end: &&str| end.eq_ignore_ascii_case("json") || end.eq_ignore_ascii_case("jsonc");
    let stem = template.rsplit_once('.').filter(|(_, end)| is_json(end)).map(|it| it.0);
    let names = stem.map(|it| [format!("{it}.parameters.json"), format!("{it}.parameters.jsonc")]);
    names.into_iter().flatten().collect()
}

/// The names of the templates that a file of this name is the parameter file of, where nobody says otherwise; none for other names.
pub fn templates(file: &str) -> Vec<String> {
    let stem = file
        .strip_suffix(".parameters.json")
        .or_else(|| file.strip_suffix(".parameters.jsonc"));
    let names = stem.map(|it| [format!("{it}.json"), format!("{it}.jsonc")]);
    names.into_iter().flatten().collect()
}
