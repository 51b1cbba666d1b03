// Sets the context key for the kind of the active document, so that commands appear only where they apply.
import * as vscode from "vscode";
import { kindOf, mayMatter } from "./documents.ts";
import { explained } from "./reports.ts";

export function follow(): vscode.Disposable {
  const told = new Map<string, unknown>();
  const tell = (key: string, value: unknown) => {
    if (told.get(key) !== value) {
      told.set(key, value);
      void vscode.commands.executeCommand("setContext", key, value);
    }
  };
  const active = () => vscode.window.activeTextEditor?.document;
  const tellKind = () => {
    const document = active();
    tell("aib.document", document ? kindOf(document) : "other");
  };
  const tellFindings = () => {
    const document = active();
    tell("aib.hasFindings", document !== undefined && explained(document.uri).length > 0);
  };
  const tellAll = () => {
    tellKind();
    tellFindings();
  };
  tellAll();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(tellAll),
    // Also when a document gets another language.
    vscode.workspace.onDidOpenTextDocument((it) => it === active() && tellAll()),
    vscode.workspace.onDidChangeTextDocument((it) => it.document === active() && mayMatter(it) && tellKind()),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.some((it) => it.toString() === active()?.uri.toString()) && tellFindings()),
  );
}
