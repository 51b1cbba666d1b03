-- The logs of an image build, as the service names them.
vim.api.nvim_create_autocmd({ 'BufNewFile', 'BufRead' }, {
  group = vim.api.nvim_create_augroup('aib_ls_logs', {}),
  pattern = { 'customization.log', 'validation.log' },
  command = 'setfiletype aib-log',
})
