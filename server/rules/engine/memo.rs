//! What was found in image templates, remembered by their text, so that a keystroke in a
//! deployment with two hundred images checks one of them again.
//!
//! Nothing is remembered that can be wrong: findings are taken over only where the whole text of
//! the template is the same, with the same mistakes in it, and so is everything outside it that
//! the rules check. A script is cached by its own text, independent of its context.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::document::Document;
use crate::expr::scope::{self, Scope};
use crate::model::file_id::FileId;
use crate::model::parameters::ParameterFile;
use crate::model::script_file::ScriptFiles;
use crate::model::substitution::Assume;
use crate::model::template::{Form, Role, Template};
use crate::rules::engine::finding::Finding;
use crate::rules::engine::versions;
use crate::script::scripts::{AnalyzedScript, Scripts};
use crate::syntax::error::{Problem, SyntaxError};
use crate::syntax::patch;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// Findings of a template that are remembered at most.
const MAX_REMEMBERED: usize = 10_000;

/// The findings of one state of a document, for the next.
#[derive(Default, Clone)]
pub struct Memo {
    /// The day, the parameters, variables and settings that the templates were read with, and the resources around them if they
    /// may matter.
    context: String,
    /// The values of parameters that come from elsewhere.
    parameters: Option<Arc<ParameterFile>>,
    /// The files that its addresses name.
    files: Option<Arc<ScriptFiles>>,
    templates: HashMap<Key, Entry>,
}

/// What is remembered of a template.
#[derive(Clone)]
struct Entry {
    /// `None` if some lie outside of `areas`, or there are too many.
    findings: Option<Arc<Vec<Finding>>>,
    /// The template itself, and what its expressions can name; the findings lie in these.
    areas: Arc<[Span]>,
    /// Its scripts, which most keystrokes leave alone.
    scripts: Arc<Vec<AnalyzedScript>>,
}

