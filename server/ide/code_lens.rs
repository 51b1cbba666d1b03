//! Code lenses above a template: how many steps, how long they may take, where the image goes and
//! what has to be granted, each in a few words.

use crate::document::Document;
use crate::insight::permissions::access::Grant;
use crate::insight::permissions::permissions;
use crate::insight::timeout;
use crate::locale::{Lang, Say};
use crate::model::regions;
use crate::model::resource_id::ResourceId;
use crate::model::template::{Role, Template};
use crate::model::value;
use crate::say;
use crate::syntax::tree::{Kind, Node};
use crate::text::plain::plain;
use crate::text::span::Span;

/// A few words above a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lens {
    /// The lens is above this line.
    pub span: Span,
    pub words: Say,
    /// What they open, where the editor can.
    pub opens: Opens,
}

/// What a code lens opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// What the template builds, at a glance.
    Summary,
    /// What its identity needs.
    Permissions,
    /// What the log shows.
    Report,
    /// A place in the other document: in the template of a log.
    Place(Span),
}

/// The words above every image template, in their order.
pub fn code_lens(doc: &Document) -> Vec<Lens> {
    let templates = doc.templates().filter(|it| it.role == Role::Template);
    templates.flat_map(of_template).collect()
}

fn of_template(template: Template<'_>) -> impl Iterator<Item = Lens> {
    let start = template.root.span().start;
    let span = Span::new(start, start + 1);
    let parts = [steps(template), limit(template), targets(template)];
    let summary = parts.into_iter().flatten().map(|it| (it, Opens::Summary));
    let needs = needs(template).map(|it| (it, Opens::Permissions));
    summary
        .chain(needs)
        .map(move |(words, opens)| Lens { span, words, opens })
}

/// A list that is computed, or has computed items, may hold more than it shows.
fn steps(template: Template<'_>) -> Option<Say> {
    let list = template.property("customize");
    let is_open = list.is_some_and(|it| it.kind() != Kind::Array || it.children().any(value::is_expression));
    match (template.customizers().count(), is_open) {
        (0, true) => None,
        (count, true) => Some(say! { en: "{count}+ steps", pt_br: "{count}+ etapas" }),
        (1, false) => Some(say! { en: "1 step", pt_br: "1 etapa" }),
        (count, false) => Some(say! { en: "{count} steps", pt_br: "{count} etapas" }),
    }
}

fn limit(template: Template<'_>) -> Option<Say> {
    let minutes = timeout::limit(template).minutes()?;
    Some(say! { en: "at most {minutes} min", pt_br: "no máximo {minutes} min" })
}

/// Up to so many targets are listed individually.
const MOST: usize = 2;

fn targets(template: Template<'_>) -> Option<Say> {
    let targets: Vec<Say> = template.distributors().filter_map(target).collect();
    let told = |lang| {
        let first = targets.iter().take(MOST).map(|it| it.get(lang));
        let first = first.collect::<Vec<_>>().join(", ");
        match targets.len().saturating_sub(MOST) {
            0 => first,
            more => format!("{first}, +{more}"),
        }
    };
    let (en, pt_br) = (told(Lang::En), told(Lang::PtBr));
    (!targets.is_empty()).then(|| say! { en: "to {en}", pt_br: "para {pt_br}" })
}

/// A target in a few words; `None` if its type is unknown.
pub fn target(target: Node<'_>) -> Option<Say> {
    let kind = value::text(target.get("type")).known()?;
    match kind.to_ascii_lowercase().as_str() {
        "sharedimage" => {
            let name = image_of(target.get("galleryImageId"), &["galleries", "images"]);
            let count = regions::count(target);
            let regions = match count {
                0 => Say::default(),
                1 => say! { en: " (1 region)", pt_br: " (1 região)" },
                _ => say! { en: " ({count} regions)", pt_br: " ({count} regiões)" },
            };
            let (en, pt_br) = (regions.en, regions.pt_br);
            Some(say! { en: "gallery image{name}{en}", pt_br: "imagem de galeria{name}{pt_br}" })
        }
        "managedimage" => {
            let name = image_of(target.get("imageId"), &["images"]);
            Some(say! { en: "managed image{name}", pt_br: "imagem gerenciada{name}" })
        }
        "vhd" => Some(Say::same("VHD")),
        _ => None,
    }
}

/// The last name of a written resource ID, with a blank before it; nothing for any other text.
fn image_of(id: Option<Node<'_>>, types: &[&str]) -> String {
    let text = value::text(id).known().unwrap_or_default();
    let names = ResourceId::read(&text).and_then(|it| it.names("Microsoft.Compute", types));
    let last = names.and_then(|it| it.last().map(|it| plain(it)));
    last.map_or(String::new(), |it| format!(" {it}"))
}

fn needs(template: Template<'_>) -> Option<Say> {
    let Say { en, pt_br } = grants(template)?;
    Some(say! { en: "permissions: {en}", pt_br: "permissões: {pt_br}" })
}

/// What has to be granted, counted; `None` where it is nothing.
pub fn grants(template: Template<'_>) -> Option<Say> {
    let all = permissions(template);
    let (mut actions, mut roles): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for need in &all.needs {
        match need.access.grant() {
            Grant::Actions(needed) => actions.extend(needed),
            Grant::Role(role) => roles.push(role.name),
        }
    }
    for list in [&mut actions, &mut roles] {
        list.sort_unstable();
        list.dedup();
    }
    let actions = match actions.len() {
        0 => None,
        1 => Some(say! { en: "1 action", pt_br: "1 ação" }),
        count => Some(say! { en: "{count} actions", pt_br: "{count} ações" }),
    };
    let roles = match roles.len() {
        0 => None,
        1 => Some(say! { en: "1 role", pt_br: "1 função" }),
        count => Some(say! { en: "{count} roles", pt_br: "{count} funções" }),
    };
    let parts: Vec<Say> = [actions, roles].into_iter().flatten().collect();
    let told = |lang| parts.iter().map(|it| it.get(lang)).collect::<Vec<_>>().join(", ");
    let (en, pt_br) = (told(Lang::En), told(Lang::PtBr));
    (!parts.is_empty()).then(|| say! { en: "{en}", pt_br: "{pt_br}" })
}
