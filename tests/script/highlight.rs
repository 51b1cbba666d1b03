//! What the pieces of a script are, for the eye.

use aib_ls::script::Dialect;
use aib_ls::script::highlight::{self, Token, TokenKind};
use expect_test::{Expect, expect};

fn letter(kind: TokenKind) -> char {
    match kind {
        TokenKind::Command => 'c',
        TokenKind::Keyword => 'k',
        TokenKind::Text => 's',
        TokenKind::Variable => 'v',
        TokenKind::Comment => '#',
        TokenKind::Number => 'n',
        TokenKind::Operator => 'o',
        TokenKind::Option => 'p',
    }
}

/// What holds for every script.
fn sound(text: &str, tokens: &[Token]) {
    for token in tokens {
        let shown = token.span.of(text);
        assert!(!shown.is_empty() && shown.trim() == shown, "{shown:?} in {text:?}");
        assert!(!shown.contains(['\n', '\r']), "{shown:?} in {text:?}");
    }
    assert!(
        tokens.windows(2).all(|it| it[0].span.end <= it[1].span.start),
        "{text:?}"
    );
}

/// Each line, and under it a letter for each character of a piece.
fn check(dialect: Dialect, text: &str, expected: Expect) {
    let tokens = highlight::highlight(text, dialect);
    sound(text, &tokens);
    let (mut shown, mut at) = (String::new(), 0);
    for line in text.split('\n') {
        let mark = |(from, _): (usize, char)| {
            let place = (at + from) as u32;
            let token = tokens.iter().find(|it| it.span.start <= place && place < it.span.end);
            token.map_or(' ', |it| letter(it.kind))
        };
        let marks: String = line.char_indices().map(mark).collect();
        shown += &format!("{line}\n{}\n", marks.trim_end());
        at += line.len() + 1;
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_shell_script() {
    check(
        Dialect::Shell,
        r#"# packages
set -e
export DEBIAN_FRONTEND=noninteractive
if [ -f /etc/os-release ] && ! grep -q "Ubuntu ${VERSION:-24}" /etc/os-release; then
  sudo -E apt-get install -y --no-install-recommends nginx 2>&1 | tee "$HOME/log" > /dev/null
fi
for name in a b; do echo "$name: $(id -u "$name")"; done
install() { local x=$((1 + 2)); printf '%s\n' $x; }
install "é" --flag="x y" -- -z
while sleep 5; do break; done &
case $1 in start) exit 0;; *) exit 1;; esac
`which ls` $0"#,
        expect![[r##"
            # packages
            ##########
            set -e
            ccc pp
            export DEBIAN_FRONTEND=noninteractive
            kkkkkk vvvvvvvvvvvvvvvo
            if [ -f /etc/os-release ] && ! grep -q "Ubuntu ${VERSION:-24}" /etc/os-release; then
            kk o oo                 o oo o cccc pp sssssss vvvvvvvvvvvvvvs                  kkkk
              sudo -E apt-get install -y --no-install-recommends nginx 2>&1 | tee "$HOME/log" > /dev/null
              cccc pp ccccccc         pp ppppppppppppppppppppppp       noon o ccc svvvvvsssss o
            fi
            kk
            for name in a b; do echo "$name: $(id -u "$name")"; done
            kkk vvvv kk      kk cccc svvvvvs oocc pp svvvvvs s  kkkk
            install() { local x=$((1 + 2)); printf '%s\n' $x; }
            ccccccc     kkkkk voooon o n    cccccc ssssss vv
            install "é" --flag="x y" -- -z
            ccccccc sss pppppppsssss pp pp
            while sleep 5; do break; done &
            kkkkk ccccc n  kk ccccc  kkkk o
            case $1 in start) exit 0;; *) exit 1;; esac
            kkkk vv kk        cccc n      cccc n   kkkk
            `which ls` $0
             ccccc     vv
        "##]],
    );
}

