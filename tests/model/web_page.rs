//! Addresses that return a page about a file.

use aib_ls::model::{uri, web_page};

/// What an address is, and the address of the file.
fn shown(address: &str) -> String {
    let it = uri::split(address).unwrap();
    if web_page::is_page(it) {
        format!("page {}", web_page::raw(it).unwrap_or_default())
    } else if web_page::is_sharing_link(it) {
        format!("link {}", web_page::download(it).unwrap_or_default())
    } else {
        "file".to_owned()
    }
}

#[test]
fn finds_the_file_behind_the_page_of_a_code_host() {
    let pages = [
        (
            "https://github.com/a/b/blob/main/c.sh",
            "https://raw.githubusercontent.com/a/b/main/c.sh",
        ),
        ("https://www.github.com/a/b/tree/main/c", ""),
        (
            "https://github.example.com/a/b/blob/main/c.sh",
            "https://github.example.com/a/b/raw/main/c.sh",
        ),
        ("https://gist.github.com/a/0123", ""),
        (
            "https://gitlab.com/a/b/-/blob/main/c.sh",
            "https://gitlab.com/a/b/-/raw/main/c.sh",
        ),
        (
            "https://gitlab.com/a/b/blob/main/c.sh",
            "https://gitlab.com/a/b/raw/main/c.sh",
        ),
        (
            "https://git.example.com/x/a/b/-/blob/main/c.sh",
            "https://git.example.com/x/a/b/-/raw/main/c.sh",
        ),
        (
            "https://bitbucket.org/a/b/src/main/c.sh?at=main",
            "https://bitbucket.org/a/b/raw/main/c.sh",
        ),
        (
            "https://codeberg.org/a/b/src/branch/main/c.sh",
            "https://codeberg.org/a/b/raw/branch/main/c.sh",
        ),
        (
            "https://huggingface.co/a/b/blob/main/c.bin",
            "https://huggingface.co/a/b/resolve/main/c.bin",
        ),
        ("https://dev.azure.com/a/b/_git/b?path=/c.sh", ""),
        ("https://a.visualstudio.com/b/_git/b?path=/c.sh", ""),
    ];
    for (page, file) in pages {
        assert_eq!(shown(page), format!("page {file}"), "{page}");
    }
}

#[test]
fn finds_sharing_links() {
    let links = [
        (
            "https://www.dropbox.com/s/a/c.zip?dl=0",
            "https://www.dropbox.com/s/a/c.zip?dl=1",
        ),
        (
            "https://www.dropbox.com/scl/fi/a/c.zip?rlkey=x&dl=0",
            "https://www.dropbox.com/scl/fi/a/c.zip?rlkey=x&dl=1",
        ),
        ("https://drive.google.com/file/d/a/view", ""),
        ("https://drive.google.com/open?id=a", ""),
        ("https://1drv.ms/u/s!a", ""),
        ("https://contoso.sharepoint.com/:u:/s/a/b", ""),
        ("https://app.box.com/s/a", ""),
    ];
    for (link, file) in links {
        assert_eq!(shown(link), format!("link {file}"), "{link}");
    }
}

#[test]
fn leaves_out_addresses_of_files() {
    for address in [
        "https://raw.githubusercontent.com/a/b/main/c.sh",
        "https://github.com/a/b/raw/main/c.sh",
        "https://github.com/a/b/blob/main/c.sh?raw=true",
        "https://github.com/a/b/archive/refs/heads/main.zip",
        "https://github.com/a/b/releases/download/v1/c.zip",
        "https://gist.github.com/a/0123/raw/c.sh",
        "https://gitlab.com/a/b/-/raw/main/c.sh",
        "https://gitlab.com/a/b/-/archive/main/b-main.zip",
        "https://bitbucket.org/a/b/downloads/c.zip",
        "https://bitbucket.org/a/b/src",
        "https://dev.azure.com/a/b/_apis/git/repositories/b/items?path=/c.sh",
        "https://www.dropbox.com/s/a/c.zip?dl=1",
        "https://dl.dropbox.com/s/a/c.zip",
        "https://drive.google.com/uc?export=download&id=a",
        "https://contoso.sharepoint.com/:u:/s/a/b?download=1",
        "https://app.box.com/shared/static/a.zip",
        "https://example.com/blob/main/c.sh",
    ] {
        assert_eq!(shown(address), "file", "{address}");
    }
}
