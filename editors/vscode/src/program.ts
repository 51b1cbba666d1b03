// Finds the server executable and checks its version.
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { l10n } from "vscode";

/** The timeout for `--version`. */
const PATIENCE = 10_000;

/** Why the server cannot run, as a message for the user. */
export class Failure extends Error {}

/** The server executable and its version. */
export interface Found {
  program: string;
  version: string;
}

/** Finds the server and checks its version; throws a `Failure` if none is usable. */
export async function findServer(context: vscode.ExtensionContext): Promise<Found> {
  const { program, by } = whichServer(context.extensionPath);
  let said: string;
  try {
    said = (await promisify(execFile)(program, ["--version"], { timeout: PATIENCE, cwd: path.dirname(program), windowsHide: true })).stdout.trim();
  } catch (error) {
    const { code, killed } = error as { code?: string | number; killed?: boolean };
    const reason = killed ? l10n.t("it does not answer") : typeof code === "number" ? l10n.t("it exited with status {0}", code) : (code ?? String(error));
    throw new Failure(l10n.t("{0} ({1}) cannot be run: {2}. Install aib-ls there, or set aib.server.path to another executable.", program, by, reason));
  }
  const version = /^aib-ls (\S+)$/.exec(said)?.[1];
  if (version === undefined) {
    throw new Failure(l10n.t("{0} ({1}) is not aib-ls. Set aib.server.path to the server, or clear the setting.", program, by));
  }
  const wanted: string = context.extension.packageJSON.version;
  const line = (it: string) => it.split(".").slice(0, 2).join(".");
  if (line(version) !== line(wanted)) {
    throw new Failure(l10n.t("{0} ({1}) is aib-ls {2}, but this extension requires {3}. Install that version, or clear the setting aib.server.path.", program, by, version, line(wanted)));
  }
  return { program, version };
}

/** The first of: the environment variable, the setting, the bundled server, `PATH`. */
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
    return { program: bundled, by: l10n.t("bundled with the extension") };
  }
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((it) => path.isAbsolute(it));
  const program = folders.map((it) => path.join(it, name)).find((it) => fs.existsSync(it));
  if (program === undefined) {
    throw new Failure(l10n.t("aib-ls is neither bundled with this build of the extension nor on PATH. Install aib-ls, or set aib.server.path."));
  }
  return { program, by: "PATH" };
}

function existing(program: string, by: string): string {
  if (!path.isAbsolute(program)) {
    throw new Failure(l10n.t("{0} is {1}, which is not an absolute path. Use an absolute path, or clear it.", by, program));
  }
  if (!fs.existsSync(program)) {
    throw new Failure(l10n.t("{0} is {1}, which does not exist. Correct it, or clear it to use the server bundled with the extension.", by, program));
  }
  return program;
}
