//! The program: arguments, one command, an exit code.

use aib_ls::cli::{self, args::Command};
use aib_ls::lsp;

fn main() {
    let (command, language) = cli::args::read();
    let code = match command {
        Command::Serve { .. } => lsp::serve(),
        Command::Task(task) => cli::run(&task, language),
    };
    // Leaving `main` would wait for a thread that still reads standard input.
    std::process::exit(code);
}
