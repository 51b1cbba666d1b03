//! The forms that a deployment template may have around an image template: symbolic names, deployments inside deployments, loops,
//! conditions, functions of its own. In each of them the image template is found, checked and helped with.

mod types;

use aib_ls::document::{Document, Language};
use aib_ls::ide::name::{From, RenameContext};
use aib_ls::ide::{completion, hover, rename, symbols};
use aib_ls::locale::Lang;
use aib_ls::rules;
use aib_ls::settings::{Settings, Severity};
use aib_ls::text::edit;
use expect_test::{Expect, expect};

const GROUP: &str = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
const SUBSCRIPTION: &str =
    "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#";
const MANAGEMENT_GROUP: &str =
    "https://schema.management.azure.com/schemas/2019-08-01/managementGroupDeploymentTemplate.json#";
const TENANT: &str = "https://schema.management.azure.com/schemas/2019-08-01/tenantDeploymentTemplate.json#";

const DISTRIBUTE: &str = r#""distribute": [{ "type": "VHD", "runOutputName": "disk", "uri": "https://example.blob.core.windows.net/images" }]"#;

/// A resource without findings, with these members beside its own, and these among its properties.
fn image_with(members: &str, properties: &str) -> String {
    format!(
        r#"{{
  "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "location": "westeurope", {members},
  "identity": {{ "type": "UserAssigned", "userAssignedIdentities": {{ "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder": {{}} }} }},
  "properties": {{
    "source": {{ "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "latest" }},
    {properties}
  }}
}}"#
    )
}

fn image(members: &str) -> String {
    image_with(members, DISTRIBUTE)
}

/// A deployment template; `members` stand before its resources, and end with a comma.
fn deployment(schema: &str, members: &str, resources: &str) -> String {
    format!(r#"{{ "$schema": "{schema}", "contentVersion": "1.0.0.0", {members} "resources": {resources} }}"#)
}

/// A deployment inside another one; `properties` end with a comma.
fn inside(properties: &str, template: &str) -> String {
    format!(
        r#"{{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "images", "resourceGroup": "images",
  "properties": {{ "mode": "Incremental", {properties} "template": {template} }} }}"#
    )
}

const INNER: &str = r#""expressionEvaluationOptions": { "scope": "inner" },"#;

fn read(text: &str) -> Document {
    Document::new(text.to_owned(), Language::Jsonc, None)
}

