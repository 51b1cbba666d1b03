//! `aib-ls completions` and `aib-ls man`: what shells and manuals know about the arguments, from the same place as `--help`.

use crate::cli::args::{self, grammar};
use crate::cli::{CLEAN, Failure, put};

/// Prints the completions of a shell.
pub(super) fn completions(asked: &args::Completions) -> Result<i32, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, &mut grammar(), "aib-ls", &mut script);
    put(&String::from_utf8_lossy(&script))?;
    Ok(CLEAN)
}

/// Prints a page in the language of manuals, roff.
pub(super) fn man(asked: &args::Man) -> Result<i32, Failure> {
    let mut all = grammar();
    // Gives each command its whole name.
    all.build();
    let page = match &asked.command {
        None => all,
        Some(name) => {
            let one = all.find_subcommand(name).cloned();
            one.ok_or_else(|| Failure::Command(name.clone()))?
        }
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff).map_err(Failure::Output)?;
    put(&String::from_utf8_lossy(&roff))?;
    Ok(CLEAN)
}
