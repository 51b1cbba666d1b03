//! Reads the Markdown that pages of rules and failures are written in.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::report::{Block, RichText, Style};

/// The blocks of a page. Nested lists become one list.
pub(super) fn blocks<'d>(markdown: &str) -> Vec<Block<'d>> {
    let mut reader = Reader::default();
    Parser::new(markdown).for_each(|event| reader.read(event));
    reader.blocks
}

#[derive(Default)]
struct Reader<'d> {
    blocks: Vec<Block<'d>>,
    /// The text of the block or list item that is being read.
    text: RichText<'d>,
    is_strong: bool,
    /// The content of the code block that is being read.
    code: Option<String>,
    /// The items of the list that is being read, how deep it is nested, and whether it is numbered.
    items: Vec<RichText<'d>>,
    depth: usize,
    is_numbered: bool,
    /// The address of the link that is being read.
    address: Option<String>,
}

impl<'d> Reader<'d> {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None if self.is_strong => self.push(RichText::run(Style::Strong, &text)),
                None => self.push(RichText::plain(&text)),
            },
            Event::Code(text) => self.push(RichText::code(&text)),
            Event::SoftBreak => self.push(RichText::plain(" ")),
            Event::HardBreak => self.push(RichText::run(Style::LineBreak, "")),
            _ => {}
        }
    }

    fn push(&mut self, text: RichText<'d>) {
        self.text.runs.extend(text.runs);
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.end_item();
                self.depth += 1;
                if self.depth == 1 {
                    self.is_numbered = first.is_some();
                }
            }
            // A further paragraph of a list item.
            Tag::Paragraph if !self.text.is_empty() => self.push(RichText::run(Style::LineBreak, "")),
            Tag::Strong => self.is_strong = true,
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            Tag::Link { dest_url, .. } => self.address = Some(dest_url.into_string()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.is_strong = false,
            TagEnd::Link => {
                let address = self.address.take().unwrap_or_default();
                if self.text.runs.last().is_none_or(|run| run.text != address) {
                    self.push(RichText::plain(&format!(" ({address})")));
                }
            }
            TagEnd::Item => self.end_item(),
            TagEnd::List(_) => {
                self.depth -= 1;
                if self.depth == 0 {
                    let items = std::mem::take(&mut self.items);
                    self.blocks.push(match self.is_numbered {
                        true => Block::NumberedList(items),
                        false => Block::List(items),
                    });
                }
            }
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                self.blocks.push(Block::Code(code.trim_end().to_owned()));
            }
            TagEnd::Heading(_) => {
                let text = std::mem::take(&mut self.text);
                self.blocks.push(Block::Heading(text));
            }
            TagEnd::Paragraph if self.depth == 0 => {
                let text = std::mem::take(&mut self.text);
                self.blocks.push(Block::Paragraph(text));
            }
            _ => {}
        }
    }

    fn end_item(&mut self) {
        if self.depth > 0 && !self.text.is_empty() {
            self.items.push(std::mem::take(&mut self.text));
        }
    }
}
