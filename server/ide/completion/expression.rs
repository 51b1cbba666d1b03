//! Inside expressions: functions, parameters, variables, and the members of objects that are known.

use crate::expr::functions::{self, Function};
use crate::expr::members;
use crate::expr::names;
use crate::expr::scope::{Declaration, Symbol};
use crate::expr::tree::{Call, Expr, Kind};
use crate::expr::value::Value;
use crate::ide::completion::insert::{Insertion, Narrow, replaceable_inside};
use crate::ide::completion::snippet::escaped;
use crate::ide::completion::{Item, ItemKind};
use crate::ide::cursor::expression::ExpressionCursor;
use crate::locale::Message;
use crate::model::declarations;
use crate::say;
use crate::syntax::string;
use crate::syntax::tree::Node;
use crate::text::edit::Edit;
use crate::text::markdown;
use crate::text::plain::{plain, shortened};
use crate::text::span::Span;

/// The completions at the cursor; empty if only the author can know.
pub(super) fn items(cursor: &ExpressionCursor<'_>) -> Vec<Item> {
    offered(cursor).unwrap_or_default()
}

fn offered(cursor: &ExpressionCursor<'_>) -> Option<Vec<Item>> {
    let offset = cursor.offset;
    let enclosing = cursor.enclosing();
    let list = |replaced| List::new(cursor, replaced);
    if let Some(items) = named(cursor, &enclosing) {
        return Some(items);
    }
    let Some((part, outer)) = enclosing.split_last() else {
        let is_open = matches!(cursor.expression.root.kind, Kind::Missing);
        return is_open.then(|| Some(list(Span::at(offset))?.values(true)))?;
    };
    match &part.kind {
        Kind::Missing => Some(list(Span::at(offset))?.values(outer.is_empty())),
        Kind::Word(_) => Some(list(part.span)?.values(outer.is_empty())),
        Kind::Call(call) => {
            let name = match &call.namespace {
                Some(space) => Span::new(space.span.start, call.name.span.end),
                None => call.name.span,
            };
            if name.touches(offset) {
                return Some(list(name)?.names_of_functions());
            }
            let is_inside = call.inside.touches(offset);
            is_inside.then(|| Some(list(Span::at(offset))?.values(false)))?
        }
        Kind::Member { of, name, .. } if name.span.touches(offset) => match &of.kind {
            Kind::Word(space) => Some(list(Span::new(of.span.start, name.span.end))?.own_functions_of(space)),
            _ => Some(list(name.span)?.members(of)),
        },
        Kind::Text(_) => in_text(cursor, part, outer),
        _ => None,
    }
}

/// Whose names a function takes.
fn symbol(call: &Call) -> Option<Symbol> {
    if call.is("parameters") {
        Some(Symbol::Parameter)
    } else if call.is("variables") {
        Some(Symbol::Variable)
    } else {
        None
    }
}

/// Between the parentheses of `parameters` or `variables`, where no quote is yet: names in quotes.
fn named(cursor: &ExpressionCursor<'_>, enclosing: &[&Expr]) -> Option<Vec<Item>> {
    let (part, outer) = enclosing.split_last()?;
    let (call, replaced, depth) = match &part.kind {
        Kind::Call(call) if call.inside.touches(cursor.offset) && !call.name.span.touches(cursor.offset) => {
            (call, Span::at(cursor.offset), outer.len())
        }
        Kind::Missing | Kind::Word(_) => {
            let call = outer.last()?.call()?;
            let word = if matches!(part.kind, Kind::Word(_)) {
                part.span
            } else {
                Span::at(cursor.offset)
            };
            (call, word, outer.len() - 1)
        }
        _ => return None,
    };
    let symbol = symbol(call).filter(|_| call.arguments.len() <= 1)?;
    let mut list = List::new(cursor, replaced)?;
    if !call.is_closed && list.is_at_end() {
        list.tail = format!("){}", if depth == 0 { list.bracket() } else { "" });
    }
    for it in list.declarations(symbol) {
        let quoted = format!("'{}'", it.name);
        list.declaration(&it.name, &quoted, &it);
    }
    Some(list.items)
}

