//! Where in a deployment template an expression may be instead of a value, determined by path: names of sections, loops and
//! resource types must be known before anything is computed.

use crate::expr::scope;
use crate::syntax::tree::{Kind, Node};

/// What the values at a position are to Resource Manager.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Template,
    Resources,
    Resource,
    /// What describes a resource: its members may be computed, it as a whole is left as it is.
    Properties,
    /// The properties of a deployment inside this one.
    Deployment,
    /// The values that such a deployment is handed, and one of them.
    Passed,
    Given,
    Variables,
    Outputs,
    Output,
    /// The loops that make members, and one loop.
    Loops,
    Loop,
    /// A list whose items alone may be computed.
    List,
    Value,
}

/// Whether an expression may be instead of this value.
pub fn takes_expression(node: Node<'_>) -> bool {
    let path: Vec<Node<'_>> = node.ancestors().collect();
    let mut inner = path.into_iter().rev().skip(1);
    inner.try_fold(Part::Template, step) == Some(Part::Value)
}

/// What a value inside a part is; `None` if nothing in it is computed.
fn step(part: Part, node: Node<'_>) -> Option<Part> {
    let key = node.key().unwrap_or_default().to_ascii_lowercase();
    // Names are read in any letters.
    let inside = match (part, key.as_str()) {
        (Part::Template, "resources") | (Part::Resource, "resources") => Part::Resources,
        (Part::Template, "variables") => Part::Variables,
        (Part::Template, "outputs") => Part::Outputs,
        (Part::Template, _) => return None,
        (Part::Resources, _) if node.kind() == Kind::Object => Part::Resource,
        (Part::Resources, _) => return None,
        // Source: "Syntax and expressions in ARM templates", on what must be known at compile time.
        (Part::Resource | Part::Properties | Part::Value, "type" | "apiversion") => return None,
        (Part::Resource, "comments" | "metadata" | "existing" | "import" | "extension") => return None,
        (Part::Resource | Part::Output, "copy") => Part::Loop,
        (Part::Resource, "dependson") => Part::List,
        (Part::Resource, "properties") if is_deployment(node) => Part::Deployment,
        (Part::Resource, "properties") => Part::Properties,
        (Part::Deployment, "template") => Part::Template,
        (Part::Deployment, "parameters") => Part::Passed,
        (Part::Deployment, "templatelink" | "parameterslink") => Part::Properties,
        (Part::Deployment, _) => return None,
        (Part::Passed, _) => Part::Given,
        (Part::Outputs, _) => Part::Output,
        (Part::Given, "value") | (Part::Output, "value" | "condition") | (Part::Loop, "count" | "input") => Part::Value,
        (Part::Given | Part::Output | Part::Loop, _) => return None,
        (Part::Loops, _) => Part::Loop,
        (Part::Variables | Part::Properties | Part::Value, "copy") if node.kind() == Kind::Array => Part::Loops,
        (Part::Variables, "copy") => return None,
        (Part::Resource | Part::Properties | Part::Variables | Part::List | Part::Value, _) => Part::Value,
    };
    Some(inside)
}

/// Whether the properties are those of a deployment.
fn is_deployment(properties: Node<'_>) -> bool {
    properties.parent().is_some_and(scope::is_deployment)
}
