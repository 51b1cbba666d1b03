//! What a pop-up says.

mod catalogue;
mod command;
mod deduced;
mod deprovision;
mod every_member;
mod expression;
mod parameters;
mod permissions;
mod resource_id;
mod script;
mod timeout;

use aib_ls::ide::hover;
use aib_ls::locale::Lang;
use expect_test::{Expect, expect};

use crate::ide::Scene;

/// The word it is about and the lines it has in these languages, long ones cut: sentences are read where they are
/// written.
pub(crate) fn check_in(languages: &[Lang], frame: &str, fragment: &str, expected: Expect) {
    let scene = Scene::new(frame, fragment);
    let Some(hover) = hover::hover(&scene.doc, scene.cursors.0) else {
        return expected.assert_eq("nothing");
    };
    let cut = |line: &str| match line.char_indices().nth(110) {
        Some((at, _)) => format!("{}…\n", &line[..at]),
        None => format!("{line}\n"),
    };
    let mut shown = format!("on {}\n", hover.span.of(scene.doc.text()));
    for lang in languages {
        shown.extend(hover.words.get(*lang).lines().filter(|it| !it.is_empty()).map(cut));
    }
    expected.assert_eq(&shown);
}

fn check(frame: &str, fragment: &str, expected: Expect) {
    check_in(&[Lang::En], frame, fragment, expected);
}

