// Holds what the grammar of build logs makes of sample lines, with the engine that the editor uses. Prints how many it held.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const require = createRequire(import.meta.url);
const file = path.join(import.meta.dirname, "../syntaxes/aib-log.tmLanguage.json");
const { buffer } = fs.readFileSync(path.join(path.dirname(require.resolve("vscode-oniguruma")), "onig.wasm"));
await oniguruma.loadWASM(buffer);
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => (scope === "text.log.aib" ? textmate.parseRawGrammar(fs.readFileSync(file, "utf8"), file) : null),
});
const grammar = await registry.loadGrammar("text.log.aib");

/** The pieces of a line that have a colour of their own, each with its innermost scope. */
function pieces(line, state = textmate.INITIAL) {
  const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
  const named = tokens.map(({ startIndex, endIndex, scopes }) => [line.slice(startIndex, endIndex), scopes.at(-1).replace(/\.aib-log$/, "")]);
  const plain = /^(text\.log\.aib|meta\.|punctuation\.)/;
  // What stands side by side with one scope is one piece.
  const joined = [];
  for (const [text, scope] of named) {
    const last = joined.at(-1);
    if (last?.[1] === scope) {
      last[0] += text;
    } else {
      joined.push([text, scope]);
    }
  }
  return { ruleStack, pieces: joined.filter(([text, scope]) => !plain.test(scope) && text.trim() !== "") };
}

let held = 0;

/** `wanted` are the coloured pieces of a line in their order: the text, then its scope. */
function check(line, ...wanted) {
  const found = pieces(line);
  assert.deepEqual(found.pieces, wanted, line);
  assert.deepEqual(pieces("plain", found.ruleStack).pieces, [], `the line behind: ${line}`);
  held += 1;
}

const PACKER = ["PACKER", "comment.packer"];
const OUT = ["OUT", "comment.stream"];
const ERR = ["ERR", "comment.stream"];
const AT = ["2024/03/04 10:03:00", "constant.numeric.time"];
const BUILDER = ["azure-arm", "entity.name.tag.builder"];
const INFO = ["[INFO]", "markup.inserted.information"];

// Where a line comes from.
check("[8d3b-01] PACKER OUT", ["[8d3b-01]", "comment.operation"], PACKER, OUT);
check("PACKER 2024/03/04 10:03:00 plain words", PACKER, AT);
check("PACKER ERR 2024/03/04 10:03:00 packer-plugin-azure plugin: 2024/03/04 10:03:00 plain words", PACKER, ERR, AT, ["packer-plugin-azure plugin", "entity.name.namespace.program"], AT);
check("PACKER ERR 2024/03/04 10:03:00 ui: plain", PACKER, ERR, AT, ["ui", "entity.name.namespace.program"]);
check("[not an operation] plain words");
check("2024-03-04T10:03:00.1234567Z plain words", ["2024-03-04T10:03:00.1234567Z", "constant.numeric.time"]);
check("2024-03-04T10:03:00Z ##[error]The task went wrong", ["2024-03-04T10:03:00Z", "constant.numeric.time"], ["##[error]The task went wrong", "invalid.illegal.error"]);
check("##[section]Starting", ["##[section]Starting", "markup.heading"]);

// Stages and steps.
check("PACKER ERR 2024/03/04 10:03:00 [INFO] (telemetry) Starting provisioner windows-update", PACKER, ERR, AT, INFO, ["(telemetry)", "comment.telemetry"], ["Starting provisioner", "keyword.control.stage"], ["windows-update", "entity.name.function.provisioner"]);
check("PACKER ERR (telemetry) ending shell", PACKER, ERR, ["(telemetry)", "comment.telemetry"], ["ending", "keyword.control.stage"], ["shell", "entity.name.function.provisioner"]);
check("[8d3b] PACKER ERR [INFO] (telemetry) Finalizing.", ["[8d3b]", "comment.operation"], PACKER, ERR, INFO, ["(telemetry)", "comment.telemetry"], ["Finalizing", "keyword.control.stage"]);
check("PACKER OUT ==> azure-arm: Deploying deployment template ...", PACKER, OUT, BUILDER, ["Deploying deployment template", "keyword.control.stage"]);
check("PACKER OUT ==> azure-arm: Waiting for SSH to become available...", PACKER, OUT, BUILDER, ["Waiting for SSH", "keyword.control.stage"]);
check("PACKER OUT     azure-arm: WinRM connected.", PACKER, OUT, BUILDER, ["WinRM connected", "keyword.control.stage"]);
check("    azure-arm: >>> Sysprepping VM ...", BUILDER, [">>> Sysprepping VM ...", "keyword.control.stage"]);
check("    azure-arm: IMAGE_STATE_UNDEPLOYABLE", BUILDER, ["IMAGE_STATE_UNDEPLOYABLE", "constant.language.image-state"]);

