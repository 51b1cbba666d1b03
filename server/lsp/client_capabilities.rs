//! What the client can do, read once. Nothing else looks at its capabilities.

use tower_lsp::lsp_types::{
    ClientCapabilities, CodeActionKind, CompletionItemTag, DiagnosticTag, InitializeParams, InsertTextMode, MarkupKind,
    PositionEncodingKind, ResourceOperationKind, SemanticTokensFullOptions,
};

use crate::locale::Lang;
use crate::text::rope::Encoding;

/// The name of the server, of its diagnostics and of its action kinds.
pub const NAME: &str = "aib-ls";

/// A command of the client that shows a page; the argument is what `aib-ls/report` takes.
pub const REPORT_COMMAND: &str = "aib.report";

/// A command of the client that goes to a range of a document; the arguments are its address and the range.
pub const OPEN_COMMAND: &str = "aib.open";

/// The same as commands of the server, for clients without commands of their own.
pub const SERVER_REPORT: &str = "aib-ls.report";
pub const SERVER_OPEN: &str = "aib-ls.open";
/// A command of the client that copies a text, which is its argument.
pub const COPY_COMMAND: &str = "aib.copy";

/// A command of the client that asks for the diagnostics of the workspace. A client that has it asks for them on request only: told that there are
/// some, it would ask every two seconds, and keep those of closed documents.
pub const CHECK_COMMAND: &str = "aib.checkWorkspace";

/// The kind of the action that applies all safe fixes.
pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.aib-ls");

/// What the client understands. The default is a client that understands the least.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Features {
    /// What its character numbers count.
    pub encoding: Encoding,
    /// The language of sentences: the person's choice, else that of its own windows.
    pub locale: Lang,
    /// It pulls diagnostics; otherwise they are published.
    pub pull: bool,
    /// It supports `workspace/diagnostic/refresh`.
    pub refresh: bool,
    /// It takes published diagnostics.
    pub publishes: bool,
    /// Published diagnostics may carry the version.
    pub versions: bool,
    /// Diagnostics may point at related places.
    pub related: bool,
    /// It fades what is unnecessary, and strikes through what is deprecated.
    pub unnecessary: bool,
    pub deprecated: bool,
    /// Their codes may lead to a page.
    pub code_pages: bool,
    pub hover_markdown: bool,
    pub item_markdown: bool,
    pub snippets: bool,
    pub item_tags: bool,
    /// It can indent the lines of what it inserts.
    pub insert_adjusted: bool,
    /// It replaces text to the right of the cursor too; some keep it, whatever the range says.
    pub replaces_right: bool,
    /// It is a Visual Studio Code, whose command for "complete again" we know.
    pub suggest_again: bool,
    /// Code actions may be more than commands.
    pub actions: bool,
    pub preferred: bool,
    /// It asks for the edit of an action once that is chosen.
    pub resolves_edits: bool,
    /// Edits may name the version they were made for.
    pub document_changes: bool,
    /// Edits may create files too.
    pub creates_files: bool,
    /// It shows code lenses, and those without a command as plain words where it says so.
    pub lenses: bool,
    pub bare_lenses: bool,
    /// It supports `workspace/codeLens/refresh`.
    pub refresh_lenses: bool,
    /// It has our commands: one that shows a page, one that goes to a range of a document, and one that copies a text.
    pub shows_reports: bool,
    pub opens_places: bool,
    /// It shows a document when it is asked to.
    pub shows_documents: bool,
    pub copies: bool,
    /// It asks for the diagnostics of the workspace on request only.
    pub checks_on_request: bool,
    /// It knows the kind `refactor.rewrite`.
    pub rewrites: bool,
    /// It asks for the semantic tokens of a document, or of a range.
    pub tokens: bool,
    pub tokens_in_range: bool,
    /// It supports dynamic registration of formatting.
    pub register_formatting: bool,
    /// It asks for folding ranges, and for selection ranges.
    pub folds: bool,
    pub selections: bool,
    /// It shows document links, with tooltips where it says so.
    pub links: bool,
    pub link_tooltips: bool,
    /// It shows inlay hints, and supports `workspace/inlayHint/refresh`.
    pub hints: bool,
    pub refresh_hints: bool,
    /// It shows signature help.
    pub signatures: bool,
    pub signature_markdown: bool,
    /// It finds a parameter in the label of a signature by its offsets.
    pub label_offsets: bool,
    /// Each signature may have its own active parameter.
    pub active_parameters: bool,
    /// It goes to definitions.
    pub definitions: bool,
    /// It takes definitions as links.
    pub definition_links: bool,
    /// It shows references, and highlights them at the cursor.
    pub references: bool,
    pub highlights: bool,
    /// It renames, and prepares a rename where it says so.
    pub renames: bool,
    pub prepares_renames: bool,
    /// The outline may be a tree, and show events.
    pub hierarchy: bool,
    pub events: bool,
    /// It looks for symbols across files.
    pub workspace_symbols: bool,
    /// It supports `workspace/configuration`.
    pub configuration: bool,
    /// It supports dynamic registration for changes of settings.
    pub watch_configuration: bool,
    /// It supports dynamic registration for changes of files.
    pub watch_files: bool,
    /// It works in several folders, and reports when they change.
    pub folders: bool,
}

