//! Where a template differs from the schema of its version: each difference with the node it is
//! about. What an expression computes, what is broken and what is a placeholder is skipped.

use std::collections::HashSet;
use std::sync::OnceLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::LocationSegment;
use jsonschema::{PatternOptions, ValidationError, Validator};

use crate::cancel;
use crate::model::template::{Form, Role, Template};
use crate::model::value;
use crate::schema::instance::{Handle, TreeJson};
use crate::schema::lookup::{self, Slot};
use crate::schema::published;
use crate::schema::slice::{self, Shape, Slice};
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node};

/// A difference between a template and its schema.
#[derive(Debug, Clone)]
pub struct Violation<'d> {
    /// The value it is about; for a missing member the object.
    pub node: Node<'d>,
    pub problem: Difference,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The member has a name that the object does not know.
    UnknownKey,
    /// The object lacks a member.
    MissingKey(String),
    /// Another kind of value is expected.
    WrongType(Shape),
    /// The value is not in the closed enumeration of a property.
    NotListed,
    /// The discriminator names no variant of the union.
    NoVariant(&'static str),
    /// The number is below this.
    TooSmall(i64),
    /// The number is above this.
    TooLarge(i64),
    /// The text does not match this regular expression.
    Pattern(String),
}

impl Violation<'_> {
    /// Whether it is about a string without its closing quote, which says more than its author wrote or less.
    pub fn is_unclosed(&self) -> bool {
        let (text, key) = (self.node.tree().text(), self.node.key_span());
        match self.problem {
            Difference::UnknownKey => key.is_some_and(|it| {
                let raw = it.of(text);
                raw.starts_with(['"', '\'']) && !string::is_closed(raw)
            }),
            Difference::MissingKey(_) => false,
            _ => self.node.kind() == Kind::String && !self.node.is_closed(),
        }
    }
}

type Checker = Validator<TreeJson>;

const SLOTS: usize = 128;
static CHECKERS: [OnceLock<Option<Checker>>; SLOTS] = [const { OnceLock::new() }; SLOTS];

/// Prepares what checking a version needs, so that the first document does not wait for it.
pub fn prepare(version: Option<&str>, role: Role, form: Form) {
    checker(slice::slice(version), role, form);
}

/// Differences of one template that are read: more than any rule keeps.
const MAX_VIOLATIONS: usize = 20_000;

/// Every difference of a template, in the order of the text.
pub fn validate(template: Template<'_>) -> Vec<Violation<'_>> {
    let slice = lookup::slice_of(template);
    let Some(checker) = checker(slice, template.role, template.form) else {
        return Vec::new();
    };
    let errors = checker.iter_errors(Handle::Node(template.root));
    let found = errors.flat_map(|it| {
        cancel::checkpoint();
        read(template, &it)
    });
    let mut found: Vec<Violation<'_>> = found.take(MAX_VIOLATIONS).collect();
    found.extend(other_letters(template));
    found.sort_by_key(|it| it.node.entry_span());
    found.dedup_by(|a, b| a.node == b.node && a.problem == b.problem);
    found
}

fn checker(slice: &'static Slice, role: Role, form: Form) -> Option<&'static Checker> {
    let version = slice
        .version
        .and_then(|it| slice::versions().iter().position(|known| *known == it));
    let index = version.map_or(0, |it| it + 1) * 4 + (role as usize) * 2 + form as usize;
    CHECKERS.get(index)?.get_or_init(|| build(slice, role, form)).as_ref()
}

fn build(slice: &'static Slice, role: Role, form: Form) -> Option<Checker> {
    let schema = published::for_validation(slice, role, form);
    let options = jsonschema::options_for::<TreeJson>().offline();
    let checker = options.with_pattern_options(PatternOptions::regex()).build(&schema);
    debug_assert!(checker.is_ok(), "{:?}: {:?}", slice.version, checker.err());
    checker.ok()
}

fn read<'d>(template: Template<'d>, error: &ValidationError<'_>) -> Vec<Violation<'d>> {
    let Some(node) = walk(template.root, error) else {
        return Vec::new();
    };
    if node.kind() == Kind::Broken || value::is_computed(node) || node.tree().is_token(node.span()) {
        return Vec::new();
    }
    let one = |problem| vec![Violation { node, problem }];
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unknown_keys(template, node, unexpected),
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            if is_filled_elsewhere(node, name) || node.tree().is_broken(node.span()) {
                Vec::new()
            } else {
                one(Difference::MissingKey(name.to_owned()))
            }
        }
        ValidationErrorKind::Type { .. } => match lookup::slot(template, node).and_then(|it| it.shape) {
            Some(shape) => one(Difference::WrongType(shape)),
            None => Vec::new(),
        },
        ValidationErrorKind::Enum { .. } => match enclosing_union(template, node) {
            Some(union) => one(Difference::NoVariant(union)),
            None if node.kind() == Kind::String => one(Difference::NotListed),
            None => Vec::new(),
        },
        ValidationErrorKind::Minimum { limit } => one(Difference::TooSmall(limit.as_i64().unwrap_or_default())),
        ValidationErrorKind::Maximum { limit } => one(Difference::TooLarge(limit.as_i64().unwrap_or_default())),
        ValidationErrorKind::Pattern { pattern } => one(Difference::Pattern(pattern.clone())),
        _ => Vec::new(),
    }
}

