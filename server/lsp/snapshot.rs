//! One version of one document, and what is read off it when somebody asks: once, whoever asks
//! first.

use std::sync::{Arc, OnceLock};

use tower_lsp::lsp_types::{TextDocumentItem, Url};

use crate::document::{Document, Kind, Language};
use crate::locale::Lang;
use crate::lsp::capabilities::Features;
use crate::lsp::{from_lsp, project};
use crate::rules::{self, finding::Finding, memo::Memo};
use crate::settings::Settings;
use crate::settings::file::File;
use crate::text::rope::Text;

/// A text that does not change any more, with the settings of its time.
pub struct Snapshot {
    /// The client's own name for it, unchanged in all we send back.
    pub uri: Url,
    pub version: i32,
    pub text: Text,
    pub language: Language,
    pub settings: Arc<Settings>,
    pub features: Arc<Features>,
    document: OnceLock<Document>,
    findings: OnceLock<(Vec<Finding>, Arc<Memo>)>,
    /// What the newest state that was checked before this one knows.
    before: Arc<Memo>,
}

impl Snapshot {
    /// Takes a text as it is; nothing is read yet.
    pub fn new(document: TextDocumentItem, settings: Arc<Settings>, features: Arc<Features>) -> Self {
        let text = Text::from(document.text.as_str());
        let language = from_lsp::language(&document.language_id, &document.uri);
        let before = Arc::default();
        Self::of(
            document.uri,
            document.version,
            text,
            language,
            settings,
            features,
            before,
        )
    }

    /// The same document with another text.
    pub fn with_text(&self, version: i32, text: Text) -> Self {
        let (settings, features) = (Arc::clone(&self.settings), Arc::clone(&self.features));
        let before = self.memo();
        Self::of(
            self.uri.clone(),
            version,
            text,
            self.language,
            settings,
            features,
            before,
        )
    }

    /// The same document under other settings.
    pub fn with_settings(&self, settings: Arc<Settings>) -> Self {
        let (text, features) = (self.text.clone(), Arc::clone(&self.features));
        let before = Arc::default();
        Self::of(
            self.uri.clone(),
            self.version,
            text,
            self.language,
            settings,
            features,
            before,
        )
    }

    fn of(
        uri: Url,
        version: i32,
        text: Text,
        language: Language,
        settings: Arc<Settings>,
        features: Arc<Features>,
        before: Arc<Memo>,
    ) -> Self {
        let (document, findings) = (OnceLock::new(), OnceLock::new());
        Self {
            uri,
            version,
            text,
            language,
            settings,
            features,
            document,
            findings,
            before,
        }
    }

    /// The document read off the text.
    pub fn document(&self) -> &Document {
        self.document.get_or_init(|| {
            let text = String::from(&self.text);
            if self.is_settings() {
                return Document::foreign(text);
            }
            Document::new(text, self.language, self.settings.api_version.as_deref())
        })
    }

    /// All findings: pushed, pulled and fixed ones are the same.
    pub fn findings(&self) -> &[Finding] {
        let (findings, _) = self.findings.get_or_init(|| {
            if self.is_settings() {
                let file = File::parse(String::from(&self.text), &rules::known());
                let findings = rules::check_settings(&file.problems, &file.settings);
                return (findings, Arc::default());
            }
            let (outcome, memo) = rules::check_again(self.document(), &self.settings, &self.before);
            (outcome.findings, Arc::new(memo))
        });
        findings
    }

    /// What this state knows for the next: its own, or what it was given, where nobody asked it.
    fn memo(&self) -> Arc<Memo> {
        let own = self.findings.get().map(|(_, memo)| memo);
        Arc::clone(own.unwrap_or(&self.before))
    }

    /// Whether there is something in it that we speak about.
    pub fn ours(&self) -> bool {
        self.is_settings() || matches!(self.document().kind(), Kind::Standalone | Kind::Arm)
    }

    /// Whether it is a settings file.
    pub fn is_settings(&self) -> bool {
        project::is_settings(&self.uri)
    }

    /// The language of sentences: the person's choice, else the editor's.
    pub fn lang(&self) -> Lang {
        self.settings.lang.unwrap_or(self.features.locale)
    }
}
