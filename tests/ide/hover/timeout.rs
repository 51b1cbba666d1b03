//! What a pop-up says of the timeout.

use aib_ls::locale::Lang;
use expect_test::expect;

use crate::ide::hover::check_in;

#[test]
fn a_timeout_says_what_it_covers_and_what_uses_it_up() {
    check_in(
        &Lang::ALL,
        "in=properties os=windows version=2024-02-01",
        r#""build$0TimeoutInMinutes": 120,
        "optimize": { "vmBoot": { "state": "Enabled" } },
        "customize": [
            { "type": "PowerShell", "inline": ["Start-Sleep -Seconds 90"] },
            { "type": "WindowsUpdate", "name": "patch" },
            { "type": "WindowsRestart", "restartTimeout": "30m" },
            { "type": "WindowsRestart" },
            { "type": "File", "sourceUri": "https://example.com/a", "destination": "C:\\a" }
        ],
        "validate": { "inVMValidations": [{ "type": "PowerShell", "inline": ["exit 0"] }] },
        "distribute": [
            { "type": "VHD", "runOutputName": "disk" },
            { "type": "SharedImage", "runOutputName": "b", "galleryImageId": "[parameters('i')]", "targetRegions": [{ "name": "a" }, { "name": "b" }, { "name": "c" }] }
        ]"#,
        expect![[r#"
            on "buildTimeoutInMinutes"
            **`buildTimeoutInMinutes`** · integer · 0 to 960 · default `0`
            Time limit in minutes for the whole run: customizing, optimizing, validating and distributing. `0` or no value…
            Effective: 120 minutes.
            It covers the whole build: 5 steps, boot optimization, one validation, distribution to 2 targets.
            Its scripts wait for 1 min 30 s in total. Its 2 restarts can take up to 35 min in total (`restartTimeout`). To…
            Known to take long:
            - Windows updates, step `patch`
            - one step of type `File`: hours for a file above 20 MB
            - boot optimization: up to 35 minutes in 95 % of cases
            - replication to 3 regions
            In private Azure DevOps projects, a job on a Microsoft-hosted agent ends after 60 minutes; a task that waits f…
            **`buildTimeoutInMinutes`** · inteiro · 0 a 960 · padrão `0`
            Tempo limite, em minutos, da execução inteira: personalizar, otimizar, validar e distribuir. `0` ou a ausência…
            Valor efetivo: 120 minutos.
            Abrange o build inteiro: 5 etapas, otimização de inicialização, uma validação, distribuição para 2 destinos.
            Só as esperas dos scripts somam 1 min 30 s. As 2 reinicializações podem levar até 35 min no total (`restartTim…
            Costuma demorar:
            - atualizações do Windows, etapa `patch`
            - uma etapa do tipo `File`: horas para um arquivo acima de 20 MB
            - otimização de inicialização: até 35 minutos em 95% dos casos
            - replicação para 3 regiões
            Em projetos privados do Azure DevOps, um trabalho em um agente hospedado pela Microsoft termina após 60 minuto…
        "#]],
    );
}

#[test]
fn a_short_one_fits_into_a_hosted_agent() {
    check_in(
        &Lang::ALL,
        "in=properties",
        r#""buildTimeoutInMinutes": 6$00"#,
        expect![[r#"
            on 60
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
}

#[test]
fn the_default_and_a_deduced_one_say_so() {
    check_in(
        &Lang::ALL,
        "in=properties",
        r#""buildTimeoutInM$0inutes": 0"#,
        expect![[r#"
            on "buildTimeoutInMinutes"
            **`buildTimeoutInMinutes`** · integer · 0 to 960 · default `0`
            Time limit in minutes for the whole run: customizing, optimizing, validating and distributing. `0` or no value…
            Effective: 240 minutes, the default.
            It covers the whole build: distribution.
            In private Azure DevOps projects, a job on a Microsoft-hosted agent ends after 60 minutes; a task that waits f…
            **`buildTimeoutInMinutes`** · inteiro · 0 a 960 · padrão `0`
            Tempo limite, em minutos, da execução inteira: personalizar, otimizar, validar e distribuir. `0` ou a ausência…
            Valor efetivo: 240 minutos, o padrão.
            Abrange o build inteiro: distribuição.
            Em projetos privados do Azure DevOps, um trabalho em um agente hospedado pela Microsoft termina após 60 minuto…
        "#]],
    );
    check_in(
        &[Lang::En],
        "",
        r#"{ "parameters": { "time": { "type": "int", "defaultValue": 45 } }, "resources": [
            { "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": { "build$0TimeoutInMinutes": "[parameters('time')]" } }] }"#,
        expect![[r#"
            on "buildTimeoutInMinutes"
            **`buildTimeoutInMinutes`** · integer · 0 to 960 · default `0`
            Time limit in minutes for the whole run: customizing, optimizing, validating and distributing. `0` or no value…
            Evaluates to `45`, from the default of `time`.
            Effective: 45 minutes, unless the deployment sets another value.
            It covers the whole build: distribution.
            In private Azure DevOps projects, a job on a Microsoft-hosted agent ends after 60 minutes.
        "#]],
    );
}

#[test]
fn one_that_is_refused_or_unknown_has_no_value() {
    check_in(
        &[Lang::En],
        "in=properties version=2024-02-01",
        r#""buildTimeoutInM$0inutes": 3"#,
        expect![[r#"
            on "buildTimeoutInMinutes"
            **`buildTimeoutInMinutes`** · integer · 0 to 960 · default `0`
            Time limit in minutes for the whole run: customizing, optimizing, validating and distributing. `0` or no value…
            It covers the whole build: distribution.
            In private Azure DevOps projects, a job on a Microsoft-hosted agent ends after 60 minutes.
        "#]],
    );
    check_in(
        &[Lang::En],
        "in=properties version=2024-02-01",
        r#""buildTimeoutInM$0inutes": "[parameters('time')]""#,
        expect![[r#"
            on "buildTimeoutInMinutes"
            **`buildTimeoutInMinutes`** · integer · 0 to 960 · default `0`
            Time limit in minutes for the whole run: customizing, optimizing, validating and distributing. `0` or no value…
            It covers the whole build: distribution.
            In private Azure DevOps projects, a job on a Microsoft-hosted agent ends after 60 minutes; a task that waits f…
        "#]],
    );
}

#[test]
fn other_members_show_no_timeout() {
    check_in(
        &[Lang::En],
        "in=customize os=windows",
        r#"{ "type": "WindowsRestart", "restart$0Timeout": "5m" }"#,
        expect![[r#"
            on "restartTimeout"
            **`restartTimeout`** · string
            How long to wait for the machine to come back, as number and unit: `10m`, `1h30m`. Default: 5 minutes, which W…
        "#]],
    );
}