#[test]
fn a_key_says_what_it_takes() {
    check_in(
        &Lang::ALL,
        "in=properties version=2024-02-01",
        r#""build$0TimeoutInMinutes": 60"#,
        expect![[r#"
            on "buildTimeoutInMinutes"
            **`buildTimeoutInMinutes`** · integer · 0 to 960 · default `0`
            Time limit in minutes for the whole run: customizing, optimizing, validating and distributing. `0` or no value…
            Effective: 60 minutes.
            It covers the whole build: distribution.
            In private Azure DevOps projects, a job on a Microsoft-hosted agent ends after 60 minutes.
            **`buildTimeoutInMinutes`** · inteiro · 0 a 960 · padrão `0`
            Tempo limite, em minutos, da execução inteira: personalizar, otimizar, validar e distribuir. `0` ou a ausência…
            Valor efetivo: 60 minutos.
            Abrange o build inteiro: distribuição.
            Em projetos privados do Azure DevOps, um trabalho em um agente hospedado pela Microsoft termina após 60 minuto…
        "#]],
    );
    check(
        "in=root version=2024-02-01",
        r#""ta$0gs": {}"#,
        expect![[r#"
        on "tags"
        **`tags`** · object with custom keys
        Tags on the template resource. To mark the image it produces use `artifactTags`, and for the temporary resourc…
    "#]],
    );
    check(
        "in=customize version=2024-02-01",
        r#"{ "type": "Shell", "in$0line": [] }"#,
        expect![[r#"
            on "inline"
            **`inline`** · array of string
            Commands for the build VM, joined by line breaks into one script; nothing carries over to the next step, neith…
        "#]],
    );
    check_in(
        &Lang::ALL,
        "in=distribute version=2022-07-01",
        r#"{ "type": "SharedImage", "replication$0Regions": [] }"#,
        expect![[r#"
        on "replicationRegions"
        **`replicationRegions`** · array of string · deprecated
        Regions that get a copy of the version, as plain names. From 2022-07-01 `targetRegions` replaces this array, a…
        **`replicationRegions`** · matriz de string · obsoleto
        Regiões que recebem uma cópia da versão, como simples nomes. A partir de 2022-07-01 esta lista é substituída p…
    "#]],
    );
    check(
        "in=properties version=2024-02-01",
        r#""provisioning$0State": "Succeeded""#,
        expect![[r#"
        on "provisioningState"
        **`provisioningState`** · string · set by the service
        State of the template resource itself, not of a build: `Succeeded` means that it was accepted. For builds look…
        - `Creating`: The service is checking the new template and fetching the scripts and files it names.
        - `Updating`: A change to an existing template is being applied.
        - `Succeeded`: The template is accepted and can be run. No image exists because of this alone.
        - `Failed`: The template was not accepted; `provisioningError` says why. Delete it before submitting the same …
        - `Deleting`: The template is being deleted, along with the staging resources the service created for it.
        - `Canceled`: Creating or updating the template was canceled.
    "#]],
    );
    check(
        "in=distribute version=2024-02-01",
        r#"{ "type": "VHD", "runOutput$0Name": "x" }"#,
        expect![[r#"
        on "runOutputName"
        **`runOutputName`** · string · `^[A-Za-z0-9-_.]{1,64}$` · required
        Name of the run output, the record from which you later read where this target's image ended up. Every target …
    "#]],
    );
}

#[test]
fn a_key_says_which_values_it_takes() {
    check_in(
        &Lang::ALL,
        "in=properties version=2024-02-01",
        r#""optimize": { "vmBoot": { "sta$0te": "" } }"#,
        expect![[r#"
            on "state"
            **`state`** · string · since 2022-07-01
            Turns the boot optimization on or off. Default: off.
            - `Enabled`: The image is tuned for a faster start. Give the run at least 60 minutes.
            - `Disabled`: No boot optimization; the run is shorter.
            **`state`** · string · desde 2022-07-01
            Liga ou desliga a otimização de inicialização. Omitido, fica desligada.
            - `Enabled`: A imagem é otimizada para iniciar mais rápido. Dê à execução pelo menos 60 minutos.
            - `Disabled`: Sem otimização de inicialização; a execução é mais curta.
        "#]],
    );
    check(
        "in=customize version=2019-05-01-preview",
        r#"{ "ty$0pe": "" }"#,
        expect![[r#"
        on "type"
        **`type`** · string · required
        One step that changes the build VM. Steps run one after the other, in array order, and the first one that fail…
        - `PowerShell`: Runs a PowerShell script or inline commands on a Windows build VM. Do not restart the machine …
        - `Shell`: Runs a shell script or inline commands on a Linux build VM, as an ordinary user who may use `sudo`.
        - `WindowsRestart`: Restarts a Windows build VM and waits until it answers again. Use it after installers and …
        - `File`: Copies one small file from a web address or Azure Storage to the build VM, on Linux and Windows alik…
    "#]],
    );
}

#[test]
fn a_value_says_what_it_means() {
    check_in(
        &Lang::ALL,
        "in=customize version=2024-02-01",
        r#"{ "type": "Windows$0Update" }"#,
        expect![[r#"
        on "WindowsUpdate"
        **`WindowsUpdate`** · since 2020-02-14
        Searches and installs Windows updates on the build VM and restarts it as needed. Give it a VM with at least tw…
        ---
        **`type`** · string · required · since 2020-02-14
        Chooses the kind of step; `WindowsUpdate` installs updates. It exists only for Windows sources and only as a c…
        - `PowerShell`: Runs a PowerShell script or inline commands on a Windows build VM. Do not restart the machine …
        - `Shell`: Runs a shell script or inline commands on a Linux build VM, as an ordinary user who may use `sudo`.
        - `WindowsRestart`: Restarts a Windows build VM and waits until it answers again. Use it after installers and …
        - `File`: Copies one small file from a web address or Azure Storage to the build VM, on Linux and Windows alik…
        - `WindowsUpdate`: Searches and installs Windows updates on the build VM and restarts it as needed. Give it a …
        **`WindowsUpdate`** · desde 2020-02-14
        Procura e instala atualizações do Windows na VM de build e a reinicia quando necessário. Use uma VM com pelo m…
        ---
        **`type`** · string · obrigatório · desde 2020-02-14
        Escolhe o tipo de etapa; `WindowsUpdate` instala atualizações. Só existe para origens Windows e só em `customi…
        - `PowerShell`: Executa um script do PowerShell ou comandos inline em uma VM de build Windows. Não reinicie a …
        - `Shell`: Executa um script de shell ou comandos inline em uma VM de build Linux, com um usuário comum que po…
        - `WindowsRestart`: Reinicia uma VM de build Windows e espera até que ela volte a responder. Use depois de ins…
        - `File`: Copia um arquivo pequeno de um endereço web ou do Armazenamento do Azure para a VM de build, tanto n…
        - `WindowsUpdate`: Procura e instala atualizações do Windows na VM de build e a reinicia quando necessário. Us…
    "#]],
    );
    check(
        "in=properties version=2024-02-01",
        r#""errorHandling": { "onValidationError": "abo$0rt" }"#,
        expect![[r#"
        on "abort"
        **`abort`**
        The VM stays after the failed validation, so that you can repeat the check by hand. It costs money until you d…
        ---
        **`onValidationError`** · string · default `"cleanup"` · since 2023-07-01
        What happens to the VM and its network when a validation fails. Default: `cleanup`. Whether the image is distr…
        - `cleanup`: The VM and its network are removed after the failed validation. The log stays.
        - `abort`: The VM stays after the failed validation, so that you can repeat the check by hand. It costs money …
    "#]],
    );
    // A value without a meaning of its own says what its key says.
    check(
        "in=properties version=2024-02-01",
        r#""buildTimeoutInMinutes": 6$00"#,
        expect![[r#"
            on 60
            **`buildTimeoutInMinutes`** · integer · 0 to 960 · default `0`
            Time limit in minutes for the whole run: customizing, optimizing, validating and distributing. `0` or no value…
            Effective: 60 minutes.
            It covers the whole build: distribution.
            In private Azure DevOps projects, a job on a Microsoft-hosted agent ends after 60 minutes.
        "#]],
    );
    check(
        "in=customize version=2024-02-01",
        r#"{ "type": "Shell", "inline": ["ec$0ho"] }"#,
        expect![[r#"
        on "echo"
        **`inline`** · array of string
        Commands for the build VM, joined by line breaks into one script; nothing carries over to the next step, neith…
    "#]],
    );
}

#[test]
fn a_version_expression_shows_its_value() {
    let text = |version: &str| {
        format!(
            r#"{{ "parameters": {{ "p": {{ "defaultValue": "2022-07-01" }}, "q": {{}} }},
                "resources": [{{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "api$0Version": {version} }}] }}"#
        )
    };
    check(
        "",
        &text(r#""2024-02-01""#),
        expect![[r#"
        on "apiVersion"
        **`apiVersion`** · string · required
        Version of the Image Builder API that reads this resource; it determines which properties exist. From 2024-02-…
    "#]],
    );
    check(
        "",
        &text(r#""2099-01-01""#),
        expect![[r#"
        on "apiVersion"
        **`apiVersion`** · string · required
        Version of the Image Builder API that reads this resource; it determines which properties exist. From 2024-02-…
        Unknown API version; properties of all versions are accepted.
    "#]],
    );
    check_in(
        &Lang::ALL,
        "",
        &text(r#""[parameters('p')]""#),
        expect![[r#"
            on "apiVersion"
            **`apiVersion`** · string · required
            Version of the Image Builder API that reads this resource; it determines which properties exist. From 2024-02-…
            Evaluates to `2022-07-01`, from the default of `p`.
            **`apiVersion`** · string · obrigatório
            Versão da API do Image Builder que lê este recurso; é ela que define quais campos existem. A partir de 2024-02…
            Resulta em `2022-07-01`, a partir do valor padrão de `p`.
        "#]],
    );
    check_in(
        &Lang::ALL,
        "",
        &text(r#""[parameters('q')]""#),
        expect![[r#"
        on "apiVersion"
        **`apiVersion`** · string · required
        Version of the Image Builder API that reads this resource; it determines which properties exist. From 2024-02-…
        The API version cannot be determined from the file; properties of all versions are accepted.
        **`apiVersion`** · string · obrigatório
        Versão da API do Image Builder que lê este recurso; é ela que define quais campos existem. A partir de 2024-02…
        Não é possível determinar a versão da API pelo arquivo; as propriedades de todas as versões são aceitas.
    "#]],
    );
}

#[test]
fn a_member_of_a_later_version_is_explained_too() {
    check_in(
        &Lang::ALL,
        "in=properties version=2020-02-14",
        r#""optim$0ize": {}"#,
        expect![[r#"
        on "optimize"
        **`optimize`** · object · added in API version 2022-07-01, not available in 2020-02-14
        Optional tuning of the finished image before it is validated and distributed. It takes time from the same `bui…
        **`optimize`** · objeto · adicionado na versão 2022-07-01 da API, não disponível em 2020-02-14
        Otimização opcional da imagem pronta, antes de validar e distribuir. Consome tempo do mesmo `buildTimeoutInMin…
    "#]],
    );
    check(
        "in=customize version=2019-05-01-preview",
        r#"{ "type": "Windows$0Update" }"#,
        expect![[r#"
        on "WindowsUpdate"
        **`WindowsUpdate`** · added in API version 2020-02-14, not available in 2019-05-01-preview
        Searches and installs Windows updates on the build VM and restarts it as needed. Give it a VM with at least tw…
        ---
        **`type`** · string · required
        One step that changes the build VM. Steps run one after the other, in array order, and the first one that fail…
        - `PowerShell`: Runs a PowerShell script or inline commands on a Windows build VM. Do not restart the machine …
        - `Shell`: Runs a shell script or inline commands on a Linux build VM, as an ordinary user who may use `sudo`.
        - `WindowsRestart`: Restarts a Windows build VM and waits until it answers again. Use it after installers and …
        - `File`: Copies one small file from a web address or Azure Storage to the build VM, on Linux and Windows alik…
    "#]],
    );
    check(
        "in=customize version=2019-05-01-preview",
        r#"{ "type": "WindowsUpdate", "filt$0ers": [] }"#,
        expect![[r#"
        on "filters"
        **`filters`** · array of string · added in API version 2020-02-14, not available in 2019-05-01-preview
        Rules that are tried in order, each `include:<PowerShell expression>` or `exclude:<...>`; `$_` is the update, …
    "#]],
    );
}

#[test]
fn positions_without_a_hover() {
    check("in=properties", r#""nonsen$0se": 1"#, expect!["nothing"]);
    check(
        "in=properties",
        r#""buildTimeoutInMinutes"$0 : 1"#,
        expect![[r#"
            on "buildTimeoutInMinutes"
            **`buildTimeoutInMinutes`** · integer · 0 to 960 · default `0`
            Time limit in minutes for the whole run: customizing, optimizing, validating and distributing. `0` or no value…
            It covers the whole build: distribution.
            In private Azure DevOps projects, a job on a Microsoft-hosted agent ends after 60 minutes.
        "#]],
    );
    check(
        "in=properties",
        r#""buildTimeoutInMinutes": 1, // com$0ment"#,
        expect!["nothing"],
    );
    check(
        "in=root",
        r#""tags": { "own$0er": "me" }"#,
        expect![[r#"
        on "owner"
        **`tags`** · object with custom keys
        Tags on the template resource. To mark the image it produces use `artifactTags`, and for the temporary resourc…
    "#]],
    );
    check(
        "",
        r#"{ "resources": [{ "type": "Microsoft.Co$0mpute/galleries" }, { "type": "Microsoft.VirtualMachineImages" }] }"#,
        expect!["nothing"],
    );
    check("", r#"{ "na$0me": "package" }"#, expect!["nothing"]);
    check("", "$0", expect!["nothing"]);
}

#[test]
fn a_text_that_is_only_half_there() {
    check(
        "",
        "{ \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\", \"proper$0",
        expect!["nothing"],
    );
    check(
        "",
        "{ \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\", \"location\": \"west$0",
        expect![[r#"
        on "west
        **`location`** · string · required
        Azure region where the template lives and where the build VM runs; it is fixed at creation. Pick a region that…
    "#]],
    );
    check(
        "",
        "{ \"type\": \"Microsoft.VirtualMachineImages/imageTemplates\", locat$0ion: 1",
        expect![[r#"
        on location
        **`location`** · string · required
        Azure region where the template lives and where the build VM runs; it is fixed at creation. Pick a region that…
    "#]],
    );
}
