// Checks every template of the workspace on request, and shows the findings of those that are not open in the Problems panel.
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { l10n } from "vscode";
import { LSPErrorCodes, type LanguageClient, ResponseError, WorkDoneProgress, type WorkspaceDiagnosticReportPartialResult, WorkspaceDiagnosticRequest } from "vscode-languageclient/node";
import { type Server, withLink } from "./server.ts";

/** What a check found. */
export interface Counts {
  templates: number;
  errors: number;
  warnings: number;
  others: number;
}

type Tell = vscode.Progress<{ message?: string; increment?: number }>;

export class WorkspaceCheck implements vscode.Disposable {
  /** Of closed files. While a file is open, the server reports on it as it is typed. */
  private readonly found = vscode.languages.createDiagnosticCollection("aib-ls-workspace");
  private readonly server: Server;
  private readonly listeners: vscode.Disposable;
  private watcher: vscode.Disposable | undefined;
  private current: Promise<Counts | undefined> | undefined;

  constructor(server: Server) {
    this.server = server;
    this.listeners = vscode.Disposable.from(
      vscode.commands.registerCommand("aib.checkWorkspace", () => this.run()),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => this.found.delete(uri)),
      vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => removed.length > 0 && this.found.clear()),
    );
  }

  dispose(): void {
    this.listeners.dispose();
    this.watcher?.dispose();
    this.found.dispose();
  }

  /** Runs one check at a time. `undefined` if it was canceled or not possible. */
  private run(): Promise<Counts | undefined> {
    this.current ??= this.check().finally(() => (this.current = undefined));
    return this.current;
  }

  private async check(): Promise<Counts | undefined> {
    const client = await this.server.running();
    if (client === undefined) {
      return undefined;
    }
    this.found.clear();
    this.watch();
    const options = { location: vscode.ProgressLocation.Notification, title: l10n.t("Checking image templates"), cancellable: true };
    try {
      const counts = await vscode.window.withProgress(options, (progress, token) => this.ask(client, progress, token));
      this.report(counts);
      return counts;
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  /** Asks the server once, and shows each part of the answer as it comes. */
  private async ask(client: LanguageClient, progress: Tell, token: vscode.CancellationToken): Promise<Counts> {
    const counts = { templates: 0, errors: 0, warnings: 0, others: 0 };
    const [partialResultToken, workDoneToken] = [randomUUID(), randomUUID()];
    let done = 0;
    const listeners = vscode.Disposable.from(
      client.onProgress(WorkspaceDiagnosticRequest.partialResult, partialResultToken, (part) => void this.take(client, part, counts)),
      client.onProgress(WorkDoneProgress.type, workDoneToken, (step) => {
        if (step.kind === "report") {
          const percent = step.percentage ?? done;
          progress.report({ message: step.message, increment: percent - done });
          done = percent;
        }
      }),
    );
    try {
      // Nothing is left out because it was reported before.
      const last = await client.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [], partialResultToken, workDoneToken }, token);
      await this.take(client, last, counts);
    } finally {
      listeners.dispose();
    }
    if (token.isCancellationRequested) {
      throw new vscode.CancellationError();
    }
    return counts;
  }

  /** Counts before it converts: the last part of an answer waits for none before it. */
  private async take(client: LanguageClient, { items }: WorkspaceDiagnosticReportPartialResult, counts: Counts): Promise<void> {
    for (const report of items) {
      counts.templates += 1;
      if (report.kind !== "full") {
        continue;
      }
      for (const { severity } of report.items) {
        counts[severity === 1 ? "errors" : severity === 2 ? "warnings" : "others"] += 1;
      }
    }
    for (const report of items) {
      const uri = client.protocol2CodeConverter.asUri(report.uri);
      if (report.kind === "full" && !this.server.attached().includes(uri.toString())) {
        this.found.set(uri, (await client.protocol2CodeConverter.asDiagnostics(report.items)).map(withLink));
      }
    }
  }

  /** What changes on the disk has other findings now. */
  private watch(): void {
    if (this.watcher === undefined) {
      const watcher = vscode.workspace.createFileSystemWatcher("**/*.{json,jsonc}", true);
      this.watcher = vscode.Disposable.from(watcher, watcher.onDidChange((it) => this.found.delete(it)), watcher.onDidDelete((it) => this.found.delete(it)));
    }
  }

  /** Ends with one message. */
  private report({ templates, errors, warnings, others }: Counts): void {
    if (templates === 0) {
      void vscode.window.showInformationMessage(l10n.t("The workspace contains no image template."));
      return;
    }
    if (errors + warnings + others === 0) {
      void vscode.window.showInformationMessage(l10n.t("Image templates checked: {0}. No findings.", templates));
      return;
    }
    const words = l10n.t("Image templates checked: {0}. Errors: {1}, warnings: {2}, other findings: {3}.", templates, errors, warnings, others);
    const problems = l10n.t("Show problems");
    void vscode.window.showInformationMessage(words, problems).then((chosen) => {
      if (chosen === problems) {
        void vscode.commands.executeCommand("workbench.actions.view.problems");
      }
    });
  }

  private fail(error: unknown): void {
    if (error instanceof vscode.CancellationError || (error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled)) {
      return;
    }
    const why = error instanceof Error ? error.message : String(error);
    this.server.output.error(`workspace/diagnostic: ${why}`);
    const isUnknown = error instanceof ResponseError && error.code === -32601;
    void vscode.window.showErrorMessage(isUnknown ? l10n.t("This version of aib-ls cannot check a workspace. Update the server.") : l10n.t("Cannot check the image templates: {0}.", why));
  }
}
