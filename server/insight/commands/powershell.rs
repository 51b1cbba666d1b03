//! Commands of `PowerShell` steps.

use crate::locale::Say;
use crate::say;

pub(super) const NAMES: &[&str] = &[
    "restart-computer",
    "stop-computer",
    "shutdown",
    "set-netfirewallprofile",
    "new-netfirewallrule",
    "netsh",
    "stop-service",
    "set-service",
    "disable-psremoting",
    "disable-netadapter",
    "restart-netadapter",
    "set-netadapteradvancedproperty",
    "sysprep",
    "add-computer",
    "enable-bitlocker",
    "remove-appxpackage",
    "start-process",
    "msiexec",
    "choco",
    "winget",
    "install-module",
    "install-script",
    "install-packageprovider",
    "install-windowsfeature",
    "enable-windowsoptionalfeature",
    "exit",
    "start-sleep",
    "read-host",
    "get-credential",
    "connect-azaccount",
];

pub(super) fn about(name: &str) -> Option<Say> {
    machine(name)
        .or_else(|| generalising(name))
        .or_else(|| installers(name))
        .or_else(|| language(name))
}

/// The machine and its connection.
fn machine(name: &str) -> Option<Say> {
    Some(match name {
        "restart-computer" => say! {
            en: "Restarts the build VM under the running step, which breaks the connection and may fail the build. A step of type `WindowsRestart` restarts it and waits until it is back.",
            pt_br: "Reinicia a VM de build durante a etapa, o que derruba a conexão e pode fazer o build falhar. Uma etapa do tipo `WindowsRestart` a reinicia e espera até que ela volte.",
        },
        "stop-computer" => say! {
            en: "Switches the build VM off, which ends the build. The service does that by itself when it is done.",
            pt_br: "Desliga a VM de build, o que encerra o build. O próprio serviço faz isso quando termina.",
        },
        "shutdown" => say! {
            en: "`/r` restarts the build VM under the running step, for which there is the step type `WindowsRestart`. `/s` switches it off, which ends the build.",
            pt_br: "`/r` reinicia a VM de build durante a etapa; para isso existe o tipo de etapa `WindowsRestart`. `/s` a desliga, o que encerra o build.",
        },
        "set-netfirewallprofile" | "new-netfirewallrule" | "netsh" => say! {
            en: "The service works on the build VM through WinRM, port 5986, until the end. Blocking what comes in, without a rule that allows that port, cuts the build off.",
            pt_br: "O serviço trabalha na VM de build por WinRM, porta 5986, até o fim. Bloquear a entrada, sem uma regra que libere essa porta, corta a conexão do build.",
        },
        "stop-service" | "set-service" => say! {
            en: "The build needs some services until the end: `WinRM`, through which it runs, and the Azure agent (`RdAgent`, `WindowsAzureGuestAgent`), without which the VM is not generalised.",
            pt_br: "O build precisa de alguns serviços até o fim: o `WinRM`, pelo qual ele é executado, e o agente do Azure (`RdAgent`, `WindowsAzureGuestAgent`), sem o qual a VM não é generalizada.",
        },
        "disable-psremoting" => say! {
            en: "The service works on the build VM through WinRM, which has to stay on until the end of the build.",
            pt_br: "O serviço trabalha na VM de build por WinRM, que precisa ficar ligado até o fim do build.",
        },
        "disable-netadapter" | "restart-netadapter" | "set-netadapteradvancedproperty" => say! {
            en: "A change of the network adapter drops the connection of the service, and the build fails.",
            pt_br: "Uma alteração no adaptador de rede derruba a conexão do serviço, e o build falha.",
        },
        _ => return None,
    })
}

