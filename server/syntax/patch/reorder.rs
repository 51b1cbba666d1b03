//! The members of an object in another order, or some of them. A comment goes with its member: the lines above it, and what is behind
//! it on its line.

use std::collections::HashMap;

use crate::syntax::patch::{comma_between, ends_line};
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

/// The text that goes with a member.
struct MemberText<'t> {
    /// Blanks, which stay at their place.
    gap: &'t str,
    /// Comments above it, up to the key.
    above: &'t str,
    /// Between the value and the comma.
    before_comma: &'t str,
    /// A comment behind the comma, with the blanks before it.
    behind: &'t str,
}

/// The text of an object with these of its members in their order; `entry` gives the text of key and value. The others are left out.
/// `None` if a comment belongs to no member, or if nothing may follow it where it would be.
pub fn reordered(object: Node<'_>, members: &[Node<'_>], entry: &dyn Fn(Node<'_>) -> String) -> Option<String> {
    if object.kind() != Kind::Object || !object.is_closed() {
        return None;
    }
    let (tree, text, span) = (object.tree(), object.tree().text(), object.span());
    let piece = |start: u32, end: u32| Span::new(start, end).of(text);
    let written: Vec<Node<'_>> = object.children().collect();
    let first = written.first()?.entry_span().start;
    let mut parts = Vec::with_capacity(written.len());
    // A comment behind the brace is about the object.
    let header = comment_behind(object, span.start + 1, first);
    let mut start = header;
    for member in &written {
        let at = member.entry_span();
        let above = tree.comments_in(Span::new(start, at.start)).first();
        let above = above.map_or(at.start, |it| it.start);
        let next = member.next().map_or(span.end - 1, |it| it.entry_span().start);
        let comma = comma_between(tree, at.end, next);
        if comma.is_none() != member.next().is_none() {
            return None;
        }
        let behind = comment_behind(object, comma.map_or(at.end, |it| it + 1), next);
        parts.push(MemberText {
            gap: piece(start, above),
            above: piece(above, at.start),
            before_comma: comma.map_or("", |it| piece(at.end, it)),
            behind: comma.map_or(piece(at.end, behind), |it| piece(it + 1, behind)),
        });
        start = behind;
    }
    let end = piece(start, span.end);
    let is_blank = |it: &MemberText<'_>| {
        [it.above, it.before_comma, it.behind]
            .iter()
            .all(|it| it.trim().is_empty())
    };
    let has_comment = header > span.start + 1 || !parts.iter().all(is_blank) || end.trim_start() != "}";
    let is_one_per_line = parts.iter().all(|it| it.gap.contains('\n')) && end.contains('\n');
    if has_comment && !is_one_per_line {
        return None;
    }
    let positions: HashMap<u32, usize> = written.iter().enumerate().map(|(at, it)| (it.id(), at)).collect();
    let mut out = piece(span.start, header).to_owned();
    for (at, (slot, member)) in parts.iter().zip(members).enumerate() {
        let part = parts.get(*positions.get(&member.id())?)?;
        out.push_str(slot.gap);
        out.push_str(part.above);
        out.push_str(&entry(*member));
        out.push_str(part.before_comma);
        if at + 1 < members.len() {
            out.push(',');
        }
        out.push_str(part.behind);
    }
    out.push_str(end);
    Some(out)
}

/// The end of the comments on the rest of a line, if nothing else follows on it; else the position itself.
fn comment_behind(object: Node<'_>, from: u32, to: u32) -> u32 {
    let tree = object.tree();
    let comments = tree.comments_in(Span::new(from, to)).iter();
    let mut end = from;
    for comment in comments {
        if tree.has_line_end(Span::new(end, comment.end)) {
            break;
        }
        end = comment.end;
    }
    if ends_line(tree.text(), end) { end } else { from }
}
