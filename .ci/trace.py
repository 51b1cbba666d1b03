#!/usr/bin/env python3
"""Watches what the program does to its machine: `trace.py PROGRAM FOLDER`, with strace on PATH and an empty folder for its runs.

Every system call of every command and of a whole session with an editor is read. Each has to be one that touches nothing but the
process itself, or to name a path that the program may read; nothing is sent, nothing is started but ShellCheck where the editor's
settings name it, and nothing is written but by `check --fix` in its folder.
Exit status: 0 all passed, 1 something failed.
"""

import collections
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.dont_write_bytecode = True
import session  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Calls that touch nothing outside the process: memory, threads, time, signals, and descriptors that are open already.
HARMLESS = set(
    """
    brk mmap munmap mremap mprotect madvise membarrier mincore mlock munlock
    read readv pread64 write writev pwrite64 lseek close close_range dup dup2 dup3 fcntl ioctl fstat fstatfs fdatasync fsync
    flistxattr fgetxattr
    poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2 pipe pipe2 getdents64
    futex set_robust_list get_robust_list rseq set_tid_address gettid getpid getppid getuid geteuid getgid getegid tgkill
    clone clone3 vfork fork wait4 waitid exit exit_group sched_getaffinity sched_setaffinity sched_yield
    rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall
    clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time getrandom
    arch_prctl prctl prlimit64 getrlimit uname sysinfo getrusage getcwd umask capget
    """.split()
)
# Calls that read what a path names.
READING = set("open openat openat2 stat lstat newfstatat statx access faccessat faccessat2 readlink readlinkat chdir statfs".split())
# Calls that change what a path or a descriptor names.
WRITING = set(
    """
    creat truncate ftruncate fallocate rename renameat renameat2 unlink unlinkat mkdir mkdirat rmdir link linkat symlink symlinkat
    chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes utimensat futimesat mknod mknodat
    setxattr fsetxattr lsetxattr removexattr copy_file_range sendfile splice
    """.split()
)
NETWORK = set(
    """
    socket socketpair connect bind listen accept accept4 sendto sendmsg sendmmsg recvfrom recvmsg recvmmsg getsockname getpeername
    setsockopt getsockopt shutdown
    """.split()
)

# What a session opens: of every kind, each with the files that belong to it.
OPENED = """
    aib-ls.toml web.json deployment.json deployment.parameters.json linux-standalone.json scripts-beside.json logs/linux-apt-lock.log
""".split()

# What a server may offer, all of which the session asks for.
ASKED = """
    hoverProvider completionProvider signatureHelpProvider definitionProvider referencesProvider documentHighlightProvider
    documentSymbolProvider codeActionProvider codeLensProvider documentLinkProvider documentFormattingProvider
    documentRangeFormattingProvider renameProvider foldingRangeProvider inlayHintProvider semanticTokensProvider diagnosticProvider
""".split()

# How a file that is open and has no name yet is named.
OWN_DESCRIPTOR = r"/proc/self/fd/\d+"

# What of the system may be read, and why.
SYSTEM = [
    (r"/etc/ld\.so\.(cache|preload)", "the loader finds libraries"),
    (r"(/usr)?/lib(64|32)?(/[\w.+-]+)*/[\w.+-]+\.so[\w.]*", "libraries"),
    (r"(/usr)?/lib(64)?(/glibc-hwcaps|/tls|/x86_64[\w.-]*|/aarch64[\w.-]*|/haswell|/avx\w*)*/?", "the loader looks for libraries"),
    (r"/proc/(self|\d+)/(maps|exe|cgroup|mountinfo)", "the runtime: stack, own name, limits of memory and processors"),
    (r"/proc/\d+", "whether the editor still runs"),
    (OWN_DESCRIPTOR, "a file that is open already"),
    (r"/sys/fs/cgroup(/.*)?", "how many processors may be used"),
    (r"/sys/devices/system/cpu(/.*)?|/proc/(cpuinfo|stat|meminfo)", "how many processors there are"),
    (r"/sys/kernel/mm/transparent_hugepage/\w+|/proc/sys/vm/overcommit_memory", "the allocator"),
    (r"/dev/(null|tty|urandom)", "nothing, the terminal, random numbers"),
    (r"/usr/(lib|share)/locale(/.*)?|/etc/localtime|/usr/share/zoneinfo(/.*)?", "language and time zone"),
    (r"(/etc|/lib|/usr/share|/usr/lib)/terminfo(/.*)?", "what the terminal can do"),
]

