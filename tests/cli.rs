//! The real binary on real files: what it prints, where, and the exit code.

mod bicep;
mod check;
mod doctor;
mod explain;
#[cfg(unix)]
mod files;
mod fix;
mod formats;
mod help;
mod hidden;
mod human;
mod in_files;
mod input;
mod json;
mod manual;
mod migration;
mod parameters;
mod sarif;
mod script_files;
mod settings;
mod permissions;
mod walk;
mod workspace;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;
use std::{env, fs, process, thread};

use serde_json::Value;

/// Far more than anything here needs; what takes longer hangs.
const HANG: Duration = Duration::from_secs(180);

/// An image template without a fault.
const GOOD: &str = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.VirtualMachineImages/imageTemplates",
      "apiVersion": "2024-02-01",
      "name": "web",
      "location": "westeurope",
      "identity": {
        "type": "UserAssigned",
        "userAssignedIdentities": {
          "/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder": {}
        }
      },
      "properties": {
        "buildTimeoutInMinutes": 60,
        "source": {
          "type": "PlatformImage",
          "publisher": "Canonical",
          "offer": "ubuntu-24_04-lts",
          "sku": "server",
          "version": "latest"
        },
        "customize": [
          { "type": "Shell", "name": "motd", "inline": ["echo ready | sudo tee /etc/motd"] }
        ],
        "distribute": [
          {
            "type": "SharedImage",
            "galleryImageId": "/subscriptions/6c1fd2b5-2f1e-4a51-9d0a-0d6c4d1a7f11/resourceGroups/images/providers/Microsoft.Compute/galleries/images/images/web",
            "runOutputName": "web",
            "targetRegions": [{ "name": "westeurope" }]
          }
        ]
      }
    }
  ]
}
"#;

/// The same template with one fault, `timeout/below-minimum`, on line 17 (from 1), column 34.
fn bad() -> String {
    GOOD.replace("InMinutes\": 60", "InMinutes\": 3")
}

/// A folder of its own for a test, gone afterwards.
pub struct Folder(PathBuf);

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    code: i32,
    pub out: String,
    pub err: String,
}

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("aib-ls-cli-{}-{number}", process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A folder with files in it.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The program, standing in this folder, in a bare environment.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aib-ls"));
        command.args(arguments).current_dir(&self.0).env("LC_ALL", "C");
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Answer {
        run(&mut self.command(arguments), b"")
    }

    fn run_with(&self, arguments: &[&str], input: impl AsRef<[u8]>) -> Answer {
        run(&mut self.command(arguments), input.as_ref())
    }

    /// What `check --format json` says, and the exit code.
    fn json(&self, arguments: &[&str]) -> (Value, i32) {
        let answer = self.run(&[&["check", "--format", "json"], arguments].concat());
        (serde_json::from_str(&answer.out).unwrap(), answer.code)
    }

    /// The files that a check reports, in its order.
    fn files(&self, arguments: &[&str]) -> Vec<String> {
        let (report, _) = self.json(arguments);
        report["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["file"].as_str().unwrap().to_owned())
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs a program to its end, or kills it and fails.
fn run(command: &mut Command, input: &[u8]) -> Answer {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut to, input) = (child.stdin.take().unwrap(), input.to_owned());
    // A program that does not read its input is no failure.
    thread::spawn(move || drop(to.write_all(&input)));
    let out = collect(child.stdout.take().unwrap());
    let err = collect(child.stderr.take().unwrap());
    let out = ended(&mut child, &out);
    let err = ended(&mut child, &err);
    let code = child
        .wait()
        .unwrap()
        .code()
        .expect("the program was killed by a signal");
    Answer { code, out, err }
}

fn collect(mut from: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        send.send(String::from_utf8(bytes).unwrap())
    });
    receive
}

fn ended(child: &mut Child, output: &mpsc::Receiver<String>) -> String {
    output.recv_timeout(HANG).unwrap_or_else(|_| {
        child.kill().unwrap();
        panic!("the program hangs")
    })
}

/// Whether this user is kept from reading a file that nobody may read; the administrator is not.
fn is_unreadable(path: &Path) -> bool {
    fs::read(path).is_err() && fs::read_dir(path).is_err()
}
