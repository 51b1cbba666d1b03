-- What the checks ask of a driven Neovim. Runs inside it, from version 0.7 on, and answers with plain tables.
probe = {}

function probe.open(file)
  vim.cmd('edit! ' .. vim.fn.fnameescape(file))
end

function probe.clients()
  if vim.lsp.get_clients then
    return vim.lsp.get_clients({ bufnr = 0 })
  end
  return vim.tbl_values(vim.lsp.buf_get_clients(0))
end

function probe.attached()
  local client = probe.clients()[1]
  return client ~= nil and client.initialized == true
end

function probe.text(buf)
  return table.concat(vim.api.nvim_buf_get_lines(buf or 0, 0, -1, false), '\n')
end

-- Findings as plain tables, with the text they underline.
function probe.findings(buf)
  return vim.tbl_map(function(it)
    local lsp = it.user_data and it.user_data.lsp or {}
    local line = vim.api.nvim_buf_get_lines(buf or 0, it.lnum, it.lnum + 1, false)[1] or ''
    return {
      code = it.code or lsp.code, source = it.source, message = it.message,
      line = it.lnum, column = it.col, underlined = it.lnum == it.end_lnum and line:sub(it.col + 1, it.end_col) or nil,
    }
  end, vim.diagnostic.get(buf or 0))
end

function probe.finding(code)
  for _, it in ipairs(probe.findings()) do
    if it.code == code then
      return it
    end
  end
end

-- Puts the cursor on the first byte of a text; the end of it with `after`.
function probe.go(text, after)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local first, last = line:find(text, 1, true)
    if first then
      vim.api.nvim_win_set_cursor(0, { number, after and last or first - 1 })
      return true
    end
  end
  error('no such text: ' .. text)
end

-- Whether the cursor is at a stop of a snippet with this text, which is selected; an empty one is between two quotes.
function probe.stop(text)
  local mode = vim.api.nvim_get_mode().mode
  if text ~= '' then
    return mode == 's' and vim.fn.getregion(vim.fn.getpos('v'), vim.fn.getpos('.'))[1] == text
  end
  local column = vim.fn.col('.')
  return mode == 'i' and vim.api.nvim_get_current_line():sub(column - 1, column) == '""'
end

function probe.ask(method, extra)
  local client = probe.clients()[1]
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local answers = vim.lsp.buf_request_sync(0, method, vim.tbl_extend('force', params, extra or {}), 10000) or {}
  for _, answer in pairs(answers) do
    return answer.result ~= vim.NIL and answer.result or nil
  end
end

function probe.labels()
  local list = probe.ask('textDocument/completion', { context = { triggerKind = 1 } }) or {}
  return vim.tbl_map(function(item) return item.label end, list.items or list)
end

-- The quick fixes of a finding under the cursor, the preferred one first.
function probe.fixes(code)
  local there = {}
  for _, it in ipairs(vim.diagnostic.get(0)) do
    local lsp = it.user_data and it.user_data.lsp or {}
    if (it.code or lsp.code) == code then
      local encoding = probe.clients()[1].offset_encoding
      local function position(line, column)
        local text = vim.api.nvim_buf_get_lines(0, line, line + 1, false)[1]
        local _, utf16 = vim.str_utfindex(text, column)
        return { line = line, character = encoding == 'utf-8' and column or utf16 }
      end
      local range = { start = position(it.lnum, it.col), ['end'] = position(it.end_lnum, it.end_col) }
      there = probe.ask('textDocument/codeAction', { range = range, context = { diagnostics = { {
        range = range, severity = it.severity, code = code, source = it.source, message = it.message } } } }) or {}
    end
  end
  local fixes = vim.tbl_filter(function(action)
    local about = action.diagnostics and action.diagnostics[1]
    return action.kind == 'quickfix' and (about == nil or about.code == code)
  end, there)
  table.sort(fixes, function(a, b) return a.isPreferred == true and b.isPreferred ~= true end)
  return fixes
end
