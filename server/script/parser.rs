//! The grammars, and the bound on what reading a script may cost.

use std::cell::RefCell;
use std::ops::ControlFlow;

use tree_sitter::{Language, ParseOptions, ParseState, Parser, Tree};

use crate::script::Dialect;

/// The longest text that is read, in bytes. Scripts of templates have a few thousand.
pub(super) const MAX_SCRIPT_LEN: usize = 48 * 1024;

/// How often the parser may come by, about once for each hundred steps of its work. A script of the greatest length
/// needs a third of it.
const TURNS: u32 = 4_000;

/// How often after the first mistake. A turn costs many times more there: the parser tries everything that could be meant.
const TURNS_AFTER_MISTAKE: u32 = 500;

/// The maximum number of brackets inside each other, pipes after each other, and here-documents. With more of them the work
/// grows faster than the text.
const TANGLE: usize = 256;

thread_local! {
    static PARSERS: RefCell<[Option<Parser>; 2]> = const { RefCell::new([None, None]) };
}

/// The syntax tree of a script; `None` if that would cost too much.
pub(super) fn parse(text: &str, dialect: Dialect) -> Option<Tree> {
    if text.len() > MAX_SCRIPT_LEN || is_tangled(text) {
        return None;
    }
    PARSERS.with_borrow_mut(|parsers| {
        let (index, language): (usize, Language) = match dialect {
            Dialect::Shell => (0, tree_sitter_bash::LANGUAGE.into()),
            Dialect::PowerShell => (1, tree_sitter_powershell::LANGUAGE.into()),
        };
        let parser = parsers.get_mut(index)?.get_or_insert_with(|| {
            let mut parser = Parser::new();
            // Both grammars are built for the version of the library that is compiled in.
            let fits = parser.set_language(&language);
            debug_assert!(fits.is_ok(), "a grammar of another version");
            parser
        });
        let (mut turns, mut turns_after) = (0, 0);
        let mut count = |state: &ParseState| {
            turns += 1;
            turns_after += u32::from(state.has_error());
            if turns > TURNS || turns_after > TURNS_AFTER_MISTAKE {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let options = ParseOptions::new().progress_callback(&mut count);
        // A byte of zero ends a text for the grammars. Shells pass it over.
        let clean = text.contains('\0').then(|| text.replace('\0', " "));
        let text = clean.as_deref().unwrap_or(text);
        let mut rest = |at: usize, _| text.as_bytes().get(at..).unwrap_or_default();
        let tree = parser.parse_with_options(&mut rest, None, Some(options));
        // A parse that was stopped would go on with the next text.
        parser.reset();
        tree
    })
}

/// Whether no person has written a text like this. Signs inside quotes count too: it is enough to be right about scripts.
fn is_tangled(text: &str) -> bool {
    let (mut open, mut pipes, mut texts): (usize, usize, usize) = (0, 0, 0);
    let mut last = b' ';
    for byte in text.bytes() {
        match byte {
            b'(' | b'{' | b'[' => open += 1,
            b')' | b'}' | b']' => open = open.saturating_sub(1),
            b'|' => pipes += 1,
            b'\n' | b';' => pipes = 0,
            b'<' if last == b'<' => texts += 1,
            _ => {}
        }
        if open.max(pipes).max(texts) > TANGLE {
            return true;
        }
        last = byte;
    }
    false
}
