//! Commands of `Shell` steps.

use crate::locale::Message;
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

pub(super) fn about(name: &str) -> Option<Message> {
    machine(name).or_else(|| packages(name)).or_else(|| language(name))
}

/// The machine, its network, its services.
fn machine(name: &str) -> Option<Message> {
    Some(match name {
        "sudo" => say! {
            en: "Runs the command as root; without it, a step runs as an ordinary user. A redirection, as in `sudo … > file`, is still done by that user: `… | sudo tee file` writes as root.",
            pt_br: "Executa o comando como root; sem ele, a etapa é executada como um usuário comum. Um redirecionamento, como em `sudo … > arquivo`, continua sendo feito por esse usuário: `… | sudo tee arquivo` grava como root.",
        },
        "reboot" => say! {
            en: "Restarts the build VM during the step: the commands after it may not run, and the step may count as failed. Linux has no restart step, so restart only at the very end of a step.",
            pt_br: "Reinicia a VM de build durante a etapa: os comandos seguintes podem não ser executados, e a etapa pode contar como falha. Não há etapa de reinicialização para Linux, então reinicie somente no fim de uma etapa.",
        },
        "shutdown" => say! {
            en: "With `-r`, restarts the build VM, and the commands after it may not run. Otherwise, shuts down the VM, which ends the build; the service shuts the VM down when the build is done.",
            pt_br: "Com `-r`, reinicia a VM de build, e os comandos seguintes podem não ser executados. Sem isso, desliga a VM, o que encerra o build; o próprio serviço desliga a VM quando o build termina.",
        },
        "poweroff" | "halt" => say! {
            en: "Shuts down the build VM, which ends the build. The service shuts the VM down when the build is done.",
            pt_br: "Desliga a VM de build, o que encerra o build. O próprio serviço desliga a VM quando o build termina.",
        },
        "ufw" => say! {
            en: "The service connects to the build VM over SSH, port 22, until the end of the build. Allow this port before `ufw enable`, or the connection is cut.",
            pt_br: "O serviço se conecta à VM de build por SSH, porta 22, até o fim do build. Permita essa porta antes de `ufw enable`; caso contrário, a conexão é cortada.",
        },
        "firewall-cmd" => say! {
            en: "The service connects to the build VM over SSH, port 22, until the end of the build. Removing the `ssh` service, or `--panic-on`, cuts the connection.",
            pt_br: "O serviço se conecta à VM de build por SSH, porta 22, até o fim do build. Remover o serviço `ssh`, ou usar `--panic-on`, corta a conexão.",
        },
        "iptables" => say! {
            en: "The service connects to the build VM over SSH, port 22, until the end of the build. A policy that drops inbound traffic, without a rule that allows this port, cuts the connection.",
            pt_br: "O serviço se conecta à VM de build por SSH, porta 22, até o fim do build. Uma política que descarta o tráfego de entrada, sem uma regra que permita essa porta, corta a conexão.",
        },
        "systemctl" | "service" => say! {
            en: "The build needs two services until the end: SSH, over which it runs, and the Azure agent, which deprovisions the VM. Stopping either one makes the build fail.",
            pt_br: "O build precisa de dois serviços até o fim: o SSH, pelo qual ele é executado, e o agente do Azure, que desprovisiona a VM. Parar qualquer um deles faz o build falhar.",
        },
        "netplan" => say! {
            en: "`netplan apply` reconfigures the network. If this drops the service's connection, the build fails.",
            pt_br: "`netplan apply` reconfigura a rede. Se isso derrubar a conexão do serviço, o build falha.",
        },
        "waagent" => say! {
            en: "The Azure agent. The service uses it to deprovision the VM after the last step. `-deprovision` in a step removes users and keys while the build is still running.",
            pt_br: "O agente do Azure. O serviço o usa para desprovisionar a VM depois da última etapa. `-deprovision` em uma etapa remove usuários e chaves com o build ainda em execução.",
        },
        "cloud-init" => say! {
            en: "The first step may start while cloud-init is still configuring the VM. `cloud-init status --wait` waits for it, but may exit with code 2, which ends a script under `sh -e`: `cloud-init status --wait || [ $? -eq 2 ]` continues.",
            pt_br: "A primeira etapa pode começar enquanto o cloud-init ainda configura a VM. `cloud-init status --wait` espera por ele, mas pode terminar com o código 2, que encerra um script sob `sh -e`: `cloud-init status --wait || [ $? -eq 2 ]` continua.",
        },
        _ => return None,
    })
}

/// Package managers.
fn packages(name: &str) -> Option<Message> {
    Some(match name {
        "apt" | "apt-get" => say! {
            en: "Prompts for confirmation unless `-y` is given, and nobody can answer. Needs root. Soon after boot, another process may hold the lock: `-o DPkg::Lock::Timeout=300` waits for it.",
            pt_br: "Pede confirmação, a menos que `-y` seja usado, e ninguém pode responder. Precisa de root. Logo após a inicialização, outro processo pode estar com o bloqueio: `-o DPkg::Lock::Timeout=300` espera por ele.",
        },
        "yum" | "dnf" => say! {
            en: "Prompts for confirmation unless `-y` is given, and nobody can answer. Needs root. `check-update` exits with code 100 if updates are available, which ends a script under `sh -e`.",
            pt_br: "Pede confirmação, a menos que `-y` seja usado, e ninguém pode responder. Precisa de root. `check-update` termina com o código 100 quando há atualizações disponíveis, o que encerra um script sob `sh -e`.",
        },
        "tdnf" | "microdnf" => say! {
            en: "Prompts for confirmation unless `-y` is given, and nobody can answer. Needs root.",
            pt_br: "Pede confirmação, a menos que `-y` seja usado, e ninguém pode responder. Precisa de root.",
        },
        "zypper" => say! {
            en: "Prompts for confirmation unless `--non-interactive` is given before the subcommand or `-y` after it, and nobody can answer. Needs root.",
            pt_br: "Pede confirmação, a menos que `--non-interactive` seja usado antes do subcomando ou `-y` depois dele, e ninguém pode responder. Precisa de root.",
        },
        _ => return None,
    })
}

/// Words of the shell, and tools that surprise in scripts.
fn language(name: &str) -> Option<Message> {
    Some(match name {
        "exit" => say! {
            en: "Ends the script of this step; the commands after it do not run. The step succeeds with code 0 and fails with any other.",
            pt_br: "Encerra o script desta etapa; os comandos seguintes não são executados. A etapa é bem-sucedida com o código 0 e falha com qualquer outro.",
        },
        "sleep" => say! {
            en: "The build waits too, and the time counts against `buildTimeoutInMinutes`.",
            pt_br: "O build espera junto, e o tempo conta no `buildTimeoutInMinutes`.",
        },
        "source" => say! {
            en: "A Bash command. Inline scripts run under `sh`; where `sh` is dash, as on Ubuntu and Debian, the command does not exist. `.` does the same in every shell.",
            pt_br: "Um comando do Bash. Scripts inline são executados com `sh`; onde `sh` é o dash, como no Ubuntu e no Debian, o comando não existe. `.` faz o mesmo em qualquer shell.",
        },
        "curl" => say! {
            en: "Exits with code 0 even if the server responds with an error, and saves that response as the file. With `-f`, `curl` fails instead, and so does the step.",
            pt_br: "Termina com o código 0 mesmo quando o servidor responde com um erro, e salva essa resposta como o arquivo. Com `-f`, o `curl` falha, e a etapa também.",
        },
        _ => return None,
    })
}
