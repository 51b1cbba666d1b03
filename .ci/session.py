#!/usr/bin/env python3
"""One session of an editor with a server, over its standard input and output: `session.py SERVER TEMPLATE`.

Says what the server answered, one line for each step, so that it can be compared with what is expected.
Exit status: 0 the session went as the protocol says, 1 it did not.
"""

import json
import pathlib
import queue
import subprocess
import sys
import threading

# Far more than an answer takes; what takes longer hangs.
HANG = 60


class Server:
    """A running server, and what it has sent so far."""

    def __init__(self, program):
        self.process = subprocess.Popen([program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.messages = queue.Queue()
        self.asked = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        try:
            while header := self.process.stdout.readline():
                length = 0
                while header.strip():
                    name, _, value = header.partition(b":")
                    if name.lower() == b"content-length":
                        length = int(value)
                    header = self.process.stdout.readline()
                self.messages.put(json.loads(self.process.stdout.read(length)))
        finally:
            self.messages.put(None)

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method, params=None):
        self.send({"method": method, **({} if params is None else {"params": params})})

    def ask(self, method, params=None):
        self.asked += 1
        self.send({"id": self.asked, "method": method, **({} if params is None else {"params": params})})
        answer = self.wait(lambda it: it.get("id") == self.asked and "method" not in it)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def wait(self, wanted):
        while (message := self.messages.get(timeout=HANG)) is not None:
            if wanted(message):
                return message
            # What the server asks the editor gets the answer of an editor that has nothing to say.
            if "id" in message and "method" in message:
                self.send({"id": message["id"], "result": None})
        raise RuntimeError("the server went away")


def run(program, path):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    document = {"uri": pathlib.Path(path).resolve().as_uri()}
    server = Server(program)
    try:
        known = server.ask("initialize", {"processId": None, "rootUri": None, "locale": "en", "capabilities": {}})
        print(f"initialize: {known['serverInfo']['name']} {known['serverInfo']['version']}")
        server.tell("initialized", {})
        server.tell(
            "textDocument/didOpen",
            {"textDocument": {**document, "languageId": "json", "version": 1, "text": text}},
        )
        told = server.wait(lambda it: it.get("method") == "textDocument/publishDiagnostics")["params"]
        for finding in told["diagnostics"]:
            start = finding["range"]["start"]
            print(f"diagnostics: {start['line'] + 1}:{start['character'] + 1} {finding['code']}")
        lines = text.split("\n")
        line = next(at for at, it in enumerate(lines) if '"buildTimeoutInMinutes"' in it)
        place = {"line": line, "character": lines[line].index("build") + 1}
        hover = server.ask("textDocument/hover", {"textDocument": document, "position": place})
        contents = hover["contents"]
        print(f"hover: {(contents['value'] if isinstance(contents, dict) else contents).splitlines()[0]}")
        print(f"shutdown: {server.ask('shutdown')}")
        server.tell("exit")
        print(f"exit: {server.process.wait(timeout=HANG)}")
    finally:
        server.process.kill()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        run(*sys.argv[1:])
    except (RuntimeError, queue.Empty, subprocess.TimeoutExpired, OSError) as error:
        sys.exit(f"the session broke off: {error!r}")
