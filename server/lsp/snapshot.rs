//! One version of one document, and what is read off it when somebody asks: once, whoever asks
//! first.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use tower_lsp::lsp_types::{TextDocumentItem, Url};

use crate::document::{Document, Kind, Language};
use crate::locale::Lang;
use crate::lsp::capabilities::Features;
use crate::lsp::from_lsp;
use crate::lsp::project::{self, InForce};
use crate::rules::{self, finding::Finding, memo::Memo};
use crate::settings::file::File;
use crate::text::rope::Text;

/// A text that does not change any more, with what was in force at its time.
pub struct Snapshot {
    /// The client's own name for it, unchanged in all we send back.
    pub uri: Url,
    pub version: i32,
    pub text: Text,
    pub language: Language,
    pub in_force: Arc<InForce>,
    pub features: Arc<Features>,
    document: OnceLock<Document>,
    findings: OnceLock<(Vec<Finding>, Arc<Memo>)>,
    /// What the newest state that was checked before this one knows.
    before: Arc<Memo>,
}

impl Snapshot {
    /// Takes a text as it is; nothing is read yet.
    pub fn new(document: TextDocumentItem, in_force: Arc<InForce>, features: Arc<Features>) -> Self {
        let text = Text::from(document.text.as_str());
        let language = from_lsp::language(&document.language_id, &document.uri);
        let before = Arc::default();
        Self::of(
            document.uri,
            document.version,
            text,
            language,
            in_force,
            features,
            before,
        )
    }

    /// The same document with another text.
    pub fn with_text(&self, version: i32, text: Text) -> Self {
        let (in_force, features) = (Arc::clone(&self.in_force), Arc::clone(&self.features));
        let before = self.memo();
        Self::of(
            self.uri.clone(),
            version,
            text,
            self.language,
            in_force,
            features,
            before,
        )
    }

    /// The same document where something else is in force.
    pub fn under(&self, in_force: Arc<InForce>) -> Self {
        let (text, features) = (self.text.clone(), Arc::clone(&self.features));
        let before = Arc::default();
        Self::of(
            self.uri.clone(),
            self.version,
            text,
            self.language,
            in_force,
            features,
            before,
        )
    }

    fn of(
        uri: Url,
        version: i32,
        text: Text,
        language: Language,
        in_force: Arc<InForce>,
        features: Arc<Features>,
        before: Arc<Memo>,
    ) -> Self {
        let (document, findings) = (OnceLock::new(), OnceLock::new());
        Self {
            uri,
            version,
            text,
            language,
            in_force,
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
            let InForce {
                settings,
                parameters,
                files,
                ..
            } = &*self.in_force;
            Document::new(text, self.language, settings.api_version.as_deref())
                .with_parameters(parameters.clone())
                .with_files(files.clone())
        })
    }

    /// All findings: pushed, pulled and fixed ones are the same.
    pub fn findings(&self) -> &[Finding] {
        let (findings, _) = self.findings.get_or_init(|| {
            if self.is_settings() {
                return (self.settings_findings(), Arc::default());
            }
            let (outcome, memo) = rules::check_again(self.document(), &self.in_force.settings, &self.before);
            (outcome.findings, Arc::new(memo))
        });
        findings
    }

    /// The findings of a settings file, among them what is known about the parameter file, where it names that one still.
    fn settings_findings(&self) -> Vec<Finding> {
        let mut file = File::parse(String::from(&self.text), &rules::known());
        let path = project::path_of(&self.uri);
        let folder = path.as_deref().and_then(Path::parent);
        if let (Some(why), Some(folder)) = (&self.in_force.trouble, folder) {
            let named = file.settings.clone().from_folder(folder).parameters;
            if named == self.in_force.settings.parameters {
                file.tell_parameters(why.clone());
            }
        }
        rules::check_settings(&file.problems, &file.settings)
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

    /// The addresses in it for which there may be files.
    pub fn addresses(&self) -> BTreeSet<String> {
        if self.ours() {
            self.document().addresses()
        } else {
            BTreeSet::new()
        }
    }

    /// Whether it is a settings file.
    pub fn is_settings(&self) -> bool {
        project::is_settings(&self.uri)
    }

    /// The language of sentences: the person's choice, else the editor's.
    pub fn lang(&self) -> Lang {
        self.in_force.settings.lang.unwrap_or(self.features.locale)
    }
}
