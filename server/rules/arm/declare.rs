//! The declaration of a name that an expression uses.

use crate::expr::names::Use;
use crate::expr::scope::{Scope, Symbol};
use crate::syntax::patch;
use crate::syntax::string;
use crate::syntax::tree::Kind;
use crate::text::edit::Edit;

/// The change that declares what a use names, with a value to fill in; `None` for functions, which see nothing else.
pub(super) fn declare(it: &Use<'_>) -> Option<Edit> {
    let Scope::Deployment(deployment) = it.scope else {
        return None;
    };
    let (section, json) = match it.symbol {
        Symbol::Parameter => ("parameters", "{\n  \"type\": \"string\"\n}"),
        Symbol::Variable => ("variables", "\"\""),
    };
    let quoted = string::quote(&it.name);
    let name = string::inner(&quoted);
    match deployment.get(section) {
        Some(declared) if declared.kind() == Kind::Object => Some(patch::add_member(declared, name, json)),
        Some(_) => None,
        None => {
            let inner = json.replace('\n', "\n  ");
            let json = format!("{{\n  \"{name}\": {inner}\n}}");
            Some(patch::add_member(deployment, section, &json))
        }
    }
}
