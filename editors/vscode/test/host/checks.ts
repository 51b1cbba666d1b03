// What every suite inside the extension host uses: checks that are counted, and questions that wait for their answer.
import assert from "node:assert/strict";
import fs from "node:fs";
import * as vscode from "vscode";
import type { Api } from "../../src/extension.ts";
import * as wait from "../wait.ts";

export const ID = "aib-ls.aib-ls";

let failed = 0;

/** One check. A failed one is reported and does not keep the others from running. */
export async function check(what: string, body: () => unknown): Promise<void> {
  try {
    await body();
    console.log(`ok   ${what}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${what}\n${error instanceof Error ? error.stack : String(error)}`);
  }
}

/** Ends a suite. */
export function end(): void {
  if (failed > 0) {
    throw new Error(`${failed} failed`);
  }
}

/** Asks until there is an answer, and blames the state of the server where there is none. */
export function until<T>(what: string, ask: () => T | Thenable<T>, patience = 45_000): Promise<NonNullable<T>> {
  return wait.until(what, ask, patience, () => `; the server is ${api().state()} (${api().failure() ?? "no failure"})`);
}

export function extension(): vscode.Extension<Api> {
  const found = vscode.extensions.getExtension<Api>(ID);
  assert.ok(found, "the extension is not there");
  return found;
}

export function api(): Api {
  return extension().exports;
}

/** A file of the folder that holds the first folder of the workspace, or of that one. */
export function file(name: string): vscode.Uri {
  const first = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(first);
  return vscode.workspace.workspaceFile ? vscode.Uri.joinPath(first, "..", name) : vscode.Uri.joinPath(first, name);
}

export async function show(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(file(name));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Our findings of a document. */
export function findings(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((it) => it.source === "aib-ls");
}

/** The rule of a finding. */
export function rule(it: vscode.Diagnostic): string {
  return typeof it.code === "object" ? String(it.code.value) : String(it.code);
}

/** Waits for a finding of a rule. */
export function found(uri: vscode.Uri, id: string): Promise<vscode.Diagnostic> {
  return until(`${id} in ${uri.path}`, () => findings(uri).find((it) => rule(it) === id));
}

/** Waits until a document has no findings of a rule, or none at all. */
export function none(uri: vscode.Uri, id?: string): Promise<boolean> {
  return until(`no ${id ?? "finding"} in ${uri.path}`, () => findings(uri).every((it) => id !== undefined && rule(it) !== id));
}

/** Sets one of our settings for this person; `undefined` takes it back. */
export function set(key: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration("aib").update(key, value, vscode.ConfigurationTarget.Global);
}

/** The servers that run: the children of this process with that name. */
export function servers(): number[] {
  const processes = fs.readdirSync("/proc").filter((it) => /^\d+$/.test(it));
  const ours = processes.filter((it) => {
    try {
      const stat = fs.readFileSync(`/proc/${it}/stat`, "utf8");
      return stat.includes("(aib-ls)") && !/\) Z /.test(stat) && Number(/\) \S (\d+)/.exec(stat)?.[1]) === process.pid;
    } catch {
      return false;
    }
  });
  return ours.map(Number);
}

/** The text of all parts of a hover. */
export async function hover(uri: vscode.Uri, at: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, at);
  return hovers.flatMap((it) => it.contents.map((part) => (typeof part === "string" ? part : part.value))).join("\n");
}

/** Where a text stands in a document. */
export function place(document: vscode.TextDocument, text: string, inside = 1): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `${text} does not stand there`);
  return document.positionAt(at + inside);
}
