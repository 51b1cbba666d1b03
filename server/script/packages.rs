//! What commands do with the packages of a Linux system, and whether they ask before they do it.

use crate::script::Dialect;
use crate::script::analysis::ParsedScript;
use crate::script::command::{Command, Word};

/// A family of package managers with the same habits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manager {
    /// `apt`, `apt-get`, `aptitude`
    Apt,
    /// `yum`, `dnf`, `tdnf`, and `microdnf`, which never asks.
    Dnf,
    Zypper,
}

/// The action of a package manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Fetch the lists of what there is.
    Refresh,
    Install,
    /// Bring what is installed up to date.
    Upgrade,
    Remove,
}

/// A command that changes packages or fetches their lists.
#[derive(Debug, Clone, Copy)]
pub struct Call<'c> {
    pub manager: Manager,
    pub action: Action,
    /// The word that says so: `install`.
    pub verb: &'c Word,
    /// What follows it.
    rest: &'c [Word],
    /// The text before it.
    before: &'c [Word],
}

/// Reads a command as a call of a package manager; `None` for any other command, and for what changes nothing.
pub fn call(command: &Command) -> Option<Call<'_>> {
    let manager = match command.name.as_str() {
        "apt" | "apt-get" | "aptitude" => Manager::Apt,
        "yum" | "dnf" | "dnf5" | "tdnf" | "microdnf" => Manager::Dnf,
        "zypper" => Manager::Zypper,
        _ => return None,
    };
    if command.dialect != Dialect::Shell {
        return None;
    }
    let mut at = 0;
    loop {
        let word = command.words.get(at)?;
        if manager.takes_value(&word.text) {
            at += 2;
        } else if word.text.starts_with('-') || (manager == Manager::Dnf && is_group(&word.text)) {
            at += 1;
        } else {
            break;
        }
    }
    let verb = command.words.get(at).filter(|it| !it.is_computed)?;
    Some(Call {
        manager,
        action: manager.action(&verb.text)?,
        verb,
        rest: command.words.get(at + 1..)?,
        before: command.words.get(..at)?,
    })
}

/// `yum group install`, `dnf module install`
fn is_group(word: &str) -> bool {
    matches!(word, "group" | "groups" | "module")
}

impl Manager {
    /// Whether an option takes the next word.
    fn takes_value(self, option: &str) -> bool {
        let all: &[&str] = match self {
            Self::Apt => &[
                "-o",
                "-c",
                "-t",
                "-a",
                "--option",
                "--config-file",
                "--target-release",
                "--default-release",
            ],
            Self::Dnf => &[
                "-c",
                "-x",
                "-d",
                "-e",
                "-R",
                "--config",
                "--exclude",
                "--enablerepo",
                "--disablerepo",
                "--repo",
                "--repoid",
                "--setopt",
                "--installroot",
                "--releasever",
            ],
            Self::Zypper => &[
                "-R",
                "-c",
                "-D",
                "-C",
                "-p",
                "--root",
                "--config",
                "--reposd-dir",
                "--cache-dir",
                "--plus-repo",
            ],
        };
        all.contains(&option)
    }

    fn action(self, verb: &str) -> Option<Action> {
        Some(match (self, verb) {
            (Self::Apt, "update") | (Self::Zypper, "refresh" | "ref") => Action::Refresh,
            (Self::Apt, "install" | "reinstall" | "build-dep")
            | (Self::Dnf, "install" | "groupinstall" | "localinstall" | "reinstall" | "downgrade" | "swap")
            | (Self::Zypper, "install" | "in" | "source-install" | "si" | "install-new-recommends" | "inr") => {
                Action::Install
            }
            (Self::Apt, "upgrade" | "dist-upgrade" | "full-upgrade" | "safe-upgrade")
            | (
                Self::Dnf,
                "update" | "upgrade" | "update-minimal" | "upgrade-minimal" | "distro-sync" | "groupupdate",
            )
            | (Self::Zypper, "update" | "up" | "patch" | "dist-upgrade" | "dup") => Action::Upgrade,
            (Self::Apt, "remove" | "purge" | "autoremove" | "autopurge")
            | (Self::Dnf, "remove" | "erase" | "autoremove" | "groupremove")
            | (Self::Zypper, "remove" | "rm") => Action::Remove,
            _ => return None,
        })
    }
}

