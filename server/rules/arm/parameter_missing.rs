//! A parameter that the parameter file leaves out.

use crate::model::deployment::Deployment;
use crate::model::parameters::ParameterFile;
use crate::rules::engine::in_parameter_file;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::text::plain::code;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/parameter-missing",
    level: Level::Warning,
    page: include_str!("parameter_missing.md"),
    check: Check::Deployment(check),
    ..Rule::DEFAULTS
};

fn check(deployment: &Deployment<'_>, out: &mut Sink<'_>) {
    let file = deployment.file.filter(|_| deployment.is_whole);
    let Some((file, values)) = file.and_then(|it| Some((it, it.values()?))) else {
        return;
    };
    for declaration in in_parameter_file::lacking(deployment.root, values) {
        let name = code(ParameterFile::name(file));
        let message = say! {
            en: "This parameter has no default, and {name} gives it no value; the deployment asks for one or stops",
            pt_br: "Este parâmetro não tem padrão, e {name} não lhe dá um valor; a implantação pede um ou para",
        };
        out.report(declaration.written, message).about(declaration.node.span());
    }
}
