//! The regions of a gallery target, from names to objects.

use expect_test::expect;

use super::{SOURCE, check};

#[test]
fn regions_become_objects_and_take_the_storage_type_along() {
    let target = |members: &str| {
        format!(
            r#"{SOURCE},
        "distribute": [
          {{
            "type": "SharedImage",
            "runOutputName": "web",
            "galleryImageId": "/subscriptions/1/resourceGroups/2/providers/Microsoft.Compute/galleries/3/images/4",
{members}
          }}
        ]"#
        )
    };
    check(
        "2021-10-01",
        &target(
            r#"            "replicationRegions": [
              "westeurope", // The home of the gallery.
              "[parameters('other')]"
            ],
            "storageAccountType": "Standard_ZRS"  "#,
        ),
        expect![[r#"
            Set the API version to 2024-02-01
            Replace `replicationRegions` with `targetRegions`, with `storageAccountType` in each region
            -       "apiVersion": "2021-10-01",
            +       "apiVersion": "2024-02-01",
            -             "replicationRegions": [
            -               "westeurope", // The home of the gallery.
            -               "[parameters('other')]"
            -             ],
            -             "storageAccountType": "Standard_ZRS"  
            +             "targetRegions": [
            +               { "name": "westeurope", "storageAccountType": "Standard_ZRS" }, // The home of the gallery.
            +               { "name": "[parameters('other')]", "storageAccountType": "Standard_ZRS" }
            +             ]  
        "#]],
    );
    check(
        "2021-10-01",
        &target(
            r#"            "storageAccountType": "[parameters('storage')]", "replicationRegions": ["westeurope", "northeurope"]"#,
        ),
        expect![[r#"
            Set the API version to 2024-02-01
            Replace `replicationRegions` with `targetRegions`, with `storageAccountType` in each region
            -       "apiVersion": "2021-10-01",
            +       "apiVersion": "2024-02-01",
            -             "storageAccountType": "[parameters('storage')]", "replicationRegions": ["westeurope", "northeurope"]
            +             "targetRegions": [{ "name": "westeurope", "storageAccountType": "[parameters('storage')]" }, { "name": "northeurope", "storageAccountType": "[parameters('storage')]" }]
        "#]],
    );
    check(
        "2021-10-01",
        &target(r#"            "replicationRegions": []"#),
        expect![[r#"
            Set the API version to 2024-02-01
            Replace `replicationRegions` with `targetRegions`
            -       "apiVersion": "2021-10-01",
            +       "apiVersion": "2024-02-01",
            -             "replicationRegions": []
            +             "targetRegions": []
        "#]],
    );
    // Nothing follows for a list that is computed, and a storage type without a region has no place.
    check(
        "2021-10-01",
        &target(r#"            "replicationRegions": "[parameters('regions')]""#),
        expect![[r#"
            Set the API version to 2024-02-01
            left in line 20: `targetRegions` replaces `replicationRegions` and sets replicas and storage per region
            -       "apiVersion": "2021-10-01",
            +       "apiVersion": "2024-02-01",
        "#]],
    );
    check(
        "2021-10-01",
        &target(r#"            "replicationRegions": [], "storageAccountType": "Standard_LRS""#),
        expect![[r#"
            Set the API version to 2024-02-01
            left in line 20: `targetRegions` replaces `replicationRegions` and sets replicas and storage per region
            -       "apiVersion": "2021-10-01",
            +       "apiVersion": "2024-02-01",
        "#]],
    );
    // Of two nobody knows which one counts.
    check(
        "2021-10-01",
        &target(r#"            "replicationRegions": ["westeurope"], "TargetRegions": [], "targetregions": []"#),
        expect![[r#"
            Set the API version to 2024-02-01
            left in line 20: Use `targetRegions`, not `TargetRegions`: the service compares names case-sensitively
            left in line 20: Use `targetRegions`, not `targetregions`: the service compares names case-sensitively
            -       "apiVersion": "2021-10-01",
            +       "apiVersion": "2024-02-01",
        "#]],
    );
    // Both lists.
    check(
        "2022-02-14",
        &target(
            r#"            "replicationRegions": ["West Europe"],
            "targetRegions": [{ "name": "westeurope" }, { "name": "northeurope", "storageAccountType": "Standard_LRS" }],
            "storageAccountType": "Premium_LRS""#,
        ),
        expect![[r#"
            Set the API version to 2024-02-01
            Move `storageAccountType` into `targetRegions`, and remove `replicationRegions`
            -       "apiVersion": "2022-02-14",
            +       "apiVersion": "2024-02-01",
            -             "replicationRegions": ["West Europe"],
            -             "targetRegions": [{ "name": "westeurope" }, { "name": "northeurope", "storageAccountType": "Standard_LRS" }],
            -             "storageAccountType": "Premium_LRS"
            +             "targetRegions": [{ "name": "westeurope", "storageAccountType": "Premium_LRS" }, { "name": "northeurope", "storageAccountType": "Standard_LRS" }]
        "#]],
    );
    check(
        "2022-02-14",
        &target(
            r#"            "replicationRegions": ["westeurope"],
            "targetRegions": [{ "name": "northeurope" }]"#,
        ),
        expect![[r#"
            Set the API version to 2024-02-01
            left in line 20: `replicationRegions` and `targetRegions` exclude each other; the service rejects a target with both
            -       "apiVersion": "2022-02-14",
            +       "apiVersion": "2024-02-01",
        "#]],
    );
}
