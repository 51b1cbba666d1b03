//! A command that needs a sign-in to Azure, in scripts that never sign in.

use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::scripts::Scripts;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/not-signed-in",
    level: Level::Warning,
    page: include_str!("not_signed_in.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

/// What a text says, in lower case, that signs in or makes a sign-in unnecessary.
const SIGN_INS: [&str; 9] = [
    "az login",
    "az.cmd login",
    "az.exe login",
    "connect-az",
    "login-az",
    "add-azaccount",
    "import-azcontext",
    "azure_config_dir",
    "azure_storage_",
];

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    for script in scripts.seen() {
        let text = script.source.text.to_ascii_lowercase();
        let mut is_reported = false;
        let runs_file = |it: &Command| {
            let written = it.name_span.of(&script.source.text);
            matches!(it.name.as_str(), "source" | ".") || written.contains(['/', '\\', '$'])
        };
        let signs_in = SIGN_INS.iter().any(|it| text.contains(it));
        if signs_in {
            return;
        }
        for command in &script.parsed.commands {
            // It may sign in, and its result is kept in the profile of the account.
            if runs_file(command) && !needs_sign_in(command) {
                return;
            }
            let context = command.context;
            let is_certain = !context.is_uncertain() && !context.is_tested && !context.is_substituted;
            if is_reported || !is_certain || !needs_sign_in(command) {
                continue;
            }
            is_reported = true;
            let name = names::short(&command.name);
            let message = say! {
                en: "`{name}` needs a sign-in, and no script signs in; use the identity of the build VM",
                pt_br: "`{name}` precisa de um login, e nenhum script o faz; use a identidade da VM de build",
            };
            findings.report_in(script, command.name_span, message);
        }
    }
}

/// Whether a command fails where nobody has signed in.
fn needs_sign_in(command: &Command) -> bool {
    const GROUPS: [&str; 12] = [
        "acr", "aks", "disk", "group", "image", "keyvault", "network", "resource", "role", "sig", "vm", "webapp",
    ];
    const CMDLETS: [&str; 7] = [
        "get-azkeyvaultsecret",
        "get-azkeyvaultcertificate",
        "get-azaccesstoken",
        "get-azresource",
        "get-azvm",
        "get-azstorageaccount",
        "set-azcontext",
    ];
    if command.has(&["--help", "-h"]) {
        return false;
    }
    match command.name.as_str() {
        "az" => {
            let group = command.words.first().map(|it| it.text.as_str()).unwrap_or_default();
            // These come without a subscription: the tools of clusters, and the key of a registry.
            let is_local = command.has(&["install-cli", "check-acr"]) || command.has_long("username");
            let uses_login =
                group == "storage" && command.value_of(&["--auth-mode"]).is_some_and(|it| it.text == "login");
            (GROUPS.contains(&group) && !is_local) || uses_login
        }
        name => command.dialect == Dialect::PowerShell && CMDLETS.contains(&name),
    }
}
