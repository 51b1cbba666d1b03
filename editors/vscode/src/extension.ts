// Starts the server once a document is an image template or the log of a build, and shows it the documents that are, and no other JSON.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { l10n } from "vscode";
import { CloseAction, ErrorAction, LanguageClient, type Middleware, RevealOutputChannelOn } from "vscode-languageclient/node";

/** What the server is doing, as the status bar says it. */
export type State = "idle" | "starting" | "ready" | "restarting" | "failed";

/** What the extension tells other extensions. */
export interface Api {
  state(): State;
  /** Why the server does not run; nothing while nothing is wrong. */
  failure(): string | undefined;
  /** The documents that the server knows, as URIs. */
  attached(): string[];
}

const LANGUAGES = ["json", "jsonc", "arm-template"];
/** The log of an image build. */
const LOG = "aib-log";
/** The settings of a project, whose mistakes the server finds too. */
const PROJECT_FILE = "aib-ls.toml";
/** After so many crashes within so many milliseconds the server is not started again. */
const RESTARTS = 5;
const WITHIN = 3 * 60 * 1000;
/** A program that takes longer to say its version is not ours. */
const PATIENCE = 10_000;

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

/** Whether a document is the server's business. Versions in a source control view are nobody's. */
function isOurs(document: vscode.TextDocument): boolean {
  const scheme = document.uri.scheme;
  const place = scheme === "file" || scheme === "untitled" || vscode.workspace.workspaceFolders?.some((it) => it.uri.scheme === scheme);
  const isTemplate = () => LANGUAGES.includes(document.languageId) && (isBlank(document) || mayHoldTemplate(document.getText()) || mayBeParameterFile(document.getText()));
  return !!place && (document.languageId === LOG || document.uri.path.endsWith(`/${PROJECT_FILE}`) || isTemplate());
}

