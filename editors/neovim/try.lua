-- The init file of `editors/try`: a Neovim with everything on that the server can do.
local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2)))
vim.opt.runtimepath:prepend(here)

vim.o.swapfile = false
vim.o.number = true
vim.o.expandtab = true
vim.o.shiftwidth = 2
vim.o.signcolumn = 'yes'
vim.o.completeopt = 'menuone,noselect,popup'
vim.o.winborder = 'rounded'
vim.o.winbar = ' K explain │ gra quick fix │ ]d next finding │ gO outline │ :q! leave'
vim.o.statusline = ' %f %m%=Ctrl-X Ctrl-O suggest │ Ctrl-N choose │ Ctrl-Y accept │ Tab next gap  %l:%c '
vim.diagnostic.config({
  severity_sort = true,
  virtual_text = { current_line = false },
  virtual_lines = { current_line = true },
})

vim.api.nvim_create_autocmd('LspAttach', {
  callback = function(event)
    local client = assert(vim.lsp.get_client_by_id(event.data.client_id))
    local completion = client.server_capabilities.completionProvider
    if completion then
      -- Each letter asks anew, so that the list also comes back after a correction.
      completion.triggerCharacters = completion.triggerCharacters or {}
      for letter in ('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'):gmatch('.') do
        table.insert(completion.triggerCharacters, letter)
      end
      vim.lsp.completion.enable(true, client.id, event.buf, { autotrigger = true })
    end
    if client:supports_method('textDocument/inlayHint') then
      vim.lsp.inlay_hint.enable(true, { bufnr = event.buf })
    end
    if client:supports_method('textDocument/codeLens') then
      vim.lsp.codelens.refresh({ bufnr = event.buf })
      vim.api.nvim_create_autocmd({ 'InsertLeave', 'TextChanged' }, {
        buffer = event.buf,
        callback = function()
          vim.lsp.codelens.refresh({ bufnr = event.buf })
        end,
      })
    end
  end,
})

vim.lsp.enable('aib_ls')
