// The reports of the server in panels next to the text: a failed build, permissions, a build summary, the page of a rule.
import * as vscode from "vscode";
import { l10n } from "vscode";
import type { Server } from "./server.ts";

/** What a report is about: the URI of a log or a template, or the id of a rule or known failure. */
export type Question = { kind: "doctor" | "permissions" | "summary"; uri: string } | { kind: "explain"; id: string };

/** A whole page, as the server made it. */
interface Answer {
  title: string;
  html: string;
}

/** The commands that a page may run by its links. */
const LINKS = ["aib.open", "aib.report", "aib.copy"];

/** The type of the panels, by which the editor knows them after a reload. */
const TYPE = "aib.report";

/** What a page may do: nothing but run these commands. */
const LIMITS = { enableScripts: false, enableForms: false, enableCommandUris: LINKS, localResourceRoots: [] };

/** Where the questions of the open pages are kept. The pages run no script that could keep them. */
const KEPT = "reports";

/** A page of the last session, known by the title of its tab. */
interface Kept {
  title: string;
  question: Question;
}

/** The policy without which no page is shown: nothing is fetched, nothing runs, and the one style is the one that the server wrote. */
const POLICY = /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]+=*'">/;

/** Whether a page forbids itself everything, before anything else in it counts. */
function isSealed(html: string): boolean {
  const head = /^[^]*?(?=<style|<\/head|<body|$)/i.exec(html)?.[0] ?? "";
  return POLICY.test(head);
}

export function isQuestion(it: unknown): it is Question {
  const { kind, uri, id } = (it ?? {}) as Record<string, unknown>;
  return kind === "explain" ? typeof id === "string" : ["doctor", "permissions", "summary"].includes(kind as string) && typeof uri === "string";
}

/** What the server did not know, in words for the person. */
function nothing(question: Question): string {
  if (question.kind === "explain") {
    return l10n.t("No page found for {0}.", question.id);
  }
  const name = vscode.Uri.parse(question.uri).path.split("/").pop() ?? "";
  return question.kind === "doctor" ? l10n.t("{0} is not the log of an image build.", name) : l10n.t("{0} does not contain an image template.", name);
}

/** The title of the tab: the kind of report and the name of its document. */
function label({ kind }: Question, title: string): string {
  switch (kind) {
    case "doctor":
      return l10n.t("Build report: {0}", title);
    case "permissions":
      return l10n.t("Permissions: {0}", title);
    case "summary":
      return l10n.t("Build summary: {0}", title);
    case "explain":
      return title;
  }
}

/** One page. Another question of its kind about the same document takes its place. */
interface Page {
  panel: vscode.WebviewPanel;
  question: Question;
  html: string;
  /** It is being asked for again, and something has changed since. */
  isAsked: boolean;
  isStale: boolean;
}

