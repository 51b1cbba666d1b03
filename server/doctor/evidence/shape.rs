//! The shape of a line of output: which tool wrote it, and whether it names a cause, reports success, or means nothing.

/// What a line of output is, judging by its text alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It names a cause in the form of a known tool or shell.
    Error(Tool),
    /// It has words of a failure, in no known form.
    Suspect,
    /// A failure that is tried again.
    Retry(Tool),
    /// A tool did what it was asked for: its earlier errors were overcome.
    Success(Tool),
    /// It says only that something failed.
    Frame,
    /// Progress, and lines that look like errors and are not.
    Noise,
    Plain,
}

/// The tools whose success shows that an earlier error was overcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    Apt,
    Dnf,
    Pip,
    Npm,
    Git,
    Download,
    Docker,
    WindowsUpdate,
    Sysprep,
    PowerShell,
    Other,
}

/// Beginnings of lines that mean nothing although they look like errors, or that only show progress.
const NOISE_STARTS: [&str; 46] = [
    "#< CLIXML",
    "<Objs ",
    "W: ",
    "N: ",
    "WARNING: apt does not have a stable CLI",
    "debconf: ",
    "dpkg-preconfigure: unable to re-open stdin",
    "update-alternatives: ",
    "invoke-rc.d: ",
    "sudo: unable to resolve host",
    "warning: ",
    "Warning: ",
    "WARNING: ",
    "WARNING! ",
    "[WARNING]",
    "[DEPRECATION WARNING]",
    "[notice]",
    "DEPRECATION: ",
    "npm warn",
    "npm WARN",
    "npm notice",
    "[MIRROR] ",
    "Failed to set locale, defaulting to",
    "Waiting for process with pid",
    "Last metadata expiration check",
    "Can't load /root/.rnd",
    "Cloning into ",
    "Created symlink ",
    "gpg: keybox ",
    "gpg: WARNING",
    "tar: Removing leading ",
    "clean up script ",
    "Waiting for operation to complete",
    "Waiting for the Windows Modules Installer",
    "echo didn't succeed; retrying",
    "[DEBUG]",
    "[INFO]",
    "Communication connection err",
    "% Total",
    "Dload  Upload",
    "Extracting templates from packages",
    "remote: ",
    "Selecting previously unselected",
    "Preparing to unpack",
    "Unpacking ",
    "(Reading database",
];

/// Beginnings of lines by Packer around the output of a step, and of summaries of tools.
const FRAME_STARTS: [&str; 33] = [
    "Provisioning with ",
    "Provisioning step had errors",
    "Uploading ",
    "Found command: ",
    "Running Windows update",
    "Script exited with non-zero exit status",
    "Windows update script exited with non-zero exit status",
    "Restart script exited with non-zero exit status",
    "Build '",
    "E: Sub-process ",
    "E: Unable to fetch some archives",
    "E: Some index files failed to download",
    "E: Unable to lock directory",
    "E: Couldn't rebuild package cache",
    "Errors were encountered while processing",
    "Error: Failed to download packages",
    "npm error A complete log of this run",
    "npm ERR! A complete log of this run",
    "npm error Lifecycle script",
    "tar: Error is not recoverable",
    "tar: Child returned status",
    "tar: Exiting with failure status",
    "make: *** ",
    "make[",
    "PLAY RECAP",
    "ERROR: at <ScriptBlock>",
    "at <ScriptBlock>",
    "Chocolatey installed ",
    "See the log for details",
    "Please make sure you have the correct access rights",
    "and the repository exists.",
    "Traceback (most recent call last)",
    "fatal: Could not read from remote repository",
];