CALL = re.compile(r"^(\w+)\((.*)$")
# The last line of a thread that ended with its process before strace could see which call it was about to make.
NEVER_MADE = re.compile(r"^\?\?\?\(\)\s*= \?$")
# A descriptor as `-y` shows it and the path behind it, or a path alone.
PATHS = re.compile(r'(?:(?:AT_FDCWD|\d+)<((?:[^<>\\]|\\.)*)>, )?"((?:[^"\\]|\\.)*)"')
# The path behind a descriptor that is the first argument.
FIRST_DESCRIPTOR = re.compile(r"\d+<((?:[^<>\\]|\\.)*)>")
OPENS_TO_WRITE = re.compile(r"\bO_(WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)\b")


class Trace:
    """What the processes of one run of a program did."""

    def __init__(self, program, files):
        self.program, self.is_seen = program, False
        self.calls = collections.Counter()
        # (call, path, line) of each path that was read or written, and lines that have no place here.
        self.read, self.written, self.started, self.foreign = [], [], [], []
        # One file for each process and thread, named after it.
        self.own = {file.suffix[1:] for file in files}
        for file in files:
            self._file(file)

    def _file(self, file):
        lines = file.read_text(errors="replace").splitlines()
        if lines and NEVER_MADE.match(lines[-1]):
            lines.pop()
        for line in lines:
            if not (call := CALL.match(line)):
                if not line.startswith(("+++", "---")):
                    self.foreign.append(line)
                continue
            name, rest = call.groups()
            self.calls[name] += 1
            paths = [os.path.normpath(os.path.join(at or "/", path)) for at, path in PATHS.findall(rest) if path or at]
            if name in ("execve", "execveat"):
                if rest.rstrip().endswith("= 0") and paths[0] == self.program:
                    self.is_seen = True
                elif rest.rstrip().endswith("= 0"):
                    # What another program does is its own affair.
                    self.started.append(paths[0])
                    return
            elif name in WRITING or (name in READING and OPENS_TO_WRITE.search(rest)):
                paths = [path for path in paths if not re.fullmatch(OWN_DESCRIPTOR, path)]
                if "/dev/null" not in paths:
                    self.written.append((name, paths, line))
            elif name == "flock" and (descriptor := FIRST_DESCRIPTOR.match(rest)):
                # Others wait for it: as good as written.
                self.written.append((name, [descriptor[1]], line))
            elif name in READING:
                self.read += [(path, line) for path in paths[:1]]
            elif name == "kill" and rest.split(",")[0] in self.own:
                # A ShellCheck of its own that takes too long.
                pass
            elif name not in HARMLESS:
                self.foreign.append(line)


