//! What is read off a script besides its commands' words: who runs them, through what, with which files, and what else it
//! holds.

use std::fmt::Write;

use aib_ls::script::Dialect;
use aib_ls::script::analysis;
use aib_ls::script::command::{Command, ExecutionContext, User};
use expect_test::{Expect, expect};

/// Names of what stands around a command.
fn around(around: ExecutionContext) -> Vec<&'static str> {
    let ExecutionContext {
        is_conditional,
        is_repeated,
        is_called,
        is_background,
        is_tested,
        is_substituted,
        is_joined,
        is_timed,
        is_nested,
    } = around;
    let named = [
        (is_conditional, "conditional"),
        (is_repeated, "repeated"),
        (is_called, "called"),
        (is_background, "background"),
        (is_tested, "tested"),
        (is_substituted, "substituted"),
        (is_joined && !is_nested, "joined"),
        (is_timed, "timed"),
        (is_nested, "nested"),
    ];
    named.into_iter().filter(|it| it.0).map(|it| it.1).collect()
}

fn line(command: &Command, script: &str) -> String {
    let mut out = command.name.clone();
    if command.dialect == Dialect::Shell && command.runs_as != User::Build {
        write!(out, " by {:?}", command.runs_as).unwrap();
    }
    if !command.wrappers.is_empty() {
        write!(out, " through {}", command.wrappers.join(", ")).unwrap();
    }
    for it in &command.settings {
        let value = it.value.as_ref().map(|it| it.text.as_str());
        write!(out, " with {}={}", it.name, value.unwrap_or("?")).unwrap();
    }
    for it in &command.redirects {
        write!(out, " {} {:?}", it.sign, it.target.text).unwrap();
    }
    let names = around(command.context);
    if !names.is_empty() {
        write!(out, " ({})", names.join(", ")).unwrap();
    }
    let whole = command.span.of(script);
    format!("{out}: {whole}\n")
}

fn check(dialect: Dialect, script: &str, expected: Expect) {
    let parsed = analysis::analyze(script, dialect);
    let lines: String = parsed.commands.iter().map(|it| line(it, script)).collect();
    expected.assert_eq(&lines);
}