/// Beginnings of lines with which a tool names the cause.
const ERROR_STARTS: [(&str, Tool); 38] = [
    ("E: ", Tool::Apt),
    ("dpkg: error", Tool::Apt),
    ("dpkg: dependency problems", Tool::Apt),
    ("Error: Unable to find a match", Tool::Dnf),
    ("No match for argument", Tool::Dnf),
    ("Error: Nothing to do", Tool::Dnf),
    ("Error: Failed to download metadata", Tool::Dnf),
    ("Error: GPG check FAILED", Tool::Dnf),
    ("Error: Transaction", Tool::Dnf),
    ("Error: This command has to be run", Tool::Dnf),
    ("Errors during downloading metadata", Tool::Dnf),
    ("Curl error (", Tool::Dnf),
    ("- Curl error (", Tool::Dnf),
    ("No provider of ", Tool::Dnf),
    ("System management is locked", Tool::Dnf),
    ("Problem: nothing provides", Tool::Dnf),
    ("ERROR: Could not find a version", Tool::Pip),
    ("ERROR: No matching distribution", Tool::Pip),
    ("ERROR: Could not install packages", Tool::Pip),
    ("error: externally-managed-environment", Tool::Pip),
    ("npm error ", Tool::Npm),
    ("npm ERR! ", Tool::Npm),
    ("fatal: ", Tool::Git),
    ("error: pathspec ", Tool::Git),
    ("error: failed to push", Tool::Git),
    ("Host key verification failed", Tool::Git),
    ("curl: (", Tool::Download),
    ("wget: ", Tool::Download),
    ("Error response from daemon: ", Tool::Docker),
    ("docker: ", Tool::Docker),
    ("Cannot connect to the Docker daemon", Tool::Docker),
    ("permission denied while trying to connect to the Docker", Tool::Docker),
    ("ERROR EXCEPTION: ", Tool::WindowsUpdate),
    ("ERROR: ", Tool::Other),
    ("Exception calling ", Tool::PowerShell),
    ("Killed", Tool::Other),
    ("panic: ", Tool::Other),
    ("Segmentation fault", Tool::Other),
];

/// Fragments with which a tool, a shell or Windows names the cause.
const ERROR_PARTS: [(&str, Tool); 24] = [
    ("Permission denied (publickey", Tool::Git),
    (": not found", Tool::Other),
    (": command not found", Tool::Other),
    (": No such file or directory", Tool::Other),
    (": Permission denied", Tool::Other),
    (": Operation not permitted", Tool::Other),
    ("No space left on device", Tool::Other),
    ("Syntax error: ", Tool::Other),
    ("syntax error near unexpected token", Tool::Other),
    (": unbound variable", Tool::Other),
    (": parameter not set", Tool::Other),
    ("Exec format error", Tool::Other),
    ("bad interpreter", Tool::Other),
    ("Could not resolve host", Tool::Other),
    ("Temporary failure in name resolution", Tool::Other),
    ("is not recognized as ", Tool::PowerShell),
    ("Access is denied", Tool::PowerShell),
    ("HRESULT: 0x", Tool::PowerShell),
    ("There is not enough space on the disk", Tool::Other),
    ("Terminating error", Tool::PowerShell),
    ("not in gzip format", Tool::Download),
    ("End-of-central-directory signature not found", Tool::Download),
    ("Hash Sum mismatch", Tool::Apt),
    (": FAILED", Tool::Other),
];

/// Signs of success of a tool.
const SUCCESS: [(&str, Tool); 24] = [
    ("Fetched ", Tool::Apt),
    ("Reading package lists... Done", Tool::Apt),
    ("Setting up ", Tool::Apt),
    (" newly installed, ", Tool::Apt),
    ("Complete!", Tool::Dnf),
    ("Nothing to do.", Tool::Dnf),
    ("Successfully installed", Tool::Pip),
    ("Requirement already satisfied", Tool::Pip),
    ("added ", Tool::Npm),
    ("Receiving objects: 100%", Tool::Git),
    ("Resolving deltas: 100%", Tool::Git),
    ("Already up to date", Tool::Git),
    ("saved [", Tool::Download),
    ("100  ", Tool::Download),
    ("Status: Downloaded", Tool::Docker),
    ("Status: Image is up to date", Tool::Docker),
    ("Successfully built", Tool::Docker),
    ("Found Windows update", Tool::WindowsUpdate),
    ("Skipped (filter) Windows update", Tool::WindowsUpdate),
    ("No Windows updates found", Tool::WindowsUpdate),
    ("Installing Windows updates", Tool::WindowsUpdate),
    ("Downloading Windows updates (", Tool::WindowsUpdate),
    ("IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE", Tool::Sysprep),
    ("Pull complete", Tool::Docker),
];

/// Marks of an attempt that is repeated, or of a failure that a script accepts.
const RETRY_PARTS: [&str; 14] = [
    "retrying",
    "will retry",
    "retry in",
    "trying again",
    "attempt ",
    "sleeping",
    "waiting for cache lock",
    "...ignoring",
    "(ignored)",
    "ignoring error",
    "failed but continuing",
    "|| true",
    "retryable error",
    "exists; waiting",
];

