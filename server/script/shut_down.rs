//! Hosts of packages, keys and programs that were shut down, each with a public announcement.

use crate::model::uri;

/// A host that answers no more.
#[derive(Debug, PartialEq, Eq)]
pub struct Host {
    /// The host, and every host below it.
    pub name: &'static str,
    /// What an address on it has to contain; empty for all of them.
    part: &'static str,
    /// The day on which it was shut down, or the month.
    pub since: &'static str,
    /// What takes its place; empty where that is another place for each file.
    pub instead: &'static str,
}

const HOSTS: [Host; 11] = [
    // https://kubernetes.io/blog/2023/08/31/legacy-package-repository-deprecation/
    host("apt.kubernetes.io", "", "2024-03-04", "pkgs.k8s.io"),
    host("yum.kubernetes.io", "", "2024-03-04", "pkgs.k8s.io"),
    host("packages.cloud.google.com", "kubernetes-", "2024-03-04", "pkgs.k8s.io"),
    // https://jfrog.com/blog/into-the-sunset-bintray-jcenter-gocenter-and-chartcenter/
    host("dl.bintray.com", "", "2021-05-01", ""),
    host("api.bintray.com", "", "2021-05-01", ""),
    // Announced for the end of CentOS Linux 7; the packages moved.
    host("mirrorlist.centos.org", "", "2024-07-01", "vault.centos.org"),
    // https://sks-keyservers.net/
    host("sks-keyservers.net", "", "2021-06-21", "keyserver.ubuntu.com"),
    // https://github.com/moby/moby/issues/40466
    host("apt.dockerproject.org", "", "2020-03-31", "download.docker.com"),
    host("yum.dockerproject.org", "", "2020-03-31", "download.docker.com"),
    // https://helm.sh/blog/security-notice-baltocdn
    host("baltocdn.com", "", "2025-09", "packages.buildkite.com"),
    host("helm.baltorepo.com", "", "2025-09", "packages.buildkite.com"),
];

const fn host(name: &'static str, part: &'static str, since: &'static str, instead: &'static str) -> Host {
    Host {
        name,
        part,
        since,
        instead,
    }
}

/// The first such host in a text, with the offset of its name.
pub fn find(text: &str) -> Option<(usize, &'static Host)> {
    let lower = text.to_ascii_lowercase();
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let found = HOSTS.iter().filter(|it| lower.contains(it.part)).filter_map(|host| {
        let is_whole = |at: &usize| {
            let before = lower.get(..*at).and_then(|it| it.chars().next_back());
            let behind = lower.get(at + host.name.len()..).and_then(|it| it.chars().next());
            !before.is_some_and(is_of_name) && !behind.is_some_and(|c| is_of_name(c) || c == '.')
        };
        let at = lower.match_indices(host.name).map(|it| it.0).find(is_whole)?;
        Some((at, host))
    });
    found.min_by_key(|it| it.0)
}

/// The host of an address, where it was shut down.
pub fn of_address(address: &str) -> Option<&'static Host> {
    let uri = uri::split(address)?;
    HOSTS
        .iter()
        .find(|it| uri.is_at(it.name) && address.to_ascii_lowercase().contains(it.part))
}
