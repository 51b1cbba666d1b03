//! One version of one document, and what is computed from it on first use.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use percent_encoding::percent_decode_str;
use tower_lsp::lsp_types::{TextDocumentItem, Url};

use crate::doctor::diagnosis::Diagnosis;
use crate::document::{Document, Kind, Language};
use crate::lsp::build_log::BuildLog;
use crate::lsp::from_proto;
use crate::lsp::uri;
use crate::model::bicep;
use crate::project::clock;
use crate::project::config::EffectiveConfig;
use crate::rules;
use crate::rules::engine::check_result::InFile;
use crate::rules::engine::finding::Finding;
use crate::rules::engine::memo::Memo;
use crate::settings::file::File;
use crate::text::rope::Text;
use crate::text::span::Span;

/// A text that does not change any more, and the configuration that was in force for it.
pub struct Snapshot {
    /// The client's own name for it, unchanged in all we send back.
    pub uri: Url,
    pub version: i32,
    pub text: Text,
    pub language: Language,
    pub config: Arc<EffectiveConfig>,
    /// Whether it is a script, which is not a template, whatever its here-documents contain.
    pub is_script: bool,
    build_log: BuildLog,
    document: OnceLock<Document>,
    findings: OnceLock<CheckedText>,
    addresses: OnceLock<BTreeSet<String>>,
    /// What the newest state that was checked before this one knows.
    before: Arc<Memo>,
}

/// What was found in a text.
#[derive(Default)]
struct CheckedText {
    findings: Vec<Finding>,
    /// What was found in the files that its steps run.
    elsewhere: Vec<InFile>,
    memo: Arc<Memo>,
}

impl From<Vec<Finding>> for CheckedText {
    fn from(findings: Vec<Finding>) -> Self {
        Self {
            findings,
            ..Self::default()
        }
    }
}

impl Snapshot {
    /// Takes a text as it is; nothing is read yet.
    pub fn new(document: TextDocumentItem, config: Arc<EffectiveConfig>) -> Self {
        let TextDocumentItem {
            uri,
            language_id,
            version,
            text,
        } = document;
        Self {
            version,
            text: Text::from(text.as_str()),
            language: from_proto::language(&language_id, &uri),
            config,
            is_script: from_proto::is_script(&language_id, &uri),
            build_log: BuildLog::new(from_proto::is_log(&language_id, &uri)),
            document: OnceLock::new(),
            findings: OnceLock::new(),
            addresses: OnceLock::new(),
            before: Arc::default(),
            uri,
        }
    }

    /// The same document with another text.
    pub fn with_text(&self, version: i32, text: Text) -> Self {
        Self {
            version,
            text,
            build_log: self.build_log.with_text(),
            before: self.memo(),
            ..self.unread()
        }
    }

    /// The same document with another configuration.
    pub fn with_config(&self, config: Arc<EffectiveConfig>) -> Self {
        Self {
            config,
            ..self.unread()
        }
    }

    /// The same document, read as `document`, with what others find in it.
    pub fn with_findings(&self, document: Document, findings: Vec<Finding>) -> Self {
        Self {
            document: OnceLock::from(document),
            findings: OnceLock::from(CheckedText::from(findings)),
            ..self.unread()
        }
    }

    fn unread(&self) -> Self {
        Self {
            uri: self.uri.clone(),
            version: self.version,
            text: self.text.clone(),
            language: self.language,
            config: Arc::clone(&self.config),
            is_script: self.is_script,
            build_log: self.build_log.again(),
            document: OnceLock::new(),
            findings: OnceLock::new(),
            addresses: OnceLock::new(),
            before: Arc::default(),
        }
    }

    /// Whether it is a build log.
    pub fn is_log(&self) -> bool {
        self.build_log.is_log(&self.text)
    }

    /// What it shows as a build log. The first question about a long one takes a while.
    pub fn diagnosis(&self) -> &Diagnosis {
        self.build_log.diagnosis(&self.text, &self.name())
    }

    /// What it is called: the last part of its address.
    pub fn name(&self) -> String {
        let parts = self.uri.path_segments();
        let last = parts.and_then(|mut it| it.next_back()).unwrap_or_default();
        percent_decode_str(last).decode_utf8_lossy().into_owned()
    }

