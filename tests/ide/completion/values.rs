//! Values: words, booleans, versions, regions, and new items of lists.

use expect_test::expect;

use crate::ide::completion::{check, check_accepted, check_labels};

#[test]
fn offers_the_allowed_values_of_a_member() {
    check_labels(
        "in=properties",
        r#""optimize": { "vmBoot": { "state": $0 } }"#,
        expect!["Enabled Disabled"],
    );
    check_labels(
        "in=properties",
        r#""errorHandling": { "onCustomizerError": "$0" }"#,
        expect!["cleanup abort"],
    );
    check_labels(
        "in=identity",
        r#""identity": { "type": "$0" }"#,
        expect!["UserAssigned"],
    );
}

#[test]
fn offers_the_values_of_a_discriminator() {
    check_labels(
        "in=customize version=2024-02-01",
        r#"{ "type": "$0" }"#,
        expect!["Shell File PowerShell WindowsUpdate WindowsRestart"],
    );
    check_labels(
        "in=customize version=2019-05-01-preview",
        r#"{ "type": "$0" }"#,
        expect!["Shell File PowerShell WindowsRestart"],
    );
    check_labels(
        "in=distribute version=2024-02-01",
        r#"{ "type": $0 }"#,
        expect!["SharedImage ManagedImage VHD"],
    );
    check_labels(
        "in=properties",
        r#""validate": { "inVMValidations": [{ "type": "$0" }] }"#,
        expect!["Shell File PowerShell"],
    );
}

#[test]
fn booleans_and_numbers() {
    check_labels(
        "in=customize os=windows",
        r#"{ "type": "PowerShell", "runElevated": $0 }"#,
        expect!["true false"],
    );
    check_labels(
        "in=customize os=windows",
        r#"{ "type": "PowerShell", "runElevated": fa$0 }"#,
        expect!["true false"],
    );
    check_labels(
        "in=properties",
        r#""buildTimeoutInMinutes": $0"#,
        expect!["240 120 360 480 960"],
    );
    check_accepted(
        "in=customize os=windows",
        r#"{ "type": "PowerShell", "runElevated": fa$0 }"#,
        "false",
        expect![[r#"
            plain: { "type": "PowerShell", "runElevated": false }
        "#]],
    );
}

#[test]
fn versions_the_newest_first_and_none_that_is_refused() {
    check_labels(
        "",
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "apiVersion": "$0" }] }"#,
        expect!["2025-10-01 2024-02-01 2023-07-01 2022-07-01 2022-02-14 2021-10-01 2020-02-14 2019-05-01-preview"],
    );
}

