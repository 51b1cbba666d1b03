// Commands of their own: a new template, the check of a workspace, and what the editor completes beside us.
import assert from "node:assert/strict";
import fs from "node:fs";
import * as vscode from "vscode";
import { template } from "../templates.ts";
import { sleep } from "../wait.ts";
import { api, check, end, file, findings, found, none, rule, show, until } from "./checks.ts";
import { StandIn } from "./standin.ts";

export async function run(): Promise<void> {
  await newTemplate();
  await workspace();
  await completion();
  await parts();
  end();
}

function open<T>(command: string): Thenable<T> {
  return vscode.commands.executeCommand<T>(command);
}

async function newTemplate(): Promise<void> {
  await check("a new template begins with one of the whole templates that the server offers", async () => {
    const over = open("aib.newTemplate");
    const begun = await until("a document", async () => {
      await open("workbench.action.acceptSelectedQuickOpenItem");
      const document = vscode.window.activeTextEditor?.document;
      return document?.isUntitled && document.getText().includes("Microsoft.VirtualMachineImages/imageTemplates") ? document : undefined;
    });
    await over;
    assert.equal(begun.languageId, "json");
    JSON.parse(begun.getText());
    await until("the server has it", () => api().attached().includes(begun.uri.toString()));
    await open("workbench.action.revertAndCloseActiveEditor");
  });
  await check("nothing is left of one that was not chosen", async () => {
    const before = vscode.window.tabGroups.all.flatMap((it) => it.tabs).length;
    const over = open("aib.newTemplate");
    let isOver = false;
    void over.then(() => (isOver = true));
    await until("the end", async () => {
      await open("workbench.action.closeQuickOpen");
      return isOver;
    });
    assert.equal(vscode.window.tabGroups.all.flatMap((it) => it.tabs).length, before);
  });
}

interface Counts {
  templates: number;
  errors: number;
  warnings: number;
  others: number;
}

async function workspace(): Promise<void> {
  await check("all templates of the workspace are checked, those that are not open too", async () => {
    await open("workbench.action.closeAllEditors");
    await show("one/web.json");
    const counts = await open<Counts | undefined>("aib.checkWorkspace");
    assert.ok(counts && counts.templates >= 6 && counts.errors >= 4, JSON.stringify(counts));
    const closed = file("two/linux.json");
    assert.deepEqual(findings(closed).map(rule).filter((it) => it === "timeout/below-minimum"), ["timeout/below-minimum"]);
    assert.equal(findings(file("one/web.json")).filter((it) => rule(it) === "timeout/below-minimum").length, 1);
  });
  await check("once such a template is open, its findings are those of its text", async () => {
    const { uri } = await show("two/linux.json");
    await found(uri, "timeout/below-minimum");
    assert.equal(findings(uri).filter((it) => rule(it) === "timeout/below-minimum").length, 1);
  });
  await check("what changes on the disk loses findings that are no longer its own", async () => {
    const closed = file("one/closed.json");
    assert.ok(findings(closed).length > 0);
    fs.writeFileSync(closed.fsPath, template());
    await none(closed);
  });
}

/** In a template without `$schema`, the JSON support completes what stands elsewhere in the file, if no schema is known for it. */
async function completion(): Promise<void> {
  await check("the editor's JSON support completes nothing of its own in a file named as an image template", async () => {
    const name = "one/webImageTemplate.json";
    const text = '{ "type": "Microsoft.VirtualMachineImages/imageTemplates", "properties": { "source": { "type": "" } } }';
    fs.writeFileSync(file(name).fsPath, text);
    const { uri } = await show(name);
    await until("the server has it", () => api().attached().includes(uri.toString()));
    const at = new vscode.Position(0, text.indexOf('""') + 1);
    const labels = async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>("vscode.executeCompletionItemProvider", uri, at);
      return list.items.filter((it) => it.kind === vscode.CompletionItemKind.Value || it.kind === vscode.CompletionItemKind.EnumMember).map((it) => (typeof it.label === "string" ? it.label : it.label.label));
    };
    await until("our values", async () => (await labels()).some((it) => it.includes("PlatformImage")));
    const all = await labels();
    assert.ok(!all.some((it) => it.includes("Microsoft.VirtualMachineImages") || it === '""'), all.join(" "));
    fs.rmSync(uri.fsPath);
  });
}

/** How the answers to a workspace check are shown, tested with a stand-in for the server. */
async function parts(): Promise<void> {
  const [web, closed] = [file("one/web.json"), file("two/deployment.json")];
  await open("workbench.action.closeAllEditors");
  await show("one/web.json");
  const program = await StandIn.start({ diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: true } });
  const questions = () => program.asked().filter((it) => it.method === "workspace/diagnostic");
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
  const report = (uri: vscode.Uri, ...severities: number[]) => ({
    kind: "full",
    uri: uri.toString(),
    version: null,
    items: severities.map((severity) => ({ range, severity, source: "aib-ls", code: "timeout/below-minimum", message: "short" })),
  });
  await check("nobody asks about the workspace unasked", async () => {
    await sleep(3000);
    assert.deepEqual(questions(), []);
  });
  await check("a check takes its answer in parts, counts it, and shows what is not open", async () => {
    program.answer({ parts: [[report(web, 1)], [report(closed, 1, 2, 3, 4)], [report(file("one/closed.json"))]] });
    assert.deepEqual(await open("aib.checkWorkspace"), { templates: 3, errors: 2, warnings: 1, others: 2 });
    await until("its findings", () => findings(closed).length === 4);
    assert.equal(findings(web).length, 0);
    const code = findings(closed)[0]?.code;
    assert.ok(typeof code === "object" && code.target.toString(true).startsWith("command:aib.explainFinding?"));
    assert.deepEqual(questions().at(-1)?.params.previousResultIds, []);
  });
  await check("the next check forgets the one before", async () => {
    program.answer({ parts: [[report(web)]] });
    assert.deepEqual(await open("aib.checkWorkspace"), { templates: 1, errors: 0, warnings: 0, others: 0 });
    assert.deepEqual(findings(closed), []);
  });
  for (const [what, code] of Object.entries({ "cannot do it": -32601, "gave it up": -32800, "failed": -32603 })) {
    await check(`a check ends where the server ${what}`, async () => {
      program.answer({ code });
      assert.equal(await open("aib.checkWorkspace"), undefined);
      assert.equal(api().state(), "ready");
    });
  }
  await program.stop();
}
