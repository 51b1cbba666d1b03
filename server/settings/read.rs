//! What settings mean: one reading for the editor's and the project's. Nothing stops it: what cannot be understood is reported,
//! and left at its default.

use std::path::PathBuf;
use std::sync::Arc;

use crate::locale::Lang;
use crate::settings::Hints;
use crate::settings::data::{Data, Member, Value};
use crate::settings::entries::{self, Scope};
use crate::settings::problem::{Keys, Problem, Trouble, Type};
use crate::settings::{Ignore, KnownNames, Settings, Severity, glob};
use crate::text::span::Span;

/// Where settings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `aib-ls.toml`, which is ours alone.
    File,
    /// The section of an editor, which may hold what is for the editor's extension.
    Editor,
}

/// The keys of an entry to ignore.
const IGNORE: [&str; 4] = ["rule", "file", "pointer", "reason"];

/// Reads settings.
pub(super) fn settings(data: &Data, style: Style, known: &KnownNames) -> (Settings, Vec<Problem>) {
    let mut reader = Reader {
        known,
        names: known.names().into(),
        problems: Vec::new(),
    };
    let mut settings = Settings::default();
    let taken = entries::all()
        .into_iter()
        .filter(|it| style == Style::Editor || it.scope == Scope::Anybody);
    let keys: Vec<(&str, String)> = taken.map(|it| (it.key, style.written(it.key))).collect();
    let written = written_keys(data.members());
    for member in data.members() {
        match keys.iter().find(|it| it.1 == member.key).map(|it| it.0) {
            Some("apiVersion") => settings.api_version = reader.version(member),
            Some("parameters") => settings.parameters = reader.text(member).map(PathBuf::from),
            Some("lang") => settings.lang = reader.lang(member),
            Some("schemaFindings") => settings.schema_findings = reader.flag(member),
            Some("jsonFindings") => settings.json_findings = reader.flag(member),
            Some("rules") => reader.rules(member, &mut settings),
            Some("formatting") => settings.formatting = reader.switch(member),
            Some("inlayHints") => settings.inlay_hints = reader.hints(member),
            Some("shellcheck") => settings.shellcheck = reader.text(member).map(str::to_owned),
            Some("ignore") => reader.ignore(member, &mut settings),
            _ if style == Style::File => {
                let known = keys.iter().map(|it| it.1.clone()).collect();
                reader.unknown_key(member, known, Arc::clone(&written));
            }
            _ => {}
        }
    }
    (settings, reader.problems)
}

impl Style {
    /// A key as it is written here.
    fn written(self, key: &str) -> String {
        if self == Self::Editor {
            return key.to_owned();
        }
        let mut out = String::new();
        for letter in key.chars() {
            if letter.is_ascii_uppercase() {
                out.push('-');
            }
            out.push(letter.to_ascii_lowercase());
        }
        out
    }
}

