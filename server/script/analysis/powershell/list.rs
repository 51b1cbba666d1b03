//! Lists without quotes among the arguments of a command: `-ArgumentList /i, C:\\a.msi, /quiet`.
//!
//! The grammar reads such an argument as several words with commas in them; PowerShell reads it as one list.

use crate::script::analysis::powershell::PowerShell;
use crate::script::command::Word;
use crate::text::span::Span;

impl PowerShell<'_> {
    /// The arguments of a command, with the words of a list joined into one word that has items.
    pub(super) fn with_lists(&self, words: Vec<Word>) -> Vec<Word> {
        let mut joined: Vec<Word> = Vec::new();
        for word in words {
            let begins_with_comma = self.of(word.span).starts_with(',');
            match joined.last_mut() {
                Some(last) if begins_with_comma || self.of(last.span).ends_with(',') => {
                    *last = self.word(Span::new(last.span.start, word.span.end));
                }
                _ => joined.push(word),
            }
        }
        for word in joined.iter_mut().filter(|it| it.items.is_empty()) {
            let items = self.items(word.span);
            if items.len() > 1 {
                word.items = items.into_iter().map(|it| self.word(it).text).collect();
            }
        }
        joined
    }

    /// The parts of a word between commas that are in no quotes and no brackets.
    fn items(&self, word: Span) -> Vec<Span> {
        let text = self.of(word);
        let (mut items, mut from, mut open, mut depth) = (Vec::new(), 0, None, 0_u32);
        // `@'` begins a here-string, in which quotes mean nothing.
        if text.starts_with(['@', '{', '(']) || !text.contains(',') {
            return items;
        }
        let mut add = |from: usize, to: usize| {
            let part = text.get(from..to).unwrap_or_default();
            let start = word.start + (from + part.len() - part.trim_start().len()) as u32;
            let len = part.trim().len() as u32;
            items.extend((len > 0).then(|| Span::new(start, start + len)));
        };
        for (at, c) in text.char_indices() {
            match (open, c) {
                (None, '"' | '\'') => open = Some(c),
                (Some(quote), _) if quote == c => open = None,
                (None, '(' | '{' | '[') => depth += 1,
                (None, ')' | '}' | ']') => depth = depth.saturating_sub(1),
                (None, ',') if depth == 0 => {
                    add(from, at);
                    from = at + 1;
                }
                _ => {}
            }
        }
        add(from, text.len());
        items
    }
}
