//! Reports as Markdown.

use aib_ls::doctor::attribution::Attribution;
use aib_ls::doctor::diagnosis;
use aib_ls::locale::Lang;
use aib_ls::report::build::{self, BuiltTemplate};
use aib_ls::report::{markdown, permissions};
use aib_ls::rules;
use aib_ls::settings::Settings;
use expect_test::expect;

use crate::report::{TEMPLATE, document, links};

#[test]
fn a_build_report_links_log_and_template() {
    let log = "\
[5f0c] PACKER ERR 2024/03/04 10:01:00 [INFO] (telemetry) Starting provisioner shell
[5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend
[5f0c] PACKER ERR 2024/03/04 10:15:20 ui: ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[5f0c] PACKER ERR 2024/03/04 10:16:00 ui error: Build 'azure-arm' errored after 16 minutes: Script exited with non-zero exit status: 100. Allowed exit codes are: [0]
";
    let doc = document(TEMPLATE);
    let findings = rules::check(&doc, &Settings::default());
    let attribution = Attribution::new(diagnosis::of(log), Some(&doc));
    let template = BuiltTemplate {
        name: "web.json",
        doc: &doc,
        findings: &findings,
    };
    let report = build::report(&attribution, "customization.log", Some(template), Lang::En);
    expect![[r#"
        # `customization.log`

        **The build failed, in step 1 (shell).**

        ## Root cause: [`log/apt-lock`](<log/apt-lock>)

        `apt-get` failed because another process was using the package manager.

        [`customization.log:2`](<L1>):

        ```text
        E: Could not get lock /var/lib/dpkg/lock-frontend
        ```

        ### What to do

        1. Make the first `Shell` step wait until the boot is complete; its first line (code 2 means that there were warnings): `cloud-init status --wait || [ $? -eq 2 ]`
        2. Make `apt-get` wait for the lock, with the same option for `update` and `upgrade`: `sudo apt-get -o DPkg::Lock::Timeout=300 install -y <package>`
        3. Retry `update`, which has a lock of its own that the option may not cover: `for i in 1 2 3 4 5; do sudo apt-get update && break; sleep 10; done`
        4. Before Ubuntu 20.04, which introduced the option, stop the timers after the first line instead: `sudo systemctl stop apt-daily.timer apt-daily-upgrade.timer unattended-upgrades`

        ### In the template

        - [`web.json:12:7`](</properties/customize/0>) `/properties/customize/0`
        - `web.json:12:63` [`script/apt-race`](<script/apt-race>): Wait for `cloud-init` first; right after boot, another process may hold the package lock

        <details>
        <summary>Details</summary>

        The first step starts seconds after the VM boots, while cloud-init still writes the package sources and unattended upgrades download package lists and hold the lock. A missing file under `/var/lib/apt/lists` has the same cause: the lists were replaced while the command read them.

        Do not delete the lock file: the other process continues to write, which can corrupt the package database.

        </details>

        ## Timeline

        |   |   |   |
        | --- | --- | --- |
        | [step 1 (shell)](<L0>) | 15 min | failed here, slowest step, [`web.json:12:7`](</properties/customize/0>) |

        Template steps are matched heuristically.

        ## Consequences

        - [`customization.log:4`](<L3>) [`log/script-nonzero-exit`](<log/script-nonzero-exit>): A command in this step returned an exit code that the step does not accept, so the build stopped.
    "#]].assert_eq(&markdown::render(&report, &links));
}

#[test]
fn permissions_have_their_grants_folded_away() {
    let doc = document(TEMPLATE);
    let report = permissions::report(&doc, "web.json", Lang::PtBr).unwrap();
    let page = markdown::render(&report, &links);
    let (needs, grants) = page.split_once("<details>").unwrap();
    expect![[r#"
        # `web.json`

        ## Permissões de que a identidade do template precisa (`image template`): uma previsão feita só com o template

        ### Identidade: `/subscriptions/0/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id`

        ### Escopo: `/subscriptions/0/resourceGroups/rg`

        `Microsoft.Compute/galleries/read`\
        `Microsoft.Compute/galleries/images/read`\
        `Microsoft.Compute/galleries/images/versions/read`\
        `Microsoft.Compute/galleries/images/versions/write`\
        `Microsoft.Compute/images/read`\
        `Microsoft.Compute/images/write`\
        `Microsoft.Compute/images/delete`

        - [linha 18, properties.distribute\[0\].galleryImageId](</properties/distribute/0/galleryImageId>): a imagem pronta se torna uma versão nesta galeria

        O template não mostra:

        - quais funções a identidade já tem, nestes escopos ou em um escopo pai
        - políticas, bloqueios, atribuições de negação e firewalls que impedem o que uma função permite
        - as permissões de quem envia o template e inicia o build
        - permissões de que os scripts precisam para as identidades da VM de build
        - se uma política adiciona um plano de proteção contra DDoS à rede do build; a identidade precisa poder ingressar nele

        ## Como conceder

    "#]].assert_eq(needs);
    for part in [
        "<summary>Azure CLI</summary>",
        "```text\n# ",
        "az role definition create",
        "<summary>Bicep</summary>",
        "\"IsCustom\": true",
    ] {
        assert!(grants.contains(part), "{part} is missing in {grants}");
    }
}
