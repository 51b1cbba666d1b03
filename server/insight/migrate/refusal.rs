//! Why a template is not moved.

use crate::locale::Say;
use crate::say;
use crate::schema::slice;

/// A reason not to touch a template at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody published that version.
    TargetUnknown(String),
    /// The service refuses every submission with that version.
    TargetRetired(&'static str),
    /// The template has that version already, or a later one.
    NotNewer { from: &'static str, to: &'static str },
    /// Which version the template has cannot be told.
    VersionUnknown,
    /// What it has differs from all that are known here.
    VersionNotKnownHere(String),
    /// The text of the template has mistakes.
    Broken,
    /// The version stands in another file, by this name where it is known, or is put together.
    VersionElsewhere(Option<String>),
    /// The parameter or variable that is the version is used for something else too.
    VersionShared(String),
}

impl Refusal {
    /// The reason in words, as the end of a sentence.
    pub fn words(&self) -> Say {
        match self {
            Self::TargetUnknown(version) => {
                let known = slice::versions().join(", ");
                say! {
                    en: "`{version}` is not an API version; there are {known}",
                    pt_br: "`{version}` não é uma versão de API; existem {known}",
                }
            }
            Self::TargetRetired(version) => say! {
                en: "API version {version} is retired; the service rejects templates that use it",
                pt_br: "a versão {version} da API foi desativada; o serviço rejeita templates que a usam",
            },
            Self::NotNewer { from, to } if from == to => say! {
                en: "it has API version {to} already",
                pt_br: "já tem a versão {to} da API",
            },
            Self::NotNewer { from, to } => say! {
                en: "it has API version {from}, and {to} is not newer",
                pt_br: "tem a versão {from} da API, e {to} não é mais nova",
            },
            Self::VersionUnknown => say! {
                en: "its API version cannot be told; `--api-version` or the settings can name it",
                pt_br: "não se sabe a sua versão da API; `--api-version` ou as configurações podem informá-la",
            },
            Self::VersionNotKnownHere(version) => say! {
                en: "its API version `{version}` is not known here",
                pt_br: "a sua versão `{version}` da API não é conhecida aqui",
            },
            Self::Broken => say! {
                en: "its text has mistakes, which have to be mended first",
                pt_br: "o seu texto tem erros, que precisam ser corrigidos antes",
            },
            Self::VersionElsewhere(Some(file)) => say! {
                en: "its API version stands in `{file}`",
                pt_br: "a sua versão da API está em `{file}`",
            },
            Self::VersionElsewhere(None) => say! {
                en: "its API version is put together by an expression, or stands in another file",
                pt_br: "a sua versão da API é montada por uma expressão, ou está em outro arquivo",
            },
            Self::VersionShared(name) => say! {
                en: "`{name}`, which is its API version, is used for something else too",
                pt_br: "`{name}`, que é a sua versão da API, também é usado para outra coisa",
            },
        }
    }

    /// Whether nothing is wrong: there is just nothing to do.
    pub fn is_done(&self) -> bool {
        matches!(self, Self::NotNewer { .. })
    }
}
