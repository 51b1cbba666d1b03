//! When signatures are valid.

use aib_ls::model::signature::validity;

#[test]
fn reads_days_in_every_spelling() {
    let shown = |text: &str| {
        validity(text).map(|it| {
            [it.start, it.end]
                .map(|it| it.map(|it| it.to_string()).unwrap_or_default())
                .join(" ")
        })
    };
    let days = |text: &str| shown(&format!("https://a/b?{text}&sig=c"));
    let full = Some("2026-01-02 2026-02-03".to_owned());
    assert_eq!(days("st=2026-01-02&se=2026-02-03"), full);
    assert_eq!(days("st=2026-01-02T03%3A04%3A05Z&se=2026-02-03T04:05Z"), full);
    assert_eq!(shown("https://a/b?sig=c&se=2026-02-03&st=2026-01-02"), full);
    assert_eq!(days("se=2026-02-03"), Some(" 2026-02-03".to_owned()));
    assert_eq!(
        shown("[concat(a, '?se=2026-02-03&sig=', b)]"),
        Some(" 2026-02-03".to_owned())
    );
    // No day, or one that is not written out.
    for text in [
        "se=$END",
        "se=2026-02-30",
        "se=2026-02-031",
        "since=2026-02-03",
        "se=', c, '",
    ] {
        assert_eq!(days(text), Some(" ".to_owned()), "{text}");
    }
    assert_eq!(shown("https://a/b?se=2026-02-03"), None);
}
