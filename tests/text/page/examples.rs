//! The examples of a page that people see first.

use aib_ls::rules;
use aib_ls::text::page::examples::{Example, Kind, main_examples};
use expect_test::{Expect, expect};

fn check(page: &'static str, expected: Expect) {
    let shown = |it: &Example| format!("{:?} {}\n{}\n", it.kind, it.language, it.text);
    expected.assert_eq(&main_examples(page).iter().map(shown).collect::<String>());
}

#[test]
fn shows_the_first_of_each_kind_without_its_announcements() {
    check(
        "# a/b
## English
Words.

```jsonc bad in=properties
\"buildTimeoutInMinutes\": 3
//                       ^ a/b
```

```jsonc fixed in=properties
\"buildTimeoutInMinutes\": 0
```

```jsonc bad
{}
//^ < a/b
```

```jsonc fixed
[]
```

```jsonc good
// ^ is a comment that begins with a caret, and goes
// this one stays
1
```

```jsonc good
2
```
",
        expect![[r#"
            Bad jsonc
            "buildTimeoutInMinutes": 3
            Fixed jsonc
            "buildTimeoutInMinutes": 0
            Good jsonc
            // this one stays
            1
        "#]],
    );
}

#[test]
fn a_fix_of_another_example_is_not_shown() {
    check(
        "```toml bad
lang = \"de\"
#      ^^^^ a/b
```

```toml good
lang = \"en\"
```

```toml fixed
```
",
        expect![[r#"
            Bad toml
            lang = "de"
            Good toml
            lang = "en"
        "#]],
    );
}

#[test]
fn an_example_that_is_the_fixed_one_is_not_shown_twice() {
    check(
        "```jsonc bad
1
```

```jsonc fixed
2
```

```jsonc good
2
```

```jsonc good
3
```
",
        expect![[r#"
            Bad jsonc
            1
            Fixed jsonc
            2
            Good jsonc
            3
        "#]],
    );
}

#[test]
fn a_shorter_example_is_shown_in_place_of_a_long_one() {
    let long = "1,\n".repeat(20);
    let page = format!("```jsonc bad\n{long}```\n\n```jsonc bad\n2\n```\n\n```jsonc good\n{long}```\n");
    let shown = main_examples(page.leak());
    let lines: Vec<usize> = shown.iter().map(|it| it.text.lines().count()).collect();
    assert_eq!(lines, [1, 20]);
}

#[test]
fn every_rule_shows_what_is_reported_and_what_is_not() {
    for rule in rules::all() {
        let kinds: Vec<Kind> = main_examples(rule.page).iter().map(|it| it.kind).collect();
        let has_both = kinds.first() == Some(&Kind::Bad) && kinds.last().is_some_and(|it| *it != Kind::Bad);
        assert!(has_both, "{}: {kinds:?}", rule.id);
    }
}
