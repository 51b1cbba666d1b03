//! Where the scripts of a step sign in with a managed identity.

use crate::script::command::{self, Command};
use crate::script::source::Script;
use crate::syntax::tree::Node;
use crate::text::span::Span;

/// A command that signs in.
#[derive(Debug, Clone, Copy)]
pub struct SignIn<'d> {
    /// The command word in the document.
    pub span: Span,
    /// The item of `inline` that holds it.
    pub item: Node<'d>,
}

/// The address from which a VM asks for tokens of its identities.
const TOKEN_ADDRESS: &str = "169.254.169.254/metadata/identity";

/// Every sign-in of a step's `inline` commands, in order.
pub fn sign_ins(step: Node<'_>) -> Vec<SignIn<'_>> {
    let Some(script) = Script::of(step) else {
        return Vec::new();
    };
    let lower = script.text.to_ascii_lowercase();
    if !["login", "azaccount", TOKEN_ADDRESS]
        .iter()
        .any(|it| lower.contains(it))
    {
        return Vec::new();
    }
    let commands = command::commands(&script);
    let places = commands
        .iter()
        .filter(|it| signs_in(it))
        .filter_map(|it| script.written(it.span));
    places.map(|(span, item)| SignIn { span, item }).collect()
}

fn signs_in(command: &Command) -> bool {
    let has = |word: &str| command.words.iter().any(|it| it.eq_ignore_ascii_case(word));
    match command.name.as_str() {
        "az" => has("login") && (has("--identity") || has("-i")),
        "azcopy" => has("login") && (has("--identity") || has("--login-type=MSI") || has("MSI")),
        "connect-azaccount" | "login-azaccount" | "add-azaccount" => has("-Identity") || has("-MSI"),
        "curl" | "wget" | "invoke-restmethod" | "invoke-webrequest" | "irm" | "iwr" => {
            command.words.iter().any(|it| it.contains(TOKEN_ADDRESS))
        }
        _ => false,
    }
}
