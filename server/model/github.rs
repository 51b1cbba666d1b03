//! Addresses of GitHub that show a page about a file in place of the file.

use crate::model::uri::Uri;

/// Whether an address leads to a page about a file or a folder.
pub fn is_page(address: Uri<'_>) -> bool {
    let host = address.host.to_ascii_lowercase();
    let part = |n: usize| address.path.split('/').nth(n).unwrap_or_default();
    match host.trim_start_matches("www.") {
        "github.com" => matches!(part(3), "blob" | "tree") && address.parameter("raw").is_none(),
        "gist.github.com" => !address.path.split('/').any(|it| it == "raw") && !part(1).is_empty(),
        _ => false,
    }
}

/// The address of the file that a page shows: owner, repository, `blob`, then branch and path.
pub fn raw(page: Uri<'_>) -> Option<String> {
    let (owner, rest) = page.path.trim_start_matches('/').split_once('/')?;
    let (repository, file) = rest.split_once("/blob/")?;
    let is_plain = !owner.is_empty() && !repository.is_empty() && file.contains('/') && !page.is_at("gist.github.com");
    is_plain.then(|| format!("https://raw.githubusercontent.com/{owner}/{repository}/{file}"))
}
