//! Expressions of deployments: many, long, deep, and each named often.

use crate::support::pathological::skeleton::Slot;
use crate::support::pathological::{Kind, Location, kind};

const PARAMETERS: Location = Location::In(Slot::Parameters);
const VARIABLES: Location = Location::In(Slot::Variables);
const OUTPUTS: Location = Location::In(Slot::Outputs);
const RESOURCES: Location = Location::In(Slot::Resources);

pub const KINDS: [Kind; 30] = [
    kind("parameters", PARAMETERS, r#""p{n}": { "type": "string", "defaultValue": "a" }"#),
    kind("parameters on one line", PARAMETERS, r#""p{n}": { "type": "string" }"#).joined_by(","),
    kind("parameters of the same name", PARAMETERS, r#""value": { "type": "string" }"#),
    kind("parameters of an unknown type", PARAMETERS, r#""p{n}": { "type": "text" }"#),
    kind("parameters from parameters", PARAMETERS, r#""p{n}": { "type": "string", "defaultValue": "[parameters('p{p}')]" }"#),
    kind("allowed values", PARAMETERS, r#""v{n}""#).framed_by(r#""many": { "type": "string", "allowedValues": ["#, "] }"),
    kind("variables", VARIABLES, r#""v{n}": "a""#),
    kind("variables of one value", VARIABLES, r#""v{n}": "[parameters('value')]""#),
    kind("a chain of variables", VARIABLES, r#""v{n}": "[concat(variables('v{p}'), 'a')]""#),
    kind("a chain without an end", VARIABLES, r#""v{n}": "[variables('v{p}')]""#),
    kind("variables that double", VARIABLES, r#""v{n}": "[concat(variables('v{p}'), variables('v{p}'))]""#),
    kind("variables that are not declared", VARIABLES, r#""v{n}": "[variables('missing{n}')]""#),
    kind("parameters that are nearly declared", VARIABLES, r#""v{n}": "[parameters('valu{n}')]""#),
    kind("items of one variable", VARIABLES, r#""[parameters('value')]""#).framed_by(r#""many": ["#, "]"),
    kind("unknown functions", VARIABLES, r#""v{n}": "[concta('a')]""#),
    kind("broken expressions", VARIABLES, r#""v{n}": "[concat('a'""#),
    kind("expressions with too many values", VARIABLES, r#""v{n}": "[toLower('a', 'b')]""#),
    kind("own functions", Location::In(Slot::Functions), r#""f{n}": { "parameters": [], "output": { "type": "string", "value": "a" } }"#),
    kind("calls of own functions", VARIABLES, r#""v{n}": "[own.same('a')]""#),
    kind("outputs", OUTPUTS, r#""o{n}": { "type": "string", "value": "[variables('variable')]" }"#),
    kind("one long expression", VARIABLES, "'a{n}'").joined_by(", ").framed_by(r#""long": "[concat("#, r#")]""#),
    kind("one deep expression", VARIABLES, "concat(").joined_by("").closed_by(")").framed_by(r#""deep": "["#, r#"]""#),
    kind("one deep expression, unclosed", VARIABLES, "concat(").joined_by("").framed_by(r#""deep": "["#, r#"]""#),
    kind("one long path", VARIABLES, ".a").joined_by("").framed_by(r#""path": "[variables('variable')"#, r#"]""#),
    kind("indexes", VARIABLES, "[0]").joined_by("").framed_by(r#""path": "[variables('variable')"#, r#"]""#),
    kind("one long text in an expression", VARIABLES, "a''").joined_by("").framed_by(r#""text": "['"#, r#"']""#),
    kind("named often in one expression", VARIABLES, "variables('variable')").joined_by(", ").framed_by(r#""long": "[concat("#, r#")]""#),
    kind("expressions in a template", RESOURCES, r#""[variables('variable')]""#).framed_by(
        r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "t", "properties": { "customize": [{ "type": "Shell", "inline": ["#,
        "] }] } }",
    ),
    kind("steps of a variable", VARIABLES, r#"{ "type": "Shell", "inline": ["echo {n}"] }"#).framed_by(r#""steps": ["#, "]"),
    kind("properties of variables", VARIABLES, r#""m{n}": "a""#).framed_by(r#""object": {"#, "}"),
];
