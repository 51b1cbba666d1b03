// Activation: registers the commands, and starts the server for image templates and build logs.
import * as vscode from "vscode";
import * as walkthrough from "./walkthrough.ts";
import * as context from "./context.ts";
import * as create from "./create.ts";
import { mayMatter } from "./documents.ts";
import { Panels } from "./panels.ts";
import * as reports from "./reports.ts";
import { Server, type State } from "./server.ts";
import { WorkspaceCheck } from "./workspace.ts";

/** The API for other extensions and tests. */
export interface Api {
  state(): State;
  /** Why the server does not run; undefined if nothing is wrong. */
  failure(): string | undefined;
  /** The URIs of the documents that were sent to the server. */
  attached(): string[];
  /** The titles of the open reports. */
  reports(): string[];
}

export function activate(extension: vscode.ExtensionContext): Api {
  const server = new Server(extension);
  const panels = new Panels(server, extension.workspaceState);
  extension.subscriptions.push(
    panels,
    server,
    reports.register(panels),
    create.register(server),
    new WorkspaceCheck(server),
    walkthrough.register(extension.extensionUri),
    context.follow(),
    vscode.commands.registerCommand("aib.restart", () => server.restart()),
    vscode.commands.registerCommand("aib.showOutput", () => server.showOutput()),
    vscode.workspace.onDidOpenTextDocument((it) => server.consider(it)),
    vscode.workspace.onDidChangeTextDocument((it) => mayMatter(it) && server.consider(it.document)),
    vscode.workspace.onDidChangeConfiguration((it) => it.affectsConfiguration("aib.server.path") && server.relocate()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.relocate()),
    vscode.window.onDidChangeActiveTextEditor(() => server.showStatus()),
  );
  vscode.workspace.textDocuments.forEach((it) => server.consider(it));
  return { state: () => server.state, failure: () => server.failure, attached: () => server.attached(), reports: () => panels.titles() };
}
