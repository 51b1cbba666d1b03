//! A table with the same key twice is not TOML, so no fix makes one.

use expect_test::expect;

use super::check;

#[test]
fn a_key_that_is_present_is_suggested_but_not_repeated() {
    check(
        "langs = 'en'\nlang = 'en'\n[rules]\ntimeouts = 'off'\ntimeout = 'off'\n[[ignore]]\nrule = 'script'\nrules = 'schema'\n",
        expect![[r#"
            1:1 /langs warning settings/unknown-key: Unknown setting `langs`; did you mean `lang`?
            4:1 /rules/timeouts warning settings/unknown-rule: Unknown rule or family `timeouts`; did you mean `timeout`?
            8:1 /ignore/0/rules warning settings/unknown-key: Unknown setting `rules`; did you mean `rule`?
        "#]],
    );
}

#[test]
fn a_table_that_is_present_is_not_repeated() {
    check(
        "[rules]\ntimeout = 'off'\n[rules1]\nscript = 'off'\n",
        expect![[r#"
            3:2 /rules1 warning settings/unknown-key: Unknown setting `rules1`; did you mean `rules`?
        "#]],
    );
}

#[test]
fn a_value_may_repeat_a_key() {
    check(
        "[[ignore]]\nrule = 'timeouts'\n",
        expect![[r#"
            2:8 /ignore/0/rule warning settings/unknown-rule: Unknown rule or family `timeouts`; did you mean `timeout`? [Replace with `timeout`]
        "#]],
    );
}
