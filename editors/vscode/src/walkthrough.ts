// The commands of the walkthrough: open a sample template, and open the settings of a project.
import * as vscode from "vscode";
import { l10n } from "vscode";
import { PROJECT_FILE } from "./documents.ts";

export function register(extension: vscode.Uri): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("aib.openSample", () => openSample(extension)),
    vscode.commands.registerCommand("aib.openProjectSettings", openProjectSettings),
  );
}

/** Opens a template with errors in an untitled document. */
async function openSample(extension: vscode.Uri): Promise<void> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, "walkthrough", "sample.json"));
  const document = await vscode.workspace.openTextDocument({ language: "json", content: new TextDecoder().decode(bytes) });
  await vscode.window.showTextDocument(document);
}

/** Opens the settings file of the current folder. If it does not exist, an untitled document with examples opens instead. */
async function openProjectSettings(): Promise<void> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const folder = (active && vscode.workspace.getWorkspaceFolder(active)) ?? vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) {
    void vscode.window.showInformationMessage(l10n.t("Open a folder first: {0} is stored there.", PROJECT_FILE));
    return;
  }
  const file = vscode.Uri.joinPath(folder.uri, PROJECT_FILE);
  const exists = await Promise.resolve(vscode.workspace.fs.stat(file)).then(() => true, () => false);
  const document = await vscode.workspace.openTextDocument(exists ? file : file.with({ scheme: "untitled" }));
  const editor = await vscode.window.showTextDocument(document);
  if (document.isUntitled && document.getText() === "") {
    await editor.edit((it) => it.insert(new vscode.Position(0, 0), initialSettings()));
  }
}

function initialSettings(): string {
  return `# ${l10n.t("API version assumed for templates that do not specify one")}\n# api-version = "2024-02-01"\n\n# ${l10n.t("Severity per rule or family: error, warning, information, hint, off")}\n[rules]\n# "timeout/below-minimum" = "warning"\n`;
}
