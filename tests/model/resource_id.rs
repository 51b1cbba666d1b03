//! Resource IDs taken apart, and with something missing.

use aib_ls::model::resource_id::{is_guid, nameless, parts, subscription};

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

#[test]
fn an_id_is_taken_apart() {
    let id = "/Subscriptions/a/resourcegroups/b/providers/Microsoft.Compute/galleries/c/images/d/";
    let read = parts(id).unwrap();
    assert_eq!((read.subscription, read.group), (Some("a"), Some("b")));
    assert_eq!(read.provider, Some("Microsoft.Compute"));
    assert_eq!(read.path, [("galleries", "c"), ("images", "d")]);
    let read = parts("/subscriptions/a/resourceGroups/b").unwrap();
    assert_eq!((read.group, read.provider, read.path.len()), (Some("b"), None, 0));
    assert_eq!(parts("/subscriptions/a").unwrap().group, None);
    let read = parts("/sharedGalleries/a/images/b/versions/latest").unwrap();
    assert_eq!((read.subscription, read.path.len()), (None, 3));
}

#[test]
fn a_slash_in_braces_is_part_of_a_name() {
    let read = parts("/subscriptions/{split('a/b', '/')}/resourceGroups/{b}").unwrap();
    assert_eq!(
        (read.subscription, read.group),
        (Some("{split('a/b', '/')}"), Some("{b}"))
    );
}

#[test]
fn other_texts_are_not_ids() {
    for text in [
        "",
        "/",
        "/tmp/script.sh",
        "/tmp",
        "/subscriptions",
        "/subscriptions/",
        "/subscriptions/a/resourceGroups",
        "/subscriptions/a/resourceGroups//providers/B/c/d",
        "/subscriptions/a/resourceGroups/b/providers/Microsoft.Compute",
        "/subscriptions/a/resourceGroups/b/providers/Microsoft.Compute/images",
        "/subscriptions/a/images/b",
        "/resourceGroups/a",
        "https://a/b",
    ] {
        assert_eq!(parts(text), None, "{text}");
    }
}
