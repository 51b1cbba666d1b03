-- Writes a template of eight steps from an empty file as its author does: types names, IDs and commands, chooses everything else.
-- A letter is what is typed into the text; what is pressed or clicked to get around is counted apart.
local Author = {}
Author.__index = Author

local SUBSCRIPTION = '3f1c1b1e-6a55-4d0e-8f0c-5b7b1c0b7a11'
local STORE = 'https://build.example.com/'
-- What lies beside the template.
local BESIDE = { ['web.config'] = '<configuration />\n', ['site.ps1'] = "Write-Host 'Site'\n" }
local STEPS = {
  'PowerShell: Folder', 'File: Settings', 'PowerShell: Site', 'WindowsRestart: Restart',
  'WindowsUpdate: Updates', 'WindowsRestart: Last restart', 'PowerShell: Time zone', 'PowerShell: Clean up',
}

function Author:wait(what, expression, ...)
  if not self.editor:soon(expression, ...) then
    error(what .. '\n' .. self.editor:text())
  end
end

function Author:press(...)
  for _, key in ipairs({ ... }) do
    self.presses = self.presses + 1
    self.editor:keys(key)
  end
end

function Author:type(text)
  self.letters = self.letters + #text
  self.editor:keys((text:gsub('<', '<lt>')))
  self:wait('typed ' .. text, "vim.api.nvim_get_current_line():sub(1, vim.fn.col('.') - 1):find(..., 1, true)", text)
end

-- Takes an entry of the list, which comes by itself after a letter, and is asked for otherwise.
function Author:choose(label, typed)
  if not (typed or ''):find('%a$') then
    self:press('<C-x>', '<C-o>')
  end
  local steps = self.editor:accept(label)
  if not steps then
    error(label .. ' is not offered\n' .. self.editor:text())
  end
  self.presses = self.presses + steps
end

-- The stop that the cursor is at holds this text, which is selected; without a text, nothing between two quotes.
function Author:stop(text)
  self:wait('the stop ' .. (text or 'without text'), 'probe.stop(...)', text or '')
end

-- Goes from stop to stop: each has a text that is there, to type `over` or to keep, something to `type`, an entry to `choose`, or some of these.
function Author:fill(stops)
  for _, it in ipairs(stops) do
    self:stop(it.over)
    if it.type then
      self:type(it.type)
    end
    if it.choose then
      self:choose(it.choose, it.type)
    end
    self:press('<Tab>')
  end
end

-- Leaves what was being written and clicks on the line.
function Author:go(text, further)
  self.editor:leave()
  self.editor:lua('probe.go(...)', text)
  if further then
    self.editor:lua("vim.cmd('normal! ' .. ... .. 'j')", further)
  end
  self.presses = self.presses + 1
end

-- A line of its own below the line with this text, or so many lines further down.
function Author:below(text, further)
  self:go(text, further)
  self:press('o')
  self:wait('a new line', "vim.api.nvim_get_mode().mode == 'i' and vim.api.nvim_get_current_line():match('^%s*$')")
end

-- A step behind the one that was finished last.
function Author:step(label, stops)
  self:press('<CR>')
  self:wait('a new line', "vim.api.nvim_get_current_line():match('^%s*$')")
  self:choose(label)
  self:fill(stops)
  self:wait('the end of the step', "not vim.snippet.active() and vim.api.nvim_get_current_line():match('^%s*},?$')")
end

function Author:write()
  self:press('i')
  self:choose('image template: Windows, gallery')
  self:fill({
    { over = 'westeurope' },
    { over = '<subscriptionId>', type = SUBSCRIPTION },
    { over = '<resourceGroup>', type = 'images' },
    { over = '<identity>', type = 'builder' },
    { over = '240' },
    { over = 'MicrosoftWindowsServer', type = 'M', choose = 'MicrosoftWindowsServer' },
    { over = 'WindowsServer', type = 'W', choose = 'WindowsServer' },
    { over = '2022-datacenter-g2', type = '2', choose = '2025-datacenter-g2' },
    { over = 'prepare', type = 'Folder' },
    { over = 'Write-Host ready', type = 'New-Item C:\\\\build -ItemType Directory' },
    { over = '<gallery>', type = 'company' },
    { over = '<image>', type = 'web' },
    { over = 'gallery' },
  })

  self:below('"buildTimeoutInMinutes"')
  self:choose('vmProfile')
  self:fill({ { over = 'Standard_D2s_v5', type = 'S', choose = 'Standard_D4s_v5' } })

  self:below('"targetRegions"', 3)
  self:choose('{ }')
  self:fill({ { type = 'n', choose = 'northeurope' } })

  self:go('"New-Item', 2)
  self:press('A')
  self:step('File', {
    { type = 'Settings' },
    { type = STORE .. 'web.config' },
    { type = 'C:\\\\build\\\\web.config' },
  })
  self:step('PowerShell: scriptUri', {
    { type = 'Site' },
    { type = STORE .. 'site.ps1' },
    { choose = vim.fn.sha256(BESIDE['site.ps1']) },
  })
  self:step('WindowsRestart', { { type = 'Restart' }, { over = '30m' } })
  self:step('WindowsUpdate', { { type = 'Updates' } })
  self:step('WindowsRestart', { { type = 'Last restart' }, { over = '30m' } })
  self:step('PowerShell', { { type = 'Time zone' }, { type = 'Set-TimeZone -Id UTC' } })
  self:step('PowerShell', { { type = 'Clean up' }, { type = 'Remove-Item C:\\\\build -Recurse' } })

  self:below('"sourceUri"')
  self:choose('sha256Checksum')
  self:fill({ { choose = vim.fn.sha256(BESIDE['web.config']) } })

  self.editor:leave()
  self:press(':', 'w', '<CR>')
  self:wait('the saved file', 'not vim.bo.modified')
end

-- Letters of a text: all but line ends and the blanks that lines begin with.
local function letters_of(text)
  return vim.fn.strchars((('\n' .. text):gsub('\n[ \t]*', '')))
end

function Author.session(editor, check)
  local author = setmetatable({ editor = editor, letters = 0, presses = 0 }, Author)
  for name, text in pairs(BESIDE) do
    vim.fn.writefile(vim.split(text, '\n'), editor.folder .. '/' .. name, 'b')
  end
  editor:open('author.json', '')
  author:write()
  local all = letters_of(editor:text())
  local share = author.letters * 100 / all
  local counted = ('%d letters typed for %d without line ends and indentation, %.1f %%; %d keys pressed or clicks beside them'):format(author.letters, all, share, author.presses)
  check('eight steps from an empty file: ' .. counted, share <= 25, editor:text())
  local run = vim.system({ vim.env.AIB_LS_SERVER, 'check', editor.folder .. '/author.json' }, { text = true }):wait()
  check('and they have no finding', run.code == 0 and run.stdout:find('nothing found', 1, true), run)
  local steps = vim.tbl_map(function(step) return step.type .. ': ' .. step.name end, editor:json().properties.customize)
  check('in the order in which they were chosen', vim.deep_equal(steps, STEPS), steps)
end

return Author
