//! Templates whose answers rest on other resources of the same deployment.

mod grants;

use aib_ls::document::{Document, Language};
use aib_ls::insight::permissions::{self, Permissions};
use aib_ls::locale::Lang;
use aib_ls::report::permissions::{az, bicep};
use aib_ls::rules;
use aib_ls::rules::engine::memo::Memo;
use aib_ls::settings::Settings;
use aib_ls::text::lines::Lines;
use expect_test::{Expect, expect};

use crate::support::outside::outside;

fn document(text: &str) -> Document {
    Document::new(text.to_owned(), Language::Json, None)
}

/// A case of the folder of cases; `None` if there is no such folder.
fn case(name: &str) -> Option<Document> {
    let path = outside("AIB_LS_CASES")?.join("templates").join(name);
    Some(document(&std::fs::read_to_string(path).unwrap()))
}

/// The findings of some families, each with its text and the related texts.
fn check_findings(doc: &Document, families: &[&str], expected: Expect) {
    let mut shown = String::new();
    for it in rules::check(doc, &Settings::default()) {
        if families.iter().any(|family| it.rule.id.starts_with(family)) {
            shown += &format!("{} {} at {}\n", it.level.name(), it.rule.id, it.span.of(doc.text()));
            let related = it.related.iter().map(|it| it.span.of(doc.text()));
            related.for_each(|it| shown += &format!("  {it}\n"));
        }
    }
    expected.assert_eq(if shown.is_empty() { "nothing" } else { &shown });
}

