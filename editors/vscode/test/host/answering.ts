// A stand-in for the server, to test what the extension does with each answer: it answers requests for reports and for workspace
// diagnostics with the contents of `answers.json`, and writes each request to `asked.jsonl`. Arguments: FOLDER VERSION, then those of the extension.
import fs from "node:fs";
import path from "node:path";

const [folder = "", version = "", ...given] = process.argv.slice(2);

interface Message {
  id?: number | string;
  method: string;
  params?: unknown;
}

function send(message: object): void {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  process.stdout.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function read(name: string): object {
  return JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));
}

/** Answers in parts: all but the last as partial results, with progress; or with an error. */
function workspace(id: number | string, { partialResultToken, workDoneToken }: { partialResultToken?: string; workDoneToken?: string }): void {
  const { parts = [], code } = read("answers.json") as { parts?: unknown[][]; code?: number };
  if (code !== undefined) {
    send({ id, error: { code, message: "no" } });
    return;
  }
  const tell = (token: unknown, value: unknown) => send({ method: "$/progress", params: { token, value } });
  tell(workDoneToken, { kind: "begin", title: "Checking", percentage: 0 });
  parts.slice(0, -1).forEach((items, at) => {
    tell(partialResultToken, { items });
    tell(workDoneToken, { kind: "report", percentage: Math.round(((at + 1) * 100) / parts.length) });
  });
  tell(workDoneToken, { kind: "end" });
  send({ id, result: { items: parts.at(-1) ?? [] } });
}

function take({ id, method, params }: Message): void {
  fs.appendFileSync(path.join(folder, "asked.jsonl"), `${JSON.stringify({ method, params })}\n`);
  if (method === "exit") {
    process.exit();
  }
  if (id === undefined) {
    return;
  }
  if (method === "aib-ls/report") {
    const { error, result } = read("answers.json") as { error?: string; result?: unknown };
    send(error === undefined ? { id, result } : { id, error: { code: -32603, message: error } });
    return;
  }
  if (method === "workspace/diagnostic") {
    workspace(id, params as { partialResultToken?: string; workDoneToken?: string });
    return;
  }
  send({ id, result: method === "initialize" ? { capabilities: { textDocumentSync: { openClose: true, change: 1, save: true }, ...read("capabilities.json") } } : null });
}

if (given[0] === "--version") {
  console.log(`aib-ls ${version}`);
} else {
  let input = Buffer.alloc(0);
  process.stdin.on("end", () => process.exit());
  process.stdin.on("data", (piece: Buffer) => {
    input = Buffer.concat([input, piece]);
    for (let head = input.indexOf("\r\n\r\n"); head >= 0; head = input.indexOf("\r\n\r\n")) {
      const length = Number(/content-length: (\d+)/i.exec(input.toString("latin1", 0, head))?.[1]);
      const end = head + 4 + length;
      if (input.length < end) {
        return;
      }
      const message = JSON.parse(input.toString("utf8", head + 4, end)) as Message;
      input = input.subarray(end);
      take(message);
    }
  });
}
