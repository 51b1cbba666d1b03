" The logs of an image build, and the server for vim-lsp.
augroup aib_ls
  autocmd!
  " Not in a folder `ftdetect`: that is read once, perhaps before this folder was known.
  autocmd BufNewFile,BufRead customization.log,validation.log setfiletype aib-log
  " Vim-lsp announces itself with this event; nothing happens without it.
  autocmd User lsp_setup call s:register()
augroup END

function! s:register() abort
  call lsp#register_server({
  \ 'name': 'aib-ls',
  \ 'cmd': {info -> empty(aib_ls#server()) ? [] : [aib_ls#server(), '--stdio']},
  \ 'allowlist': ['json', 'jsonc', 'aib-log'],
  \ 'root_uri': {info -> lsp#utils#path_to_uri(aib_ls#root(lsp#utils#get_buffer_path()))},
  \ 'initialization_options': aib_ls#settings(),
  \ 'workspace_config': aib_ls#settings(),
  \})
endfunction
