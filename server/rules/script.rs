//! Rules about the commands of customizer and validator scripts.

mod apt_no_yes;
mod apt_noninteractive;
mod apt_race;
mod backslash_quote;
mod bashism;
mod check_update;
mod command_missing;
mod curl_alias;
mod dead_repository;
mod exit_code;
mod firewall;
mod git_over_ssh;
mod github_page;
mod guest_agent;
mod installer_not_awaited;
mod missing_sudo;
mod network_adapter;
mod never_ends;
mod not_read;
mod not_signed_in;
mod old_tls;
mod package_manager;
mod pip_managed;
mod power_off;
mod prompts_linux;
mod prompts_windows;
mod reboot_linux;
mod reboot_windows;
mod remote_access_off;
mod rpm_no_yes;
mod success_code;
mod sudo_redirect;
mod syntax_error;
mod update_over_winrm;
mod web_request_parsing;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 35] = [
    &syntax_error::RULE,
    &not_read::RULE,
    &backslash_quote::RULE,
    &apt_no_yes::RULE,
    &rpm_no_yes::RULE,
    &check_update::RULE,
    &apt_noninteractive::RULE,
    &apt_race::RULE,
    &prompts_linux::RULE,
    &prompts_windows::RULE,
    &never_ends::RULE,
    &missing_sudo::RULE,
    &sudo_redirect::RULE,
    &bashism::RULE,
    &package_manager::RULE,
    &command_missing::RULE,
    &not_signed_in::RULE,
    &pip_managed::RULE,
    &git_over_ssh::RULE,
    &github_page::RULE,
    &dead_repository::RULE,
    &old_tls::RULE,
    &curl_alias::RULE,
    &web_request_parsing::RULE,
    &update_over_winrm::RULE,
    &reboot_linux::RULE,
    &reboot_windows::RULE,
    &power_off::RULE,
    &exit_code::RULE,
    &success_code::RULE,
    &installer_not_awaited::RULE,
    &firewall::RULE,
    &remote_access_off::RULE,
    &network_adapter::RULE,
    &guest_agent::RULE,
];
