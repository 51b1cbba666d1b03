//! Whether the client knows that we format. An editor with two formatters for a file asks which to take, so ours is registered only
//! where the person wants it.

use tower_lsp::lsp_types::{Registration, Unregistration};

use crate::lsp::state::State;
use crate::lsp::state::requests::registration;
use crate::lsp::tasks::TaskResult;

const METHODS: [&str; 2] = ["textDocument/formatting", "textDocument/rangeFormatting"];

/// What the client knows about our formatting.
#[derive(Default)]
pub(super) struct FormattingOffer {
    /// Whether it takes registrations: not before `initialized`.
    pub may_register: bool,
    /// Whether it is registered.
    is_registered: bool,
    /// Whether the client has not answered yet. One request at a time: an offer never overtakes the end of the one before.
    pub is_registering: bool,
}

impl State {
    /// Sees to it that the client knows whether we format.
    pub(super) fn register_formatting(&mut self) {
        let wanted = self.editor.formats();
        let offer = &mut self.formatting;
        let is_news = offer.may_register && offer.is_registered != wanted;
        if !self.features.register_formatting || offer.is_registering || !is_news {
            return;
        }
        (offer.is_registered, offer.is_registering) = (wanted, true);
        self.spawn_call(|client| async move {
            // A client may refuse.
            let _ = match wanted {
                true => client.register_capability(registrations()).await,
                false => client.unregister_capability(unregistrations()).await,
            };
            Some(TaskResult::FormattingRegistered)
        });
    }
}

/// For templates alone: the settings file of a project, which editors give us too, is none of it.
fn registrations() -> Vec<Registration> {
    let languages = ["json", "jsonc", "arm-template"].map(|it| serde_json::json!({ "language": it }));
    let options = serde_json::json!({ "documentSelector": languages });
    METHODS.map(|it| registration(it, options.clone())).to_vec()
}

fn unregistrations() -> Vec<Unregistration> {
    let unregistration = |method: &str| Unregistration {
        id: method.to_owned(),
        method: method.to_owned(),
    };
    METHODS.map(unregistration).to_vec()
}
