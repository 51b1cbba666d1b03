//! What the script of a step does to the build VM.

use aib_ls::insight::effects;
use aib_ls::locale::Lang;
use aib_ls::model::step;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

use crate::insight::document;

fn check_in(languages: &[Lang], step: &Value, expected: Expect) {
    let doc = document("in=customize version=2024-02-01", &step.to_string());
    let template = doc.templates().next().unwrap();
    let step = step::customizers(template).next().unwrap();
    let effects = effects::effects(step, doc.redactor());
    let lines = languages
        .iter()
        .flat_map(|lang| effects.iter().map(|it| format!("{}\n", it.get(*lang))));
    expected.assert_eq(&lines.collect::<String>());
}

fn check(step: &Value, expected: Expect) {
    check_in(&[Lang::En], step, expected);
}

#[test]
fn a_shell_script_shows_everything_it_does() {
    check_in(
        &Lang::ALL,
        &json!({ "type": "Shell", "inline": [
            "sudo apt-get update && sudo apt-get -y install nginx curl",
            "sudo apt-get -y upgrade",
            "sudo apt-get -y remove snapd",
            "curl -fsSL https://example.com/a.tar.gz?sig=secret -o /tmp/a.tar.gz",
            "echo x > /etc/motd; echo y > /dev/null",
            "sudo systemctl disable --now apt-daily.timer",
            "sudo ufw allow 80/tcp; sudo ufw allow 443",
            "sleep 90",
            "sudo reboot",
        ] }),
        expect![[r#"
            12 commands
            Installs packages: `nginx`, `curl`
            Upgrades installed packages
            Removes packages: `snapd`
            May restart the VM: `sudo reboot`
            Waits 1 min 30 s, not counting loops, functions and branches
            Opens ports in the firewall: `80/tcp`, `443`
            Stops, disables or removes services: `sudo systemctl disable --now apt-daily.timer`
            Writes files: `/tmp/a.tar.gz`, `/etc/motd`
            Downloads from: `example.com`
            12 comandos
            Instala pacotes: `nginx`, `curl`
            Atualiza pacotes instalados
            Remove pacotes: `snapd`
            Pode reiniciar a VM: `sudo reboot`
            Espera 1 min 30 s, sem contar loops, funções e desvios
            Abre portas no firewall: `80/tcp`, `443`
            Interrompe, desabilita ou remove serviços: `sudo systemctl disable --now apt-daily.timer`
            Grava arquivos: `/tmp/a.tar.gz`, `/etc/motd`
            Baixa de: `example.com`
        "#]],
    );
}

#[test]
fn a_powershell_script_shows_everything_it_does() {
    check_in(
        &Lang::ALL,
        &json!({ "type": "PowerShell", "inline": [
            "Install-WindowsFeature Web-Server",
            "Invoke-WebRequest -Uri https://example.com/a.msi -OutFile C:\\a.msi",
            "Start-Process msiexec -ArgumentList '/i C:\\a.msi /qn' -Wait",
            "Stop-Service Spooler",
            "New-NetFirewallRule -DisplayName web -LocalPort 80 -Protocol TCP -Action Allow",
            "Start-Sleep -Seconds 30",
            "Restart-Computer -Force",
        ] }),
        expect![[r#"
            7 commands
            Runs installers: `Start-Process msiexec -ArgumentList '/i C:\a.msi /qn' -Wait`
            Adds Windows features: `Install-WindowsFeature Web-Server`
            May restart the VM: `Restart-Computer -Force`
            Waits 30 s, not counting loops, functions and branches
            Opens ports in the firewall: `80`
            Stops, disables or removes services: `Stop-Service Spooler`
            Writes files: `C:\a.msi`
            Downloads from: `example.com`
            7 comandos
            Executa instaladores: `Start-Process msiexec -ArgumentList '/i C:\a.msi /qn' -Wait`
            Adiciona recursos do Windows: `Install-WindowsFeature Web-Server`
            Pode reiniciar a VM: `Restart-Computer -Force`
            Espera 30 s, sem contar loops, funções e desvios
            Abre portas no firewall: `80`
            Interrompe, desabilita ou remove serviços: `Stop-Service Spooler`
            Grava arquivos: `C:\a.msi`
            Baixa de: `example.com`
        "#]],
    );
}

#[test]
fn items_without_a_known_text_are_said_to_be_missing() {
    check(
        &json!({ "type": "Shell", "inline": ["echo a", 1] }),
        expect![[r#"
            1 command, not counting items whose text is unknown
        "#]],
    );
}

#[test]
fn long_lists_are_cut() {
    check(
        &json!({ "type": "Shell", "inline": ["apt-get -y install a b c d e f g h"] }),
        expect![[r#"
            1 command
            Installs packages: `a`, `b`, `c`, `d`, `e`, `f` and 2 more
        "#]],
    );
}

#[test]
fn a_rehearsal_and_a_computed_package_name_nothing() {
    check(
        &json!({ "type": "Shell", "inline": ["apt-get -s install a", "apt-get -y install $NAME"] }),
        expect![[r#"
            2 commands
        "#]],
    );
}

#[test]
fn nothing_is_known_of_a_script_elsewhere() {
    check(
        &json!({ "type": "Shell", "scriptUri": "https://example.com/a.sh" }),
        expect![""],
    );
    check(&json!({ "type": "WindowsRestart" }), expect![""]);
}