    /// The document read off the text; nothing at all for a log.
    pub fn document(&self) -> &Document {
        self.document.get_or_init(|| {
            if self.is_log() {
                return Document::foreign(String::new());
            }
            let text = String::from(&self.text);
            if self.is_settings() || self.is_script {
                return Document::foreign(text);
            }
            let EffectiveConfig {
                settings,
                parameters,
                scripts,
                ..
            } = &*self.config;
            Document::new(text, self.language, settings.api_version.as_deref())
                .with_parameters(parameters.clone())
                .with_files(scripts.clone())
                .with_today(clock::today())
        })
    }

    /// All findings: pushed, pulled and fixed ones are the same.
    pub fn findings(&self) -> &[Finding] {
        &self.found().findings
    }

    /// What was found in the files that its steps run.
    pub fn elsewhere(&self) -> &[InFile] {
        &self.found().elsewhere
    }

    fn found(&self) -> &CheckedText {
        self.findings.get_or_init(|| {
            if self.is_settings() {
                return CheckedText::from(self.settings_findings());
            }
            let (outcome, memo) = rules::check_again(self.document(), &self.config.settings, &self.before);
            CheckedText {
                findings: outcome.findings,
                elsewhere: outcome.elsewhere,
                memo: Arc::new(memo),
            }
        })
    }

    /// The findings of a settings file, among them what is known about the parameter file, where it names that one still.
    fn settings_findings(&self) -> Vec<Finding> {
        let mut file = File::parse(String::from(&self.text), &rules::known());
        let path = uri::to_path(&self.uri);
        let folder = path.as_deref().and_then(Path::parent);
        if let (Some(why), Some(folder)) = (&self.config.parameters_error, folder) {
            let named = file.settings.clone().from_folder(folder).parameters;
            if named == self.config.settings.parameters {
                file.report_parameters(why.clone());
            }
        }
        rules::check_settings(&file.problems, &file.settings)
    }

    /// The cache for the next version: its own, or the one that it was given, if it was not checked.
    fn memo(&self) -> Arc<Memo> {
        let own = self.findings.get().map(|it| &it.memo);
        Arc::clone(own.unwrap_or(&self.before))
    }

    /// Whether it is a document that we report on.
    pub fn ours(&self) -> bool {
        self.is_settings() || self.is_log() || self.is_template() || self.bicep().is_some()
    }

    /// The type in the declaration of an image template in Bicep; `None` for everything else.
    pub fn bicep(&self) -> Option<Span> {
        let is_other = self.is_settings() || self.is_script || self.is_log() || self.is_template();
        (!is_other)
            .then(|| bicep::image_template(self.document().text()))
            .flatten()
    }

    /// The document for questions about templates; `None` for a script, about which there are no other answers than findings: nothing
    /// would be as good an answer as any, but editors take it for the only one.
    pub fn template(&self) -> Option<&Document> {
        (!self.is_script).then(|| self.document())
    }

    /// Whether it has the same version and text, whatever its configuration is.
    pub fn is_version_of(&self, other: &Self) -> bool {
        self.version == other.version && self.text == other.text
    }

    /// Whether there is an image template in it.
    pub fn is_template(&self) -> bool {
        matches!(self.document().kind(), Kind::Standalone | Kind::Arm)
    }

    /// The addresses in it for which there may be files.
    pub fn addresses(&self) -> &BTreeSet<String> {
        self.addresses.get_or_init(|| match self.ours() {
            true => self.document().addresses(),
            false => BTreeSet::new(),
        })
    }

    /// Whether it is known already what it finds in other files: a template must be checked for that, and any JSON must be read to
    /// know that it is not one. Computes nothing.
    pub fn is_checked(&self) -> bool {
        let has_none = || self.document.get().is_some() && !self.is_template();
        self.is_script || self.is_settings() || self.is_log() || self.findings.get().is_some() || has_none()
    }

    /// Whether it is a settings file.
    pub fn is_settings(&self) -> bool {
        uri::is_settings(&self.uri)
    }
}
