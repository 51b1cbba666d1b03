//! The structure of JSON, and every mistake in it.

use crate::support::pathological::skeleton::Slot;
use crate::support::pathological::{Kind, Location, kind};

const TEXT: Location = Location::Text;
const LIST: Location = Location::In(Slot::Customize);
const OBJECT: Location = Location::In(Slot::Properties);

pub const KINDS: [Kind; 70] = [
    kind("nested arrays", TEXT, "[").closed_by("]"),
    kind("nested arrays, unclosed", TEXT, "["),
    kind("nested arrays on lines", TEXT, "[\n").closed_by("]\n"),
    kind("nested objects", TEXT, "{\"a\":")
        .closed_by("}")
        .framed_by("", "0"),
    kind("nested objects, unclosed", TEXT, "{\"a\":"),
    kind("nested objects on lines, unclosed", TEXT, "{ \"a\":\n"),
    kind("nested of both", TEXT, "[{\"a\":").closed_by("}]"),
    kind("nested of both, closed in the wrong order", TEXT, "[{\"a\":").closed_by("]}"),
    kind("nested in a step", LIST, "[")
        .joined_by("")
        .closed_by("]")
        .framed_by(",", ""),
    kind("nested in properties", OBJECT, "{\"a\":")
        .joined_by("")
        .closed_by("}")
        .framed_by(",\"a\":", ""),
    kind("closing brackets alone", TEXT, "]"),
    kind("closing braces alone", TEXT, "}"),
    kind("closing brackets in the properties", OBJECT, "]").joined_by(""),
    kind("closing braces in a list", LIST, "}").joined_by(""),
    kind("opening brackets of both kinds", OBJECT, "[{").joined_by(""),
    kind("closing brackets of both kinds", OBJECT, "]}").joined_by(""),
    kind("round brackets", LIST, "()").joined_by(""),
    kind("a wide list of numbers", LIST, "{n}"),
    kind("a wide list of numbers on one line", LIST, "{n}").joined_by(","),
    kind("a wide list of objects on one line", LIST, "{}").joined_by(","),
    kind("a wide object", OBJECT, "\"member{n}\": {n}"),
    kind("a wide object on one line", OBJECT, "\"member{n}\": {n}").joined_by(","),
    kind("a foreign list", TEXT, "0").joined_by(",").framed_by("[", "]"),
    kind("a foreign object", TEXT, "\"m{n}\":0")
        .joined_by(",")
        .framed_by("{", "}"),
    kind("unclosed strings on lines", LIST, "\"text {n}\n").joined_by(""),
    kind("unclosed strings of an object", OBJECT, "\"member{n}: 1\n").joined_by(""),
    kind("unclosed values of an object", OBJECT, "\"member{n}\": \"text,\n").joined_by(""),
    kind("strings across lines", LIST, "\"one\ntwo\""),
    kind("quotes", LIST, "\"").joined_by(""),
    kind("quotes on lines", LIST, "\"\n").joined_by(""),
    kind("quotes with blanks", LIST, "\" ").joined_by(""),
    kind("single quotes", LIST, "'").joined_by(""),
    kind("strings in single quotes", LIST, "'text'"),
    kind("strings without a comma", LIST, "\"text\"").joined_by(""),
    kind("strings without a comma on lines", LIST, "\"text\"\n").joined_by(""),
    kind("unescaped quotes", LIST, "\"echo \"text\"\""),
    kind("unescaped quotes on one line", LIST, "\"echo \"text\"\"").joined_by(","),
    kind("doubled quotes", LIST, "\"\"text\"\""),
    kind("backslashes", LIST, "\\").joined_by(""),
    kind("backslashes in a string", LIST, "\\")
        .joined_by("")
        .framed_by(",\"", "\""),
    kind("bad escapes in a string", LIST, "\\q")
        .joined_by("")
        .framed_by(",\"", "\""),
    kind("bad escapes in strings", LIST, "\"C:\\Windows\\System32\""),
    kind("half surrogate pairs", LIST, "\\ud800")
        .joined_by("")
        .framed_by(",\"", "\""),
    kind("missing commas in a list", LIST, "{}\n").joined_by(""),
    kind("missing commas in an object", OBJECT, "\"member{n}\": 1\n").joined_by(""),
    kind("doubled commas in a list", LIST, "1,,"),
    kind("commas", LIST, ",").joined_by(""),
    kind("commas in an object", OBJECT, ",").joined_by(""),
    kind("colons", OBJECT, ":").joined_by(""),
    kind("doubled colons", OBJECT, "\"member{n}\":: 1"),
    kind("missing colons", OBJECT, "\"member{n}\" 1"),
    kind("missing values", OBJECT, "\"member{n}\":"),
    kind("equals signs", OBJECT, "\"member{n}\" = 1"),
    kind("keys without quotes", OBJECT, "member{n}: 1"),
    kind("words", LIST, "word ").joined_by(""),
    kind("semicolons", LIST, "1;").joined_by(""),
    kind("line comments", LIST, "// remark\n").joined_by(""),
    kind("block comments", LIST, "/* remark */").joined_by(""),
    kind("unclosed comments", LIST, "/*").joined_by(""),
    kind("remarks of other languages", LIST, "# remark\n1,\n").joined_by(""),
    kind(
        "markers of a conflict",
        OBJECT,
        "\n<<<<<<< ours\n\"a\": 1\n=======\n\"a\": 2\n>>>>>>> theirs",
    )
    .joined_by(""),
    kind("beginnings of a conflict", OBJECT, "\n=======\n").joined_by(""),
    kind("tokens of a build tool", LIST, "#{token{n}}#"),
    kind("control characters", LIST, "\"\u{1}\u{7f}\""),
    kind("zero bytes", LIST, "\0").joined_by(""),
    kind("byte order marks", LIST, "\u{feff}").joined_by(""),
    kind("bytes that are no text", TEXT, "\u{fffd}"),
    kind("digits of one number", LIST, "7").joined_by("").framed_by(",", ""),
    kind("letters of one key", OBJECT, "k")
        .joined_by("")
        .framed_by(",\"", "\": 1"),
    kind("lone carriage returns", LIST, "1,\r").joined_by(""),
];
