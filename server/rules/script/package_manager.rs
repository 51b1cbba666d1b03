//! A package manager that the distribution of the source image does not have.

use crate::model::distribution::{self, Distribution};
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::Dialect;
use crate::script::command::Command;
use crate::script::scripts::{Scripts, StepScript};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/package-manager",
    level: Level::Warning,
    page: include_str!("package_manager.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let Some(image) = distribution::distribution(scripts.template) else {
        return;
    };
    let Some(own) = own_manager(image.distribution) else {
        return;
    };
    let level = if image.is_written {
        Level::Warning
    } else {
        Level::Information
    };
    for script in scripts.all.iter().filter(|it| it.source.dialect == Dialect::Shell) {
        // A script that finds out which one there is handles each.
        let text = &script.source.text;
        let mut looks = ["/etc/os-release", "lsb_release", "command -v", "which "].iter();
        if looks.any(|it| text.contains(it)) {
            continue;
        }
        let foreign = script
            .parsed
            .commands
            .iter()
            .filter(|it| is_foreign(&it.name, image.distribution));
        let mut is_missing = foreign.filter(|it| is_certain(it, script));
        // One is enough: the others of the step are wrong for the same reason.
        if let Some(command) = is_missing.next() {
            let name = names::short(&command.name);
            let message = say! {
                en: "The source image has no `{name}`; its package manager is `{own}`",
                pt_br: "A imagem de origem não tem `{name}`; o gerenciador de pacotes dela é `{own}`",
            };
            findings.report_in(script, command.name_span, message).level(level);
        }
    }
}

/// Whether a command runs for certain, on the build VM itself, under the name that is written.
fn is_certain(command: &Command, script: &StepScript<'_>) -> bool {
    let context = command.context;
    let is_plain = !context.is_uncertain() && !context.is_tested && !context.is_substituted;
    let is_here = !command.is_through(&["docker", "podman", "chroot", "ssh"]);
    let written = command.name_span.of(&script.source.text);
    let text = &script.source.text;
    let is_forgiven = || {
        let rest = text.get(command.span.end as usize..).unwrap_or_default();
        rest.lines().next().unwrap_or_default().contains("||")
    };
    command.dialect == Dialect::Shell && is_plain && is_here && written == command.name && !is_forgiven()
}

/// The package manager of a distribution; `None` for Windows.
fn own_manager(distribution: Distribution) -> Option<&'static str> {
    Some(match distribution {
        Distribution::Ubuntu(_) | Distribution::Debian(_) => "apt-get",
        Distribution::RedHat(Some(7)) => "yum",
        Distribution::RedHat(_) => "dnf",
        Distribution::Suse => "zypper",
        Distribution::AzureLinux => "tdnf",
        Distribution::WindowsServer(_) | Distribution::WindowsClient => return None,
    })
}

/// Whether a distribution has no package manager of this name.
fn is_foreign(name: &str, distribution: Distribution) -> bool {
    let is_debian = matches!(distribution, Distribution::Ubuntu(_) | Distribution::Debian(_));
    let is_red_hat = matches!(distribution, Distribution::RedHat(_));
    match name {
        "apt" | "apt-get" | "apt-key" | "add-apt-repository" => !is_debian,
        "yum" | "dnf" => is_debian || distribution == Distribution::Suse,
        "zypper" => distribution != Distribution::Suse,
        "tdnf" => is_debian || is_red_hat || distribution == Distribution::Suse,
        _ => false,
    }
}
