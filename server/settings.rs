//! Every setting once: key, type, default and words.

use serde_json::Value;

use crate::locale::{Lang, Say};
use crate::say;

/// What a person can set, with nothing set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// API version of templates that do not say theirs.
    pub api_version: Option<String>,
    /// Language of messages; where it is absent, the editor's locale decides.
    pub lang: Option<Lang>,
    /// Whether to report what any JSON Schema validator reports too.
    pub schema_findings: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            api_version: None,
            lang: None,
            schema_findings: true,
        }
    }
}

/// One setting as tables and manifests show it.
pub struct Entry {
    /// Key below the section `aib`.
    pub key: &'static str,
    /// JSON type of the value.
    pub kind: &'static str,
    /// What it is where nobody sets it, as JSON.
    pub default: &'static str,
    /// The only words it may be; empty where any value of the type will do.
    pub values: &'static [&'static str],
    pub words: Say,
}

/// All settings, in the order of the tables.
pub fn entries() -> Vec<Entry> {
    vec![
        Entry {
            key: "apiVersion",
            kind: "string",
            default: "\"\"",
            values: &[],
            words: say! {
                en: "API version of templates that do not name one, for example `2024-02-01`.",
                pt_br: "Versão de API dos templates que não informam nenhuma, por exemplo `2024-02-01`.",
            },
        },
        Entry {
            key: "lang",
            kind: "string",
            default: "\"\"",
            values: &["", "en", "pt-br"],
            words: say! {
                en: "Language of the messages: `en` or `pt-br`. Without it, the editor's own language.",
                pt_br: "Idioma das mensagens: `en` ou `pt-br`. Sem ela, o idioma do próprio editor.",
            },
        },
        Entry {
            key: "schemaFindings",
            kind: "boolean",
            default: "true",
            values: &[],
            words: say! {
                en: "Whether to report what any JSON Schema validator reports too: members that are unknown or missing, wrong types, values outside a list or a range. Turn it off where another language server checks the same templates against a schema.",
                pt_br: "Se deve ser informado também o que qualquer validador de JSON Schema informa: membros desconhecidos ou ausentes, tipos errados, valores fora de uma lista ou de um intervalo. Desligue onde outro servidor de linguagem verifica os mesmos templates com um schema.",
            },
        },
    ]
}

impl Settings {
    /// Reads an editor's settings: the section itself or an object that holds it under `aib`.
    /// What is absent or of another type keeps its default.
    pub fn from_json(value: &Value) -> Self {
        let section = value.get("aib").unwrap_or(value);
        let word = |key: &str| section.get(key).and_then(Value::as_str).filter(|it| !it.is_empty());
        Self {
            api_version: word("apiVersion").map(str::to_owned),
            lang: word("lang").map(Lang::from_locale),
            schema_findings: section.get("schemaFindings").and_then(Value::as_bool).unwrap_or(true),
        }
    }
}