impl Features {
    /// The same client where the person has chosen a language.
    #[must_use]
    pub fn with_lang(self, chosen: Option<Lang>) -> Self {
        Self {
            locale: chosen.unwrap_or(self.locale),
            ..self
        }
    }

    /// Reads what the client says of itself.
    pub fn read(params: &InitializeParams) -> Self {
        let all = &params.capabilities;
        let text = all.text_document.clone().unwrap_or_default();
        let workspace = all.workspace.clone().unwrap_or_default();
        let publishes = text.publish_diagnostics.is_some() || text.diagnostic.is_none();
        let publish = text.publish_diagnostics.unwrap_or_default();
        let has_tag = |it| {
            publish
                .tag_support
                .as_ref()
                .is_some_and(|all| all.value_set.contains(&it))
        };
        let action = text.code_action.unwrap_or_default();
        let item = text.completion.and_then(|it| it.completion_item).unwrap_or_default();
        let kinds = action
            .code_action_literal_support
            .as_ref()
            .map(|it| &it.code_action_kind.value_set);
        let tokens = text.semantic_tokens.map(|it| it.requests).unwrap_or_default();
        let signatures = text.signature_help.is_some();
        let signature = text.signature_help.and_then(|it| it.signature_information);
        let signature = signature.unwrap_or_default();
        let symbol = text.document_symbol.unwrap_or_default();
        let edit = workspace.workspace_edit.unwrap_or_default();
        let client = params.client_info.as_ref().map_or("", |it| it.name.as_str());
        Self {
            encoding: encoding(all),
            locale: params.locale.as_deref().map(Lang::from_locale).unwrap_or_default(),
            pull: text.diagnostic.is_some(),
            refresh: workspace.diagnostic.is_some_and(|it| yes(it.refresh_support)),
            publishes,
            versions: yes(publish.version_support),
            unnecessary: has_tag(DiagnosticTag::UNNECESSARY),
            deprecated: has_tag(DiagnosticTag::DEPRECATED),
            related: yes(publish.related_information),
            code_pages: yes(publish.code_description_support),
            hover_markdown: prefers_markdown(text.hover.and_then(|it| it.content_format)),
            item_markdown: prefers_markdown(item.documentation_format),
            snippets: yes(item.snippet_support),
            item_tags: item
                .tag_support
                .is_some_and(|it| it.value_set.contains(&CompletionItemTag::DEPRECATED)),
            insert_adjusted: item
                .insert_text_mode_support
                .is_some_and(|it| it.value_set.contains(&InsertTextMode::ADJUST_INDENTATION)),
            replaces_right: yes(item.insert_replace_support),
            suggest_again: is_vscode(client),
            actions: action.code_action_literal_support.is_some(),
            preferred: yes(action.is_preferred_support),
            resolves_edits: yes(action.data_support)
                && action
                    .resolve_support
                    .is_some_and(|it| it.properties.iter().any(|it| it == "edit")),
            document_changes: edit.document_changes == Some(true),
            creates_files: edit
                .resource_operations
                .is_some_and(|it| it.contains(&ResourceOperationKind::Create)),
            lenses: text.code_lens.is_some(),
            bare_lenses: shows_bare_lenses(client),
            shows_reports: has_command(all, REPORT_COMMAND),
            opens_places: has_command(all, OPEN_COMMAND),
            shows_documents: all
                .window
                .as_ref()
                .is_some_and(|it| it.show_document.as_ref().is_some_and(|it| it.support)),
            copies: has_command(all, COPY_COMMAND),
            checks_on_request: has_command(all, CHECK_COMMAND),
            refresh_lenses: workspace.code_lens.is_some_and(|it| yes(it.refresh_support)),
            rewrites: kinds.is_some_and(|it| it.iter().any(|it| it == "refactor" || it == "refactor.rewrite")),
            tokens: tokens
                .full
                .is_some_and(|it| it != SemanticTokensFullOptions::Bool(false)),
            tokens_in_range: yes(tokens.range),
            register_formatting: text.formatting.is_some_and(|it| yes(it.dynamic_registration))
                && text.range_formatting.is_some_and(|it| yes(it.dynamic_registration)),
            folds: text.folding_range.is_some(),
            selections: text.selection_range.is_some(),
            links: text.document_link.is_some(),
            link_tooltips: text.document_link.is_some_and(|it| yes(it.tooltip_support)),
            hints: text.inlay_hint.is_some(),
            refresh_hints: workspace.inlay_hint.is_some_and(|it| yes(it.refresh_support)),
            signatures,
            signature_markdown: prefers_markdown(signature.documentation_format),
            label_offsets: signature
                .parameter_information
                .is_some_and(|it| yes(it.label_offset_support)),
            active_parameters: yes(signature.active_parameter_support),
            definitions: text.definition.is_some(),
            definition_links: text.definition.is_some_and(|it| yes(it.link_support)),
            references: text.references.is_some(),
            highlights: text.document_highlight.is_some(),
            renames: text.rename.is_some(),
            prepares_renames: text.rename.is_some_and(|it| yes(it.prepare_support)),
            hierarchy: yes(symbol.hierarchical_document_symbol_support),
            // Who names kinds copes with any; who does not knows those of the first protocol, and events came later.
            events: symbol.symbol_kind.is_some_and(|it| it.value_set.is_some()),
            workspace_symbols: workspace.symbol.is_some(),
            configuration: yes(workspace.configuration),
            watch_configuration: workspace
                .did_change_configuration
                .is_some_and(|it| yes(it.dynamic_registration)),
            watch_files: workspace
                .did_change_watched_files
                .is_some_and(|it| yes(it.dynamic_registration)),
            folders: yes(workspace.workspace_folders),
        }
    }
}

