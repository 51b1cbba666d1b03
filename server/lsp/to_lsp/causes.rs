//! Quick fixes on a line of a log: they change the template that was built.

use tower_lsp::lsp_types::{CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, Range};

use crate::ide::log::fixes;
use crate::lsp::from_lsp;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_lsp::Places;
use crate::lsp::to_lsp::actions::wanted;
use crate::lsp::to_lsp::changes::{Changed, workspace_edit};
use crate::lsp::workspace::logs::Built;
use crate::rules::engine::finding::{Finding, Fix};
use crate::say;

/// The fixes of what the rules say in the template about the failures at a range; none where no template is known.
pub fn actions(built: &Built, range: Range, context: &CodeActionContext) -> Vec<CodeActionOrCommand> {
    let log = &built.log;
    let Some(template) = built.template.as_deref() else {
        return Vec::new();
    };
    if !log.features.actions || !wanted(context, &CodeActionKind::QUICKFIX) {
        return Vec::new();
    }
    let span = from_lsp::span(&log.text, range, log.features.encoding);
    let causes = fixes::causes(&built.log(), template.findings(), span);
    let all = causes
        .into_iter()
        .flat_map(|it| it.fixes.iter().map(move |fix| (it, fix)));
    all.map(|(finding, fix)| CodeActionOrCommand::CodeAction(action(template, built.is_open, finding, fix)))
        .collect()
}

fn action(template: &Snapshot, is_open: bool, finding: &Finding, fix: &Fix) -> CodeAction {
    let lang = template.lang();
    let (file, line) = (
        template.name(),
        Places::new(template, 1).position(finding.span.start).line + 1,
    );
    let (en, pt_br) = (&fix.title.en, &fix.title.pt_br);
    let title = say! { en: "{en} ({file}, line {line})", pt_br: "{pt_br} ({file}, linha {line})" };
    let changed = Changed {
        version: is_open.then_some(template.version),
        ..Changed::of(template, fix.edits.clone())
    };
    CodeAction {
        title: title.get(lang).to_owned(),
        kind: Some(CodeActionKind::QUICKFIX),
        edit: Some(workspace_edit(&template.features, vec![changed])),
        ..CodeAction::default()
    }
}
