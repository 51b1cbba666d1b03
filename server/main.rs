//! Starts the language server.

fn main() {
    std::process::exit(aib_ls::lsp::serve())
}