fn walk<'d>(root: Node<'d>, error: &ValidationError<'_>) -> Option<Node<'d>> {
    error
        .instance_path()
        .into_iter()
        .try_fold(root, |node, step| match (node.kind(), step) {
            (Kind::Array, LocationSegment::Index(n)) => node.child(n),
            (_, LocationSegment::Property(name)) => node.get(&name),
            (_, LocationSegment::Index(n)) => node.get(&n.to_string()),
        })
}

fn unknown_keys<'d>(template: Template<'d>, object: Node<'d>, unexpected: &[String]) -> Vec<Violation<'d>> {
    let unexpected: HashSet<&str> = unexpected.iter().map(String::as_str).collect();
    let is_unknown = |it: &Node<'d>| {
        let Some(key) = it.key() else { return false };
        // Resource Manager expands a list of loops in any object of a resource, and removes it.
        let is_copy = template.form == Form::Resource && key.eq_ignore_ascii_case("copy") && it.kind() == Kind::Array;
        !is_copy
            && it.kind() != Kind::Broken
            && !may_belong_elsewhere(object, *it)
            && !crate::expr::is_expression(&key)
            && !value::has_placeholder(&key)
            && unexpected.contains(key.as_ref())
    };
    let unknown = object.children().filter(is_unknown);
    unknown
        .map(|node| Violation {
            node,
            problem: Difference::UnknownKey,
        })
        .collect()
}

/// Whether something in an object is never closed before a member, which may then belong to that.
fn may_belong_elsewhere(object: Node<'_>, member: Node<'_>) -> bool {
    let (outer, at) = (object.span(), member.entry_span().start);
    let is_open = |it: &SyntaxError| matches!(it.kind, Problem::Unclosed { .. }) && it.span.start < at;
    let mut errors = object.tree().errors().iter();
    errors.any(|it| is_open(it) && it.span.start > outer.start && outer.contains(it.span))
}

/// Whether a `copy` loop of the object makes the member.
fn is_filled_elsewhere(object: Node<'_>, name: &str) -> bool {
    let loops = object.get("copy").into_iter().flat_map(Node::children);
    loops
        .filter_map(|it| it.get("name")?.as_str())
        .any(|it| it.eq_ignore_ascii_case(name))
}

/// The members whose names are not written as the schema writes them.
fn other_letters(template: Template<'_>) -> Vec<Violation<'_>> {
    let mut found = Vec::new();
    let mut waiting = vec![template.root];
    while let Some(node) = waiting.pop() {
        let known = node.key().and_then(|key| slice::spelling(&key).filter(|it| *it != key));
        if let Some(known) = known {
            let member = lookup::slot(template, node).and_then(|it| it.member);
            if member.is_some_and(|it| it.property.name == known) {
                found.push(Violation {
                    node,
                    problem: Difference::UnknownKey,
                });
            }
        }
        waiting.extend(node.children());
    }
    found
}

/// The union whose discriminator a value is.
fn enclosing_union(template: Template<'_>, node: Node<'_>) -> Option<&'static str> {
    let Some(Slot {
        member: Some(member), ..
    }) = lookup::slot(template, node)
    else {
        return None;
    };
    if member.property.discriminator {
        lookup::union_of(template, node.parent()?)
    } else {
        None
    }
}