class Watch:
    """Runs commands under strace and holds what they did against what they may do."""

    def __init__(self, program, work):
        self.program, self.work = program, work
        self.passed = self.failed = self.runs = 0
        self.calls, self.classes = collections.Counter(), collections.Counter()
        self.home, self.folder = work / "home", work / "home/project"
        self.environment = {
            "HOME": str(self.home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TERM": "xterm",
            "XDG_CONFIG_HOME": str(self.home / ".config"),
        }

    def prepare(self):
        """A home with what a program could be curious about, and a project in it."""
        shutil.copytree(ROOT / "tests/samples/templates", self.folder)
        shutil.copytree(ROOT / "tests/samples/logs", self.folder / "logs")
        shutil.copy(ROOT / "editors/sample.json", self.folder / "web.json")
        (self.folder / "aib-ls.toml").write_text('[rules]\n"timeout" = "warning"\n')
        (self.folder / ".gitignore").write_text("ignored/\n")
        (self.folder / "empty").mkdir()
        for name in (".azure/azureProfile.json", ".azure/msal_token_cache.json", ".ssh/id_rsa", ".aws/credentials", ".netrc", ".bash_history"):
            path = self.home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("secret")

    def strace(self):
        """The words before a command that have it watched."""
        self.runs += 1
        self.prefix = self.work / f"trace-{self.runs}"
        self.prefix.mkdir()
        return ["strace", "-ff", "-qq", "-y", "-s", "4096", "-o", str(self.prefix / "t")]

    def run(self, name, *arguments, text=None, writes=False, codes=(0, 1)):
        """Runs a command to its end and judges it."""
        command = [*self.strace(), self.program, *map(str, arguments)]
        done = subprocess.run(command, input=text, capture_output=True, cwd=self.folder, env=self.environment, timeout=60)
        faults = [] if done.returncode in codes else [f"it ended with {done.returncode}: {done.stderr[-500:]!r}"]
        self.judge(name, faults, writes=writes)

    def faults(self, trace, writes=False, starts=None):
        """What a run did that it may not do."""
        faults = [f"a call that is not listed as harmless: {line[:300]}" for line in trace.foreign]
        for _, paths, line in trace.written:
            if not (writes and all(self.is_inside(path) for path in paths)):
                faults.append(f"something is written: {line[:300]}")
        if writes and not trace.written:
            faults.append("nothing is written")
        for path, line in trace.read:
            if kind := self.kind(path):
                self.classes[kind] += 1
            else:
                faults.append(f"read without need: {line[:300]}")
        faults += [f"a program is started: {path}" for path in trace.started if path != starts]
        if starts and starts not in trace.started:
            faults.append(f"{starts} is not started")
        if not trace.is_seen:
            faults.append("nothing was seen")
        return faults

    def judge(self, name, faults, **may):
        trace = Trace(self.program, sorted(self.prefix.iterdir()))
        faults += self.faults(trace, **may)
        self.calls += trace.calls
        self.note(name, faults)

    def note(self, name, faults):
        if not faults:
            self.passed += 1
            print(f"ok    {name}")
            return
        self.failed += 1
        print(f"FAIL  {name}")
        for fault in list(dict.fromkeys(faults))[:20]:
            print(f"      {fault}")

    def is_inside(self, path):
        return path == str(self.folder) or path.startswith(f"{self.folder}/")

    def kind(self, path):
        """The class of a path that may be read; none for any other."""
        if self.is_inside(path):
            return "the folder of the project"
        if path == str(self.program) or path.startswith(f"{self.program}."):
            return "the program itself"
        for pattern, reason in SYSTEM:
            if re.fullmatch(pattern, path):
                return f"the system: {reason}"
        above = [str(it) for it in self.folder.parents]
        folder, name = os.path.split(path)
        if path in above:
            return "folders above the project: that they are there"
        if folder in above and name == "aib-ls.toml":
            return "folders above the project: settings"
        if folder in above and name in (".git", ".gitignore", ".ignore", ".jj") or path.endswith("/.git/info/exclude"):
            return "folders above the project: which files are ignored"
        if path in (f"{self.home}/.gitconfig", f"{self.home}/.config/git/config", f"{self.home}/.config/git/ignore", "/etc/gitconfig"):
            return "Git's own settings: which files are ignored"
        return None


def commands(watch):
    """Every command that `--help` lists, in every format."""
    listed = subprocess.run([watch.program, "--help"], capture_output=True, text=True, check=True).stdout
    listed = set(re.findall(r"^  ([a-z]+)  ", listed, re.MULTILINE))
    seen = set()

    def run(command, *arguments, **more):
        seen.add(command)
        watch.run(" ".join(["aib-ls", command, *map(str, arguments)]), command, *arguments, **more)

    def formats(command):
        text = subprocess.run([watch.program, command, "--help"], capture_output=True, text=True, check=True).stdout
        # The values of the first option that has a list of formats.
        part = text.split("--format <FORMAT>")[1].split("[default")[0]
        return re.findall(r"^ +- (\w+):", part, re.MULTILINE)

    for form in formats("check"):
        run("check", "--format", form)
    run("check", "web.json", "logs", "--color", "always")
    run("check", "-", text=(watch.folder / "web.json").read_bytes())
    run("check", "--parameters", "deployment.parameters.json", "deployment.json")
    run("check", "missing.json", codes=(2,))
    for form in formats("doctor"):
        run("doctor", "--format", form, "logs/linux-apt-lock.log")
    run("doctor", "logs")
    run("doctor", "--compare", "logs/linux-success.log", "logs/linux-apt-lock.log")
    run("doctor", "--template", "linux-standalone.json", "logs/linux-apt-lock.log")
    run("doctor", "-", text=(watch.folder / "logs/powershell-exit.log").read_bytes())
    for form in formats("permissions"):
        run("permissions", "--format", form, "deployment.json")
    run("explain")
    run("explain", "timeout/below-minimum")
    run("explain", "log/apt-lock", "--lang", "pt-br")
    for form in formats("rules"):
        run("rules", "--format", form)
    run("schema")
    for shell in ("bash", "elvish", "fish", "powershell", "zsh"):
        run("completions", shell)
    run("man")
    run("man", "check")
    run("help")
    if "summary" in listed:
        run("summary", "deployment.json")
    fixed = (watch.folder / "web.json").read_bytes()
    run("check", "--fix", "web.json", writes=True)
    watch.note("check --fix has changed its file", [] if (watch.folder / "web.json").read_bytes() != fixed else ["it has not"])
    run("check", "--fix", "-", text=fixed, codes=(2,))
    watch.note("every command of --help was run", sorted(listed - seen - {"serve"}))


def edit(watch, with_shellcheck):
    """A session of an editor that opens everything and asks for everything."""
    wrapper = watch.work / f"watched-{watch.runs}"
    stand_in = watch.work / "shellcheck"
    stand_in.write_text('#!/bin/sh\nwhile read -r line; do :; done\necho \'{"comments":[]}\'\n')
    stand_in.chmod(0o755)
    name = "a session with an editor" + (" whose settings name ShellCheck" if with_shellcheck else "")
    quoted = " ".join(f"'{it}'" for it in [*watch.strace(), watch.program])
    variables = " ".join(f"'{key}={value}'" for key, value in watch.environment.items())
    wrapper.write_text(f'#!/bin/sh\ncd {watch.folder}\nexec env -i {variables} {quoted} "$@"\n')
    wrapper.chmod(0o755)
    server = session.Server(str(wrapper))
    faults = []

    def ask(method, params=None):
        try:
            return server.ask(method, params)
        except RuntimeError as error:
            # A name that cannot be changed, for example.
            if "-32803" not in str(error):
                faults.append(str(error))

    everything = {"dynamicRegistration": True}
    text_document = {name: everything for name in "hover definition references formatting rangeFormatting codeLens inlayHint rename".split()}
    text_document["diagnostic"] = everything
    text_document["codeAction"] = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}
    settings = {"aib": {"shellcheck": str(stand_in)}} if with_shellcheck else {"aib": {"formatting": "on", "inlayHints": "all"}}
    folders = [{"uri": watch.folder.as_uri(), "name": "project"}]
    offer = ask("initialize", {
        "processId": os.getpid(), "rootUri": watch.folder.as_uri(), "workspaceFolders": folders, "locale": "en",
        "initializationOptions": settings,
        "capabilities": {"workspace": {"workspaceFolders": True, "didChangeWatchedFiles": everything}, "textDocument": text_document},
    })
    faults += [f"{it} is offered and not asked for" for it in offer["capabilities"] if it.endswith("Provider") and it not in ASKED]
    server.tell("initialized", {})
    server.tell("workspace/didChangeConfiguration", {"settings": settings})
    for path in [watch.folder / it for it in OPENED]:
        text = path.read_text(encoding="utf-8")
        language = {".sh": "shellscript", ".ps1": "powershell", ".log": "aib-log"}.get(path.suffix, path.suffix[1:])
        document = {"uri": path.as_uri()}
        server.tell("textDocument/didOpen", {"textDocument": {**document, "languageId": language, "version": 1, "text": text}})
        lines = text.split("\n")
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": len(lines), "character": 0}}
        for method in "documentSymbol foldingRange documentLink codeLens semanticTokens/full diagnostic".split():
            ask(f"textDocument/{method}", {"textDocument": document})
        for method in "inlayHint semanticTokens/range".split():
            ask(f"textDocument/{method}", {"textDocument": document, "range": whole})
        options = {"tabSize": 2, "insertSpaces": True}
        ask("textDocument/formatting", {"textDocument": document, "options": options})
        ask("textDocument/rangeFormatting", {"textDocument": document, "options": options, "range": whole})
        ask("textDocument/codeAction", {"textDocument": document, "range": whole, "context": {"diagnostics": []}})
        for line in range(0, len(lines), max(1, len(lines) // 5)):
            position = {"line": line, "character": len(lines[line]) // 2}
            at = {"textDocument": document, "position": position}
            for method in "hover completion signatureHelp definition documentHighlight prepareRename".split():
                ask(f"textDocument/{method}", at)
            ask("textDocument/references", {**at, "context": {"includeDeclaration": True}})
            ask("textDocument/rename", {**at, "newName": "other"})
        for kind in "doctor permissions summary".split():
            ask("aib-ls/report", {"kind": kind, **document})
        change = {"range": {"start": whole["start"], "end": whole["start"]}, "text": "\n"}
        server.tell("textDocument/didChange", {"textDocument": {**document, "version": 2}, "contentChanges": [change]})
        ask("textDocument/diagnostic", {"textDocument": document})
        server.tell("textDocument/didSave", {"textDocument": document})
        server.tell("workspace/didChangeWatchedFiles", {"changes": [{**document, "type": 2}]})
    ask("aib-ls/report", {"kind": "explain", "id": "timeout/below-minimum"})
    ask("shutdown")
    server.tell("exit")
    if code := server.process.wait(timeout=session.HANG):
        faults.append(f"the server ended with {code}")
    watch.judge(name, faults, starts=str(stand_in) if with_shellcheck else None)


def can_fail(watch):
    """Programs that do what is forbidden: each must be caught."""
    python = os.path.realpath(sys.executable)
    for what, code, sign in [
        ("a socket", "import socket; socket.socket()", "socket("),
        ("a connection", "import socket; socket.socket(socket.AF_UNIX).connect_ex('/nowhere')", "connect("),
        ("a program", "import os; os.system('true')", "a program is started"),
        ("a file in the project", "open('new', 'w')", "something is written"),
        ("a file that is renamed", "import os; os.rename('web.json', 'web2.json'); os.rename('web2.json', 'web.json')", "something is written"),
        ("a secret that is read", "import os; open(os.path.expanduser('~/.ssh/id_rsa')).read()", "id_rsa"),
        ("a question for a secret", "import os; os.path.exists(os.path.expanduser('~/.netrc'))", ".netrc"),
    ]:
        subprocess.run([*watch.strace(), python, "-S", "-c", code], cwd=watch.folder, env=watch.environment, check=True)
        trace = Trace(python, sorted(watch.prefix.iterdir()))
        faults = watch.faults(trace)
        watch.note(f"{what} is caught", [] if any(sign in it for it in faults) else ["it is not"])
    (watch.folder / "new").unlink()
    watch.classes.clear()


def main(program, work):
    watch = Watch(str(pathlib.Path(program).resolve()), pathlib.Path(work).resolve())
    watch.prepare()
    can_fail(watch)
    commands(watch)
    edit(watch, with_shellcheck=False)
    edit(watch, with_shellcheck=True)
    print(f"\n{sum(watch.calls.values())} system calls, {len(watch.calls)} kinds; paths that were read:")
    for kind, count in watch.classes.most_common():
        print(f"{count:7}  {kind}")
    print(f"network: {sum(watch.calls[it] for it in NETWORK)}; runs: {watch.runs}")
    print(f"{watch.passed} passed, {watch.failed} failed")
    return 1 if watch.failed or not watch.passed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