/// Names between quotes: of declarations, or of members.
fn in_text(cursor: &ExpressionCursor<'_>, part: &Expr, outer: &[&Expr]) -> Option<Vec<Item>> {
    let text = &cursor.expression.text;
    let mut inside = names::between_quotes(text, part.span);
    let is_closed = inside.end < part.span.end;
    if cursor.offset < inside.start || cursor.offset > inside.end {
        return None;
    }
    if !is_closed {
        // What is not closed has run into the text after it.
        let behind = Span::new(cursor.offset, inside.end).of(text);
        let word = behind
            .find(|it: char| !it.is_alphanumeric() && !matches!(it, '_' | '-'))
            .unwrap_or(behind.len());
        inside.end = cursor.offset + word as u32;
    }
    let mut list = List::new(cursor, inside)?;
    match outer.last().map(|it| &it.kind) {
        Some(Kind::Call(call)) if call.arguments.first() == Some(part) => {
            let symbol = symbol(call)?;
            if !is_closed && list.is_at_end() {
                let close = if call.is_closed { "'" } else { "')" };
                list.tail = format!("{close}{}", if outer.len() == 1 { list.bracket() } else { "" });
            }
            Some(list.declared(symbol))
        }
        Some(Kind::Index { of, index, .. }) if index.as_ref() == part => Some(list.members(of)),
        _ => None,
    }
}

/// The most characters of a value shown next to a name.
const MAX_VALUE_LEN: usize = 60;

struct List<'c, 'd> {
    cursor: &'c ExpressionCursor<'d>,
    /// The span of the expression that is replaced, and where the document has it.
    replaced: Span,
    written: Span,
    /// The brackets that close after it.
    tail: String,
    items: Vec<Item>,
}

impl<'c, 'd> List<'c, 'd> {
    /// `None` where the cursor is not in text that an insertion may replace.
    fn new(cursor: &'c ExpressionCursor<'d>, replaced: Span) -> Option<Self> {
        let written = cursor.expression.written(replaced);
        let is_inside = written.start > cursor.expression.string.start;
        Some(Self {
            cursor,
            replaced,
            written: replaceable_inside(cursor.doc.text(), written, cursor.at).filter(|_| is_inside)?,
            tail: String::new(),
            items: Vec::new(),
        })
    }

    /// Whether nothing but the last bracket is after what is replaced.
    fn is_at_end(&self) -> bool {
        let behind = self.cursor.expression.text.get(self.replaced.end as usize..);
        behind.is_some_and(|it| it.trim_matches([' ', ']']).is_empty())
    }

