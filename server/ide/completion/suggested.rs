//! Values of members that take any text or number: those that Microsoft's documentation names, and those that follow from the template.

use crate::ide::completion::list::{List, Text};
use crate::model::deprovision;
use crate::model::os::{self, Os};
use crate::model::step::{self, Step};
use crate::model::template::Template;
use crate::model::uri;
use crate::say;
use crate::schema::lookup::Member;
use crate::syntax::tree::Node;

/// Adds values for a member; `node` is the member.
pub(super) fn add<'d>(list: &mut List<'_>, template: Template<'d>, member: Member, node: Node<'d>) {
    match (member.owner, member.property.name) {
        ("ImageTemplateProperties", "buildTimeoutInMinutes") => build_timeouts(list),
        ("ImageTemplateVmProfile", "osDiskSizeGB") => disk_sizes(list, template),
        ("ImageTemplateRestartCustomizer", "restartTimeout") => restart_timeouts(list),
        ("ImageTemplateWindowsUpdateCustomizer", "searchCriteria") => search_criteria(list),
        ("ImageTemplatePlatformImageSource", "version") => list.word(
            "latest",
            Some(&say! {
                en: "The newest version when the build starts.",
                pt_br: "A versão mais recente quando o build começa.",
            }),
        ),
        ("PlatformImagePurchasePlan", name) => plan(list, template, name),
        (_, "destination") => destinations(list, template, node),
        (_, "sha256Checksum") => checksum(list, template, node),
        (_, "runOutputName") => run_output(list, node),
        _ => {}
    }
}

/// Adds items for the list that a member is.
pub(super) fn add_items(list: &mut List<'_>, member: &str, taken: &[Node<'_>]) {
    match member {
        "filters" => filters(list, taken),
        "validExitCodes" => exit_codes(list, taken),
        _ => {}
    }
}

fn build_timeouts(list: &mut List<'_>) {
    list.bare(
        "240",
        Some(say! { en: "4 hours, the default", pt_br: "4 horas, o padrão" }),
    );
    list.bare("120", Some(say! { en: "2 hours", pt_br: "2 horas" }));
    list.bare("360", Some(say! { en: "6 hours", pt_br: "6 horas" }));
    list.bare("480", Some(say! { en: "8 hours", pt_br: "8 horas" }));
    list.bare(
        "960",
        Some(say! { en: "16 hours, the maximum", pt_br: "16 horas, o máximo" }),
    );
}

/// What the disks of Marketplace images have, and more.
fn disk_sizes(list: &mut List<'_>, template: Template<'_>) {
    if os::operating_system(template).is_none_or(|it| it.os == Os::Linux) {
        list.bare("30", None);
        list.bare("64", None);
    }
    list.bare("127", None);
    list.bare("256", None);
    list.bare("512", None);
}

fn restart_timeouts(list: &mut List<'_>) {
    let default = say! { en: "default", pt_br: "padrão" };
    let after_updates = say! { en: "for restarts after updates", pt_br: "para reinicializações após atualizações" };
    for (text, detail) in [
        ("30m", Some(after_updates)),
        ("15m", None),
        ("60m", None),
        ("5m", Some(default)),
    ] {
        list.text(Text {
            text,
            detail,
            ..Text::default()
        });
    }
}

fn search_criteria(list: &mut List<'_>) {
    let all = say! { en: "All updates that are not installed.", pt_br: "Todas as atualizações não instaladas." };
    let recommended = say! {
        en: "Without optional updates; the default.",
        pt_br: "Sem atualizações opcionais; o padrão.",
    };
    let important = say! {
        en: "Important updates only: those that Windows Update selects automatically.",
        pt_br: "Apenas atualizações importantes: as que o Windows Update seleciona automaticamente.",
    };
    list.word("IsInstalled=0", Some(&all));
    list.word("BrowseOnly=0 and IsInstalled=0", Some(&recommended));
    list.word("AutoSelectOnWebSites=1 and IsInstalled=0", Some(&important));
}

