-- Drives one Neovim per argument as a person would, over its remote interface, and checks what the person gets from the server.
-- The first is 0.11 or newer and started as `editors/try` starts it; the others are older and get the older call.
--   nvim -l test.lua NVIM [OLDER…]
local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2)))
local limit = 20000
local code = 'timeout/below-minimum'
local passed, failed = 0, 0
local Editor = dofile(here .. '/test/editor.lua')
local Author = dofile(here .. '/test/author.lua')
local folder = vim.fn.tempname()
vim.fn.mkdir(folder, 'p')
Editor.folder = folder

-- A Neovim inside this one would otherwise take this one's runtime.
vim.env.VIM, vim.env.VIMRUNTIME = nil, nil

local function say(text)
  io.stdout:write(text, '\n')
  io.stdout:flush()
end

local function check(name, fine, got)
  if fine then
    passed = passed + 1
    say('ok    ' .. name)
  else
    failed = failed + 1
    say('FAIL  ' .. name .. '\n      got: ' .. vim.inspect(got):gsub('\n', '\n      '))
  end
end

-- What the template below holds beside the timeout is of no interest, except that it is right.
local function template(properties)
  local text = [[
{
  "location": "westeurope",
  "identity": {
    "type": "UserAssigned",
    "userAssignedIdentities": {
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/builder": {}
    }
  },
  "tags": { "mood": "plain" }, "properties": { "buildTimeoutInMinutes": 3,
    "source": {
      "type": "PlatformImage",
      "publisher": "Canonical",
      "offer": "ubuntu-24_04-lts",
      "sku": "server",
      "version": "latest"
    },
    "customize": [
      {
        "type": "Shell",
        "name": "Install nginx",
        "inline": ["sudo apt-get update -qq", "sudo apt-get install -y nginx"]
      }
    ],
    "distribute": [
      {
        "type": "SharedImage",
        "galleryImageId": "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.Compute/galleries/company/images/web",
        "runOutputName": "web",
        "targetRegions": [{ "name": "westeurope" }]
      }
    ]
  }
}]]
  for from, to in pairs(properties or {}) do
    local first, last = text:find(from, 1, true)
    text = text:sub(1, first - 1) .. to .. text:sub(last + 1)
  end
  return text
end

-- The log of a build that failed in its first step.
local log = [[
[8d3b] PACKER ERR 2024/03/04 10:02:00 plugin: Azure request method="PUT" request="https://management.azure.com/subscriptions/s/resourceGroups/IT_images_step_1f0c/providers/Microsoft.Resources/deployments/d"
[8d3b] PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner shell
[8d3b] PACKER OUT ==> azure-arm: E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1842
[8d3b] PACKER OUT ==> azure-arm: Provisioning step had errors: Running the cleanup provisioner, if present...
[8d3b] PACKER ERR 2024/03/04 10:17:20 [INFO] (telemetry) ending shell
[8d3b] PACKER OUT --> azure-arm: Script exited with non-zero exit status: 100. Allowed exit codes are: [0] ]]

local function group(name, steps)
  local fine, why = xpcall(steps, debug.traceback)
  if not fine then
    check(name, false, why)
  end
end

local function fix_the_timeout(editor, name)
  editor:lua('probe.go(...)', '"buildTimeoutInMinutes": 3')
  local fix = editor:lua('return probe.fixes(...)[1]', code)
  check(name .. ': a quick fix is offered', type(fix) == 'table' and fix.title ~= '', fix)
  editor:lua(
    [[local code, title = ...
    local it = probe.finding(code)
    vim.api.nvim_win_set_cursor(0, { it.line + 1, it.column })
    if vim.fn.has('nvim-0.8') == 1 then
      vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title == title end })
    else
      vim.lsp.util.apply_workspace_edit(probe.fixes(code)[1].edit, probe.clients()[1].offset_encoding)
    end]],
    code,
    fix.title
  )
  check(name .. ': the finding goes away', editor:soon('not probe.finding(...)', code), editor:lua('return probe.findings()'))
  local json = editor:json()
  local minutes = json and json.properties and json.properties.buildTimeoutInMinutes
  check(name .. ': the text is right', minutes == 0 or (minutes or 0) >= 6, editor:text())
