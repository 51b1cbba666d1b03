//! A destination that the build user cannot write to on Linux.

use crate::model::os::{self, Os};
use crate::model::step::Step;
use crate::model::value::{self, Value};
use crate::rules::{Check, Findings, Level, Rule};
use crate::say;
use crate::syntax::patch;
use crate::syntax::string;

pub(in crate::rules) static RULE: Rule = Rule {
    id: "customize/file-linux-destination",
    level: Level::Error,
    fixable: true,
    page: include_str!("file_linux_destination.md"),
    check: Check::Step(check),
    ..Rule::DEFAULTS
};

fn check(step: Step<'_>, findings: &mut Findings<'_>) {
    let Value::Known(path, node) = step.destination() else {
        return;
    };
    let is_windows_path = path.as_bytes().get(1) == Some(&b':');
    let is_outside = path.starts_with('/') && !path.starts_with("/tmp/") && path != "/tmp";
    // `customize/file-destination` reports folders.
    if (!is_outside && !is_windows_path) || path.ends_with(['/', '\\']) {
        return;
    }
    let Some(system) = os::operating_system(step.template).filter(|it| it.os == Os::Linux) else {
        return;
    };
    let is_certain =
        is_outside && !value::is_expression(system.because) && !WRITABLE.iter().any(|it| path.starts_with(it));
    let level = if is_certain { Level::Error } else { Level::Warning };
    let message = if is_windows_path {
        say! {
            en: "This is a Windows path, but the image is Linux; use a path below `/tmp`",
            pt_br: "Este é um caminho do Windows, mas a imagem é Linux; use um caminho abaixo de `/tmp`",
        }
    } else {
        say! {
            en: "On Linux, a `File` step can only write below `/tmp`; move the file from there in a `Shell` step",
            pt_br: "No Linux, uma etapa `File` só pode gravar abaixo de `/tmp`; mova o arquivo dali em uma etapa `Shell`",
        }
    };
    let why = say! { en: "This shows that the image is Linux", pt_br: "Isto mostra que a imagem é Linux" };
    let report = findings
        .report(node.span(), message)
        .level(level)
        .related(system.because.span(), why);
    let (folder, name) = path.rsplit_once(['/', '\\']).unwrap_or(("", &path));
    if name.is_empty() || path.contains('\'') {
        return;
    }
    let inside = format!("/tmp/{name}");
    let mut edits = vec![patch::replace_value(node, string::quote(&inside))];
    if is_outside {
        let make = string::quote(&format!("sudo mkdir -p '{folder}/'"));
        let put = string::quote(&format!("sudo mv '{inside}' '{path}'"));
        let json = format!("{{\n  \"type\": \"Shell\",\n  \"inline\": [{make}, {put}]\n}}");
        edits.push(patch::add_item_after(step.node, &json));
    }
    let title = say! { en: "Change it to `{inside}`", pt_br: "Alterar para `{inside}`" };
    report.guess(title, edits);
}

/// Folders outside `/tmp` that the build user can write to on most images.
const WRITABLE: [&str; 3] = ["/var/tmp/", "/dev/shm/", "/home/packer/"];
