//! From the types of the protocol to ours: lines and characters become bytes, settings become
//! [`Settings`]. A position outside the text is taken for the nearest one inside: an editor that is
//! one line ahead of us is normal.

use std::path::PathBuf;

use serde_json::Value;
use tower_lsp::lsp_types::{FormattingOptions, InitializeParams, Position, Range, Url};

use crate::document::Language;
use crate::lsp::uri;
use crate::project::templates;
use crate::settings::problem::Problem;
use crate::settings::{self, KnownNames, Settings};
use crate::syntax::format::Style;
use crate::text::{
    rope::{Encoding, Text},
    span::Span,
};

/// Nobody indents by more columns than these; a greater number would only make the text great.
const MAX_TAB: usize = 16;

/// The offset of a position, in bytes.
pub fn offset(text: &Text, position: Position, encoding: Encoding) -> u32 {
    text.offset(position.line, position.character, encoding)
}

/// The span of a range, in bytes.
pub fn span(text: &Text, range: Range, encoding: Encoding) -> Span {
    let (from, to) = (range.start, range.end);
    text.span((from.line, from.character), (to.line, to.character), encoding)
}

/// Bytes of a text. What comes in one message is far below 4 GiB.
pub fn width(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// How strict a document is about comments: by its language id, else by its name.
pub fn language(id: &str, uri: &Url) -> Language {
    match id {
        "json" => Language::Json,
        "jsonc" | "arm-template" => Language::Jsonc,
        _ if uri.path().ends_with(".jsonc") => Language::Jsonc,
        _ => Language::Json,
    }
}

/// Whether a document is a script: by its language id, else by its name.
pub fn is_script(id: &str, uri: &Url) -> bool {
    let (id, path) = (id.to_ascii_lowercase(), uri.path().to_ascii_lowercase());
    let is_shell = matches!(
        id.as_str(),
        "shellscript" | "shell script" | "shell" | "sh" | "bash" | "zsh"
    );
    let is_power_shell = matches!(id.as_str(), "powershell" | "ps1");
    is_shell || is_power_shell || [".sh", ".bash", ".ps1"].iter().any(|it| path.ends_with(it))
}

/// Whether a document is a build log, by its language id and its name; `None` where its text decides.
pub fn is_log(id: &str, uri: &Url) -> Option<bool> {
    const JSON: [&str; 3] = ["json", "jsonc", "arm-template"];
    let name = uri.path().rsplit('/').next().unwrap_or_default();
    if id == "aib-log" || templates::LOG_NAMES.contains(&name) {
        return Some(true);
    }
    let is_json = JSON.contains(&id) || [".json", ".jsonc"].into_iter().any(|it| name.ends_with(it));
    let is_other = is_json || is_script(id, uri) || uri::is_settings(uri);
    is_other.then_some(false)
}

/// Settings in something that may hold them: our section, or an object with our section in it.
/// `None` where it says nothing about us, as the empty object does that some editors send unasked.
pub fn settings(value: &Value, known: &KnownNames) -> Option<(Settings, Vec<Problem>)> {
    let section = value.get("aib").unwrap_or(value).as_object()?;
    let ours = value.get("aib").is_some() || settings::entries::all().iter().any(|it| section.contains_key(it.key));
    ours.then(|| Settings::from_json(value, known))
}

/// How a person wants texts to be formatted. What a client does not say, or says `false` to, is left as it is.
pub fn style(options: &FormattingOptions) -> Style {
    Style {
        tab_size: (options.tab_size as usize).min(MAX_TAB),
        insert_spaces: options.insert_spaces,
        trim_comments: options.trim_trailing_whitespace == Some(true),
        final_newline: options.insert_final_newline == Some(true),
        trim_final_newlines: options.trim_final_newlines == Some(true),
    }
}

/// The folders that a client works in.
pub fn roots(params: &InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders.iter().flatten().map(|it| &it.uri);
    let roots: Vec<PathBuf> = folders.filter_map(uri::to_path).collect();
    if roots.is_empty() {
        // Clients that know of one folder alone.
        return params.root_uri.iter().filter_map(uri::to_path).collect();
    }
    roots
}
