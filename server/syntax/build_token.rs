//! Tokens that a build or templating tool replaces before the text is JSON: `${size}`, `{{ size }}`, `#{size}#`.

use crate::syntax::word::is_word;

/// Opening and closing marks of the tools, the longer of two that begin alike first. The text between them is never read.
const MARKS: [(&[u8], &[u8]); 17] = [
    (b"${{", b"}}"),
    (b"${", b"}"),
    (b"$(", b")"),
    (b"$[", b"]"),
    (b"#{", b"}"),
    (b"%{", b"}"),
    (b"@{", b"}"),
    (b"@(", b")"),
    (b"((", b"))"),
    (b"{{{", b"}}}"),
    (b"{{", b"}}"),
    (b"{%", b"%}"),
    (b"{#", b"#}"),
    (b"<%", b"%>"),
    (b"<?", b"?>"),
    (b"%%", b"%%"),
    (b"@@", b"@@"),
];

/// Bytes of a token at most, so that a text of marks alone is read as fast as any.
const MAX_LEN: usize = 1024;

/// Words of PowerShell that stand for values of JSON.
const VALUES: [&str; 3] = ["$true", "$false", "$null"];

/// The end of the token that begins at a byte; a token ends on its line.
fn end(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = bytes.get(start..)?;
    // Almost every byte ends the search here.
    if !matches!(rest.first()?, b'$' | b'#' | b'%' | b'@' | b'(' | b'{' | b'<') {
        return None;
    }
    let (open, close) = *MARKS.iter().find(|(open, _)| rest.starts_with(open))?;
    let near = rest.get(..rest.len().min(MAX_LEN))?;
    let line_len = near.iter().position(|it| matches!(it, b'\n' | b'\r'));
    let line = near.get(..line_len.unwrap_or(near.len()))?;
    let inner = line.get(open.len()..)?;
    if open.starts_with(b"{{") && !begins_name(inner) {
        return None;
    }
    let len = match (open, close) {
        (b"{%", _) => block_len(inner, close)?,
        (_, [last]) => balanced_len(inner, *last)?,
        _ => find(inner, close)? + close.len(),
    };
    // `#{name}#` has a mark after it that belongs to it.
    let closing = usize::from(open == b"#{" && inner.get(len) == Some(&b'#'));
    Some(start + open.len() + len + closing)
}

/// The end of the token at a byte and of all words and tokens that follow it without a blank; the text may begin with a word:
/// `${size}GB`, `web-#{stage}#`. `None` if no token is part of it.
pub(super) fn run_end(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut has_token) = (start, false);
    while let Some(&byte) = bytes.get(at) {
        if let Some(end) = end(bytes, at) {
            at = end;
            has_token = true;
        } else if is_word(byte) {
            at += 1;
        } else {
            break;
        }
    }
    if has_token {
        return Some(at);
    }
    named_end(bytes, start)
}

/// The end of the token at a byte that a single sign surrounds, or that is a variable of a shell: `@size@`, `%size%`,
/// `__size__`, `$size`.
fn named_end(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = bytes.get(start..)?;
    let is_name = |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'.' | b'-');
    let first = rest.first()?;
    let name_len = rest.get(1..)?.iter().position(|it| !is_name(it));
    let name_len = name_len.unwrap_or(rest.len() - 1);
    let name = rest.get(1..1 + name_len)?;
    match first {
        b'@' | b'%' => (name_len > 0 && rest.get(1 + name_len) == Some(first)).then_some(start + name_len + 2),
        b'_' => {
            let is_marked = name.len() > 4 && name.starts_with(b"_") && name.ends_with(b"__");
            is_marked.then_some(start + 1 + name_len)
        }
        b'$' => {
            let word = std::str::from_utf8(rest.get(..=name_len)?).ok()?;
            let is_value = VALUES.iter().any(|it| it.eq_ignore_ascii_case(word));
            let scope = rest.get(1 + name_len..)?;
            let member = scope
                .strip_prefix(b":")
                .map_or(0, |it| it.iter().take_while(|it| is_name(it)).count());
            let is_scoped = name.eq_ignore_ascii_case(b"env") && member > 0;
            if is_scoped {
                return Some(start + 2 + name_len + member);
            }
            let is_variable = name.first().is_some_and(|it| it.is_ascii_alphabetic() || *it == b'_');
            let closing = usize::from(rest.get(1 + name_len) == Some(&b'$'));
            (is_variable && !is_value).then_some(start + 1 + name_len + closing)
        }
        _ => None,
    }
}

/// The end of an opening brace, a name and a closing brace, as some tools write their tokens: `{size}`.
pub(super) fn braced_end(bytes: &[u8], start: usize) -> Option<usize> {
    let name = bytes.get(start..)?.strip_prefix(b"{")?;
    let len = name
        .iter()
        .position(|it| !it.is_ascii_alphanumeric() && !matches!(it, b'_' | b'.' | b'-'))?;
    let is_name = name.first().is_some_and(|it| it.is_ascii_alphabetic() || *it == b'_');
    (is_name && name.get(len) == Some(&b'}')).then_some(start + len + 2)
}

/// Whether two braces contain an expression of a tool rather than an object in an object.
fn begins_name(inner: &[u8]) -> bool {
    let trimmed = inner.trim_ascii_start();
    let Some(first) = trimmed.first() else { return false };
    let word = trimmed
        .iter()
        .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'_'));
    let behind = trimmed.get(word.count()..).unwrap_or_default().trim_ascii_start();
    let is_key = behind.starts_with(b":");
    !is_key && (first.is_ascii_alphabetic() || b"_.$-~#/^!>&@(*".contains(first))
}

/// The length up to and with the mark that closes what is open, texts in quotes skipped.
fn balanced_len(inner: &[u8], close: u8) -> Option<usize> {
    let open = match close {
        b'}' => b'{',
        b')' => b'(',
        _ => b'[',
    };
    let (mut depth, mut quote) = (0_usize, None);
    for (at, &byte) in inner.iter().enumerate() {
        match quote {
            Some(it) if it == byte => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None if byte == open => depth += 1,
            None if byte == close && depth == 0 => return Some(at + 1),
            None if byte == close => depth -= 1,
            None => {}
        }
    }
    None
}

/// The length of a statement, and of all up to the one that ends it where both share a line.
fn block_len(inner: &[u8], close: &[u8]) -> Option<usize> {
    let own = find(inner, close)? + close.len();
    let rest = inner.get(own..)?;
    let ending = [b"{% end".as_slice(), b"{%- end", b"{%end", b"{%-end"]
        .into_iter()
        .filter_map(|it| find(rest, it))
        .min();
    let statement = inner.strip_prefix(b"-").unwrap_or(inner);
    let is_ending = statement.trim_ascii_start().starts_with(b"end");
    let Some(ending) = ending.filter(|_| !is_ending) else {
        return Some(own);
    };
    let last = find(rest.get(ending..)?, close)?;
    Some(own + ending + last + close.len())
}

fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    text.windows(needle.len()).position(|it| it == needle)
}
