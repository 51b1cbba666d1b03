//! Edits of a JSON text that leave it parseable: with `format`, the only code that knows about
//! commas, indentation and comments.

pub mod reorder;
pub mod shift;

use std::collections::HashSet;

use crate::syntax::blanks::{line_end_if_blank, line_start_if_blank, skip_spaces};
use crate::syntax::string;
use crate::syntax::tree::{Kind, Node, Tree};
use crate::text::{edit::Edit, span::Span};

/// Replaces this one with another value. `json` is written as it is.
pub fn replace_value(node: Node<'_>, json: impl Into<String>) -> Edit {
    Edit::replace(node.span(), json)
}

/// Replaces this one with another value, written as for [`add_member`].
pub fn replace_block(node: Node<'_>, json: &str) -> Edit {
    let indent = node.tree().line_indent(node.entry_span().start);
    replace_value(
        node,
        reindent(json, indent, &indent_unit(node), node.tree().line_ending()),
    )
}

/// Gives a member another key; `None` if it has none.
pub fn rename_key(node: Node<'_>, name: &str) -> Option<Edit> {
    Some(Edit::replace(node.key_span()?, string::quote(name)))
}

/// Takes a member or an item out, with one comma and the line it leaves empty. Comments on lines
/// of their own stay.
pub fn remove(node: Node<'_>) -> Edit {
    let entry_span = node.entry_span();
    let Some(parent) = node.parent() else {
        return Edit::delete(entry_span);
    };
    remove_with_comma_behind(parent, node)
        .or_else(|| remove_with_comma_before(node))
        .unwrap_or_else(|| Edit::delete(alone_in(parent).unwrap_or(entry_span)))
}

/// Takes several children of one container out, each as [`remove`] does; no two of the edits want the same comma.
pub fn remove_all(container: Node<'_>, nodes: &[Node<'_>]) -> Vec<Edit> {
    let children: Vec<Node<'_>> = container.children().collect();
    let chosen: HashSet<u32> = nodes.iter().map(|it| it.id()).collect();
    let last_kept = children.iter().rposition(|it| !chosen.contains(&it.id()));
    let removed = children.iter().enumerate().filter(|(_, it)| chosen.contains(&it.id()));
    let edit = |(index, node): (usize, &Node<'_>)| {
        let edit = match last_kept {
            Some(kept) if index > kept => remove_with_comma_before(*node),
            _ => remove_with_comma_behind(container, *node),
        };
        edit.unwrap_or_else(|| Edit::delete(node.entry_span()))
    };
    match nodes {
        [only] => vec![remove(*only)],
        _ => removed.map(edit).collect(),
    }
}

fn remove_with_comma_behind(parent: Node<'_>, node: Node<'_>) -> Option<Edit> {
    let text = node.tree().text();
    let entry_span = node.entry_span();
    let next = node.next();
    let behind = next.map_or(parent.span().end, |it| it.entry_span().start);
    let comma = comma_between(node.tree(), entry_span.end, behind)?;
    let start = line_start_if_blank(text, entry_span.start);
    if let (Some(start), Some(end)) = (start, line_end_if_blank(text, comma + 1)) {
        return Some(Edit::delete(Span::new(start, end)));
    }
    Some(Edit::delete(Span::new(entry_span.start, skip_spaces(text, comma + 1))))
}

/// For the last one: the comma before it goes too, so that none is left trailing.
fn remove_with_comma_before(node: Node<'_>) -> Option<Edit> {
    let text = node.tree().text();
    let entry_span = node.entry_span();
    let comma = node
        .previous()
        .and_then(|it| comma_between(node.tree(), it.entry_span().end, entry_span.start))?;
    let between = Span::new(comma + 1, entry_span.start);
    let mut comments = node
        .tree()
        .comments_in(between)
        .iter()
        .filter(|it| between.contains(**it));
    let kept = comments.next_back().map_or("", |last| {
        // Nothing may follow a line comment on its line.
        let ends_line = last.of(text).starts_with("//") && line_end_if_blank(text, entry_span.end).is_none();
        let end = if ends_line { between.end } else { last.end };
        Span::new(between.start, end).of(text)
    });
    Some(Edit::replace(Span::new(comma, entry_span.end), kept))
}

/// The text between the brackets where that is one child and blanks.
fn alone_in(container: Node<'_>) -> Option<Span> {
    let between = between_brackets(container)?;
    let mut children = container.children();
    let (only, None) = (children.next()?, children.next()) else {
        return None;
    };
    (between.of(container.tree().text()).trim().len() == only.entry_span().len() as usize).then_some(between)
}

/// The position between the brackets of a container that has both.
fn between_brackets(container: Node<'_>) -> Option<Span> {
    let span = container.span();
    container.is_closed().then(|| Span::new(span.start + 1, span.end - 1))
}

