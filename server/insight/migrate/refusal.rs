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
    /// The version of the template is unknown, and its body has members that only a newer one has.
    BodyNewer { from: &'static str, to: &'static str },
    /// The version of the template is set elsewhere, and nothing in its body has to change. The first version is assumed or was given.
    BodyFits { from: &'static str, to: &'static str },
    /// The version of the template is not a published one.
    VersionNotKnownHere(String),
    /// The template has syntax errors.
    Broken,
    /// An expression makes the version out of several values.
    VersionComputed,
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
            Self::BodyNewer { from, to } => say! {
                en: "its API version is unknown, and its body needs {from}, which is newer than {to}",
                pt_br: "a sua versão da API é desconhecida, e o corpo exige {from}, que é mais nova que {to}",
            },
            Self::BodyFits { from, to } => say! {
                en: "its body, taken for one of {from}, needs no change for {to}; its API version is set elsewhere",
                pt_br: "o corpo, presumido da versão {from}, não exige mudanças para {to}; a versão da API é definida em outro lugar",
            },
            Self::VersionNotKnownHere(version) => say! {
                en: "its API version `{version}` does not exist; `--from-api-version` says which one it is written for",
                pt_br: "a sua versão `{version}` da API não existe; `--from-api-version` diz para qual ele foi escrito",
            },
            Self::Broken => say! {
                en: "it has syntax errors; fix them first",
                pt_br: "ele tem erros de sintaxe; corrija-os antes",
            },
            Self::VersionComputed => say! {
                en: "an expression computes its API version",
                pt_br: "uma expressão calcula a sua versão da API",
            },
            Self::VersionShared(name) => say! {
                en: "`{name}`, which sets its API version, is also used elsewhere",
                pt_br: "`{name}`, que define a sua versão da API, também é usado em outro lugar",
            },
        }
    }

    /// Whether nothing is wrong and there is nothing to do.
    pub fn is_done(&self) -> bool {
        matches!(
            self,
            Self::NotNewer { .. } | Self::BodyNewer { .. } | Self::BodyFits { .. }
        )
    }
}