/// Whose permissions are needed, and on which scopes; what the deployment grants itself is marked.
fn needs(all: &[Permissions<'_>]) -> String {
    let mut shown = String::new();
    for it in all {
        shown += &format!("{}\n", it.label());
        for need in &it.needs {
            let granted = if need.granted_by.is_some() { " (granted)" } else { "" };
            shown += &format!("  {:?} on {}{granted}\n", need.access, need.scope.description().en);
        }
    }
    shown
}

#[test]
fn each_value_of_a_definition_that_does_not_fit_is_an_error() {
    let Some(doc) = case("definition-mismatch.json") else {
        return;
    };
    check_findings(
        &doc,
        &["distribute/definition"],
        expect![[r#"
            error distribute/definition-mismatch at "Linux"
              "[resourceId('Microsoft.Compute/galleries/images', 'gal', 'def')]"
              "MicrosoftWindowsServer"
            error distribute/definition-mismatch at "Specialized"
              "[resourceId('Microsoft.Compute/galleries/images', 'gal', 'def')]"
            error distribute/definition-mismatch at "V1"
              "[resourceId('Microsoft.Compute/galleries/images', 'gal', 'def')]"
              "2022-datacenter-g2"
            error distribute/definition-mismatch at "Arm64"
              "[resourceId('Microsoft.Compute/galleries/images', 'gal', 'def')]"
              "2022-datacenter-g2"
        "#]],
    );
}

#[test]
fn equal_texts_in_two_deployments_are_two_scopes() {
    let Some(doc) = case("permissions-two-staging-groups.json") else {
        return;
    };
    let all = permissions::of_document(&doc);
    expect![[r#"
        web, db
          UseGroup on /subscriptions/{subscription().subscriptionId}/resourceGroups/web-stg
          UseGroup on /subscriptions/{subscription().subscriptionId}/resourceGroups/db-stg
          WriteGallery on /subscriptions/{subscription().subscriptionId}/resourceGroups/{resourceGroup().name}
    "#]]
    .assert_eq(&needs(&all));
    let lines = Lines::new(doc.text());
    let commands = az::commands(&all, &lines, Lang::En);
    for text in [&commands, &bicep::file(&all, &lines, Lang::En)] {
        assert!(text.contains("/web-stg'") && text.contains("/db-stg'"), "{text}");
    }
    assert_eq!(commands.matches("--role 'Contributor'").count(), 2, "{commands}");
    check_findings(&doc, &["staging/shared"], expect!["nothing"]);
}

const IDENTITY: &str = "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'builder')]";

/// A template of the identity `builder`, which the deployment creates.
fn image(name: &str, properties: &str) -> String {
    format!(
        r#"{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "2024-02-01", "name": "{name}", "location": "westeurope",
  "identity": {{ "type": "UserAssigned", "userAssignedIdentities": {{ "{IDENTITY}": {{}} }} }},
  "properties": {{ {properties} }} }}"#
    )
}

fn deployment(members: &str, resources: &[&str]) -> String {
    format!(
        r#"{{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", {members}
"resources": [
  {{ "type": "Microsoft.ManagedIdentity/userAssignedIdentities", "apiVersion": "2023-01-31", "name": "builder", "location": "westeurope" }},
  {}
] }}"#,
        resources.join(",\n  ")
    )
}

/// A value written in two ways is one scope.
#[test]
fn one_value_written_in_two_ways_is_one_scope() {
    let target = |name: &str, id: &str| {
        image(
            name,
            &format!(r#""distribute": [{{ "type": "SharedImage", "runOutputName": "a", "galleryImageId": "{id}" }}]"#),
        )
    };
    let doc = document(&deployment(
        r#""parameters": { "group": { "type": "string" } },"#,
        &[
            &target(
                "a",
                "[resourceId(parameters('group'), 'Microsoft.Compute/galleries/images', 'main', 'a')]",
            ),
            &target(
                "b",
                "[format('{0}/resourceGroups/{1}/providers/Microsoft.Compute/galleries/main/images/b', subscription().id, parameters('group'))]",
            ),
        ],
    ));
    expect![[r#"
        a, b
          WriteGallery on /subscriptions/{subscription().subscriptionId}/resourceGroups/{group}
    "#]]
    .assert_eq(&needs(&permissions::of_document(&doc)));
}

#[test]
fn the_definition_of_the_source_decides_the_system_of_the_steps() {
    let source = r#""source": { "type": "SharedImageVersion", "imageVersionId": "[resourceId('Microsoft.Compute/galleries/images/versions', 'main', 'base', 'latest')]" },
    "vmProfile": { "vmSize": "Standard_D2_v2" },
    "customize": [{ "type": "PowerShell", "inline": ["Get-Service"] }],
    "distribute": [{ "type": "VHD", "runOutputName": "a" }]"#;
    let definition = |system: &str| {
        format!(
            r#"{{ "type": "Microsoft.Compute/galleries/images", "apiVersion": "2023-07-03", "name": "main/base", "location": "westeurope",
  "properties": {{ "osType": "{system}", "osState": "Generalized", "hyperVGeneration": "V2", "identifier": {{ "publisher": "p", "offer": "o", "sku": "s" }} }} }}"#
        )
    };
    let of = |system: &str| deployment("", &[&definition(system), &image("web", source)]);
    let families = ["source/os-mismatch", "vm-size/generation"];
    check_findings(
        &document(&of("Linux")),
        &families,
        expect![[r#"
        error vm-size/generation-mismatch at "Standard_D2_v2"
          "V2"
        error source/os-mismatch at "PowerShell"
          "Linux"
    "#]],
    );
    check_findings(
        &document(&of("Windows")),
        &families,
        expect![[r#"
        error vm-size/generation-mismatch at "Standard_D2_v2"
          "V2"
    "#]],
    );
    // A change of the definition alone changes what is found in the template.
    let (mut memo, settings) = (Memo::default(), Settings::default());
    for system in ["Windows", "Linux", "Windows"] {
        let doc = document(&of(system));
        let (found, next) = rules::check_again(&doc, &settings, &memo);
        let ids = |findings: &[rules::engine::finding::Finding]| -> Vec<&str> {
            findings.iter().map(|it| it.rule.id).collect()
        };
        assert_eq!(ids(&found.findings), ids(&rules::check(&doc, &settings)));
        memo = next;
    }
}
