// A Visual Studio Code of its own: code-server with folders that are gone at the end, and a browser in front of it.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { type Browser, type Page, chromium } from "playwright-core";
import { sleep, until } from "./wait.ts";

/** What a run is given: by environment variables, which the script that calls it sets. */
export interface Given {
  /** The entry of code-server, and the Node.js that runs it. */
  codeServer: string;
  node: string;
  chromium: string;
  /** The packed extension. */
  vsix: string;
  /** Where screenshots and logs go; they stay there. */
  out: string;
}

export function given(): Given {
  const named = (name: string) => {
    const value = process.env[name];
    if (!value) {
      throw new Error(`${name} is not set: editors/test sets it`);
    }
    return path.resolve(value);
  };
  return { codeServer: named("CODE_SERVER"), node: named("CODE_SERVER_NODE"), chromium: named("CHROMIUM"), vsix: named("VSIX"), out: named("OUT") };
}

// A workbench without anything that moves, asks or reaches for the network.
const QUIET = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "json.schemaDownload.enable": false,
  "editor.accessibilitySupport": "off",
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
};

/** Files of a folder by their path below it; a text becomes that file. */
export type Files = Record<string, string>;

export interface Options {
  given: Given;
  name: string;
  files: Files;
  /** The person's settings, on top of the quiet ones. */
  settings?: Record<string, unknown>;
  /** The settings of this machine, where a path of a program belongs. */
  machine?: Record<string, unknown>;
  /** Whether every folder is trusted; otherwise none is. */
  trusted?: boolean;
  env?: Record<string, string>;
}

export class Editor {
  readonly root: string;
  readonly folder: string;
  private child: ChildProcess | undefined;
  private browser: Browser | undefined;
  private port = 0;

  private readonly options: Options;

  private constructor(options: Options) {
    this.options = options;
    this.root = fs.mkdtempSync(path.join(os.tmpdir(), "aib-ls-vscode-"));
    this.folder = path.join(this.root, "folder");
  }

  /** Installs the extension and starts; the folder holds the files. */
  static async start(options: Options): Promise<Editor> {
    const editor = new Editor(options);
    try {
      await editor.begin();
    } catch (error) {
      await editor.stop();
      throw error;
    }
    return editor;
  }

  /** Where the extension was installed. */
  get extension(): string {
    const name = fs.readdirSync(this.extensions).find((it) => it.startsWith("aib-ls."));
    if (name === undefined) {
      throw new Error("the extension was not installed");
    }
    return path.join(this.extensions, name);
  }

  read(file: string): string {
    return fs.readFileSync(path.join(this.folder, file), "utf8");
  }

  /** An empty page of a browser; the workbench in it will speak that language. */
  async page(language = "en"): Promise<Page> {
    this.browser ??= await chromium.launch({ executablePath: this.options.given.chromium, args: ["--no-sandbox", "--disable-gpu"] });
    const page = await this.browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on("pageerror", (it) => this.log(`page: ${it.message}`));
    if (language !== "en") {
      // What a display language that is installed sets before the workbench loads.
      await page.addInitScript((it) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: it }), language);
    }
    return page;
  }

  /** Does something with every page that is open. */
  async eachPage(body: (page: Page) => Promise<void>): Promise<void> {
    for (const page of this.browser?.contexts().flatMap((it) => it.pages()) ?? []) {
      await body(page);
    }
  }

  /** The address of the workbench with the folder open, or a workspace file in it. `payload` is what it is told beside it. */
  address(workspace?: string, payload: [string, string][] = []): string {
    const query = new URLSearchParams(workspace ? { workspace: path.join(this.folder, workspace) } : { folder: this.folder });
    if (payload.length > 0) {
      query.set("payload", JSON.stringify(payload));
    }
    return `http://127.0.0.1:${this.port}/?${query}`;
  }

  /** A path of this machine as the workbench names it. */
  remote(file: string): string {
    return `vscode-remote://127.0.0.1:${this.port}${file}`;
  }

  /** Ends everything. With `keep`, what code-server and the extension logged is printed. */
  async stop(keep = false): Promise<void> {
    await this.browser?.close();
    if (this.child?.pid !== undefined && this.child.exitCode === null) {
      const over = new Promise((done) => this.child?.once("exit", done));
      // The extension host and the server are its children: the whole group.
      process.kill(-this.child.pid, "SIGTERM");
      await Promise.race([over, sleep(5000)]);
    }
    if (keep) {
      console.log(logs(this.root));
    }
    fs.rmSync(this.root, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }

  private get data(): string {
    return path.join(this.root, "data");
  }

  private get extensions(): string {
    return path.join(this.root, "extensions");
  }

  private async begin(): Promise<void> {
    const { given, files, settings = {}, machine = {}, trusted = true } = this.options;
    for (const [name, text] of Object.entries(files)) {
      write(path.join(this.folder, name), text);
    }
    const trust = { "security.workspace.trust.enabled": !trusted };
    write(path.join(this.data, "User", "settings.json"), JSON.stringify({ ...QUIET, ...trust, ...settings }));
    write(path.join(this.data, "Machine", "settings.json"), JSON.stringify(machine));
    // `{}`: no gallery. HOME is moved: nothing of the person's is read or written.
    const env: NodeJS.ProcessEnv = { ...process.env, HOME: this.root, XDG_CONFIG_HOME: this.root, XDG_DATA_HOME: this.root, EXTENSIONS_GALLERY: "{}", ...this.options.env };
    delete env.AIB_LS_SERVER;
    const run = (...args: string[]) => spawnSync(given.node, [given.codeServer, ...args], { env, encoding: "utf8" });
    const place = ["--user-data-dir", this.data, "--extensions-dir", this.extensions];
    const installed = run(...place, "--install-extension", given.vsix);
    if (installed.status !== 0) {
      throw new Error(`the extension is not installed: ${installed.stdout}${installed.stderr}`);
    }
    // Newer workbenches read the extension under test only with this; older ones always do and have no such option.
    const smoke = run("--help").stdout.includes("--vscode-option") ? ["--vscode-option", "enable-smoke-test-driver"] : [];
    this.port = await freePort();
    const log = fs.openSync(path.join(this.root, "code-server.log"), "w");
    this.child = spawn(
      given.node,
      [given.codeServer, ...place, "--bind-addr", `127.0.0.1:${this.port}`, "--auth", "none", "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override", ...(trusted ? ["--disable-workspace-trust"] : []), ...smoke],
      { env, stdio: ["ignore", log, log], detached: true },
    );
    await until("code-server answers", async () => (await fetch(`http://127.0.0.1:${this.port}/healthz`).catch(() => undefined))?.ok);
  }

  private log(line: string): void {
    fs.appendFileSync(path.join(this.root, "page.log"), `${line}\n`);
  }
}

export function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => done(port));
    });
  });
}

/** The ends of the logs that tell why something failed. */
function logs(root: string): string {
  const all = fs.readdirSync(root, { recursive: true, encoding: "utf8" });
  const wanted = all.filter((it) => /(code-server|page|remoteexthost|Azure VM Image Builder)\.log$/.test(it));
  return wanted.map((it) => `--- ${it}\n${fs.readFileSync(path.join(root, it), "utf8").slice(-3000)}`).join("\n");
}
