//! Why an expression comes to nothing.

use crate::locale::Say;
use crate::say;

/// What a deployment stops at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It is no expression.
    Broken,
    /// Nothing of this name is declared.
    Undeclared(String),
    /// There is no such function.
    NoFunction(String),
    /// A function cannot take what it is given.
    Arguments(String),
    /// The declaration of this name leads back to itself.
    Circle(String),
    /// An object has no such member.
    NoMember(String),
    /// A list or a text ends before this place.
    OutOfRange(i64),
    /// A division by zero, or a number that does not fit into 64 bits.
    Number,
    /// `fail` was called with this.
    Told(String),
    /// It would take more than is good for an editor.
    TooMuch,
}

impl Failure {
    /// It as a clause.
    pub fn words(&self) -> Say {
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