#[test]
fn texts_that_are_only_written_are_texts_and_those_that_are_run_are_scripts() {
    check(
        Dialect::Shell,
        r#"cat > /tmp/note << 'END'
echo --now $HOME
  # no comment
END
sudo bash << END
  apt-get update -y # all
END
bash -c 'for name in "$@"; do systemctl status "$name"; done'
sudo sh -c "echo \"$HOME\" && bash -c 'ls -l'"
find . -name note -exec cat -n {} \;
pwsh -Command "Get-Item -Path '/etc' | Get-Member""#,
        expect![[r#"
            cat > /tmp/note << 'END'
            ccc o           oo sssss
            echo --now $HOME
            ssssssssssssssss
              # no comment
              ssssssssssss
            END
            sss
            sudo bash << END
            cccc cccc oo sss
              apt-get update -y # all
              ccccccc        pp #####
            END
            sss
            bash -c 'for name in "$@"; do systemctl status "$name"; done'
            cccc pp skkk vvvv kk svvs  kk ccccccccc        svvvvvs  kkkks
            sudo sh -c "echo \"$HOME\" && bash -c 'ls -l'"
            cccc cc pp scccc ssvvvvvss oo cccc pp ssssssss
            find . -name note -exec cat -n {} \;
            cccc   ppppp      ppppp ccc pp
            pwsh -Command "Get-Item -Path '/etc' | Get-Member"
            cccc pppppppp scccccccc ppppp ssssss o ccccccccccs
        "#]],
    );
}

#[test]
fn a_powershell_script() {
    check(
        Dialect::PowerShell,
        r#"<# packages
   all #>
$ErrorActionPreference = 'Stop' # at once
function Install-It([string]$Path, $Count = 3) {
  if ($Count -gt 1 -and -not (Test-Path $Path)) { throw "no $($Path.Length) $Path" } else { return }
}
Install-It -Path "C:\x" -Count:2
Get-ChildItem C:\ -Recurse | ForEach-Object { Get-Item $_.FullName -Force }
Start-Process msiexec.exe -ArgumentList '/i', 'x.msi', '/qn' -Wait
& "C:\Program Files\x.exe" /S
[Environment]::SetEnvironmentVariable('A', "b", 'Machine')
$text = @'
Get-Date
'@
choco install git -y 2>&1 > C:\log
foreach ($x in 1..3) { Start-Sleep -Seconds $x }
cmd /c "dir x && ver"
powershell -Command "Get-Service -Name x"
exit 3010"#,
        expect![[r#"
            <# packages
            ###########
               all #>
               ######
            $ErrorActionPreference = 'Stop' # at once
            vvvvvvvvvvvvvvvvvvvvvv o ssssss #########
            function Install-It([string]$Path, $Count = 3) {
            kkkkkkkk cccccccccc         vvvvv  vvvvvv o n
              if ($Count -gt 1 -and -not (Test-Path $Path)) { throw "no $($Path.Length) $Path" } else { return }
              kk  vvvvvv ooo n oooo oooo  ccccccccc vvvvv     kkkkk sss oovvvvv         vvvvvs   kkkk   kkkkkk
            }

            Install-It -Path "C:\x" -Count:2
            cccccccccc ppppp ssssss pppppp n
            Get-ChildItem C:\ -Recurse | ForEach-Object { Get-Item $_.FullName -Force }
            ccccccccccccc     pppppppp o cccccccccccccc   cccccccc vv          pppppp
            Start-Process msiexec.exe -ArgumentList '/i', 'x.msi', '/qn' -Wait
            ccccccccccccc ccccccccccc ppppppppppppp ssss  sssssss  sssss ppppp
            & "C:\Program Files\x.exe" /S
            o ssssssssssssssssssssssss
            [Environment]::SetEnvironmentVariable('A', "b", 'Machine')
                           cccccccccccccccccccccc sss  sss  sssssssss
            $text = @'
            vvvvv o ss
            Get-Date
            ssssssss
            '@
            ss
            choco install git -y 2>&1 > C:\log
            ccccc             pp oooo o
            foreach ($x in 1..3) { Start-Sleep -Seconds $x }
            kkkkkkk  vv kk cccc    ccccccccccc pppppppp vv
            cmd /c "dir x && ver"
            ccc    ssssssssssssss
            powershell -Command "Get-Service -Name x"
            cccccccccc pppppppp sccccccccccc ppppp  s
            exit 3010
            kkkk nnnn
        "#]],
    );
}

#[test]
fn a_script_that_is_only_half_there() {
    let shell = "if [ -f x ]; then\n  sudo apt-get install \"a $b\nfor x in";
    let powershell = "if ($x -eq 'a\nInstall-Module \"x $(\n@'\nx";
    for (text, dialect) in [(shell, Dialect::Shell), (powershell, Dialect::PowerShell)] {
        for end in (0..=text.len()).filter(|it| text.is_char_boundary(*it)) {
            sound(&text[..end], &highlight::highlight(&text[..end], dialect));
            sound(&text[end..], &highlight::highlight(&text[end..], dialect));
        }
    }
}

#[test]
fn an_empty_script_has_no_tokens() {
    assert_eq!(highlight::highlight("", Dialect::Shell), []);
    assert_eq!(highlight::highlight("\n\n \r\n", Dialect::PowerShell), []);
    assert_eq!(highlight::highlight(&"echo a\n".repeat(20_000), Dialect::Shell), []);
}
