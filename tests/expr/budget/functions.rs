//! Each function with arguments that are as large as they may be, called as often as a template has room for.

use std::collections::BTreeSet;

use aib_ls::expr::functions;
use serde_json::{Value, json};

use super::Case;
use super::templates::deployment;

/// Values that have room in a template because they are computed.
fn declared() -> Value {
    json!({
        "list": "[range(0, 10000)]",
        "texts": "[map(range(0, 3000), lambda('i', concat('name-', string(lambdaVariables('i')))))]",
        "object": "[toObject(variables('texts'), lambda('i', lambdaVariables('i')))]",
        "lists": "[map(range(0, 300), lambda('i', range(0, 100)))]",
        "objects": "[map(range(0, 100), lambda('i', variables('object')))]",
        "text": "[padLeft('', 131072, 'x')]",
        "long": "[concat(variables('text'), variables('text'), variables('text'), variables('text'))]",
        "digits": "[replace(variables('text'), 'x', '1')]",
        "slashes": "[replace(variables('text'), 'x', '/')]",
        "places": "[replace(variables('text'), 'xx', '{0}')]",
        "commas": "[concat('[1', replace(variables('text'), 'x', ',1'), ']')]",
        "encoded": "[base64(variables('commas'))]"
    })
}

/// Calls by the function that they try.
const CALLS: &[(&str, &str)] = &[
    ("array", "array(variables('long'))"),
    ("concat", "concat(variables('long'), variables('long'))"),
    (
        "concat",
        "concat(variables('list'), variables('list'), variables('list'))",
    ),
    ("contains", "contains(variables('list'), -1)"),
    ("contains", "contains(variables('object'), 'none')"),
    ("contains", "contains(variables('long'), 'xxxxxxxxy')"),
    (
        "createArray",
        "createArray(variables('list'), variables('list'), variables('long'))",
    ),
    ("empty", "empty(variables('long'))"),
    ("first", "first(variables('long'))"),
    ("flatten", "flatten(variables('lists'))"),
    ("indexFromEnd", "indexFromEnd(variables('lists'), 1)"),
    ("indexOf", "indexOf(variables('list'), -1)"),
    ("indexOf", "indexOf(variables('long'), 'xxxxxxxy')"),
    (
        "intersection",
        "intersection(variables('list'), variables('list'), variables('list'))",
    ),
    ("intersection", "intersection(variables('object'), variables('object'))"),
    ("last", "last(variables('long'))"),
    ("lastIndexOf", "lastIndexOf(variables('long'), 'yxxxxxxx')"),
    ("length", "length(variables('long'))"),
    ("max", "max(variables('list'))"),
    ("min", "min(variables('list'))"),
    ("objectKeys", "objectKeys(variables('object'))"),
    ("range", "range(0, 10000)"),
    ("skip", "skip(variables('list'), 1)"),
    ("take", "take(variables('long'), 131072)"),
    ("tryGet", "tryGet(variables('object'), 'none', 'none', 'none')"),
    ("tryIndexFromEnd", "tryIndexFromEnd(variables('lists'), 1)"),
    (
        "union",
        "union(variables('list'), variables('list'), variables('list'))",
    ),
    (
        "union",
        "union(variables('object'), variables('object'), variables('object'))",
    ),
    ("parseCidr", "parseCidr(variables('digits'))"),
    ("cidrSubnet", "cidrSubnet('10.0.0.0/8', 24, 65535)"),
    ("cidrHost", "cidrHost('fd00::/8', 9223372036854775807)"),
    ("coalesce", "coalesce(null(), variables('object'))"),
    ("equals", "equals(variables('objects'), variables('objects'))"),
    ("less", "less(variables('long'), variables('digits'))"),
    ("lessOrEquals", "lessOrEquals(variables('long'), variables('long'))"),
    ("greater", "greater(variables('long'), variables('digits'))"),
    (
        "greaterOrEquals",
        "greaterOrEquals(variables('long'), variables('long'))",
    ),
    (
        "dateTimeAdd",
        "dateTimeAdd('2020-04-07T14:53:14Z', 'P1D', variables('slashes'))",
    ),
    (
        "dateTimeAdd",
        "dateTimeAdd('2020-04-07T14:53:14Z', concat('P', variables('digits'), 'D'))",
    ),
    ("dateTimeFromEpoch", "dateTimeFromEpoch(9223372036854775807)"),
    ("dateTimeToEpoch", "dateTimeToEpoch(variables('digits'))"),
    ("fail", "fail(variables('long'))"),
    ("filter", "filter(variables('list'), lambda('i', true()))"),
    (
        "groupBy",
        "groupBy(variables('texts'), lambda('i', lambdaVariables('i')))",
    ),
    ("map", "map(variables('list'), lambda('i', variables('long')))"),
    (
        "mapValues",
        "mapValues(variables('object'), lambda('i', variables('list')))",
    ),
    (
        "reduce",
        "reduce(variables('list'), createArray(), lambda('a', 'b', createArray(lambdaVariables('a'))))",
    ),
    (
        "reduce",
        "reduce(variables('list'), 'a', lambda('a', 'b', concat(lambdaVariables('a'), lambdaVariables('a'))))",
    ),
    (
        "reduce",
        "reduce(variables('list'), createArray(), lambda('a', 'b', concat(lambdaVariables('a'), createArray(1))))",
    ),
    (
        "sort",
        "sort(variables('list'), lambda('a', 'b', less(lambdaVariables('b'), lambdaVariables('a'))))",
    ),
    (
        "toObject",
        "toObject(variables('texts'), lambda('i', lambdaVariables('i')), lambda('i', variables('list')))",
    ),
    ("and", "and(equals(variables('objects'), variables('objects')), true())"),
    ("or", "or(equals(variables('objects'), variables('list')), false())"),
    ("not", "not(equals(variables('objects'), variables('objects')))"),
    ("bool", "bool(variables('long'))"),
    ("if", "if(bool(newGuid()), variables('objects'), variables('objects'))"),
    ("int", "int(variables('digits'))"),
    ("float", "float(variables('digits'))"),
    (
        "createObject",
        "createObject('a', variables('list'), 'A', variables('list'), 'b', variables('long'))",
    ),
    ("items", "items(variables('object'))"),
    ("json", "json(variables('commas'))"),
    (
        "json",
        "json(concat(replace(variables('text'), 'x', '['), replace(variables('text'), 'x', ']')))",
    ),
    ("shallowMerge", "shallowMerge(variables('objects'))"),
    (
        "extensionResourceId",
        "extensionResourceId(variables('long'), 'a/b', variables('long'))",
    ),
    (
        "managementGroupResourceId",
        "managementGroupResourceId(variables('long'), 'a/b', variables('long'))",
    ),
    ("reference", "reference(variables('long')).outputs.a.value"),
    (
        "resourceId",
        "resourceId(concat('a', variables('slashes')), variables('long'))",
    ),
    (
        "subscriptionResourceId",
        "subscriptionResourceId(variables('long'), 'a/b', variables('long'))",
    ),
    ("tenantResourceId", "tenantResourceId('a/b', variables('long'))"),
    ("base64", "base64(variables('long'))"),
    ("base64ToJson", "base64ToJson(variables('encoded'))"),
    ("base64ToString", "base64ToString(variables('encoded'))"),
    ("dataUri", "dataUri(variables('long'))"),
    (
        "dataUriToString",
        "dataUriToString(concat('data:,', variables('long')))",
    ),
    ("endsWith", "endsWith(variables('long'), variables('long'))"),
    ("format", "format(variables('places'), variables('long'))"),
    (
        "format",
        "format('{0,1000}{0,-1000}{0,1000}{0,1000}', variables('text'))",
    ),
    ("guid", "guid(variables('long'), variables('long'))"),
    ("join", "join(variables('list'), variables('long'))"),
    ("padLeft", "padLeft('a', 131072, 'b')"),
    ("replace", "replace(variables('text'), 'x', variables('text'))"),
    ("split", "split(variables('slashes'), '/')"),
    ("split", "split(variables('long'), variables('texts'))"),
    ("startsWith", "startsWith(variables('long'), variables('long'))"),
    ("string", "string(variables('objects'))"),
    ("substring", "substring(variables('long'), 1)"),
    ("toLower", "toLower(variables('long'))"),
    ("toUpper", "toUpper(variables('long'))"),
    ("trim", "trim(variables('long'))"),
    ("uniqueString", "uniqueString(variables('long'))"),
    ("uri", "uri('https://a.b/c/', variables('slashes'))"),
    ("uriComponent", "uriComponent(variables('slashes'))"),
    ("uriComponentToString", "uriComponentToString(variables('long'))"),
];

