// Reports: what the extension does with each answer, held with a program that stands in for the server; then the real one, from lens to page and back.
import assert from "node:assert/strict";
import fs from "node:fs";
import * as vscode from "vscode";
import { sleep } from "../wait.ts";
import { api, check, end, file, found, none, place, servers, set, show, until } from "./checks.ts";
import { StandIn } from "./standin.ts";

const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='">`;

export async function run(): Promise<void> {
  await starting();
  await pages();
  await answers();
  await lenses();
  await beginnings();
  end();
}

function open(command: string, ...given: unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(command, ...given);
}

/** The tabs that show reports. */
function tabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((it) => it.tabs).filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith("aib.report"));
}

async function closeReports(): Promise<void> {
  await until("no report", async () => {
    await vscode.window.tabGroups.close(tabs());
    return api().reports().length === 0 && tabs().length === 0;
  });
}

/** Writes one more line at the end of a document. */
async function append(document: vscode.TextDocument): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(document.lineCount, 0), "\n");
  await vscode.workspace.applyEdit(edit);
}

/** Waits until these reports are open, and no others. */
function reports(...titles: string[]): Promise<boolean> {
  return until(`the reports ${titles.join(", ")}`, () => api().reports().join() === titles.join(), 20_000).catch(() => {
    throw new Error(`${api().reports().join(", ")} instead of ${titles.join(", ")}`);
  });
}

async function starting(): Promise<void> {
  await check("a command starts the server where nothing else has", async () => {
    assert.deepEqual(servers(), []);
    await open("aib.explainFinding", "timeout/below-minimum");
    assert.equal(api().state(), "ready");
    assert.equal(api().reports().length, 1);
    await closeReports();
  });
  await check("a command says why there is no server, and opens nothing", async () => {
    await set("server.path", "/nowhere/aib-ls");
    await until("a failure", () => api().state() === "failed");
    await open("aib.explainFinding", "timeout/below-minimum");
    assert.deepEqual(api().reports(), []);
    await set("server.path", undefined);
    await until("ready", () => api().state() === "ready");
  });
}

