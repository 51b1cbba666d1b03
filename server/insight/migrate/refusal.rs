//! Reasons why a template is not migrated.

use crate::locale::Message;
use crate::say;
use crate::schema::slice;

/// A reason not to migrate a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The target version does not exist.
    TargetUnknown(String),
    /// The service refuses every submission with that version.
    TargetRetired(&'static str),
    /// The template has that version already, or a later one.
    NotNewer { from: &'static str, to: &'static str },
    /// The version of the template is unknown.
    VersionUnknown,
    /// The version of the template is not a published one.
    VersionNotKnownHere(String),
    /// The template has syntax errors.
    Broken,
    /// The version is set in another file, with its name if known, or is computed.
    VersionElsewhere(Option<String>),
    /// The parameter or variable that is the version is used for something else too.
    VersionShared(String),
}

impl Refusal {
    /// The reason, as the end of a sentence.
    pub fn words(&self) -> Message {
        match self {
            Self::TargetUnknown(version) => {
                let known = slice::versions().join(", ");
                say! {
                    en: "`{version}` is not an API version; expected one of {known}",
                    pt_br: "`{version}` não é uma versão de API; as versões são {known}",
                }
            }
            Self::TargetRetired(version) => say! {
                en: "API version {version} is retired; the service rejects templates that use it",
                pt_br: "a versão {version} da API foi desativada; o serviço rejeita templates que a usam",
            },
            Self::NotNewer { from, to } if from == to => say! {
                en: "it already has API version {to}",
                pt_br: "já tem a versão {to} da API",
            },
            Self::NotNewer { from, to } => say! {
                en: "it has API version {from}, and {to} is not newer",
                pt_br: "tem a versão {from} da API, e {to} não é mais nova",
            },
            Self::VersionUnknown => say! {
                en: "its API version is unknown; specify it with `--api-version` or in the settings",
                pt_br: "a sua versão da API é desconhecida; especifique-a com `--api-version` ou nas configurações",
            },
            Self::VersionNotKnownHere(version) => say! {
                en: "its API version `{version}` is not one that `aib-ls` knows",
                pt_br: "a sua versão `{version}` da API não é conhecida pelo `aib-ls`",
            },
            Self::Broken => say! {
                en: "it has syntax errors; fix them first",
                pt_br: "ele tem erros de sintaxe; corrija-os antes",
            },
            Self::VersionElsewhere(Some(file)) => say! {
                en: "its API version is set in `{file}`",
                pt_br: "a sua versão da API é definida em `{file}`",
            },
            Self::VersionElsewhere(None) => say! {
                en: "its API version is computed by an expression or set in another file",
                pt_br: "a sua versão da API é calculada por uma expressão ou definida em outro arquivo",
            },
            Self::VersionShared(name) => say! {
                en: "`{name}`, which sets its API version, is also used elsewhere",
                pt_br: "`{name}`, que define a sua versão da API, também é usado em outro lugar",
            },
        }
    }

    /// Whether nothing is wrong and there is nothing to do.
    pub fn is_done(&self) -> bool {
        matches!(self, Self::NotNewer { .. })
    }
}
