//! Ends the server when the editor that started it is gone without a word.

use std::path::PathBuf;
use std::time::Duration;

/// How often to look.
const EVERY: Duration = Duration::from_secs(10);

/// Watches a process. One that cannot be seen from the start says nothing: the editor may run in
/// another container. Where processes cannot be looked up as files, the end of standard input has
/// to do.
pub fn watch(process: Option<u32>) {
    let Some(entry) = process
        .map(|it| PathBuf::from(format!("/proc/{it}")))
        .filter(|it| it.exists())
    else {
        return;
    };
    tokio::spawn(async move {
        while entry.exists() {
            tokio::time::sleep(EVERY).await;
        }
        std::process::exit(1);
    });
}