/** What the extension does with answers, whatever they are. */
async function pages(): Promise<void> {
  const web = file("one/web.json").toString();
  await show("one/web.json");
  const program = await StandIn.start();
  const answer = (it: object) => program.answer(it);
  const asked = () => program.asked();
  const page = (title: string, text = title) => answer({ result: { title, html: `<!doctype html><html><head>${POLICY}<style></style></head><body>${text}</body></html>` } });
  const questions = () => asked().filter((it) => it.method === "aib-ls/report").map((it) => it.params);

  await check("the server is told which commands it may use", () => {
    const { params } = asked().find((it) => it.method === "initialize") ?? {};
    assert.deepEqual(params.capabilities.experimental.commands, { commands: ["aib.report", "aib.open", "aib.copy", "aib.checkWorkspace"] });
  });
  await check("a report opens beside the text, which keeps the focus", async () => {
    page("of web");
    await open("aib.showPermissions");
    assert.deepEqual(questions().at(-1), { kind: "permissions", uri: web });
    await reports("Permissions: of web");
    await until("its tab", () => tabs().some((it) => it.label === "Permissions: of web" && it.group.viewColumn === vscode.ViewColumn.Two));
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), web);
  });
  await check("the same question takes the place of its report, another one stands beside it", async () => {
    page("again");
    await open("aib.showPermissions");
    await reports("Permissions: again");
    page("of web");
    await open("aib.showBuildSummary");
    assert.deepEqual(questions().at(-1), { kind: "summary", uri: web });
    await reports("Permissions: again", "Build summary: of web");
    await until("both in one group", () => tabs().length === 2 && tabs().every((it) => it.group.viewColumn === vscode.ViewColumn.Two));
  });
  await check("a report follows its document while that is written, where it can be seen", async () => {
    const before = questions().length;
    page("while typing");
    await append(await show("one/web.json"));
    await reports("Permissions: again", "Build summary: while typing");
    assert.equal(questions().length, before + 1);
    const { params } = asked().at(-2) ?? {};
    assert.equal(params.textDocument?.uri, web, "the change goes to the server before the question");
  });
  await check("a file that is saved, or written on the disk, asks again too", async () => {
    page("once saved");
    const document = await show("one/web.json");
    await document.save();
    await reports("Permissions: again", "Build summary: once saved");
    page("once written");
    fs.writeFileSync(document.uri.fsPath, `${document.getText().trimEnd()}\n`);
    await reports("Permissions: again", "Build summary: once written");
  });
  await check("another document asks again once it is saved", async () => {
    const before = questions().length;
    const document = await show("one/closed.json");
    await append(document);
    await sleep(300);
    assert.equal(questions().length, before);
    page("at last");
    await document.save();
    await reports("Permissions: again", "Build summary: at last");
  });
  await check("a report that comes into sight is asked for again", async () => {
    page("in sight");
    await open("workbench.action.focusSecondEditorGroup");
    await open("workbench.action.openEditorAtIndex1");
    await reports("Permissions: in sight", "Build summary: at last");
    await open("workbench.action.focusFirstEditorGroup");
  });
  await check("where there is no other answer any more, the report stays", async () => {
    answer({ result: null });
    const before = questions().length;
    await append(await show("one/web.json"));
    await until("another question", () => questions().length > before);
    await sleep(300);
    assert.deepEqual(api().reports(), ["Permissions: in sight", "Build summary: at last"]);
    await open("workbench.action.files.revert");
  });
  await check("a closed report is gone, and opens anew", async () => {
    await closeReports();
    page("anew");
    await show("one/web.json");
    await open("aib.showPermissions");
    await reports("Permissions: anew");
    await closeReports();
  });
  await check("rules and failures share one page", async () => {
    page("one");
    await open("aib.explainFinding", "timeout/below-minimum");
    page("two");
    await open("aib.report", { kind: "explain", id: "log/apt-lock" });
    assert.deepEqual(questions().slice(-2), [{ kind: "explain", id: "timeout/below-minimum" }, { kind: "explain", id: "log/apt-lock" }]);
    await reports("two");
    await closeReports();
  });
  for (const [what, question] of Object.entries({
    "no template": { kind: "summary", uri: web },
    "no log": { kind: "doctor", uri: web },
    "no rule": { kind: "explain", id: "no/rule" },
  })) {
    await check(`where the server knows ${what}, nothing opens`, async () => {
      answer({ result: null });
      await open("aib.report", question);
      assert.deepEqual(questions().at(-1), question);
      assert.deepEqual(api().reports(), []);
    });
  }
  await check("an error of the server opens nothing and ends nothing", async () => {
    answer({ error: "the disk is full" });
    await open("aib.report", { kind: "summary", uri: web });
    assert.deepEqual(api().reports(), []);
    assert.equal(api().state(), "ready");
  });
  for (const [what, html] of Object.entries({
    "no policy": "<!doctype html><html><head><style></style></head><body></body></html>",
    "a policy that lets in styles of any kind": `<html><head>${POLICY.replace(/'sha256-[^']*'/, "'unsafe-inline'")}</head><body></body></html>`,
    "a policy that lets in scripts": `<html><head>${POLICY.replace("; style", "; script-src 'unsafe-inline'; style")}</head><body></body></html>`,
    "its policy in the text": `<html><head><style></style></head><body>${POLICY}</body></html>`,
  })) {
    await check(`a page with ${what} is not shown`, async () => {
      answer({ result: { title: "open", html } });
      const before = questions().length;
      await open("aib.report", { kind: "summary", uri: web });
      assert.equal(questions().length, before + 1);
      assert.deepEqual(api().reports(), []);
    });
  }
  await check("what is no question is not asked", async () => {
    const before = questions().length;
    for (const it of [undefined, "doctor", { kind: "doctor" }, { kind: "explain", uri: web }, { kind: "remove", uri: web }]) {
      await open("aib.report", it);
    }
    assert.equal(questions().length, before);
  });
  await check("the log beside a template is the one that is meant", async () => {
    page("log");
    await show("three/project.json");
    await open("aib.openDoctorReport");
    assert.deepEqual(questions().at(-1), { kind: "doctor", uri: file("three/customization.log").toString() });
    await reports("Build report: log");
    await closeReports();
  });
  await check("elsewhere the logs of the workspace are offered", async () => {
    await show("one/ordinary.json");
    const over = open("aib.openDoctorReport");
    // The list has one log and "Another file…" behind it.
    const before = questions().length;
    await until("the question", async () => {
      await open("workbench.action.acceptSelectedQuickOpenItem");
      return questions().length > before;
    });
    await over;
    assert.deepEqual(questions().at(-1), { kind: "doctor", uri: file("three/customization.log").toString() });
    await closeReports();
  });
  await check("a template is asked for where none is active", async () => {
    const before = questions().length;
    await show("one/ordinary.json");
    await open("aib.showPermissions");
    await open("aib.explainFinding");
    assert.equal(questions().length, before);
  });
  await check("a place that a report leads to is selected, beside the report and not over it", async () => {
    page("web");
    await show("one/web.json");
    await open("aib.showBuildSummary");
    await open("workbench.action.focusSecondEditorGroup");
    await open("aib.open", file("three/project.json").toString(), { start: { line: 3, character: 2 }, end: { line: 3, character: 12 } });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), file("three/project.json").toString());
    assert.equal(editor.viewColumn, vscode.ViewColumn.One);
    assert.deepEqual([editor.selection.start, editor.selection.end].map((it) => [it.line, it.character]), [[3, 2], [3, 12]]);
    assert.deepEqual(api().reports(), ["Build summary: web"]);
    await closeReports();
  });
  await program.stop();
}

