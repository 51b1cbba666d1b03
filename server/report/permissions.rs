//! The permissions that the identity of a template needs, scope by scope, and how to grant them.

pub mod az;
pub mod bicep;
pub mod role;
mod sentences;

use crate::document::Document;
use crate::insight::permissions::access::Grant;
use crate::insight::permissions::scope::Scope;
use crate::insight::permissions::{self, Need, Permissions};
use crate::locale::{Lang, Message};
use crate::report::{Block, Code, ReportData, RichText, Section, Target, texts};
use crate::say;
use crate::text::lines::Lines;
use crate::text::plain::{code, plain};
use crate::text::rope::Encoding;

/// The report about the image templates of a document called `name`; `None` if it has none.
pub fn report<'d>(doc: &'d Document, name: &str, lang: Lang) -> Option<ReportData<'d>> {
    let all = permissions::of_document(doc);
    let lines = Lines::new(doc.text());
    let mut sections: Vec<Section<'d>> = all.iter().map(|it| section(it, &lines, lang)).collect();
    sections.push(how_to_grant(&all, &lines, lang));
    let kind = say! { en: "Permissions", pt_br: "Permissões" };
    let report = ReportData {
        lang,
        kind: kind.get(lang).to_owned(),
        title: plain(name),
        status: None,
        sections,
    };
    (!all.is_empty()).then(|| texts::redacted(report, doc.redactor()))
}

/// The permissions of one identity, without the lines that require them.
pub fn overview<'d>(permissions: &Permissions<'d>, lang: Lang) -> Vec<Block<'d>> {
    if permissions.needs.iter().all(|it| it.granted_by.is_some()) {
        return vec![Block::Paragraph(sentence(&sentences::no_needs(), lang))];
    }
    let comma = RichText::plain(", ");
    let item = |need: &Need<'d>| {
        let (paths, reason) = (need.required_by.iter(), need.access.reason());
        let paths = paths.map(|value| RichText::name(&value.path()).linked(Target::Value(value.node)));
        RichText::joined(grants(need, lang), &comma)
            .then(RichText::plain(" · "))
            .then(scope(need, lang))
            .then(RichText::plain(": "))
            .then(sentence(&reason, lang))
            .then(RichText::plain(" ("))
            .then(RichText::joined(paths, &comma))
            .then(RichText::plain(")"))
    };
    let title = say! {
        en: "Required permissions, a prediction from the template alone:",
        pt_br: "Permissões necessárias, uma previsão feita só com o template:",
    };
    let command = say! {
        en: "`aib-ls permissions` prints them as a role, as Azure CLI commands or as Bicep.",
        pt_br: "`aib-ls permissions` as mostra como função, comandos da CLI do Azure ou Bicep.",
    };
    let open = permissions.needs.iter().filter(|it| it.granted_by.is_none());
    vec![
        Block::Paragraph(sentence(&title, lang)),
        Block::List(open.map(item).collect()),
        Block::Paragraph(sentence(&command, lang)),
    ]
}

fn sentence<'d>(message: &Message, lang: Lang) -> RichText<'d> {
    RichText::sentence(message.get(lang))
}

/// The needs of one identity, each with the lines that require it.
fn section<'d>(permissions: &Permissions<'d>, lines: &Lines<'_>, lang: Lang) -> Section<'d> {
    let identity = say! { en: "Identity: ", pt_br: "Identidade: " };
    let named = described(permissions.identity.as_ref(), &sentences::identity(permissions), lang);
    let mut blocks = vec![Block::Heading(sentence(&identity, lang).then(named))];
    if permissions.needs.is_empty() {
        blocks.push(Block::Paragraph(sentence(&sentences::no_needs(), lang)));
    }
    for need in &permissions.needs {
        let title = say! { en: "Scope: ", pt_br: "Escopo: " };
        let reason = RichText::plain(": ").then(sentence(&need.access.reason(), lang));
        let reasons = need.required_by.iter().map(|value| {
            let position = RichText::plain(sentences::position(lines, *value).get(lang));
            position.linked(Target::Value(value.node)).then(reason.clone())
        });
        let granted = need.granted_by.map(|it| {
            let (line, _) = lines.position(it.span().start, Encoding::Utf8);
            let number = line + 1;
            let words = say! {
                en: "Granted by the role assignment of this deployment in line {number}",
                pt_br: "Concedido pela atribuição de função desta implantação na linha {number}",
            };
            RichText::plain(words.get(lang)).linked(Target::Value(it))
        });
        blocks.extend([
            Block::Heading(sentence(&title, lang).then(scope(need, lang))),
            Block::Paragraph(RichText::lines(grants(need, lang))),
            Block::List(reasons.chain(granted).collect()),
        ]);
    }
    blocks.push(Block::Note(sentence(&sentences::limits(), lang)));
    let limits = permissions.limits.iter().map(|limit| sentence(limit, lang));
    blocks.push(Block::List(limits.collect()));
    Section::new(
        sentence(&sentences::headline(&code(&permissions.label())), lang),
        blocks,
    )
}

fn grants<'d>(need: &Need<'_>, lang: Lang) -> Vec<RichText<'d>> {
    match need.access.grant() {
        Grant::Actions(actions) => actions.iter().map(|action| RichText::name(action)).collect(),
        Grant::Role(built_in) => vec![sentence(&sentences::role(built_in), lang)],
    }
}

/// The scope of a need, and who needs it if that is not the template's identity.
fn scope<'d>(need: &Need<'_>, lang: Lang) -> RichText<'d> {
    let scope = described(Some(&need.scope), &need.scope.description(), lang);
    scope.then(sentence(&sentences::grantee(need.access), lang))
}

fn described<'d>(scope: Option<&Scope>, description: &Message, lang: Lang) -> RichText<'d> {
    match scope.and_then(Scope::id) {
        Some(id) => RichText::name(id),
        None => sentence(description, lang),
    }
}

/// The forms in which the permissions can be granted, ready to be copied.
fn how_to_grant<'d>(all: &[Permissions<'_>], lines: &Lines<'_>, lang: Lang) -> Section<'d> {
    let custom_role = say! { en: "Custom role (JSON)", pt_br: "Função personalizada (JSON)" };
    let forms = [
        ("Azure CLI", "az", Some(az::commands(all, lines, lang))),
        ("Bicep", "bicep", Some(bicep::file(all, lines, lang))),
        (custom_role.get(lang), "role", role::role(all, lang).json),
    ];
    let blocks = forms.into_iter().filter_map(|(title, format, text)| {
        Some(Block::Details {
            title: title.to_owned(),
            command: format!("aib-ls permissions --format {format}"),
            blocks: vec![Block::Code(Code::new(text?, lang))],
        })
    });
    let title = say! { en: "How to grant them", pt_br: "Como conceder" };
    Section::new(sentence(&title, lang), blocks.collect())
}
