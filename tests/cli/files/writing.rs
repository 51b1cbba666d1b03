//! What `check --fix` keeps, what it leaves behind, and what it does not write.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::process::{Command, Stdio};

use rustix::fs::{XattrFlags, getxattr, setxattr};

use super::{fixable, names, with_script};
use crate::cli::{Folder, GOOD};

/// Fixes the template of a folder, and gives what is printed on standard error.
fn fix(folder: &Folder) -> (i32, String) {
    let answer = folder.run(&["check", "--fix"]);
    (answer.code, answer.err)
}

#[test]
fn a_file_with_hard_links_is_not_written() {
    let folder = Folder::with(&[("ws/web.json", &fixable()), ("ws/other.json", &fixable())]);
    fs::hard_link(folder.path("ws/web.json"), folder.path("copy.json")).unwrap();
    let answer = folder.run(&["check", "--fix", "ws"]);
    assert_eq!(
        answer.err,
        "error: ws/web.json cannot be written: it has several hard links, which would no longer be the same file\n"
    );
    assert_eq!(answer.code, 2);
    assert_eq!(fs::read_to_string(folder.path("copy.json")).unwrap(), fixable());
    assert_eq!(fs::metadata(folder.path("copy.json")).unwrap().nlink(), 2);
    // The rest of the run goes on.
    assert_eq!(fs::read_to_string(folder.path("ws/other.json")).unwrap(), GOOD);
    assert_eq!(names(&folder, "ws"), ["other.json", "web.json"]);
}

#[test]
fn extended_attributes_are_kept() {
    let folder = Folder::with(&[("web.json", &fixable())]);
    let path = folder.path("web.json");
    let long = vec![7_u8; 1_000];
    for (name, value) in [("user.origin", b"pipeline".as_slice()), ("user.long", &long)] {
        if setxattr(&path, name, value, XattrFlags::empty()).is_err() {
            eprintln!("this disk has no extended attributes: nothing is checked");
            return;
        }
    }
    assert_eq!(fix(&folder), (0, String::new()));
    assert_eq!(fs::read_to_string(&path).unwrap(), GOOD);
    let mut buffer = vec![0; 2_000];
    let length = getxattr(&path, "user.origin", buffer.as_mut_slice()).unwrap();
    assert_eq!(&buffer[..length], b"pipeline");
    let length = getxattr(&path, "user.long", buffer.as_mut_slice()).unwrap();
    assert_eq!(&buffer[..length], long);
}

/// An access control list as the disk stores it: the owner, one more user, the group, the mask, all others.
fn list(user: u32) -> Vec<u8> {
    let mut bytes = 2_u32.to_le_bytes().to_vec();
    for (tag, permissions, id) in [
        (0x01_u16, 6_u16, u32::MAX),
        (0x02, 4, user),
        (0x04, 4, u32::MAX),
        (0x10, 4, u32::MAX),
        (0x20, 0, u32::MAX),
    ] {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(permissions.to_le_bytes());
        bytes.extend(id.to_le_bytes());
    }
    bytes
}

#[test]
fn an_access_control_list_is_kept_and_none_is_inherited() {
    const OWN: &str = "system.posix_acl_access";
    let folder = Folder::with(&[("web.json", &fixable()), ("plain/web.json", &fixable())]);
    let path = folder.path("web.json");
    let is_set = setxattr(&path, OWN, &list(1_234), XattrFlags::empty()).is_ok()
        && setxattr(
            folder.path("plain"),
            "system.posix_acl_default",
            &list(4_321),
            XattrFlags::empty(),
        )
        .is_ok();
    if !is_set {
        eprintln!("this disk has no access control lists: nothing is checked");
        return;
    }
    fs::set_permissions(folder.path("plain/web.json"), Permissions::from_mode(0o640)).unwrap();
    assert_eq!(fix(&folder), (0, String::new()));
    let mut buffer = vec![0; 1_000];
    let length = getxattr(&path, OWN, buffer.as_mut_slice()).unwrap();
    assert_eq!(&buffer[..length], list(1_234));
    // The folder would give its list to every new file.
    assert!(getxattr(folder.path("plain/web.json"), OWN, buffer.as_mut_slice()).is_err());
    let mode = fs::metadata(folder.path("plain/web.json")).unwrap().mode();
    assert_eq!(mode & 0o7777, 0o640);
}

#[test]
fn owner_group_and_mode_are_kept() {
    let folder = Folder::with(&[("web.json", &fixable())]);
    let path = folder.path("web.json");
    if chown(&path, Some(12_345), Some(12_346)).is_err() {
        eprintln!("only the administrator can give files away: nothing is checked");
        return;
    }
    for mode in [0o600, 0o640, 0o4755, 0o2770, 0o664] {
        fs::write(&path, fixable()).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        assert_eq!(fix(&folder), (0, String::new()));
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!((metadata.uid(), metadata.gid()), (12_345, 12_346));
        assert_eq!(metadata.mode() & 0o7777, mode);
    }
}

#[test]
fn a_file_whose_owner_cannot_be_kept_is_not_written() {
    let folder = Folder::with(&[("web.json", &fixable())]);
    fs::set_permissions(folder.path(""), Permissions::from_mode(0o777)).unwrap();
    fs::set_permissions(folder.path("web.json"), Permissions::from_mode(0o666)).unwrap();
    // Somebody else may replace the file, and would own the new one.
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "12345", "--regid", "12345", "--clear-groups"]);
    command.arg(env!("CARGO_BIN_EXE_aib-ls")).args(["check", "--fix"]);
    command
        .current_dir(folder.path(""))
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    let output = command.output();
    let Some(output) = output.ok().filter(|it| it.status.code() == Some(2)) else {
        eprintln!("nobody else can be played here: nothing is checked");
        return;
    };
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: web.json cannot be written: its owner, group and permissions cannot be kept\n"
    );
    assert_eq!(fs::read_to_string(folder.path("web.json")).unwrap(), fixable());
    assert_eq!(names(&folder, ""), ["web.json"]);
}

