// Runs the suites of test/host/ inside the extension host, against the packed extension. Prints each check and "N passed, N failed".
import path from "node:path";
import { build } from "esbuild";
import { Editor, type Options, given } from "./editor.ts";
import { ARM_LANGUAGE, FILES } from "./templates.ts";

interface Suite extends Omit<Options, "given" | "files"> {
  language?: string;
  workspace?: string;
}

const SUITES: Suite[] = [
  { name: "trusted", workspace: "all.code-workspace" },
  { name: "restricted", trusted: false, settings: { "aib.apiVersion": "2020-02-14" } },
  { name: "reports", workspace: "all.code-workspace" },
  { name: "commands", workspace: "all.code-workspace" },
  { name: "portuguese", language: "pt-br" },
];

/** So long a suite may take on a machine that does other things. */
const PATIENCE = 300_000;

async function run(suite: Suite, count: (line: string) => void): Promise<boolean> {
  const editor = await Editor.start({ ...suite, given: given(), files: { ...FILES, ...ARM_LANGUAGE } });
  let good = false;
  try {
    const tests = path.join(editor.root, "tests");
    await build({
      entryPoints: {
        index: path.join(import.meta.dirname, "host", `${suite.name}.ts`),
        answering: path.join(import.meta.dirname, "host", "answering.ts"),
      },
      outdir: tests,
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["vscode"],
      logLevel: "error",
    });
    const over = Promise.withResolvers<number>();
    const clock = setTimeout(() => over.reject(new Error(`the suite ${suite.name} does not end`)), PATIENCE);
    const page = await editor.page(suite.language);
    await page.exposeFunction("codeAutomationLog", (_: string, said: unknown[]) => count(said.join(" ")));
    await page.exposeFunction("codeAutomationExit", (code: number) => over.resolve(code));
    await page.goto(
      editor.address(suite.workspace, [
        ["extensionDevelopmentPath", editor.remote(editor.extension)],
        ["extensionDevelopmentPath", editor.remote(path.join(editor.folder, "arm"))],
        ["extensionTestsPath", editor.remote(tests)],
      ]),
    );
    good = (await over.promise) === 0;
    clearTimeout(clock);
  } catch (error) {
    count(`FAIL ${String(error)}`);
  } finally {
    await editor.stop(!good);
  }
  return good;
}

const wanted = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const suite of SUITES.filter((it) => wanted.length === 0 || wanted.includes(it.name))) {
  console.log(`# ${suite.name}`);
  const before = failed;
  const good = await run(suite, (line) => {
    if (/^(ok|FAIL|#) /.test(line)) {
      console.log(line);
    }
    passed += Number(line.startsWith("ok "));
    failed += Number(line.startsWith("FAIL "));
  });
  failed += Number(!good && failed === before);
}
console.log(`inside the extension host: ${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
