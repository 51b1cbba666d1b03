//! Hosts that were shut down.

use aib_ls::script::shut_down;

#[test]
fn finds_whole_names_of_hosts() {
    let name = |text: &str| shut_down::find(text).map(|it| (it.0, it.1.name));
    assert_eq!(
        name("deb https://apt.kubernetes.io/ a main"),
        Some((12, "apt.kubernetes.io"))
    );
    assert_eq!(
        name("hkp://ha.pool.SKS-keyservers.net:80"),
        Some((14, "sks-keyservers.net"))
    );
    assert_eq!(
        name("http://packages.cloud.google.com/apt kubernetes-xenial main"),
        Some((7, "packages.cloud.google.com"))
    );
    for text in [
        "https://packages.cloud.google.com/apt cloud-sdk main",
        "https://my-apt.kubernetes.io/",
        "https://apt.kubernetes.io.example.com/",
        "https://pkgs.k8s.io/core:/stable:/v1.33/deb/",
        "https://jcenter.bintray.com/",
    ] {
        assert_eq!(name(text), None, "{text}");
    }
}

#[test]
fn knows_hosts_of_addresses() {
    let name = |address: &str| shut_down::of_address(address).map(|it| it.name);
    assert_eq!(name("https://dl.bintray.com/a/b.zip"), Some("dl.bintray.com"));
    assert_eq!(name("https://example.com/dl.bintray.com"), None);
}
