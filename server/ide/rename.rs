//! Another name for a parameter, a variable or a function, everywhere at once: in the template and in its parameter file.

use crate::expr::occurrences::{Name, NameKind};
use crate::expr::scope::Symbol;
use crate::ide::name::RenameContext;
use crate::locale::Say;
use crate::model::parameters::ParameterFile;
use crate::say;
use crate::syntax::string;
use crate::text::edit::Edit;
use crate::text::plain::code;
use crate::text::span::Span;

/// Changes of both texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    pub here: Vec<Edit>,
    /// Those of the parameter file.
    pub there: Vec<Edit>,
}

/// What can be renamed at a place: where it stands, and what it says.
pub fn prepare(asked: RenameContext<'_>) -> Option<(Span, String)> {
    let (name, span) = asked.name()?;
    (!name.declared().is_empty()).then(|| (span, name.text.into_owned()))
}

/// The changes that give it another name, or why it cannot have that one; `None` where there is nothing to rename. `unreadable` is
/// the name of a parameter file that cannot be read, and why.
pub fn rename(asked: RenameContext<'_>, unreadable: Option<(&str, &Say)>, new: &str) -> Option<Result<Changes, Say>> {
    let (name, _) = asked.name()?;
    if let Some((file, why)) = unreadable.filter(|_| asked.is_outermost(&name)) {
        let (file, en, pt_br) = (code(file), &why.en, &why.pt_br);
        return Some(Err(say! {
            en: "{file}, the parameter file, has to be renamed in too and cannot be read: {en}",
            pt_br: "O arquivo de parâmetros {file} também precisa mudar e não pode ser lido: {pt_br}",
        }));
    }
    if name.declared().is_empty() {
        return None;
    }
    if let Some(why) = unfit(&name, new).or_else(|| clash(&asked, &name, new)) {
        return Some(Err(why));
    }
    let entry = |span: Span| {
        let quoted = string::quote(new);
        Edit::replace(span, string::inner(&quoted))
    };
    Some(Ok(Changes {
        here: name.occurrences().into_iter().map(|it| it.edit(new)).collect(),
        there: asked.entries(&name).into_iter().map(entry).collect(),
    }))
}

/// Why a name is none.
fn unfit(name: &Name<'_>, new: &str) -> Option<Say> {
    let shown = code(new);
    let is_word = |it: &str| {
        let begins = it.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        begins && it.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if new.trim().is_empty() {
        Some(say! { en: "A name has at least one letter", pt_br: "Um nome tem pelo menos uma letra" })
    } else if new.trim() != new || new.contains(char::is_control) {
        Some(say! {
            en: "A name neither begins nor ends with a blank and stands on one line",
            pt_br: "Um nome não começa nem termina com espaço e fica em uma só linha",
        })
    } else if matches!(name.kind, NameKind::Function(_)) && !is_word(new) {
        Some(say! {
            en: "{shown} is no name for a function: it takes letters, digits and `_`, and no digit first",
            pt_br: "{shown} não serve como nome de função: aceita letras, dígitos e `_`, e não começa com dígito",
        })
    } else if new.starts_with('[') {
        Some(say! {
            en: "A name that begins with `[` would be read as an expression",
            pt_br: "Um nome que começa com `[` seria lido como uma expressão",
        })
    } else if name.symbol() == Some(Symbol::Variable) && new.eq_ignore_ascii_case("copy") {
        Some(say! {
            en: "Under the name `copy`, `variables` holds loops that make variables",
            pt_br: "Com o nome `copy`, `variables` guarda laços que criam variáveis",
        })
    } else {
        None
    }
}

/// What has the new name already.
fn clash(asked: &RenameContext<'_>, name: &Name<'_>, new: &str) -> Option<Say> {
    if new.eq_ignore_ascii_case(&name.text) {
        return None;
    }
    let other = Name {
        text: new.into(),
        ..name.clone()
    };
    let shown = code(new);
    if let Some((_, written)) = other.declared().first() {
        let there = code(&string::decode(written.of(asked.doc.text())));
        return Some(match name.kind {
            NameKind::Symbol(Symbol::Parameter) => say! {
                en: "There is a parameter {there} already; case does not tell names apart",
                pt_br: "Já existe um parâmetro {there}; maiúsculas não distinguem nomes",
            },
            NameKind::Symbol(Symbol::Variable) => say! {
                en: "There is a variable {there} already; case does not tell names apart",
                pt_br: "Já existe uma variável {there}; maiúsculas não distinguem nomes",
            },
            NameKind::Function(_) => say! {
                en: "There is a function {there} already; case does not tell names apart",
                pt_br: "Já existe uma função {there}; maiúsculas não distinguem nomes",
            },
        });
    }
    // Where only one of the two has a value, it becomes or stays that of the new name.
    if !name.passed().is_empty() && !other.passed().is_empty() {
        return Some(say! {
            en: "The deployment around this one hands a value to {shown} already",
            pt_br: "A implantação em volta desta já passa um valor a {shown}",
        });
    }
    let file = asked.file_for(name)?;
    let both = !asked.entries(name).is_empty() && !asked.entries(&other).is_empty();
    let there = code(ParameterFile::name(file));
    both.then(|| {
        say! {
            en: "{there} has a value for {shown} already",
            pt_br: "{there} já tem um valor para {shown}",
        }
    })
}