#[test]
fn regions_in_their_short_form() {
    check_accepted(
        "",
        r#"{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "$0" }"#,
        "westeurope",
        expect![[r#"
            plain: { "type": "Microsoft.VirtualMachineImages/imageTemplates", "location": "westeurope" }
        "#]],
    );
    check_labels(
        "in=distribute version=2024-02-01",
        r#"{ "type": "SharedImage", "targetRegions": [{ "name": "$0" }] }"#,
        expect![
            "westeurope australiaeast australiasoutheast brazilsouth canadacentral centralindia centralus eastasia eastus eastus2 francecentral germanywestcentral israelcentral italynorth japaneast jioindiawest koreacentral newzealandnorth northcentralus northeurope norwayeast polandcentral qatarcentral southafricanorth southcentralus southeastasia swedencentral switzerlandnorth taiwannorthwest uaenorth uksouth ukwest westcentralus westus westus2 westus3 australiacentral australiacentral2 austriaeast belgiumcentral brazilsoutheast canadaeast chilecentral denmarkeast francesouth germanynorth indonesiacentral japanwest jioindiacentral koreasouth malaysiawest mexicocentral norwaywest southafricawest southindia spaincentral swedensouth switzerlandwest taiwannorth uaecentral westindia chinanorth3 usgovarizona usgovvirginia chinaeast chinaeast2 chinaeast3 chinanorth chinanorth2 usdodcentral usdodeast usgovtexas"
        ],
    );
    check_labels(
        "in=distribute version=2021-10-01",
        r#"{ "type": "SharedImage", "replicationRegions": ["eastus", "$0"] }"#,
        expect![
            "westeurope australiaeast australiasoutheast brazilsouth canadacentral centralindia centralus eastasia eastus2 francecentral germanywestcentral israelcentral italynorth japaneast jioindiawest koreacentral newzealandnorth northcentralus northeurope norwayeast polandcentral qatarcentral southafricanorth southcentralus southeastasia swedencentral switzerlandnorth taiwannorthwest uaenorth uksouth ukwest westcentralus westus westus2 westus3 australiacentral australiacentral2 austriaeast belgiumcentral brazilsoutheast canadaeast chilecentral denmarkeast francesouth germanynorth indonesiacentral japanwest jioindiacentral koreasouth malaysiawest mexicocentral norwaywest southafricawest southindia spaincentral swedensouth switzerlandwest taiwannorth uaecentral westindia chinanorth3 usgovarizona usgovvirginia chinaeast chinaeast2 chinaeast3 chinanorth chinanorth2 usdodcentral usdodeast usgovtexas"
        ],
    );
}

#[test]
fn the_type_of_a_resource() {
    check_labels(
        "",
        r#"{ "type": "Microsoft.VirtualMachineImages$0" }"#,
        expect!["Microsoft.VirtualMachineImages/imageTemplates Microsoft.VirtualMachineImages/imageTemplates/triggers"],
    );
    check_labels(
        "",
        r#"{ "resources": [{ "type": "Microsoft.VirtualMachineImages$0" }] }"#,
        expect!["Microsoft.VirtualMachineImages/imageTemplates Microsoft.VirtualMachineImages/imageTemplates/triggers"],
    );
}

#[test]
fn a_word_in_quotes_is_replaced_whole() {
    check_accepted(
        "in=customize",
        r#"{ "type": "$0" }"#,
        "Shell",
        expect![[r#"
            plain: { "type": "Shell" }
        "#]],
    );
    check_accepted(
        "in=customize",
        r#"{ "type": "Po$0wer" }"#,
        "Shell",
        expect![[r#"
        plain: { "type": "Shell" }
        narrow: { "type": "Shellwer" }
    "#]],
    );
    check_accepted(
        "in=customize",
        r#"{ "type": "Shell$0", "name": "x" }"#,
        "File",
        expect![[r#"
            plain: { "type": "File", "name": "x" }
        "#]],
    );
    check_accepted(
        "in=customize",
        "{\n  \"type\": \"S$0\n}",
        "Shell",
        expect![[r#"
        plain: {
          "type": "Shell"
        }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{\n  \"type\": \"S$0,\n  \"name\": \"x\"\n}",
        "Shell",
        expect![[r#"
        plain: {
          "type": "Shell",
          "name": "x"
        }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{ \"type\": S$0 }",
        "Shell",
        expect![[r#"
        plain: { "type": "Shell" }
    "#]],
    );
}

#[test]
fn a_value_that_is_not_there_yet() {
    check_accepted(
        "in=customize",
        r#"{ "type": $0 }"#,
        "Shell",
        expect![[r#"
        plain: { "type": "Shell" }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{\n  \"type\":$0\n  \"name\": \"x\"\n}",
        "Shell",
        expect![[r#"
        plain: {
          "type": "Shell",
          "name": "x"
        }
    "#]],
    );
    check_accepted(
        "in=customize",
        "{\n  \"type\": $0,\n  \"name\": \"x\"\n}",
        "Shell",
        expect![[r#"
        plain: {
          "type": "Shell",
          "name": "x"
        }
    "#]],
    );
    check_accepted(
        "in=properties",
        r#""vmProfile": $0"#,
        "{ }",
        expect![[r#"
            plain: "vmProfile": { "vmSize": "Standard_D2s_v5" }
            snippet: "vmProfile": {
              "vmSize": "‹Standard_D2s_v5›"
            }
        "#]],
    );
    check_accepted(
        "in=properties",
        r#""vmProfile": { "userAssignedIdentities": $0 }"#,
        "[ ]",
        expect![[r#"
            plain: "vmProfile": { "userAssignedIdentities": [""] }
            snippet: "vmProfile": { "userAssignedIdentities": [
              "‹›"
            ] }
        "#]],
    );
    check_accepted(
        "in=root",
        r#""tags": $0"#,
        "{ }",
        expect![[r#"
            plain: "tags": {}
            snippet: "tags": {
              "‹›": "‹›"
            }
        "#]],
    );
}

#[test]
fn items_of_a_list() {
    check_labels(
        "in=customize version=2024-02-01",
        "$0",
        expect!["Shell File Shell: scriptUri DeprovisioningScript: Linux"],
    );
    check_accepted(
        "in=customize os=windows version=2024-02-01",
        "$0",
        "WindowsUpdate",
        expect![[r#"
            plain: { "type": "WindowsUpdate", "name": "", "searchCriteria": "IsInstalled=0", "filters": ["exclude:$_.Title -like '*Preview*'", "include:$true"] }
            snippet: {
              "type": "WindowsUpdate",
              "name": "‹›",
              "searchCriteria": "IsInstalled=0",
              "filters": [
                "exclude:$_.Title -like '*Preview*'",
                "include:$true"
              ]
            }
        "#]],
    );
    check_accepted(
        "in=customize",
        r#"{ "type": "Shell", "inline": ["a"] } $0"#,
        "File",
        expect![[r#"
        plain: { "type": "Shell", "inline": ["a"] }, { "type": "File", "name": "", "sourceUri": "", "destination": "" }
        snippet: { "type": "Shell", "inline": ["a"] }, {
          "type": "File",
          "name": "‹›",
          "sourceUri": "‹›",
          "destination": "‹›"
        }
    "#]],
    );
    check_accepted(
        "in=customize",
        r#"$0 { "type": "Shell", "inline": ["a"] }"#,
        "File",
        expect![[r#"
        plain: { "type": "File", "name": "", "sourceUri": "", "destination": "" }, { "type": "Shell", "inline": ["a"] }
        snippet: {
          "type": "File",
          "name": "‹›",
          "sourceUri": "‹›",
          "destination": "‹›"
        }, { "type": "Shell", "inline": ["a"] }
    "#]],
    );
    check_accepted(
        "in=properties",
        r#""validate": { "inVMValidations": [$0] }"#,
        "Shell",
        expect![[r#"
        plain: "validate": { "inVMValidations": [{ "type": "Shell", "name": "", "inline": [""] }] }
        snippet: "validate": { "inVMValidations": [{
          "type": "Shell",
          "name": "‹›",
          "inline": [
            "‹›"
          ]
        }] }
    "#]],
    );
    check_labels(
        "in=distribute version=2024-02-01",
        r#"{ "type": "SharedImage", "targetRegions": [$0] }"#,
        expect!["{ }"],
    );
}

#[test]
fn offers_nothing_for_free_text() {
    check(
        "in=customize",
        r#"{ "type": "Shell", "inline": ["$0"] }"#,
        expect!["nothing"],
    );
    check(
        "in=customize",
        r#"{ "type": "Shell", "inline": [$0] }"#,
        expect!["nothing"],
    );
    check(
        "in=customize",
        r#"{ "type": "Shell", "name": "$0" }"#,
        expect!["nothing"],
    );
    check("in=root", r#""tags": { "a": $0 }"#, expect!["nothing"]);
}
