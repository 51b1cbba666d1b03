//! Commands of `PowerShell` steps.

use crate::locale::Message;
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

pub(super) fn about(name: &str) -> Option<Message> {
    machine(name)
        .or_else(|| generalising(name))
        .or_else(|| installers(name))
        .or_else(|| language(name))
}

/// The machine and its connection.
fn machine(name: &str) -> Option<Message> {
    Some(match name {
        "restart-computer" => say! {
            en: "Restarts the build VM during the step, which drops the connection and may fail the build. A step of type `WindowsRestart` restarts the VM and waits until it is back.",
            pt_br: "Reinicia a VM de build durante a etapa, o que derruba a conexão e pode fazer o build falhar. Uma etapa do tipo `WindowsRestart` reinicia a VM e espera até que ela volte.",
        },
        "stop-computer" => say! {
            en: "Shuts down the build VM, which ends the build. The service shuts the VM down when the build is done.",
            pt_br: "Desliga a VM de build, o que encerra o build. O próprio serviço desliga a VM quando o build termina.",
        },
        "shutdown" => say! {
            en: "`/r` restarts the build VM during the step; use a step of type `WindowsRestart` instead. `/s` shuts it down, which ends the build.",
            pt_br: "`/r` reinicia a VM de build durante a etapa; em vez disso, use uma etapa do tipo `WindowsRestart`. `/s` a desliga, o que encerra o build.",
        },
        "set-netfirewallprofile" | "new-netfirewallrule" | "netsh" => say! {
            en: "The service connects to the build VM over WinRM, port 5986, until the end of the build. Blocking inbound traffic without a rule that allows this port cuts the connection.",
            pt_br: "O serviço se conecta à VM de build por WinRM, porta 5986, até o fim do build. Bloquear o tráfego de entrada sem uma regra que permita essa porta corta a conexão.",
        },
        "stop-service" | "set-service" => say! {
            en: "The build needs some services until the end: `WinRM`, over which it runs, and the Azure agent (`RdAgent`, `WindowsAzureGuestAgent`), without which the VM is not generalized.",
            pt_br: "O build precisa de alguns serviços até o fim: o `WinRM`, pelo qual ele é executado, e o agente do Azure (`RdAgent`, `WindowsAzureGuestAgent`), sem o qual a VM não é generalizada.",
        },
        "disable-psremoting" => say! {
            en: "The service connects to the build VM over WinRM, which must stay enabled until the end of the build.",
            pt_br: "O serviço se conecta à VM de build por WinRM, que precisa ficar habilitado até o fim do build.",
        },
        "disable-netadapter" | "restart-netadapter" | "set-netadapteradvancedproperty" => say! {
            en: "Changing the network adapter drops the service's connection, and the build fails.",
            pt_br: "Uma alteração no adaptador de rede derruba a conexão do serviço, e o build falha.",
        },
        _ => return None,
    })
}

/// Commands that make Sysprep fail.
fn generalising(name: &str) -> Option<Message> {
    Some(match name {
        "sysprep" => say! {
            en: "The service runs Sysprep to generalize the VM after the last step. In a step, it generalizes the VM while the build is still running.",
            pt_br: "O próprio serviço executa o Sysprep para generalizar a VM depois da última etapa. Em uma etapa, a VM é generalizada com o build ainda em execução.",
        },
        "add-computer" => say! {
            en: "Sysprep takes a joined machine out of its domain. Join the VMs that are created from the image instead.",
            pt_br: "O Sysprep retira do domínio uma máquina ingressada. Ingresse as VMs criadas a partir da imagem.",
        },
        "enable-bitlocker" => say! {
            en: "A machine with a BitLocker-protected disk cannot be generalized. Turn BitLocker on in the VMs that are created from the image instead.",
            pt_br: "Uma máquina com o disco protegido pelo BitLocker não pode ser generalizada. Ative o BitLocker nas VMs criadas a partir da imagem.",
        },
        "remove-appxpackage" => say! {
            en: "An app that is removed for a single user can make Sysprep fail: add `-AllUsers`, and also remove the app with `Remove-AppxProvisionedPackage`.",
            pt_br: "Um aplicativo removido só para um usuário pode fazer o Sysprep falhar: acrescente `-AllUsers` e remova-o também com `Remove-AppxProvisionedPackage`.",
        },
        "install-windowsfeature" | "enable-windowsoptionalfeature" => say! {
            en: "A feature may require a restart: add a step of type `WindowsRestart` after this one. With Hyper-V, Sysprep may finish only with `/mode:vm`.",
            pt_br: "Um recurso pode exigir reinicialização: adicione uma etapa do tipo `WindowsRestart` depois desta. Com o Hyper-V, o Sysprep pode só terminar com `/mode:vm`.",
        },
        _ => return None,
    })
}

