-- One driven Neovim: starts it, types into it, and waits for what becomes true inside it.
local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2)))
local limit = 20000

local Editor = {}
Editor.__index = Editor

function Editor.start(nvim, arguments)
  local command = vim.list_extend({ nvim, '--clean', '--embed', '--headless' }, arguments)
  local editor = setmetatable({ channel = vim.fn.jobstart(command, { rpc = true }) }, Editor)
  editor:lua('dofile(...)', here .. '/probe.lua')
  return editor
end

function Editor:lua(text, ...)
  return vim.rpcrequest(self.channel, 'nvim_exec_lua', text, { ... })
end

function Editor:keys(text)
  vim.rpcrequest(self.channel, 'nvim_input', text)
end

-- Waits until an expression is true inside the editor; gives its last value.
function Editor:soon(expression, ...)
  local arguments, value = { ... }, nil
  vim.wait(limit, function()
    value = self:lua('return ' .. expression, unpack(arguments))
    return value ~= vim.NIL and value ~= false and value ~= nil
  end, 20)
  return value ~= vim.NIL and value or nil
end

function Editor:open(name, text)
  local file = Editor.folder .. '/' .. name
  vim.fn.writefile(vim.split(text, '\n'), file)
  self:lua('probe.open(...)', file)
  return self:soon('probe.attached()')
end

function Editor:text()
  return self:lua('return probe.text()')
end

function Editor:json()
  local fine, value = pcall(vim.json.decode, self:text())
  return fine and value or nil
end

-- Waits for the list, walks to one entry as a person does, and takes it. Gives how many keys that took.
function Editor:accept(label)
  local listed = self:soon(
    [[(function(label)
      for _, item in ipairs(vim.fn.pumvisible() == 1 and vim.fn.complete_info({ 'items' }).items or {}) do
        if item.abbr == label then return true end
      end
    end)(...)]],
    label
  )
  if not listed then
    return false
  end
  local chosen = [[(function()
    local info = vim.fn.complete_info({ 'items', 'selected' })
    local item = info.items[info.selected + 1]
    return item and item.abbr or ''
  end)()]]
  for keys = 1, 200 do
    if self:lua('return ' .. chosen) == label then
      self:keys('<C-y>')
      return self:soon('vim.fn.pumvisible() == 0') and keys
    end
    local before = self:lua("return vim.fn.complete_info({ 'selected' }).selected")
    self:keys('<C-n>')
    self:soon("vim.fn.complete_info({ 'selected' }).selected ~= ...", before)
  end
end

-- Leaves insert mode, and an unfinished snippet with it.
function Editor:leave()
  self:keys('<Esc>')
  self:soon("vim.api.nvim_get_mode().mode == 'n'")
  self:lua('if vim.snippet then vim.snippet.stop() end')
end

function Editor:stop()
  vim.fn.jobstop(self.channel)
end

return Editor
