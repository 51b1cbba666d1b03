//! Times to wait.

use aib_ls::model::duration::seconds;

#[test]
fn numbers_with_units() {
    for (text, expected) in [
        ("5m", 300),
        ("1h30m", 5400),
        ("1.5h", 5400),
        ("90s", 90),
        ("1500ms", 1),
        ("+10m", 600),
        ("0", 0),
    ] {
        assert_eq!(seconds(text), Some(expected), "{text}");
    }
}

#[test]
fn text_that_is_not_a_duration() {
    for text in [
        "", "5", "5 m", "5 min", "PT5M", "00:05:00", "m", "-5m", "5M", "1h30", ".m",
    ] {
        assert_eq!(seconds(text), None, "{text}");
    }
}
