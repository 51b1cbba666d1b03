//! Bicep, which is not read: whether a text is Bicep, where an image template stands in it, the command that writes its JSON, and
//! whether a template is such JSON.

use std::path::Path;

use crate::locale::Message;
use crate::say;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// The resource type of an image template, as a declaration writes it, in lower case.
const TYPE: &str = "microsoft.virtualmachineimages/imagetemplates@";

/// Whether a file is a Bicep template by its name.
pub fn is_template_name(path: &Path) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case("bicep"))
}

/// Whether a file holds parameters in Bicep, by its name.
pub fn is_parameters_name(path: &Path) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case("bicepparam"))
}

/// Whether a text is Bicep by its declarations.
pub fn is_bicep(text: &str) -> bool {
    let starts = text.trim_start_matches('\u{feff}').trim_start();
    !starts.starts_with(['{', '[', '<']) && text.lines().any(is_declaration)
}

/// The type in the declaration of the first image template of a Bicep text; `None` where the text is not Bicep or declares none.
pub fn image_template(text: &str) -> Option<Span> {
    if !is_bicep(text) {
        return None;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let quote = line.find('\'').filter(|_| is_resource(line));
        if let Some(quote) = quote
            && let Some(inner) = line.get(quote + 1..)
            && inner.to_ascii_lowercase().starts_with(TYPE)
        {
            let length = inner.find(['\'', ' ', '\r', '\n']).unwrap_or(inner.len());
            let from = (start + quote + 1) as u32;
            return Some(Span::new(from, from + length as u32));
        }
        start += line.len();
    }
    None
}

/// What to do with a file instead of reading it. Without a name, a placeholder stands for it.
pub fn advice(file: Option<&str>) -> Message {
    let file = file.unwrap_or("FILE.bicep");
    let verb = match is_parameters_name(Path::new(file)) {
        true => "build-params",
        false => "build",
    };
    let file = match file.contains(char::is_whitespace) {
        true => format!("\"{file}\""),
        false => file.to_owned(),
    };
    say! {
        en: "Bicep is not read; `az bicep {verb} --file {file}` writes the JSON",
        pt_br: "Bicep não é lido; `az bicep {verb} --file {file}` gera o JSON",
    }
}

/// Whether a deployment template was generated from Bicep, which says so in its metadata.
pub fn is_generated(root: Node<'_>) -> bool {
    let name = root.at(&["metadata", "_generator", "name"]).and_then(Node::as_str);
    name.is_some_and(|it| it.eq_ignore_ascii_case("bicep"))
}

fn is_declaration(line: &str) -> bool {
    let mut words = line.split_whitespace();
    match words.next() {
        Some("param") => words.next().is_some_and(is_name) && words.next().is_some(),
        Some("module") => words.next().is_some_and(is_name) && words.next().is_some_and(|it| it.starts_with('\'')),
        Some("using") => words.next().is_some_and(|it| it.starts_with('\'')),
        Some("targetScope") => words.next() == Some("="),
        _ => is_resource(line),
    }
}

/// `resource name 'type@version'`, nested ones too.
fn is_resource(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next() == Some("resource")
        && words.next().is_some_and(is_name)
        && words.next().is_some_and(|it| it.starts_with('\'') && it.contains('@'))
}

fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|it| it.is_ascii_alphabetic() || it == '_')
        && letters.all(|it| it.is_ascii_alphanumeric() || it == '_')
}
