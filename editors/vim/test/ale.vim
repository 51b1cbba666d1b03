" The server in a real Vim with ALE, in a batch. Prints a line "ok …" or "FAIL …" for each check; ../../run.sh counts them.
" Standard input answers ALE's menu of fixes: the number of one.
let g:ale_lint_delay = 0
" A message passes by; a window can be read.
let g:ale_hover_to_preview = 1
let s:failed = 0
let s:code = 'timeout/below-minimum'

function! s:say(line) abort
  call writefile([a:line], '/dev/stdout', 'a')
endfunction

function! s:check(name, fine, got) abort
  if a:fine
    call s:say('ok    ale: ' . a:name)
  else
    let s:failed += 1
    call s:say('FAIL  ale: ' . a:name)
    call s:say('      got: ' . string(a:got))
  endif
  return a:fine
endfunction

" Waits until a question is answered with yes; false after ten seconds, or those that are named.
function! s:soon(question, ...) abort
  let l:left = 500 * get(a:, 1, 10) / 10
  while !a:question()
    if l:left <= 0
      return 0
    endif
    let l:left -= 1
    sleep 20m
  endwhile
  return 1
endfunction

function! s:findings() abort
  return copy(ale#engine#GetLoclist(bufnr('')))
endfunction

function! s:finding(code) abort
  return get(filter(s:findings(), 'get(v:val, "code", "") ==# a:code'), 0, {})
endfunction

function! s:texts() abort
  return map(s:findings(), 'v:val.text')
endfunction

function! s:underlined(it) abort
  return matchstr(getline(get(a:it, 'lnum', 0)), '\%' . get(a:it, 'col', 0) . 'c.*\%' . (get(a:it, 'end_col', 0) + 1) . 'c')
endfunction

function! s:connection() abort
  return get(values(ale#lsp#GetConnections()), 0, {})
endfunction

function! s:open(name) abort
  execute 'edit ' . fnameescape($DOCUMENTS . '/' . a:name)
  call ale#Queue(0, 'lint_file')
  let l:Attached = {-> has_key(get(s:connection(), 'open_documents', {}), bufnr(''))}
  return s:check('attaches to ' . a:name, s:soon(l:Attached), [&filetype, s:connection()])
endfunction

function! s:fix() abort
  let l:before = getline(1, '$')
  call search('"buildTimeoutInMinutes": \zs3')
  ALECodeAction
  let l:Right = {-> getline('.') =~# '^    "buildTimeoutInMinutes": \(0\|[6-9]\|[1-9]\d\+\),$'}
  call s:check('the quick fix leaves the right text', s:soon(l:Right), getline('.'))
  let l:before[line('.') - 1] = getline('.')
  call s:check('and the rest of it as it was', getline(1, '$') ==# l:before, getline(1, '$'))
  doautocmd <nomodeline> TextChanged
  call s:check('and the finding goes away', s:soon({-> empty(s:finding(s:code))}), s:texts())
endfunction

" What the preview window shows.
function! s:previewed() abort
  let l:windows = filter(range(1, winnr('$')), 'getwinvar(v:val, "&previewwindow")')
  return empty(l:windows) ? '' : join(getbufline(winbufnr(l:windows[0]), 1, '$'), "\n")
endfunction

function! s:template() abort
  if !s:open('template.json')
    return
  endif
  call s:check('a timeout of 3 is a finding', s:soon({-> !empty(s:finding(s:code))}), s:texts())
  call s:check('under the timeout', s:underlined(s:finding(s:code)) ==# '3', s:finding(s:code))
  call search('"\zsbuildTimeoutInMinutes"')
  ALEHover
  call s:check('the timeout is explained', s:soon({-> s:previewed() =~# '960'}), s:previewed())
  pclose
  call s:fix()
endfunction

function! s:completion() abort
  let l:range = {'start': {'line': 0, 'character': 0}, 'end': {'line': 0, 'character': 0}}
  let l:items = [{'textEdit': {'range': l:range, 'newText': '"a"'}}, {'textEdit': {'range': l:range, 'newText': "{\n}"}}]
  call filter(l:items, {_, it -> aib_ls#suggestion(bufnr(''), it)})
  call s:check('of suggestions only those of one line are shown', len(l:items) == 1, l:items)
endfunction

function! s:others() abort
  call s:open('package.json')
  call s:check('other JSON is left alone', !s:soon({-> !empty(s:findings())}, 1), s:texts())
  call s:open('comment.jsonc')
  " As it is: ALE counts bytes, where 😀 has four and the protocol counts two.
  call s:check('behind 😀 everything is two places further to the left',
  \ s:soon({-> s:underlined(s:finding(s:code)) ==# ':'}), s:findings())
  call s:check('a comment in JSONC is no finding', empty(s:finding('syntax/comment')), s:texts())
  call s:open('customization.log')
  call s:check('why a build failed is a finding', s:soon({-> !empty(s:finding('log/apt-lock'))}), s:texts())
  call s:check('one server serves them all', len(job_info()) == 1, map(job_info(), 'job_info(v:val)'))
endfunction

function! s:settings() abort
  buffer template.json
  let l:english = s:texts()
  let g:aib_ls_settings = {'lang': 'pt-br'}
  ALELint
  let l:Other = {-> !empty(s:texts()) && empty(filter(s:texts(), {_, it -> index(l:english, it) >= 0}))}
  call s:check('settings change the language', s:soon(l:Other), s:texts())
endfunction

function! s:end() abort
  let l:process = '/proc/' . get(job_info(get(job_info(), 0, test_null_job())), 'process', 0)
  call s:check('the server runs', isdirectory(l:process), l:process)
  ALEStopAllLSPs
  call s:check('the server stops', s:soon({-> !isdirectory(l:process)}), l:process)
endfunction

function! s:missing() abort
  for [l:server, l:why] in [['/nowhere/aib-ls', 'is set to /nowhere/aib-ls'], ['', 'not on PATH']]
    let [$AIB_LS_SERVER, $PATH] = [l:server, '/nowhere']
    messages clear
    ALELint
    call s:soon({-> execute('messages') =~# l:why})
    ALELint
    let l:said = split(execute('messages'), "\n")
    call s:check('a missing server is reported in one message, once, AIB_LS_SERVER=' . l:server,
    \ len(l:said) == 1 && l:said[0] =~# '^aib-ls cannot start: .*' . l:why, l:said)
  endfor
endfunction

call s:say(printf('Vim %d.%d with ALE', v:version / 100, v:version % 100))
for s:part in ['template', 'completion', 'others', 'settings', 'end', 'missing']
  try
    call call('s:' . s:part, [])
  catch
    call s:check(s:part, 0, v:exception . ' at ' . v:throwpoint)
  endtry
endfor
if s:failed
  cquit!
endif
qall!
