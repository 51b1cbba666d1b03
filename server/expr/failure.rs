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
            Self::Broken => say! { en: "it cannot be read", pt_br: "não dá para ler" },
            Self::Undeclared(name) => say! { en: "`{name}` is not declared", pt_br: "`{name}` não foi declarado" },
            Self::NoFunction(name) => {
                say! { en: "there is no function `{name}`", pt_br: "não existe a função `{name}`" }
            }
            Self::Arguments(name) => say! {
                en: "`{name}` cannot take these arguments",
                pt_br: "`{name}` não aceita estes argumentos",
            },
            Self::Circle(name) => {
                say! { en: "`{name}` leads back to itself", pt_br: "`{name}` leva de volta a si mesmo" }
            }
            Self::NoMember(name) => say! { en: "there is no member `{name}`", pt_br: "não existe o membro `{name}`" },
            Self::OutOfRange(place) => say! {
                en: "there is nothing at place {place}",
                pt_br: "não há nada na posição {place}",
            },
            Self::Number => say! {
                en: "a number does not fit, or is divided by zero",
                pt_br: "um número não cabe ou é dividido por zero",
            },
            Self::Told(text) => say! { en: "it fails with `{text}`", pt_br: "falha com `{text}`" },
            Self::TooMuch => {
                say! { en: "it is too long to be computed here", pt_br: "é longa demais para ser calculada aqui" }
            }
        }
    }
}