fn filters(list: &mut List<'_>, taken: &[Node<'_>]) {
    let offers = [
        (
            "exclude:$_.Title -like '*Preview*'",
            say! { en: "Skips preview updates.", pt_br: "Ignora atualizações de versão prévia." },
        ),
        (
            "include:$true",
            say! {
                en: "Installs all other updates. Without it, only what another filter includes is installed.",
                pt_br: "Instala todas as outras atualizações. Sem ele, só é instalado o que outro filtro inclui.",
            },
        ),
        (
            "exclude:$_.InstallationBehavior.CanRequestUserInput",
            say! {
                en: "Skips updates that may prompt for input.",
                pt_br: "Ignora atualizações que podem pedir alguma entrada.",
            },
        ),
    ];
    for (text, words) in offers.iter().filter(|(text, _)| is_free(text, taken)) {
        list.word(text, Some(words));
    }
}

fn is_free(text: &str, taken: &[Node<'_>]) -> bool {
    !taken.iter().any(|it| it.as_str().is_some_and(|it| it == text))
}

fn exit_codes(list: &mut List<'_>, taken: &[Node<'_>]) {
    let offers = [
        ("0", say! { en: "success", pt_br: "êxito" }),
        (
            "3010",
            say! { en: "success, restart required", pt_br: "êxito, reinicialização necessária" },
        ),
        (
            "1641",
            say! { en: "success, restart initiated", pt_br: "êxito, reinicialização iniciada" },
        ),
    ];
    let is_free = |code: &str| !taken.iter().any(|it| it.source() == code);
    for (code, detail) in offers {
        if is_free(code) {
            list.bare(code, Some(detail));
        }
    }
}

/// Plans of the Marketplace usually have the names of the image.
fn plan(list: &mut List<'_>, template: Template<'_>, name: &str) {
    let key = match name {
        "planName" => "sku",
        "planProduct" => "offer",
        _ => "publisher",
    };
    let written = template.property("source").and_then(|it| it.get(key)?.as_str());
    if let Some(text) = written.filter(|it| !it.is_empty()) {
        let words = say! {
            en: "The `{key}` of the source, which is usually the same. The plan of an image is shown by `az vm image show`.",
            pt_br: "O `{key}` da origem, que em geral é igual. O plano de uma imagem é mostrado por `az vm image show`.",
        };
        list.word(&text, Some(&words));
    }
}

fn destinations<'d>(list: &mut List<'_>, template: Template<'d>, node: Node<'d>) {
    let system = os::operating_system(template).map(|it| it.os);
    let source = node.parent().and_then(|it| it.get("sourceUri")?.as_str());
    let path = source.as_deref().and_then(uri::split).map(|it| it.path.to_owned());
    let file = path
        .as_deref()
        .and_then(|it| it.rsplit('/').next())
        .filter(|it| !it.is_empty());
    for os in [Os::Windows, Os::Linux] {
        if system.is_some_and(|it| it != os) {
            continue;
        }
        // Folders that exist on every VM.
        let folder = match os {
            Os::Windows => "C:\\Windows\\Temp\\",
            Os::Linux => "/tmp/",
        };
        if let Some(file) = file {
            list.word(&format!("{folder}{file}"), None);
        }
        let words = say! {
            en: "The script that generalizes the VM at the end of the build. This file replaces it.",
            pt_br: "O script que generaliza a VM no fim do build. Este arquivo o substitui.",
        };
        list.word(deprovision::path(os), Some(&words));
    }
}

/// The checksum of the file beside the template that the address most likely names.
fn checksum<'d>(list: &mut List<'_>, template: Template<'d>, node: Node<'d>) {
    let all = step::customizers(template).chain(step::validators(template));
    let own = |it: &Step<'_>| Some(it.node) == node.parent();
    let file = all.into_iter().find(own).and_then(Step::file);
    let Some((file, content)) = file.and_then(|it| Some((it, it.content.as_ref()?))) else {
        return;
    };
    let name = &file.name;
    let words = say! {
        en: "The SHA-256 checksum of `{name}` next to the template. The address may name another file.",
        pt_br: "A soma de verificação SHA-256 de `{name}` ao lado do template. O endereço pode indicar outro arquivo.",
    };
    list.word(&content.sum, Some(&words));
}

/// The name of the image that the target writes.
fn run_output(list: &mut List<'_>, node: Node<'_>) {
    let target = node.parent();
    let id = target.and_then(|it| it.get("galleryImageId").or_else(|| it.get("imageId"))?.as_str());
    let name = id
        .as_deref()
        .filter(|it| it.starts_with('/'))
        .and_then(|it| it.rsplit('/').next());
    if let Some(name) = name.filter(|it| !it.is_empty() && !it.contains(['<', '\'', '['])) {
        list.word(name, None);
    }
}