end

local function modern(nvim)
  local editor = Editor.start(nvim, { '-u', here .. '/try.lua' })
  local underlined, english, portuguese
  editor:lua([[vim.lsp.config('aib_ls', { on_exit = function(exit, signal) ended = { exit, signal } end })]])
  editor:lua([[pulled = {}
    vim.api.nvim_create_autocmd('LspRequest', { callback = function(event)
      local request = event.data.request
      if request.method == 'textDocument/diagnostic' and request.type == 'complete' then
        pulled[event.buf] = true
      end
    end })]])

  group('an ordinary file', function()
    check('attaches to a JSON file that is not a template', editor:open('package.json', '{ "name": "x", "version": 3 }'), 'not attached')
    editor:soon("pulled[vim.api.nvim_get_current_buf()] or not probe.clients()[1]:supports_method('textDocument/diagnostic')")
    editor:lua('probe.go(...)', '"name"')
    local got = {
      findings = editor:lua('return probe.findings()'),
      hover = editor:lua("return probe.ask('textDocument/hover')"),
      symbols = editor:lua("return probe.ask('textDocument/documentSymbol') or {}"),
      labels = editor:lua('return probe.labels()'),
      messages = editor:lua("return vim.api.nvim_exec2('messages', { output = true }).output"),
    }
    local nothing = { findings = {}, hover = vim.NIL, symbols = {}, labels = {}, messages = '' }
    check('and has nothing to say about it', vim.deep_equal(got, nothing), got)
  end)

  group('findings', function()
    check('attaches to a template without a project', editor:open('plain.json', template()), 'not attached')
    local client = editor:lua('local it = probe.clients()[1] return { it.name, it.offset_encoding, it.server_info, it.root_dir }')
    check('says its name and version', client[3].name ~= nil and client[3].version ~= nil, client)
    local finding = editor:soon('probe.finding(...)', code)
    check('a timeout of 3 is a finding', finding, editor:lua('return probe.findings()'))
    check('with a source and a message', finding.source == 'aib-ls' and finding.message ~= '', finding)
    underlined, english = finding.underlined, finding.message
    check('under the timeout', underlined == '3' or (underlined or ''):find('buildTimeoutInMinutes', 1, true), finding)
    check('one time', #vim.tbl_filter(function(it) return it.code == code end, editor:lua('return probe.findings()')) == 1, finding)
    check('the same in a .jsonc file', editor:open('plain.jsonc', '// A comment.\n' .. template()) and editor:soon('probe.finding(...)', code), 'none')
  end)

  group('hover', function()
    editor:open('hover.json', template())
    editor:lua('probe.go(...)', 'buildTimeoutInMinutes')
    editor:keys('K')
    local shown = editor:soon([[(function()
      for _, window in ipairs(vim.api.nvim_list_wins()) do
        if vim.api.nvim_win_get_config(window).relative ~= '' then
          local text = probe.text(vim.api.nvim_win_get_buf(window))
          if text:find('960', 1, true) then return text end
        end
      end
    end)()]])
    check('K on the timeout shows its limit', shown, 'no window with 960')
    editor:lua("vim.cmd('silent! fclose!')")
  end)

  group('keys', function()
    editor:open('keys.json', template())
    editor:lua('probe.go(...)', '"targetRegions"')
    editor:keys('jjA,<CR>"vmP')
    check('typing a key inside `properties` offers `vmProfile`', editor:accept('vmProfile'), editor:text())
    local taken = vim.wait(limit, function()
      local json = editor:json()
      return json ~= nil and json.properties.vmProfile ~= nil
    end, 20)
    check('and what is accepted parses', taken, editor:text())
    editor:leave()

    editor:open('pair.json', template({ ['      }\n    ]\n  }\n}'] = '      }\n    ],\n    ""\n  }\n}' }))
    editor:lua('probe.go(...)', '    ""')
    editor:keys('$i<C-x><C-o>')
    check('a pair of quotes offers `vmProfile`', editor:accept('vmProfile'), editor:text())
    local line = editor:soon([[vim.api.nvim_get_current_line():match('^%s*"vmProfile"[^"]*$')]])
    check('and accepting it leaves no quote too many', line, editor:lua('return vim.api.nvim_get_current_line()'))
    editor:leave()
  end)

  group('values', function()
    editor:open('values.json', template({ ['"type": "Shell"'] = '"type": ""' }))
    editor:lua('probe.go(...)', '"type": ""')
    editor:keys('f:wa<C-x><C-o>')
    check('the type of a step offers `Shell`', editor:accept('Shell'), editor:text())
    local taken = vim.wait(limit, function()
      local json = editor:json()
      return json ~= nil and json.properties.customize[1].type == 'Shell'
    end, 20)
    check('and accepting it gives the right text', taken, editor:text())
    editor:leave()
  end)

  group('author', function() Author.session(editor, check) end)

  group('fix', function()
    editor:open('fix.json', template())
    editor:soon('probe.finding(...)', code)
    fix_the_timeout(editor, 'plain text')
  end)

  group('outline', function()
    editor:open('outline.json', template())
    editor:keys('gO')
    local listed = editor:soon([[(function()
      for _, it in ipairs(vim.fn.getloclist(0)) do
        if it.text:find('Install nginx', 1, true) then return true end
      end
    end)()]])
    check('gO lists a step by its name', listed, editor:lua('return vim.fn.getloclist(0)'))
    editor:lua("vim.cmd('silent! lclose')")
  end)

  group('broken text', function()
    editor:open('broken.json', template())
    editor:soon('probe.finding(...)', code)
    editor:lua('probe.go(...)', '"offer"')
    editor:keys('k$x')
    local syntax = [[(function()
      for _, it in ipairs(probe.findings()) do
        if it.code:find('^syntax/') then return it end
      end
    end)()]]
    check('a comma taken away is a finding', editor:soon(syntax), editor:lua('return probe.findings()'))
    check('which hides no other', editor:soon('probe.finding(...)', code), editor:lua('return probe.findings()'))
    editor:keys('A,<Esc>')
    check('and goes away with the comma back', editor:soon('not ' .. syntax), editor:lua('return probe.findings()'))
    check('and the text is as before', editor:text() == template(), editor:text())
  end)

  group('log', function()
    check('attaches to the log of a build', editor:open('customization.log', log), 'not attached')
    check('which is of a type of its own', editor:lua('return vim.bo.filetype') == 'aib-log', editor:lua('return vim.bo.filetype'))
    local finding = editor:soon('probe.finding(...)', 'log/apt-lock')
    check('why the build failed is a finding', finding, editor:lua('return probe.findings()'))
    check('under the words of its line', (finding.underlined or ''):find('^E: Could not get lock'), finding)
    editor:open('step.json', '{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "name": "step", "properties": { "customize": [\n  { "type": "Shell", "inline": ["true"] }\n] } }')
    editor:lua('probe.open(...)', Editor.folder .. '/customization.log')
    editor:lua('vim.lsp.codelens.refresh({ bufnr = 0 })')
    check('a code lens is above the step', editor:soon('#vim.lsp.codelens.get(0) > 0'), editor:lua('return vim.lsp.codelens.get(0)'))
    editor:lua('vim.api.nvim_win_set_cursor(0, { 2, 0 }) vim.lsp.codelens.run()')
    check('which open it in the template', editor:soon("vim.fn.expand('%:t') == 'step.json' and vim.fn.line('.') == 2"), editor:lua("return vim.fn.expand('%')"))
    editor:lua("vim.cmd('bwipeout!')")
    os.remove(Editor.folder .. '/step.json')
  end)

  group('project', function()
    editor:open('aib-ls.toml', '[rules]\ntimout = "off"')
    local misspelt = editor:soon('probe.finding(...)', 'settings/unknown-rule')
    check("a mistake in a project's settings is found", misspelt, editor:lua('return probe.findings()'))
    editor:lua('probe.open(...)', Editor.folder .. '/other.toml')
    check('no other TOML is served', not editor:lua('return probe.attached()'), 'attached')
    os.remove(Editor.folder .. '/aib-ls.toml')
  end)

  group('language', function()
    editor:open('language.json', template())
    editor:soon('probe.finding(...)', code)
    editor:lua([[local client = probe.clients()[1]
      client.settings = { aib = { lang = 'pt-br' } }
      client:notify('workspace/didChangeConfiguration', { settings = client.settings })]])
    -- This Neovim asks for findings after a change and is deaf to a refresh, so the person goes on typing, one answer at a time.
    editor:lua('pulled[vim.api.nvim_get_current_buf()] = true')
    portuguese = editor:soon(
      [[(function(code, english)
        local it, buf = probe.finding(code), vim.api.nvim_get_current_buf()
        if it and it.message ~= english then return it.message end
        if pulled[buf] then
          pulled[buf] = nil
          vim.cmd('normal! Go')
        end
      end)(...)]],
      code,
      english
    )
    check('another language in the settings changes the messages', portuguese, english)
  end)

  group('restart', function()
    editor:lua([[local client = probe.clients()[1]
      vim.lsp.config('aib_ls', {
        settings = { aib = { lang = 'pt-br' } },
        capabilities = { general = { positionEncodings = { 'utf-16' } } },
      })
      ended = nil
      before = client.id
      require('aib_ls').restart()]])
    check('one command restarts the server', editor:soon('probe.attached() and probe.clients()[1].id ~= before'), 'not attached')
    check('and the old one ends well', vim.deep_equal(editor:soon('ended'), { 0, 0 }), editor:lua('return ended'))
    local finding = editor:soon('probe.finding(...)', code)
    check('the first answer follows the settings', finding and finding.message == portuguese, finding)
  end)

  local function emoji(encoding)
    group(encoding, function()
      local name = 'after 😀 in ' .. encoding
      editor:open(encoding .. '.json', template({ ['"plain"'] = '"😀 😀"' }))
      local used = editor:lua('return probe.clients()[1].offset_encoding')
      check(name .. ': spoken as agreed', used == encoding, used)
      local finding = editor:soon('probe.finding(...)', code)
      check(name .. ': the same text is underlined', finding and finding.underlined == underlined, finding)
      fix_the_timeout(editor, name)
    end)
  end

  emoji('utf-16')
  editor:lua([[vim.lsp.config('aib_ls', {
      settings = { aib = { lang = 'en' } },
      capabilities = { general = { positionEncodings = { 'utf-8', 'utf-16' } } },
    })
    require('aib_ls').restart()]])
  emoji('utf-8')

  group('end', function()
    editor:lua("ended = nil vim.lsp.enable('aib_ls', false)")
    check('the server stops', vim.deep_equal(editor:soon('ended'), { 0, 0 }), editor:lua('return ended'))
    check('and leaves no process', editor:soon('#vim.api.nvim_get_proc_children(vim.fn.getpid()) == 0'), 'a process')
  end)
  editor:stop()

  group('no server', function()
    local alone = Editor.start(nvim, { '-u', here .. '/try.lua' })
    alone:lua("vim.env.AIB_LS_SERVER = '/nowhere/aib-ls'")
    vim.fn.writefile({ '{}' }, folder .. '/alone.json')
    alone:lua('probe.open(...)', folder .. '/alone.json')
    local said = alone:lua("return vim.api.nvim_exec2('messages', { output = true }).output")
    check('a server that is not there is named in one sentence', said:find('^aib%-ls [^\n]*/nowhere/aib%-ls[^\n]*%.$'), said)
    alone:lua("vim.env.AIB_LS_SERVER = nil vim.env.PATH = '/nowhere' vim.cmd('messages clear | edit')")
    said = alone:lua("return vim.api.nvim_exec2('messages', { output = true }).output")
    check('and so is none on PATH', said:find('^aib%-ls [^\n]*PATH[^\n]*%.$'), said)
    alone:stop()
  end)

  group('try', function()
    local try = vim.fs.dirname(here) .. '/try'
    local run = vim.system({ try, '--headless' }, { text = true }):wait()
    check('editors/try --headless finds the mistakes of the sample', run.code == 0 and run.stdout:find(code, 1, true), run)
    run = vim.system({ try, '--headless' }, { text = true, env = { AIB_LS_SERVER = vim.fn.exepath('false') } }):wait()
    check('and fails when nothing attaches', run.code == 1 and run.stdout == '' and run.stderr ~= '', run)
  end)
end

local function older(nvim)
  local editor = Editor.start(nvim, {})
  local version = editor:lua("local it = vim.version() return ('%d.%d.%d'):format(it.major, it.minor, it.patch)")
  local name = version .. ': '
  editor:lua(
    [[vim.opt.swapfile = false
    vim.opt.runtimepath:prepend(...)
    vim.cmd('filetype on')
    require('aib_ls').enable({ on_exit = function(exit, signal) ended = { exit, signal } end })]],
    here
  )
  group(name, function()
    check(name .. 'attaches to a JSON file that is not a template', editor:open('old.package.json', '{ "name": "x" }'), 'not attached')
    local ordinary = editor:lua('return vim.api.nvim_get_current_buf()')
    check(name .. 'attaches to a template', editor:open('old.json', template({ ['"plain"'] = '"😀 😀"' })), 'not attached')
    local finding = editor:soon('probe.finding(...)', code)
    check(name .. 'a timeout of 3 is a finding', finding and finding.message ~= '', editor:lua('return probe.findings()'))
    check(name .. 'under the timeout', finding.underlined == '3' or (finding.underlined or ''):find('^"?buildTimeoutInMinutes'), finding)
    check(name .. 'nothing is said about the other file', #editor:lua('return probe.findings(...)', ordinary) == 0, editor:lua('return probe.findings(...)', ordinary))
    editor:lua('probe.go(...)', 'buildTimeoutInMinutes')
    local hover = editor:lua("return probe.ask('textDocument/hover')")
    check(name .. 'the timeout is explained', vim.inspect(hover):find('960', 1, true), hover)
    fix_the_timeout(editor, name .. 'after 😀')
    editor:lua([[probe.go('"Shell"') vim.cmd('normal! di"')]])
    local labels = editor:lua('return probe.labels()')
    check(name .. 'the type of a step offers `Shell`', vim.tbl_contains(labels, 'Shell'), labels)
    check(name .. 'attaches to the log of a build', editor:open('customization.log', log), 'not attached')
    check(name .. 'why the build failed is a finding', editor:soon('probe.finding(...)', 'log/apt-lock'), editor:lua('return probe.findings()'))
    editor:lua('vim.lsp.stop_client(probe.clients()[1].id)')
    check(name .. 'the server stops', vim.deep_equal(editor:soon('ended'), { 0, 0 }), editor:lua('return ended'))
    check(name .. 'and leaves no process', editor:soon('#vim.api.nvim_get_proc_children(vim.fn.getpid()) == 0'), 'a process')
  end)
  editor:stop()
end

-- A driven Neovim that waits for an answer would make this one wait for ever.
vim.uv.new_timer():start(600000, 0, function()
  say('FAIL  still running after ten minutes')
  os.exit(1)
end)

group('Neovim', function() modern(arg[1]) end)
for index = 2, #arg do
  group(arg[index], function() older(arg[index]) end)
end
vim.fn.delete(folder, 'rf')
say(('%d passed, %d failed'):format(passed, failed))
os.exit(failed == 0 and 0 or 1)
