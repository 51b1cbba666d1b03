//! A parameter that the parameter file leaves out.

use crate::expr::scope::{self, Scope};
use crate::model::deployment::Deployment;
use crate::model::parameters::ParameterFile;
use crate::model::value::has_placeholder;
use crate::rules::{Check, Level, Rule, Sink};
use crate::say;
use crate::syntax::tree::Node;
use crate::text::plain::code;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "arm/parameter-missing",
    level: Level::Warning,
    since: None,
    fixable: false,
    page: include_str!("parameter_missing.md"),
    check: Check::Deployment(check),
};

fn check(deployment: &Deployment<'_>, out: &mut Sink<'_>) {
    let file = deployment.file.filter(|_| deployment.is_whole);
    let Some((file, values)) = file.and_then(|it| Some((it, it.values()?))) else {
        return;
    };
    for declaration in Scope::Deployment(deployment.root).parameters() {
        let node = declaration.node;
        let may_be_absent = node.get("defaultValue").is_some()
            || node.get("nullable").is_some()
            || node.get("type").is_none_or(is_secret)
            || has_placeholder(&declaration.name);
        if may_be_absent || scope::member(values, &declaration.name).is_some() {
            continue;
        }
        let name = code(ParameterFile::name(file));
        let message = say! {
            en: "This parameter has no default, and {name} gives it no value; the deployment asks for one or stops",
            pt_br: "Este parâmetro não tem padrão, e {name} não lhe dá um valor; a implantação pede um ou para",
        };
        out.report(declaration.written, message).about(node.span());
    }
}

/// Whether a type keeps its values from everybody: a pipeline hands them in, and no file has them.
fn is_secret(kind: Node<'_>) -> bool {
    kind.as_str()
        .is_some_and(|it| it.to_ascii_lowercase().starts_with("secure"))
}
