//! What a pop-up says about a command.

use aib_ls::locale::Lang;
use expect_test::{Expect, expect};

use crate::ide::hover::check_in;

fn check(step: &str, expected: Expect) {
    check_in(&[Lang::En], "in=customize version=2024-02-01", step, expected);
}

#[test]
fn a_command_says_what_it_does_to_a_build() {
    check_in(
        &Lang::ALL,
        "in=customize version=2024-02-01",
        r#"{ "type": "Shell", "inline": ["set -e", "sudo apt-$0get install nginx"] }"#,
        expect![[r#"
            on apt-get
            **`apt-get`**
            Prompts for confirmation unless `-y` is given, and nobody can answer. Needs root. Soon after boot, another pro…
            Runs as root.
            **`apt-get`**
            Pede confirmação, a menos que `-y` seja usado, e ninguém pode responder. Precisa de root. Logo após a iniciali…
            Executado como root.
        "#]],
    );
    check(
        r#"{ "type": "Shell", "inline": ["ex$0it 3"] }"#,
        expect![[r#"
        on exit
        **`exit`**
        Ends the script of this step; the commands after it do not run. The step succeeds with code 0 and fails with a…
        Runs as the build user, which is not root.
    "#]],
    );
    check(
        r#"{ "type": "Shell", "inline": ["$0sudo apt-get install nginx"] }"#,
        expect![[r#"
            on sudo
            **`sudo`**
            Runs the command as root; without it, a step runs as an ordinary user. A redirection, as in `sudo … > file`, i…
        "#]],
    );
    check(
        r#"{ "type": "Shell", "inline": ["bash -c \"sudo reb\u006fo$0t\""] }"#,
        expect![[r#"
            on reb\u006fot
            **`reboot`**
            Restarts the build VM during the step: the commands after it may not run, and the step may count as failed. Li…
            Runs as root.
        "#]],
    );
}

#[test]
fn a_wait_shows_the_sum_of_all_waits() {
    check_in(
        &Lang::ALL,
        "in=customize version=2024-02-01",
        r#"{ "type": "Shell", "inline": ["sleep$0 90"] }, { "type": "Shell", "inline": ["sleep 1m"] }"#,
        expect![[r#"
            on sleep
            **`sleep`**
            The build waits too, and the time counts against `buildTimeoutInMinutes`.
            The scripts of this template wait 2 min 30 s in total, not counting loops, functions and branches.
            Runs as the build user, which is not root.
            **`sleep`**
            O build espera junto, e o tempo conta no `buildTimeoutInMinutes`.
            Ao todo, os scripts deste template esperam 2 min 30 s, sem contar loops, funções e desvios.
            Executado como o usuário do build, que não é root.
        "#]],
    );
    check(
        r#"{ "type": "PowerShell", "inline": ["foreach ($x in 1..3) { Start-Sl$0eep 5 }"] }"#,
        expect![[r#"
            on Start-Sleep
            **`start-sleep`**
            The build waits too, and the time counts against `buildTimeoutInMinutes`.
            Runs as the build user, not elevated; `runElevated` changes that.
        "#]],
    );
}

#[test]
fn a_command_says_who_runs_it_where_that_is_known() {
    let step = |more: &str| format!(r#"{{ "type": "PowerShell", "inline": ["re$0start-computer"]{more} }}"#);
    check(
        &step(""),
        expect![[r#"
        on restart-computer
        **`restart-computer`**
        Restarts the build VM during the step, which drops the connection and may fail the build. A step of type `Wind…
        Runs as the build user, not elevated; `runElevated` changes that.
    "#]],
    );
    check(
        &step(r#", "runElevated": true"#),
        expect![[r#"
        on restart-computer
        **`restart-computer`**
        Restarts the build VM during the step, which drops the connection and may fail the build. A step of type `Wind…
        Runs elevated, as the build user (`runElevated`).
    "#]],
    );
    check(
        &step(r#", "runElevated": true, "runAsSystem": true"#),
        expect![[r#"
        on restart-computer
        **`restart-computer`**
        Restarts the build VM during the step, which drops the connection and may fail the build. A step of type `Wind…
        Runs elevated, as SYSTEM (`runAsSystem`).
    "#]],
    );
    check(
        &step(r#", "runElevated": "[parameters('x')]""#),
        expect![[r#"
        on restart-computer
        **`restart-computer`**
        Restarts the build VM during the step, which drops the connection and may fail the build. A step of type `Wind…
    "#]],
    );
}

#[test]
fn an_ordinary_command_shows_the_hover_of_its_list() {
    check(
        r#"{ "type": "Shell", "inline": ["ec$0ho a"] }"#,
        expect![[r#"
        on "echo a"
        **`inline`** · array of string
        Commands for the build VM, joined by line breaks into one script; nothing carries over to the next step, neith…
    "#]],
    );
    check(
        r#"{ "type": "Shell", "inline": ["az ac$0r list"] }"#,
        expect![[r#"
        on "az acr list"
        **`inline`** · array of string
        Commands for the build VM, joined by line breaks into one script; nothing carries over to the next step, neith…
    "#]],
    );
    check(
        r#"{ "type": "Shell", "inline": ["a$0z acr list"] }"#,
        expect![[r#"
        on "az acr list"
        **`inline`** · array of string
        Commands for the build VM, joined by line breaks into one script; nothing carries over to the next step, neith…
    "#]],
    );
    check(
        r#"{ "type": "Shell", "inline": ["a$0z login --identity"] }"#,
        expect![[r#"
            on az
            **`az`**
            `az login --identity` works only with an identity of the build VM, that is, one of `vmProfile.userAssignedIden…
            Runs as the build user, which is not root.
        "#]],
    );
    check(
        r#"{ "type": "Shell", "inline": ["[re$0boot]"] }"#,
        expect![[r#"
        on "[reboot]"
        **`inline`** · array of string
        Commands for the build VM, joined by line breaks into one script; nothing carries over to the next step, neith…
    "#]],
    );
}