#[test]
fn the_user_that_runs_a_command() {
    check(
        Dialect::Shell,
        "a\n\
         sudo b\n\
         sudo -u bob c\n\
         sudo --user=root d\n\
         sudo -H -uweb e\n\
         sudo bash -c 'f; sudo -u bob g'\n\
         sudo -u bob bash -c h\n\
         su -c i\n\
         su - bob -c 'j k'\n\
         sudo -i << 'END'\nl\nEND\n\
         bash << END\nm\nEND\n\
         bash <<< 'n'\n\
         cat << END | sudo sh\no\nEND\n\
         sudo su\n\
         p\n\
         sudo q",
        expect![[r#"
            a: a
            b by Root through sudo: sudo b
            c by Other through sudo: sudo -u bob c
            d by Root through sudo: sudo --user=root d
            e by Other through sudo: sudo -H -uweb e
            bash by Root through sudo: sudo bash -c 'f; sudo -u bob g'
            f by Root (nested): f
            g by Other through sudo (nested): sudo -u bob g
            bash by Other through sudo: sudo -u bob bash -c h
            h by Other (nested): h
            su: su -c i
            i by Root (nested): i
            su: su - bob -c 'j k'
            j by Other (nested): j k
            sudo << "l\n": sudo -i
            l by Root (nested): l
            bash << "m\n": bash
            m (nested): m
            bash <<< "n": bash
            n (nested): n
            cat << "o\n": cat
            sh by Root through sudo << "o\n" (joined): sudo sh
            o by Root (nested): o
            su by Root through sudo: sudo su
            p by Other: p
            q by Root through sudo: sudo q
        "#]],
    );
}

#[test]
fn the_wrappers_of_a_command() {
    check(
        Dialect::Shell,
        "time nohup nice -n 5 a b\n\
         A=1 B=$C env D=2 e\n\
         timeout -k 5 60 f g\n\
         find . -name x -exec h {} \\; -exec sh -c 'i' \\;\n\
         ls | xargs -n 1 -I {} j {}\n\
         command -v k\n\
         command l\n\
         eval 'm n'\n\
         trap 'o; p' EXIT\n\
         pwsh -c 'Restart-Computer'\n\
         q | r | s",
        expect![[r#"
            a through time, nohup, nice: time nohup nice -n 5 a b
            e through env with A=1 with B=$C with D=2: env D=2 e
            f through timeout (timed): timeout -k 5 60 f g
            find: find . -name x -exec h {} \; -exec sh -c 'i' \;
            h through find (repeated, nested): h {}
            sh through find (repeated, nested): sh -c 'i'
            i (repeated, nested): i
            ls (joined): ls
            j through xargs (repeated, joined): xargs -n 1 -I {} j {}
            command: command -v k
            l through command: command l
            eval: eval 'm n'
            m (nested): m n
            trap: trap 'o; p' EXIT
            o (conditional, nested): o
            p (conditional, nested): p
            pwsh: pwsh -c 'Restart-Computer'
            restart-computer (nested): Restart-Computer
            q (joined): q
            r (joined): r
            s (joined): s
        "#]],
    );
    check(
        Dialect::PowerShell,
        "Start-Process msiexec.exe -ArgumentList '/i', 'a b.msi' -Wait\n\
         Start-Process -FilePath C:\\b\\setup.exe -ArgumentList \"/quiet /norestart\"\n\
         cmd /c shutdown /r /t 0\n\
         cmd.exe /c \"net stop a && del b\"\n\
         powershell.exe -NoProfile -Command \"c -d; e\"\n\
         powershell -File .\\f.ps1\n\
         iex 'g h'\n\
         Start-Job -ScriptBlock { i }\n\
         Invoke-Command { j }\n\
         Register-ScheduledJob -ScriptBlock { k }\n\
         & { l }\n\
         cmd /c powershell -c 'm'\n\
         curl https://a -OutFile b; curl.exe -O c; wget d; rm e",
        expect![[r#"
            start-process: Start-Process msiexec.exe -ArgumentList '/i', 'a b.msi' -Wait
            msiexec through start-process (nested): msiexec.exe -ArgumentList '/i', 'a b.msi'
            start-process: Start-Process -FilePath C:\b\setup.exe -ArgumentList "/quiet /norestart"
            setup through start-process (nested): C:\b\setup.exe -ArgumentList "/quiet /norestart"
            cmd: cmd /c shutdown /r /t 0
            shutdown through cmd (nested): shutdown /r /t 0
            cmd: cmd.exe /c "net stop a && del b"
            net through cmd (nested): "net stop a && del b"
            del through cmd (nested): "net stop a && del b"
            powershell: powershell.exe -NoProfile -Command "c -d; e"
            c (nested): c -d
            e (nested): e
            powershell: powershell -File .\f.ps1
            invoke-expression: iex 'g h'
            g (nested): g h
            start-job: Start-Job -ScriptBlock { i }
            i (background, joined): i
            invoke-command: Invoke-Command { j }
            j (joined): j
            register-scheduledjob: Register-ScheduledJob -ScriptBlock { k }
            k (called, joined): k
            l (joined): l
            cmd: cmd /c powershell -c 'm'
            powershell through cmd (nested): powershell -c 'm'
            m (nested): m
            invoke-webrequest: curl https://a -OutFile b
            curl: curl.exe -O c
            invoke-webrequest: wget d
            remove-item: rm e
        "#]],
    );
}

#[test]
fn files_that_a_command_is_given() {
    check(
        Dialect::Shell,
        "a > b 2>&1 < c\n\
         d >> 'e f'\n\
         g &> h | i > j\n\
         { k; l; } > m\n\
         n <<< \"o $p\"\n\
         cat > q << 'END' && r\ns\nEND\n\
         t && u > v",
        expect![[r#"
            a > "b" 2>& "1" < "c": a
            d >> "e f": d
            g &> "h" (joined): g
            i > "j" (joined): i
            k > "m" (joined): k
            l > "m" (joined): l
            n <<< "o $p": n
            cat > "q" << "s\n": cat
            r (joined): r
            t (tested, joined): t
            u > "v" (joined): u
        "#]],
    );
    check(
        Dialect::PowerShell,
        "a > b.txt\n\
         'c' | d >> $e\n\
         f 2>$null",
        expect![[r#"
            a > "b.txt": a
            d >> "$e" (joined): d
            f: f 2>$null
        "#]],
    );
}

#[test]
fn functions_of_the_script_are_no_commands() {
    check(
        Dialect::Shell,
        "reboot() { echo no; }\nreboot\nfunction install { apt-get install \"$1\"; }\ninstall a\nsudo reboot",
        expect![[r#"
            echo (called, joined): echo no
            apt-get (called, joined): apt-get install "$1"
            reboot by Root through sudo: sudo reboot
        "#]],
    );
    check(
        Dialect::PowerShell,
        "function Restart-Computer { 'no' }\nRestart-Computer\nrestart-computer\nStop-Computer",
        expect![[r#"
            stop-computer: Stop-Computer
        "#]],
    );
}

#[test]
fn variables_that_are_given_a_value() {
    let shown = |script: &str, dialect| {
        let line = |it: &analysis::ParsedScript| -> Vec<String> {
            let it = it.assignments.iter().map(|it| {
                let value = it.value.as_ref().map_or("?", |it| it.text.as_str());
                let mark = if it.is_exported { "!" } else { "" };
                format!("{}{mark}={value}", it.name)
            });
            it.collect()
        };
        line(&analysis::analyze(script, dialect)).join(" ")
    };
    assert_eq!(
        shown(
            "a=1 b='2 3'; export c=$d; export a; e=(f g); local h=\"i\"; j=$(k)",
            Dialect::Shell
        ),
        "a!=1 b=2 3 c!=$d e=? h=i j=$(k)"
    );
    assert_eq!(
        shown(
            "$a = 'b'; $env:C = \"d\"; [string]$e = 'f'; $g = Get-Item h; $i = @{ J = 'k'; 'l' = \"m\" }; $n = @'\no\n'@",
            Dialect::PowerShell
        ),
        "a=b C!=d e=f g=? i=? J=k l=m n=o"
    );
}

#[test]
fn loops_without_an_end() {
    let count = |script: &str, dialect| analysis::analyze(script, dialect).endless.len();
    for script in [
        "while true; do sleep 1; done",
        "while :\ndo a\ndone",
        "until false; do a; done",
        "for ((;;)); do a; done",
    ] {
        assert_eq!(count(script, Dialect::Shell), 1, "{script}");
    }
    for script in [
        "while true; do a && break; done",
        "while true; do a || exit 0; done",
        "while true; do a; done &",
        "while a; do b; done",
        "f() { while true; do return; done; }",
    ] {
        assert_eq!(count(script, Dialect::Shell), 0, "{script}");
    }
    for (script, expected) in [
        ("while ($true) { a }", 1),
        ("do { a } while (1)", 1),
        ("do { a } until ($false)", 1),
        ("while ($true) { if (b) { break } }", 0),
        ("do { a } until ($true)", 0),
        ("while ($a) { b }", 0),
    ] {
        assert_eq!(count(script, Dialect::PowerShell), expected, "{script}");
    }
}
