" The registration with vim-lsp, checked with a mock: the plugin is not installed for the test.
" Prints a line "ok …" or "FAIL …" for each check; ../../run.sh counts them.
let s:failed = 0

function! s:check(name, fine, got) abort
  call writefile([(a:fine ? 'ok    ' : 'FAIL  ') . 'vim-lsp, a stand-in: ' . a:name] + (a:fine ? [] : ['      got: ' . string(a:got)]), '/dev/stdout', 'a')
  let s:failed += !a:fine
endfunction

call mkdir($HOME . '/stand-in/autoload/lsp', 'p')
call writefile(['function! lsp#register_server(server) abort', 'let g:told = a:server', 'endfunction'], $HOME . '/stand-in/autoload/lsp.vim')
call writefile(['function! lsp#utils#path_to_uri(path) abort', 'return "file://" . a:path', 'endfunction',
\ 'function! lsp#utils#get_buffer_path() abort', 'return expand("%:p")', 'endfunction'], $HOME . '/stand-in/autoload/lsp/utils.vim')
execute 'set runtimepath+=' . $HOME . '/stand-in'

let g:told = {}
try
  execute 'edit ' . fnameescape($DOCUMENTS . '/customization.log')
  let g:aib_ls_settings = {'lang': 'pt-br'}
  doautocmd User lsp_setup
  call s:check('the server is registered', get(g:told, 'name', '') ==# 'aib-ls', g:told)
  call s:check('for the type of the log too', index(g:told.allowlist, &filetype) >= 0, [g:told.allowlist, &filetype])
  call s:check('with its command', g:told.cmd({}) ==# [$AIB_LS_SERVER, '--stdio'], g:told.cmd({}))
  call s:check('the folder of the file', g:told.root_uri({}) ==# 'file://' . $DOCUMENTS, g:told.root_uri({}))
  call s:check('and the settings', g:told.workspace_config ==# {'aib': {'lang': 'pt-br'}}, g:told.workspace_config)
  let $AIB_LS_SERVER = '/nowhere/aib-ls'
  call s:check('nothing is started where there is no server', g:told.cmd({}) ==# [], g:told.cmd({}))
catch
  call s:check('runs', 0, v:exception . ' at ' . v:throwpoint)
endtry
if s:failed
  cquit!
endif
qall!