/** Whether a change can have made a template of a document, from its own lines: the whole is read only if they say so. */
function mayMatter({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean {
  const line = (at: number) => document.lineAt(Math.min(at, document.lineCount - 1)).text;
  return contentChanges.some((it) => words.test(it.text) || words.test(line(it.range.start.line))) || document.lineCount < 10;
}

/** Why the server cannot run, in words for the person. */
class Failure extends Error {}

/** A program that is the server, and who named it. */
interface Found {
  program: string;
  version: string;
}

/** Finds the server and asks it for its version: a `Failure` where none will do. */
async function findServer(context: vscode.ExtensionContext): Promise<Found> {
  const { program, by } = whichServer(context.extensionPath);
  let said: string;
  try {
    said = (await promisify(execFile)(program, ["--version"], { timeout: PATIENCE, cwd: path.dirname(program), windowsHide: true })).stdout.trim();
  } catch (error) {
    const { code, killed } = error as { code?: string | number; killed?: boolean };
    const reason = killed ? l10n.t("it does not answer") : typeof code === "number" ? l10n.t("it ended with status {0}", code) : (code ?? String(error));
    throw new Failure(l10n.t("{0} ({1}) cannot be run: {2}. Install aib-ls there, or let the setting aib.server.path name another.", program, by, reason));
  }
  const version = /^aib-ls (\S+)$/.exec(said)?.[1];
  if (version === undefined) {
    throw new Failure(l10n.t("{0} ({1}) is not aib-ls. Let the setting aib.server.path name the server, or clear it.", program, by));
  }
  const wanted: string = context.extension.packageJSON.version;
  const line = (it: string) => it.split(".").slice(0, 2).join(".");
  if (line(version) !== line(wanted)) {
    throw new Failure(l10n.t("{0} ({1}) is aib-ls {2}, and this extension needs {3}. Install that version, or clear the setting aib.server.path.", program, by, version, line(wanted)));
  }
  return { program, version };
}

/** The environment variable, the setting, the program inside the extension, then `PATH`: the first that names one. */
function whichServer(extension: string): { program: string; by: string } {
  const name = process.platform === "win32" ? "aib-ls.exe" : "aib-ls";
  const variable = process.env.AIB_LS_SERVER;
  if (variable) {
    return { program: existing(variable, "AIB_LS_SERVER"), by: "AIB_LS_SERVER" };
  }
  const setting = vscode.workspace.getConfiguration("aib").get<string>("server.path", "").replace(/^~(?=[\\/])/, os.homedir());
  if (setting) {
    return { program: existing(setting, "aib.server.path"), by: "aib.server.path" };
  }
  const bundled = path.join(extension, "server", name);
  if (fs.existsSync(bundled)) {
    return { program: bundled, by: l10n.t("inside the extension") };
  }
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((it) => path.isAbsolute(it));
  const program = folders.map((it) => path.join(it, name)).find((it) => fs.existsSync(it));
  if (program === undefined) {
    throw new Failure(l10n.t("There is no aib-ls inside this build of the extension and none on PATH. Install aib-ls, or let the setting aib.server.path name it."));
  }
  return { program, by: "PATH" };
}

function existing(program: string, by: string): string {
  if (!path.isAbsolute(program)) {
    throw new Failure(l10n.t("{0} names {1}, which is not an absolute path. Write the whole path, or clear it.", by, program));
  }
  if (!fs.existsSync(program)) {
    throw new Failure(l10n.t("{0} names {1}, which does not exist. Correct it, or clear it to use the server that comes with the extension.", by, program));
  }
  return program;
}

/** Says everything to the log and nothing in a window: what the person has to know we say once and in their language. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** The server and what is known of it. All starting goes through `start`, one start or stop at a time. */
class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private process: ChildProcess | undefined;
  private found: Found | undefined;
  private now: State = "idle";
  private why: string | undefined;
  private crashes: number[] = [];
  private turn: Promise<void> = Promise.resolve();
  private readonly documents = new Set<string>();
  private readonly output = vscode.window.createOutputChannel("Azure VM Image Builder", { log: true });
  private readonly item = vscode.window.createStatusBarItem("aib.status", vscode.StatusBarAlignment.Right, 90);

  private readonly context: vscode.ExtensionContext;

  constructor(context: vscode.ExtensionContext) {
    this.context = context;
    this.item.name = "Azure VM Image Builder";
    this.item.command = "aib.showOutput";
  }

  readonly api: Api = { state: () => this.now, failure: () => this.why, attached: () => [...this.documents] };

  /** Starts the server for a document that is ours, unless it runs or has failed before. */
  consider(document: vscode.TextDocument): void {
    if (this.now === "idle" && isOurs(document)) {
      this.enter("starting");
      this.inTurn(() => this.start());
    }
  }

  /** Stops the server and starts it with a clean slate, whatever state it is in. */
  restart(): Promise<void> {
    this.crashes = [];
    this.enter("starting");
    return this.inTurn(async () => {
      await this.stop();
      await this.start();
    });
  }

  /** After a change of what it is started with: starts again what runs or what could not, and leaves alone what was never wanted. */
  relocate(): void {
    if (this.now !== "idle") {
      void this.restart();
    }
  }

  showOutput(): void {
    this.output.show();
  }

  /** Shows in the status bar what the server is doing, where that is of interest. */
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
      restarting: l10n.t("starting again after a crash ({0} of {1})", this.crashes.length, RESTARTS),
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

  /** The page of a rule, in the language of the messages; `undefined` where the server has none. */
  async page(rule: string): Promise<string | undefined> {
    const found = this.found ?? (await findServer(this.context));
    const language = vscode.workspace.getConfiguration("aib").get<string>("lang") || vscode.env.language;
    const answer = promisify(execFile)(found.program, ["explain", rule, "--lang", /^pt/i.test(language) ? "pt-br" : "en"], { timeout: PATIENCE, windowsHide: true });
    return answer.then((it) => `# ${it.stdout}`, () => undefined);
  }

  async dispose(): Promise<void> {
    await this.inTurn(() => this.stop());
    this.item.dispose();
    this.output.dispose();
  }

  private inTurn(action: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(action).catch((error: unknown) => this.output.error(String(error)));
    return this.turn;
  }

  private enter(state: State, why?: string): void {
    this.now = state;
    this.why = why;
    this.showStatus();
  }

  private async start(): Promise<void> {
    try {
      this.found = await findServer(this.context);
      const { program, version } = this.found;
      this.output.info(`${program}, ${version}`);
      const client = this.newClient(program);
      this.client = client;
      // Nobody waits for this: a server that never answers must not stand in the way of a restart.
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

  /** The server of a client has ended by itself: another one takes its place, unless that has happened too often. */
  private async crashed(client: LanguageClient): Promise<void> {
    if (this.client !== client) {
      return;
    }
    this.client = undefined;
    this.documents.clear();
    const now = Date.now();
    this.crashes = [...this.crashes.filter((it) => now - it < WITHIN), now];
    if (this.crashes.length > RESTARTS) {
      this.fail(l10n.t("aib-ls ended by itself {0} times within three minutes and is not started again. The output may say why.", this.crashes.length));
      return;
    }
    this.enter("restarting");
    void this.inTurn(() => this.start());
  }

  /** One message, with what can be done about it. */
  private fail(why: string): void {
    this.enter("failed", why);
    this.output.error(why);
    const restart = l10n.t("Restart");
    const output = l10n.t("Show output");
    const settings = l10n.t("Open settings");
    void vscode.window.showErrorMessage(why, restart, output, settings).then((chosen) => {
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
    return client;
  }

  /** What stands between editor and server: only documents that are ours go through, and codes become links. */
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
          return { ...report, items: report.items.filter((it) => !saidAnyway(it, document)).map(withLink) };
        }
        return report;
      },
    };
  }
}

/** The editor itself marks each comment in a plain JSON document as an error: ours would say it twice. */
function saidAnyway(diagnostic: vscode.Diagnostic, document: vscode.TextDocument): boolean {
  return diagnostic.code === "syntax/comment" && document.languageId === "json" && vscode.workspace.getConfiguration("json").get("validate.enable", true);
}

/** Makes the code of a finding a link to the page of its rule. */
function withLink(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  if (typeof diagnostic.code === "string") {
    const target = vscode.Uri.parse(`command:aib.explain?${encodeURIComponent(JSON.stringify([diagnostic.code]))}`);
    diagnostic.code = { value: diagnostic.code, target };
  }
  return diagnostic;
}

/** Opens the page of a rule beside the document. */
async function explain(server: Server, rule: string): Promise<void> {
  if ((await server.page(rule)) === undefined) {
    void vscode.window.showWarningMessage(l10n.t("There is no page about {0}.", rule));
    return;
  }
  await vscode.commands.executeCommand("markdown.showPreviewToSide", vscode.Uri.from({ scheme: "aib-ls", path: `/${rule}.md` }));
}

export function activate(context: vscode.ExtensionContext): Api {
  const server = new Server(context);
  const pages: vscode.TextDocumentContentProvider = {
    provideTextDocumentContent: (uri) => server.page(uri.path.slice(1).replace(/\.md$/, "")),
  };
  context.subscriptions.push(
    server,
    vscode.commands.registerCommand("aib.restart", () => server.restart()),
    vscode.commands.registerCommand("aib.showOutput", () => server.showOutput()),
    vscode.commands.registerCommand("aib.explain", (rule: string) => explain(server, rule)),
    vscode.workspace.registerTextDocumentContentProvider("aib-ls", pages),
    vscode.workspace.onDidOpenTextDocument((it) => server.consider(it)),
    vscode.workspace.onDidChangeTextDocument((it) => mayMatter(it) && server.consider(it.document)),
    vscode.workspace.onDidChangeConfiguration((it) => it.affectsConfiguration("aib.server.path") && server.relocate()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.relocate()),
    vscode.window.onDidChangeActiveTextEditor(() => server.showStatus()),
  );
  vscode.workspace.textDocuments.forEach((it) => server.consider(it));
  return server.api;
}
