//! Text of other languages in the place of JSON: each slip is one mistake, and what stands around it is read on.

use expect_test::{Expect, expect};

use crate::syntax::read;

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&read(text));
}

#[test]
fn a_token_of_a_tool_stands_for_a_value() {
    for token in [
        "${x}",
        "${jsonencode({ a = \"}\" })}",
        "${{ parameters.x }}",
        "{{ x }}",
        "{{- .Values.x | default \"y\" }}",
        "{{{ x }}}",
        "$(x)",
        "$[ variables.x ]",
        "#{x}#",
        "#{x}",
        "%%x%%",
        "%x%",
        "@@x@@",
        "@x@",
        "<%= x[\"y\"] %>",
        "{% if x %}1{% else %}2{% endif %}",
        "__x__",
        "$x",
        "${x}GB",
        "web-#{x}#",
        "${a}${b}",
    ] {
        for (before, after) in [
            ("{ \"a\": ", ", \"b\": 1 }"),
            ("[ ", ", 1 ]"),
            ("{\n  \"a\": ", "\n}\n"),
            ("[1,\n", "\n]"),
        ] {
            let tree = aib_ls::syntax::parse(format!("{before}{token}{after}"));
            let [error] = tree.errors() else {
                panic!("{token}: {:?}", tree.errors())
            };
            assert_eq!(error.span.of(tree.text()), token);
            assert!(!error.kind.breaks_shape(), "{token}");
        }
    }
}

