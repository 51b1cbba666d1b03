//! The functions that are given the values of all their arguments: which one does the work, and what comes out where an
//! argument is not known.

use crate::expr::eval::{Evaluated, array, cidr, date, math, object, resource, text};
use crate::expr::failure::Failure;
use crate::expr::value::{Type, Unknown, Value};

/// What a function does with its arguments; `None` if it cannot take them.
type Work = fn(&[Value]) -> Option<Result<Value, Failure>>;

/// How much of its arguments a function must know.
#[derive(Clone, Copy, PartialEq)]
enum Needs {
    All,
    /// What lists and objects are made of, but not what their items say.
    Shape,
    /// Nothing: it works with the arguments that are known.
    Nothing,
}

/// A function by its name in lower case.
struct Builtin {
    work: Work,
    needs: Needs,
    /// A value known for certain.
    kind: Option<Type>,
}

/// The result of a function of the language. `name` is in lower case, `written` as a person wrote it.
pub(super) fn apply(name: &str, written: &str, arguments: &[Value]) -> Evaluated {
    if let Some(value) = resource::evaluate(name, written, arguments) {
        return Ok(value);
    }
    let Some(builtin) = find(name) else {
        return Err(Failure::NoFunction(written.to_owned()));
    };
    let is_enough = |it: &Value| match builtin.needs {
        Needs::All => it.is_known(),
        Needs::Shape => !matches!(it, Value::Unknown(_)),
        Needs::Nothing => true,
    };
    if !arguments.iter().all(is_enough) {
        let kind = builtin.kind;
        return Ok(Value::Unknown(Unknown {
            kind,
            ..Unknown::default()
        }));
    }
    let wrong = || Err(Failure::Arguments(written.to_owned()));
    (builtin.work)(arguments).unwrap_or_else(wrong)
}

fn find(name: &str) -> Option<Builtin> {
    use Needs::{All, Nothing, Shape};
    use Type::{Array, Bool, Integer, Object, Text};
    let (work, needs, kind): (Work, Needs, Option<Type>) = match name {
        "array" => (array::array, Nothing, Some(Array)),
        "createarray" => (array::create, Nothing, Some(Array)),
        "contains" => (array::contains, All, Some(Bool)),
        "empty" => (array::empty, Shape, Some(Bool)),
        "first" => (array::first, Shape, None),
        "flatten" => (array::flatten, Shape, Some(Array)),
        "indexfromend" => (array::index_from_end, Shape, None),
        "tryindexfromend" => (array::try_index_from_end, Shape, None),
        "indexof" => (array::index_of, All, Some(Integer)),
        "intersection" => (array::intersection, All, None),
        "last" => (array::last, Shape, None),
        "lastindexof" => (array::last_index_of, All, Some(Integer)),
        "length" => (array::length, Shape, Some(Integer)),
        "range" => (array::range, All, Some(Array)),
        "skip" => (array::skip, Shape, None),
        "take" => (array::take, Shape, None),
        "union" => (array::union, All, None),
        "createobject" => (object::create, Nothing, Some(Object)),
        "items" => (object::items, Shape, Some(Array)),
        "objectkeys" => (object::keys, Shape, Some(Array)),
        "shallowmerge" => (object::shallow_merge, Shape, Some(Object)),
        "tryget" => (object::try_get, Shape, None),
        "null" => (object::null, All, None),
        "json" => (object::json, All, None),
        "concat" => (text::concat, Nothing, None),
        "format" => (text::format, Nothing, Some(Text)),
        "join" => (text::join, Nothing, Some(Text)),
        "base64" => (text::base64, All, Some(Text)),
        "base64tostring" => (text::base64_to_string, All, Some(Text)),
        "base64tojson" => (text::base64_to_json, All, None),
        "datauri" => (text::data_uri, All, Some(Text)),
        "datauritostring" => (text::data_uri_to_string, All, Some(Text)),
        "endswith" => (text::ends_with, All, Some(Bool)),
        "startswith" => (text::starts_with, All, Some(Bool)),
        "padleft" => (text::pad_left, All, Some(Text)),
        "replace" => (text::replace, All, Some(Text)),
        "split" => (text::split, All, Some(Array)),
        "string" => (text::string, All, Some(Text)),
        "substring" => (text::substring, All, Some(Text)),
        "tolower" => (text::to_lower, Nothing, Some(Text)),
        "toupper" => (text::to_upper, Nothing, Some(Text)),
        "trim" => (text::trim, All, Some(Text)),
        "uri" => (text::uri, All, Some(Text)),
        "uricomponent" => (text::uri_component, All, Some(Text)),
        "uricomponenttostring" => (text::uri_component_to_string, All, Some(Text)),
        "add" => (math::add, All, Some(Integer)),
        "sub" => (math::sub, All, Some(Integer)),
        "mul" => (math::mul, All, Some(Integer)),
        "div" => (math::div, All, Some(Integer)),
        "mod" => (math::modulo, All, Some(Integer)),
        "int" => (math::int, All, Some(Integer)),
        "float" => (math::float, All, None),
        "max" => (math::max, All, Some(Integer)),
        "min" => (math::min, All, Some(Integer)),
        "equals" => (math::equals, All, Some(Bool)),
        "less" => (math::less, All, Some(Bool)),
        "lessorequals" => (math::less_or_equals, All, Some(Bool)),
        "greater" => (math::greater, All, Some(Bool)),
        "greaterorequals" => (math::greater_or_equals, All, Some(Bool)),
        "not" => (math::not, All, Some(Bool)),
        "bool" => (math::bool, All, Some(Bool)),
        "true" => (math::yes, All, Some(Bool)),
        "false" => (math::no, All, Some(Bool)),
        "resourceid" => (resource::resource_id, Nothing, Some(Text)),
        "subscriptionresourceid" => (resource::subscription_resource_id, Nothing, Some(Text)),
        "tenantresourceid" => (resource::tenant_resource_id, Nothing, Some(Text)),
        "extensionresourceid" => (resource::extension_resource_id, Nothing, Some(Text)),
        "managementgroupresourceid" => (resource::management_group_resource_id, Nothing, Some(Text)),
        "datetimeadd" => (date::add, All, Some(Text)),
        "datetimefromepoch" => (date::from_epoch, All, Some(Text)),
        "datetimetoepoch" => (date::to_epoch, All, Some(Integer)),
        "parsecidr" => (cidr::parse, All, Some(Object)),
        "cidrsubnet" => (cidr::subnet, All, Some(Text)),
        "cidrhost" => (cidr::host, All, Some(Text)),
        "fail" => (text::fail, All, None),
        _ => return None,
    };
    Some(Builtin { work, needs, kind })
}
