//! Pages at any width.

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::diagnosis;
use aib_ls::locale::Lang;
use aib_ls::report::build;
use aib_ls::report::{html, no_links};
use regex::Regex;

use crate::support::samples;

/// The widest a part of a page may be whatever the page is, in `em` of 16 pixels.
const MAX_FIXED: f64 = 20.0;

fn page(text: &str) -> String {
    let attribution = Attribution::new(diagnosis::of(text), None);
    html::render(
        &build::report(&attribution, "customization.log", None, Lang::En),
        &no_links,
    )
}

#[test]
fn no_part_of_a_page_has_a_fixed_width_that_a_narrow_pane_cannot_hold() {
    let page = page("");
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    // The query of a rule for narrow pages, and limits to the width, force nothing to be wide.
    let style = Regex::new(r"@media \([^)]*\)|max-width: [^;]*;")
        .unwrap()
        .replace_all(style, "");
    let length = Regex::new(r"(?:width|columns|template|basis|flex)\b[^;{}]*").unwrap();
    let number = Regex::new(r"([0-9.]+)(px|r?em|ch|vw)\b").unwrap();
    let mut lengths = 0;
    for declaration in length.find_iter(&style) {
        for found in number.captures_iter(declaration.as_str()) {
            let value: f64 = found[1].parse().unwrap();
            let em = if &found[2] == "px" { value / 16.0 } else { value };
            assert!(em <= MAX_FIXED, "{}", declaration.as_str());
            lengths += 1;
        }
    }
    assert!(lengths >= 3, "{style}");
}

#[test]
fn bars_of_a_timeline_are_measured_in_shares_of_the_page() {
    let size = Regex::new(r#"<(?:svg|rect)[^>]*>"#).unwrap();
    let percent = Regex::new(r#" (x|width)="([0-9.]+)%""#).unwrap();
    let mut bars = 0;
    for (name, text) in samples::logs() {
        let page = page(&text);
        assert!(!page.contains("viewBox"), "{name}");
        for tag in size.find_iter(&page).map(|it| it.as_str()) {
            if tag.starts_with("<svg") {
                assert!(!tag.contains("width"), "{name}: {tag}");
                continue;
            }
            let shares: Vec<f64> = percent.captures_iter(tag).map(|it| it[2].parse().unwrap()).collect();
            let [x, width] = shares[..] else {
                panic!("{name}: {tag}")
            };
            assert!(width > 0.0 && x + width <= 100.001, "{name}: {tag}");
            bars += 1;
        }
    }
    assert!(bars > 20, "{bars}");
}
