//! Templates whose declarations, loops and lists grow faster than their text.

use serde_json::{Map, Value, json};

use super::Case;

/// A deployment of one image template, whose name rests on the variable `x`.
pub(super) fn deployment(variables: &Value, customize: &Value, others: &Value) -> String {
    let mut root = json!({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "variables": variables,
        "resources": [{
            "type": "Microsoft.VirtualMachineImages/imageTemplates",
            "apiVersion": "2024-02-01",
            "name": "[string(length(variables('x')))]",
            "location": "[concat('a', string(variables('x')))]",
            "properties": { "source": { "type": "PlatformImage" }, "customize": customize, "distribute": [] }
        }]
    });
    for (key, value) in others.as_object().unwrap() {
        match (root.get_mut(key), value) {
            (Some(Value::Array(all)), Value::Array(more)) => all.extend(more.iter().cloned()),
            _ => root[key] = value.clone(),
        }
    }
    root.to_string()
}

/// One that consists of variables.
fn variables(all: impl IntoIterator<Item = (String, Value)>) -> String {
    deployment(&Value::Object(all.into_iter().collect()), &json!([]), &json!({}))
}

/// Variables that each name the one before, the last of them `x`; `make` is given the expression that names it.
fn chain(count: usize, first: Value, make: impl Fn(&str) -> Value) -> String {
    let mut all = Map::new();
    all.insert("v0".to_owned(), first);
    for at in 1..=count {
        all.insert(format!("v{at}"), make(&format!("variables('v{}')", at - 1)));
    }
    all.insert("x".to_owned(), json!(format!("[variables('v{count}')]")));
    deployment(&Value::Object(all), &json!([]), &json!({}))
}

fn looped(name: &str, count: usize, input: Value) -> Value {
    json!({ "name": name, "count": count, "input": input })
}

/// A step whose list an expression names.
fn step(inline: &str) -> Value {
    json!([{ "type": "Shell", "name": "a", "inline": inline }])
}

pub(super) fn cases(len: usize) -> Vec<Case> {
    let many = len / 60;
    let mut cases = Vec::new();
    let mut add = |name: &str, template: String| cases.push((name.to_owned(), template));
    doubling(many, &mut add);
    loops(many, &mut add);
    declarations(many, &mut add);
    substitution(len, &mut add);
    cases
}

fn doubling(many: usize, add: &mut impl FnMut(&str, String)) {
    let twice = |it: &str| json!({ "a": format!("[{it}]"), "b": format!("[{it}]") });
    for count in [20, 40, many] {
        add(&format!("objects {count}"), chain(count, json!({ "a": 1 }), twice));
        add(
            &format!("arrays {count}"),
            chain(count, json!([1]), |it| json!([format!("[{it}]"), format!("[{it}]")])),
        );
        add(
            &format!("created arrays {count}"),
            chain(count, json!([1]), |it| json!(format!("[createArray({it}, {it})]"))),
        );
        add(
            &format!("concatenated texts {count}"),
            chain(count, json!("a"), |it| json!(format!("[concat({it}, {it})]"))),
        );
        add(
            &format!("concatenated lists {count}"),
            chain(count, json!([1]), |it| json!(format!("[concat({it}, {it})]"))),
        );
        add(
            &format!("choices {count}"),
            chain(count, json!([1]), |it| {
                json!(format!("[if(bool(newGuid()), {it}, {it})]"))
            }),
        );
        add(
            &format!("sums {count}"),
            chain(count, json!(1), |it| json!(format!("[add({it}, {it})]"))),
        );
        add(
            &format!("merged objects {count}"),
            chain(count, json!({ "a": 1 }), |it| {
                json!(format!("[union(createObject('a', {it}), createObject('b', {it}))]"))
            }),
        );
    }
}

