//! Bicep: what is taken for it, where its image template stands, and what is advised.

use aib_ls::model::bicep;
use aib_ls::syntax;

const IMAGE: &str = "// Images.\n@description('Where')\nparam location string = resourceGroup().location\n\nresource image 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01' = {\n  name: 'web'\n}\n";

#[test]
fn finds_the_type_of_the_first_image_template() {
    let span = bicep::image_template(IMAGE).unwrap();
    assert_eq!(
        span.of(IMAGE),
        "Microsoft.VirtualMachineImages/imageTemplates@2024-02-01"
    );
    for same in [
        IMAGE.replace('\n', "\r\n"),
        format!("\u{feff}{IMAGE}"),
        IMAGE.replace("Microsoft.VirtualMachineImages", "microsoft.virtualmachineimages"),
        IMAGE.replace("@2024-02-01'", "@2024-02-01"),
    ] {
        let span = bicep::image_template(&same).unwrap();
        assert!(span.of(&same).ends_with("/imageTemplates@2024-02-01"), "{same}");
    }
    let gallery = IMAGE.replace("VirtualMachineImages/imageTemplates", "Compute/galleries");
    assert_eq!(bicep::image_template(&gallery), None);
}

#[test]
fn takes_only_declarations_for_bicep() {
    for text in [
        IMAGE,
        "targetScope = 'subscription'\n",
        "module image 'image.bicep' = {\n}\n",
        "using 'main.bicep'\nparam size = 'Standard_D2s_v5'\n",
    ] {
        assert!(bicep::is_bicep(text), "{text}");
    }
    for text in [
        "",
        "{ \"resource\": \"x\" }",
        "{\nresource image 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01'\n}",
        "param (\n  [string] $Name\n)\n",
        "resource \"azurerm_image\" \"web\" {\n}\n",
        "The resource web is missing.\nA module was not found.\n",
    ] {
        assert!(!bicep::is_bicep(text), "{text}");
        assert_eq!(bicep::image_template(text), None);
    }
}

#[test]
fn advises_the_command_for_the_file() {
    let command = |file: Option<&str>| {
        let advice = bicep::advice(file);
        assert!(advice.pt_br.contains("az bicep build"));
        advice.en.split('`').nth(1).unwrap().to_owned()
    };
    assert_eq!(command(Some("web.bicep")), "az bicep build --file web.bicep");
    assert_eq!(
        command(Some("my images/web.bicep")),
        "az bicep build --file \"my images/web.bicep\""
    );
    assert_eq!(
        command(Some("web.bicepparam")),
        "az bicep build-params --file web.bicepparam"
    );
    assert_eq!(command(None), "az bicep build --file FILE.bicep");
}

#[test]
fn a_generated_template_says_so_in_its_metadata() {
    let is_generated = |text: &str| bicep::is_generated(syntax::parse(text.to_owned()).root().unwrap());
    assert!(is_generated(
        r#"{ "metadata": { "_generator": { "name": "bicep", "version": "0.30.3.12046" } } }"#
    ));
    assert!(!is_generated(r#"{ "metadata": { "_generator": { "name": "mine" } } }"#));
    assert!(!is_generated(r#"{ "metadata": { "name": "bicep" } }"#));
    assert!(!is_generated("[]"));
}
