// Finds the program that is the server, and asks it who it is.
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";
import { l10n } from "vscode";

/** A program that takes longer to say its version is not ours. */
const PATIENCE = 10_000;

/** Why the server cannot run, in words for the person. */
export class Failure extends Error {}

/** A program that is the server, and who named it. */
export interface Found {
  program: string;
  version: string;
}

/** Finds the server and asks it for its version: a `Failure` where none will do. */
export async function findServer(context: vscode.ExtensionContext): Promise<Found> {
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