fn loops(many: usize, add: &mut impl FnMut(&str, String)) {
    let nested = json!({ "copy": [
        looped("a", 800, json!(1)),
        looped("b", 800, json!("[variables('a')]")),
        looped("x", 800, json!("[variables('b')]")),
    ] });
    add("loops of loops", deployment(&nested, &json!([]), &json!({})));
    let inner = |input: Value| json!({ "copy": [looped("inner", 800, input)] });
    let deep = json!({ "x": { "copy": [looped("outer", 800, inner(inner(json!("[copyIndex('inner')]"))))] } });
    add("loops in loops", deployment(&deep, &json!([]), &json!({})));
    let endless = json!({ "copy": [looped("x", i64::MAX as usize, json!("[copyIndex()]"))] });
    add("an endless loop", deployment(&endless, &json!([]), &json!({})));
    let long =
        json!({ "copy": [looped("x", 100_000, json!(format!("[if(true(), 1, '{}')]", "a".repeat(many * 30))))] });
    add("a long expression in a loop", deployment(&long, &json!([]), &json!({})));
    let copied = json!([{ "type": "Shell", "copy": [looped("inline", 800, inner(inner(json!("[copyIndex()]"))))] }]);
    add(
        "loops in properties",
        deployment(&json!({ "x": 1 }), &copied, &json!({})),
    );
    let resource = json!({
        "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-01-01", "location": "a",
        "name": "[concat(copyIndex(), string(variables('x')))]",
        "copy": { "name": "all", "count": "[length(variables('x'))]" },
        "properties": inner(inner(json!("[variables('x')]")))
    });
    let resources = json!({ "resources": [resource] });
    let declared = json!({ "x": "[range(0, 10000)]" });
    add("loops of resources", deployment(&declared, &json!([]), &resources));
    let output = |count| json!({ "type": "array", "copy": { "count": count, "input": inner(inner(json!("[variables('x')]"))) } });
    let outputs: Map<String, Value> = (0..many / 4).map(|at| (format!("o{at}"), output(800))).collect();
    add(
        "loops of outputs",
        deployment(&declared, &json!([]), &json!({ "outputs": outputs })),
    );
}

fn declarations(many: usize, add: &mut impl FnMut(&str, String)) {
    add("a long chain", chain(many, json!("a"), |it| json!(format!("[{it}]"))));
    add(
        "a long chain of texts",
        chain(many, json!("a"), |it| json!(format!("[concat('a', {it})]"))),
    );
    let backwards = (0..many).map(|at| (format!("v{at}"), json!(format!("[variables('v{}')]", at + 1))));
    let end = [
        (format!("v{many}"), json!("a")),
        ("x".to_owned(), json!("[variables('v0')]")),
    ];
    add("a long chain backwards", variables(backwards.chain(end)));
    let ring = (0..many).map(|at| (format!("v{at}"), json!(format!("[variables('v{}')]", (at + 1) % many))));
    add(
        "a ring",
        variables(ring.chain([("x".to_owned(), json!("[variables('v0')]"))])),
    );
    let web = (0..many).map(|at| {
        let next = |by: usize| format!("variables('v{}')", (at + by) % many);
        (
            format!("v{at}"),
            json!(format!("[if(bool(newGuid()), {}, {})]", next(1), next(7))),
        )
    });
    add(
        "a web of rings",
        variables(web.chain([("x".to_owned(), json!("[variables('v0')]"))])),
    );
    let wide = (0..many).map(|at| (format!("v{at}"), json!("[variables('w')]")));
    let end = [
        ("w".to_owned(), json!("[range(0, 10000)]")),
        ("x".to_owned(), json!("[variables('v0')]")),
    ];
    add("many names of one", variables(wide.chain(end)));
    let all: Vec<String> = (0..many).map(|at| format!("variables('v{at}')")).collect();
    let plain = (0..many).map(|at| (format!("v{at}"), json!("a")));
    let sum = [("x".to_owned(), json!(format!("[concat({})]", all.join(", "))))];
    add("one of many names", variables(plain.chain(sum)));
    let parameters: Map<String, Value> = (0..many / 2)
        .map(|at| {
            let default = if at == 0 {
                "a".to_owned()
            } else {
                format!("[parameters('p{}')]", at / 2)
            };
            (format!("p{at}"), json!({ "type": "string", "defaultValue": default }))
        })
        .collect();
    let joined: Vec<String> = (0..many / 2).map(|at| format!("parameters('p{at}')")).collect();
    let declared = json!({ "x": format!("[concat({})]", joined.join(", ")) });
    add(
        "parameters of parameters",
        deployment(&declared, &json!([]), &json!({ "parameters": parameters })),
    );
    let functions = json!({ "functions": [{ "namespace": "own", "members": {
        "twice": {
            "parameters": [{ "name": "it", "type": "array" }],
            "output": { "type": "array", "value": "[concat(parameters('it'), parameters('it'))]" }
        }
    } }] });
    let nested = (0..30).fold("createArray(1)".to_owned(), |it, _| format!("own.twice({it})"));
    let declared = json!({ "x": format!("[{nested}]") });
    add("functions of functions", deployment(&declared, &json!([]), &functions));
    let members: Map<String, Value> = (0..many)
        .map(|at| (format!("f{at}"), json!({ "output": { "type": "int", "value": 1 } })))
        .collect();
    let functions = json!({ "functions": [{ "namespace": "own", "members": members }] });
    let called: Vec<String> = (0..many).map(|at| format!("[own.f{at}()]")).collect();
    let declared = json!({ "x": called });
    add("many functions", deployment(&declared, &json!([]), &functions));
    let heavy = "[string(map(range(0, 5000), lambda('i', padLeft('a', 500))))]";
    add(
        "many heavy expressions",
        variables([("x".to_owned(), json!(vec![heavy; many]))]),
    );
    let plain: Vec<usize> = (0..many * 12).collect();
    let names = vec!["[variables('plain')]"; many];
    let declared = [("plain".to_owned(), json!(plain)), ("x".to_owned(), json!(names))];
    add("a long list by its name", variables(declared));
    let members: Map<String, Value> = (0..many).map(|at| (format!("m{at}"), json!(at))).collect();
    let reads: Vec<String> = (0..many).map(|at| format!("[variables('object').m{at}]")).collect();
    let declared = [("object".to_owned(), json!(members)), ("x".to_owned(), json!(reads))];
    add("members of a large object", variables(declared));
}

