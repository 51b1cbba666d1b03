//! The build log that a document may be. It is read once for each text, and one that only grew is read on from where it ended.

use std::sync::{Arc, OnceLock};

use crate::cancel;
use crate::doctor::diagnosis::Diagnosis;
use crate::doctor::reader::Reader;
use crate::ide::log;
use crate::text::rope::Text;
use crate::text::span::Span;

/// Bytes in which lines of Packer are looked for.
const START: u32 = 64 << 10;

/// Bytes that the reader is given at once.
const PIECE: usize = 1 << 20;

/// What a text is as a log, found out when somebody asks.
#[derive(Default)]
pub struct BuildLog {
    /// What language and name of the document say; `None` where the text has to.
    named: Option<bool>,
    is_log: OnceLock<bool>,
    read: Arc<OnceLock<ParsedLog>>,
    /// The same of an earlier text.
    before: Option<Arc<OnceLock<ParsedLog>>>,
}

/// What was read off a text.
struct ParsedLog {
    text: Text,
    /// At the end of the text, which may go on.
    reader: Reader,
    diagnosis: Diagnosis,
}

impl BuildLog {
    /// Nothing is read yet.
    pub fn new(named: Option<bool>) -> Self {
        Self {
            named,
            ..Self::default()
        }
    }

    /// The same document with another text.
    pub fn with_text(&self) -> Self {
        let is_read = self.read.get().is_some();
        Self {
            before: if is_read {
                Some(Arc::clone(&self.read))
            } else {
                self.before.clone()
            },
            ..Self::new(self.named)
        }
    }

    /// The same text once more.
    pub fn again(&self) -> Self {
        Self {
            named: self.named,
            is_log: self.is_log.clone(),
            read: Arc::clone(&self.read),
            before: self.before.clone(),
        }
    }

    /// Whether it is one.
    pub fn is_log(&self, text: &Text) -> bool {
        let tells = || log::is_log(&text.get(Span::new(0, START)));
        self.named.unwrap_or_else(|| *self.is_log.get_or_init(tells))
    }

    /// What it shows under its name.
    pub fn diagnosis(&self, text: &Text, name: &str) -> &Diagnosis {
        let before = || self.before.as_ref().and_then(|it| it.get());
        &self.read.get_or_init(|| ParsedLog::new(text, name, before())).diagnosis
    }
}

impl ParsedLog {
    fn new(text: &Text, name: &str, before: Option<&Self>) -> Self {
        let (mut reader, from) = match before.filter(|it| text.begins_with(&it.text)) {
            Some(it) => (it.reader.clone(), it.text.len()),
            None => (Reader::default(), 0),
        };
        let mut waiting = Vec::new();
        for piece in text.pieces(from) {
            waiting.extend_from_slice(piece);
            if waiting.len() >= PIECE {
                cancel::checkpoint();
                reader.push(&waiting);
                waiting.clear();
            }
        }
        reader.push(&waiting);
        Self {
            text: text.clone(),
            diagnosis: reader.diagnosis().with_file_name(name),
            reader,
        }
    }
}
