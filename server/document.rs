//! One text and all that can be read off it; immutable.

mod secrets;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::model::locate::{self, Located};
use crate::model::neighbours::Neighbours;
use crate::model::parameters::ParameterFile;
use crate::model::script_file::ScriptFiles;
use crate::model::step;
use crate::model::substitution::{self, Assume, Substituted};
use crate::model::template::{Form, Template};
use crate::syntax;
use crate::syntax::tree::{Node, Tree};
use crate::text::day::Day;
use crate::text::redact::Redactor;
use crate::text::span::Span;

/// How strict the text is about comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Plain JSON: editor language id `json`, file `*.json`.
    #[default]
    Json,
    /// JSON with comments: editor language ids `jsonc` and `arm-template`, file `*.jsonc`.
    Jsonc,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The body of one image template.
    Standalone,
    /// A deployment template that contains image templates.
    Arm,
    /// Nothing, an object with nothing in it, or the beginning of a word or of the first key: a template may begin here.
    Empty,
    /// Nothing of ours: no findings, no answers.
    Foreign,
}

/// A text with everything that was read off it.
pub struct Document {
    tree: Tree,
    language: Language,
    kind: Kind,
    templates: Vec<Located>,
    fallback: Option<String>,
    parameters: Option<Arc<ParameterFile>>,
    files: Option<Arc<ScriptFiles>>,
    today: Option<Day>,
    substituted: Substitutions,
    neighbours: OnceLock<Neighbours>,
    redactor: OnceLock<Redactor>,
}

/// The trees with values in the place of expressions, made when they are first needed.
#[derive(Default)]
struct Substitutions {
    certain: OnceLock<Option<Substituted>>,
    assumed: OnceLock<Option<Substituted>>,
}

impl Document {
    /// Reads a text. `api_version` is the version of templates that do not name theirs.
    pub fn new(text: String, language: Language, api_version: Option<&str>) -> Self {
        let fallback = api_version.map(str::to_owned);
        let blank = is_blank(&text);
        if !blank && !locate::may_hold_template(&text) {
            return Self {
                language,
                fallback,
                ..Self::foreign(text)
            };
        }
        let tree = syntax::parse(text);
        let templates = locate::locate(&tree);
        let kind = match templates.first().map(|it| it.form) {
            Some(Form::Standalone) => Kind::Standalone,
            Some(Form::Resource) => Kind::Arm,
            None if blank => Kind::Empty,
            None => Kind::Foreign,
        };
        Self {
            tree,
            language,
            kind,
            templates,
            fallback,
            parameters: None,
            files: None,
            substituted: Substitutions::default(),
            neighbours: OnceLock::new(),
            redactor: OnceLock::new(),
            today: None,
        }
    }

    /// A text that the server ignores, whatever it contains.
    pub fn foreign(text: String) -> Self {
        Self {
            tree: syntax::unread(text),
            language: Language::default(),
            kind: Kind::Foreign,
            templates: Vec::new(),
            fallback: None,
            parameters: None,
            files: None,
            substituted: Substitutions::default(),
            neighbours: OnceLock::new(),
            redactor: OnceLock::new(),
            today: None,
        }
    }

    /// A parameter file: a text that is read though nothing of ours is in it.
    pub fn parameter_file(text: String, language: Language) -> Self {
        Self {
            tree: syntax::parse(text),
            language,
            ..Self::foreign(String::new())
        }
    }

    /// The same text with the values that its deployment is to be started with.
    pub fn with_parameters(self, parameters: Option<Arc<ParameterFile>>) -> Self {
        Self {
            parameters,
            substituted: Substitutions::default(),
            neighbours: OnceLock::new(),
            redactor: OnceLock::new(),
            ..self
        }
    }

    /// The same text with the files that its addresses most likely name.
    pub fn with_files(self, files: Option<Arc<ScriptFiles>>) -> Self {
        let redactor = OnceLock::new();
        Self {
            files,
            redactor,
            ..self
        }
    }

    /// The same text, on a day in UTC; without one, nothing in it is too old.
    pub fn with_today(self, today: Option<Day>) -> Self {
        Self { today, ..self }
    }

    /// The same text, with another version for templates that do not name theirs.
    pub fn with_api_version(self, version: &str) -> Self {
        let fallback = Some(version.to_owned());
        Self { fallback, ..self }
    }

    /// Another text, read in the same way.
    pub fn with_text(&self, text: String) -> Self {
        let read = Self::new(text, self.language, self.fallback.as_deref())
            .with_parameters(self.parameters.clone())
            .with_files(self.files.clone());
        read.with_today(self.today)
    }

    /// The text, byte for byte.
    pub fn text(&self) -> &str {
        self.tree.text()
    }

    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    pub fn language(&self) -> Language {
        self.language
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The values that its deployment is to be started with.
    pub fn parameters(&self) -> Option<&Arc<ParameterFile>> {
        self.parameters.as_ref()
    }

    /// The files that its addresses most likely name.
    pub fn files(&self) -> Option<&Arc<ScriptFiles>> {
        self.files.as_ref()
    }

    /// The day it is checked on; `None` if nobody named one.
    pub fn today(&self) -> Option<Day> {
        self.today
    }

    /// The addresses in it for which there may be files.
    pub fn addresses(&self) -> BTreeSet<String> {
        let templates = self.templates_with(Assume::Defaults);
        templates.flat_map(step::addresses).collect()
    }

    /// The image templates and triggers as they are written, in the order of the text.
    pub fn templates(&self) -> impl Iterator<Item = Template<'_>> {
        self.templates_in(&self.tree)
    }

