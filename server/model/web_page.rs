//! Addresses that return a web page about a file in place of the file: pages of code hosts, and sharing links.

use crate::model::uri::Uri;

/// Whether an address is the page of a code host about a file or a folder.
pub fn is_page(address: Uri<'_>) -> bool {
    let host = host(address);
    let part = |n: usize| address.path.split('/').nth(n).unwrap_or_default();
    let has = |word: &str| address.path.contains(word);
    match host.as_str() {
        "gist.github.com" => !address.path.split('/').any(|it| it == "raw") && !part(1).is_empty(),
        "bitbucket.org" => part(3) == "src" && !part(4).is_empty(),
        "codeberg.org" | "gitea.com" => part(3) == "src" && matches!(part(4), "branch" | "commit" | "tag"),
        "huggingface.co" => has("/blob/"),
        "gitlab.com" if has("/blob/") => true,
        _ if is_github(&host) => {
            matches!(part(3), "blob" | "tree" | "blame" | "edit") && address.parameter("raw").is_none()
        }
        _ if address.is_at("dev.azure.com") || address.is_at("visualstudio.com") => has("/_git/"),
        // GitLab on a host of one's own.
        _ => ["/-/blob/", "/-/tree/", "/-/blame/", "/-/edit/"]
            .iter()
            .any(|it| has(it)),
    }
}

/// The address of the file that a page of a code host shows; `None` where it cannot be told from the page's.
pub fn raw(page: Uri<'_>) -> Option<String> {
    let host = host(page);
    let (scheme, path) = (page.scheme, page.path);
    let replaced = |from: &str, to: &str| {
        let (before, file) = path.split_once(from)?;
        let is_file = before.len() > 1 && file.contains('/') && !file.ends_with('/');
        is_file.then(|| format!("{scheme}://{}{before}{to}{file}", page.host))
    };
    match host.as_str() {
        "github.com" => {
            let (owner, rest) = path.trim_start_matches('/').split_once('/')?;
            let (repository, file) = rest.split_once("/blob/")?;
            let is_plain = !owner.is_empty() && !repository.is_empty() && file.contains('/');
            is_plain.then(|| format!("https://raw.githubusercontent.com/{owner}/{repository}/{file}"))
        }
        "gist.github.com" => None,
        "bitbucket.org" | "codeberg.org" | "gitea.com" => replaced("/src/", "/raw/"),
        "huggingface.co" => replaced("/blob/", "/resolve/"),
        _ if path.contains("/-/blob/") => replaced("/-/blob/", "/-/raw/"),
        _ if host == "gitlab.com" || is_github(&host) => replaced("/blob/", "/raw/"),
        _ => None,
    }
}

/// Whether an address is a sharing link, which opens a page where a person can download the file.
pub fn is_sharing_link(address: Uri<'_>) -> bool {
    let asks = |name: &str| address.parameter(name).is_some_and(|it| it == "1");
    let is_download = asks("download") || address.path.to_ascii_lowercase().contains("/download");
    (address.is_at("1drv.ms") || address.is_at("onedrive.live.com") || address.is_at("sharepoint.com")) && !is_download
        || address.is_at("drive.google.com") && (address.path.starts_with("/file/") || address.path == "/open")
        || address.is_at("app.box.com") && address.path.starts_with("/s/")
        || is_dropbox(address) && !asks("dl") && !asks("raw")
}

/// The address by which a sharing link returns the file itself; `None` where there is none or it is not known.
pub fn download(link: Uri<'_>) -> Option<String> {
    if !is_dropbox(link) {
        return None;
    }
    let pairs = link
        .query
        .split('&')
        .filter(|it| !it.is_empty() && !it.starts_with("dl="));
    let query: Vec<&str> = pairs.chain(["dl=1"]).collect();
    Some(format!(
        "{}://{}{}?{}",
        link.scheme,
        link.host,
        link.path,
        query.join("&")
    ))
}

fn is_dropbox(address: Uri<'_>) -> bool {
    matches!(host(address).as_str(), "dropbox.com" | "m.dropbox.com")
}

/// GitHub itself, or a server of GitHub Enterprise by its usual name.
fn is_github(host: &str) -> bool {
    host == "github.com" || host.starts_with("github.") && host.matches('.').count() > 1
}

fn host(address: Uri<'_>) -> String {
    let host = address.host.to_ascii_lowercase();
    host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
}