fn substitution(len: usize, add: &mut impl FnMut(&str, String)) {
    let lines: Vec<String> = (0..len / 2 / 30)
        .map(|at| format!("sudo apt-get install tool{at}"))
        .collect();
    let names = |count: usize| vec!["variables('lines')"; count].join(", ");
    for function in ["union", "concat"] {
        for count in [2, 20, (len / 60).min(5_000)] {
            let declared = json!({ "lines": lines, "x": format!("[{function}({})]", names(count)) });
            let template = deployment(&declared, &step("[variables('x')]"), &json!({}));
            add(&format!("{function} of {count} lists in place"), template);
        }
    }
    let steps: Vec<Value> = (0..len / 4 / 60)
        .map(|at| json!({ "type": "Shell", "name": at.to_string(), "inline": "[variables('lines')]" }))
        .collect();
    let few: Vec<&String> = lines.iter().take(len / 2 / 60).collect();
    add(
        "one list in many steps",
        deployment(&json!({ "lines": few, "x": 1 }), &json!(steps), &json!({})),
    );
    let items: Vec<String> = (0..len / 2 / 40).map(|at| format!("[variables('i{at}')]")).collect();
    let mut declared: Map<String, Value> = (0..items.len())
        .map(|at| (format!("i{at}"), json!("apt-get install tool")))
        .collect();
    declared.insert("x".to_owned(), json!(items));
    add(
        "a list of names in place",
        deployment(&json!(declared), &step("[variables('x')]"), &json!({})),
    );
    let choices: Vec<String> = (0..len / 2 / 60)
        .map(|_| "[if(variables('heavy'), variables('lines'), variables('lines'))]".to_owned())
        .collect();
    let declared = json!({
        "lines": lines.iter().take(20).collect::<Vec<_>>(),
        "heavy": "[equals(string(range(0, 10000)), string(range(0, 9999)))]",
        "x": choices
    });
    add(
        "choices in place",
        deployment(&declared, &step("[flatten(variables('x'))]"), &json!({})),
    );
    let deep = (0..16).fold(json!({ "lines": lines, "x": [1] }), |mut all, at| {
        let before = if at == 0 {
            "lines".to_owned()
        } else {
            format!("v{}", at - 1)
        };
        let names = vec![format!("variables('{before}')"); 10].join(", ");
        all[format!("v{at}")] = json!(format!("[concat({names})]"));
        all
    });
    add(
        "lists of lists in place",
        deployment(&deep, &step("[variables('v15')]"), &json!({})),
    );
    let object: Map<String, Value> = (0..len / 80).map(|at| (format!("m{at}"), json!({ "a": at }))).collect();
    let tags = format!("[union({})]", ["variables('object')"; 12].join(", "));
    let image = json!({
        "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "a", "location": "a",
        "tags": tags, "properties": { "source": "[variables('object')]" }
    });
    add(
        "merged objects in place",
        deployment(
            &json!({ "object": object }),
            &json!([]),
            &json!({ "resources": [image] }),
        ),
    );
    let copies: Vec<Value> = (0..len / 160)
        .map(|at| json!({ "copy": [looped(&format!("m{at}"), 2, json!(1))] }))
        .collect();
    add(
        "many loops in place",
        deployment(&json!({ "x": 1 }), &json!(copies), &json!({})),
    );
    let passed: Map<String, Value> = (0..len / 120)
        .map(|at| (format!("p{at}"), json!({ "value": lines.first() })))
        .collect();
    let declared: Map<String, Value> = passed
        .keys()
        .map(|it| (it.clone(), json!({ "type": "string" })))
        .collect();
    let inner: Value = serde_json::from_str(&deployment(
        &json!({ "x": 1 }),
        &json!([]),
        &json!({ "parameters": declared }),
    ))
    .unwrap();
    let nested = json!({ "resources": [{
        "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner",
        "properties": {
            "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" },
            "parameters": passed, "template": inner
        }
    }] });
    add(
        "many passed parameters",
        deployment(&json!({ "x": 1 }), &json!([]), &nested),
    );
}
