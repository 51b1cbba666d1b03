//! What the commands of `inline` scripts do to a build.

mod apt_no_yes;
mod rpm_no_yes;
mod missing_sudo;
mod reboot_linux;
mod prompts_linux;
mod never_ends;
mod sudo_redirect;
mod bashism;
mod apt_noninteractive;
mod apt_race;
mod check_update;
mod syntax_error;
mod not_read;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 13] = [
    &apt_no_yes::RULE,
    &rpm_no_yes::RULE,
    &missing_sudo::RULE,
    &reboot_linux::RULE,
    &prompts_linux::RULE,
    &never_ends::RULE,
    &sudo_redirect::RULE,
    &bashism::RULE,
    &apt_noninteractive::RULE,
    &apt_race::RULE,
    &check_update::RULE,
    &syntax_error::RULE,
    &not_read::RULE,
];