/// Words of a failure, in lower case.
const SUSPECT_WORDS: [&str; 22] = [
    "error",
    "failed",
    "failure",
    "fatal",
    "exception",
    "denied",
    "cannot",
    "could not",
    "couldn't",
    "unable to",
    "not found",
    "no such",
    "timed out",
    "refused",
    "invalid",
    "not permitted",
    "unauthorized",
    "forbidden",
    "does not exist",
    "unexpected",
    "abort",
    "0x8",
];

/// Such words where they mean something else, in lower case.
const NO_SUSPECTS: [&str; 24] = [
    "0 errors",
    "errors=0",
    "errors: 0",
    "error: 0",
    "0 failed",
    "failed: 0",
    "failed=0",
    "failures: 0",
    "no error",
    "without error",
    "-erroraction",
    "errorlevel",
    "error_success",
    "stderr",
    "fail-on-error",
    "libgpg-error",
    "perl-error",
    "error-handling",
    "error_log",
    "error.log",
    "errors.log",
    "errorreporting",
    "error reporting",
    "set -e",
];

/// Lines of Sysprep that only say that it stopped.
const SYSPREP_SUMMARIES: [&str; 6] = [
    "SysprepSession::",
    "RunPlatformActions:",
    "RunExternalDlls:",
    "RunDlls:",
    "WinMain:",
    "BCD: ",
];

/// The shape of a line without prefixes, colours and blanks around it.
pub(super) fn of(text: &str) -> Shape {
    let starts = |list: &[&str]| list.iter().any(|it| text.starts_with(it));
    if is_progress(text) || starts(&NOISE_STARTS) {
        return Shape::Noise;
    }
    if let Some((_, message)) = text.split_once("SYSPRP ") {
        return sysprep(text, message);
    }
    if starts(&FRAME_STARTS) {
        return Shape::Frame;
    }
    let lower = text.to_ascii_lowercase();
    let error =
        || tool(&ERROR_STARTS, |it| text.starts_with(it)).or_else(|| tool(&ERROR_PARTS, |it| text.contains(it)));
    if RETRY_PARTS.iter().any(|it| lower.contains(it)) {
        return Shape::Retry(error().unwrap_or(updates(text)));
    }
    if let Some(tool) = tool(&SUCCESS, |it| text.contains(it)) {
        return Shape::Success(tool);
    }
    if let Some(tool) = error() {
        return Shape::Error(tool);
    }
    let is_suspect = SUSPECT_WORDS.iter().any(|it| lower.contains(it));
    match is_suspect && !NO_SUSPECTS.iter().any(|it| lower.contains(it)) {
        true => Shape::Suspect,
        false => Shape::Plain,
    }
}

/// The head of an error record of PowerShell, `{command} : {message}`, which the position of the command follows.
pub(super) fn is_record_position(text: &str) -> bool {
    let at = text.strip_prefix("At ").is_some_and(|it| it.contains(" char:"));
    at || text == "Line |"
}

/// Whether a line belongs to an error record of PowerShell and is not its end.
pub(super) fn is_record_detail(text: &str) -> bool {
    text.starts_with("+ ") || text.starts_with('|') || is_record_position(text)
}

fn tool(list: &[(&str, Tool)], is_it: impl Fn(&str) -> bool) -> Option<Tool> {
    list.iter().find(|(it, _)| is_it(it)).map(|it| it.1)
}

fn updates(text: &str) -> Tool {
    match text.contains("Windows updates") {
        true => Tool::WindowsUpdate,
        false => Tool::Other,
    }
}

fn sysprep(text: &str, message: &str) -> Shape {
    let is_summary = SYSPREP_SUMMARIES.iter().any(|it| message.starts_with(it));
    match text.contains(", Error") {
        true if is_summary => Shape::Frame,
        true => Shape::Error(Tool::Sysprep),
        false => Shape::Noise,
    }
}

/// Whether a line shows nothing but progress: empty, a bar, a percentage, dots.
fn is_progress(text: &str) -> bool {
    let is_mark = |c: char| c.is_ascii_digit() || c.is_whitespace() || "%.-=#[]<>|/:+*_~".contains(c);
    text.chars().all(is_mark)
}
