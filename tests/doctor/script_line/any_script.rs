//! For any script and any version of Packer, the line is the one that failed or there is no answer.

use std::cell::Cell;

use aib_ls::doctor::script_line::{self, PackerVersion};
use aib_ls::document::Document;
use aib_ls::model::step;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use super::template;

/// An item, and its lines that can fail with the command that the shell names.
type Item = (&'static str, &'static [(usize, &'static str)]);

const SHELL: [Item; 18] = [
    ("docker run a", &[(0, "docker")]),
    ("docker pull a", &[(0, "docker")]),
    ("sudo docker ps", &[(0, "docker")]),
    ("$TOOL run", &[(0, "docker")]),
    ("TOOL=docker", &[]),
    ("# docker run a", &[]),
    ("", &[]),
    ("echo docker", &[(0, "echo")]),
    ("apt-get update", &[(0, "apt-get")]),
    ("apt-get install -y \\\n  docker git", &[(0, "apt-get")]),
    ("pnpm install && pnpm build", &[(0, "pnpm")]),
    ("cd /opt/a\npnpm ci", &[(0, "cd"), (1, "pnpm")]),
    ("cat > a <<EOF\ndocker run a\nEOF", &[(0, "cat")]),
    ("cat > a <<'EOF'", &[(0, "cat")]),
    ("EOF", &[]),
    ("if true; then\n  docker run a\nfi", &[(1, "docker")]),
    ("bash -c '\npnpm ci\n'", &[(0, "bash")]),
    ("yarn", &[(0, "yarn")]),
];

const POWERSHELL: [Item; 12] = [
    ("choco install git", &[(0, "choco")]),
    ("choco install nodejs", &[(0, "choco")]),
    ("if ($x) {\n  choco install git\n}", &[(1, "choco")]),
    ("& $tool install git", &[(0, "choco")]),
    ("", &[]),
    ("# choco install git", &[]),
    ("Get-Item `\n  C:\\a", &[(0, "Get-Item")]),
    ("Get-Item C:\\a", &[(0, "Get-Item")]),
    ("$a = @'\nchoco install git\n'@\nchoco install git", &[(3, "choco")]),
    ("Write-Host 'choco'", &[(0, "Write-Host")]),
    ("throw 'x'", &[(0, "throw")]),
    ("  choco install git  ", &[(0, "choco")]),
];

const VERSIONS: [PackerVersion; 6] = [
    PackerVersion::new(1, 8, 1),
    PackerVersion::new(1, 12, 0),
    PackerVersion::new(1, 13, 0),
    PackerVersion::new(1, 13, 1),
    PackerVersion::new(1, 14, 2),
    PackerVersion::new(1, 15, 0),
];

const WRAPS: PackerVersion = PackerVersion::new(1, 13, 0);

#[derive(Debug, Clone)]
struct Failure {
    items: Vec<Item>,
    /// Which of the lines that can fail does, counted around.
    which: usize,
    version: PackerVersion,
    is_version_known: bool,
    shape: usize,
    /// Lines that other commands wrote before.
    noise: Vec<&'static str>,
}

fn failures(pool: &'static [Item], starts: &'static [Item]) -> impl Strategy<Value = Failure> {
    const NOISE: [&str; 5] = [
        "Reading package lists...",
        "docker",
        "+ docker run a",
        "Done.",
        "line 3: docker",
    ];
    (
        prop::option::of(select(starts)),
        prop::collection::vec(select(pool), 1..9),
        any::<usize>(),
        select(&VERSIONS[..]),
        any::<bool>(),
        0_usize..3,
        prop::collection::vec(select(&NOISE[..]), 0..4),
    )
        .prop_map(
            |(start, items, which, version, is_version_known, shape, noise)| Failure {
                items: start.into_iter().chain(items).collect(),
                which,
                version,
                is_version_known,
                shape,
                noise,
            },
        )
}

impl Failure {
    /// The item, its line, and the command of the line that fails.
    fn failing(&self) -> Option<(usize, usize, &'static str)> {
        let lines = self.items.iter().enumerate();
        let all: Vec<_> = lines
            .flat_map(|(item, it)| it.1.iter().map(move |(line, command)| (item, *line, *command)))
            .collect();
        // Lines of a here-document do not run.
        let texts: Vec<&str> = self.items.iter().map(|it| it.0).collect();
        let runs = |item: usize| {
            let open = texts[..item].iter().rposition(|it| *it == "cat > a <<'EOF'");
            let close = |from: usize| texts[from..].iter().position(|it| it.lines().any(|it| it == "EOF"));
            open.is_none_or(|it| {
                texts[it + 1..item].iter().any(|it| it.lines().any(|it| it == "EOF")) || close(it + 1).is_none()
            })
        };
        let all: Vec<_> = all.into_iter().filter(|it| runs(it.0)).collect();
        all.get(self.which % all.len().max(1)).copied()
    }

    /// The number of the physical line among all items, from 1.
    fn number(&self, item: usize, line: usize) -> usize {
        let before: usize = self.items[..item].iter().map(|it| it.0.split('\n').count()).sum();
        before + line + 1
    }

    fn packer(&self) -> Option<PackerVersion> {
        self.is_version_known.then_some(self.version)
    }

    fn document(&self, kind: &str) -> Document {
        let items: Vec<&str> = self.items.iter().map(|it| it.0).collect();
        template(kind, &items)
    }

    fn of_shell(&self) -> Option<Vec<String>> {
        let (item, line, command) = self.failing()?;
        let has_own = self.items[0].0.starts_with("#!");
        let header = usize::from(!has_own || self.version < WRAPS);
        let number = self.number(item, line) + header;
        let shape = match self.items[0].0 {
            "#!/bin/bash" if self.version >= WRAPS => 2,
            _ => self.shape,
        };
        let message = match shape {
            0 => format!("/tmp/script_831.sh: {number}: {command}: not found"),
            1 => format!("/tmp/script_831.sh: {number}: /tmp/script_831.sh: {command}: not found"),
            _ => format!("/tmp/script_831.sh: line {number}: {command}: command not found"),
        };
        Some(self.after_noise(vec![message]))
    }

    fn of_powershell(&self) -> Option<Vec<String>> {
        let (item, line, command) = self.failing()?;
        let source = self.items[item].0.split('\n').nth(line)?;
        let (number, source) = match self.version {
            it if it < WRAPS => (self.number(item, line), source.to_owned()),
            WRAPS => {
                // Only line ends within items are left.
                let merged: String = self.items.iter().map(|it| it.0).collect();
                let before = self.items[..item].iter().map(|it| it.0.matches('\n').count());
                let at = before.sum::<usize>() + line;
                (9 + at, merged.split('\n').nth(at)?.to_owned())
            }
            _ => (self.number(item, line) + 8, source.to_owned()),
        };
        let source = source.trim();
        let path = "C:\\Windows\\Temp\\script-0a1b2c3d-0000-4000-8000-000000000001.ps1";
        let lines = match self.shape {
            0 => vec![
                format!("{command} : It failed."),
                format!("At {path}:{number} char:1"),
                format!("+ {source}"),
                "+ ~~~".to_owned(),
                "    + CategoryInfo          : NotSpecified: (:) [], Exception".to_owned(),
            ],
            1 => vec![format!("at <ScriptBlock>, {path}: line {number}")],
            _ => vec![
                format!("{command}: {path}:{number}"),
                "Line |".to_owned(),
                format!("{number:>4} |  {source}"),
                "     |  ~~~".to_owned(),
            ],
        };
        Some(self.after_noise(lines))
    }

    fn after_noise(&self, lines: Vec<String>) -> Vec<String> {
        self.noise.iter().map(|it| (*it).to_owned()).chain(lines).collect()
    }
}

/// Runs a property, and returns the share of failures whose line is found in percent.
fn share_located(
    kind: &str,
    strategy: impl Strategy<Value = Failure>,
    output: impl Fn(&Failure) -> Option<Vec<String>>,
) -> u32 {
    let (all, located) = (Cell::new(0_u32), Cell::new(0_u32));
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(3_000)
    });
    let result = runner.run(&strategy, |failure| {
        let Some(lines) = output(&failure) else { return Ok(()) };
        let doc = failure.document(kind);
        let step = step::customizers(doc.templates().next().unwrap()).next().unwrap();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        all.set(all.get() + 1);
        if let Some(it) = script_line::locate(step, &lines, failure.packer()) {
            located.set(located.get() + 1);
            let (item, line, _) = failure.failing().unwrap();
            prop_assert_eq!((it.item, it.line), (Some(item), line), "{:?} {:?}", it, lines);
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    100 * located.get() / all.get().max(1)
}

#[test]
fn the_line_of_a_shell_is_the_one_that_failed() {
    const STARTS: [Item; 3] = [("#!/bin/bash", &[]), ("#!/bin/sh -e", &[]), ("set -eu", &[(0, "set")])];
    let share = share_located("Shell", failures(&SHELL, &STARTS), Failure::of_shell);
    assert!(share >= 75, "{share} %");
}

#[test]
fn the_line_of_powershell_is_the_one_that_failed() {
    const STARTS: [Item; 1] = [("$ErrorActionPreference = 'Stop'", &[])];
    let share = share_located("PowerShell", failures(&POWERSHELL, &STARTS), Failure::of_powershell);
    assert!(share >= 50, "{share} %");
}
