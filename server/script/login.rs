//! Where a script signs in with a managed identity.

use crate::script::analysis::ParsedScript;
use crate::script::command::Command;

/// The address from which a VM asks for tokens of its identities.
const TOKEN_ADDRESS: &str = "169.254.169.254/metadata/identity";

/// Every command of a script that signs in, in order.
pub fn sign_ins(parsed: &ParsedScript) -> impl Iterator<Item = &Command> {
    parsed.commands.iter().filter(|it| signs_in(it))
}

fn signs_in(command: &Command) -> bool {
    let has = |word: &str| command.has(&[word]);
    match command.name.as_str() {
        "az" => has("login") && (has("--identity") || has("-i")),
        "azcopy" => has("login") && (has("--identity") || has("--login-type=MSI") || has("MSI")),
        "connect-azaccount" | "login-azaccount" | "add-azaccount" => has("-Identity") || has("-MSI"),
        "curl" | "wget" | "invoke-restmethod" | "invoke-webrequest" | "irm" | "iwr" => {
            command.words.iter().any(|it| it.text.contains(TOKEN_ADDRESS))
        }
        _ => false,
    }
}