// What the build VM writes.
check("PACKER OUT     azure-arm: Hit:1 plain words", PACKER, OUT, BUILDER);
check("PACKER OUT ==> azure-arm: E: Unable to locate package nginz", PACKER, OUT, BUILDER, ["E: Unable to locate package nginz", "invalid.illegal.error"]);
check("PACKER OUT     azure-arm: W: Some index files were not fetched", PACKER, OUT, BUILDER, ["W: Some index files were not fetched", "markup.changed.warning"]);
check("PACKER OUT     azure-arm: it's the admin's machine", PACKER, OUT, BUILDER);
check("PACKER OUT     azure-arm: cannot stat 'a b.txt'", PACKER, OUT, BUILDER, ["'a b.txt'", "string.quoted.single"]);
check("PACKER OUT     azure-arm: 51% of 12 minutes", PACKER, OUT, BUILDER, ["51%", "constant.numeric.share"], ["12 minutes", "constant.numeric.duration"]);

// Exit codes, requests and addresses.
check("Script exited with non-zero exit status: 100. plain", ["100", "invalid.illegal.exit"]);
check("command 'x' exited with code: 0", ["'x'", "string.quoted.single"], ["0", "constant.numeric.exit"]);
check('Azure request method="DELETE" request="https://management.azure.com/a?b=c"', ["Azure request", "support.function.request"], ["method", "variable.parameter"], ["=", "keyword.operator.assignment"], ["DELETE", "keyword.other.method"], ['"', "string.quoted.double"], ["https://management.azure.com/a?b=c", "markup.underline.link"], ['"', "string.quoted.double"]);
check('Azure response status="404 Not Found"', ["Azure response", "support.function.request"], ["status", "variable.parameter"], ["=", "keyword.operator.assignment"], ["404", "invalid.illegal.status"]);
check('StatusCode=409 Code="Conflict" at 20m0s', ["StatusCode=", "variable.parameter"], ["409", "invalid.illegal.status"], ["Code", "variable.parameter"], ["Conflict", "invalid.illegal.code"], ["20m0s", "constant.numeric.duration"]);
check("see https://aka.ms/aibts.", ["https://aka.ms/aibts", "markup.underline.link"]);
check("image /subscriptions/0000/resourceGroups/images was read", ["/subscriptions/0000/resourceGroups/images", "string.other.resource"]);

// Ends.
check("[8d3b] PACKER OUT Build 'azure-arm' errored after 4 minutes 2 seconds: Timeout waiting for SSH.", ["[8d3b]", "comment.operation"], PACKER, OUT, ["Build 'azure-arm' errored after 4 minutes 2 seconds: Timeout waiting for SSH.", "invalid.illegal.error"]);
check("PACKER 2024/03/04 10:03:00 ui: Build 'azure-arm' finished after 3 minutes 13 seconds.", PACKER, AT, ["ui", "entity.name.namespace.program"], ["Build 'azure-arm' finished after 3 minutes 13 seconds.", "markup.inserted.success"]);
check("PACKER OUT --> azure-arm: Script was refused", PACKER, OUT, BUILDER, ["Script was refused", "invalid.illegal.error"]);
check("PACKER OUT ==> azure-arm: Provisioning step had errors: plain", PACKER, OUT, BUILDER, ["Provisioning step had errors", "invalid.illegal.error"]);
check("[WARN] plain, [ERROR] plain, [DEBUG] plain", ["[WARN]", "markup.changed.warning"], ["[ERROR]", "invalid.illegal.error"], ["[DEBUG]", "comment.debug"]);

// What has nothing of a log in it stays plain, and an open quote ends with its line.
check("");
check("hours later");
check('she said "never', ['"never', "string.quoted.double"]);
check('"c:\\dir\\file" or \\', ['"c:\\dir\\file"', "string.quoted.double"]);
check('"a \\"b\\" c"', ['"a ', "string.quoted.double"], ['\\"', "constant.character.escape"], ["b", "string.quoted.double"], ['\\"', "constant.character.escape"], [' c"', "string.quoted.double"]);
check("waiting for packerizer: plain");
check("failures and terrors are other words");

console.log(`grammar: ${held} lines`);
