//! Sentences for people, each in every language at once. The edge picks the language.

use std::borrow::Cow;

/// A language that the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English, also the answer to every language that is not spoken here.
    #[default]
    En,
    /// Brazilian Portuguese.
    PtBr,
}

impl Lang {
    /// Every language, in the order of the tables.
    pub const ALL: [Self; 2] = [Self::En, Self::PtBr];

    /// Reads a locale such as `pt-BR`, `pt_br` or `en-US`. Any Portuguese is Brazilian Portuguese,
    /// everything unknown is English.
    pub fn from_locale(locale: &str) -> Self {
        let language = locale.split(['-', '_', '.']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("pt") {
            Self::PtBr
        } else {
            Self::En
        }
    }

    /// The tag used in settings, arguments and `schemas/words.json`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::PtBr => "pt-br",
        }
    }
}

/// One sentence in every language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Message {
    pub en: Cow<'static, str>,
    pub pt_br: Cow<'static, str>,
}

impl Message {
    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::PtBr => &self.pt_br,
        }
    }

    /// A text that is the same in every language: a name, a value.
    pub fn same(text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        Self {
            en: text.clone(),
            pt_br: text,
        }
    }

    /// Several sentences as one, with a text between them. Empty ones are left out.
    pub fn join(parts: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let (en, pt_br): (Vec<_>, Vec<_>) = parts.into_iter().map(|it| (it.en, it.pt_br)).unzip();
        let join = |texts: Vec<Cow<'static, str>>| {
            let texts: Vec<_> = texts.into_iter().filter(|it| !it.is_empty()).collect();
            texts.join(between).into()
        };
        Self {
            en: join(en),
            pt_br: join(pt_br),
        }
    }
}

/// Writes a sentence in every language; one that lacks a language does not compile.
/// The texts are format strings: `say! { en: "`{name}` is missing", pt_br: "falta `{name}`" }`.
#[macro_export]
macro_rules! say {
    { en: $en:literal, pt_br: $pt_br:literal $(,)? } => {
        $crate::locale::Message { en: format!($en).into(), pt_br: format!($pt_br).into() }
    };
}
