//! Another name for a parameter, a variable, a function or a run output, everywhere at once: in the template and in its parameter
//! file.

mod run_output;

use crate::expr::occurrences::{Name, NameKind};
use crate::expr::scope::Symbol;
use crate::ide::name::RenameContext;
use crate::locale::Message;
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

/// The name that can be renamed at a position, and its span.
pub fn prepare(context: RenameContext<'_>) -> Option<(Span, String)> {
    if let Some((name, span)) = context.name() {
        return (!name.declared().is_empty()).then(|| (span, name.text.into_owned()));
    }
    let (output, span) = context.run_output()?;
    Some((span, output.name.into_owned()))
}

/// The changes that give it another name, or why it cannot have that one; `None` if there is nothing to rename. `unreadable` is
/// the name of a parameter file that cannot be read, and why.
pub fn rename(
    context: RenameContext<'_>,
    unreadable: Option<(&str, &Message)>,
    new: &str,
) -> Option<Result<Changes, Message>> {
    let Some((name, _)) = context.name() else {
        let (output, _) = context.run_output()?;
        let here = run_output::rename(&output, new);
        return Some(here.map(|here| Changes {
            here,
            ..Changes::default()
        }));
    };
    if let Some((file, why)) = unreadable.filter(|_| context.is_outermost(&name)) {
        let (file, en, pt_br) = (code(file), &why.en, &why.pt_br);
        return Some(Err(say! {
            en: "The parameter file {file} must be updated too but cannot be read: {en}",
            pt_br: "O arquivo de parâmetros {file} também precisa ser atualizado, mas não pode ser lido: {pt_br}",
        }));
    }
    if name.declared().is_empty() {
        return None;
    }
    if let Some(why) = unfit(&name, new).or_else(|| clash(&context, &name, new)) {
        return Some(Err(why));
    }
    let entry = |span: Span| {
        let quoted = string::quote(new);
        Edit::replace(span, string::inner(&quoted))
    };
    Some(Ok(Changes {
        here: name.occurrences().into_iter().map(|it| it.edit(new)).collect(),
        there: context.entries(&name).into_iter().map(entry).collect(),
    }))
}

/// Why a name is invalid.
fn unfit(name: &Name<'_>, new: &str) -> Option<Message> {
    let shown = code(new);
    let is_word = |it: &str| {
        let begins = it.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        begins && it.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if new.trim().is_empty() {
        Some(say! { en: "A name must not be empty", pt_br: "Um nome não pode ficar vazio" })
    } else if new.trim() != new || new.contains(char::is_control) {
        Some(say! {
            en: "A name must fit on one line and must not start or end with whitespace",
            pt_br: "Um nome precisa caber em uma linha e não pode começar nem terminar com espaço",
        })
    } else if matches!(name.kind, NameKind::Function(_)) && !is_word(new) {
        Some(say! {
            en: "{shown} is not a valid function name: use letters, digits and `_`, and do not start with a digit",
            pt_br: "{shown} não é um nome de função válido: use letras, dígitos e `_`, e não comece com um dígito",
        })
    } else if new.starts_with('[') {
        Some(say! {
            en: "A name that starts with `[` would be parsed as an expression",
            pt_br: "Um nome que começa com `[` seria interpretado como uma expressão",
        })
    } else if name.symbol() == Some(Symbol::Variable) && new.eq_ignore_ascii_case("copy") {
        Some(say! {
            en: "In `variables`, the name `copy` is reserved for loops that create variables",
            pt_br: "Em `variables`, o nome `copy` é reservado para loops que criam variáveis",
        })
    } else {
        None
    }
}

/// What has the new name already.
fn clash(context: &RenameContext<'_>, name: &Name<'_>, new: &str) -> Option<Message> {
    if new.eq_ignore_ascii_case(&name.text) {
        return None;
    }
    let other = Name {
        text: new.into(),
        ..name.clone()
    };
    let shown = code(new);
    if let Some((_, written)) = other.declared().first() {
        let there = code(&string::decode(written.of(context.doc.text())));
        return Some(match name.kind {
            NameKind::Symbol(Symbol::Parameter) => say! {
                en: "A parameter {there} already exists; names are case-insensitive",
                pt_br: "Já existe um parâmetro {there}; os nomes não diferenciam maiúsculas de minúsculas",
            },
            NameKind::Symbol(Symbol::Variable) => say! {
                en: "A variable {there} already exists; names are case-insensitive",
                pt_br: "Já existe uma variável {there}; os nomes não diferenciam maiúsculas de minúsculas",
            },
            NameKind::Function(_) => say! {
                en: "A function {there} already exists; names are case-insensitive",
                pt_br: "Já existe uma função {there}; os nomes não diferenciam maiúsculas de minúsculas",
            },
        });
    }
    // Where only one of the two has a value, it becomes or stays that of the new name.
    if !name.passed().is_empty() && !other.passed().is_empty() {
        return Some(say! {
            en: "The outer deployment already passes a value to {shown}",
            pt_br: "A implantação externa já passa um valor para {shown}",
        });
    }
    let file = context.file_for(name)?;
    let both = !context.entries(name).is_empty() && !context.entries(&other).is_empty();
    let there = code(ParameterFile::name(file));
    both.then(|| {
        say! {
            en: "{there} already has a value for {shown}",
            pt_br: "{there} já tem um valor para {shown}",
        }
    })
}