fn installers(name: &str) -> Option<Message> {
    Some(match name {
        "start-process" => say! {
            en: "Does not wait for the program without `-Wait`: the step may end while an installer is still running. The program's exit code does not become that of the step; use `-PassThru` to read it.",
            pt_br: "Sem `-Wait`, não espera pelo programa: a etapa pode terminar com um instalador ainda em execução. O código de saída do programa não passa a ser o da etapa; use `-PassThru` para lê-lo.",
        },
        "msiexec" => say! {
            en: "Needs `/qn` or another quiet switch, because nobody can answer its prompts. PowerShell does not wait for it unless it is started with `Start-Process -Wait`. Exit codes 3010 and 1641 mean success with a restart.",
            pt_br: "Precisa de `/qn` ou de outra opção silenciosa, pois ninguém pode responder às suas perguntas. O PowerShell não espera por ele, a menos que seja iniciado com `Start-Process -Wait`. Os códigos de saída 3010 e 1641 significam sucesso com reinicialização.",
        },
        "choco" => say! {
            en: "Prompts before it installs or upgrades unless `-y` is given, and nobody can answer.",
            pt_br: "Pede confirmação antes de instalar ou atualizar, a menos que `-y` seja usado, e ninguém pode responder.",
        },
        "winget" => say! {
            en: "Prompts for agreements unless `--accept-package-agreements` and `--accept-source-agreements` are given, and nobody can answer. A Store app installed for a single user can make Sysprep fail.",
            pt_br: "Pede que contratos sejam aceitos, a menos que `--accept-package-agreements` e `--accept-source-agreements` sejam usados, e ninguém pode responder. Um aplicativo da Store instalado para um só usuário pode fazer o Sysprep falhar.",
        },
        "install-module" | "install-script" | "install-packageprovider" => say! {
            en: "Prompts about the NuGet provider or the repository unless `-Force` is given, and nobody can answer.",
            pt_br: "Pede confirmação sobre o provedor NuGet ou o repositório, a menos que `-Force` seja usado, e ninguém pode responder.",
        },
        _ => return None,
    })
}

/// Words of the language.
fn language(name: &str) -> Option<Message> {
    Some(match name {
        "exit" => say! {
            en: "Ends the script of this step; the commands after it do not run. The step fails with a code that is not in `validExitCodes`, or, without that property, with any code other than 0.",
            pt_br: "Encerra o script desta etapa; os comandos seguintes não são executados. A etapa falha com um código que não esteja em `validExitCodes` ou, sem essa propriedade, com qualquer código diferente de 0.",
        },
        "start-sleep" => say! {
            en: "The build waits too, and the time counts against `buildTimeoutInMinutes`.",
            pt_br: "O build espera junto, e o tempo conta no `buildTimeoutInMinutes`.",
        },
        "read-host" | "get-credential" => say! {
            en: "Waits for input that nobody can give, until the build times out.",
            pt_br: "Espera uma resposta que ninguém pode dar, até o build atingir o tempo limite.",
        },
        "connect-azaccount" => say! {
            en: "`-Identity` works only with an identity of the build VM, that is, one of `vmProfile.userAssignedIdentities`. The template's identity is not assigned to the VM automatically.",
            pt_br: "`-Identity` só funciona com uma identidade da VM de build, ou seja, uma de `vmProfile.userAssignedIdentities`. A identidade do template não é atribuída automaticamente à VM.",
        },
        _ => return None,
    })
}