/// Removes a comment, with the line it leaves empty or the blanks before it.
pub fn remove_comment(text: &str, comment: Span) -> Edit {
    let start = line_start_if_blank(text, comment.start);
    let end = line_end_if_blank(text, comment.end);
    match (start, end) {
        (Some(start), Some(end)) => Edit::delete(Span::new(start, end)),
        (None, Some(_)) => {
            let before = text.get(..comment.start as usize).unwrap_or_default();
            let kept = before.trim_end_matches([' ', '\t']).len() as u32;
            Edit::delete(Span::new(kept, comment.end))
        }
        _ => Edit::delete(Span::new(comment.start, skip_spaces(text, comment.end))),
    }
}

/// Adds a member after the last one; `json` is a value whose inner lines are indented from column
/// 0 by two spaces a level.
pub fn add_member(object: Node<'_>, name: &str, json: &str) -> Edit {
    add(object, &[member(name, json)])
}

/// Adds several members after the last one, each as in [`add_member`].
pub fn add_members<'n>(object: Node<'_>, members: impl IntoIterator<Item = (&'n str, String)>) -> Edit {
    let entries: Vec<String> = members.into_iter().map(|(name, json)| member(name, &json)).collect();
    add(object, &entries)
}

/// Adds a member before the first one, as in [`add_member`].
pub fn add_first_member(object: Node<'_>, name: &str, json: &str) -> Edit {
    let Some(first) = object.children().next() else {
        return add_member(object, name, json);
    };
    add_member_before(first, name, json)
}

/// Adds a member before this one, as in [`add_member`].
pub fn add_member_before(next: Node<'_>, name: &str, json: &str) -> Edit {
    let text = next.tree().text();
    let start = next.entry_span().start;
    if line_start_if_blank(text, start).is_none() {
        return Edit::insert(start, format!("{}, ", flat(&member(name, json))));
    }
    let (indent, eol) = (next.tree().line_indent(start), next.tree().line_ending());
    let unit = next.parent().map(indent_unit).unwrap_or_default();
    let new_text = reindent(&member(name, json), indent, &unit, eol);
    Edit::insert(start, format!("{new_text},{eol}{indent}"))
}

