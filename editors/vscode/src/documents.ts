// Which documents are the server's business, and which of them are image templates and logs: told from the text alone, before any server runs.
import * as vscode from "vscode";

export const LANGUAGES = ["json", "jsonc", "arm-template"];
/** The log of an image build. */
export const LOG = "aib-log";
/** What the service calls its logs. */
export const LOG_NAMES = ["customization.log", "validation.log"];
/** The settings of a project, whose mistakes the server finds too. */
export const PROJECT_FILE = "aib-ls.toml";

const words = /Microsoft\.VirtualMachineImages|deploymentParameters|"source"|"distribute"|"customize"|"runOutputName"/i;

/** Whether a text may hold an image template, as the server decides it before it reads any further. */
function mayHoldTemplate(text: string): boolean {
  const has = (word: string) => text.includes(`"${word}"`);
  return /Microsoft\.VirtualMachineImages/i.test(text) || (has("source") && has("distribute") && (has("customize") || has("runOutputName")));
}

/** Whether a text may be a parameter file, by its schema. The server looks for the template that it is for. */
function mayBeParameterFile(text: string): boolean {
  return /"\$schema"\s*:\s*"[^"]*\/deploymentParameters\.json/i.test(text);
}

/** Whether a template may begin here: nothing, or an object with nothing in it. `jsonc` is mostly settings of other programs. */
function isBlank(document: vscode.TextDocument): boolean {
  return document.lineCount < 10 && document.languageId !== "jsonc" && /^\s*(\{\s*\}?)?\s*$/.test(document.getText());
}

/** Whether a document is somebody's work. Versions in a source control view are nobody's. */
function isWork({ uri: { scheme } }: vscode.TextDocument): boolean {
  return scheme === "file" || scheme === "untitled" || !!vscode.workspace.workspaceFolders?.some((it) => it.uri.scheme === scheme);
}

function isProjectFile({ uri }: vscode.TextDocument): boolean {
  return uri.path.endsWith(`/${PROJECT_FILE}`);
}

/** Whether a document is the server's business. */
export function isOurs(document: vscode.TextDocument): boolean {
  const isTemplate = () => LANGUAGES.includes(document.languageId) && (isBlank(document) || mayHoldTemplate(document.getText()) || mayBeParameterFile(document.getText()));
  return isWork(document) && (document.languageId === LOG || isProjectFile(document) || isTemplate());
}

/** Whether a change can have made a template of a document, from its own lines: the whole is read only if they say so. */
export function mayMatter({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean {
  const line = (at: number) => document.lineAt(Math.min(at, document.lineCount - 1)).text;
  return contentChanges.some((it) => words.test(it.text) || words.test(line(it.range.start.line))) || document.lineCount < 10;
}

/** What a document is to the person: commands are offered by it. */
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
