//! What every page of ours keeps: it stands alone, is whole, and its own policy allows what it is made of and nothing else.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Looks at a whole page that leads to no other.
pub fn stands_alone(page: &str) {
    loads_nothing(page);
    assert!(!page.contains("=\"http"), "{page}");
}

/// Looks at a whole page. It may link to pages on the web.
pub fn loads_nothing(page: &str) {
    assert!(
        page.starts_with("<!doctype html>") && page.ends_with("</html>\n"),
        "{page}"
    );
    for tag in page.split('<').skip(1).map(|it| it.split('>').next().unwrap()) {
        let name = tag.split([' ', '/']).next().unwrap();
        assert!(
            !["script", "img", "link", "iframe", "object", "base", "form"].contains(&name),
            "{tag}"
        );
        for attribute in [" style=", " src=", " on", "=\"data:", "=\"javascript:"] {
            assert!(!tag.contains(attribute), "{tag}");
        }
        let links = tag.strip_prefix("a href=\"https://").unwrap_or(tag);
        assert!(!links.contains("=\"http"), "{tag}");
    }
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert!(!style.contains("url(") && !style.contains("@import"), "{style}");
    allows_its_style(page);
    is_balanced(page);
}

/// A browser that keeps the policy shows the style, and would run nothing.
fn allows_its_style(page: &str) {
    let between = |from: &str, to: &str| {
        let (_, rest) = page.split_once(from).unwrap();
        rest.split_once(to).unwrap().0
    };
    assert_eq!(page.matches("<style").count(), 1);
    let sum = STANDARD.encode(Sha256::digest(between("<style>", "</style>")));
    let policy = between("http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    assert_eq!(policy, format!("default-src 'none'; style-src 'sha256-{sum}'"));
}

/// Every element that is opened is closed, in order.
fn is_balanced(page: &str) {
    let mut open = Vec::new();
    for tag in page.split('<').skip(1).map(|it| it.split('>').next().unwrap()) {
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap();
        let name = name.trim_end_matches('/');
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{page}");
        } else if !tag.ends_with('/') && !["!doctype", "meta", "br", "wbr"].contains(&name) {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "{page}");
}
