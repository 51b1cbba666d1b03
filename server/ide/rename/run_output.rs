//! Another name for a run output: at its target and in every ID that names it.

use crate::expr::occurrences::Occurrence;
use crate::ide::references;
use crate::locale::Message;
use crate::model::run_output::RunOutput;
use crate::rules::engine::names;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;
use crate::text::plain::code;
use crate::text::span::Span;

/// The changes that rename it, or why it cannot be renamed.
pub(super) fn rename(output: &RunOutput<'_>, new: &str) -> Result<Vec<Edit>, Message> {
    if !names::is_name(new) {
        let shown = code(new);
        return Err(say! {
            en: "{shown} is not a valid run output name: use 1 to 64 of a–z, A–Z, 0–9, `-`, `_` and `.`",
            pt_br: "{shown} não é um nome de saída válido: use de 1 a 64 caracteres entre a–z, A–Z, 0–9, `-`, `_` e `.`",
        });
    }
    let other = RunOutput {
        template: output.template,
        name: new.into(),
    };
    if !new.eq_ignore_ascii_case(&output.name) && !other.declarations().is_empty() {
        let shown = code(new);
        return Err(say! {
            en: "Another target already has the run output name {shown}",
            pt_br: "Outro destino já tem o nome de saída {shown}",
        });
    }
    let tree = output.template.root.tree();
    let shown = |it: Span| code(&tree.enclosing(it).map(Node::pointer).unwrap_or_default());
    let uses = output.uses();
    if let Some(shown) = uses.computed.map(shown) {
        return Err(say! {
            en: "The value at {shown} computes this name; write it there as a literal first",
            pt_br: "O valor em {shown} calcula este nome; escreva-o ali como literal primeiro",
        });
    }
    if let Some(shown) = uses.possible.map(shown) {
        return Err(say! {
            en: "Whether the value at {shown} refers to this run output is known only at deployment time",
            pt_br: "Se o valor em {shown} se refere a esta saída só é conhecido na implantação",
        });
    }
    let occurrences = references::of_run_output(output, uses).into_iter();
    Ok(occurrences.map(|it: Occurrence| it.edit(new)).collect())
}