/** What the server itself answers. */
async function answers(): Promise<void> {
  const { uri } = await show("one/web.json");
  const finding = await found(uri, "timeout/below-minimum");
  for (const command of ["aib.showPermissions", "aib.showBuildSummary"]) {
    await check(`${command} opens a report about the template`, async () => {
      await show("one/web.json");
      await open(command);
      assert.match(api().reports().join(), /^(Permissions|Build summary): web\.json$/);
      await closeReports();
    });
  }
  await check("aib.explainFinding opens the page of the finding at the cursor", async () => {
    const editor = await vscode.window.showTextDocument(uri);
    editor.selection = new vscode.Selection(finding.range.start, finding.range.start);
    await open("aib.explainFinding");
    assert.deepEqual(api().reports(), ["timeout/below-minimum"]);
    await closeReports();
  });
  await check("aib.openDoctorReport opens a report about the log", async () => {
    await show("three/customization.log");
    await open("aib.openDoctorReport");
    assert.deepEqual(api().reports(), ["Build report: customization.log"]);
    await closeReports();
  });
  await check("a log of another name that is not open has a report too, and a file that is none has none", async () => {
    await open("aib.openDoctorReport", file("two/monday.txt"));
    assert.deepEqual(api().reports(), ["Build report: monday.txt"]);
    await closeReports();
    await open("aib.openDoctorReport", file("two/missing.log"));
    await open("aib.openDoctorReport", file("one/ordinary.json"));
    assert.deepEqual(api().reports(), []);
  });
  await check("a template that is no file has its reports too", async () => {
    const content = (await vscode.workspace.openTextDocument(uri)).getText();
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "json", content }));
    await open("aib.showBuildSummary");
    assert.equal(api().reports().length, 1);
    await closeReports();
  });
  await check("a rule that there is none of opens nothing", async () => {
    await open("aib.explainFinding", "no/rule");
    assert.deepEqual(api().reports(), []);
  });
}

async function lenses(): Promise<void> {
  const all = async (uri: vscode.Uri) => (await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri)).map((it) => it.command).filter((it) => it !== undefined);
  await check("the words above a template open its reports", async () => {
    const { uri } = await show("one/web.json");
    const given = (await all(uri)).map((it) => [it.command, it.arguments?.[0]?.kind]);
    assert.ok(given.length >= 3 && given.every(([command]) => command === "aib.report"), JSON.stringify(given));
    assert.deepEqual([...new Set(given.map(([, kind]) => kind))].sort(), ["permissions", "summary"]);
    for (const { command, arguments: args = [] } of await all(uri)) {
      await open(command, ...args);
    }
    assert.equal(api().reports().length, 2);
    await closeReports();
  });
  await check("those about the last log open the report of that log", async () => {
    const { uri } = await show("three/project.json");
    const log = file("three/customization.log").toString();
    const lens = (await all(uri)).find((it) => it.arguments?.[0]?.kind === "doctor");
    assert.deepEqual([lens?.command, lens?.arguments], ["aib.report", [{ kind: "doctor", uri: log }]]);
    await open("aib.report", ...(lens?.arguments ?? []));
    assert.deepEqual(api().reports(), ["Build report: customization.log"]);
    await closeReports();
  });
  await check("those in a log open the step of the template", async () => {
    const template = await vscode.workspace.openTextDocument(file("three/project.json"));
    const { uri } = await show("three/customization.log");
    const lens = (await all(uri)).find((it) => it.command === "aib.open");
    assert.ok(lens, "no lens opens a step");
    await open(lens.command, ...(lens.arguments ?? []));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document, template);
    assert.equal(editor.selection.start.line, place(template, '"type": "Shell"').line - 1);
  });
}

async function beginnings(): Promise<void> {
  await check("the sample has the mistakes that the walkthrough is about, each with a fix", async () => {
    await open("aib.openSample");
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    const fixes = { "timeout/below-minimum": "0, the default", "distribute/run-output-name": "web-server", "script/apt-no-yes": "-y" };
    for (const [rule, title] of Object.entries(fixes)) {
      const { range } = await found(document.uri, rule);
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", document.uri, range, "quickfix");
      const action = actions.find((it) => it.title.includes(title));
      assert.ok(action?.edit, actions.map((it) => it.title).join("; "));
      await vscode.workspace.applyEdit(action.edit);
      await none(document.uri, rule);
    }
  });
  await check("the settings of a project are begun in its folder, and opened where they are there", async () => {
    await show("one/web.json");
    await open("aib.openProjectSettings");
    const begun = vscode.window.activeTextEditor?.document;
    assert.equal(begun?.uri.path, file("one/aib-ls.toml").path);
    assert.ok(begun.isUntitled && begun.getText().includes("[rules]"));
    await none(begun.uri);
    await show("three/project.json");
    await open("aib.openProjectSettings");
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), file("three/aib-ls.toml").toString());
  });
}