/// A value as [`add_member`] takes it: its inner lines from column 0, two spaces a level. `None` if a text goes over
/// several lines, which no other indentation may reach into.
pub fn dedent(node: Node<'_>) -> Option<String> {
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        if node.kind() == Kind::String && node.source().contains('\n') {
            return None;
        }
        waiting.extend(node.children());
    }
    let (indent, unit) = (node.tree().line_indent(node.entry_span().start), indent_unit(node));
    let line = |it: &str| {
        let mut rest = it.strip_prefix(indent).unwrap_or(it.trim_start());
        let mut depth = 0;
        while let Some(inner) = rest.strip_prefix(unit.as_str()) {
            (rest, depth) = (inner, depth + 1);
        }
        format!("{}{}", "  ".repeat(depth), rest.trim_start())
    };
    let mut lines = node.source().lines();
    let first = lines.next()?.to_owned();
    Some(
        std::iter::once(first)
            .chain(lines.map(line))
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

/// Adds an item after the last one, `json` as in [`add_member`].
pub fn add_item(array: Node<'_>, json: &str) -> Edit {
    add(array, &[json.to_owned()])
}

/// Adds an item before this one, `json` as in [`add_member`].
pub fn add_item_before(item: Node<'_>, json: &str) -> Edit {
    let text = item.tree().text();
    let start = item.entry_span().start;
    if line_start_if_blank(text, start).is_none() {
        return Edit::insert(start, format!("{}, ", flat(json)));
    }
    let (indent, eol) = (item.tree().line_indent(start), item.tree().line_ending());
    let new_text = like(item, json, indent, eol);
    Edit::insert(start, format!("{new_text},{eol}{indent}"))
}

/// Adds an item after this one, `json` as in [`add_member`].
pub fn add_item_after(item: Node<'_>, json: &str) -> Edit {
    let text = item.tree().text();
    let entry_span = item.entry_span();
    if line_start_if_blank(text, entry_span.start).is_none() {
        return Edit::insert(entry_span.end, format!(", {}", flat(json)));
    }
    let (indent, eol) = (item.tree().line_indent(entry_span.start), item.tree().line_ending());
    let new_text = like(item, json, indent, eol);
    Edit::insert(entry_span.end, format!(",{eol}{indent}{new_text}"))
}

/// Replaces this one with several items, each as in [`add_member`]; on lines of their own if it has one.
pub fn replace_item(item: Node<'_>, items: &[String]) -> Edit {
    replace(item, items)
}

/// Replaces this one with several members, each as in [`add_member`].
pub fn replace_member<'n>(node: Node<'_>, members: impl IntoIterator<Item = (&'n str, String)>) -> Edit {
    let entries: Vec<String> = members.into_iter().map(|(name, json)| member(name, &json)).collect();
    replace(node, &entries)
}

fn replace(node: Node<'_>, entries: &[String]) -> Edit {
    let text = node.tree().text();
    let entry_span = node.entry_span();
    if line_start_if_blank(text, entry_span.start).is_none() {
        let flat: Vec<String> = entries.iter().map(|it| flat(it)).collect();
        return Edit::replace(entry_span, flat.join(", "));
    }
    let (indent, eol) = (node.tree().line_indent(entry_span.start), node.tree().line_ending());
    let unit = indent_unit(node);
    let lines: Vec<String> = entries.iter().map(|it| reindent(it, indent, &unit, eol)).collect();
    Edit::replace(entry_span, lines.join(&format!(",{eol}{indent}")))
}

/// A new item on one line where its neighbour is.
fn like(item: Node<'_>, json: &str, indent: &str, eol: &str) -> String {
    if is_flat(item) {
        flat(json)
    } else {
        reindent(json, indent, &indent_unit(item), eol)
    }
}

fn member(name: &str, json: &str) -> String {
    format!("{}: {json}", string::quote(name))
}

fn flat(json: &str) -> String {
    json.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn add(container: Node<'_>, entries: &[String]) -> Edit {
    let text = container.tree().text();
    let open = container.span().start;
    let on_one_line = || entries.iter().map(|it| flat(it)).collect::<Vec<_>>().join(", ");
    let Some(last) = container.last_child() else {
        let blank = between_brackets(container).filter(|it| it.of(text).trim().is_empty());
        if let (Some(blank), Some(true)) = (blank, container.parent().map(is_flat)) {
            let new_text = match container.kind() {
                Kind::Object => format!(" {} ", on_one_line()),
                _ => on_one_line(),
            };
            return Edit::replace(blank, new_text);
        }
        let outer = container.tree().line_indent(open);
        let (unit, eol) = (indent_unit(container), container.tree().line_ending());
        let inner = format!("{outer}{unit}");
        let lines: Vec<String> = entries.iter().map(|it| reindent(it, &inner, &unit, eol)).collect();
        let new_text = format!("{eol}{inner}{}", lines.join(&format!(",{eol}{inner}")));
        return match blank {
            Some(blank) => Edit::replace(blank, format!("{new_text}{eol}{outer}")),
            // The text between the brackets, a comment, stays.
            None => Edit::insert(open + 1, new_text),
        };
    };
    let end = last.entry_span().end;
    if line_start_if_blank(text, last.entry_span().start).is_some() {
        let indent = container.tree().line_indent(last.entry_span().start);
        let (unit, eol) = (indent_unit(container), container.tree().line_ending());
        let line = |it: &String| format!(",{eol}{indent}{}", reindent(it, indent, &unit, eol));
        Edit::insert(end, entries.iter().map(line).collect::<String>())
    } else {
        Edit::insert(end, format!(", {}", on_one_line()))
    }
}

/// A value that was written from column 0 with two spaces a level, at another indentation.
pub fn reindent(json: &str, indent: &str, unit: &str, eol: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for (n, line) in json.lines().enumerate() {
        if n > 0 {
            out.push_str(eol);
            out.push_str(indent);
        }
        let rest = line.trim_start_matches(' ');
        let depth = (line.len() - rest.len()) / 2;
        out.extend(std::iter::repeat_n(unit, depth));
        out.push_str(rest);
    }
    out
}

/// One level of indentation as the document around a container writes it; two spaces where nothing
/// shows it.
pub fn indent_unit(container: Node<'_>) -> String {
    let text = container.tree().text();
    let unit = |node: Node<'_>| {
        let child = node.children().next()?;
        line_start_if_blank(text, child.entry_span().start)?;
        let inner = container.tree().line_indent(child.entry_span().start);
        let outer = container.tree().line_indent(node.span().start);
        let unit = inner.strip_prefix(outer)?;
        (!unit.is_empty()).then(|| unit.to_owned())
    };
    container.ancestors().find_map(unit).unwrap_or_else(|| "  ".to_owned())
}

/// Whether only whitespace precedes an offset on its line.
pub fn begins_line(text: &str, at: u32) -> bool {
    line_start_if_blank(text, at).is_some()
}

/// Whether only whitespace follows an offset on its line.
pub fn ends_line(text: &str, at: u32) -> bool {
    let end = skip_spaces(text, at);
    let rest = text.get(end as usize..).unwrap_or_default();
    rest.is_empty() || rest.starts_with(['\n', '\r'])
}

/// The first comma between two positions that is in no comment.
pub fn comma_between(tree: &Tree, from: u32, to: u32) -> Option<u32> {
    let between = Span::new(from, to).of(tree.text());
    let commas = between.match_indices(',').map(|(at, _)| from + at as u32);
    let in_comment = |at: u32| !tree.comments_in(Span::new(at, at + 1)).is_empty();
    commas.into_iter().find(|it| !in_comment(*it))
}

/// Whether a container is written on one line.
pub fn is_flat(container: Node<'_>) -> bool {
    !matches!(container.kind(), Kind::Object | Kind::Array) || !container.tree().has_line_end(container.span())
}
