//! Whether an expression may be the value of a variable, which is computed before there are resources, loops and what lambdas
//! are called with.

use crate::expr::functions::{self, Context};
use crate::expr::scope::Scope;
use crate::expr::tree::{Call, Expr, Kind};

/// Whether a part of an expression of a scope evaluates to the same where it is a variable.
pub fn fits_variable(part: &Expr, scope: Scope<'_>) -> bool {
    let is_lambda = part.call().is_some_and(|it| it.is(LAMBDA));
    !is_lambda && fits(part, scope, &mut Vec::new())
}

const LAMBDA: &str = "lambda";

/// `names` are those of the lambdas around that belong to the part.
fn fits<'e>(expr: &'e Expr, scope: Scope<'_>, names: &mut Vec<&'e str>) -> bool {
    let known = names.len();
    let may_be_called = match &expr.kind {
        Kind::Missing => false,
        Kind::Word(word) => ["true", "false", "null"].iter().any(|it| word.eq_ignore_ascii_case(it)),
        Kind::Call(call) => {
            if call.is(LAMBDA) {
                names.extend(call.arguments.iter().filter_map(Expr::text));
            }
            is_callable(call, scope, names)
        }
        _ => true,
    };
    let fits = may_be_called && expr.parts().into_iter().all(|it| fits(it, scope, names));
    names.truncate(known);
    fits
}

fn is_callable(call: &Call, scope: Scope<'_>, names: &[&str]) -> bool {
    if let Some(space) = &call.namespace {
        return scope.function(&space.text, &call.name.text).is_some();
    }
    let Some(function) = functions::find(&call.name.text) else {
        return false;
    };
    match function.context {
        None | Some(Context::AfterParameters | Context::LambdaArgument) => true,
        // Where a template is deployed to does not change from one of its sections to another.
        Some(Context::ResourceGroup | Context::Subscription | Context::ManagementGroup) => true,
        Some(Context::Lambda) => {
            let name = call.arguments.first().and_then(Expr::text);
            name.is_some_and(|name| names.iter().any(|it| it.eq_ignore_ascii_case(name)))
        }
        Some(Context::Copy | Context::ResourcesAndOutputs | Context::ParameterDefault | Context::ParameterFile) => {
            false
        }
    }
}
