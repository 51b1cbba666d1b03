//! Scripts in templates: which commands run, and where they are written.

mod analysis;
mod backslash_quote;
mod downloads;
mod headers;
mod highlight;
mod hostile;
mod login;
mod oracle;
mod ports;
mod positions;
mod shell;
mod shut_down;
mod writes;
mod shape;

use aib_ls::document::{Document, Language};
use aib_ls::script::analysis::{self as script_analysis, ParsedScript};
use aib_ls::script::command::Command;
use aib_ls::script::source::Script;
use aib_ls::script::wait;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

fn template(step: &Value) -> String {
    written(&step.to_string())
}

fn written(step: &str) -> String {
    format!(r#"{{ "properties": {{ "source": {{}}, "distribute": [], "customize": [{step}] }} }}"#)
}

/// A document with one step, and the step handed to a reader.
fn with_step<T>(text: String, read: impl FnOnce(aib_ls::syntax::tree::Node<'_>, &str) -> T) -> T {
    let doc = Document::new(text, Language::Json, None);
    let template = doc.templates().next().unwrap();
    let step = template.customizers().next().unwrap();
    read(step, doc.text())
}

/// What is read off the script of a step.
fn read(step: aib_ls::syntax::tree::Node<'_>) -> ParsedScript {
    let script = Script::of(step);
    script.map_or_else(ParsedScript::default, |it| {
        script_analysis::analyze(&it.text, it.dialect)
    })
}

/// The commands of a script, one a line: name, words, and `?` for those that are not certain to run.
fn commands(kind: &str, script: &str, expected: Expect) {
    let step = json!({ "type": kind, "inline": [script] });
    let shown = with_step(template(&step), |step, _| {
        let script = Script::of(step).unwrap();
        let line = |it: &Command| {
            let mark = if it.context.is_uncertain() { "? " } else { "" };
            let words: Vec<&str> = it.words.iter().map(|it| it.text.as_str()).collect();
            format!("{mark}{} {words:?} {}\n", it.name, it.name_span.of(&script.text))
        };
        read(step).commands.iter().map(line).collect::<String>()
    });
    expected.assert_eq(&shown);
}

fn shell(script: &str, expected: Expect) {
    commands("Shell", script, expected);
}

fn powershell(script: &str, expected: Expect) {
    commands("PowerShell", script, expected);
}

#[test]
fn wrappers_before_a_command_are_not_the_command() {
    shell(
        "sudo apt-get update\n\
         sudo -E -u bob /usr/bin/az login\n\
         DEBIAN_FRONTEND=noninteractive sudo -n env A=1 nice -n 10 apt-get install -y 'a b'\n\
         sudo -i\n\
         exec > /var/log/build.log",
        expect![[r#"
            apt-get ["update"] apt-get
            az ["login"] /usr/bin/az
            apt-get ["install", "-y", "a b"] apt-get
            sudo ["-i"] sudo
            exec [] exec
        "#]],
    );
}

#[test]
fn commands_are_found_wherever_a_shell_runs_them() {
    shell(
        "a | b 1 && c || d; (e \"f g\"; h)\n\
         i > out 2>&1 < in\n\
         x=$(j $(k)) l `m`\n\
         export Y=$(n)\n\
         ! o\n\
         { p; }\n\
         [ -f q ] && r\n\
         s \\\n  t\n\
         azcopy login --login-type=\"MSI\"",
        expect![[r#"
            a [] a
            b ["1"] b
            c [] c
            ? d [] d
            e ["f g"] e
            h [] h
            i [] i
            j ["$(k)"] j
            k [] k
            l ["`m`"] l
            m [] m
            n [] n
            o [] o
            p [] p
            ? r [] r
            s ["t"] s
            azcopy ["login", "--login-type=MSI"] azcopy
        "#]],
    );
}

#[test]
fn quoted_text_is_not_a_command() {
    shell(
        "# az login --identity\n\
         echo 'az login --identity' \"sleep 9000\"  # sleep 1\n\
         cat > /etc/cron.d/job <<'EOF'\n\
         sleep 9000\n\
         $(sleep 1)\n\
         EOF\n\
         tee file <<EOF\n\
         sleep 9000\n\
         EOF\n\
         bash -c 'sleep 9000'\n\
         last",
        expect![[r#"
            echo ["az login --identity", "sleep 9000"] echo
            cat [] cat
            tee ["file"] tee
            bash ["-c", "sleep 9000"] bash
            sleep ["9000"] sleep
            last [] last
        "#]],
    );
    powershell(
        "# Start-Sleep 1\n\
         <# Start-Sleep 2 #>\n\
         Write-Host \"Start-Sleep 3\" Start-Sleep 4\n\
         @'\nStart-Sleep 5\n'@ | Set-Content wait.ps1\n\
         $text = 'Start-Sleep 6'\n\
         last",
        expect![[r#"
            write-host ["Start-Sleep 3", "Start-Sleep", "4"] Write-Host
            set-content ["wait.ps1"] Set-Content
            last [] last
        "#]],
    );
}

#[test]
fn commands_in_loops_branches_and_background_are_marked() {
    shell(
        "for i in 1 2; do a; done\n\
         while b; do c; done\n\
         until d; do e; done\n\
         f() { g; }\n\
         if h; then i; else j; fi\n\
         case $k in l) m;; esac\n\
         n || o && p\n\
         q &\n\
         r & s\n\
         (t)",
        expect![[r#"
            ? a [] a
            ? b [] b
            ? c [] c
            ? d [] d
            ? e [] e
            ? g [] g
            h [] h
            ? i [] i
            ? j [] j
            ? m [] m
            n [] n
            ? o [] o
            p [] p
            ? q [] q
            ? r [] r
            s [] s
            t [] t
        "#]],
    );
    powershell(
        "foreach ($a in $b) { c }\n\
         for ($i = 0; $i -lt 3; $i++) { d }\n\
         while ($e) { f }\n\
         do { g } until ($h)\n\
         1..3 | ForEach-Object { i }\n\
         function J { k }\n\
         if ($l) { m } else { n }\n\
         switch ($o) { 1 { p } }\n\
         try { q } catch { r } finally { s }\n\
         & { t }\n\
         u",
        expect![[r#"
            ? c [] c
            ? d [] d
            ? f [] f
            ? g [] g
            foreach-object ["{ i }"] ForEach-Object
            ? i [] i
            ? k [] k
            ? m [] m
            ? n [] n
            ? p [] p
            q [] q
            ? r [] r
            s [] s
            t [] t
            u [] u
        "#]],
    );
}

#[test]
fn powershell_calls_commands_in_many_ways() {
    powershell(
        "& \"C:\\Tools\\az.cmd\" login --identity\n\
         & 'C:\\Tools\\azcopy.exe' login\n\
         . .\\setup.ps1\n\
         & $tool login\n\
         Get-Item a | Remove-Item -Force\n\
         $x = Connect-AzAccount -Identity; Get-Date\n\
         \"now $(Get-Date)\"\n\
         msiexec.exe /i a.msi --b=c @(1, 2)",
        expect![[r#"
            az ["login", "--identity"] "C:\Tools\az.cmd"
            azcopy ["login"] 'C:\Tools\azcopy.exe'
            setup.ps1 [] .\setup.ps1
            $tool ["login"] $tool
            get-item ["a"] Get-Item
            remove-item ["-Force"] Remove-Item
            connect-azaccount ["-Identity"] Connect-AzAccount
            get-date [] Get-Date
            get-date [] Get-Date
            msiexec ["/i", "a.msi", "--b=c", "@(1, 2)"] msiexec.exe
        "#]],
    );
}

#[test]
fn lists_of_powershell_are_one_argument() {
    let items = |script: &str| {
        let parsed = script_analysis::analyze(script, aib_ls::script::Dialect::PowerShell);
        let words = parsed.commands.last().unwrap().words.iter();
        let shown: Vec<String> = words.map(|it| format!("{} {:?}", it.text, it.items)).collect();
        shown.join("\n")
    };
    expect![[r#"
        Spooler, a, b,wuauserv ["Spooler", "a, b", "wuauserv"]
        -Force []"#]]
    .assert_eq(&items("Stop-Service Spooler, 'a, b',wuauserv -Force"));
    expect![[r#"
        a,b , $c ["a", "b", "$c"]
        @(3, 4) []"#]]
    .assert_eq(&items("Get-Item a,b , $c @(3, 4)"));
    expect![[r#"
        /i []
        C:\a.msi []
        /quiet []"#]]
    .assert_eq(&items("Start-Process msiexec -ArgumentList /i, C:\\a.msi, /quiet"));
}

#[test]
fn broken_scripts_are_read_as_far_as_they_go() {
    shell(
        "a; if then b; 'c",
        expect![[r#"
        a [] a
        then ["b"] then
    "#]],
    );
    powershell(
        "a; if ( { b; \"c",
        expect![[r#"
        a [] a
        b [] b
    "#]],
    );
    shell("", expect![[""]]);
}

#[test]
fn waits_add_up() {
    let cases = [
        ("Shell", "sleep 90", 90),
        ("Shell", "sudo sleep 1m 30s; sleep 2.9; sleep 1h", 90 + 2 + 3600),
        ("Shell", "sleep $N; sleep infinity; sleep -5; echo sleep 7; sleepy 8", 0),
        ("Shell", "for i in 1 2; do sleep 9; done; sleep 9 & wait", 0),
        (
            "Shell",
            "timeout 60 ./wait.sh; sleep 99999999999999999999; sleep 1d",
            86400,
        ),
        ("PowerShell", "Start-Sleep 90", 90),
        ("PowerShell", "Start-Sleep -Seconds 90; start-sleep -s 5; SLEEP 5", 100),
        ("PowerShell", "Start-Sleep -Seconds:90; Start-Sleep(5)", 95),
        ("PowerShell", "Start-Sleep -Milliseconds 2500; Start-Sleep -m 1000", 3),
        (
            "PowerShell",
            "Start-Sleep -Seconds $n; Start-Sleep (60*5); Get-Sleep 5",
            0,
        ),
        ("PowerShell", "do { Start-Sleep 5 } while ($true); 1 | % { sleep 5 }", 0),
        ("File", "sleep 90", 0),
    ];
    for (kind, script, seconds) in cases {
        let step = json!({ "type": kind, "inline": [script] });
        let waited = with_step(template(&step), |step, _| wait::seconds(&read(step)));
        assert_eq!(waited, seconds, "{script}");
    }
    // More than any number holds is no crash.
    let most = u64::MAX;
    let step = json!({ "type": "Shell", "inline": [format!("sleep {most}d {most}; sleep {most}")] });
    assert_eq!(with_step(template(&step), |step, _| wait::seconds(&read(step))), most);
}

#[test]
fn steps_without_commands_have_no_script() {
    let steps = [
        json!({ "type": "File", "inline": ["a"] }),
        json!({ "type": "Shell" }),
        json!({ "type": "Shell", "inline": "a" }),
        json!({ "type": "Shell", "inline": "[parameters('a')]" }),
        json!({ "inline": ["a"] }),
    ];
    for step in steps {
        assert!(with_step(template(&step), |it, _| Script::of(it).is_none()), "{step}");
    }
}
