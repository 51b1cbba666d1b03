//! A password or a key written in a script.

use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::credentials::{Credential, CredentialKind, credentials};
use crate::script::scripts::{Scripts, StepScript};
use crate::text::span::Span;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "secrets/inline-credential",
    level: Level::Warning,
    page: include_str!("inline_credential.md"),
    check: Check::Script(check),
    ..Rule::DEFAULTS
};

fn check(script: &StepScript<'_>, _: &Scripts<'_>, findings: &mut Findings<'_>) {
    let text = &script.source.text;
    let mut lines: Vec<usize> = Vec::new();
    for Credential { span, kind, .. } in credentials(&script.parsed, text) {
        // Several matches on a line are of one secret.
        let line = text.get(..span.start as usize).map_or(0, |it| it.matches('\n').count());
        if !lines.contains(&line) {
            lines.push(line);
            report(script, span, kind, findings);
        }
    }
}

fn report(script: &StepScript<'_>, span: Span, kind: CredentialKind, findings: &mut Findings<'_>) {
    let (en, pt) = match kind {
        CredentialKind::Password => ("A password", "Uma senha"),
        CredentialKind::Key => ("A secret", "Um segredo"),
        CredentialKind::AccountKey => ("An account key", "A chave de uma conta"),
        CredentialKind::Signature => ("A shared access signature", "Uma assinatura de acesso compartilhado"),
        CredentialKind::GitHub => ("A GitHub token", "Um token do GitHub"),
        CredentialKind::Aws => ("An AWS key", "Uma chave da AWS"),
        CredentialKind::PrivateKey => ("A private key", "Uma chave privada"),
        CredentialKind::Header => ("The credential of a request", "A credencial de uma solicitação"),
    };
    if script.source.is_file() {
        let message = say! {
            en: "{en} is readable in this script; fetch it in the build VM with a managed identity",
            pt_br: "{pt} está legível neste script; busque o valor na VM de build com uma identidade gerenciada",
        };
        findings.report_in(script, span, message);
        return;
    }
    let message = say! {
        en: "{en} is in the template and the log; fetch it in the build VM with a managed identity",
        pt_br: "{pt} está no template e no log; busque o valor na VM com uma identidade gerenciada",
    };
    findings.report_in(script, span, message);
}
