// The server and its client: activation, restart after a crash, and which documents are sent to the server.
import { type ChildProcess, spawn } from "node:child_process";
import * as path from "node:path";
import * as vscode from "vscode";
import { l10n } from "vscode";
import { CloseAction, ErrorAction, LanguageClient, type Middleware, RevealOutputChannelOn, type StaticFeature } from "vscode-languageclient/node";
import { LANGUAGES, LOG, PROJECT_FILE, isOurs, mayMatter } from "./documents.ts";
import { Failure, type Found, findServer } from "./program.ts";

/** The state of the server, as shown in the status bar. */
export type State = "idle" | "starting" | "ready" | "restarting" | "failed";

/** After so many crashes within so many milliseconds the server is not started again. */
const RESTARTS = 5;
const WITHIN = 3 * 60 * 1000;

/** The client-side commands that the server may use in its answers. */
const COMMANDS = ["aib.report", "aib.open", "aib.copy", "aib.checkWorkspace"];

/** Announces these commands to the server, under the experimental capability that other servers use too. */
const commands: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { ...(capabilities.experimental as object | undefined), commands: { commands: COMMANDS } };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};

/** Logs all errors instead of showing them: the extension shows what users need to know once and in their language. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** The server and its state. Every start goes through `start`; starts and stops run one at a time. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private process: ChildProcess | undefined;
  private found: Found | undefined;
  private now: State = "idle";
  private why: string | undefined;
  private crashes: number[] = [];
  private turn: Promise<void> = Promise.resolve();
  private readonly documents = new Set<string>();
  private readonly states = new vscode.EventEmitter<State>();
  readonly output = vscode.window.createOutputChannel("Azure VM Image Builder", { log: true });
  private readonly item = vscode.window.createStatusBarItem("aib.status", vscode.StatusBarAlignment.Right, 90);

  private readonly context: vscode.ExtensionContext;

  constructor(context: vscode.ExtensionContext) {
    this.context = context;
    this.item.name = "Azure VM Image Builder";
    this.item.command = "aib.showOutput";
  }

  readonly onDidChangeState = this.states.event;

  get state(): State {
    return this.now;
  }

  /** Why the server does not run; undefined if nothing is wrong. */
  get failure(): string | undefined {
    return this.why;
  }

  /** The URIs of the documents that were sent to the server. */
  attached(): string[] {
    return [...this.documents];
  }

  /** The client of the running server, which is started if necessary. Undefined if it cannot run; a message has been shown then. */
  async running(): Promise<LanguageClient | undefined> {
    if (this.now === "idle") {
      this.begin();
    } else if (this.now === "failed") {
      this.complain();
    }
    while (this.now === "starting" || this.now === "restarting") {
      await new Promise<void>((done) => {
        const once = this.states.event(() => {
          once.dispose();
          done();
        });
      });
    }
    return this.client;
  }

  /** Starts the server for a document that it supports, unless it runs or has failed before. */
  consider(document: vscode.TextDocument): void {
    if (this.now === "idle" && isOurs(document)) {
      this.begin();
    }
  }

  /** Restarts the server in any state and resets the crash count. */
  restart(): Promise<void> {
    this.crashes = [];
    this.enter("starting");
    return this.inTurn(async () => {
      await this.stop();
      await this.start();
    });
  }

  /** Restarts the server after a change of its path, unless it was never started. */
  relocate(): void {
    if (this.now !== "idle") {
      void this.restart();
    }
  }

  showOutput(): void {
    this.output.show();
  }

  /** Updates the status bar item, which is visible for documents of the server and after a failure. */
  showStatus(): void {
    const editor = vscode.window.activeTextEditor;
    const ours = editor !== undefined && this.documents.has(editor.document.uri.toString());
    if (this.now === "idle" || (!ours && this.now !== "failed")) {
      this.item.hide();
      return;
    }
    const failed = this.now === "failed";
    const icon = failed ? "$(error)" : this.now === "ready" ? "$(check)" : "$(sync~spin)";
    const says: Record<State, string> = {
      idle: "",
      starting: l10n.t("starting"),
      ready: l10n.t("ready"),
      restarting: l10n.t("restarting after a crash ({0} of {1})", this.crashes.length, RESTARTS),
      failed: this.why ?? "",
    };
    this.item.text = `${icon} Image Builder`;
    this.item.backgroundColor = failed ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    const tooltip = new vscode.MarkdownString(undefined, true);
    tooltip.isTrusted = { enabledCommands: ["aib.restart", "aib.showOutput"] };
    tooltip.appendText(`aib-ls ${this.found?.version ?? ""}: ${says[this.now]}\n\n${this.found?.program ?? ""}`);
    tooltip.appendMarkdown(`\n\n[${l10n.t("Restart")}](command:aib.restart) · [${l10n.t("Show output")}](command:aib.showOutput)`);
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label: `Image Builder: ${says[this.now]}` };
    this.item.show();
  }

  async dispose(): Promise<void> {
    await this.inTurn(() => this.stop());
    this.states.dispose();
    this.item.dispose();
    this.output.dispose();
  }

  private begin(): void {
    this.enter("starting");
    void this.inTurn(() => this.start());
  }

  private inTurn(action: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(action).catch((error: unknown) => this.output.error(String(error)));
    return this.turn;
  }

  private enter(state: State, why?: string): void {
    this.now = state;
    this.why = why;
    this.showStatus();
    this.states.fire(state);
  }

  private async start(): Promise<void> {
    try {
      this.found = await findServer(this.context);
      const { program, version } = this.found;
      this.output.info(`${program}, ${version}`);
      const client = this.newClient(program);
      this.client = client;
      // Not awaited: a server that never answers must not block a restart.
      void client.start().then(
        () => this.client === client && this.enter("ready"),
        () => this.crashed(client),
      );
    } catch (error) {
      this.fail(error instanceof Failure ? error.message : String(error));
    }
  }

  private async stop(): Promise<void> {
    const { client, process } = this;
    this.client = undefined;
    this.documents.clear();
    await client?.dispose(2000).catch((error: unknown) => this.output.warn(String(error)));
    process?.kill();
  }

  /** Restarts a server that has crashed, unless that has happened too often. */
  private async crashed(client: LanguageClient): Promise<void> {
    if (this.client !== client) {
      return;
    }
    this.client = undefined;
    this.documents.clear();
    const now = Date.now();
    this.crashes = [...this.crashes.filter((it) => now - it < WITHIN), now];
    if (this.crashes.length > RESTARTS) {
      this.fail(l10n.t("aib-ls crashed {0} times within three minutes and will not be restarted. See the output for details.", this.crashes.length));
      return;
    }
    this.enter("restarting");
    void this.inTurn(() => this.start());
  }

  private fail(why: string): void {
    this.enter("failed", why);
    this.output.error(why);
    this.complain();
  }

  /** Shows the failure once, with buttons for possible actions. */
  private complain(): void {
    const restart = l10n.t("Restart");
    const output = l10n.t("Show output");
    const settings = l10n.t("Open settings");
    void vscode.window.showErrorMessage(this.why ?? "", restart, output, settings).then((chosen) => {
      if (chosen === restart) {
        void this.restart();
      } else if (chosen === output) {
        this.showOutput();
      } else if (chosen === settings) {
        void vscode.commands.executeCommand("workbench.action.openSettings", "aib.server.path");
      }
    });
  }

  private newClient(program: string): LanguageClient {
    const client: LanguageClient = new QuietClient(
      "aib",
      "aib-ls",
      () => {
        this.process = spawn(program, ["--stdio"], { cwd: path.dirname(program), windowsHide: true });
        this.process.on("error", (error) => this.output.error(String(error)));
        return Promise.resolve(this.process);
      },
      {
        documentSelector: [...[...LANGUAGES, LOG].map((language) => ({ language })), { pattern: `**/${PROJECT_FILE}` }],
        outputChannel: this.output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: () => ({ aib: vscode.workspace.getConfiguration("aib"), trusted: vscode.workspace.isTrusted }),
        initializationFailedHandler: () => false,
        middleware: this.middleware(() => client),
        errorHandler: {
          error: () => ({ action: ErrorAction.Continue, handled: true }),
          closed: () => {
            void this.crashed(client);
            return { action: CloseAction.DoNotRestart, handled: true };
          },
        },
      },
    );
    client.registerFeature(commands);
    return client;
  }

  /** Sends only documents that the server supports, and turns diagnostic codes into links. */
  private middleware(client: () => LanguageClient): Middleware {
    const open = (document: vscode.TextDocument) => client().getFeature("textDocument/didOpen").getProvider(document)?.send(document);
    return {
      didOpen: async (document, next) => {
        if (isOurs(document)) {
          this.documents.add(document.uri.toString());
          await next(document);
          this.showStatus();
        }
      },
      didChange: async (event, next) => {
        if (this.documents.has(event.document.uri.toString())) {
          await next(event);
        } else if (mayMatter(event) && isOurs(event.document)) {
          await open(event.document);
        }
      },
      didClose: async (document, next) => {
        if (this.documents.delete(document.uri.toString())) {
          await next(document);
          this.showStatus();
        }
      },
      sendRequest: (type, param, token, next) => {
        const uri = (param as { textDocument?: { uri?: string } } | undefined)?.textDocument?.uri;
        const known = uri === undefined || this.documents.has(vscode.Uri.parse(uri).toString());
        return known ? next(type, param, token) : Promise.resolve(null as never);
      },
      provideDiagnostics: async (document, previous, token, next) => {
        const report = await next(document, previous, token);
        if (report?.kind === "full" && !(document instanceof vscode.Uri)) {
          return { ...report, items: report.items.filter((it) => !isDuplicate(it, document)).map(withLink) };
        }
        return report;
      },
      // Otherwise the client would ask about the whole workspace every two seconds: that is done on request.
      provideWorkspaceDiagnostics: () => ({ items: [] }),
    };
  }
}

/** The editor already reports comments in plain JSON documents: this avoids duplicates. */
function isDuplicate(diagnostic: vscode.Diagnostic, document: vscode.TextDocument): boolean {
  return diagnostic.code === "syntax/comment" && document.languageId === "json" && vscode.workspace.getConfiguration("json").get("validate.enable", true);
}

/** Turns the code of a finding into a link to the page of its rule. */
export function withLink(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  if (typeof diagnostic.code === "string") {
    const target = vscode.Uri.parse(`command:aib.explainFinding?${encodeURIComponent(JSON.stringify([diagnostic.code]))}`);
    diagnostic.code = { value: diagnostic.code, target };
  }
  return diagnostic;
}
