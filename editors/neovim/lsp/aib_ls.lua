-- The server for Neovim 0.11 and newer: `vim.lsp.enable('aib_ls')`.
return {
  cmd = function(dispatchers)
    return vim.lsp.rpc.start(require('aib_ls').command(), dispatchers)
  end,
  filetypes = { 'json', 'jsonc', 'toml', 'aib-log' },
  -- Of TOML only the settings of a project are of interest.
  root_dir = function(buffer, start)
    if require('aib_ls').wants(buffer) then
      start(vim.fs.root(buffer, { 'aib-ls.toml', '.git' }))
    end
  end,
  -- The keys are those in server/settings/README.md.
  settings = { aib = vim.empty_dict() },
  -- The settings go along with the first message, so that the first answer follows them. Neovim sends no language of its own.
  before_init = function(params, config)
    params.initializationOptions = config.settings
    params.locale = (vim.v.lang:gsub('[.@].*', ''):gsub('_', '-'))
    params.capabilities.experimental = { commands = { commands = { 'aib.open' } } }
  end,
  -- Code lenses in a log open the steps of the template: `vim.lsp.codelens.run()`.
  commands = {
    ['aib.open'] = function(command, context)
      require('aib_ls').show(command.arguments, context.client_id)
    end,
  },
}
