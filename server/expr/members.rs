//! Members of the objects that functions of the language give.

/// The members of the object that a function returns; empty if their names are unknown. Source: Azure's
/// documentation of the deployment, resource and scope functions.
pub fn of_function(name: &str) -> &'static [&'static str] {
    match name.to_ascii_lowercase().as_str() {
        "resourcegroup" => &["id", "name", "type", "location", "managedBy", "tags", "properties"],
        "subscription" => &["id", "subscriptionId", "tenantId", "displayName"],
        "tenant" => &["countryCode", "displayName", "id", "tenantId"],
        "managementgroup" => &["id", "name", "properties", "type"],
        "deployment" => &["name", "properties", "location"],
        "deployer" => &["objectId", "tenantId", "userPrincipalName"],
        "environment" => &[
            "name",
            "gallery",
            "graph",
            "portal",
            "graphAudience",
            "activeDirectoryDataLake",
            "batch",
            "media",
            "sqlManagement",
            "vmImageAliasDoc",
            "resourceManager",
            "authentication",
            "suffixes",
        ],
        "parsecidr" => &["network", "netmask", "broadcast", "firstUsable", "lastUsable", "cidr"],
        "parseuri" => &["scheme", "host", "port", "path", "query"],
        _ => &[],
    }
}
