//! Which system a Marketplace image contains: the distribution of Linux or the edition of Windows, and its version.

use crate::model::source::{self, Part};
use crate::model::template::Template;

/// A system, by its package manager and by what it has from the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distribution {
    /// Year and month.
    Ubuntu(Option<(u32, u32)>),
    Debian(Option<u32>),
    /// Red Hat Enterprise Linux and those built from it: CentOS, AlmaLinux, Rocky Linux, Oracle Linux.
    RedHat(Option<u32>),
    Suse,
    /// Azure Linux, called CBL-Mariner at first.
    AzureLinux,
    /// The year.
    WindowsServer(Option<u32>),
    WindowsClient,
}

/// The system of a template's source image.
#[derive(Debug, Clone, Copy)]
pub struct Deduction {
    pub distribution: Distribution,
    /// Whether everything it rests on is written out, none of it the value of a parameter or a variable.
    pub is_written: bool,
}

/// The names of Ubuntu releases in offers.
const UBUNTU_NAMES: [(&str, (u32, u32)); 4] = [
    ("bionic", (18, 4)),
    ("focal", (20, 4)),
    ("jammy", (22, 4)),
    ("noble", (24, 4)),
];

/// The system of a template's source image; `None` if it is unknown or no plain image of a system.
pub fn distribution(template: Template<'_>) -> Option<Deduction> {
    let publisher = source::part(template, "publisher")?;
    let offer = source::part(template, "offer")?;
    let sku = source::part(template, "sku");
    let name = sku.as_ref().map(|it| it.text.as_str()).unwrap_or_default();
    let distribution = match publisher.text.as_str() {
        "canonical" => Distribution::Ubuntu(ubuntu(&offer.text, name)),
        "debian" | "credativ" => Distribution::Debian(number(&offer.text).or(number(name))),
        "redhat" | "openlogic" | "almalinux" | "resf" => Distribution::RedHat(red_hat(name).or(red_hat(&offer.text))),
        "oracle" if offer.text.contains("linux") => Distribution::RedHat(oracle(name)),
        "suse" => Distribution::Suse,
        "microsoftcblmariner" => Distribution::AzureLinux,
        "microsoftwindowsserver" if offer.text.starts_with("windowsserver") => {
            Distribution::WindowsServer(year(name).or(year(&offer.text)))
        }
        "microsoftwindowsdesktop" => Distribution::WindowsClient,
        _ => return None,
    };
    Some(Deduction {
        distribution,
        is_written: publisher.is_written() && offer.is_written() && sku.as_ref().is_none_or(Part::is_written),
    })
}

/// `ubuntu-24_04-lts`, `0001-com-ubuntu-server-jammy`, `18.04-LTS`
fn ubuntu(offer: &str, sku: &str) -> Option<(u32, u32)> {
    let named = UBUNTU_NAMES.iter().find(|it| offer.contains(it.0)).map(|it| it.1);
    let behind = offer.strip_prefix("ubuntu-").unwrap_or(sku);
    named.or_else(|| {
        let (year, rest) = behind.split_at_checked(2)?;
        let month = rest.strip_prefix(['.', '_'])?.get(..2)?;
        Some((year.parse().ok()?, month.parse().ok()?))
    })
}

/// The first number of a name, one or two digits long: the 8 of `8-lvm` and of `rhel-lvm8`.
fn number(name: &str) -> Option<u32> {
    let from = name.get(name.find(|c: char| c.is_ascii_digit())?..)?;
    let digits = from.split(|c: char| !c.is_ascii_digit()).next()?;
    (digits.len() <= 2).then(|| digits.parse().ok())?
}

/// `8-lvm`, `9_4`, `rhel-lvm94`: a second digit is that of the minor version, except for 10 and its successors.
fn red_hat(name: &str) -> Option<u32> {
    number(name).map(|it| if it < 20 { it } else { it / 10 })
}

/// `ol79`, `ol9-lvm`: the first digit is the version.
fn oracle(sku: &str) -> Option<u32> {
    let digits = sku.strip_prefix("ol")?;
    digits.chars().next()?.to_digit(10)
}

/// The year of a Windows Server: `2016-datacenter`.
fn year(name: &str) -> Option<u32> {
    let at = name.find("20")?;
    name.get(at..at + 4)?.parse().ok()
}