    /// The last bracket where it is missing.
    fn bracket(&self) -> &'static str {
        match self.cursor.expression.text.ends_with(']') {
            true => "",
            false => "]",
        }
    }

    /// Whatever has a value. `is_outermost` where it is the whole expression.
    fn values(mut self, is_outermost: bool) -> Vec<Item> {
        if is_outermost && self.is_at_end() {
            self.tail = self.bracket().to_owned();
        }
        for symbol in [Symbol::Parameter, Symbol::Variable] {
            for declaration in self.declarations(symbol) {
                // The function has the name of the section.
                let function = declarations::section(symbol);
                let label = format!("{function}('{}')", declaration.name);
                self.declaration(&label, &label, &declaration);
            }
        }
        for (space, node) in self.cursor.scope.functions() {
            self.own_function(&space, node);
        }
        functions::all().iter().for_each(|it| self.function(it));
        self.items
    }

    /// Functions instead of a name that is called already.
    fn names_of_functions(mut self) -> Vec<Item> {
        for (space, node) in self.cursor.scope.functions() {
            let name = format!("{space}.{}", node.key().unwrap_or_default());
            let item = self.item(name.clone(), ItemKind::Function, &name, None);
            self.items.push(item);
        }
        for function in functions::all().iter().filter(|it| !it.name.ends_with('*')) {
            let item = self.item(function.name.clone(), ItemKind::Function, &function.name, None);
            self.items.push(about(item, function));
        }
        self.items
    }

    fn function(&mut self, function: &Function) {
        let name = &function.name;
        if name.ends_with('*') {
            return;
        }
        let is_name = matches!(name.as_str(), "parameters" | "variables");
        let snippet = match function.least() {
            _ if is_name => format!("{name}('$1')"),
            0 if function.most() == Some(0) => format!("{name}()"),
            0 => format!("{name}($1)"),
            least => {
                let arguments = function.arguments.iter().filter(|it| !it.is_optional).take(least);
                let placeholders = arguments
                    .enumerate()
                    .map(|(at, it)| format!("${{{}:{}}}", at + 1, it.name));
                format!("{name}({})", placeholders.collect::<Vec<_>>().join(", "))
            }
        };
        let mut item = self.item(name.clone(), ItemKind::Function, &format!("{name}()"), Some(snippet));
        item.ask_again = is_name;
        self.items.push(about(item, function));
    }

    fn own_function(&mut self, space: &str, node: Node<'d>) {
        let name = format!("{space}.{}", node.key().unwrap_or_default());
        let parameters = node.get("parameters").into_iter().flat_map(Node::children);
        let names: Vec<_> = parameters.filter_map(|it| it.get("name")?.as_str()).collect();
        let placeholders = names
            .iter()
            .enumerate()
            .map(|(at, it)| format!("${{{}:{}}}", at + 1, escaped(it)));
        let snippet = format!("{}({})", escaped(&name), placeholders.collect::<Vec<_>>().join(", "));
        let detail = format!("{name}({})", names.join(", "));
        let item = self.item(name.clone(), ItemKind::Function, &format!("{name}()"), Some(snippet));
        self.items.push(Item {
            detail: Some(Message::same(plain(&detail))),
            words: described(node),
            ..item
        });
    }

    fn own_functions_of(mut self, space: &str) -> Vec<Item> {
        for (name, node) in self.cursor.scope.functions() {
            if name.eq_ignore_ascii_case(space) {
                self.own_function(&name, node);
            }
        }
        self.items
    }

    /// The names of one kind, between their quotes.
    fn declared(mut self, symbol: Symbol) -> Vec<Item> {
        for declaration in self.declarations(symbol) {
            self.declaration(&declaration.name, &declaration.name, &declaration);
        }
        self.items
    }

    /// The declarations, without the one that contains the cursor.
    fn declarations(&self, symbol: Symbol) -> Vec<Declaration<'d>> {
        let scope = self.cursor.scope;
        let mut found = scope.declared(symbol);
        let here = self.cursor.expression.node;
        found.retain(|it| !it.name.contains('\'') && it.node != here && !here.ancestors().any(|node| node == it.node));
        found
    }

    fn declaration(&mut self, label: &str, text: &str, declaration: &Declaration<'d>) {
        let item = self.item(label.to_owned(), ItemKind::Variable, text, None);
        let (detail, words) = about_declaration(declaration);
        self.items.push(Item { detail, words, ..item });
    }

    fn members(mut self, of: &Expr) -> Vec<Item> {
        if let Ok(Value::Object(members)) = self.cursor.part(of).value {
            for (key, value) in members.iter() {
                if !key.is_empty() {
                    let item = self.item(key.to_string(), ItemKind::Property, key, None);
                    let detail = Some(Message::same(shortened(&value.json(), MAX_VALUE_LEN)));
                    self.items.push(Item { detail, ..item });
                }
            }
        } else if let Some(call) = of.call().filter(|it| it.namespace.is_none()) {
            for name in members::of_function(&call.name.text) {
                let item = self.item((*name).to_owned(), ItemKind::Property, name, None);
                self.items.push(item);
            }
        }
        self.items
    }

    fn item(&self, label: String, kind: ItemKind, text: &str, snippet: Option<String>) -> Item {
        let (at, span) = (self.cursor.at, self.written);
        let tail = &self.tail;
        let inside = |text: &str| string::inner(&string::quote(text)).to_owned();
        let snippet = snippet.map(|it| inside(&format!("{it}$0{tail}")));
        let narrow = (at < span.end).then(|| Narrow {
            edit: Edit::replace(Span::new(span.start, at), inside(text)),
            snippet: None,
            filter: label.clone(),
        });
        let insertion = Insertion {
            edit: Edit::replace(span, inside(&format!("{text}{tail}"))),
            snippet,
            filter: label.clone(),
            narrow,
            comma_before: None,
            comma_after: None,
        };
        Item {
            rank: self.items.len() as u32,
            ..Item::new(&label, kind, insertion)
        }
    }
}

/// The type of a declaration, and what its author says of it.
pub(super) fn about_declaration(declaration: &Declaration<'_>) -> (Option<Message>, Option<Message>) {
    let node = declaration.node;
    let detail = match declaration.symbol {
        Symbol::Parameter => node
            .get("type")
            .and_then(Node::as_str)
            .map(|it| Message::same(plain(&it))),
        Symbol::Variable => Some(say! { en: "variable", pt_br: "variável" }),
    };
    (detail, described(node))
}

fn about(item: Item, function: &Function) -> Item {
    Item {
        detail: Some(Message::same(function.signature())),
        words: Some(function.words.clone()),
        ..item
    }
}

/// What its author says of a declaration.
pub(super) fn described(node: Node<'_>) -> Option<Message> {
    let words = node.at(&["metadata", "description"])?.as_str()?;
    Some(Message::same(markdown::paragraph(&words)))
}
