//! Control characters in strings: escaped, they mean the same.

use expect_test::expect;
use serde_json::Value;

use crate::safe_fixes::fixed;
use crate::safe_fixes::kinds::check;

#[test]
fn control_characters_are_escaped_in_keys_and_values() {
    for code in (0..0x20_u8).filter(|it| !matches!(it, b'\n' | b'\r')) {
        let raw = char::from(code);
        let text = format!(
            r#"{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "tags": {{ "a{raw}{raw}b": "{raw}é\"{raw}" }}, "properties": {{}} }}"#
        );
        let value: Value = serde_json::from_str(&fixed("control characters", &text)).unwrap();
        assert_eq!(value["tags"][format!("a{raw}{raw}b")], format!("{raw}é\"{raw}"));
    }
}

#[test]
fn a_damaged_string_is_repaired_first() {
    check(
        "in=customize",
        "{ \"type\": \"Shell\", \"name\": \"a\tb, \"inline\": [\"echo 'a\tb'\"] }",
        expect![[r#"
            syntax/unclosed-string `"a	b`
            syntax/control-character `	`
            unchanged
        "#]],
    );
    check(
        "in=customize os=windows",
        "{ \"type\": \"PowerShell\", \"inline\": [\"dir c:\\apps\tb\"] }",
        expect![[r#"
            syntax/bad-escape `\a`
            { "type": "PowerShell", "inline": ["dir c:\\apps\tb"] }
        "#]],
    );
}