/// Functions that take no value of any length, or return one that the deployment alone knows.
const OTHERS: &[&str] = &[
    "utcNow",
    "deployer",
    "deployment",
    "environment",
    "externalInputs",
    "parameters",
    "variables",
    "lambda",
    "lambdaVariables",
    "false",
    "true",
    "add",
    "copyIndex",
    "div",
    "mod",
    "mul",
    "sub",
    "null",
    "list*",
    "pickZones",
    "providers",
    "references",
    "roleDefinitions",
    "toLogicalZone",
    "toLogicalZones",
    "toPhysicalZone",
    "toPhysicalZones",
    "managementGroup",
    "resourceGroup",
    "subscription",
    "tenant",
    "buildUri",
    "newGuid",
    "parseUri",
];

pub(super) fn cases(len: usize) -> Vec<Case> {
    let calls = CALLS.iter().enumerate();
    let case = |(at, (name, call)): (usize, &(&str, &str))| {
        let mut variables = declared();
        variables["x"] = json!(format!("[map(range(0, 10000), lambda('i', {call}))]"));
        let once = format!("[{call}]");
        variables["y"] = json!(vec![once.as_str(); len / (once.len() + 3)]);
        (format!("{name} {at}"), deployment(&variables, &json!([]), &json!({})))
    };
    calls.map(case).collect()
}

#[test]
fn every_function_is_tried_with_large_values() {
    let known: BTreeSet<&str> = functions::all().iter().map(|it| it.name.as_str()).collect();
    let tried: BTreeSet<&str> = CALLS.iter().map(|it| it.0).chain(OTHERS.iter().copied()).collect();
    let missing: Vec<_> = known.symmetric_difference(&tried).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
