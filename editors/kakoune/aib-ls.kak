# The server for kakoune-lsp 18 and newer, which is configured in Kakoune; source it after kakoune-lsp.

hook -group aib-ls global BufCreate .*/(customization|validation)\.log %{
    set-option buffer filetype aib-log
}

# In the place of kakoune-lsp's own server for JSON.
remove-hooks global lsp-filetype-json
hook -group aib-ls global BufSetOption filetype=(?:json|jsonc|aib-log) %{
    set-option buffer lsp_servers %{
        [aib-ls]
        args = ["--stdio"]
        root_globs = ["aib-ls.toml", ".git"]
        settings_section = "aib"
        # The keys are those in server/settings/README.md.
        [aib-ls.settings.aib]
    }
}
