-- `editors/try --headless`: prints what the editor received for the open file. Exit status 1 when nothing attached.
local limit = 20000
local buf = vim.api.nvim_get_current_buf()
local answers = 0
vim.api.nvim_create_autocmd('LspRequest', {
  callback = function(event)
    local request = event.data.request
    if request.method == 'textDocument/diagnostic' and request.type == 'complete' then
      answers = answers + 1
    end
  end,
})
vim.api.nvim_create_autocmd('DiagnosticChanged', {
  buffer = buf,
  callback = function()
    answers = answers + 1
  end,
})

local function say(text, ...)
  io.stdout:write(select('#', ...) > 0 and text:format(...) or text, '\n')
end

local function attached()
  local client = vim.lsp.get_clients({ bufnr = buf })[1]
  return client and client.initialized and client
end

local function plural(count, noun)
  return ('%d %s%s'):format(count, noun, count == 1 and '' or 's')
end

local function indented(text, by)
  return (by .. vim.trim(text):gsub('\n', '\n' .. by))
end

local function ask(client, method, params)
  local answer, why = client:request_sync(method, params, limit, buf)
  if not answer then
    return nil, why
  end
  return answer.result ~= vim.NIL and answer.result or nil, answer.err and answer.err.message
end

-- The byte place of the first match of a pattern with one `()`, from a line on, as 0-based line and column.
local function place(pattern, from)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buf, from or 0, -1, false)) do
    local column = line:match(pattern)
    if column then
      return { line = (from or 0) + number - 1, column = column - 1, text = line }
    end
  end
end

local function at(client, spot)
  return {
    textDocument = vim.lsp.util.make_text_document_params(buf),
    position = { line = spot.line, character = vim.str_utfindex(spot.text, client.offset_encoding, spot.column, false) },
  }
end

local function show_findings()
  local severities = { 'error', 'warning', 'information', 'hint' }
  local findings = vim.diagnostic.get(buf)
  table.sort(findings, function(a, b)
    return a.lnum < b.lnum or (a.lnum == b.lnum and a.col < b.col)
  end)
  say('\n%s', plural(#findings, 'finding'))
  for _, it in ipairs(findings) do
    say('  %d:%d %s %s', it.lnum + 1, it.col + 1, severities[it.severity], it.code or '')
    say(indented(it.message, '      '))
  end
  return findings
end

local function show_fixes(client, findings)
  say('\nquick fixes')
  for _, it in ipairs(findings) do
    local finding = it.user_data.lsp
    local actions, why = ask(client, 'textDocument/codeAction', {
      textDocument = vim.lsp.util.make_text_document_params(buf),
      range = finding.range,
      context = { diagnostics = { finding }, triggerKind = 1 },
    })
    for _, action in ipairs(actions or {}) do
      say('  %d:%d %s: %s%s', it.lnum + 1, it.col + 1, it.code or '', action.title, action.isPreferred and ' (preferred)' or '')
    end
    if why then
      say('  %d:%d %s', it.lnum + 1, it.col + 1, why)
    end
  end
end

local function show_hover(client)
  local spot = place('"()buildTimeoutInMinutes"') or place('"()properties"') or place('"()type"')
  if not spot then
    return
  end
  local hover, why = ask(client, 'textDocument/hover', at(client, spot))
  local lines = hover and vim.lsp.util.convert_input_to_markdown_lines(hover.contents) or { why or 'nothing' }
  say('\nhover at %d:%d', spot.line + 1, spot.column + 1)
  say(indented(table.concat(lines, '\n'), '  '))
end

local function show_completion(client, title, spot)
  if not spot then
    return
  end
  local list, why = ask(client, 'textDocument/completion', at(client, spot))
  local items = list and (list.items or list) or {}
  table.sort(items, function(a, b)
    return (a.sortText or a.label) < (b.sortText or b.label)
  end)
  local labels = vim.tbl_map(function(item)
    return item.label
  end, items)
  say('\ncompletion of %s at %d:%d, %s', title, spot.line + 1, spot.column + 1, why or plural(#labels, 'item'))
  if #labels > 0 then
    say('  ' .. table.concat(labels, ', '))
  end
end

local function show_outline(client)
  local symbols, why = ask(client, 'textDocument/documentSymbol', { textDocument = vim.lsp.util.make_text_document_params(buf) })
  say('\noutline%s', why and ': ' .. why or '')
  local function show(list, indent)
    for _, symbol in ipairs(list or {}) do
      local detail = symbol.detail and symbol.detail ~= '' and ' (' .. symbol.detail .. ')' or ''
      say(indent .. symbol.name .. detail)
      show(symbol.children, indent .. '  ')
    end
  end
  show(symbols, '  ')
end

local function not_attached(why)
  io.stderr:write('\nNothing attached to ', vim.api.nvim_buf_get_name(buf), ': ', why, '.\n')
  local log = vim.fn.filereadable(vim.lsp.log.get_filename()) == 1 and vim.fn.readfile(vim.lsp.log.get_filename(), '', -5) or {}
  io.stderr:write(table.concat(log, '\n'), #log > 0 and '\n' or '')
  return 1
end

local function report()
  local known = vim.lsp.config.aib_ls.filetypes
  if not vim.tbl_contains(known, vim.bo.filetype) then
    return not_attached(('the file is of type "%s", and the server is for %s'):format(vim.bo.filetype, table.concat(known, ' and ')))
  end
  -- Neovim's message about a failed start is already on standard error.
  vim.wait(limit, function()
    return attached() or vim.api.nvim_exec2('messages', { output = true }).output ~= ''
  end, 10)
  local client = attached()
  if not client then
    return not_attached('the server ended or did not answer')
  end
  local info = client.server_info or {}
  say('server     %s %s', info.name or 'without a name', info.version or '')
  say('encoding   %s', client.offset_encoding)
  say('file       %s (%s)', vim.api.nvim_buf_get_name(buf), vim.bo.filetype)

  -- A server that pushes may say nothing about a file that is not a template; then two seconds are enough.
  vim.wait(client:supports_method('textDocument/diagnostic') and limit or 2000, function()
    return answers > 0
  end, 10)
  local findings = show_findings()
  show_fixes(client, findings)
  show_hover(client)
  show_completion(client, 'keys', place('"properties"%s*:%s*{()%s*$'))
  local steps = place('"customize"()')
  show_completion(client, 'values', steps and place('"type"%s*:%s*"()', steps.line))
  show_outline(client)

  client:stop()
  vim.wait(5000, function()
    return client:is_stopped()
  end, 10)
  return 0
end

local fine, status = xpcall(report, debug.traceback)
if not fine then
  io.stderr:write(status, '\n')
  status = 2
end
io.stdout:flush()
vim.cmd(status == 0 and 'qall!' or status .. 'cquit!')