/// The findings, each with its letters; advice about roles is left out.
fn check(text: &str, expected: Expect) {
    let mut settings = Settings::default();
    settings.rules.insert("permissions".to_owned(), Severity::Off);
    let doc = read(text);
    let findings = rules::check(&doc, &settings);
    let line =
        |it: &rules::engine::finding::Finding| format!("{} {} at {}\n", it.level.name(), it.rule.id, it.span.of(text));
    let shown: String = findings.iter().map(line).collect();
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

/// The labels that are offered at `$0`, those of the template language's own functions left out.
fn check_offered(text: &str, expected: Expect) {
    let at = text.find("$0").unwrap() as u32;
    let mut items = completion::completion(&read(&text.replace("$0", "")), at, &Vec::new);
    items.retain(|it| aib_ls::expr::functions::find(&it.label).is_none());
    items.sort_by_key(|it| it.rank);
    let labels: Vec<_> = items.iter().map(|it| it.label.as_str()).collect();
    expected.assert_eq(&labels.join(" "));
}

/// The first line of the pop-up at `$0`, and the one that tells a value.
fn check_hover(text: &str, expected: Expect) {
    let at = text.find("$0").unwrap() as u32;
    let doc = read(&text.replace("$0", ""));
    let words = hover::hover(&doc, at).map(|it| it.words.get(Lang::En).to_owned());
    let words = words.unwrap_or_else(|| "nothing".to_owned());
    let lines: Vec<_> = words.lines().filter(|it| !it.is_empty()).collect();
    let told = lines
        .iter()
        .enumerate()
        .filter(|(n, it)| *n == 0 || it.starts_with("Comes to"));
    expected.assert_eq(&told.map(|(_, it)| *it).collect::<Vec<_>>().join("\n"));
}

/// The places that change when the name at `$0` becomes `other`, each with a few letters around it.
fn check_renamed(text: &str, expected: Expect) {
    let at = text.find("$0").unwrap() as u32;
    let doc = read(&text.replace("$0", ""));
    let asked = RenameContext {
        doc: &doc,
        file: None,
        from: From::Document(at),
    };
    let changes = rename::rename(asked, None, "other").unwrap().unwrap();
    let after = edit::apply(doc.text(), &changes.here);
    let around = |at: usize| after[at.saturating_sub(14)..(at + 7).min(after.len())].replace('\n', " ");
    let shown: Vec<_> = after.match_indices("other").map(|(at, _)| around(at)).collect();
    expected.assert_eq(&shown.join("\n"));
}

#[test]
fn resources_may_have_symbolic_names() {
    let identity = r#""builder": { "type": "Microsoft.ManagedIdentity/userAssignedIdentities", "apiVersion": "2023-01-31", "name": "builder", "location": "westeurope" }"#;
    let web = image_with(
        r#""name": "[parameters('name')]", "dependsOn": ["builder", "gallery"]"#,
        &format!(r#""buildTimeoutInMinutes": 3, {DISTRIBUTE}"#),
    );
    let gallery = r#""gallery": { "existing": true, "type": "Microsoft.Compute/galleries", "apiVersion": "2022-03-03", "name": "images" }"#;
    let old = r#""old": { "existing": true, "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "old" }"#;
    let members = r#""languageVersion": "2.0", "parameters": { "name": { "type": "string", "defaultValue": "web" } },"#;
    let of = |web: &str| {
        deployment(
            GROUP,
            members,
            &format!(r#"{{ {identity}, {gallery}, "web": {web}, {old} }}"#),
        )
    };
    // One that exists is not submitted, so it lacks nothing.
    check(
        &of(&web),
        expect![[r#"
        error timeout/below-minimum at 3
    "#]],
    );
    check(
        &of(&web.replace("\"builder\", ", "\"bilder\", ").replace(": 3,", ": 60,")),
        expect![[r#"
            warning arm/depends-on-nothing at "bilder"
        "#]],
    );
    check_offered(
        &of(&web.replace("\"buildTimeoutInMinutes\": 3", "\"$0\"")),
        expect![
            "customize buildTimeoutInMinutes vmProfile stagingResourceGroup validate optimize errorHandling autoRun managedResourceTags"
        ],
    );
    check_offered(
        &of(&web.replace("[parameters('name')]", "[$0]")),
        expect!["parameters('name')"],
    );
    check_hover(
        &of(&web.replace("[parameters('name')]", "[para$0meters('name')]")),
        expect!["Evaluates to `web`, from the default of `name`."],
    );
    check_renamed(
        &of(&web.replace("[parameters('name')]", "[parameters('na$0me')]")),
        expect![[r#"
            rameters": { "other":
            "[parameters('other')"#]],
    );
    let doc = read(&of(&web));
    let mut sections = symbols::symbols(&doc).into_iter();
    let resources = sections.find(|it| it.name == "resources").unwrap().children;
    let names: Vec<_> = resources.into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["builder", "gallery", "[parameters('name')]", "old"]);
}

#[test]
fn an_existing_resource_is_not_checked() {
    let old = r#"{ "existing": true, "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "old" }"#;
    let doc = read(&deployment(
        GROUP,
        r#""languageVersion": "2.0","#,
        &format!(r#"{{ "old": {old} }}"#),
    ));
    assert_eq!(doc.templates().count(), 0);
}

/// An image template inside, with its own names; what is handed in is `passed`.
fn inner(schema: &str, passed: &str, web: &str) -> String {
    let own =
        r#""parameters": { "imageName": { "type": "string" }, "minutes": { "type": "int", "defaultValue": 60 } },"#;
    let template = deployment(GROUP, own, &format!("[{web}]"));
    let properties = format!(r#"{INNER} "parameters": {{ {passed} }},"#);
    let around = r#""parameters": { "name": { "type": "string", "defaultValue": "web" } },"#;
    deployment(schema, around, &format!("[{}]", inside(&properties, &template)))
}

#[test]
fn an_inner_deployment_has_names_of_its_own_whatever_is_around_it() {
    let minutes = format!(r#""buildTimeoutInMinutes": "[parameters('minutes')]", {DISTRIBUTE}"#);
    let web = image_with(r#""name": "[parameters('imageName')]""#, &minutes);
    let passed = r#""imageName": { "value": "[parameters('name')]" }"#;
    for schema in [GROUP, SUBSCRIPTION, MANAGEMENT_GROUP, TENANT] {
        check(&inner(schema, passed, &web), expect!["nothing"]);
    }
    let at = |from: &str, to: &str| inner(SUBSCRIPTION, passed, &web.replace(from, to));
    check_offered(
        &at("[parameters('imageName')]", "[$0]"),
        expect!["parameters('imageName') parameters('minutes')"],
    );
    check_hover(
        &at("[parameters('imageName')]", "[para$0meters('imageName')]"),
        expect![
            "Evaluates to `web`, from the value that the outer deployment passes to `imageName`, the default of `name`."
        ],
    );
    check_renamed(
        &at("[parameters('imageName')]", "[parameters('image$0Name')]"),
        expect![[r#"
            rameters": { "other":
            rameters": { "other":
            "[parameters('other')"#]],
    );
    // The outer names are not seen there.
    check(
        &at("[parameters('imageName')]", "[parameters('name')]"),
        expect![[r#"
        hint arm/unused-parameter at "imageName"
        error arm/unknown-reference at name
    "#]],
    );
}

#[test]
fn parameters_passed_to_an_inner_deployment_are_type_checked() {
    let web = image_with(
        r#""name": "[parameters('imageName')]""#,
        &format!(r#""buildTimeoutInMinutes": "[parameters('minutes')]", {DISTRIBUTE}"#),
    );
    check(
        &inner(
            SUBSCRIPTION,
            r#""imageName": { "value": "[parameters('name')]" }, "minutes": { "value": "60" }, "extra": { "value": "[parameters('name')]" }"#,
            &web,
        ),
        expect![[r#"
            error arm/passed-parameter at "60"
            error arm/passed-parameter at "extra"
        "#]],
    );
    check(
        &inner(
            SUBSCRIPTION,
            r#""minutes": { "reference": { "keyVault": { "id": "[parameters('name')]" }, "secretName": "s" } }"#,
            &web,
        ),
        expect![[r#"
            error arm/passed-parameter at "imageName"
        "#]],
    );
}

#[test]
fn an_expression_inside_belongs_to_the_deployment_around_it_by_default() {
    let web = image(r#""name": "[concat(parameters('name'), variables('end'))]""#);
    let own = r#""parameters": { "imageName": { "type": "string" } },"#;
    let around =
        r#""parameters": { "name": { "type": "string", "defaultValue": "web" } }, "variables": { "end": "-01" },"#;
    let of = |web: &str| {
        let template = deployment(GROUP, own, &format!("[{web}]"));
        deployment(SUBSCRIPTION, around, &format!("[{}]", inside("", &template)))
    };
    check(&of(&web), expect!["nothing"]);
    check_offered(
        &of(&web.replace("[concat(parameters('name'), variables('end'))]", "[$0]")),
        expect!["parameters('name') variables('end')"],
    );
    check_hover(
        &of(&web.replace("[concat", "[con$0cat")),
        expect!["Evaluates to `web-01`, from the default of `name`."],
    );
    check_renamed(
        &of(&web.replace("variables('end')", "variables('e$0nd')")),
        expect![[r#"
        ariables": { "other":
        ), variables('other')"#]],
    );
    check(
        &of(&web.replace("parameters('name')", "parameters('imageName')")),
        expect![[r#"
            hint arm/unused-parameter at "name"
            error arm/unknown-reference at imageName
        "#]],
    );
}

#[test]
fn a_loop_makes_resources() {
    let web = image_with(
        r#""name": "[format('web-{0}', copyIndex())]", "copy": { "name": "images", "count": 2, "mode": "serial", "batchSize": 1 }, "tags": { "turn": "[string(copyIndex('images', 1))]" }"#,
        DISTRIBUTE,
    );
    check(&deployment(GROUP, "", &format!("[{web}]")), expect!["nothing"]);
    check_hover(
        &deployment(GROUP, "", &format!("[{}]", web.replace("[format", "[for$0mat"))),
        expect!["Evaluates to `web-{copyIndex()}`; the values in braces are known only at deployment time."],
    );
}

#[test]
fn a_loop_makes_lists() {
    let id = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.Compute/galleries/images/images/web";
    let names = r#""parameters": { "names": { "type": "array", "defaultValue": ["a", "b"] } },"#;
    let of = |properties: &str| {
        let web = image_with(r#""name": "web""#, properties);
        deployment(GROUP, names, &format!("[{web}]"))
    };
    let targets = format!(
        r#""copy": [{{ "name": "distribute", "count": "[length(parameters('names'))]", "input": {{ "type": "SharedImage", "runOutputName": "[parameters('names')[copyIndex('distribute')]]", "galleryImageId": "{id}", "targetRegions": [{{ "name": "westeurope" }}] }} }}]"#
    );
    check(&of(&targets), expect!["nothing"]);
    // An item of the list that the loop makes is helped with as one that is written.
    check_offered(
        &of(&targets.replace("\"runOutputName\": ", "\"$0\", \"runOutputName\": ")),
        expect!["artifactTags excludeFromLatest versioning replicationRegions storageAccountType"],
    );
    check_hover(
        &of(&targets.replace("\"runOutputName\"", "\"run$0OutputName\"")),
        expect!["**`runOutputName`** · string · `^[A-Za-z0-9-_.]{1,64}$` · required"],
    );
    let regions = format!(
        r#""distribute": [{{ "type": "SharedImage", "runOutputName": "web", "galleryImageId": "{id}", "copy": [{{ "name": "targetRegions", "count": "[length(parameters('names'))]", "input": {{ "name": "[parameters('names')[copyIndex('targetRegions')]]", "replicaCount": "[length(parameters('names'))]" }} }}] }}]"#
    );
    check(&of(&regions), expect!["nothing"]);
    let wrong = regions.replace("\"[length(parameters('names'))]\" } }", "\"[parameters('names')]\" } }");
    check(
        &of(&wrong),
        expect![[r#"
        warning arm/parameter-type at "[parameters('names')]"
    "#]],
    );
}

#[test]
fn a_condition_and_functions_of_its_own() {
    let web = image(r#""name": "[contoso.named('Web')]", "condition": "[parameters('build')]""#);
    let members = r#""parameters": { "build": { "type": "bool", "defaultValue": true } },
  "functions": [{ "namespace": "contoso", "members": { "named": { "parameters": [{ "name": "stem", "type": "string" }], "output": { "type": "string", "value": "[toLower(parameters('stem'))]" } } } }],"#;
    let of = |web: &str| deployment(GROUP, members, &format!("[{web}]"));
    check(&of(&web), expect!["nothing"]);
    check_hover(
        &of(&web.replace("named('Web')", "na$0med('Web')")),
        expect!["Evaluates to `web`."],
    );
    check(
        &of(&web.replace("named('Web')", "named()")),
        expect![[r#"
        error arm/argument-count at named
    "#]],
    );
    check(
        &of(&web.replace("named('Web')", "nemed('Web')")),
        expect![[r#"
        error arm/unknown-function at nemed
    "#]],
    );
}

#[test]
fn each_mistake_is_reported_once_at_its_exact_position() {
    let web = image(
        r#""name": "[tolwer('a')]", "tags": { "a": "[toLower('a', 'b')]", "b": "[variables('one')]", "c": "[parameters('SKU')]", "d": "[variables('leads')]" }"#,
    );
    let members = r#""parameters": { "sku": { "type": "string", "allowedValues": ["a", "b"], "defaultValue": "c" }, "Sku": { "type": "string" } },
  "variables": { "one": "[variables('two')]", "two": "[variables('one')]", "leads": "[variables('one')]" },"#;
    check(
        &deployment(GROUP, members, &format!("[{web}]")),
        expect![[r#"
            error arm/default-not-allowed at "c"
            warning arm/duplicate-name at "Sku"
            error arm/circular-variable at "one"
            error arm/circular-variable at "two"
            error arm/unknown-function at tolwer
            error arm/argument-count at toLower
        "#]],
    );
}
