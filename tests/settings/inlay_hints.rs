//! Which words stand between the letters: for an editor to say.

use aib_ls::rules;
use aib_ls::settings::entries;
use aib_ls::settings::{Hints, Settings};
use serde_json::{Value, json};

fn read(value: Value) -> (Hints, usize) {
    let (settings, problems) = Settings::from_json(&json!({ "aib": { "inlayHints": value } }), &rules::known());
    (settings.hints(), problems.len())
}

#[test]
fn every_documented_value_is_accepted() {
    let entry = entries::all().into_iter().find(|it| it.key == "inlayHints").unwrap();
    for word in entry.values.iter().map(|it| it.value) {
        assert_eq!(read(json!(word)), (Hints::named(word).unwrap(), 0), "{word}");
    }
    assert_eq!(
        read(json!("values")).0,
        Hints {
            values: true,
            defaults: false
        }
    );
    assert_eq!(read(json!("")), (Hints::ALL, 0));
    assert_eq!(read(json!(null)), (Hints::ALL, 0));
    assert_eq!(read(json!("some")), (Hints::ALL, 1));
    assert_eq!(read(json!(true)), (Hints::ALL, 1));
}
