// A workspace with several folders, in English: the whole life of the server.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { template } from "../templates.ts";
import { sleep } from "../wait.ts";
import { api, check, end, extension, file, findings, found, hover, none, place, rule, servers, set, show, until } from "./checks.ts";

export async function run(): Promise<void> {
  console.log(`# ${vscode.env.appName} ${vscode.version}`);
  await activation();
  await answers();
  await expressions();
  await documents();
  await settings();
  await project();
  await neighbours();
  await mishaps();
  end();
}

async function activation(): Promise<void> {
  await check("an ordinary JSON file starts no server", async () => {
    await show("one/ordinary.json");
    await until("the extension is active", () => extension().isActive);
    await sleep(1000);
    assert.equal(api().state(), "idle");
    assert.deepEqual(servers(), []);
  });
  await check("an empty settings file of another program starts none", async () => {
    await show("one/tsconfig.jsonc");
    await sleep(500);
    assert.deepEqual(servers(), []);
  });
  await check("an image template starts it", async () => {
    const document = await show("one/web.json");
    await found(document.uri, "timeout/below-minimum");
    assert.equal(api().state(), "ready");
    assert.equal(servers().length, 1);
  });
  await check("no other JSON is shown to it", async () => {
    assert.deepEqual(api().attached(), [file("one/web.json").toString()]);
    assert.deepEqual(findings(file("one/ordinary.json")), []);
  });
}

async function answers(): Promise<void> {
  const document = await show("one/web.json");
  const line = document.getText().split("\n").findIndex((it) => it.includes("buildTimeout"));
  await check("a finding stands on the right characters, with its severity", async () => {
    const it = await found(document.uri, "timeout/below-minimum");
    assert.deepEqual([it.range.start.line, it.range.start.character, it.range.end.character], [line, 29, 30]);
    assert.equal(it.severity, vscode.DiagnosticSeverity.Error);
    assert.match(it.message, /^`buildTimeoutInMinutes` is 3; /);
  });
  await check("its code is a link to the page of the rule", async () => {
    const { code } = await found(document.uri, "timeout/below-minimum");
    assert.ok(typeof code === "object");
    assert.equal(code.target.toString(true), 'command:aib.explainFinding?["timeout/below-minimum"]');
  });
  await check("hover", async () => {
    assert.match(await hover(document.uri, place(document, "buildTimeoutInMinutes")), /buildTimeoutInMinutes[^]*240/);
  });
  await check("completion", async () => {
    const at = place(document, '"Shell"');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>("vscode.executeCompletionItemProvider", document.uri, at);
    const labels = list.items.map((it) => (typeof it.label === "string" ? it.label : it.label.label));
    assert.ok(labels.some((it) => it.includes("PowerShell")), labels.join(" "));
  });
  await check("the outline", async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri);
    assert.match(JSON.stringify(symbols.map((it) => it.name)), /image template/);
  });
  await check("a quick fix is offered, applied, and takes the finding away", async () => {
    const { range } = await found(document.uri, "timeout/below-minimum");
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", document.uri, range, "quickfix");
    const action = actions.find((it) => it.title.includes("0, the default"));
    assert.ok(action?.edit, actions.map((it) => it.title).join("; "));
    await vscode.workspace.applyEdit(action.edit);
    assert.match(document.getText(), /"buildTimeoutInMinutes": 0,/);
    await none(document.uri, "timeout/below-minimum");
  });
  await check("what is undone is found again", async () => {
    await vscode.commands.executeCommand("undo");
    await found(document.uri, "timeout/below-minimum");
  });
}

