//! Findings without the secrets that their sentences quote.

use std::borrow::Cow;

use crate::locale::Message;
use crate::rules::engine::finding::{Finding, Fix};
use crate::text::redact::Redactor;

/// The same findings with masked sentences. A fix that would write a secret is left out: masked, it would damage the file.
pub(super) fn findings<'f>(findings: &'f [Finding], redactor: &Redactor) -> Cow<'f, [Finding]> {
    if !findings.iter().any(|it| has_secret(it, redactor)) {
        return Cow::Borrowed(findings);
    }
    Cow::Owned(findings.iter().map(|it| redacted(it.clone(), redactor)).collect())
}

fn has_secret(finding: &Finding, redactor: &Redactor) -> bool {
    let titles = finding.fixes.iter().map(|it| &it.title);
    let related = finding.related.iter().map(|it| &it.message);
    let mut messages = std::iter::once(&finding.message).chain(related).chain(titles);
    let is_secret = |it: &Message| redactor.has_secret(&it.en) || redactor.has_secret(&it.pt_br);
    messages.any(is_secret) || finding.fixes.iter().any(|it| writes_secret(it, redactor))
}

fn writes_secret(fix: &Fix, redactor: &Redactor) -> bool {
    fix.edits.iter().any(|it| redactor.has_secret(&it.new_text))
}

fn redacted(mut finding: Finding, redactor: &Redactor) -> Finding {
    finding.fixes.retain(|it| !writes_secret(it, redactor));
    redactor.redact_message(&mut finding.message);
    finding
        .related
        .iter_mut()
        .for_each(|it| redactor.redact_message(&mut it.message));
    finding
        .fixes
        .iter_mut()
        .for_each(|it| redactor.redact_message(&mut it.title));
    finding
}
