//! What commands of scripts do to an image build: what a person who knows them elsewhere does not expect here.

mod powershell;
mod shell;

use crate::locale::Message;
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;

/// What a command does to a build. `name` is its own, or that of one that it is run through; `None` for a command that is like
/// anywhere else.
pub fn about(command: &Command, name: &str) -> Option<Message> {
    let own = match command.dialect {
        Dialect::Shell => shell::about(name),
        Dialect::PowerShell => powershell::about(name),
    };
    own.or_else(|| anywhere(command, name))
}

/// The names of all commands that something is known about.
pub fn names(dialect: Dialect) -> impl Iterator<Item = &'static str> {
    let own = match dialect {
        Dialect::Shell => shell::NAMES,
        Dialect::PowerShell => powershell::NAMES,
    };
    own.iter().chain(&ANYWHERE).copied()
}

const ANYWHERE: [&str; 2] = ["az", "azcopy"];

/// Programs that are the same in every shell.
fn anywhere(command: &Command, name: &str) -> Option<Message> {
    match name {
        "az" if command.has(&["login"]) => Some(say! {
            en: "`az login --identity` works only with an identity of the build VM, that is, one of `vmProfile.userAssignedIdentities`. The template's identity is not assigned to the VM automatically.",
            pt_br: "`az login --identity` só funciona com uma identidade da VM de build, ou seja, uma de `vmProfile.userAssignedIdentities`. A identidade do template não é atribuída automaticamente à VM.",
        }),
        "azcopy" => Some(say! {
            en: "Signing in with an identity works only if the build VM has that identity: it must be one of `vmProfile.userAssignedIdentities` and have a role on the storage account.",
            pt_br: "A autenticação com uma identidade só funciona se a VM de build tiver essa identidade: ela precisa ser uma de `vmProfile.userAssignedIdentities` e ter uma função na conta de armazenamento.",
        }),
        _ => None,
    }
}
