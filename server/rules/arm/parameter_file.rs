//! A value of the parameter file that the template does not accept.

use crate::model::deployment::Deployment;
use crate::model::parameters::ParameterFile;
use crate::rules::engine::in_parameter_file::{self, Mistake};
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
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

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
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
                    en: "The parameter expects `{wanted}` but gets `{kind}` from {name}; the deployment is rejected",
                    pt_br: "O parâmetro espera `{wanted}`, mas recebe `{kind}` de {name}; a implantação é rejeitada",
                };
                findings.report(of.written, message).about(of.node.span());
            }
            Mistake::NotAllowed { of, given, .. } => {
                let shown = code(&names::short(given.source()));
                let message = say! {
                    en: "The value {shown} in {name} is not one of the `allowedValues`; the deployment is rejected",
                    pt_br: "O valor {shown} em {name} não é um dos `allowedValues`; a implantação é rejeitada",
                };
                findings.report(of.written, message).about(of.node.span());
            }
        }
    }
    if unknown.is_empty() {
        return;
    }
    let list = names::listed(unknown.iter().take(5).map(AsRef::as_ref));
    let message = say! {
        en: "{name} has values for undeclared parameters: {list}; the deployment is rejected",
        pt_br: "{name} tem valores para parâmetros não declarados: {list}; a implantação é rejeitada",
    };
    let start = deployment.root.span().start;
    let brace = Span::new(start, start + 1);
    let section = deployment.root.get("parameters").and_then(Node::key_span);
    findings.report(section.unwrap_or(brace), message);
}