struct Reader<'k> {
    known: &'k KnownNames,
    /// Those of rules and families, shared by all problems.
    names: Arc<[&'static str]>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn report(&mut self, span: Span, trouble: Trouble) {
        self.problems.push(Problem { span, trouble });
    }

    fn unknown_key(&mut self, member: &Member, known: Vec<String>, taken: Keys) {
        let key = member.key.clone();
        self.report(member.at, Trouble::UnknownKey { key, known, taken });
    }

    fn wrong_type(&mut self, data: &Data, key: &str, wanted: Type) {
        let (key, found) = (key.to_owned(), data.kind());
        self.report(data.span, Trouble::WrongType { key, wanted, found });
    }

    fn unknown_word(&mut self, member: &Member, word: &str, known: Vec<&'static str>) {
        let (key, word) = (member.key.clone(), word.to_owned());
        self.report(member.data.span, Trouble::UnknownWord { key, word, known });
    }

    /// A string; some editors send an empty one for an unset value.
    fn text<'d>(&mut self, member: &'d Member) -> Option<&'d str> {
        match &member.data.value {
            Value::Text(text) => Some(text.as_str()).filter(|it| !it.is_empty()),
            Value::Nothing => None,
            _ => {
                self.wrong_type(&member.data, &member.key, Type::Text);
                None
            }
        }
    }

    fn flag(&mut self, member: &Member) -> Option<bool> {
        match member.data.value {
            Value::Flag(flag) => Some(flag),
            Value::Nothing => None,
            _ => {
                self.wrong_type(&member.data, &member.key, Type::Flag);
                None
            }
        }
    }

    /// One of the words `on` and `off`.
    fn switch(&mut self, member: &Member) -> Option<bool> {
        match self.text(member)? {
            "on" => Some(true),
            "off" => Some(false),
            word => {
                self.unknown_word(member, word, vec!["on", "off"]);
                None
            }
        }
    }

    fn hints(&mut self, member: &Member) -> Option<Hints> {
        let word = self.text(member)?;
        let hints = Hints::named(word);
        if hints.is_none() {
            self.unknown_word(member, word, vec!["all", "values", "defaults", "off"]);
        }
        hints
    }

    fn version(&mut self, member: &Member) -> Option<String> {
        let word = self.text(member)?;
        if self.known.versions.contains(&word) {
            return Some(word.to_owned());
        }
        self.unknown_word(member, word, self.known.versions.clone());
        None
    }

    fn lang(&mut self, member: &Member) -> Option<Lang> {
        let word = self.text(member)?;
        let lang = Lang::from_locale(word);
        let language = |it: &str| it.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        if language(word) != language(lang.tag()) {
            self.unknown_word(member, word, Lang::ALL.iter().map(|it| it.tag()).collect());
        }
        Some(lang)
    }

    fn rules(&mut self, member: &Member, settings: &mut Settings) {
        match &member.data.value {
            Value::Table(members) => {
                let written = written_keys(members);
                for it in members {
                    if let Some(severity) = self.severity(it, &written) {
                        settings.rules.insert(it.key.clone(), severity);
                    }
                }
            }
            Value::Nothing => {}
            _ => self.wrong_type(&member.data, &member.key, Type::Table),
        }
    }

    fn severity(&mut self, member: &Member, written: &Keys) -> Option<Severity> {
        // A severity for nothing is no second mistake.
        if !self.is_known(&member.key, member.at, written) {
            return None;
        }
        let word = self.text(member)?;
        let severity = Severity::ALL.into_iter().find(|it| it.name() == word);
        if severity.is_none() {
            self.unknown_word(member, word, Severity::ALL.iter().map(|it| it.name()).collect());
        }
        severity
    }

    fn is_known(&mut self, name: &str, span: Span, taken: &Keys) -> bool {
        let is_known = self.known.has(name);
        if !is_known {
            let (name, known, taken) = (name.to_owned(), Arc::clone(&self.names), Arc::clone(taken));
            self.report(span, Trouble::UnknownRule { name, known, taken });
        }
        is_known
    }

    fn ignore(&mut self, member: &Member, settings: &mut Settings) {
        let items = match &member.data.value {
            Value::List(items) => items.as_slice(),
            Value::Nothing => &[],
            _ => return self.wrong_type(&member.data, &member.key, Type::List),
        };
        for (number, item) in items.iter().enumerate() {
            if item.kind() == Type::Table {
                settings.ignore.extend(self.entry(number, item));
            } else {
                self.wrong_type(item, &member.key, Type::Table);
            }
        }
    }

    /// An entry, where all of it can be understood: one that says less would ignore more.
    fn entry(&mut self, number: usize, item: &Data) -> Option<Ignore> {
        let before = self.problems.len();
        let (mut rule, mut file, mut pointer) = (None, None, None);
        let written = written_keys(item.members());
        for member in item.members() {
            if !IGNORE.contains(&member.key.as_str()) {
                self.unknown_key(member, IGNORE.map(str::to_owned).to_vec(), Arc::clone(&written));
                continue;
            }
            let text = self.text(member).map(str::to_owned);
            match member.key.as_str() {
                "rule" => rule = text.filter(|it| self.is_known(it, member.data.span, &Keys::default())),
                "file" => file = text.filter(|it| self.is_glob(it, member.data.span)),
                "pointer" => pointer = text.filter(|it| self.is_pointer(it, member.data.span)),
                _ => {}
            }
        }
        let understood = self.problems.len() == before;
        if understood && rule.is_none() {
            self.report(item.span, Trouble::NoRule);
        }
        let rule = rule.filter(|_| understood)?;
        Some(Ignore {
            number,
            rule,
            file,
            pointer,
        })
    }

    fn is_glob(&mut self, pattern: &str, span: Span) -> bool {
        let is_glob = glob(pattern).is_some();
        if !is_glob {
            let pattern = pattern.to_owned();
            self.report(span, Trouble::BadGlob { pattern });
        }
        is_glob
    }

    fn is_pointer(&mut self, pointer: &str, span: Span) -> bool {
        let is_pointer = pointer.starts_with('/');
        if !is_pointer {
            let pointer = pointer.to_owned();
            self.report(span, Trouble::BadPointer { pointer });
        }
        is_pointer
    }
}

fn written_keys(members: &[Member]) -> Keys {
    Arc::new(members.iter().map(|it| it.key.clone()).collect())
}
