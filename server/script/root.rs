//! What only root may do on a Linux system: which commands, and on which paths.

use crate::script::command::{Command, Word};
use crate::script::packages;

/// Folders of root that nobody else may write to.
const TREES: [&str; 14] = [
    "/etc",
    "/opt",
    "/usr",
    "/var",
    "/srv",
    "/root",
    "/boot",
    "/lib",
    "/lib64",
    "/bin",
    "/sbin",
    "/sys",
    "/proc/sys",
    "/snap",
];

/// Paths below them that are open to everybody.
const OPEN: [&str; 4] = ["/var/tmp", "/var/lock", "/var/crash", "/var/run/user"];

/// Folders directly below `/` that are not to be judged: open ones, and those where a disk of one's own may be.
const TOP: [&str; 9] = ["/tmp", "/dev", "/home", "/mnt", "/media", "/data", "/run", "/proc", "/"];

/// Whether only root may write to a path. What the shell puts into it counts as nothing.
pub fn is_roots(path: &Word) -> bool {
    let text = path.text.as_str();
    let known = text.split(['$', '`', '*', '?']).next().unwrap_or_default();
    let is_below = |tree: &str| {
        known
            .strip_prefix(tree)
            .is_some_and(|it| it.is_empty() || it.starts_with('/'))
    };
    if !known.starts_with('/') || text.contains("..") || OPEN.iter().any(|it| is_below(it)) {
        return false;
    }
    if known.len() < text.len() {
        // Below `/var` the rest may be `tmp`.
        return known != "/var/" && TREES.iter().any(|it| is_below(it) && known.len() > it.len());
    }
    let bare = known.trim_end_matches('/');
    TREES.iter().any(|it| is_below(it)) || (bare.rfind('/') == Some(0) && !TOP.contains(&bare))
}

/// Whether a path belongs to the system itself, which is never given to an ordinary user.
pub fn is_systems(path: &Word) -> bool {
    const OWN: [&str; 9] = [
        "/etc/", "/usr/", "/root/", "/boot/", "/bin/", "/sbin/", "/lib/", "/lib64/", "/sys/",
    ];
    OWN.iter().any(|it| path.text.starts_with(it))
}

/// Whether a command gives someone else a right to write to a path, or to what lies above it.
pub fn hands_over(command: &Command, path: &str) -> bool {
    let gives = match command.name.as_str() {
        "chown" | "chmod" | "chgrp" | "setfacl" | "mount" => true,
        "install" => command.has_letter('o') || command.has_letter('m') || command.has_long("owner"),
        "mkdir" => command.has_letter('m') || command.has_long("mode"),
        _ => false,
    };
    let is_above = |it: &Word| {
        let above = it.text.trim_end_matches('/');
        it.is_computed
            || path == above
            || (!above.is_empty() && path.strip_prefix(above).is_some_and(|rest| rest.starts_with('/')))
    };
    // The first word of `chown` and its like is the right itself.
    let skipped = usize::from(command.name.starts_with("ch"));
    gives && command.operands().skip(skipped).any(is_above)
}

/// Whether nobody but root may run a command, whatever it is about.
pub fn is_reserved(command: &Command) -> bool {
    let verb = command.verb().map(|it| it.text.as_str()).unwrap_or_default();
    let has_verb = |all: &[&str]| all.contains(&verb);
    if let Some(call) = packages::call(command) {
        return !call.is_rehearsal();
    }
    match command.name.as_str() {
        "systemctl" => {
            const CHANGES: [&str; 13] = [
                "enable",
                "disable",
                "start",
                "stop",
                "restart",
                "reload",
                "mask",
                "unmask",
                "daemon-reload",
                "set-default",
                "try-restart",
                "reload-or-restart",
                "isolate",
            ];
            has_verb(&CHANGES) && !command.has_long("user") && !command.has_long("root")
        }
        "service" => command.has(&["start", "stop", "restart", "reload"]),
        "useradd"
        | "userdel"
        | "usermod"
        | "groupadd"
        | "groupdel"
        | "groupmod"
        | "adduser"
        | "addgroup"
        | "deluser"
        | "chpasswd"
        | "update-grub"
        | "update-initramfs"
        | "update-ca-certificates"
        | "add-apt-repository"
        | "dpkg-reconfigure"
        | "setenforce" => !command.has(&["--help", "-h", "--version"]),
        "hostnamectl" => has_verb(&["set-hostname"]),
        "timedatectl" => has_verb(&["set-timezone", "set-ntp", "set-time"]),
        "localectl" => has_verb(&["set-locale", "set-keymap"]),
        "snap" => has_verb(&["install", "remove", "refresh"]) && !command.has(&["--list"]),
        "ufw" => has_verb(&[
            "enable", "disable", "allow", "deny", "delete", "default", "reload", "reset",
        ]),
        "dpkg" => [
            "-i",
            "--install",
            "-r",
            "--remove",
            "-P",
            "--purge",
            "--configure",
            "--add-architecture",
        ]
        .iter()
        .any(|it| command.words.first().is_some_and(|word| word.text == **it)),
        "rpm" => {
            let cluster = command.words.first().map(|it| it.text.as_str()).unwrap_or_default();
            let first = cluster.strip_prefix('-').unwrap_or_default();
            cluster == "--import" || (first.starts_with(['i', 'U', 'F', 'e']) && !first.contains(['q', 'p']))
        }
        _ => false,
    }
}

/// The paths that a command writes to.
pub fn targets(command: &Command) -> Vec<&Word> {
    let operands = || command.operands();
    match command.name.as_str() {
        "mkdir" | "rmdir" | "touch" | "rm" | "tee" | "unlink" | "truncate" => operands().collect(),
        "mv" if operands().nth(1).is_some() => operands().collect(),
        "install" if command.has_letter('d') => operands().collect(),
        "cp" | "ln" | "install" | "rsync" | "mv" => {
            let last = operands().skip(1).last();
            last.into_iter()
                .chain(command.value_of(&["-t", "--target-directory"]))
                .collect()
        }
        "chown" | "chmod" | "chgrp" => operands().skip(1).collect(),
        "sed"
            if command
                .options()
                .any(|it| it.text.starts_with("-i") || it.text.starts_with("--in-place")) =>
        {
            operands().skip(1).last().into_iter().collect()
        }
        "curl" => command.value_of(&["-o", "--output"]).into_iter().collect(),
        "wget" => command
            .value_of(&["-O", "-P", "--output-document", "--directory-prefix"])
            .into_iter()
            .collect(),
        "unzip" => command.value_of(&["-d"]).into_iter().collect(),
        "tar" if !command.has(&["-c", "--create"]) => command.value_of(&["-C", "--directory"]).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Whether a script finds out on its own who runs it, and may do one thing or the other.
pub fn asks_who(commands: &[Command], text: &str) -> bool {
    let asks = |it: &Command| it.name == "whoami" || (it.name == "id" && it.has(&["-u"]));
    commands.iter().any(asks) || ["$UID", "$EUID", "${UID", "${EUID"].iter().any(|it| text.contains(it))
}

/// Whether a command begins a shell of someone else's, so that it is unknown who runs what follows: `sudo -i`, `sudo su`.
pub fn changes_user(command: &Command) -> bool {
    matches!(command.name.as_str(), "sudo" | "su" | "doas" | "runuser" | "newgrp")
}
