//! Reports: their content, their links, and that a page of HTML stands alone.

mod hostile;
mod identifiers;
mod markdown;
mod permissions;
mod text;
mod width;

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::diagnosis;
use aib_ls::document::{Document, Language};
use aib_ls::locale::Lang;
use aib_ls::report::build;
use aib_ls::report::{ReportData, Target, explain, html, no_links, permissions as permissions_report, summary};
use aib_ls::settings::Settings;
use aib_ls::{doctor::cases, rules};
use expect_test::{Expect, expect};

use crate::support::html::stands_alone;
use crate::support::samples;

const TEMPLATE: &str = r#"{
  "type": "Microsoft.VirtualMachineImages/imageTemplates",
  "apiVersion": "2024-02-01",
  "name": "web <1>",
  "location": "westeurope",
  "identity": { "type": "UserAssigned", "userAssignedIdentities": { "/subscriptions/0/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id": {} } },
  "properties": {
    "buildTimeoutInMinutes": 3,
    "source": { "type": "PlatformImage", "publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "latest" },
    "vmProfile": { "vmSize": "Standard_D2s_v5", "osDiskSizeGB": 64 },
    "customize": [
      { "type": "Shell", "name": "packages", "inline": ["sudo apt-get update", "sudo apt-get install -y nginx"] },
      { "type": "File", "sourceUri": "https://example.com/a.txt", "destination": "/tmp/a.txt" }
    ],
    "validate": { "inVMValidations": [{ "type": "Shell", "inline": ["nginx -v"] }] },
    "distribute": [
      { "type": "SharedImage", "runOutputName": "out", "artifactTags": {},
        "galleryImageId": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/web",
        "targetRegions": [{ "name": "westeurope" }, { "name": "northeurope" }] }
    ]
  }
}"#;

fn document(text: &str) -> Document {
    Document::new(text.to_owned(), Language::Json, None)
}

/// The words of a page, a line for each stretch, with what they lead to.
fn words(page: &str) -> String {
    let body = page.split_once("<body>").unwrap().1;
    let mut out = String::new();
    for piece in body.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        if let Some(address) = tag.strip_prefix("a href=\"") {
            out += &format!("({}) ", address.split('"').next().unwrap());
        }
        out += text;
        if ["/p", "/pre", "/tr", "/h1", "/h2", "/h3", "/li", "br"].contains(&tag) {
            out += "\n";
        } else if ["/td", "/th"].contains(&tag) {
            out += " | ";
        }
    }
    let lines = out
        .lines()
        .map(|it| it.trim().trim_end_matches(" |"))
        .filter(|it| !it.is_empty());
    lines.map(|it| it.to_owned() + "\n").collect()
}

/// Where a target is, in a form that can be read.
fn links(target: Target<'_>) -> Option<String> {
    Some(match target {
        Target::Line(line) => format!("L{line}"),
        Target::Value(node) => node.pointer(),
        Target::Explanation(id) => id.to_owned(),
        Target::Source(citation) => citation.title(),
        Target::Clipboard(_) => return None,
    })
}

fn summary_of(doc: &Document, lang: Lang) -> Option<ReportData<'_>> {
    summary::report(doc, "web.json", &rules::check(doc, &Settings::default()), lang)
}

fn check(report: &ReportData<'_>, expected: Expect) {
    let page = html::render(report, &links);
    stands_alone(&page);
    expected.assert_eq(&words(&page));
}

