//! Why an expression cannot be evaluated.

use crate::locale::Message;
use crate::say;

/// An error in the evaluation of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    Broken,
    /// No declaration has this name.
    Undeclared(String),
    /// There is no such function.
    NoFunction(String),
    /// A function does not accept its arguments.
    Arguments(String),
    /// The declaration of this name refers to itself.
    Circle(String),
    /// An object has no such property.
    NoMember(String),
    /// An array or a string ends before this index.
    OutOfRange(i64),
    /// A division by zero, or a number that does not fit into 64 bits.
    Number,
    /// `fail` was called with this message.
    Told(String),
    /// The evaluation exceeds a limit of `aib-ls`.
    TooMuch,
}

impl Failure {
    /// The error as a clause.
    pub fn message(&self) -> Message {
        match self {
            Self::Broken => {
                say! { en: "the expression has a syntax error", pt_br: "a expressão tem um erro de sintaxe" }
            }
            Self::Undeclared(name) => say! { en: "`{name}` is not declared", pt_br: "`{name}` não foi declarado" },
            Self::NoFunction(name) => {
                say! { en: "there is no function `{name}`", pt_br: "não existe a função `{name}`" }
            }
            Self::Arguments(name) => say! {
                en: "`{name}` does not accept these arguments",
                pt_br: "`{name}` não aceita estes argumentos",
            },
            Self::Circle(name) => {
                say! { en: "`{name}` refers to itself", pt_br: "`{name}` faz referência a si mesmo" }
            }
            Self::NoMember(name) => {
                say! { en: "there is no property `{name}`", pt_br: "não existe a propriedade `{name}`" }
            }
            Self::OutOfRange(place) => say! {
                en: "there is no element at index {place}",
                pt_br: "não há elemento no índice {place}",
            },
            Self::Number => say! {
                en: "a number is out of range, or there is a division by zero",
                pt_br: "um número está fora do intervalo ou há uma divisão por zero",
            },
            Self::Told(text) => {
                say! { en: "the deployment fails with `{text}`", pt_br: "a implantação falha com `{text}`" }
            }
            Self::TooMuch => {
                say! { en: "the expression is too large to evaluate", pt_br: "a expressão é grande demais para ser avaliada" }
            }
        }
    }
}
