//! A parameter without a default or a value in the parameter file.

use crate::model::deployment::Deployment;
use crate::model::parameters::ParameterFile;
use crate::rules::engine::in_parameter_file;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::text::plain::code;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/parameter-missing",
    level: Level::Warning,
    page: include_str!("parameter_missing.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, findings: &mut Findings<'_>) {
    let file = deployment.file.filter(|_| deployment.is_whole);
    let Some((file, values)) = file.and_then(|it| Some((it, it.values()?))) else {
        return;
    };
    for declaration in in_parameter_file::lacking(deployment.root, values) {
        let name = code(ParameterFile::name(file));
        let message = say! {
            en: "This parameter has no default and no value in {name}; the deployment prompts for one or fails",
            pt_br: "Este parâmetro não tem padrão nem valor em {name}; a implantação solicita um ou falha",
        };
        findings
            .report(declaration.written, message)
            .about(declaration.node.span());
    }
}