async function expressions(): Promise<void> {
  const document = await show("two/deployment.json");
  const { uri } = document;
  await until("it is served", () => api().attached().includes(uri.toString()));
  await check("completion inside an expression", async () => {
    const at = place(document, "parameters('stem')", "parameters('".length);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>("vscode.executeCompletionItemProvider", uri, at);
    const labels = list.items.map((it) => (typeof it.label === "string" ? it.label : it.label.label));
    assert.ok(labels.includes("stem") && labels.includes("owner"), labels.join(" "));
  });
  await check("hover shows the value of an expression from the parameter file", async () => {
    assert.match(await hover(uri, place(document, "concat(")), /Evaluates to `app-image`[^]*deployment\.parameters\.json/);
  });
  await check("words between the letters: values and defaults", async () => {
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>("vscode.executeInlayHintProvider", uri, all);
    const labels = hints.map((it) => (typeof it.label === "string" ? it.label : it.label.map((part) => part.value).join("")));
    assert.ok(labels.includes("= app-image"), labels.join("; "));
    assert.ok(labels.includes("timeout: 240 min"), labels.join("; "));
  });
  await check("a parameter file is served beside its template", async () => {
    const beside = await show("two/deployment.parameters.json");
    const it = await found(beside.uri, "arm/parameter-file");
    assert.equal(beside.getText(it.range), "3");
  });
  await check("a parameter is renamed in its parameter file too", async () => {
    const beside = await vscode.workspace.openTextDocument(file("two/deployment.parameters.json"));
    const at = place(document, "parameters('stem')", "parameters('".length);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>("vscode.executeDocumentRenameProvider", uri, at, "prefix");
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /"prefix": \{ "type"[^]*parameters\('prefix'\)/);
    assert.match(beside.getText(), /"prefix": \{ "value": "app" \}/);
    for (const it of [beside, document]) {
      await vscode.window.showTextDocument(it, { preview: false });
      await vscode.commands.executeCommand("workbench.action.files.revert");
    }
  });
}

async function documents(): Promise<void> {
  await check("the second folder of the workspace is served too", async () => {
    const { uri } = await show("two/linux.json");
    await found(uri, "timeout/below-minimum");
    assert.equal(servers().length, 1);
  });
  await check("characters outside the basic plane count as two", async () => {
    const document = await show("one/rockets.json");
    const it = await found(document.uri, "schema/wrong-json-type");
    assert.equal(document.getText(it.range), '"🚀"');
  });
  await check("an untitled document is served", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "json", content: template('"buildTimeoutInMinutes": 3,') });
    await vscode.window.showTextDocument(document, { preview: false });
    assert.equal(document.uri.scheme, "untitled");
    await found(document.uri, "timeout/below-minimum");
  });
  await check("a document that becomes a template while it is typed is served from then on", async () => {
    const document = await show("one/ordinary.json");
    const type = async (text: string) => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
      await vscode.workspace.applyEdit(edit);
    };
    await type('{ "name": "still ordinary" }\n');
    await sleep(300);
    assert.ok(!api().attached().includes(document.uri.toString()));
    await type(template('"buildTimeoutInMinutes": 3,'));
    await found(document.uri, "timeout/below-minimum");
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await none(document.uri);
  });
  await check("an empty JSON file is offered whole templates", async () => {
    const document = await show("one/dull.json");
    await until("it is served", () => api().attached().includes(document.uri.toString()));
    const list = await vscode.commands.executeCommand<vscode.CompletionList>("vscode.executeCompletionItemProvider", document.uri, new vscode.Position(0, 1));
    const texts = list.items.map((it) => JSON.stringify([it.label, it.insertText, it.detail]));
    assert.ok(texts.some((it) => it.includes("Microsoft.VirtualMachineImages")), texts.join("\n"));
  });
  await check("a deployment template in its own language is served", async () => {
    const text = `{ "resources": [\n${template('"buildTimeoutInMinutes": 3,')}] }`;
    const document = await vscode.workspace.openTextDocument({ language: "arm-template", content: text });
    await vscode.window.showTextDocument(document, { preview: false });
    await found(document.uri, "timeout/below-minimum");
  });
  await check("the log of a build is served, and leads to the step", async () => {
    const document = await show("three/customization.log");
    assert.equal(document.languageId, "aib-log");
    const it = await found(document.uri, "log/apt-lock");
    assert.match(document.getText(it.range), /^E: Could not get lock/);
    const { uri } = await show("three/project.json");
    const at = place(document, "E: Could not get lock");
    const leads = () => vscode.commands.executeCommand<vscode.LocationLink[]>("vscode.executeDefinitionProvider", document.uri, at);
    const [link] = await leads();
    assert.ok(link);
    assert.equal(link.targetUri?.toString(), uri.toString());
  });
  await check("a renamed file takes its findings along", async () => {
    const { uri } = await show("two/linux.json");
    const renamed = file("two/renamed.json");
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, renamed);
    await vscode.workspace.applyEdit(edit);
    await found(renamed, "timeout/below-minimum");
    await none(uri);
  });
  await check("a document in another language is let go", async () => {
    const { uri } = await show("two/renamed.json");
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, "plaintext");
    await none(uri);
    await vscode.languages.setTextDocumentLanguage(document, "json");
    await found(uri, "timeout/below-minimum");
  });
  await check("closing a document clears its findings", async () => {
    const { uri } = await show("two/renamed.json");
    await found(uri, "timeout/below-minimum");
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await none(uri);
  });
}