impl<'c> Call<'c> {
    /// The names of the packages; `None` if one of them is computed.
    pub fn packages(&self) -> Option<Vec<&'c str>> {
        let names = self.rest.iter().filter(|it| !it.text.starts_with('-'));
        names.map(|it| (!it.is_computed).then_some(it.text.as_str())).collect()
    }

    /// Whether it only prints what it would do.
    pub fn is_rehearsal(&self) -> bool {
        const LONG: [&str; 9] = [
            "--simulate",
            "--just-print",
            "--dry-run",
            "--recon",
            "--no-act",
            "--print-uris",
            "--help",
            "--assume-no",
            "--assumeno",
        ];
        let is_one = |it: &Word| {
            LONG.contains(&it.text.as_str())
                || it.text == "-h"
                || (self.manager == Manager::Apt && self.letters(it).contains('s'))
                || (self.manager == Manager::Zypper && it.text == "-D")
        };
        self.before.iter().chain(self.rest).any(is_one)
    }

    /// Whether nobody is asked: an option says yes, something else may say it, or nothing is done at all.
    pub fn is_answered(&self, command: &Command, parsed: &ParsedScript) -> bool {
        let says_yes = match self.manager {
            Manager::Apt => self.apt_says_yes(),
            Manager::Dnf => {
                self.any(|it| self.letters(it).contains('y') || it.text.to_ascii_lowercase().contains("assumeyes"))
            }
            Manager::Zypper => {
                let is_global = |it: &Word| it.text == "--non-interactive" || self.letters(it).contains('n');
                self.before.iter().any(is_global)
                    || self.any(|it| it.text == "--no-confirm" || self.letters(it).contains('y'))
            }
        };
        says_yes
            || command.name == "microdnf"
            || self.is_rehearsal()
            || command.has_input()
            || self.any(|it| may_be_option(it, parsed))
    }

    fn apt_says_yes(&self) -> bool {
        let quiet: usize = self.all().map(|it| self.letters(it).matches('q').count()).sum();
        let is_yes = |it: &Word| {
            let text = it.text.to_ascii_lowercase();
            self.letters(it).contains('y')
                || text.contains("assume-yes")
                || matches!(text.as_str(), "--yes" | "--force-yes" | "-q=2" | "--quiet=2")
        };
        quiet > 1 || self.any(is_yes)
    }

    fn all(&self) -> impl Iterator<Item = &Word> {
        self.before.iter().chain(self.rest)
    }

    fn any(&self, is_it: impl Fn(&Word) -> bool) -> bool {
        self.all().any(is_it)
    }

    /// The options of one letter in a word. What follows one that takes a value is that value.
    fn letters<'w>(&self, word: &'w Word) -> &'w str {
        let Some(cluster) = word.text.strip_prefix('-').filter(|it| !it.starts_with('-')) else {
            return "";
        };
        let with_value = match self.manager {
            Manager::Apt => ['o', 'c', 't', 'a', '='],
            Manager::Dnf => ['c', 'x', 'd', 'e', 'R'],
            Manager::Zypper => ['R', 'c', 'C', 'p', 't'],
        };
        cluster.split(with_value).next().unwrap_or_default()
    }
}

/// Whether a computed word may turn out to be an option. A variable of the script that contains something else is not an option.
fn may_be_option(word: &Word, parsed: &ParsedScript) -> bool {
    if !word.is_computed || !word.text.starts_with(['$', '`', '-']) {
        return false;
    }
    let name = word.text.trim_start_matches(['$', '{']).trim_end_matches('}');
    let mut given = parsed.assignments.iter().filter(|it| it.name == name).peekable();
    let is_plain = |it: &Word| !it.is_computed && !it.text.contains(" -") && !it.text.starts_with('-');
    given.peek().is_none() || !given.all(|it| it.value.as_ref().is_some_and(is_plain))
}

/// Whether a command may have made a manager non-interactive: it mentions the setting, or puts a file of
/// settings in place.
pub fn may_configure(command: &Command, manager: Manager) -> bool {
    let words: &[&str] = match manager {
        Manager::Apt => &["assume-yes", "apt.conf"],
        Manager::Dnf => &["assumeyes", "dnf.conf", "yum.conf"],
        Manager::Zypper => &["zypp.conf", "zypper.conf"],
    };
    // What an option says applies to that command alone.
    call(command).is_none() && command.mentions(words)
}
