//! Resource IDs with something missing.

use aib_ls::model::resource_id::{is_guid, nameless, subscription};

#[test]
fn finds_the_first_empty_name() {
    let id = "/subscriptions//resourceGroups/a/providers/Microsoft.Compute/images/b";
    assert_eq!(nameless(id), Some(("subscriptions", 15)));
    assert_eq!(
        nameless("/subscriptions/a/resourceGroups/ /providers/B"),
        Some(("resourceGroups", 32))
    );
    assert_eq!(nameless("/subscriptions/a/resourceGroups/b//"), Some(("b", 34)));
    for id in [
        "",
        "/",
        "//a",
        "/subscriptions/a/resourceGroups/b/",
        "/a//b",
        "https://a//b",
    ] {
        assert_eq!(nameless(id), None, "{id}");
    }
}

#[test]
fn knows_subscriptions_and_guids() {
    assert_eq!(subscription("/Subscriptions/a/b"), Some("a"));
    assert_eq!(subscription("/providers/a"), None);
    assert!(is_guid("11111111-2222-3333-4444-555555555555"));
    for text in [
        "",
        "a",
        "11111111-2222-3333-4444-55555555555",
        "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    ] {
        assert!(!is_guid(text), "{text}");
    }
}