/// UTF-8 costs us nothing, UTF-16 is what everybody has to know, UTF-32 is for a client that knows
/// nothing else.
fn encoding(client: &ClientCapabilities) -> Encoding {
    let offered = client
        .general
        .as_ref()
        .and_then(|it| it.position_encodings.as_deref())
        .unwrap_or_default();
    if offered.contains(&PositionEncodingKind::UTF8) {
        Encoding::Utf8
    } else if offered.contains(&PositionEncodingKind::UTF32) && !offered.contains(&PositionEncodingKind::UTF16) {
        Encoding::Utf32
    } else {
        Encoding::Utf16
    }
}

/// Whether the client says that it has a command: in `experimental.commands.commands`, where clients of other servers say so too.
fn has_command(client: &ClientCapabilities, name: &str) -> bool {
    let all = client
        .experimental
        .as_ref()
        .and_then(|it| it.pointer("/commands/commands")?.as_array());
    all.is_some_and(|it| it.iter().any(|it| it == name))
}

/// The protocol has no lens without a command, and most clients report that they do not know an empty one. These
/// editors are known to show a lens whose command is empty as plain words.
fn shows_bare_lenses(client: &str) -> bool {
    is_vscode(client) || client == "Neovim"
}

/// Whether it is a Visual Studio Code, by the name it gives itself.
fn is_vscode(client: &str) -> bool {
    client.starts_with("Visual Studio Code") || client == "code-server"
}

/// The client names its formats by preference. One that names none gets what anybody can show.
fn prefers_markdown(formats: Option<Vec<MarkupKind>>) -> bool {
    formats.is_some_and(|it| it.first() == Some(&MarkupKind::Markdown))
}

fn yes(answer: Option<bool>) -> bool {
    answer == Some(true)
}
