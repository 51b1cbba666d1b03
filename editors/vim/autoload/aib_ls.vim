" What ALE and vim-lsp have to know of the server.

" The program; nothing, and a sentence once, where there is none.
function! aib_ls#server() abort
  let l:server = empty($AIB_LS_SERVER) ? 'aib-ls' : $AIB_LS_SERVER
  if executable(l:server)
    return l:server
  endif
  if get(s:, 'missed', '') !=# l:server
    let s:missed = l:server
    echohl WarningMsg
    echomsg empty($AIB_LS_SERVER)
    \ ? 'aib-ls cannot start: it is not on PATH. Install it, or set AIB_LS_SERVER.'
    \ : 'aib-ls cannot start: AIB_LS_SERVER is set to ' . l:server . ', which cannot be run.'
    echohl None
  endif
  return ''
endfunction

" `let g:aib_ls_settings = {'lang': 'pt-br'}`: the keys are those in server/settings/README.md.
function! aib_ls#settings() abort
  return {'aib': get(g:, 'aib_ls_settings', {})}
endfunction

" The folder of the project that a file belongs to; its own where there is none.
function! aib_ls#root(file) abort
  let l:own = fnamemodify(a:file, ':p:h')
  let l:folder = l:own
  while !filereadable(l:folder . '/aib-ls.toml') && empty(glob(l:folder . '/.git'))
    let l:above = fnamemodify(l:folder, ':h')
    if l:above ==# l:folder
      return l:own
    endif
    let l:folder = l:above
  endwhile
  return l:folder
endfunction

" The linter, the same for every type of file.
function! aib_ls#ale() abort
  return {
  \ 'name': 'aib_ls',
  \ 'lsp': 'stdio',
  \ 'executable': {buffer -> aib_ls#server()},
  \ 'command': '%e --stdio',
  \ 'project_root': {buffer -> aib_ls#root(bufname(buffer))},
  \ 'initialization_options': {buffer -> aib_ls#settings()},
  \ 'lsp_config': {buffer -> aib_ls#settings()},
  \ 'completion_filter': function('aib_ls#suggestion'),
  \}
endfunction

" ALE puts the text of a suggestion in the place of the word before the cursor, and not in that of its range. Between quotes
" the range begins with the quote, which would be there twice. Of several lines it makes one, so those are left out.
function! aib_ls#suggestion(buffer, item) abort
  let l:edit = get(a:item, 'textEdit', {})
  let l:start = get(get(l:edit, 'range', {}), 'start', {})
  if !empty(l:start)
    if l:edit.newText =~# "\n"
      return 0
    endif
    let l:line = get(getbufline(a:buffer, l:start.line + 1), 0, '')
    if l:line[l:start.character] ==# '"' && l:edit.newText[0] ==# '"'
      let l:edit.newText = l:edit.newText[1:]
    endif
  endif
  return 1
endfunction
