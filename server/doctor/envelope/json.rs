//! JSON in a text: followed by anything, cut off anywhere, wrapped by a terminal, or printed by Ruby (`=>`) or Python (`u'…'`).

use std::ops::Range;

use crate::doctor::envelope::quoted;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Json {
    Text(String),
    /// A number or a keyword.
    Word(String),
    List(Vec<Json>),
    Object(Object),
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Object {
    pub members: Vec<(String, Json)>,
    /// Where it is in the text.
    pub range: Range<usize>,
}

impl Object {
    /// The value of a property; services differ in upper and lower case.
    pub fn get(&self, name: &str) -> Option<&Json> {
        let member = self.members.iter().find(|it| it.0.eq_ignore_ascii_case(name));
        member.map(|it| &it.1)
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of the first property of several names.
    pub fn any_text(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|it| self.text(it))
    }
}

/// The maximum depth of objects and lists.
const MAX_DEPTH: usize = 48;
/// The maximum length of a property name in bytes.
const MAX_NAME: usize = 256;

/// The object at an offset, as far as it can be read; none unless at least one property begins.
pub(super) fn object(text: &str, at: usize) -> Option<Object> {
    let mut parser = Parser {
        text,
        at,
        is_over: false,
    };
    let object = parser.object(0)?;
    (!object.members.is_empty()).then_some(object)
}

/// The list at an offset, and where it ends.
pub(super) fn list(text: &str, at: usize) -> Option<(Vec<Json>, usize)> {
    let mut parser = Parser {
        text,
        at,
        is_over: false,
    };
    let list = parser.list(0)?;
    Some((list, parser.at))
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    /// Whether the text ends or stops being JSON.
    is_over: bool,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Reads a mark if it is next.
    fn take(&mut self, mark: &str) -> bool {
        let is_next = self.rest().starts_with(mark);
        if is_next {
            self.at += mark.len();
        }
        is_next
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        let start = self.at;
        if depth > MAX_DEPTH || !self.take("{") {
            return None;
        }
        let mut members = Vec::new();
        while !self.is_over {
            self.skip_blanks();
            if self.take("}") {
                break;
            }
            let before = self.at;
            if self.take(",") {
                continue;
            }
            let Some(name) = self.name() else {
                self.at = before;
                self.is_over = true;
                break;
            };
            self.skip_blanks();
            let value = self.value(depth + 1);
            self.is_over |= value.is_none();
            if let Some(value) = value {
                members.push((name, value));
            }
        }
        let range = start..self.at;
        Some(Object { members, range })
    }

    /// A property name and the mark after it.
    fn name(&mut self) -> Option<String> {
        let rest = self.rest();
        let near = rest.get(..rest.floor_char_boundary(MAX_NAME))?;
        let unmarked = near.strip_prefix("u'").or_else(|| near.strip_prefix('\''));
        let (quote, inner) = match unmarked {
            Some(inner) => ('\'', inner),
            None => ('"', near.strip_prefix('"')?),
        };
        let decoded = quoted::decode(inner, quote);
        if !decoded.is_closed {
            return None;
        }
        self.at += near.len() - inner.len() + decoded.len;
        self.skip_blanks();
        (self.take(":") || self.take("=>")).then_some(decoded.text)
    }

    fn list(&mut self, depth: usize) -> Option<Vec<Json>> {
        if depth > MAX_DEPTH || !self.take("[") {
            return None;
        }
        let mut elements = Vec::new();
        while !self.is_over {
            self.skip_blanks();
            if self.take("]") {
                break;
            }
            if self.take(",") {
                continue;
            }
            match self.value(depth + 1) {
                Some(value) => elements.push(value),
                None => self.is_over = true,
            }
        }
        Some(elements)
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        let rest = self.rest();
        match rest.chars().next()? {
            '{' => self.object(depth).map(Json::Object),
            '[' => self.list(depth).map(Json::List),
            '"' => Some(self.string(depth)),
            '\'' => Some(self.text_after("'", '\'')),
            'u' if rest.starts_with("u'") => Some(self.text_after("u'", '\'')),
            _ => {
                let is_end = |c: char| c.is_whitespace() || matches!(c, ',' | '}' | ']' | ':' | '"' | '\'' | '{' | '[');
                let end = rest.find(is_end).unwrap_or(rest.len());
                let word = rest.get(..end).filter(|it| !it.is_empty())?;
                self.at += end;
                Some(Json::Word(word.to_owned()))
            }
        }
    }

    /// A string, or an object in quotes whose own quotes somebody has decoded.
    fn string(&mut self, depth: usize) -> Json {
        let start = self.at;
        self.at += 1;
        self.skip_blanks();
        if self.rest().starts_with('{')
            && let Some(object) = self.object(depth)
            && !object.members.is_empty()
        {
            self.skip_blanks();
            self.take("\"");
            return Json::Object(object);
        }
        self.at = start;
        self.is_over = false;
        self.text_after("\"", '"')
    }

    fn text_after(&mut self, opening: &str, quote: char) -> Json {
        self.at += opening.len();
        let decoded = quoted::decode(self.rest(), quote);
        self.at += decoded.len;
        self.is_over |= !decoded.is_closed;
        Json::Text(decoded.text)
    }
}