#[test]
fn a_summary_tells_what_a_template_builds() {
    let doc = document(TEMPLATE);
    let report = summary_of(&doc, Lang::En).unwrap();
    assert_eq!(report.title, "web.json");
    check(
        &report,
        expect![[r#"
            Build summary
            web.json
            Image template
            API version | (/apiVersion) 2024-02-01
            Source | (/properties/source) Canonical(/properties/source)  (/properties/source) ubuntu-24_04-lts(/properties/source)  (/properties/source) server(/properties/source)  (/properties/source) latestLinux, because
            publisher is Canonical.Generation 2, because
            sku is server.x64, because
            sku is server.
            Build VM | (/properties/vmProfile/vmSize) Standard_D2s_v5
            (/properties/vmProfile/osDiskSizeGB) osDiskSizeGB: (/properties/vmProfile/osDiskSizeGB) 64(/properties/vmProfile/osDiskSizeGB)  GB
            Time | (/properties/buildTimeoutInMinutes) buildTimeoutInMinutes: (/properties/buildTimeoutInMinutes) 3It covers the whole build: 2 steps, one validation, distribution.
            Known to take long:
            • one step of type
            File: hours for a file above 20 MBIn private Azure DevOps projects, a job on a Microsoft-hosted agent ends after 60 minutes.
            |
            Permissions | 7 actions
            Steps
            1 | (/properties/customize/0) packages | Shell
            sudo apt-get update and 1 more
            2 | (/properties/customize/1) File | https://example.com/a.txtdestination:
            /tmp/a.txt
            Validation
            1 | (/properties/validate/inVMValidations/0) Shell | nginx -v
            Distribution
            1 | (/properties/distribute/0) out | gallery image web (2 regions)westeurope, northeurope
            |
            Findings
            error
            (/properties/buildTimeoutInMinutes) line 8 | buildTimeoutInMinutes is 3; builds fail at once: use 0 (the default, 240) or at least 6
            (timeout/below-minimum) timeout/below-minimum
            warning
            (/name) line 4 | Placeholder &lt;1&gt; is not filled in; the service takes it literally
            (schema/placeholder-left) schema/placeholder-left
            warning
            (/identity/userAssignedIdentities/~1subscriptions~10~1resourceGroups~1rg~1providers~1Microsoft.ManagedIdentity~1userAssignedIdentities~1id) line 6 | 0 is not a subscription ID, which is a GUID
            (schema/subscription-id) schema/subscription-id
            information
            (/apiVersion) line 3 | apiVersion does not belong in a standalone template; the command that submits it sets the version
            (api-version/in-request-body) api-version/in-request-body
            hint
            (/properties/customize/0/inline/0) line 12 | Wait for cloud-init first; right after boot, another process may hold the package lock
            (script/apt-race) script/apt-race
            hint
            (/properties/customize/1/sourceUri) line 13 | The content of this URL may change; add sha256Checksum to pin it
            (customize/unpinned-script) customize/unpinned-script
        "#]],
    );
}

#[test]
fn permissions_are_shown_with_the_commands_that_grant_them() {
    let doc = document(TEMPLATE);
    let report = permissions_report::report(&doc, "web.json", Lang::En).unwrap();
    let page = html::render(&report, &links);
    stands_alone(&page);
    let words = words(&page);
    let (told, grants) = words.split_once("How to grant them").unwrap();
    expect![[r#"
        Permissions
        web.json
        Permissions that the identity of the template needs (image template): a prediction from the template alone
        Identity: /subscriptions/0/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id
        Scope: /subscriptions/0/resourceGroups/rg
        Microsoft.Compute/galleries/read
        Microsoft.Compute/galleries/images/read
        Microsoft.Compute/galleries/images/versions/read
        Microsoft.Compute/galleries/images/versions/write
        Microsoft.Compute/images/read
        Microsoft.Compute/images/write
        Microsoft.Compute/images/delete
        (/properties/distribute/0/galleryImageId) line 18, properties.distribute[0].galleryImageId: the finished image becomes a version in this gallery
        The template does not show:
        which roles the identity already has, on these scopes or on a parent
        policies, locks, deny assignments and firewalls that block what a role allows
        the permissions of the user who submits the template and starts the build
        permissions that scripts need for the identities of the build VM
        whether a policy adds a DDoS protection plan to the network of the build; the identity must be allowed to join it
    "#]].assert_eq(told);
    for part in ["Azure CLI", "az role definition create", "Bicep", "Custom role (JSON)"] {
        assert!(grants.contains(part), "{part} is missing in {grants}");
    }
}

#[test]
fn the_result_of_a_build_is_coloured_only_where_it_is_known() {
    let class = |text: &str| {
        let attribution = Attribution::new(diagnosis::of(text), None);
        let page = html::render(
            &build::report(&attribution, "customization.log", None, Lang::PtBr),
            &links,
        );
        stands_alone(&page);
        let (_, rest) = page.split_once("<p class=\"outcome").unwrap();
        rest.split_once("</p>").unwrap().0.to_owned()
    };
    let begun = "[5f0c] PACKER ERR 2024/03/04 10:01:00 [INFO] (telemetry) Starting provisioner shell\n";
    let failed = "[5f0c] PACKER ERR 2024/03/04 10:16:00 ui error: Build 'azure-arm' errored after 16 minutes: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]\n";
    let done = "[5f0c] PACKER ERR 2024/03/04 10:16:00 ui: Build 'azure-arm' finished after 16 minutes.\n";
    let state = |it: &str| format!(r#"{{"lastRunStatus":{{"runState":"{it}","runSubState":"","startTime":"x"}}}}"#);
    let said = [
        begun.to_owned(),
        [begun, failed].concat(),
        [begun, done].concat(),
        state("Running"),
        state("Failed"),
        state("Succeeded"),
    ];
    let said: Vec<String> = said.iter().map(|it| class(it)).collect();
    expect![[r#"
        ">O log não mostra como o build terminou.
         bad">O build falhou, na etapa 1 (shell).
         good">O build foi bem-sucedido.
        ">A última execução do template está <code>Running</code>.
         bad">A última execução do template está <code>Failed</code>.
         good">A última execução do template está <code>Succeeded</code>."#]]
    .assert_eq(&said.join("\n"));
}

#[test]
fn a_rule_and_a_failure_have_a_page() {
    let explain = |id| explain::report(id, Lang::PtBr);
    check(
        &explain("timeout/below-minimum").unwrap(),
        expect![[r#"
            Regra
            timeout/below-minimum
            erro · tem correção
            Um tempo limite de 1 a 5 minutos faz o build falhar antes da primeira etapa.
            Por que importa
            O token de acesso do build recebe a mesma validade curta, e o mecanismo de build rejeita um token que expira em até cinco minutos. O log mostra client_jwt will expire within 5 minutes.
            O que fazer
            Defina buildTimeoutInMinutes como 0 para usar o padrão de 240 minutos, ou como 6 ou mais.
            Considere o build inteiro: um build real precisa de bem mais de 6 minutos.
            Exemplos
            Apontado:
            &quot;buildTimeoutInMinutes&quot;: 5
            Depois da correção:
            &quot;buildTimeoutInMinutes&quot;: 0
            Não apontado:
            &quot;buildTimeoutInMinutes&quot;: 6
            Fontes
            Documentado: Troubleshoot Azure VM Image Builder § JWT errors appear in the log early in the build, lido em 2026-11-29
            (Troubleshoot Azure VM Image Builder § JWT errors appear in the log early in the build) https://learn.microsoft.com/en-us/azure/virtual-machines/linux/image-builder-troubleshoot#jwt-errors-appear-in-the-log-early-in-the-build
            Documentado: Create an Azure Image Builder Bicep or ARM template JSON template § Properties: buildTimeoutInMinutes, lido em 2026-11-29
            (Create an Azure Image Builder Bicep or ARM template JSON template § Properties: buildTimeoutInMinutes) https://learn.microsoft.com/en-us/azure/virtual-machines/linux/image-builder-json#properties-buildtimeoutinminutes
        "#]],
    );
    let failure = words(&html::render(&explain("log/apt-lock").unwrap(), &links));
    assert!(
        failure.starts_with("Diagnóstico de logs\nlog/apt-lock\nfalha conhecida\nO apt-get falhou"),
        "{failure}"
    );
    assert!(
        failure.contains("\nRegras que detectam esta causa: (script/apt-race) script/apt-race\nExemplos\nEm um log:\n"),
        "{failure}"
    );
    assert!(explain("timeout/unheard-of").is_none());
}

#[test]
fn every_rule_and_failure_has_a_self_contained_page() {
    let ids = rules::all()
        .into_iter()
        .map(|it| it.id)
        .chain(cases::all().iter().map(|it| it.id));
    for id in ids {
        for lang in Lang::ALL {
            stands_alone(&html::render(&explain::report(id, lang).unwrap(), &no_links));
        }
    }
}

#[test]
fn a_document_without_a_template_has_no_page() {
    for text in ["", "{}", "[1, 2]", r#"{ "type": "Microsoft.Compute/galleries" }"#] {
        let doc = document(text);
        assert!(summary_of(&doc, Lang::En).is_none());
        assert!(permissions_report::report(&doc, "a.json", Lang::En).is_none());
    }
}

#[test]
fn pages_about_real_templates_are_self_contained() {
    for (_, text) in samples::templates() {
        for lang in Lang::ALL {
            let doc = document(&text);
            let reports = [summary_of(&doc, lang), permissions_report::report(&doc, "a.json", lang)];
            for report in reports.iter().flatten() {
                stands_alone(&html::render(report, &no_links));
            }
        }
    }
}
