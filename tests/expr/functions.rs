//! The table of the template language's functions: that it is whole and sane, and what is asked of it.

use std::collections::BTreeSet;
use std::fmt::Write;

use aib_ls::expr::functions::{self, Context, Function, Group, Type, Types};
use aib_ls::locale::Lang;
use expect_test::{Expect, expect};
use serde_json::Value;

/// Every function that is documented, and those that Bicep writes into templates.
const NAMES: &str = "
    array concat contains createArray empty first flatten indexFromEnd indexOf intersection last lastIndexOf length max
    min objectKeys range skip take tryGet tryIndexFromEnd union
    parseCidr cidrSubnet cidrHost
    coalesce equals less lessOrEquals greater greaterOrEquals
    dateTimeAdd dateTimeFromEpoch dateTimeToEpoch utcNow
    deployer deployment environment externalInputs fail parameters variables
    filter groupBy lambda lambdaVariables map mapValues reduce sort toObject
    and bool false if not or true
    add copyIndex div float int mod mul sub
    createObject items json null shallowMerge
    extensionResourceId list* managementGroupResourceId pickZones providers reference references resourceId
    roleDefinitions subscriptionResourceId tenantResourceId toLogicalZone toLogicalZones toPhysicalZone toPhysicalZones
    managementGroup resourceGroup subscription tenant
    base64 base64ToJson base64ToString buildUri dataUri dataUriToString endsWith format guid join newGuid padLeft
    parseUri replace split startsWith string substring toLower toUpper trim uniqueString uri uriComponent
    uriComponentToString
";

fn find(name: &str) -> &'static Function {
    functions::find(name).unwrap_or_else(|| panic!("{name} is missing"))
}

/// The signatures and how many arguments they take, one function a line.
#[track_caller]
fn check(names: &[&str], expected: Expect) {
    let mut lines = String::new();
    for it in names.iter().map(|name| find(name)) {
        let most = it.most().map_or("any".to_owned(), |most| most.to_string());
        writeln!(lines, "{} -> {}: {} to {most}", it.signature(), it.returns, it.least()).unwrap();
    }
    expected.assert_eq(&lines);
}

#[test]
fn every_entry_of_the_file_is_parsed() {
    let source = include_str!("../../schemas/arm-functions.json");
    let source: Value = serde_json::from_str(source).unwrap();
    let written = source["functions"].as_array().unwrap();
    let names: Vec<_> = functions::all().iter().map(|it| it.name.as_str()).collect();
    let expected: Vec<_> = written.iter().map(|it| it["name"].as_str().unwrap()).collect();
    assert_eq!(names, expected);
    let known = |it: &Value| ["known", "unknown"].contains(&it["value"].as_str().unwrap());
    assert!(written.iter().all(known));
}

#[test]
fn every_function_is_there_once() {
    let documented: BTreeSet<_> = NAMES.split_whitespace().map(str::to_owned).collect();
    let listed: BTreeSet<_> = functions::all().iter().map(|it| it.name.clone()).collect();
    assert_eq!(listed, documented);
    let lower: BTreeSet<_> = listed.iter().map(|it| it.to_lowercase()).collect();
    assert_eq!(lower.len(), functions::all().len());
}

#[test]
fn every_function_is_described_in_every_language() {
    for it in functions::all() {
        for words in Lang::ALL.map(|lang| it.words.get(lang)) {
            let is_sentence = words.ends_with('.') && words.starts_with(char::is_uppercase);
            assert!(is_sentence, "{}: {words}", it.name);
            assert!(!words.contains(". ") && !words.contains('\n'), "{}: {words}", it.name);
        }
        assert_ne!(it.words.en, it.words.pt_br, "{}", it.name);
    }
}

#[test]
fn argument_counts_and_types_are_consistent() {
    for it in functions::all() {
        let optional = it.arguments.iter().skip_while(|it| !it.is_optional);
        assert!(optional.clone().all(|it| it.is_optional), "{}", it.name);
        let before_last = it.arguments.iter().rev().skip(1);
        assert!(before_last.clone().all(|it| !it.is_repeated), "{}", it.name);
        assert!(it.most().is_none_or(|most| it.least() <= most), "{}", it.name);
        assert!(it.accepts(it.least()), "{}", it.name);
        let names: BTreeSet<_> = it.arguments.iter().map(|it| &it.name).collect();
        assert_eq!(names.len(), it.arguments.len(), "{}", it.name);
        assert!(it.signature().starts_with(&format!("{}(", it.name)));
        if it.follows_argument {
            let first = it.arguments.first().unwrap();
            assert!(it.returns.iter().all(|one| first.types.contains(one)), "{}", it.name);
        }
    }
}

#[test]
fn function_names_ignore_case() {
    assert_eq!(find("CONCAT").name, "concat");
    assert_eq!(find("resourceid").group, Group::Resource);
    assert!(functions::find("concatenate").is_none());
    assert!(functions::find("").is_none());
}

#[test]
fn functions_that_begin_with_list_query_a_resource() {
    for name in ["listKeys", "listaccountsas", "LISTSECRETS", "list*", "list"] {
        assert_eq!(find(name).name, "list*");
    }
}

#[test]
fn signatures() {
    check(
        &[
            "concat",
            "padLeft",
            "true",
            "union",
            "lambda",
            "createObject",
            "resourceId",
            "listKeys",
            "copyIndex",
        ],
        expect![[r#"
            concat([arg], …) -> string | array: 0 to any
            padLeft(valueToPad, totalLength, [paddingCharacter]) -> string: 2 to 3
            true() -> bool: 0 to 0
            union(arg1, arg2, …) -> array | object: 2 to any
            lambda(variable, …, body) -> lambda: 2 to any
            createObject([key, value], …) -> object: 0 to any
            resourceId([subscriptionId], [resourceGroupName], resourceType, resourceName, …) -> string: 2 to any
            list*(resourceNameOrId, apiVersion, [functionValues]) -> any: 2 to 3
            copyIndex([loopName], [offset]) -> int: 0 to 2
        "#]],
    );
}

#[test]
fn a_function_of_pairs_takes_an_even_number_of_arguments() {
    let create = find("createObject");
    assert!(create.accepts(0) && create.accepts(2) && create.accepts(4));
    assert!(!create.accepts(1) && !create.accepts(3));
    let named = |at: usize| create.argument(at).unwrap().name.as_str();
    assert_eq!([0, 1, 2, 3].map(named), ["key", "value", "key", "value"]);
}

#[test]
fn a_variadic_argument_has_no_upper_limit() {
    assert_eq!(find("union").argument(7).unwrap().name, "arg2");
    assert_eq!(find("concat").argument(7).unwrap().name, "arg");
    assert_eq!(find("not").argument(1), None);
    assert_eq!(find("true").argument(0), None);
}

#[test]
fn places_and_values() {
    assert_eq!(find("utcNow").context, Some(Context::ParameterDefault));
    assert_eq!(find("listKeys").context, Some(Context::ResourcesAndOutputs));
    assert_eq!(find("concat").context, None);
    assert!(find("concat").is_known && !find("uniqueString").is_known);
}

#[test]
fn any_does_not_accept_a_lambda() {
    assert!(!Types::ANY.contains(Type::Lambda) && Types::ANY.contains(Type::Null));
    assert_eq!(Types::ANY.to_string(), "any");
    assert_eq!(find("padLeft").argument(0).unwrap().types.to_string(), "string | int");
}
