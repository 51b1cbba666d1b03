//! Formatting, where the person wants ours: an editor with two formatters for a file asks which to take, so ours is offered only
//! then, and taken back when they change their mind.

use tower_lsp::lsp_types::{FormattingOptions, Range, Registration, TextEdit, Unregistration, Url};

use crate::ide::formatting;
use crate::lsp::workspace::Workspace;
use crate::lsp::{from_lsp, to_lsp};

/// What is offered.
const METHODS: [&str; 2] = ["textDocument/formatting", "textDocument/rangeFormatting"];

/// What the client knows about our formatting.
#[derive(Default)]
pub(super) struct Offer {
    /// Whether the client may be told anything: not before it is through with `initialize`.
    may_tell: bool,
    /// What it was told last, and whether somebody tells it just now.
    told: bool,
    telling: bool,
}

impl Workspace {
    /// The client may be told from now on.
    pub fn begin_formatting(&self) {
        self.state().formatting.may_tell = true;
        self.offer_formatting();
    }

    /// Sees to it that the client knows whether we format. One after the other: an offer never overtakes the end of the one before.
    pub(super) fn offer_formatting(&self) {
        let mut state = self.state();
        if self.features().register_formatting && !state.formatting.telling {
            state.formatting.telling = true;
            tokio::spawn(self.clone().tell_formatting());
        }
    }

    async fn tell_formatting(self) {
        while let Some(is_offer) = self.next_offer() {
            // A client that refuses goes without.
            let _ = if is_offer {
                self.client().register_capability(registrations()).await
            } else {
                self.client().unregister_capability(unregistrations()).await
            };
        }
    }

    /// What the client has to be told next; with nothing left, nobody tells it any more.
    fn next_offer(&self) -> Option<bool> {
        let mut state = self.state();
        let wanted = state.editor.formats();
        let offer = &mut state.formatting;
        offer.telling = offer.may_tell && offer.told != wanted;
        offer.told = if offer.telling { wanted } else { offer.told };
        offer.telling.then_some(wanted)
    }

    /// The changes that format a document or a range of it; `None` where nobody wants them from us.
    pub async fn format(&self, uri: Url, options: FormattingOptions, range: Option<Range>) -> Option<Vec<TextEdit>> {
        let style = from_lsp::style(&options);
        let edits = self.ask(&uri, move |it| {
            let doc = it.in_force.settings.formats().then(|| it.document())?;
            let edits = match range {
                Some(range) => {
                    let range = from_lsp::span(&it.text, range, it.features.encoding);
                    formatting::range_formatting(doc, range, &style)
                }
                None => formatting::formatting(doc, &style),
            };
            Some(to_lsp::edits(it, edits?))
        });
        edits.await.flatten()
    }
}

/// For templates alone: the settings file of a project, which editors give us too, is none of it.
fn registrations() -> Vec<Registration> {
    let languages = ["json", "jsonc", "arm-template"].map(|it| serde_json::json!({ "language": it }));
    let registration = |method: &str| Registration {
        id: method.to_owned(),
        method: method.to_owned(),
        register_options: Some(serde_json::json!({ "documentSelector": languages })),
    };
    METHODS.map(registration).to_vec()
}

fn unregistrations() -> Vec<Unregistration> {
    let unregistration = |method: &str| Unregistration {
        id: method.to_owned(),
        method: method.to_owned(),
    };
    METHODS.map(unregistration).to_vec()
}
