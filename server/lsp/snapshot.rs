//! One version of one document, and what is read off it when somebody asks: once, whoever asks
//! first.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use percent_encoding::percent_decode_str;
use tower_lsp::lsp_types::{TextDocumentItem, Url};

use crate::doctor::diagnosis::Diagnosis;
use crate::document::{Document, Kind, Language};
use crate::locale::Lang;
use crate::lsp::build_log::BuildLog;
use crate::lsp::client_capabilities::Features;
use crate::lsp::from_proto;
use crate::lsp::uri;
use crate::project::config::EffectiveConfig;
use crate::rules;
use crate::rules::engine::check_result::InFile;
use crate::rules::engine::finding::Finding;
use crate::rules::engine::memo::Memo;
use crate::settings::file::File;
use crate::text::rope::Text;

/// A text that does not change any more, with what was in force at its time.
pub struct Snapshot {
    /// The client's own name for it, unchanged in all we send back.
    pub uri: Url,
    pub version: i32,
    pub text: Text,
    pub language: Language,
    pub config: Arc<EffectiveConfig>,
    pub features: Arc<Features>,
    /// Whether it is a script, which is no template whatever stands in its here-documents.
    pub is_script: bool,
    build_log: BuildLog,
    document: OnceLock<Document>,
    findings: OnceLock<CheckedText>,
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

impl Snapshot {
    /// Takes a text as it is; nothing is read yet.
    pub fn new(document: TextDocumentItem, config: Arc<EffectiveConfig>, features: Arc<Features>) -> Self {
        let text = Text::from(document.text.as_str());
        let language = from_proto::language(&document.language_id, &document.uri);
        let is_script = from_proto::is_script(&document.language_id, &document.uri);
        let build_log = BuildLog::new(from_proto::is_log(&document.language_id, &document.uri));
        let before = Arc::default();
        let (uri, version) = (document.uri, document.version);
        Self {
            is_script,
            build_log,
            ..Self::of(uri, version, text, language, config, features, before)
        }
    }

    /// A script, and what open templates make of it.
    pub fn script(
        uri: Url,
        version: i32,
        text: &str,
        config: Arc<EffectiveConfig>,
        features: Arc<Features>,
        findings: Vec<Finding>,
    ) -> Self {
        let (text, language) = (Text::from(text), Language::default());
        let found = CheckedText {
            findings,
            ..CheckedText::default()
        };
        Self {
            is_script: true,
            findings: OnceLock::from(found),
            ..Self::of(uri, version, text, language, config, features, Arc::default())
        }
    }

    /// The same document with what others make of it.
    pub fn with_findings(&self, document: Document, findings: Vec<Finding>) -> Self {
        let (text, features) = (self.text.clone(), Arc::clone(&self.features));
        let (uri, config) = (self.uri.clone(), Arc::clone(&self.config));
        let found = CheckedText {
            findings,
            ..CheckedText::default()
        };
        Self {
            document: OnceLock::from(document),
            findings: OnceLock::from(found),
            ..Self::of(uri, self.version, text, self.language, config, features, Arc::default())
        }
    }

    /// The same document with another text.
    pub fn with_text(&self, version: i32, text: Text) -> Self {
        let (config, features) = (Arc::clone(&self.config), Arc::clone(&self.features));
        let (uri, before) = (self.uri.clone(), self.memo());
        Self {
            is_script: self.is_script,
            build_log: self.build_log.with_text(),
            ..Self::of(uri, version, text, self.language, config, features, before)
        }
    }

    /// The same document where something else is in force.
    pub fn with_config(&self, config: Arc<EffectiveConfig>) -> Self {
        let (text, features) = (self.text.clone(), Arc::clone(&self.features));
        let (uri, version) = (self.uri.clone(), self.version);
        Self {
            is_script: self.is_script,
            build_log: self.build_log.again(),
            ..Self::of(uri, version, text, self.language, config, features, Arc::default())
        }
    }

    fn of(
        uri: Url,
        version: i32,
        text: Text,
        language: Language,
        config: Arc<EffectiveConfig>,
        features: Arc<Features>,
        before: Arc<Memo>,
    ) -> Self {
        let (document, findings) = (OnceLock::new(), OnceLock::new());
        Self {
            uri,
            version,
            text,
            language,
            config,
            features,
            is_script: false,
            build_log: BuildLog::new(Some(false)),
            document,
            findings,
            before,
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
                return CheckedText {
                    findings: self.settings_findings(),
                    ..CheckedText::default()
                };
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
                file.tell_parameters(why.clone());
            }
        }
        rules::check_settings(&file.problems, &file.settings)
    }

    /// What this state knows for the next: its own, or what it was given, where nobody asked it.
    fn memo(&self) -> Arc<Memo> {
        let own = self.findings.get().map(|it| &it.memo);
        Arc::clone(own.unwrap_or(&self.before))
    }

    /// Whether there is something in it that we speak about.
    pub fn ours(&self) -> bool {
        self.is_settings() || self.is_log() || self.is_template()
    }

    /// The document for questions about templates; `None` for a script, about which there are no other answers than findings: nothing
    /// would be as good an answer as any, but editors take it for the only one.
    pub fn template(&self) -> Option<&Document> {
        (!self.is_script).then(|| self.document())
    }

    /// Whether it has the same text, though something else may be in force.
    pub fn is_version_of(&self, other: &Self) -> bool {
        self.version == other.version && self.text == other.text
    }

    /// Whether there is an image template in it.
    pub fn is_template(&self) -> bool {
        matches!(self.document().kind(), Kind::Standalone | Kind::Arm)
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
        uri::is_settings(&self.uri)
    }

    /// The language of sentences: the person's choice, else the editor's.
    pub fn lang(&self) -> Lang {
        self.config.settings.lang.unwrap_or(self.features.locale)
    }
}
