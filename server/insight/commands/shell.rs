//! Commands of `Shell` steps.

use crate::locale::Say;
use crate::say;

pub(super) const NAMES: &[&str] = &[
    "sudo",
    "reboot",
    "shutdown",
    "poweroff",
    "halt",
    "ufw",
    "firewall-cmd",
    "iptables",
    "systemctl",
    "service",
    "netplan",
    "waagent",
    "cloud-init",
    "apt",
    "apt-get",
    "yum",
    "dnf",
    "tdnf",
    "microdnf",
    "zypper",
    "exit",
    "sleep",
    "source",
    "curl",
];

pub(super) fn about(name: &str) -> Option<Say> {
    machine(name).or_else(|| packages(name)).or_else(|| language(name))
}

/// The machine, its network, its services.
fn machine(name: &str) -> Option<Say> {
    Some(match name {
        "sudo" => say! {
            en: "Runs what follows as root; without it a step is an ordinary user. A redirection behind it, `sudo … > file`, is still made by that user: `… | sudo tee file` writes as root.",
            pt_br: "Executa como root o que vem depois; sem ele, a etapa é um usuário comum. Um redirecionamento atrás dele, `sudo … > arquivo`, continua sendo feito por esse usuário: `… | sudo tee arquivo` grava como root.",
        },
        "reboot" => say! {
            en: "Restarts the build VM in the middle of the step: what follows in the step may not run, and the step may count as failed. Linux has no restart step, so a restart belongs at the very end of its step.",
            pt_br: "Reinicia a VM de build no meio da etapa: o que vem depois na etapa pode não ser executado, e a etapa pode contar como falha. Não há etapa de reinicialização para Linux, então uma reinicialização fica bem no fim da sua etapa.",
        },
        "shutdown" => say! {
            en: "With `-r` it restarts the build VM, and what follows in the step may not run. Otherwise it switches the VM off, which ends the build: the service does that by itself when it is done.",
            pt_br: "Com `-r`, reinicia a VM de build, e o que vem depois na etapa pode não ser executado. Sem isso, desliga a VM, o que encerra o build: o próprio serviço faz isso quando termina.",
        },
        "poweroff" | "halt" => say! {
            en: "Switches the build VM off, which ends the build. The service does that by itself when it is done.",
            pt_br: "Desliga a VM de build, o que encerra o build. O próprio serviço faz isso quando termina.",
        },
        "ufw" => say! {
            en: "The service works on the build VM through SSH, port 22, until the end. Allow that port before `ufw enable`; without it the build is cut off.",
            pt_br: "O serviço trabalha na VM de build por SSH, porta 22, até o fim. Libere essa porta antes de `ufw enable`; sem ela, a conexão do build é cortada.",
        },
        "firewall-cmd" => say! {
            en: "The service works on the build VM through SSH, port 22, until the end. Taking the `ssh` service out, or `--panic-on`, cuts the build off.",
            pt_br: "O serviço trabalha na VM de build por SSH, porta 22, até o fim. Retirar o serviço `ssh`, ou usar `--panic-on`, corta a conexão do build.",
        },
        "iptables" => say! {
            en: "The service works on the build VM through SSH, port 22, until the end. A policy that drops input, without a rule for that port, cuts the build off.",
            pt_br: "O serviço trabalha na VM de build por SSH, porta 22, até o fim. Uma política que descarta a entrada, sem uma regra para essa porta, corta a conexão do build.",
        },
        "systemctl" | "service" => say! {
            en: "The build needs two services until the end: SSH, through which it runs, and the Azure agent, with which the VM is generalised. Stopping either makes it fail.",
            pt_br: "O build precisa de dois serviços até o fim: o SSH, pelo qual ele é executado, e o agente do Azure, com o qual a VM é generalizada. Parar um deles faz o build falhar.",
        },
        "netplan" => say! {
            en: "`netplan apply` sets the network up anew. Where the connection of the service breaks with it, the build fails.",
            pt_br: "`netplan apply` configura a rede de novo. Se a conexão do serviço cair com isso, o build falha.",
        },
        "waagent" => say! {
            en: "The Azure agent, with which the service itself deprovisions the VM after the last step. `-deprovision` in a step takes users and keys away under the build that is still running.",
            pt_br: "O agente do Azure, com o qual o próprio serviço desprovisiona a VM depois da última etapa. `-deprovision` em uma etapa remove usuários e chaves com o build ainda em execução.",
        },
        "cloud-init" => say! {
            en: "The first step may begin while it is still setting the VM up. `cloud-init status --wait` waits for it, and may end with code 2, which ends a script under `sh -e`: `cloud-init status --wait || [ $? -eq 2 ]` goes on.",
            pt_br: "A primeira etapa pode começar enquanto ele ainda configura a VM. `cloud-init status --wait` espera por ele e pode terminar com o código 2, que encerra um script sob `sh -e`: `cloud-init status --wait || [ $? -eq 2 ]` segue adiante.",
        },
        _ => return None,
    })
}

