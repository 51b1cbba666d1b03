//! On the path of the script that the service runs as the last step of a build: what a file there overrides.

use crate::document::Document;
use crate::ide::hover::Hover;
use crate::locale::Message;
use crate::model::deprovision;
use crate::model::os::Os;
use crate::say;
use crate::syntax::tree::{Kind, Node};
use crate::text::span::Span;

/// The hover of the path in a text of a template at an offset; `None` elsewhere.
pub(super) fn hover(doc: &Document, value: Node<'_>, at: u32) -> Option<Hover> {
    if value.kind() != Kind::String {
        return None;
    }
    let span = word(doc.text(), value.span(), at)?;
    let written = span.of(doc.text()).replace("\\\\", "\\").replace("\\/", "/");
    let system = deprovision::script_at(&written)?;
    Some(Hover {
        span,
        words: about(system),
    })
}

/// The word of a command at an offset of a string, as it is written.
fn word(text: &str, string: Span, at: u32) -> Option<Span> {
    let raw = string.of(text);
    let offset = at.checked_sub(string.start)? as usize;
    let (mut start, mut end) = (0, raw.len());
    let mut letters = raw.char_indices();
    while let Some((from, letter)) = letters.next() {
        let escaped = (letter == '\\').then(|| letters.next()).flatten().map(|it| it.1);
        let separates = match escaped {
            Some(escaped) => !matches!(escaped, '\\' | '/'),
            None => is_between(letter),
        };
        if separates && from >= offset {
            end = from;
            break;
        }
        if separates {
            start = from + letter.len_utf8() + escaped.map_or(0, char::len_utf8);
        }
    }
    (start < end).then(|| Span::new(string.start + start as u32, string.start + end as u32))
}

/// Whether a letter ends a word of a command.
fn is_between(letter: char) -> bool {
    letter.is_whitespace() || "\"'`<>|&;(),=".contains(letter)
}

/// The script that a file at the path of a system replaces, and what it must do.
fn about(system: Os) -> Message {
    let (path, command) = (deprovision::path(system), deprovision::command(system));
    let returns = match system {
        Os::Windows => say! {
            en: "The script must also generalize the VM, wait until that is done, and leave the VM running",
            pt_br: "O script também precisa generalizar a VM, esperar até que isso termine e deixar a VM ligada",
        },
        Os::Linux => say! {
            en: "The script must also deprovision the VM and leave it running",
            pt_br: "O script também precisa desprovisionar a VM e deixá-la ligada",
        },
    };
    let (en, pt) = (returns.en, returns.pt_br);
    say! {
        en: "**Overrides the last step of the build**, which generalizes the VM: the service runs `{path}`, and a file that a step writes there replaces the service's own script, which runs `{command}`. {en}. Place the step last.",
        pt_br: "**Substitui a última etapa do build**, que generaliza a VM: o serviço executa `{path}`, e um arquivo que uma etapa grava ali substitui o script do próprio serviço, que executa `{command}`. {pt}. Coloque a etapa por último.",
    }
}