async function settings(): Promise<void> {
  const { uri } = await show("one/web.json");
  await check("the language of the messages changes while the server runs", async () => {
    const english = (await found(uri, "timeout/below-minimum")).message;
    await set("lang", "pt-br");
    await until("Portuguese", async () => (await found(uri, "timeout/below-minimum")).message !== english);
    assert.match((await found(uri, "timeout/below-minimum")).message, /o build falha imediatamente/);
    await set("lang", undefined);
    await until("English", async () => (await found(uri, "timeout/below-minimum")).message === english);
  });
  await check("a workspace names no program to run", () => {
    for (const key of ["shellcheck", "server.path"]) {
      const setting = vscode.workspace.getConfiguration("aib");
      assert.equal(setting.get(key), "", key);
      assert.equal(setting.inspect(key)?.workspaceValue, undefined, key);
    }
    assert.match(fs.readFileSync(file("all.code-workspace").fsPath, "utf8"), /"aib\.shellcheck":"\/nowhere/);
  });
  await check("what another validator says can be left to it, while the server runs", async () => {
    const document = await show("one/schema.json");
    await found(document.uri, "schema/wrong-json-type");
    await set("schemaFindings", false);
    await none(document.uri, "schema/wrong-json-type");
    await set("schemaFindings", undefined);
    await found(document.uri, "schema/wrong-json-type");
    await set("jsonFindings", false);
    await none(document.uri, "schema/wrong-json-type");
    await set("jsonFindings", undefined);
    await found(document.uri, "schema/wrong-json-type");
  });
}

async function project(): Promise<void> {
  const { uri } = await show("three/project.json");
  await check("a project's settings file is served, and what it turns off is off", async () => {
    const { uri: settings } = await show("three/aib-ls.toml");
    await found(settings, "settings/unknown-rule");
    await show("three/project.json");
    await until("it is served", () => api().attached().includes(uri.toString()));
    await found(uri, "schema/wrong-json-type");
    assert.ok(!findings(uri).some((it) => rule(it) === "timeout/below-minimum"));
  });
  await check("a change of the settings file counts once it is saved", async () => {
    const document = await show("three/aib-ls.toml");
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), "[rules]\nschema = \"off\"\n");
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await found(uri, "timeout/below-minimum");
    await none(uri, "schema/wrong-json-type");
  });
}

async function neighbours(): Promise<void> {
  await check("a comment that the editor marks by itself is not marked twice", async () => {
    const { uri } = await show("one/comment.json");
    await until("it is served", () => api().attached().includes(uri.toString()));
    await until("the editor's own finding", () => vscode.languages.getDiagnostics(uri).some((it) => it.source !== "aib-ls"));
    assert.ok(!findings(uri).some((it) => rule(it) === "syntax/comment"));
  });
  await check("nothing of ours formats", async () => {
    const { uri } = await show("one/web.json");
    const before = (await vscode.workspace.openTextDocument(uri)).getText();
    await vscode.commands.executeCommand("editor.action.formatDocument");
    assert.equal((await vscode.workspace.openTextDocument(uri)).getText().replace(/\s/g, ""), before.replace(/\s/g, ""));
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });
  await check("formatting is off by itself, and goes on and off with its setting", async () => {
    // A language that the editor has no formatter for.
    const content = `{ "resources": [ ${template()}]   }`;
    const document = await vscode.workspace.openTextDocument({ language: "arm-template", content });
    await vscode.window.showTextDocument(document, { preview: false });
    await until("it is served", () => api().attached().includes(document.uri.toString()));
    const options = { tabSize: 2, insertSpaces: true };
    const edits = async () =>
      (await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>("vscode.executeFormatDocumentProvider", document.uri, options)) ?? [];
    assert.deepEqual(await edits(), []);
    await set("formatting", "on");
    await until("edits", async () => (await edits()).length > 0);
    await set("formatting", undefined);
    await until("no edits", async () => (await edits()).length === 0);
  });
  await check("the problem matcher reads `aib-ls check`", async () => {
    const program = path.join(extension().extensionPath, "server", "aib-ls");
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const execution = new vscode.ProcessExecution(program, ["check", "--lang", "en", "closed.json"], { cwd: folder.uri.fsPath });
    const task = new vscode.Task({ type: "process" }, folder, "check", "aib-ls", execution, ["$aib-ls"]);
    const matched = () => vscode.languages.getDiagnostics(file("one/closed.json")).find((it) => it.code === "timeout/below-minimum");
    // A task that ends at once is sometimes not read by the editor, on a busy machine.
    for (let turn = 0; turn < 5 && matched() === undefined; turn++) {
      await vscode.tasks.executeTask(task);
      await until("the finding of the task", matched, 8000).catch(() => undefined);
    }
    const it = matched();
    assert.ok(it, "no finding of the task");
    assert.deepEqual([it.severity, it.range.start.line, it.range.start.character], [vscode.DiagnosticSeverity.Error, 11, 29]);
    assert.match(it.message, /^`buildTimeoutInMinutes` is 3/);
  });
}