/// Package managers.
fn packages(name: &str) -> Option<Say> {
    Some(match name {
        "apt" | "apt-get" => say! {
            en: "Asks before it changes packages unless `-y` is given, and nobody answers. It needs root. Soon after boot another process may hold its lock: `-o DPkg::Lock::Timeout=300` waits for it.",
            pt_br: "Pergunta antes de alterar pacotes, a menos que haja `-y`, e ninguém responde. Precisa de root. Logo após a inicialização, outro processo pode estar com o bloqueio: `-o DPkg::Lock::Timeout=300` espera por ele.",
        },
        "yum" | "dnf" => say! {
            en: "Asks before it changes packages unless `-y` is given, and nobody answers. It needs root. `check-update` ends with code 100 where there are updates, which ends a script under `sh -e`.",
            pt_br: "Pergunta antes de alterar pacotes, a menos que haja `-y`, e ninguém responde. Precisa de root. `check-update` termina com o código 100 quando há atualizações, o que encerra um script sob `sh -e`.",
        },
        "tdnf" | "microdnf" => say! {
            en: "Asks before it changes packages unless `-y` is given, and nobody answers. It needs root.",
            pt_br: "Pergunta antes de alterar pacotes, a menos que haja `-y`, e ninguém responde. Precisa de root.",
        },
        "zypper" => say! {
            en: "Asks before it changes packages unless `--non-interactive` stands before the subcommand, or `-y` behind it, and nobody answers. It needs root.",
            pt_br: "Pergunta antes de alterar pacotes, a menos que `--non-interactive` esteja antes do subcomando, ou `-y` depois dele, e ninguém responde. Precisa de root.",
        },
        _ => return None,
    })
}

/// Words of the shell, and tools that surprise in scripts.
fn language(name: &str) -> Option<Say> {
    Some(match name {
        "exit" => say! {
            en: "Ends the script of this step, whatever stands behind it. The step succeeds with code 0 and fails with any other.",
            pt_br: "Encerra o script desta etapa, não importa o que venha depois. A etapa é bem-sucedida com o código 0 e falha com qualquer outro.",
        },
        "sleep" => say! {
            en: "The build waits with it, and the time counts towards `buildTimeoutInMinutes`.",
            pt_br: "O build espera junto, e o tempo conta para `buildTimeoutInMinutes`.",
        },
        "source" => say! {
            en: "A word of Bash. Inline scripts run under `sh`, which does not know it where `sh` is dash, as on Ubuntu and Debian: `.` does the same everywhere.",
            pt_br: "Uma palavra do Bash. Scripts inline são executados com `sh`, que não a conhece onde `sh` é o dash, como no Ubuntu e no Debian: `.` faz o mesmo em qualquer lugar.",
        },
        "curl" => say! {
            en: "Ends with code 0 even where the server answers with an error, and saves that answer as the file. With `-f` it fails instead, and with it the step.",
            pt_br: "Termina com o código 0 mesmo quando o servidor responde com um erro, e salva essa resposta como o arquivo. Com `-f`, ele falha, e a etapa também.",
        },
        _ => return None,
    })
}
