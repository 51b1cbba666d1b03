// Creates an image template in a new document, from the whole templates that the server completes in an empty one.
import * as vscode from "vscode";
import { l10n } from "vscode";
import { CompletionRequest, type LanguageClient } from "vscode-languageclient/node";
import type { Server } from "./server.ts";

/** How the labels of whole templates begin, in every language. */
const LABEL = /^image template: /;

/** A whole template that the server offers. */
interface Choice extends vscode.QuickPickItem {
  snippet: vscode.SnippetString;
}

export function register(server: Server): vscode.Disposable {
  return vscode.commands.registerCommand("aib.newTemplate", () => create(server));
}

/** Asks which template to create. The document is shown with the choice, and forgotten without one. */
async function create(server: Server): Promise<void> {
  const client = await server.running();
  if (client === undefined) {
    return;
  }
  const document = await vscode.workspace.openTextDocument({ language: "json", content: "" });
  const chosen = await vscode.window.showQuickPick(choices(client, document), { placeHolder: l10n.t("Image template to create"), matchOnDescription: true });
  if (chosen === undefined) {
    return;
  }
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  await editor.insertSnippet(chosen.snippet, new vscode.Position(0, 0));
}

/** The whole templates for an empty document. */
async function choices(client: LanguageClient, document: vscode.TextDocument): Promise<Choice[]> {
  const params = { textDocument: { uri: document.uri.toString() }, position: { line: 0, character: 0 } };
  const answer = await client.sendRequest(CompletionRequest.type, params);
  const completion = await client.protocol2CodeConverter.asCompletionResult(answer);
  const items = Array.isArray(completion) ? completion : (completion?.items ?? []);
  const whole = items.filter((it) => LABEL.test(nameOf(it)));
  return whole.sort((one, other) => (one.sortText ?? "").localeCompare(other.sortText ?? "")).map(choice);
}

function choice(item: vscode.CompletionItem): Choice {
  const name = nameOf(item).replace(LABEL, "");
  const snippet = item.insertText instanceof vscode.SnippetString ? item.insertText : new vscode.SnippetString().appendText(item.insertText ?? "");
  return { label: name.charAt(0).toUpperCase() + name.slice(1), description: item.detail, snippet };
}

function nameOf({ label }: vscode.CompletionItem): string {
  return typeof label === "string" ? label : label.label;
}