export class Panels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly pages = new Map<string, Page>();
  /** The newest question of the person for each page: an answer to an older one is dropped. */
  private readonly newest = new Map<string, Question>();
  private readonly listeners: vscode.Disposable;

  private readonly server: Server;
  private readonly memory: vscode.Memento;
  /** Pages of the last session that the editor has not asked for yet: it does when their tab is shown. */
  private kept: Kept[];

  constructor(server: Server, memory: vscode.Memento) {
    this.server = server;
    this.memory = memory;
    this.kept = memory.get<Kept[]>(KEPT, []).filter((it) => isQuestion(it.question));
    this.listeners = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(TYPE, this),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => contentChanges.length > 0 && this.refresh((it) => isAbout(it, document))),
      // A log tells of its template too, and a template of others: what was saved may count anywhere.
      vscode.workspace.onDidSaveTextDocument((it) => server.attached().includes(it.uri.toString()) && this.refresh()),
      server.onDidChangeState((it) => it === "ready" && this.refresh()),
    );
  }

  /** The titles of the pages that are open. */
  titles(): string[] {
    return [...this.pages.values()].map((it) => it.panel.title);
  }

  /** Opens a page, or says why there is none. */
  async show(question: Question): Promise<void> {
    this.newest.set(key(question), question);
    const progress = { location: vscode.ProgressLocation.Window, title: l10n.t("Creating the report") };
    try {
      const answer = await vscode.window.withProgress(progress, () => this.ask(question));
      if (answer === undefined || this.newest.get(key(question)) !== question) {
        return;
      }
      if (answer === null) {
        void vscode.window.showInformationMessage(nothing(question));
        return;
      }
      const page = this.pages.get(key(question)) ?? this.open(question);
      page.question = question;
      this.fill(page, answer);
      page.panel.reveal(undefined, true);
      // The walkthrough waits for it.
      void vscode.commands.executeCommand("setContext", "aib.report", question.kind);
    } catch (error) {
      void vscode.window.showErrorMessage(this.failed(question, error));
    }
  }

  /** Fills a panel that the editor brings back after a reload. Closes it if there is nothing to show in it any more. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    const { question } = this.kept.find((it) => it.title === panel.title) ?? {};
    this.kept = this.kept.filter((it) => it.question !== question);
    if (question === undefined || this.pages.has(key(question))) {
      panel.dispose();
      return;
    }
    const page = this.adopt(panel, question);
    const answer = await this.ask(question).catch((error: unknown) => void this.failed(question, error));
    if (answer) {
      this.fill(page, answer);
    } else {
      panel.dispose();
    }
  }

  /** Leaves the pages open: the editor brings them back. */
  dispose(): void {
    this.listeners.dispose();
  }

  /** `null` if the server has no report; `undefined` if it does not run and a message has been shown. */
  private async ask(question: Question): Promise<Answer | null | undefined> {
    await openFor(question);
    const client = await this.server.running();
    // What has changed goes to the server before the question does: it is sent by the end of this turn.
    await new Promise((done) => setImmediate(done));
    const answer = await client?.sendRequest<Answer | null>("aib-ls/report", question);
    if (answer && !isSealed(answer.html)) {
      throw new Error(l10n.t("it has no content security policy"));
    }
    return answer;
  }

  /** Writes down that a page was not made, and gives the words for it. */
  private failed(question: Question, error: unknown): string {
    const why = l10n.t("Cannot show the report: {0}.", error instanceof Error ? error.message : String(error));
    this.server.output.error(`${key(question)}: ${why}`);
    return why;
  }

  private open(question: Question): Page {
    const beside = [...this.pages.values()].find((it) => it.panel.visible)?.panel.viewColumn ?? vscode.ViewColumn.Beside;
    const panel = vscode.window.createWebviewPanel(
      TYPE,
      "",
      { viewColumn: beside, preserveFocus: true },
      { ...LIMITS, retainContextWhenHidden: false, enableFindWidget: true },
    );
    return this.adopt(panel, question);
  }

  private adopt(panel: vscode.WebviewPanel, question: Question): Page {
    panel.webview.options = LIMITS;
    const page: Page = { panel, question, html: "", isAsked: false, isStale: false };
    const name = key(question);
    let wasVisible = true;
    panel.onDidChangeViewState(() => {
      const comesBack = panel.visible && !wasVisible;
      wasVisible = panel.visible;
      if (comesBack) {
        void this.renew(page);
      }
    });
    panel.onDidDispose(() => {
      this.pages.delete(name);
      this.newest.delete(name);
      this.remember();
    });
    this.pages.set(name, page);
    return page;
  }

  /** The same text is not set again: the person would lose their place in it. */
  private fill(page: Page, { title, html }: Answer): void {
    page.panel.title = label(page.question, title);
    if (page.html !== html) {
      page.html = html;
      page.panel.webview.html = html;
    }
    this.remember();
  }

  /** Keeps the questions of the open pages, and of those that still wait behind their tab. */
  private remember(): void {
    const tabs = vscode.window.tabGroups.all.flatMap((it) => it.tabs);
    const waits = ({ title }: Kept) => tabs.some(({ input, label }) => input instanceof vscode.TabInputWebview && label === title);
    this.kept = this.kept.filter(waits);
    const open = [...this.pages.values()].map(({ panel, question }) => ({ title: panel.title, question }));
    void this.memory.update(KEPT, [...open, ...this.kept]);
  }

  /** Asks again for those pages that can be seen. */
  private refresh(which: (question: Question) => boolean = () => true): void {
    for (const page of this.pages.values()) {
      if (page.panel.visible && which(page.question)) {
        void this.renew(page);
      }
    }
  }

  /** Leaves the page as it is where the server has no other: a template is broken while it is written. What changes meanwhile is asked for once more, however often it does. */
  private async renew(page: Page): Promise<void> {
    page.isStale = true;
    if (page.isAsked) {
      return;
    }
    page.isAsked = true;
    while (page.isStale && this.server.state === "ready" && this.pages.get(key(page.question)) === page) {
      page.isStale = false;
      const { question } = page;
      const answer = await this.ask(question).catch((error: unknown) => void this.failed(question, error));
      if (answer && page.question === question && this.pages.get(key(question)) === page) {
        this.fill(page, answer);
      }
    }
    page.isAsked = false;
  }
}

/** Rules and failures have one page among them; each document has one for each kind. */
function key(question: Question): string {
  return question.kind === "explain" ? question.kind : `${question.kind} ${vscode.Uri.parse(question.uri).toString()}`;
}

/** The server knows what is open, so the document is opened without being shown. One that was no file is gone once it is closed. */
async function openFor(question: Question): Promise<void> {
  const uri = question.kind === "explain" ? undefined : vscode.Uri.parse(question.uri);
  if (uri !== undefined && uri.scheme !== "untitled") {
    await vscode.workspace.openTextDocument(uri);
  }
}

function isAbout(question: Question, { uri }: vscode.TextDocument): boolean {
  return question.kind !== "explain" && vscode.Uri.parse(question.uri).toString() === uri.toString();
}