    /// The same with values in the place of the expressions that name them, for whoever judges what the service gets. The nodes
    /// are those of another tree.
    pub fn templates_with(&self, assume: Assume) -> impl Iterator<Item = Template<'_>> {
        self.templates_in(self.tree_with(assume))
    }

    /// The tree with values in the place of expressions; the text's own if there are none.
    pub fn tree_with(&self, assume: Assume) -> &Tree {
        // Without defaults both trees are the same.
        let with_defaults = assume == Assume::Defaults || !self.assumes_defaults();
        let (cell, assume) = match with_defaults {
            true => (&self.substituted.assumed, Assume::Defaults),
            false => (&self.substituted.certain, Assume::Nothing),
        };
        self.substitute(cell, assume).map_or(&self.tree, |it| &it.tree)
    }

    /// Whether a default of a parameter stands in the place of an expression of a template, or decides what does.
    pub fn assumes_defaults(&self) -> bool {
        let assumed = self.substitute(&self.substituted.assumed, Assume::Defaults);
        assumed.is_some_and(|it| it.assumes)
    }

    fn substitute<'d>(&'d self, cell: &'d OnceLock<Option<Substituted>>, assume: Assume) -> Option<&'d Substituted> {
        let make = || substitution::substitute(&self.tree, &self.templates, self.parameters.as_deref(), assume);
        cell.get_or_init(make).as_ref()
    }

    fn templates_in<'d>(&'d self, tree: &'d Tree) -> impl Iterator<Item = Template<'d>> {
        self.templates.iter().filter_map(move |it| self.template_in(tree, it))
    }

    fn template_in<'d>(&'d self, tree: &'d Tree, located: &Located) -> Option<Template<'d>> {
        Some(Template {
            root: tree.node(located.root)?,
            form: located.form,
            role: located.role,
            deployment: located.deployment.and_then(|id| tree.node(id)),
            parameters: self.parameters.as_deref(),
            files: self.files.as_deref(),
            neighbours: Some(&self.neighbours),
            fallback: self.fallback.as_deref(),
            today: self.today,
        })
    }

    /// Replaces the secrets of this document wherever its text or its values are shown. They are collected at the first question.
    pub fn redactor(&self) -> &Redactor {
        self.redactor.get_or_init(|| Redactor::new(secrets::of_document(self)))
    }

    /// The template with this root, with values in the place of expressions; `None` if it is not the root of a template. Both trees have the same numbers.
    pub fn template_with(&self, assume: Assume, root: u32) -> Option<Template<'_>> {
        self.template_in(self.tree_with(assume), self.located(root)?)
    }

    /// Templates are in the order of the text, and so are the numbers of nodes.
    fn located(&self, root: u32) -> Option<&Located> {
        let at = self.templates.binary_search_by_key(&root, |it| it.root).ok()?;
        self.templates.get(at)
    }

    /// The innermost template that contains a position.
    pub fn template_at(&self, at: u32) -> Option<Template<'_>> {
        let around = |at: u32| self.tree.innermost(at).into_iter().flat_map(Node::ancestors);
        // The end of a template belongs to it, and to nothing that is in it.
        let ended = at.checked_sub(1).into_iter().flat_map(around);
        let ended = ended.filter(|it| it.span().end == at);
        let mut nodes = around(at).chain(ended).filter(|it| it.span().touches(at));
        let located = nodes.find_map(|it| self.located(it.id()))?;
        self.template_in(&self.tree, located)
    }

    /// The effective API version of the first image template; `None` if unknown.
    pub fn api_version(&self) -> Option<String> {
        Some(self.templates().next()?.api_version()?.text.into_owned())
    }

    /// The JSON Pointer of the innermost value whose text or key contains a span.
    pub fn pointer(&self, span: Span) -> String {
        self.node(span).map(Node::pointer).unwrap_or_default()
    }

    /// The innermost value whose text or key contains a span.
    pub fn node(&self, span: Span) -> Option<Node<'_>> {
        self.tree.enclosing(span)
    }
}

fn is_blank(text: &str) -> bool {
    const WORD: usize = 32;
    let body = text.trim_start_matches('\u{feff}').trim();
    let is_word = body.len() <= WORD
        && body
            .chars()
            .all(|it| it.is_ascii_alphabetic() || matches!(it, ' ' | ':'));
    let inside = body
        .strip_prefix('{')
        .map(|it| it.strip_suffix('}').unwrap_or(it).trim());
    is_word || inside.is_some_and(|it| it.is_empty() || is_key_begun(it))
}

/// Whether a text is a key that is being written, the first of its object.
fn is_key_begun(text: &str) -> bool {
    let name = text.strip_prefix('"').map(|it| it.strip_suffix('"').unwrap_or(it));
    name.is_some_and(|it| it.len() <= 32 && it.chars().all(|it| it.is_ascii_alphabetic()))
}
