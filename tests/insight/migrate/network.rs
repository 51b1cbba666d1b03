//! The network of the build VM: its subnet and the size of the proxy.

use expect_test::expect;

use super::{check, with_source};

#[test]
fn the_old_way_to_tell_a_subnet_becomes_a_resource_id() {
    check(
        "2019-05-01-preview",
        &with_source(
            r#"        "vmProfile": {
          "vnetConfig": {
            "name": "[variables('network')]",
            "subnetName": "it's mine",
            "resourceGroupName": "[concat(parameters('prefix'), '-net')]"
          },
          "proxyVmSize": "Standard_A1_v2"
        }"#,
        ),
        expect![[r#"
            Set the API version to 2024-02-01
            Replace `name`, `subnetName` and `resourceGroupName` with `subnetId`
            Move `proxyVmSize` into `vnetConfig`
            -       "apiVersion": "2019-05-01-preview",
            +       "apiVersion": "2024-02-01",
            -             "name": "[variables('network')]",
            -             "subnetName": "it's mine",
            -             "resourceGroupName": "[concat(parameters('prefix'), '-net')]"
            -           },
            -           "proxyVmSize": "Standard_A1_v2"
            +             "proxyVmSize": "Standard_A1_v2",
            +             "subnetId": "[resourceId(concat(parameters('prefix'), '-net'), 'Microsoft.Network/virtualNetworks/subnets', variables('network'), 'it''s mine')]"
            +           }
        "#]],
    );
    check(
        "2019-05-01-preview",
        &with_source(r#"        "vmProfile": { "vnetConfig": { "name": "a", "subnetName": "b" } }"#),
        expect![[r#"
            Set the API version to 2024-02-01
            left in line 15: Naming the subnet by its parts ended with the 2019 preview; set `subnetId` to its resource ID
            -       "apiVersion": "2019-05-01-preview",
            +       "apiVersion": "2024-02-01",
        "#]],
    );
}

#[test]
fn the_size_of_the_proxy_is_moved_where_there_is_a_network() {
    check(
        "2021-10-01",
        &with_source(
            r#"        "vmProfile": {
          "proxyVmSize": "Standard_A1_v2",
          "vnetConfig": {
            "subnetId": "[parameters('subnet')]"
          }
        }"#,
        ),
        expect![[r#"
            Set the API version to 2024-02-01
            Move `proxyVmSize` into `vnetConfig`
            -       "apiVersion": "2021-10-01",
            +       "apiVersion": "2024-02-01",
            -           "proxyVmSize": "Standard_A1_v2",
            +             "proxyVmSize": "Standard_A1_v2",
        "#]],
    );
    check(
        "2021-10-01",
        &with_source(r#"        "vmProfile": { "proxyVmSize": "Standard_A1_v2" }"#),
        expect![[r#"
            Set the API version to 2024-02-01
            left in line 15: `proxyVmSize` belongs in `vnetConfig`; the service rejects it here
            -       "apiVersion": "2021-10-01",
            +       "apiVersion": "2024-02-01",
        "#]],
    );
}
