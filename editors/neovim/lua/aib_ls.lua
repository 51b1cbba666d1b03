-- Finds the server, restarts it, and starts it in a Neovim older than 0.11.
local M = {}

-- The command line of the server; an error with a message for the user if it is not found.
function M.command()
  local named = vim.env.AIB_LS_SERVER or ''
  local server = vim.fn.exepath(named ~= '' and named or 'aib-ls')
  if server ~= '' then
    return { server, '--stdio' }
  end
  if named ~= '' then
    error('aib-ls cannot start: AIB_LS_SERVER is set to ' .. named .. ', which cannot be run.', 0)
  end
  error('aib-ls cannot start: it is not on PATH. Install it, or set AIB_LS_SERVER.', 0)
end

-- Whether the server supports a buffer: JSON, a build log, or the settings of a project.
function M.wants(buffer)
  return vim.bo[buffer].filetype ~= 'toml' or vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':t') == 'aib-ls.toml'
end

-- Jumps to a range of a document.
function M.show(arguments, client)
  local place = { uri = arguments[1], range = arguments[2] }
  local encoding = vim.lsp.get_client_by_id(client).offset_encoding
  if vim.lsp.util.show_document then
    return vim.lsp.util.show_document(place, encoding, { focus = true })
  end
  return vim.lsp.util.jump_to_location(place, encoding)
end

-- Stops the server and starts it again, for Neovim 0.11 and newer.
function M.restart()
  vim.lsp.enable('aib_ls', false)
  vim.wait(2000, function()
    return #vim.lsp.get_clients({ name = 'aib_ls' }) == 0
  end)
  vim.lsp.enable('aib_ls')
end

-- What `vim.lsp.enable` does, for Neovim 0.7 to 0.10. `changes` are laid over `lsp/aib_ls.lua`.
function M.enable(changes)
  local config = dofile(vim.api.nvim_get_runtime_file('lsp/aib_ls.lua', false)[1])
  config = vim.tbl_deep_extend('force', config, { name = 'aib_ls' }, changes or {})
  if type(config.root_dir) == 'function' then
    config.root_dir = nil
  end
  local client

  local function start(event)
    if not M.wants(event.buf) then
      return
    end
    local found, command = pcall(M.command)
    if not found then
      return vim.notify(command, vim.log.levels.WARN)
    end
    config.cmd = command
    if vim.lsp.start then
      local from = vim.fs.dirname(vim.api.nvim_buf_get_name(event.buf))
      local marker = vim.fs.find({ 'aib-ls.toml', '.git' }, { upward = true, path = from })[1]
      config.root_dir = marker and vim.fs.dirname(marker)
      vim.lsp.start(config)
    else
      client = client and vim.lsp.get_client_by_id(client) and client or vim.lsp.start_client(config)
      vim.lsp.buf_attach_client(event.buf, client)
    end
  end

  -- It is not read automatically if file type detection was enabled before this folder was on the runtime path.
  vim.cmd('runtime ftdetect/aib_ls.lua')
  vim.api.nvim_create_autocmd('FileType', { pattern = config.filetypes, callback = start })
end

return M