/// Everything that the findings of a template rest on.
#[derive(Clone, PartialEq, Eq)]
struct Key {
    text: Arc<str>,
    /// Which of the document's deployments it is in.
    deployment: Option<usize>,
    form: Form,
    role: Role,
    /// How the lines around it are indented and ended, which fixes follow.
    layout: (String, String, &'static str),
    /// The mistakes of the text inside the template, as far as they change its shape, with their
    /// distance from its start.
    mistakes: Vec<(Problem, Span, Span)>,
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Memo {
    /// An empty one for a document; the cache of another one is valid only if it was read with the
    /// same surroundings.
    pub(in crate::rules) fn for_document(doc: &Document) -> Self {
        // What has expired depends on the day.
        let mut context = doc.today().map(|it| it.to_string()).unwrap_or_default();
        for deployment in deployments(doc) {
            for area in nameable(deployment) {
                context.push('\0');
                context.push_str(area.of(doc.text()));
                // The same text may be read in another way where brackets elsewhere do not balance.
                for mistake in doc.tree().errors().iter().filter(|it| area.overlaps(it.span)) {
                    let distance = i64::from(mistake.span.start) - i64::from(area.start);
                    context.push_str(&format!("{:?} {distance}", mistake.kind));
                }
            }
        }
        doc.templates().for_each(|it| {
            context.push('\0');
            context.push_str(it.fallback.unwrap_or_default());
        });
        if rests_on_others(doc) {
            context.push('\0');
            context.push_str(&outside_templates(doc));
        }
        Self {
            context,
            parameters: doc.parameters().cloned(),
            files: doc.files().cloned(),
            templates: HashMap::new(),
        }
    }

    /// The findings of a template, from the memo of the state before or found now. `template` is as it is written, `judged` the
    /// same with values in place.
    pub(in crate::rules) fn recall(
        &mut self,
        before: &Self,
        (template, deployment): (Template<'_>, Option<usize>),
        judged: Template<'_>,
        find: impl FnOnce(&Scripts<'_>) -> Vec<Finding>,
    ) -> Vec<Finding> {
        let key = Key::of(template, deployment);
        let areas = areas(template);
        let known = before
            .templates
            .get_key_value(&key)
            .filter(|_| before.context == self.context)
            .filter(|_| before.parameters == self.parameters && before.files == self.files);
        if let Some((key, entry)) = known
            && let Some(findings) = &entry.findings
        {
            let moved = findings.iter().map(|it| shifted(it, &entry.areas, &areas)).collect();
            self.templates.insert(key.clone(), entry.clone());
            return moved;
        }
        let known = before.templates.values().flat_map(|it| it.scripts.iter());
        let scripts = Scripts::of(judged, &versions::steps(judged), known);
        let findings = find(&scripts);
        // Of a text with so many, a copy costs more than it saves.
        let is_inside = findings.len() <= MAX_REMEMBERED && findings.iter().all(|it| lies_inside(it, &areas));
        let entry = Entry {
            findings: is_inside.then(|| Arc::new(findings.clone())),
            areas: areas.into(),
            scripts: Arc::new(scripts.known()),
        };
        self.templates.insert(key, entry);
        findings
    }
}

/// Whether findings of a template may rest on other resources: on the definition of its source image, or on a deployment inside
/// another one, which passes values and hands others back.
fn rests_on_others(doc: &Document) -> bool {
    let names_image = |it: Template<'_>| {
        it.property("source")
            .is_some_and(|it| it.get("imageVersionId").is_some())
    };
    let is_nested = |it: Template<'_>| it.root.ancestors().any(|it| scope::nesting(it).is_some());
    let resources = doc.tree().root().and_then(|it| it.get("resources"));
    let mut resources = resources.into_iter().flat_map(Node::children);
    resources.any(scope::is_deployment)
        || doc
            .templates_with(Assume::Defaults)
            .any(|it| names_image(it) || is_nested(it))
}

/// The text of a document without its image templates.
fn outside_templates(doc: &Document) -> String {
    let (text, mut outside, mut at) = (doc.text(), String::new(), 0);
    for span in doc.templates().map(|it| it.root.span()).filter(|it| !it.is_empty()) {
        if let Some(gap) = text.get(at..span.start as usize) {
            outside.push_str(gap);
        }
        outside.push('\0');
        at = at.max(span.end as usize);
    }
    outside.push_str(text.get(at..).unwrap_or_default());
    outside
}

/// The deployment templates that contain image templates, in the order of the text.
fn deployments(doc: &Document) -> Vec<Node<'_>> {
    let mut all: Vec<Node<'_>> = doc.templates().filter_map(|it| it.deployment).collect();
    all.dedup();
    all
}

/// Where the findings of a template may lie: in itself, and in what its expressions can name.
fn areas(template: Template<'_>) -> Vec<Span> {
    let named = template.deployment.into_iter().flat_map(nameable);
    std::iter::once(template.root.span()).chain(named).collect()
}

/// Everything that expressions of a deployment can name, and what the deployments around it pass.
fn nameable(deployment: Node<'_>) -> Vec<Span> {
    let mut areas = Vec::new();
    let mut scope = Some(Scope::Deployment(deployment));
    while let Some(it) = scope {
        let sections = ["parameters", "variables", "functions"].map(|name| it.deployment().get(name));
        let passed = it.passed();
        let given = passed.and_then(|it| it.0);
        // A section that is missing is empty, so that the areas of two states are the same ones.
        areas.extend(
            sections
                .into_iter()
                .chain([given])
                .map(|it| it.map_or(Span::default(), Node::span)),
        );
        scope = passed.map(|it| it.1);
    }
    areas
}

/// The numbers of the same, by their nodes.
pub(in crate::rules) fn deployment_numbers(doc: &Document) -> HashMap<u32, usize> {
    let all = deployments(doc).into_iter().enumerate();
    all.map(|(number, it)| (it.id(), number)).collect()
}

impl Key {
    fn of(template: Template<'_>, deployment: Option<usize>) -> Self {
        let root = template.root;
        let base = root.span();
        let distance = |span: Span| {
            Span::new(
                span.start.saturating_sub(base.start),
                span.end.saturating_sub(base.start),
            )
        };
        let inside = |it: &&SyntaxError| base.overlaps(it.span) || base.touches(it.fix_span.start);
        let mistakes = root.tree().errors().iter().filter(inside);
        Self {
            text: root.source().into(),
            deployment,
            form: template.form,
            role: template.role,
            layout: (
                root.tree().line_indent(base.start).to_owned(),
                patch::indent_unit(root),
                root.tree().line_ending(),
            ),
            mistakes: mistakes
                .map(|it| (it.kind, distance(it.span), distance(it.fix_span)))
                .collect(),
        }
    }
}

fn lies_inside(finding: &Finding, areas: &[Span]) -> bool {
    let inside = |it: &Span| areas.iter().any(|area| area.contains(*it));
    let mut edits = finding.fixes.iter().flat_map(|it| &it.edits);
    finding.file != FileId::Document
        || inside(&finding.span)
            && inside(&finding.about)
            && finding.related.iter().all(|it| inside(&it.span))
            && edits.all(|it| inside(&it.span))
}

/// The finding with every span of the document moved with the area that it is in; those of script files stay.
fn shifted(finding: &Finding, before: &[Span], after: &[Span]) -> Finding {
    let mut finding = finding.clone();
    if finding.file == FileId::Document {
        for span in finding.spans_mut() {
            let area = before.iter().zip(after).find(|(before, _)| before.contains(*span));
            let Some((before, after)) = area else { continue };
            let to = |at: u32| at - before.start + after.start;
            *span = Span::new(to(span.start), to(span.end));
        }
    }
    finding
}