async function mishaps(): Promise<void> {
  const { uri } = await show("one/web.json");
  const only = () => {
    const [pid, ...others] = servers();
    return others.length === 0 ? pid : undefined;
  };
  await check("the restart command starts another server, and findings come back", async () => {
    const before = only();
    await vscode.commands.executeCommand("aib.restart");
    await until("another process", () => only() !== undefined && only() !== before);
    await until("ready", () => api().state() === "ready");
    await found(uri, "timeout/below-minimum");
  });
  await check("a killed server comes back, with its findings", async () => {
    const before = await until("the server", only);
    process.kill(before, "SIGKILL");
    await until("another process", () => only() !== undefined && only() !== before);
    await until("ready", () => api().state() === "ready");
    assert.ok(api().attached().includes(uri.toString()));
    await found(uri, "timeout/below-minimum");
  });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "aib-ls-servers-"));
  const script = (name: string, body: string) => {
    const place = path.join(folder, name);
    fs.writeFileSync(place, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return place;
  };
  const says = (what: string) => until(`a message that says ${what}`, () => api().state() === "failed" && api().failure()?.includes(what));
  const version = (it: string) => `[ "$1" = --version ] && echo "aib-ls ${it}" && exit 0`;
  const ours: string = extension().packageJSON.version;
  await check("a server that dies at once is tried six times in all, then the message says so", async () => {
    const log = path.join(folder, "starts");
    await set("server.path", script("dies", `${version(ours)}\necho start >> ${log}\nexit 1`));
    await says("6 times");
    await sleep(1000);
    assert.equal(fs.readFileSync(log, "utf8").trim().split("\n").length, 6);
    assert.deepEqual(findings(uri), []);
  });
  await check("the restart command tries again even then", async () => {
    const log = path.join(folder, "starts");
    await vscode.commands.executeCommand("aib.restart");
    await until("six more starts", () => fs.readFileSync(log, "utf8").trim().split("\n").length === 12);
    await says("6 times");
  });
  await check("a path without a program is said, with the setting's name", async () => {
    await set("server.path", path.join(folder, "missing"));
    await says("does not exist");
    assert.match(api().failure() ?? "", /^aib\.server\.path is /);
  });
  await check("a relative path is refused", async () => {
    await set("server.path", "aib-ls");
    await says("not an absolute path");
  });
  await check("another program is told from the server", async () => {
    await set("server.path", script("other", "echo something else"));
    await says("is not aib-ls");
  });
  await check("a program that cannot run is said, with the reason", async () => {
    await set("server.path", script("broken", "exit 3"));
    await says("it exited with status 3");
  });
  await check("a server of another version is refused", async () => {
    await set("server.path", script("old", version("0.0.7")));
    await says("is aib-ls 0.0.7, but this extension requires");
  });
  await check("a server that never answers does not stand in the way of a restart", async () => {
    await set("server.path", script("hangs", `${version(ours)}\nexec sleep 600`));
    await until("starting", () => api().state() === "starting");
    await sleep(500);
    await set("server.path", undefined);
    await until("ready", () => api().state() === "ready");
    await found(uri, "timeout/below-minimum");
    assert.equal(servers().length, 1);
  });
  fs.rmSync(folder, { recursive: true });
}