/// What stands in the way of Sysprep.
fn generalising(name: &str) -> Option<Say> {
    Some(match name {
        "sysprep" => say! {
            en: "The service itself generalises the VM with it after the last step. In a step it does so under the build that is still running.",
            pt_br: "O próprio serviço generaliza a VM com ele depois da última etapa. Em uma etapa, isso acontece com o build ainda em execução.",
        },
        "add-computer" => say! {
            en: "A machine that has joined a domain cannot be generalised. Let the VMs join that are made from the image.",
            pt_br: "Uma máquina que ingressou em um domínio não pode ser generalizada. Deixe o ingresso para as VMs criadas a partir da imagem.",
        },
        "enable-bitlocker" => say! {
            en: "A machine whose disk is protected by BitLocker cannot be generalised. Turn it on in the VMs that are made from the image.",
            pt_br: "Uma máquina com o disco protegido pelo BitLocker não pode ser generalizada. Ative-o nas VMs criadas a partir da imagem.",
        },
        "remove-appxpackage" => say! {
            en: "An app that is removed for one user alone can make Sysprep fail: add `-AllUsers`, and take it out with `Remove-AppxProvisionedPackage` too.",
            pt_br: "Um aplicativo removido só para um usuário pode fazer o Sysprep falhar: acrescente `-AllUsers` e remova-o também com `Remove-AppxProvisionedPackage`.",
        },
        "install-windowsfeature" | "enable-windowsoptionalfeature" => say! {
            en: "A feature may want a restart: a step of type `WindowsRestart` behind this one gives it. With Hyper-V, Sysprep comes to an end only with `/mode:vm`.",
            pt_br: "Um recurso pode exigir reinicialização: uma etapa do tipo `WindowsRestart` depois desta resolve. Com o Hyper-V, o Sysprep só termina com `/mode:vm`.",
        },
        _ => return None,
    })
}

/// What installs something.
fn installers(name: &str) -> Option<Say> {
    Some(match name {
        "start-process" => say! {
            en: "Does not wait for the program without `-Wait`: the step may end while an installer is still at work. The program's exit code is not that of the step; `-PassThru` gives it to the script.",
            pt_br: "Sem `-Wait`, não espera pelo programa: a etapa pode terminar com um instalador ainda trabalhando. O código de saída do programa não é o da etapa; `-PassThru` o entrega ao script.",
        },
        "msiexec" => say! {
            en: "Needs `/qn` or another quiet switch, since nobody answers its questions. PowerShell does not wait for it unless it is started with `Start-Process -Wait`. Codes 3010 and 1641 mean success and a restart.",
            pt_br: "Precisa de `/qn` ou de outra opção silenciosa, pois ninguém responde às suas perguntas. O PowerShell não espera por ele, a menos que seja iniciado com `Start-Process -Wait`. Os códigos 3010 e 1641 significam sucesso e uma reinicialização.",
        },
        "choco" => say! {
            en: "Asks before it installs or upgrades unless `-y` is given, and nobody answers.",
            pt_br: "Pergunta antes de instalar ou atualizar, a menos que haja `-y`, e ninguém responde.",
        },
        "winget" => say! {
            en: "Asks for agreements unless `--accept-package-agreements` and `--accept-source-agreements` are given, and nobody answers. A Store app that one user alone has can make Sysprep fail.",
            pt_br: "Pede que se aceitem contratos, a menos que haja `--accept-package-agreements` e `--accept-source-agreements`, e ninguém responde. Um aplicativo da Store que só um usuário tem pode fazer o Sysprep falhar.",
        },
        "install-module" | "install-script" | "install-packageprovider" => say! {
            en: "Asks about the NuGet provider or the repository unless `-Force` is given, and nobody answers.",
            pt_br: "Pergunta sobre o provedor NuGet ou o repositório, a menos que haja `-Force`, e ninguém responde.",
        },
        _ => return None,
    })
}

/// Words of the language.
fn language(name: &str) -> Option<Say> {
    Some(match name {
        "exit" => say! {
            en: "Ends the script of this step, whatever stands behind it. The step fails with a code that `validExitCodes` does not have; without that list, with any but 0.",
            pt_br: "Encerra o script desta etapa, não importa o que venha depois. A etapa falha com um código que não esteja em `validExitCodes`; sem essa lista, com qualquer um que não seja 0.",
        },
        "start-sleep" => say! {
            en: "The build waits with it, and the time counts towards `buildTimeoutInMinutes`.",
            pt_br: "O build espera junto, e o tempo conta para `buildTimeoutInMinutes`.",
        },
        "read-host" | "get-credential" => say! {
            en: "Waits for an answer that nobody gives, if need be until the build runs into its timeout.",
            pt_br: "Espera uma resposta que ninguém dá, se preciso até o build atingir o tempo limite.",
        },
        "connect-azaccount" => say! {
            en: "`-Identity` works only with an identity that the build VM has: one of `vmProfile.userAssignedIdentities`. The template's own identity is not on the VM by itself.",
            pt_br: "`-Identity` só funciona com uma identidade que a VM de build tenha: uma de `vmProfile.userAssignedIdentities`. A identidade do próprio template não está na VM por si só.",
        },
        _ => return None,
    })
}
