//! What the commands of `inline` scripts do to a build.

mod exit_code;
mod firewall;
mod guest_agent;
mod installer_not_awaited;
mod network_adapter;
mod power_off;
mod prompts_windows;
mod reboot_windows;
mod remote_access_off;
mod syntax_error;
mod too_long;

use crate::rules::Rule;

/// The rules of the family.
pub(super) static RULES: [&Rule; 11] = [
    &syntax_error::RULE,
    &too_long::RULE,
    &prompts_windows::RULE,
    &reboot_windows::RULE,
    &power_off::RULE,
    &exit_code::RULE,
    &installer_not_awaited::RULE,
    &firewall::RULE,
    &remote_access_off::RULE,
    &network_adapter::RULE,
    &guest_agent::RULE,
];
