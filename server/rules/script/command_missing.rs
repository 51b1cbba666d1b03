//! A program that the source image does not have and that no earlier command brings.

use crate::model::distribution::{self, Distribution};
use crate::rules::engine::names;
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::script::command::{Command, Word};
use crate::script::packages;
use crate::script::scripts::{Scripts, StepScript};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "script/command-missing",
    level: Level::Warning,
    page: include_str!("command_missing.md"),
    check: Check::Scripts(check),
    ..Rule::DEFAULTS
};

/// A program that images of a system do not have.
struct Program {
    names: &'static [&'static str],
    /// What a text says, in lower case, that may install it.
    hints: &'static [&'static str],
    is_absent: fn(Distribution) -> bool,
    /// Whether images may have it, though steps usually cannot call it.
    is_per_user: fn(Distribution) -> bool,
}

const PROGRAMS: [Program; 11] = [
    Program {
        names: &["choco", "cinst", "cup"],
        hints: &["choco"],
        is_absent: is_windows,
        is_per_user: |_| false,
    },
    Program {
        names: &["winget"],
        hints: &["winget", "appinstaller"],
        is_absent: |it| matches!(it, Distribution::WindowsServer(Some(..=2022))),
        is_per_user: is_windows,
    },
    Program {
        names: &["az"],
        hints: &["azure-cli", "azurecli", "azure cli", "install az"],
        is_absent: |it| is_windows(it) || is_linux(it),
        is_per_user: |_| false,
    },
    Program {
        names: &["docker"],
        hints: &["docker", "moby"],
        is_absent: is_linux,
        is_per_user: |_| false,
    },
    Program {
        names: &["docker-compose"],
        hints: &["docker"],
        is_absent: is_linux,
        is_per_user: |_| false,
    },
    Program {
        names: &["npm", "npx", "node"],
        hints: &["node", "npm", "nvm"],
        is_absent: is_linux,
        is_per_user: |_| false,
    },
    Program {
        names: &["kubectl"],
        hints: &["kubectl", "kubernetes", "aks install-cli"],
        is_absent: is_linux,
        is_per_user: |_| false,
    },
    Program {
        names: &["helm"],
        hints: &["helm"],
        is_absent: is_linux,
        is_per_user: |_| false,
    },
    Program {
        names: &["terraform"],
        hints: &["terraform"],
        is_absent: is_linux,
        is_per_user: |_| false,
    },
    Program {
        names: &["ansible-playbook", "ansible-galaxy", "ansible"],
        hints: &["ansible"],
        is_absent: is_linux,
        is_per_user: |_| false,
    },
    Program {
        names: &["apt-key"],
        hints: &["apt-key"],
        is_absent: |it| match it {
            Distribution::Debian(Some(release)) => release >= 13,
            Distribution::Ubuntu(Some(release)) => release >= (26, 4),
            _ => false,
        },
        is_per_user: |_| false,
    },
];

fn is_windows(distribution: Distribution) -> bool {
    matches!(
        distribution,
        Distribution::WindowsServer(_) | Distribution::WindowsClient
    )
}

fn is_linux(distribution: Distribution) -> bool {
    matches!(
        distribution,
        Distribution::Ubuntu(_) | Distribution::Debian(_) | Distribution::RedHat(_) | Distribution::Suse
    )
}

fn check(scripts: &Scripts<'_>, findings: &mut Findings<'_>) {
    let Some(image) = distribution::distribution(scripts.template) else {
        return;
    };
    let level = if image.is_written {
        Level::Warning
    } else {
        Level::Information
    };
    let system = image.distribution;
    let mut absent: Vec<&Program> = PROGRAMS
        .iter()
        .filter(|it| (it.is_absent)(system) || (it.is_per_user)(system))
        .collect();
    for script in scripts.seen() {
        let text = script.source.text.to_ascii_lowercase();
        for command in &script.parsed.commands {
            let start = command.name_span.start as usize;
            let called = absent.iter().position(|it| it.names.contains(&command.name.as_str()));
            if let Some(at) = called {
                // Said once: what follows is wrong for the same reason, or the first call was about something else.
                let program = absent.remove(at);
                let before = text.get(..start).unwrap_or_default();
                let is_hinted = program.hints.iter().any(|it| before.contains(it));
                if !is_hinted && is_certain(command, script) {
                    report(script, command, (program.is_absent)(system).then_some(level), findings);
                }
            }
            if brings_anything(command, script) {
                return;
            }
        }
        absent.retain(|it| !it.hints.iter().any(|hint| text.contains(hint)));
    }
}

/// Reports a program that is absent, at a level, or one that only users who have signed in can call.
fn report(script: &StepScript<'_>, command: &Command, absent: Option<Level>, findings: &mut Findings<'_>) {
    let name = names::short(&command.name);
    let message = match absent {
        Some(_) => say! {
            en: "`{name}` is not on the source image, and no earlier command installs it",
            pt_br: "O `{name}` não está na imagem de origem, e nenhum comando anterior o instala",
        },
        None => say! {
            en: "`{name}` is set up when a user signs in to Windows; the account of a build step may not find it",
            pt_br: "O `{name}` é configurado quando um usuário entra no Windows; a etapa do build pode não o encontrar",
        },
    };
    let level = absent.unwrap_or(Level::Information);
    findings.report_in(script, command.name_span, message).level(level);
}

/// Whether a command runs for certain, on the build VM itself, under the name that is written.
fn is_certain(command: &Command, script: &StepScript<'_>) -> bool {
    let context = command.context;
    let is_plain = !context.is_uncertain() && !context.is_tested && !context.is_substituted && !context.is_nested;
    let written = command.name_span.of(&script.source.text).to_ascii_lowercase();
    let written = written.strip_suffix(".exe").unwrap_or(&written);
    let rest = script.source.text.get(command.span.end as usize..).unwrap_or_default();
    let is_forgiven = rest.lines().next().unwrap_or_default().contains("||");
    let is_dialect = command.dialect == script.source.dialect;
    is_dialect && is_plain && !is_forgiven && written == command.name
}

/// Whether a command runs what cannot be seen here, and which may install any program.
fn brings_anything(command: &Command, script: &StepScript<'_>) -> bool {
    let is_file = |it: &Word| !it.text.starts_with('-');
    let name = command.name.as_str();
    let is_script = [".sh", ".ps1", ".py", ".bat", ".run"]
        .iter()
        .any(|it| name.ends_with(it));
    let is_interpreter = match name {
        "bash" | "sh" | "dash" | "source" | "." | "python" | "python3" | "perl" | "ruby" | "pwsh" | "powershell" => {
            command.has_input() || command.words.iter().any(is_file)
        }
        "invoke-expression"
        | "make"
        | "puppet"
        | "chef-client"
        | "chef-solo"
        | "salt-call"
        | "snap"
        | "brew"
        | "invoke-dscconfiguration"
        | "start-dscconfiguration"
        | "ansible-playbook"
        | "expand-archive" => true,
        "start-process" | "msiexec" | "rpm" | "dpkg" => command.words.iter().any(|it| it.is_computed),
        _ => false,
    };
    let is_unknown_package =
        packages::call(command).is_some_and(|it| it.action == packages::Action::Install && it.packages().is_none());
    // A program that is called by its path, other than one of the system.
    let written = command
        .name_span
        .of(&script.source.text)
        .trim_start_matches(['"', '\'']);
    let is_system = ["/usr/", "/bin/", "/sbin/"].iter().any(|it| written.starts_with(it));
    let is_path = written.contains(['/', '\\', '$']) && !is_system;
    is_script || is_interpreter || is_unknown_package || is_path
}
