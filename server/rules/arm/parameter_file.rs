//! A value of the parameter file that the template does not take.

use crate::model::deployment::Deployment;
use crate::model::parameters::ParameterFile;
use crate::rules::engine::in_parameter_file::{self, Mistake};
use crate::rules::engine::names;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::code;
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/parameter-file",
    level: Level::Warning,
    page: include_str!("parameter_file.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, out: &mut Sink<'_>) {
    let file = deployment.file.filter(|_| deployment.is_whole);
    let Some((file, values)) = file.and_then(|it| Some((it, it.values()?))) else {
        return;
    };
    let name = code(ParameterFile::name(file));
    let mut unknown = Vec::new();
    for (entry, mistake) in in_parameter_file::mistakes(deployment.root, values) {
        match mistake {
            Mistake::Undeclared => unknown.extend(entry.key()),
            Mistake::Type { of, wanted, found } => {
                let (kind, wanted) = (found.word(), wanted.word());
                let message = say! {
                    en: "The parameter is of the type `{wanted}`, and {name} gives it a value of the type `{kind}`; the deployment is refused",
                    pt_br: "O parâmetro é do tipo `{wanted}`, e {name} lhe dá um valor do tipo `{kind}`; a implantação é recusada",
                };
                out.report(of.written, message).about(of.node.span());
            }
            Mistake::NotAllowed { of, given, .. } => {
                let shown = code(&names::short(given.source()));
                let message = say! {
                    en: "{name} gives this parameter {shown}, which is none of its `allowedValues`; the deployment is refused",
                    pt_br: "{name} dá a este parâmetro {shown}, que não é nenhum dos seus `allowedValues`; a implantação é recusada",
                };
                out.report(of.written, message).about(of.node.span());
            }
        }
    }
    if unknown.is_empty() {
        return;
    }
    let list = names::listed(unknown.iter().take(5).map(AsRef::as_ref));
    let message = say! {
        en: "{name} has values for parameters that this template does not declare: {list}; the deployment is refused",
        pt_br: "{name} tem valores para parâmetros que este template não declara: {list}; a implantação é recusada",
    };
    let start = deployment.root.span().start;
    let brace = Span::new(start, start + 1);
    let section = deployment.root.get("parameters").and_then(Node::key_span);
    out.report(section.unwrap_or(brace), message);
}
