// Which documents the server supports, and which of them are image templates or logs, decided from the text before the server runs.
import * as vscode from "vscode";

export const LANGUAGES = ["json", "jsonc", "arm-template"];
/** The log of an image build. */
export const LOG = "aib-log";
/** The file names of the service's logs. */
export const LOG_NAMES = ["customization.log", "validation.log"];
/** The settings file of a project, which the server checks too. */
export const PROJECT_FILE = "aib-ls.toml";

const words = /Microsoft\.VirtualMachineImages|deploymentParameters|"source"|"distribute"|"customize"|"runOutputName"/i;

/** Whether a text may contain an image template; the same test as in the server. */
function mayHoldTemplate(text: string): boolean {
  const has = (word: string) => text.includes(`"${word}"`);
  return /Microsoft\.VirtualMachineImages/i.test(text) || (has("source") && has("distribute") && (has("customize") || has("runOutputName")));
}

/** Whether a text may be a parameter file, by its schema. The server finds its template. */
function mayBeParameterFile(text: string): boolean {
  return /"\$schema"\s*:\s*"[^"]*\/deploymentParameters\.json/i.test(text);
}

/** Whether a document is empty or an empty object, so that a template may be started in it. `jsonc` files are mostly settings of other programs. */
function isBlank(document: vscode.TextDocument): boolean {
  return document.lineCount < 10 && document.languageId !== "jsonc" && /^\s*(\{\s*\}?)?\s*$/.test(document.getText());
}

/** Whether a document can be edited, unlike a version in a source control view. */
function isWork({ uri: { scheme } }: vscode.TextDocument): boolean {
  return scheme === "file" || scheme === "untitled" || !!vscode.workspace.workspaceFolders?.some((it) => it.uri.scheme === scheme);
}

function isProjectFile({ uri }: vscode.TextDocument): boolean {
  return uri.path.endsWith(`/${PROJECT_FILE}`);
}

/** Whether the server supports a document. */
export function isOurs(document: vscode.TextDocument): boolean {
  const isTemplate = () => LANGUAGES.includes(document.languageId) && (isBlank(document) || mayHoldTemplate(document.getText()) || mayBeParameterFile(document.getText()));
  return isWork(document) && (document.languageId === LOG || isProjectFile(document) || isTemplate());
}

/** Whether a change may have turned a document into a template, judged by the changed lines, so that the whole text is rarely read. */
export function mayMatter({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean {
  const line = (at: number) => document.lineAt(Math.min(at, document.lineCount - 1)).text;
  return contentChanges.some((it) => words.test(it.text) || words.test(line(it.range.start.line))) || document.lineCount < 10;
}

/** The kind of a document, which decides which commands are available. */
export type Kind = "template" | "log" | "project" | "other";

export function kindOf(document: vscode.TextDocument): Kind {
  if (!isWork(document)) {
    return "other";
  }
  if (document.languageId === LOG) {
    return "log";
  }
  if (isProjectFile(document)) {
    return "project";
  }
  return LANGUAGES.includes(document.languageId) && mayHoldTemplate(document.getText()) ? "template" : "other";
}
