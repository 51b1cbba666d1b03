//! Expressions and what Azure makes of them: a table for whatever evaluates expressions.
//!
//! The second text is JSON, or `unknown` where only the service knows, or `error` where the deployment certainly
//! fails. Most rows are outputs that the documentation shows. Where the service's answer is in doubt, there is no row.

use std::collections::BTreeSet;

use aib_ls::expr::{eval, expression};
use aib_ls::syntax;
use serde_json::{Value, json};

/// An expression as it stands in a template, and what it comes to.
pub const EXAMPLES: &[(&str, &str)] = &[
    // Writing: case, spaces, quotes, other letters.
    ("[concat('a', 'b')]", r#""ab""#),
    ("[CONCAT('a', 'b')]", r#""ab""#),
    ("[ConCat('a', 'b')]", r#""ab""#),
    ("[concat( 'a' ,'b' ) ]", r#""ab""#),
    ("[TOLOWER(ToUpper('a'))]", r#""a""#),
    ("[concat('it''s', '')]", r#""it's""#),
    ("[concat('''', 'a', '''')]", r#""'a'""#),
    ("[concat('''''', '')]", r#""''""#),
    ("[concat('a]', '[b')]", r#""a][b""#),
    ("[concat('a(', ')b')]", r#""a()b""#),
    ("[concat('a,', ',b')]", r#""a,,b""#),
    ("[concat('ção', 'ñ', '日本')]", r#""çãoñ日本""#),
    ("[length('ção')]", "3"),
    ("[length('😀')]", "2"),
    // concat
    ("[concat('prefix', '-', 'suffix')]", r#""prefix-suffix""#),
    ("[concat('a')]", r#""a""#),
    ("[concat('', '')]", r#""""#),
    ("[concat('vm', 1)]", r#""vm1""#),
    ("[concat('vm', add(1, 2))]", r#""vm3""#),
    ("[concat('is', true())]", r#""isTrue""#),
    (
        "[concat(createArray('1-1', '1-2', '1-3'), createArray('2-1', '2-2', '2-3'))]",
        r#"["1-1","1-2","1-3","2-1","2-2","2-3"]"#,
    ),
    ("[concat(createArray(1), createArray(), createArray(1))]", "[1,1]"),
    ("[concat(createArray('a'), 'b')]", "error"),
    // array
    ("[array(1)]", "[1]"),
    ("[array('efgh')]", r#"["efgh"]"#),
    ("[array(createObject('a', 'b', 'c', 'd'))]", r#"[{"a":"b","c":"d"}]"#),
    ("[array(createArray(1, 2))]", "[1,2]"),
    ("[array()]", "error"),
    ("[array(1, 2)]", "error"),
    // contains
    ("[contains('OneTwoThree', 'e')]", "true"),
    ("[contains('OneTwoThree', 'z')]", "false"),
    ("[contains('OneTwoThree', 'E')]", "false"),
    ("[contains('OneTwoThree', 'one')]", "false"),
    (
        "[contains(createObject('one', 'a', 'two', 'b', 'three', 'c'), 'one')]",
        "true",
    ),
    (
        "[contains(createObject('one', 'a', 'two', 'b', 'three', 'c'), 'Two')]",
        "true",
    ),
    (
        "[contains(createObject('one', 'a', 'two', 'b', 'three', 'c'), 'a')]",
        "false",
    ),
    ("[contains(createArray('one', 'two', 'three'), 'three')]", "true"),
    ("[contains(createArray('one', 'two', 'three'), 'four')]", "false"),
    ("[contains(createArray('one', 'two', 'three'), 'Two')]", "false"),
    ("[contains(createArray(1, 2, 3), 3)]", "true"),
    ("[contains(createArray(1, 2, 3), 4)]", "false"),
    ("[contains('a')]", "error"),
    // createArray
    ("[createArray('a', 'b', 'c')]", r#"["a","b","c"]"#),
    ("[createArray(1, 2, 3)]", "[1,2,3]"),
    ("[createArray(createObject('one', 'a'))]", r#"[{"one":"a"}]"#),
    ("[createArray(createArray('one', 'two'))]", r#"[["one","two"]]"#),
    ("[createArray()]", "[]"),
    (
        "[createArray(1, 'a', true(), null(), createArray())]",
        r#"[1,"a",true,null,[]]"#,
    ),
    // empty
    ("[empty(createArray())]", "true"),
    ("[empty(createObject())]", "true"),
    ("[empty('')]", "true"),
    ("[empty(null())]", "true"),
    ("[empty(' ')]", "false"),
    ("[empty(createArray(''))]", "false"),
    ("[empty(createObject('a', ''))]", "false"),
    ("[empty(json('null'))]", "true"),
    // first and last
    ("[first(createArray('one', 'two', 'three'))]", r#""one""#),
    ("[first('One Two Three')]", r#""O""#),
    ("[first(createArray(createArray(1), 2))]", "[1]"),
    ("[last(createArray('one', 'two', 'three'))]", r#""three""#),
    ("[last('One Two Three')]", r#""e""#),
    ("[last(createArray(1, 2, 3))]", "3"),
    ("[first(5)]", "error"),
    ("[last(true())]", "error"),
    // flatten
    (
        "[flatten(createArray(createArray('one', 'two'), createArray('three')))]",
        r#"["one","two","three"]"#,
    ),
    (
        "[flatten(createArray(createArray(1), createArray(), createArray(2, 3)))]",
        "[1,2,3]",
    ),
    ("[flatten(createArray())]", "[]"),
    // Places counted from the end
    ("[indexFromEnd(createArray('a', 'b', 'c'), 1)]", r#""c""#),
    ("[indexFromEnd(createArray('a', 'b', 'c'), 3)]", r#""a""#),
    ("[indexFromEnd(createArray('a', 'b', 'c'), 4)]", "error"),
    ("[tryIndexFromEnd(createArray('a', 'b', 'c'), 2)]", r#""b""#),
    ("[tryIndexFromEnd(createArray('a', 'b', 'c'), 4)]", "null"),
    // indexOf and lastIndexOf
    ("[indexOf('test', 't')]", "0"),
    ("[lastIndexOf('test', 't')]", "3"),
    ("[indexOf('abcdef', 'CD')]", "2"),
    ("[lastIndexOf('abcdef', 'AB')]", "0"),
    ("[indexOf('abcdef', 'z')]", "-1"),
    ("[lastIndexOf('abcdef', 'z')]", "-1"),
    ("[indexOf(createArray('one', 'two', 'three', 'two'), 'two')]", "1"),
    ("[lastIndexOf(createArray('one', 'two', 'three', 'two'), 'two')]", "3"),
    ("[indexOf(createArray('one', 'two'), 'Two')]", "-1"),
    ("[indexOf(createArray(4, 5, 6, 5), 5)]", "1"),
    ("[lastIndexOf(createArray(4, 5, 6, 5), 5)]", "3"),
    (
        "[indexOf(createArray(createArray(1, 2), createArray(2, 3)), createArray(2, 3))]",
        "1",
    ),
    ("[indexOf(createArray('one'), 'four')]", "-1"),
    // intersection
    (
        "[intersection(createObject('one', 'a', 'two', 'b', 'three', 'c'), createObject('one', 'a', 'two', 'z', 'three', 'c'))]",
        r#"{"one":"a","three":"c"}"#,
    ),
    (
        "[intersection(createArray('one', 'two', 'three'), createArray('two', 'three'))]",
        r#"["two","three"]"#,
    ),
    ("[intersection(createArray(1, 2), createArray(3))]", "[]"),
    (
        "[intersection(createArray(1, 2, 3), createArray(2, 3), createArray(3))]",
        "[3]",
    ),
    ("[intersection('one', 'two')]", "error"),
    ("[intersection(createArray(1))]", "error"),
    // length
    ("[length(createArray('one', 'two', 'three'))]", "3"),
    ("[length('One Two Three')]", "13"),
    (
        "[length(createObject('propA', 'one', 'propB', 'two', 'propC', 'three', 'propD', createObject('propD-1', 'sub')))]",
        "4",
    ),
    ("[length('')]", "0"),
    ("[length(createArray())]", "0"),
    ("[length(5)]", "error"),
    // max and min
    ("[max(createArray(0, 3, 2, 5, 4))]", "5"),
    ("[max(0, 3, 2, 5, 4)]", "5"),
    ("[min(createArray(0, 3, 2, 5, 4))]", "0"),
    ("[min(0, 3, 2, 5, 4)]", "0"),
    ("[max(7)]", "7"),
    ("[min(-1, -7, 3)]", "-7"),
    ("[max(-1, -7)]", "-1"),
    ("[max()]", "error"),
    ("[min('a', 'b')]", "error"),
    // objectKeys and items
    ("[objectKeys(createObject('a', 1, 'b', 2))]", r#"["a","b"]"#),
    ("[objectKeys(createObject())]", "[]"),
    (
        "[items(createObject('item002', createObject('number', 200), 'item001', createObject('number', 300)))]",
        r#"[{"key":"item001","value":{"number":300}},{"key":"item002","value":{"number":200}}]"#,
    ),
    ("[items(createObject('b', 1, 'a', 2, 'c', 3))[0].key]", r#""a""#),
    ("[items(createObject())]", "[]"),
    // range
    ("[range(5, 3)]", "[5,6,7]"),
    ("[range(0, 4)]", "[0,1,2,3]"),
    ("[range(-2, 3)]", "[-2,-1,0]"),
    ("[range(3, 0)]", "[]"),
    ("[range(0, -1)]", "error"),
    ("[range(1, 10001)]", "error"),
    ("[range(1)]", "error"),
    ("[length(range(0, 10000))]", "10000"),
    // skip and take
    ("[skip(createArray('one', 'two', 'three'), 2)]", r#"["three"]"#),
    ("[skip('one two three', 4)]", r#""two three""#),
    ("[skip('abc', 0)]", r#""abc""#),
    ("[skip('abc', -2)]", r#""abc""#),
    ("[skip('abc', 9)]", r#""""#),
    ("[skip(createArray(1, 2), 2)]", "[]"),
    ("[skip(createArray(1, 2), -1)]", "[1,2]"),
    ("[take(createArray('one', 'two', 'three'), 2)]", r#"["one","two"]"#),
    ("[take('one two three', 2)]", r#""on""#),
    ("[take('abc', 0)]", r#""""#),
    ("[take('abc', -2)]", r#""""#),
    ("[take('abc', 9)]", r#""abc""#),
    ("[take(createArray(1, 2), 0)]", "[]"),
    ("[take(createArray(1, 2), 5)]", "[1,2]"),
    ("[take('abc', 'b')]", "error"),
    ("[skip('abc')]", "error"),
    // tryGet
    ("[tryGet(createObject('a', 1), 'a')]", "1"),
    ("[tryGet(createObject('a', 1), 'b')]", "null"),
    ("[tryGet(createArray('x', 'y'), 1)]", r#""y""#),
    ("[tryGet(createArray('x', 'y'), 2)]", "null"),
    ("[tryGet(createObject('a', createObject('b', 2)), 'a', 'b')]", "2"),
    ("[tryGet(createObject('a', createArray(1, 2)), 'z', 'b', 0)]", "null"),
    ("[coalesce(tryGet(createObject('a', 1), 'b'), 'none')]", r#""none""#),
    // union and shallowMerge
    (
        "[union(createObject('one', 'a', 'two', 'b', 'three', 'c1'), createObject('three', 'c2', 'four', 'd', 'five', 'e'))]",
        r#"{"one":"a","two":"b","three":"c2","four":"d","five":"e"}"#,
    ),
    (
        "[union(createArray('one', 'two', 'three'), createArray('three', 'four'))]",
        r#"["one","two","three","four"]"#,
    ),
    (
        "[union(createObject('property', createObject('one', 'a', 'two', 'b')), createObject('property', createObject('two', 'c', 'three', 'd')))]",
        r#"{"property":{"one":"a","two":"c","three":"d"}}"#,
    ),
    (
        "[union(createArray(1, 2), createArray(2, 3), createArray(3, 4))]",
        "[1,2,3,4]",
    ),
    ("[union(createObject(), createObject('a', 1))]", r#"{"a":1}"#),
    ("[union(createObject('a', 1))]", "error"),
    (
        "[shallowMerge(createArray(createObject('one', 'a'), createObject('two', 'b'), createObject('two', 'c')))]",
        r#"{"one":"a","two":"c"}"#,
    ),
    (
        "[shallowMerge(createArray(createObject('in', createObject('a', 1)), createObject('in', createObject('b', 2))))]",
        r#"{"in":{"b":2}}"#,
    ),
    ("[shallowMerge(createArray())]", "{}"),
    // Addresses
    (
        "[parseCidr('10.144.0.0/20')]",
        r#"{"network":"10.144.0.0","netmask":"255.255.240.0","broadcast":"10.144.15.255","firstUsable":"10.144.0.1","lastUsable":"10.144.15.254","cidr":20}"#,
    ),
    (
        "[parseCidr('fdad:3236:5555::/48')]",
        r#"{"network":"fdad:3236:5555::","netmask":"ffff:ffff:ffff::","firstUsable":"fdad:3236:5555::","lastUsable":"fdad:3236:5555:ffff:ffff:ffff:ffff:ffff","cidr":48}"#,
    ),
    ("[parseCidr('192.168.1.0/24').netmask]", r#""255.255.255.0""#),
    ("[parseCidr('192.168.1.0/24').cidr]", "24"),
    ("[parseCidr('none')]", "error"),
    ("[cidrSubnet('10.144.0.0/20', 24, 0)]", r#""10.144.0.0/24""#),
    ("[cidrSubnet('10.144.0.0/20', 24, 4)]", r#""10.144.4.0/24""#),
    ("[cidrSubnet('10.0.0.0/16', 24, 255)]", r#""10.0.255.0/24""#),
    ("[cidrSubnet('10.0.0.0/16', 16, 0)]", r#""10.0.0.0/16""#),
    ("[cidrSubnet('10.0.0.0/24', 26, 3)]", r#""10.0.0.192/26""#),
    ("[cidrSubnet('fdad:3236:5555::/48', 52, 0)]", r#""fdad:3236:5555::/52""#),
    (
        "[cidrSubnet('fdad:3236:5555::/48', 52, 3)]",
        r#""fdad:3236:5555:3000::/52""#,
    ),
    ("[cidrSubnet('10.0.0.0/24', 25, 2)]", "error"),
    ("[cidrSubnet('10.0.0.0/24', 16, 0)]", "error"),
    ("[cidrHost('10.144.3.0/24', 0)]", r#""10.144.3.1""#),
    ("[cidrHost('10.144.3.0/24', 4)]", r#""10.144.3.5""#),
    (
        "[cidrHost('fdad:3236:5555:3000::/52', 0)]",
        r#""fdad:3236:5555:3000::1""#,
    ),
    (
        "[cidrHost('fdad:3236:5555:3000::/52', 4)]",
        r#""fdad:3236:5555:3000::5""#,
    ),
    ("[cidrHost('none', 0)]", "error"),
    (
        "[map(range(0, 3), lambda('i', cidrSubnet('10.144.0.0/20', 24, lambdaVariables('i'))))]",
        r#"["10.144.0.0/24","10.144.1.0/24","10.144.2.0/24"]"#,
    ),
    // coalesce
    ("[coalesce(null(), null(), 'default')]", r#""default""#),
    ("[coalesce(null(), 1)]", "1"),
    (
        "[coalesce(null(), createObject('first', 'default'))]",
        r#"{"first":"default"}"#,
    ),
    ("[coalesce(null(), createArray(1))]", "[1]"),
    ("[coalesce('', 'a')]", r#""""#),
    ("[coalesce(null(), null())]", "null"),
    ("[coalesce('a', 'b')]", r#""a""#),
    ("[coalesce('a', string(div(1, 0)))]", r#""a""#),
    ("[coalesce()]", "error"),
    // Comparing
    ("[equals(1, 1)]", "true"),
    ("[equals(1, 2)]", "false"),
    ("[equals('a', 'a')]", "true"),
    ("[equals('a', 'A')]", "false"),
    ("[equals(createArray('a', 'b'), createArray('a', 'b'))]", "true"),
    ("[equals(createArray('a', 'b'), createArray('b', 'a'))]", "false"),
    ("[equals(createObject('a', 'b'), createObject('a', 'b'))]", "true"),
    ("[equals(createObject('a', 'b'), createObject('a', 'c'))]", "false"),
    ("[equals(true(), true())]", "true"),
    ("[equals(null(), null())]", "true"),
    ("[equals('', null())]", "false"),
    ("[not(equals(1, 2))]", "true"),
    ("[equals(1)]", "error"),
    ("[less(1, 2)]", "true"),
    ("[less('A', 'a')]", "false"),
    ("[less(2, 2)]", "false"),
    ("[less(-1, 0)]", "true"),
    ("[less('abc', 'abd')]", "true"),
    ("[lessOrEquals(1, 2)]", "true"),
    ("[lessOrEquals('A', 'a')]", "false"),
    ("[lessOrEquals(2, 2)]", "true"),
    ("[greater(1, 2)]", "false"),
    ("[greater('A', 'a')]", "true"),
    ("[greater(3, 2)]", "true"),
    ("[greater('b', 'a')]", "true"),
    ("[greaterOrEquals(1, 2)]", "false"),
    ("[greaterOrEquals('A', 'a')]", "true"),
    ("[greaterOrEquals(2, 2)]", "true"),
    ("[greaterOrEquals('a', 'b')]", "false"),
    ("[less(1, true())]", "error"),
    // Dates
    (
        "[dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y')]",
        r#""4/7/2023 2:53:14 PM""#,
    ),
    (
        "[dateTimeAdd('2020-04-07 14:53:14Z', '-P9D')]",
        r#""3/29/2020 2:53:14 PM""#,
    ),
    (
        "[dateTimeAdd('2020-04-07 14:53:14Z', 'PT1H')]",
        r#""4/7/2020 3:53:14 PM""#,
    ),
    (
        "[dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y', 'u')]",
        r#""2023-04-07 14:53:14Z""#,
    ),
    (
        "[dateTimeAdd('2020-04-07T14:53:14Z', 'P1D', 'yyyy-MM-dd')]",
        r#""2020-04-08""#,
    ),
    (
        "[dateTimeAdd('2020-04-07T14:53:14Z', '-P9D', 'yyyy-MM-dd')]",
        r#""2020-03-29""#,
    ),
    (
        "[dateTimeAdd('2020-12-31T23:30:00Z', 'PT45M', 'yyyy-MM-dd HH:mm')]",
        r#""2021-01-01 00:15""#,
    ),
    (
        "[dateTimeAdd('2020-02-28T00:00:00Z', 'P1D', 'yyyyMMdd')]",
        r#""20200229""#,
    ),
    (
        "[dateTimeAdd('2021-02-28T00:00:00Z', 'P1D', 'yyyyMMdd')]",
        r#""20210301""#,
    ),
    (
        "[dateTimeAdd('2020-04-07T14:53:14Z', 'P1DT2H3M4S', 'yyyy-MM-ddTHH:mm:ssZ')]",
        r#""2020-04-08T16:56:18Z""#,
    ),
    ("[dateTimeAdd('2020-04-07T14:53:14Z', 'three days', 'u')]", "error"),
    ("[dateTimeAdd('today', 'P1D', 'u')]", "error"),
    ("[dateTimeAdd('2020-04-07T14:53:14Z')]", "error"),
    ("[dateTimeFromEpoch(1683040573)]", r#""2023-05-02T15:16:13Z""#),
    ("[dateTimeFromEpoch(1586271194)]", r#""2020-04-07T14:53:14Z""#),
    ("[dateTimeFromEpoch(0)]", r#""1970-01-01T00:00:00Z""#),
    ("[dateTimeToEpoch('2023-05-02T15:16:13Z')]", "1683040573"),
    ("[dateTimeToEpoch('2020-04-07T14:53:14Z')]", "1586271194"),
    ("[dateTimeToEpoch('1970-01-01T00:00:00Z')]", "0"),
    ("[dateTimeToEpoch(dateTimeFromEpoch(1709164800))]", "1709164800"),
    ("[dateTimeToEpoch('today')]", "error"),
    // Lambdas
    (
        "[filter(range(0, 10), lambda('i', greater(lambdaVariables('i'), 5)))]",
        "[6,7,8,9]",
    ),
    (
        "[filter(range(0, 10), lambda('i', equals(0, mod(lambdaVariables('i'), 2))))]",
        "[0,2,4,6,8]",
    ),
    (
        "[filter(createArray(createObject('name', 'Evie', 'age', 5), createObject('name', 'Indy', 'age', 2)), lambda('dog', greaterOrEquals(lambdaVariables('dog').age, 5)))]",
        r#"[{"name":"Evie","age":5}]"#,
    ),
    (
        "[filter(createArray('a', 'b', 'c', 'd'), lambda('item', 'i', equals(mod(lambdaVariables('i'), 2), 0)))]",
        r#"["a","c"]"#,
    ),
    ("[filter(createArray(), lambda('i', true()))]", "[]"),
    (
        "[map(createArray(1, 2), lambda('x', add(lambdaVariables('x'), 1)))]",
        "[2,3]",
    ),
    (
        "[map(createArray('Evie', 'Casper'), lambda('dog', format('Hello {0}!', lambdaVariables('dog'))))]",
        r#"["Hello Evie!","Hello Casper!"]"#,
    ),
    (
        "[map(createArray(createObject('name', 'Evie'), createObject('name', 'Kira')), lambda('dog', lambdaVariables('dog').name))]",
        r#"["Evie","Kira"]"#,
    ),
    (
        "[map(range(0, 2), lambda('i', createObject('i', lambdaVariables('i'), 'dog', createArray('Evie', 'Kira')[lambdaVariables('i')])))]",
        r#"[{"i":0,"dog":"Evie"},{"i":1,"dog":"Kira"}]"#,
    ),
    (
        "[map(createArray(1, 2), lambda('x', map(createArray(10, 20), lambda('y', add(lambdaVariables('x'), lambdaVariables('y'))))))]",
        "[[11,21],[12,22]]",
    ),
    (
        "[map(createArray(1, 0), lambda('x', div(1, lambdaVariables('x'))))]",
        "error",
    ),
    ("[map(createArray(1), lambda('x', lambdaVariables('y')))]", "error"),
    (
        "[mapValues(createObject('foo', 'foo', 'bar', 'bar'), lambda('v', toUpper(lambdaVariables('v'))))]",
        r#"{"foo":"FOO","bar":"BAR"}"#,
    ),
    (
        "[groupBy(createArray('foo', 'bar', 'baz'), lambda('x', substring(lambdaVariables('x'), 0, 1)))]",
        r#"{"f":["foo"],"b":["bar","baz"]}"#,
    ),
    (
        "[reduce(createArray(5, 3, 2, 8), 0, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))]",
        "18",
    ),
    (
        "[reduce(createArray(5, 3, 2, 8), 1, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))]",
        "19",
    ),
    (
        "[reduce(createArray(), 7, lambda('cur', 'next', lambdaVariables('next')))]",
        "7",
    ),
    (
        "[reduce(createArray(createObject('foo', 123), createObject('bar', 456), createObject('baz', 789)), createObject(), lambda('cur', 'next', union(lambdaVariables('cur'), lambdaVariables('next'))))]",
        r#"{"foo":123,"bar":456,"baz":789}"#,
    ),
    (
        "[sort(createArray(8, 3, 10, -13, 5), lambda('x', 'y', less(lambdaVariables('x'), lambdaVariables('y'))))]",
        "[-13,3,5,8,10]",
    ),
    (
        "[sort(createArray(8, 3, 10), lambda('x', 'y', greater(lambdaVariables('x'), lambdaVariables('y'))))]",
        "[10,8,3]",
    ),
    (
        "[sort(createArray(createObject('age', 5), createObject('age', 3), createObject('age', 2)), lambda('a', 'b', less(lambdaVariables('a').age, lambdaVariables('b').age)))]",
        r#"[{"age":2},{"age":3},{"age":5}]"#,
    ),
    (
        "[toObject(createArray(createObject('name', 'Evie', 'age', 5), createObject('name', 'Indy', 'age', 2)), lambda('entry', lambdaVariables('entry').name))]",
        r#"{"Evie":{"name":"Evie","age":5},"Indy":{"name":"Indy","age":2}}"#,
    ),
    (
        "[toObject(createArray(createObject('name', 'Evie', 'age', 5), createObject('name', 'Indy', 'age', 2)), lambda('entry', lambdaVariables('entry').name), lambda('entry', lambdaVariables('entry').age))]",
        r#"{"Evie":5,"Indy":2}"#,
    ),
    ("[MAP(createArray(1), LAMBDA('X', lambdavariables('X')))]", "[1]"),
    // Logic, and what is never evaluated
    ("[true()]", "true"),
    ("[false()]", "false"),
    ("[True()]", "true"),
    ("[true(1)]", "error"),
    ("[and(true(), false())]", "false"),
    ("[and(true(), true(), true())]", "true"),
    ("[or(true(), false())]", "true"),
    ("[or(false(), false(), false())]", "false"),
    ("[not(true())]", "false"),
    ("[not('x')]", "error"),
    ("[not()]", "error"),
    ("[and(bool('true'), bool('false'))]", "false"),
    ("[or(bool('true'), bool('false'))]", "true"),
    ("[not(bool('true'))]", "false"),
    ("[bool('true')]", "true"),
    ("[bool('True')]", "true"),
    ("[bool('false')]", "false"),
    ("[bool(1)]", "true"),
    ("[bool(0)]", "false"),
    ("[bool('yes')]", "error"),
    ("[if(equals('a', 'a'), 'yes', 'no')]", r#""yes""#),
    ("[if(equals('a', 'b'), 'yes', 'no')]", r#""no""#),
    ("[if(true(), 'yes', 1)]", r#""yes""#),
    ("[if(false(), createObject('test', 'value1'), null())]", "null"),
    ("[if(true(), 1, div(1, 0))]", "1"),
    ("[if(false(), div(1, 0), 2)]", "2"),
    ("[if(true(), 1, fail('never'))]", "1"),
    ("[if(true(), fail('stop'), 1)]", "error"),
    ("[if('yes', 1, 2)]", "error"),
    ("[if(true(), 1)]", "error"),
    ("[and(false(), equals(div(1, 0), 0))]", "false"),
    ("[or(true(), equals(div(1, 0), 0))]", "true"),
    ("[fail('stop')]", "error"),
    // Numbers
    ("[add(5, 3)]", "8"),
    ("[add(-5, 3)]", "-2"),
    ("[sub(7, 3)]", "4"),
    ("[sub(3, 7)]", "-4"),
    ("[mul(5, 3)]", "15"),
    ("[mul(-5, 3)]", "-15"),
    ("[div(8, 3)]", "2"),
    ("[div(-7, 2)]", "-3"),
    ("[div(6, 11)]", "0"),
    ("[div(8, 0)]", "error"),
    ("[mod(7, 3)]", "1"),
    ("[mod(-7, 3)]", "-1"),
    ("[mod(20, 7)]", "6"),
    ("[mod(7, 0)]", "error"),
    ("[add(mul(2, 3), sub(10, div(9, 3)))]", "13"),
    ("[add('a', 1)]", "error"),
    ("[add(1)]", "error"),
    ("[add(1, 2, 3)]", "error"),
    ("[mul(true(), 2)]", "error"),
    ("[int('4')]", "4"),
    ("[int('-4')]", "-4"),
    ("[int(4)]", "4"),
    ("[int('four')]", "error"),
    ("[int('')]", "error"),
    ("[int(true())]", "error"),
    ("[float('1.5')]", "1.5"),
    ("[float('three')]", "error"),
    // Objects and what is in them
    ("[createObject('a', createArray(1,2)).a[1]]", "2"),
    ("[createObject('a', 1)]", r#"{"a":1}"#),
    ("[createObject()]", "{}"),
    (
        "[createObject('intProp', 1, 'stringProp', 'abc', 'boolProp', true(), 'arrayProp', createArray('a', 'b', 'c'), 'objectProp', createObject('key1', 'value1'))]",
        r#"{"intProp":1,"stringProp":"abc","boolProp":true,"arrayProp":["a","b","c"],"objectProp":{"key1":"value1"}}"#,
    ),
    ("[createObject('a', null())]", r#"{"a":null}"#),
    ("[createObject('a')]", "error"),
    ("[createObject('a', 1, 'b')]", "error"),
    ("[createObject('a', 1).a]", "1"),
    ("[createObject('a', 1)['a']]", "1"),
    ("[createObject('One', 1).one]", "1"),
    ("[createObject('a-b', 1)['a-b']]", "1"),
    ("[createObject('a', 1)[concat('', 'a')]]", "1"),
    (
        "[createObject('a', createObject('b', createObject('c', 'deep'))).a.b.c]",
        r#""deep""#,
    ),
    ("[createObject('a', 1).b]", "error"),
    ("[createObject('a', 1)['b']]", "error"),
    ("[createArray('a', 'b')[0]]", r#""a""#),
    ("[createArray('a', 'b')[add(0, 1)]]", r#""b""#),
    ("[createArray('a', 'b')[2]]", "error"),
    ("[createArray('a', 'b')[-1]]", "error"),
    ("[createArray(createArray(1, 2), createArray(3))[1][0]]", "3"),
    ("[split('a/b/c', '/')[1]]", r#""b""#),
    ("[json('[{\"a\":[1,{\"b\":\"c\"}]}]')[0].a[1].b]", r#""c""#),
    ("[concat('a', 'b').length]", "error"),
    ("[null()]", "null"),
    ("[null(1)]", "error"),
    // json
    ("[json('{\"a\": \"b\"}')]", r#"{"a":"b"}"#),
    ("[json('{''a'': ''b''}')]", r#"{"a":"b"}"#),
    ("[json('{\"a\": \"b\"}').a]", r#""b""#),
    ("[json('null')]", "null"),
    ("[json('true')]", "true"),
    ("[json('1')]", "1"),
    ("[json('1.5')]", "1.5"),
    ("[json('\"foo\"')]", r#""foo""#),
    ("[json('[1, 2, 3]')]", "[1,2,3]"),
    ("[json('{}')]", "{}"),
    ("[json('[]')]", "[]"),
    ("[json(concat('{\"a\": \"', '123', '\"}'))]", r#"{"a":"123"}"#),
    ("[json('{')]", "error"),
    ("[json()]", "error"),
    // base64 and data URIs
    ("[base64('one, two, three')]", r#""b25lLCB0d28sIHRocmVl""#),
    ("[base64ToString('b25lLCB0d28sIHRocmVl')]", r#""one, two, three""#),
    (
        "[base64('{''one'': ''a'', ''two'': ''b''}')]",
        r#""eydvbmUnOiAnYScsICd0d28nOiAnYid9""#,
    ),
    (
        "[base64ToJson(base64('{''one'': ''a'', ''two'': ''b''}'))]",
        r#"{"one":"a","two":"b"}"#,
    ),
    ("[base64ToJson('eyJhIjoxfQ==')]", r#"{"a":1}"#),
    ("[base64('')]", r#""""#),
    ("[base64('é')]", r#""w6k=""#),
    ("[base64ToString('w6k=')]", r#""é""#),
    ("[base64ToString(base64('日本'))]", r#""日本""#),
    ("[base64ToString('%%%')]", "error"),
    ("[base64(1)]", "error"),
    (
        "[dataUri('Hello')]",
        r#""data:text/plain;charset=utf8;base64,SGVsbG8=""#,
    ),
    (
        "[dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')]",
        r#""Hello, World!""#,
    ),
    ("[dataUriToString(dataUri('abc'))]", r#""abc""#),
    ("[dataUriToString('Hello')]", "error"),
    // endsWith and startsWith
    ("[startsWith('abcdef', 'ab')]", "true"),
    ("[startsWith('abcdef', 'A')]", "true"),
    ("[startsWith('abcdef', 'e')]", "false"),
    ("[endsWith('abcdef', 'ef')]", "true"),
    ("[endsWith('abcdef', 'F')]", "true"),
    ("[endsWith('abcdef', 'e')]", "false"),
    ("[startsWith('abc', '')]", "true"),
    ("[startsWith('abc', 'abcd')]", "false"),
    ("[startsWith('abc', 1)]", "error"),
    // format
    (
        "[format('{0}, {1}. Formatted number: {2:N0}', 'Hello', 'User', 8175133)]",
        r#""Hello, User. Formatted number: 8,175,133""#,
    ),
    ("[format('{0}-{1}', 'a', 1)]", r#""a-1""#),
    ("[format('{1}{0}{1}', 'a', 'b')]", r#""bab""#),
    ("[format('{0:N2}', 1234)]", r#""1,234.00""#),
    ("[format('{0:N0}', -1234567)]", r#""-1,234,567""#),
    ("[format('{0:D5}', 42)]", r#""00042""#),
    ("[format('{0:X}', 255)]", r#""FF""#),
    ("[format('{0:x4}', 255)]", r#""00ff""#),
    ("[format('{0:0000}', 42)]", r#""0042""#),
    ("[format('{0,5}|', 'ab')]", r#""   ab|""#),
    ("[format('{0,-5}|', 'ab')]", r#""ab   |""#),
    ("[format('{{{0}}}', 'a')]", r#""{a}""#),
    ("[format('{{}}', 'a')]", r#""{}""#),
    ("[format('{0}', true())]", r#""True""#),
    ("[format('{0}', false())]", r#""False""#),
    ("[format('it''s {0}', 'ok')]", r#""it's ok""#),
    ("[format('{0} {1}', 'a')]", "error"),
    ("[format('{0', 'a')]", "error"),
    // join and split
    ("[join(createArray('one', 'two', 'three'), ',')]", r#""one,two,three""#),
    ("[join(createArray('one', 'two', 'three'), ';')]", r#""one;two;three""#),
    ("[join(createArray('one'), ',')]", r#""one""#),
    ("[join(createArray(), ',')]", r#""""#),
    ("[join(createArray('a', 'b'), '')]", r#""ab""#),
    ("[join('a', ',')]", "error"),
    ("[split('one,two,three', ',')]", r#"["one","two","three"]"#),
    (
        "[split('one;two,three', createArray(',', ';'))]",
        r#"["one","two","three"]"#,
    ),
    ("[split('one', ',')]", r#"["one"]"#),
    ("[split('a,,b', ',')]", r#"["a","","b"]"#),
    ("[split('/a/b', '/')]", r#"["","a","b"]"#),
    ("[split('a--b', '--')]", r#"["a","b"]"#),
    (
        "[last(split('Microsoft.Compute/galleries/images', '/'))]",
        r#""images""#,
    ),
    ("[split('a', 1)]", "error"),
    // padLeft
    ("[padLeft('123', 10, '0')]", r#""0000000123""#),
    ("[padLeft('123', 10)]", r#""       123""#),
    ("[padLeft(7, 3, '0')]", r#""007""#),
    ("[padLeft('12345', 3, '0')]", r#""12345""#),
    ("[padLeft('a')]", "error"),
    // replace
    ("[replace('123-123-1234', '-', '')]", r#""1231231234""#),
    ("[replace('123-123-1234', '1234', 'xxxx')]", r#""123-123-xxxx""#),
    ("[replace('This is a test', 'i', 'b')]", r#""Thbs bs a test""#),
    ("[replace('ABC', 'b', 'x')]", r#""ABC""#),
    ("[replace('aaa', 'aa', 'b')]", r#""ba""#),
    ("[replace('abc', 'z', 'x')]", r#""abc""#),
    ("[replace('abc', 'b')]", "error"),
    ("[replace('abc', 0, 0)]", "error"),
    // string
    (
        "[string(createObject('valueA', 10, 'valueB', 'Example Text'))]",
        r#""{\"valueA\":10,\"valueB\":\"Example Text\"}""#,
    ),
    ("[string(createArray('a', 'b', 'c'))]", r#""[\"a\",\"b\",\"c\"]""#),
    ("[string(5)]", r#""5""#),
    ("[string(-5)]", r#""-5""#),
    ("[string('a')]", r#""a""#),
    ("[string(true())]", r#""True""#),
    ("[string(false())]", r#""False""#),
    ("[toLower(string(true()))]", r#""true""#),
    ("[string(createObject())]", r#""{}""#),
    ("[string(createArray())]", r#""[]""#),
    ("[string()]", "error"),
    // substring
    ("[substring('one two three', 4, 3)]", r#""two""#),
    ("[substring('This is a test', 0, 4)]", r#""This""#),
    ("[substring('This is a test', 10)]", r#""test""#),
    ("[substring('abc', 1, 0)]", r#""""#),
    ("[substring('1234567890', 0, 11)]", "error"),
    ("[substring('abc', 4, 1)]", "error"),
    ("[substring('abc', -1, 1)]", "error"),
    ("[substring('abc', 0, -1)]", "error"),
    // Case and spaces
    ("[toLower('One Two Three')]", r#""one two three""#),
    ("[toUpper('One Two Three')]", r#""ONE TWO THREE""#),
    ("[toUpper('ção')]", r#""ÇÃO""#),
    ("[toLower('')]", r#""""#),
    ("[toLower()]", "error"),
    ("[toLower('a', 'b')]", "error"),
    ("[toUpper(2)]", "error"),
    ("[toLower(createArray('A'))]", "error"),
    ("[trim('    one two three   ')]", r#""one two three""#),
    ("[trim('one')]", r#""one""#),
    ("[trim('   ')]", r#""""#),
    ("[trim(2)]", "error"),
    // URIs
    (
        "[uri('http://contoso.org/firstpath', 'myscript.sh')]",
        r#""http://contoso.org/myscript.sh""#,
    ),
    (
        "[uri('http://contoso.org/firstpath/', 'myscript.sh')]",
        r#""http://contoso.org/firstpath/myscript.sh""#,
    ),
    (
        "[uri('http://contoso.org/firstpath/azuredeploy.json', 'myscript.sh')]",
        r#""http://contoso.org/firstpath/myscript.sh""#,
    ),
    (
        "[uri('http://contoso.org/firstpath/azuredeploy.json/', 'myscript.sh')]",
        r#""http://contoso.org/firstpath/azuredeploy.json/myscript.sh""#,
    ),
    (
        "[uri('http://contoso.com/resources/', 'nested/azuredeploy.json')]",
        r#""http://contoso.com/resources/nested/azuredeploy.json""#,
    ),
    (
        "[uriComponent('http://contoso.com/resources/nested/azuredeploy.json')]",
        r#""http%3A%2F%2Fcontoso.com%2Fresources%2Fnested%2Fazuredeploy.json""#,
    ),
    (
        "[uriComponentToString('http%3A%2F%2Fcontoso.com%2Fresources%2Fnested%2Fazuredeploy.json')]",
        r#""http://contoso.com/resources/nested/azuredeploy.json""#,
    ),
    ("[uriComponentToString(uriComponent('a/b'))]", r#""a/b""#),
    ("[uriComponentToString('a%20b')]", r#""a b""#),
    ("[uri('http://contoso.org/', 2)]", "error"),
    ("[uri('http://contoso.org/')]", "error"),
    // What only the service knows
    ("[uniqueString('a')]", "unknown"),
    ("[guid('a', 'b')]", "unknown"),
    ("[concat('img', uniqueString('a'))]", "unknown"),
    ("[take(uniqueString('a'), 5)]", "unknown"),
    ("[format('{0}-{1}', 'img', uniqueString('a'))]", "unknown"),
    ("[resourceGroup().location]", "unknown"),
    ("[resourceGroup().name]", "unknown"),
    ("[toLower(resourceGroup().name)]", "unknown"),
    ("[subscription().subscriptionId]", "unknown"),
    ("[subscription().tenantId]", "unknown"),
    ("[tenant().tenantId]", "unknown"),
    ("[deployment().name]", "unknown"),
    ("[deployer().objectId]", "unknown"),
    ("[environment().suffixes.storage]", "unknown"),
    ("[reference('vm').provisioningState]", "unknown"),
    ("[listKeys('store', '2019-06-01').keys[0].value]", "unknown"),
    (
        "[listAccountSas('store', '2019-06-01', createObject('a', 'b')).accountSasToken]",
        "unknown",
    ),
    (
        "[pickZones('Microsoft.Compute', 'virtualMachines', 'westus2')]",
        "unknown",
    ),
    (
        "[providers('Microsoft.Compute', 'virtualMachines').apiVersions[0]]",
        "unknown",
    ),
    ("[if(equals(resourceGroup().location, 'westus'), 'a', 'b')]", "unknown"),
    (
        "[map(createArray('a'), lambda('x', concat(lambdaVariables('x'), resourceGroup().name)))[0]]",
        "unknown",
    ),
    ("[if(true(), 'a', resourceGroup().name)]", r#""a""#),
    ("[if(false(), resourceGroup().name, 'b')]", r#""b""#),
    ("[coalesce('a', resourceGroup().name)]", r#""a""#),
    ("[and(false(), equals(resourceGroup().name, 'a'))]", "false"),
    ("[or(true(), equals(resourceGroup().name, 'a'))]", "true"),
    ("[uniqueString()]", "error"),
    ("[resourceGroup('other').location]", "error"),
    ("[noSuchFunction('a')]", "error"),
    ("[concat('a', noSuchFunction())]", "error"),
];

#[test]
fn the_table_is_a_table() {
    let expressions: BTreeSet<_> = EXAMPLES.iter().map(|(expression, _)| expression).collect();
    assert_eq!(expressions.len(), EXAMPLES.len());
    assert!(expressions.len() >= 300);
    for (expression, result) in EXAMPLES {
        assert!(expression.starts_with('[') && expression.ends_with(']'), "{expression}");
        let is_value = serde_json::from_str::<Value>(result).is_ok();
        assert!(
            is_value || ["unknown", "error"].contains(result),
            "{expression}: {result}"
        );
    }
}

/// What it comes to here, in the words of the table.
fn evaluated(expression: &str) -> String {
    let template = json!({ "resources": [], "outputs": { "it": { "value": expression } } });
    let tree = syntax::parse(template.to_string());
    let found = expression::all(&tree);
    let [wanted] = found.as_slice() else {
        return format!("{} expressions", found.len());
    };
    match eval::evaluate(wanted, None).value {
        Ok(value) if value.is_known() => value.json(),
        Ok(_) => "unknown".to_owned(),
        Err(_) => "error".to_owned(),
    }
}

#[test]
fn expressions_come_to_what_azure_makes_of_them() {
    let mut wrong = Vec::new();
    for (expression, expected) in EXAMPLES {
        let actual = evaluated(expression);
        let read = |it: &str| serde_json::from_str::<Value>(it).ok();
        if actual != *expected && (read(&actual).is_none() || read(&actual) != read(expected)) {
            wrong.push(format!("{expression}\n  expected {expected}\n  came to  {actual}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        EXAMPLES.len(),
        wrong.join("\n")
    );
}