#[test]
fn the_longest_names_and_paths_are_written() {
    let long = format!("{}.json", "n".repeat(250));
    let folder = Folder::with(&[(&long, &fixable())]);
    assert_eq!(fix(&folder), (0, String::new()));
    assert_eq!(fs::read_to_string(folder.path(&long)).unwrap(), GOOD);
    // Any name but this one would be too long in its folder.
    let folder = Folder::new();
    let mut path = fs::canonicalize(folder.path("")).unwrap();
    let longest = 4_095;
    while longest - path.as_os_str().len() > 220 {
        path.push("d".repeat(200));
    }
    path.push("e".repeat(longest - path.as_os_str().len() - "//a.json".len()));
    if fs::create_dir_all(&path).is_err() {
        eprintln!("paths are shorter here: nothing is checked");
        return;
    }
    let path = path.join("a.json");
    fs::write(&path, fixable()).unwrap();
    assert_eq!(path.as_os_str().len(), longest);
    assert_eq!(fix(&folder), (0, String::new()));
    assert_eq!(fs::read_to_string(&path).unwrap(), GOOD);
}

#[test]
fn a_limit_of_the_size_of_files_is_an_error_and_leaves_nothing_behind() {
    let folder = Folder::with(&[("web.json", &fixable())]);
    let program = env!("CARGO_BIN_EXE_aib-ls");
    let script = format!("ulimit -f 1; exec {program} check --fix");
    let mut command = Command::new("bash");
    command
        .args(["-c", &script])
        .current_dir(folder.path(""))
        .env("LC_ALL", "C");
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: web.json cannot be written: file too large\n"
    );
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.path("web.json")).unwrap(), fixable());
    assert_eq!(names(&folder, ""), ["web.json"]);
}

#[test]
fn a_full_disk_is_an_error_and_leaves_nothing_behind() {
    let folder = Folder::with(&[]);
    fs::create_dir(folder.path("disk")).unwrap();
    let disk = folder.path("disk");
    let mounts = |arguments: &[&str]| {
        Command::new(arguments[0])
            .args(&arguments[1..])
            .arg(&disk)
            .stderr(Stdio::null())
            .status()
    };
    if !mounts(&["mount", "-t", "tmpfs", "-o", "size=16k", "none"]).is_ok_and(|it| it.success()) {
        eprintln!("no disk can be mounted: nothing is checked");
        return;
    }
    folder.write("disk/web.json", fixable());
    // All that is left of the disk.
    let _ = fs::write(folder.path("disk/rest"), vec![0; 1 << 20]);
    let answer = folder.run(&["check", "--fix", "disk"]);
    let (text, names) = (fs::read_to_string(folder.path("disk/web.json")), names(&folder, "disk"));
    assert!(mounts(&["umount"]).unwrap().success());
    assert_eq!(
        answer.err,
        "error: disk/web.json cannot be written: no space left on device\n"
    );
    assert_eq!((answer.code, text.unwrap()), (2, fixable()));
    assert_eq!(names, ["rest", "web.json"]);
}

#[test]
fn eight_runs_at_the_same_time_leave_whole_files_and_report_no_failure() {
    let folder = Folder::new();
    for number in 0..16 {
        folder.write(&format!("{number:02}.json"), fixable());
    }
    let start = |_| {
        let mut command = folder.command(&["check", "--fix", "--quiet"]);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let runs: Vec<_> = (0..8).map(start).collect();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), error.as_str()), (Some(0), ""));
    }
    assert_eq!(names(&folder, "").len(), 16);
    for name in names(&folder, "") {
        assert_eq!(fs::read_to_string(folder.path(&name)).unwrap(), GOOD);
    }
}

#[test]
fn a_script_is_not_written_through_a_link_that_leads_out() {
    let text = "sudo apt-get install nginx\n";
    let folder = Folder::with(&[("ws/web.json", &with_script()), ("setup.sh", text)]);
    fs::create_dir(folder.path("ws/scripts")).unwrap();
    symlink("../../setup.sh", folder.path("ws/scripts/setup.sh")).unwrap();
    let run = || crate::cli::run(folder.command(&["check", "--fix"]).current_dir(folder.path("ws")), b"");
    run();
    assert_eq!(fs::read_to_string(folder.path("setup.sh")).unwrap(), text);
    // The folder is the link.
    fs::remove_dir_all(folder.path("ws/scripts")).unwrap();
    folder.write("scripts/setup.sh", text);
    symlink("../scripts", folder.path("ws/scripts")).unwrap();
    run();
    assert_eq!(fs::read_to_string(folder.path("scripts/setup.sh")).unwrap(), text);
    // Within the workspace, a link is followed and stays.
    fs::remove_file(folder.path("ws/scripts")).unwrap();
    folder.write("ws/src/setup.sh", text);
    symlink("src", folder.path("ws/scripts")).unwrap();
    run();
    assert_ne!(fs::read_to_string(folder.path("ws/src/setup.sh")).unwrap(), text);
    assert!(fs::symlink_metadata(folder.path("ws/scripts")).unwrap().is_symlink());
}
