//! Rules about the steps that change the build VM, and about what all steps have in common.

mod checksum_format;
mod checksum_ignored;
mod checksum_mismatch;
mod elevated_not_system;
mod exit_codes_without_zero;
mod file_destination;
mod file_linux_destination;
mod file_parent_missing;
mod github_page_url;
mod large_file;
mod no_final_restart;
mod no_script;
mod nothing_to_do;
mod restart_command;
mod restart_timeout_format;
mod restart_timeout_short;
mod run_as_system_needs_elevated;
mod script_and_inline;
mod script_extension;
mod sysprep_race;
mod unpinned_script;
mod unreadable_script;
mod update_after_install;
mod update_filter_syntax;
mod update_filters_install_nothing;
mod update_service_off;
mod uri_not_fetchable;

use crate::model::template::Template;
use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 27] = [
    &script_and_inline::RULE,
    &no_script::RULE,
    &run_as_system_needs_elevated::RULE,
    &elevated_not_system::RULE,
    &exit_codes_without_zero::RULE,
    &file_linux_destination::RULE,
    &file_destination::RULE,
    &file_parent_missing::RULE,
    &large_file::RULE,
    &checksum_format::RULE,
    &checksum_ignored::RULE,
    &checksum_mismatch::RULE,
    &unpinned_script::RULE,
    &unreadable_script::RULE,
    &github_page_url::RULE,
    &uri_not_fetchable::RULE,
    &script_extension::RULE,
    &restart_timeout_format::RULE,
    &restart_timeout_short::RULE,
    &restart_command::RULE,
    &update_after_install::RULE,
    &update_service_off::RULE,
    &no_final_restart::RULE,
    &update_filters_install_nothing::RULE,
    &update_filter_syntax::RULE,
    &nothing_to_do::RULE,
    &sysprep_race::RULE,
];

/// Whether the source is known to be a Windows client rather than a Windows Server image.
fn is_windows_client(template: Template<'_>) -> bool {
    let publisher = template.property("source").and_then(|it| it.get("publisher"));
    let text = template.resolved_text(publisher);
    text.is_some_and(|it| it.eq_ignore_ascii_case("MicrosoftWindowsDesktop"))
}

/// Whether a segment of a path is a commit hash: the content of such a URL cannot change.
fn names_a_commit(path: &str) -> bool {
    path.split('/')
        .any(|it| it.len() == 40 && it.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// A filter of a `WindowsUpdate` step.
struct Filter {
    /// Whether it includes what it matches, rather than excluding it.
    includes: bool,
    /// Whether it matches every update.
    is_everything: bool,
}

impl Filter {
    /// Reads a filter; `None` for a text that is not one.
    fn read(text: &str) -> Option<Self> {
        let (action, expression) = text.split_once(':')?;
        let includes = match action.trim() {
            it if it.eq_ignore_ascii_case("include") => true,
            it if it.eq_ignore_ascii_case("exclude") => false,
            _ => return None,
        };
        Some(Self {
            includes,
            is_everything: expression.trim().eq_ignore_ascii_case("$true"),
        })
    }
}
