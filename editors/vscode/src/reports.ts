// The commands that open reports: they choose the log, template or finding, and follow links from a report to a location.
import * as vscode from "vscode";
import { l10n } from "vscode";
import { LANGUAGES, LOG, LOG_NAMES, kindOf } from "./documents.ts";
import { type Panels, isQuestion } from "./panels.ts";

/** So many logs are offered. */
const MOST = 200;

export function register(panels: Panels): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("aib.openDoctorReport", (uri?: unknown) => doctor(panels, uri)),
    vscode.commands.registerCommand("aib.showPermissions", () => ofTemplate(panels, "permissions")),
    vscode.commands.registerCommand("aib.showBuildSummary", () => ofTemplate(panels, "summary")),
    vscode.commands.registerCommand("aib.explainFinding", (id?: unknown) => explain(panels, id)),
    vscode.commands.registerCommand("aib.report", (question: unknown) => (isQuestion(question) ? panels.show(question) : undefined)),
    vscode.commands.registerCommand("aib.open", (uri: unknown, range?: unknown) => open(uri, range)),
    vscode.commands.registerCommand("aib.copy", (text: unknown) => copy(text)),
  );
}

/** The finding of a document that has a page of its own. Other programs' findings lead to pages of theirs. */
export function explained(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((it) => it.source === "aib-ls" && idOf(it) !== undefined);
}

/** The id of a rule or known failure, `family/name`. */
function idOf({ code }: vscode.Diagnostic): string | undefined {
  const id = typeof code === "object" ? code.value : code;
  return typeof id === "string" && id.includes("/") ? id : undefined;
}

/** `given` is the file of the explorer or of the editor's title. */
async function doctor(panels: Panels, given: unknown): Promise<void> {
  const log = given instanceof vscode.Uri ? given : ((await logAtHand()) ?? (await chooseLog()));
  if (log === undefined) {
    return;
  }
  try {
    await takeForLog(log);
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return;
  }
  await panels.show({ kind: "doctor", uri: log.toString() });
}

/** A log may have any name. What is written in a language of templates stays what it is. */
async function takeForLog(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.languageId !== LOG && !LANGUAGES.includes(document.languageId)) {
    await vscode.languages.setTextDocumentLanguage(document, LOG);
  }
}

/** The open log, or the newest log next to the open template. */
async function logAtHand(): Promise<vscode.Uri | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || document.isUntitled) {
    return document?.languageId === LOG ? document.uri : undefined;
  }
  if (kindOf(document) !== "template") {
    return document.languageId === LOG ? document.uri : undefined;
  }
  const beside = LOG_NAMES.map(async (name) => {
    const uri = vscode.Uri.joinPath(document.uri, "..", name);
    return Promise.resolve(vscode.workspace.fs.stat(uri)).then(({ mtime }) => ({ uri, mtime }), () => undefined);
  });
  const there = (await Promise.all(beside)).filter((it) => it !== undefined);
  return there.sort((one, other) => other.mtime - one.mtime)[0]?.uri;
}

/** One of the logs of the workspace, or any file. */
async function chooseLog(): Promise<vscode.Uri | undefined> {
  const found = await vscode.workspace.findFiles(`**/{${LOG_NAMES.join(",")}}`, undefined, MOST);
  const logs = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri })).sort((one, other) => one.label.localeCompare(other.label));
  const another: { label: string; uri?: vscode.Uri } = { label: l10n.t("Another file…") };
  const chosen = logs.length === 0 ? another : await vscode.window.showQuickPick([...logs, another], { placeHolder: l10n.t("Log of an image build") });
  if (chosen !== another) {
    return chosen?.uri;
  }
  return (await vscode.window.showOpenDialog({ title: l10n.t("Log of an image build"), canSelectMany: false }))?.[0];
}

async function ofTemplate(panels: Panels, kind: "permissions" | "summary"): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || kindOf(document) !== "template") {
    void vscode.window.showInformationMessage(l10n.t("Open an image template first."));
    return;
  }
  await panels.show({ kind, uri: document.uri.toString() });
}

/** The page of a rule or known failure: the one that is named, else that of the finding at the cursor, else one of those of the document. */
async function explain(panels: Panels, given: unknown): Promise<void> {
  const id = typeof given === "string" ? given : await chooseFinding();
  if (id !== undefined) {
    await panels.show({ kind: "explain", id });
  }
}

async function chooseFinding(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const all = editor === undefined ? [] : explained(editor.document.uri);
  if (editor === undefined || all.length === 0) {
    void vscode.window.showInformationMessage(l10n.t("No findings here."));
    return undefined;
  }
  const here = all.filter((it) => it.range.contains(editor.selection.active));
  const ids = new Set(here.map(idOf));
  if (ids.size === 1) {
    return [...ids][0];
  }
  const offered = (here.length > 0 ? here : all).sort((one, other) => one.range.start.compareTo(other.range.start));
  const items = offered.map((it) => ({ label: idOf(it) ?? "", description: l10n.t("line {0}", it.range.start.line + 1), detail: it.message }));
  return (await vscode.window.showQuickPick(items, { placeHolder: l10n.t("Finding"), matchOnDetail: true }))?.label;
}

interface Range {
  start: vscode.Position;
  end: vscode.Position;
}

/** A range as the server writes it. */
function isRange(it: unknown): it is Range {
  const isPlace = (at?: Partial<vscode.Position>) => Number.isInteger(at?.line) && Number.isInteger(at?.character);
  const { start, end } = (it ?? {}) as Partial<Range>;
  return isPlace(start) && isPlace(end);
}

/** Opens a document where its text is or belongs, never over a report, and selects a range of it. */
async function open(uri: unknown, range: unknown): Promise<void> {
  if (typeof uri !== "string") {
    return;
  }
  const target = vscode.Uri.parse(uri);
  const selection = isRange(range) ? new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character) : undefined;
  try {
    const document = await vscode.workspace.openTextDocument(target);
    await vscode.window.showTextDocument(document, { viewColumn: columnFor(target), selection });
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** Copies a text of a report. */
async function copy(text: unknown): Promise<void> {
  if (typeof text === "string") {
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(`$(check) ${l10n.t("Copied")}`, 3000);
  }
}

/** The group of editors that has the document, else one that shows a text, else a new one. */
function columnFor(uri: vscode.Uri): vscode.ViewColumn {
  const groups = vscode.window.tabGroups.all;
  const has = (it: vscode.TabGroup) => it.tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
  const isFree = (it: vscode.TabGroup) => !(it.activeTab?.input instanceof vscode.TabInputWebview);
  return (groups.find(has) ?? groups.find(isFree))?.viewColumn ?? vscode.ViewColumn.Beside;
}