#[test]
fn a_token_stands_for_members_and_brings_its_commas() {
    check(
        "{\n  \"a\": 1,\n  ${members}\n  \"b\": 2\n}",
        expect![[r#"
        {a: 1, b: 2}
          ${members}
          ^^^^^^^^^^ BuildToken { is_member: true }
    "#]],
    );
    check(
        "[\n  {% for x in y %}\n  { \"a\": {{ x }} },\n  {% endfor %}\n  { \"b\": 1 }\n]",
        expect![[r#"
            [?, {a: ?}, ?, {b: 1}]
              {% for x in y %}
              ^^^^^^^^^^^^^^^^ BuildToken { is_member: false }
              { "a": {{ x }} },
                     ^^^^^^^ BuildToken { is_member: false }
              {% endfor %}
              ^^^^^^^^^^^^ BuildToken { is_member: false }
        "#]],
    );
    check(
        "{ ${name}: 1, \"b\": {size} }",
        expect![[r#"
        {${name}: 1, b: {size: ?}}
        { ${name}: 1, "b": {size} }
          ^^^^^^^ BuildToken { is_member: false }
        { ${name}: 1, "b": {size} }
                           ^^^^^^ BuildToken { is_member: true }
    "#]],
    );
    check(
        "{{ x }}\n{ \"a\": 1 }",
        expect![[r#"
        {a: 1}
        {{ x }}
        ^^^^^^^ BuildToken { is_member: false }
    "#]],
    );
}

#[test]
fn what_only_looks_like_a_token_is_read_as_before() {
    check(
        "{ $schema: 1, \"a\": {\"b\": 1} }",
        expect![[r#"
        {$schema: 1, a: {b: 1}}
        { $schema: 1, "a": {"b": 1} }
          ^^^^^^^ Quotes
    "#]],
    );
    check(
        "{{a: 1}}",
        expect![[r#"
        {{a: 1}}
        {{a: 1}}
         ^ ExpectedKey
        {{a: 1}}
          ^ Quotes
    "#]],
    );
    check(
        "[$true, $false]",
        expect![[r#"
        [?, ?]
        [$true, $false]
         ^^^^^ BadValue
        [$true, $false]
                ^^^^^^ BadValue
    "#]],
    );
}

#[test]
fn a_sign_of_another_language_stands_for_the_colon() {
    check(
        "{ \"a\" = \"b\", \"c\" => 1, \"d\" := [2] }",
        expect![[r#"
        {a: "b", c: 1, d: [2]}
        { "a" = "b", "c" => 1, "d" := [2] }
              ^ EqualsSign
        { "a" = "b", "c" => 1, "d" := [2] }
                         ^^ EqualsSign
        { "a" = "b", "c" => 1, "d" := [2] }
                                   ^^ EqualsSign
    "#]],
    );
    check(
        "{ runElevated = $false, 'x' = True }",
        expect![[r#"
        {runElevated: ?, x: ?}
        { runElevated = $false, 'x' = True }
                      ^ EqualsSign
        { runElevated = $false, 'x' = True }
                                    ^ EqualsSign
    "#]],
    );
    check(
        "{ \"a\" = , \"b\": 1 }",
        expect![[r#"
        {a: ?, b: 1}
        { "a" = , "b": 1 }
              ^ EqualsSign
    "#]],
    );
}

#[test]
fn a_semicolon_stands_for_a_comma() {
    check(
        "{ \"a\": 1; \"b\": [2; 3;]; }",
        expect![[r#"
        {a: 1, b: [2, 3]}
        { "a": 1; "b": [2; 3;]; }
                ^ Semicolon
        { "a": 1; "b": [2; 3;]; }
                         ^ Semicolon
        { "a": 1; "b": [2; 3;]; }
                            ^ Semicolon
        { "a": 1; "b": [2; 3;]; }
                              ^ Semicolon
    "#]],
    );
    check(
        "{ \"a\": 1;, \"b\": 2 }",
        expect![[r#"
        {a: 1, b: 2}
        { "a": 1;, "b": 2 }
                ^ Semicolon
    "#]],
    );
}

#[test]
fn the_first_quote_may_be_missing() {
    check(
        "{\n  name\": \"x\",\n  \"b\": West Europe\",\n  \"c\": [one two\", \"three\"]\n}",
        expect![[r#"
            {name: "x", b: ?, c: [?, "three"]}
              name": "x",
              ^^^^^ UnopenedString
              "b": West Europe",
                   ^^^^^^^^^^^^ UnopenedString
              "c": [one two", "three"]
                    ^^^^^^^^ UnopenedString
        "#]],
    );
    check(
        "{\n  \"a\": https://example.com/a.sh\",\n  \"b\": /subscriptions/1\"\n}",
        expect![[r#"
            {a: ?, b: ?}
              "a": https://example.com/a.sh",
                   ^^^^^^^^^^^^^^^^^^^^^^^^^ UnopenedString
              "b": /subscriptions/1"
                   ^^^^^^^^^^^^^^^^^ UnopenedString
        "#]],
    );
}

#[test]
fn a_quote_may_be_too_many_behind_any_value() {
    check(
        "{\n  \"a\": 130\",\n  \"b\": true\",\n  \"c\": null\"\n}",
        expect![[r#"
        {a: 130, b: true, c: null}
          "a": 130",
                  ^ UnexpectedText
          "b": true",
                   ^ UnexpectedText
          "c": null"
                   ^ UnexpectedText
    "#]],
    );
    check(
        "{\n  \"a\": [1]\",\n  \"b\": {}\"\n}",
        expect![[r#"
        {a: [1], b: {}}
          "a": [1]",
                  ^ UnexpectedText
          "b": {}"
                 ^ UnexpectedText
    "#]],
    );
}

#[test]
fn curly_quotes_hold_one_text() {
    check(
        "{ “the key”: “two words”, \"b\": ‘c’ }",
        expect![[r#"
            {the key: ?, b: ?}
            { “the key”: “two words”, "b": ‘c’ }
              ^^^^^^^^^ Quotes
            { “the key”: “two words”, "b": ‘c’ }
                         ^^^^^^^^^^^ BadValue
            { “the key”: “two words”, "b": ‘c’ }
                                           ^^^ BadValue
        "#]],
    );
    check(
        "{ “name\": “two words\" }",
        expect![[r#"
            {name: ?}
            { “name": “two words" }
              ^^^^^^ Quotes
            { “name": “two words" }
                      ^^^^^^^^^^^ UnopenedString
        "#]],
    );
}

#[test]
fn a_stray_bracket_is_one_mistake() {
    check(
        "{\n  \"a\": [\n    {\n      \"b\": \"c\"],\n      \"d\": {}\n    }\n  ]\n}",
        expect![[r#"
            {a: [{b: "c", d: {}}]}
                  "b": "c"],
                          ^ UnexpectedText
        "#]],
    );
    check(
        "{ \"a\": [ { \"b\": 1 } }, { \"c\": 2 } ], \"d\": 3 }",
        expect![[r#"
        {a: [{b: 1}, {c: 2}], d: 3}
        { "a": [ { "b": 1 } }, { "c": 2 } ], "d": 3 }
                            ^ UnexpectedText
    "#]],
    );
    check(
        "{ \"a\": 1), \"b\": 2 }",
        expect![[r#"
        {a: 1, b: 2}
        { "a": 1), "b": 2 }
                ^ UnexpectedText
    "#]],
    );
}
