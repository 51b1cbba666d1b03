// Puts the program of `answering.ts` in the place of the server, says what it answers and reads what it was asked.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { api, extension, set, until } from "./checks.ts";

interface Message {
  method: string;
  params: any;
}

export class StandIn {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "aib-ls-answering-"));

  /** Starts it. `capabilities` are added to those that it has anyway. */
  static async start(capabilities: object = {}): Promise<StandIn> {
    const it = new StandIn();
    const program = path.join(it.folder, "aib-ls");
    const version: string = extension().packageJSON.version;
    fs.writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${path.join(__dirname, "answering.js")}" "${it.folder}" ${version} "$@"\n`, { mode: 0o755 });
    it.write("capabilities.json", capabilities);
    await set("server.path", program);
    await until("the program that stands in", () => api().state() === "ready" && fs.existsSync(path.join(it.folder, "asked.jsonl")));
    return it;
  }

  /** What it answers from now on. */
  answer(it: object): void {
    this.write("answers.json", it);
  }

  asked(): Message[] {
    return fs.readFileSync(path.join(this.folder, "asked.jsonl"), "utf8").trim().split("\n").map((it) => JSON.parse(it));
  }

  /** The server itself again. */
  async stop(): Promise<void> {
    await set("server.path", undefined);
    await until("the server itself", () => api().state() === "ready");
    fs.rmSync(this.folder, { recursive: true });
  }

  private write(name: string, it: object): void {
    fs.writeFileSync(path.join(this.folder, name), JSON.stringify(it));
  }
}
