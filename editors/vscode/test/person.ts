// Uses the packed extension as a person does, in the browser: reads squiggles, panels and windows, types, accepts, fixes, saves.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Editor } from "./editor.ts";
import { FILES as AUTHOR, authored } from "./person/author.ts";
import { FILES as FIRST, first } from "./person/first.ts";
import { during, goTo, ok, opened, passed, picture, report } from "./person/look.ts";
import { FILES as REPORTS, reports } from "./person/reports.ts";
import { until } from "./wait.ts";

const sample = fs.readFileSync(path.join(import.meta.dirname, "../../sample.json"), "utf8");
/** The underlined part of the text, as the person sees it: what stands under a squiggle. */
async function underlined(text: Locator, squiggle: Locator): Promise<string> {
  const box = await squiggle.boundingBox();
  assert.ok(box);
  const lines = await text.locator(".view-line").all();
  for (const line of lines) {
    const at = await line.boundingBox();
    if (at && Math.abs(at.y - box.y) < at.height / 2) {
      // A range of the line's letters whose own boxes lie above the squiggle.
      return line.evaluate(
        (element, { left, right }) => {
          let under = "";
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            for (let i = 0; i < (node.textContent?.length ?? 0); i++) {
              const range = document.createRange();
              range.setStart(node, i);
              range.setEnd(node, i + 1);
              const { left: from, width } = range.getBoundingClientRect();
              const middle = from + width / 2;
              under += middle > left && middle < right ? node.textContent?.[i] : "";
            }
          }
          return under;
        },
        { left: box.x, right: box.x + box.width },
      );
    }
  }
  throw new Error("no line stands above the squiggle");
}

/** The sample on the disk, once it has a text in it. */
function reads(editor: Editor, text: string): string | undefined {
  const saved = editor.read("sample.json");
  return saved.includes(text) ? saved : undefined;
}

async function findAndFix(editor: Editor): Promise<void> {
  const { page, text } = await opened(editor, "sample.json");
  await findings(page, text);
  await hover(page, text);
  await fix(page, text, editor);
  await complete(page, text, editor);
}

async function findings(page: Page, text: Locator): Promise<void> {
  const errors = text.locator(".squiggly-error");
  await errors.first().waitFor({ timeout: 60_000 });
  // Lines move down when the words above the template come in.
  let letters = "";
  const isRight = async () => (letters = await underlined(text, errors.first()).catch(String)) === "3";
  await until("the squiggle", isRight, 20_000).catch(() => assert.equal(letters, "3"));
  ok("the squiggle is under the value, and under nothing else");

  await page.keyboard.press("Control+Shift+M");
  const rows = page.locator(".markers-panel .monaco-list-row");
  const row = rows.filter({ hasText: "buildTimeoutInMinutes" }).first();
  await row.waitFor({ timeout: 20_000 });
  const said = (await row.innerText()).replace(/\s+/g, " ");
  assert.match(said, /`buildTimeoutInMinutes` is 3; builds fail at once: use 0 \(the default, 240\) or at least 6/);
  assert.match(said, /aib-ls \(?timeout\/below-minimum\)? \[Ln 14, Col 30\]/);
  ok("the Problems panel has message, source and code");
  const others = await rows.evaluateAll((all) => all.map((it) => it.getAttribute("aria-label") ?? ""));
  assert.ok(others.some((it) => it.includes("restartTimout")) && others.some((it) => it.includes("runOutputName")), others.join("\n"));
  await picture(page, "problems");

  const link = row.locator("a", { hasText: "timeout/below-minimum" });
  await link.click({ modifiers: ["ControlOrMeta"] });
  await (await report(page, "timeout/below-minimum")).says("client_jwt will expire within 5 minutes");
  ok("the code is a link that opens the page of the rule");
  await picture(page, "rule");
  await page.locator(".tab", { hasText: "timeout/below-minimum" }).click();
  await page.keyboard.press("Control+F4");
  await page.keyboard.press("Control+W").catch(() => undefined);
}

async function hover(page: Page, text: Locator): Promise<void> {
  await text.getByText('"buildTimeoutInMinutes"').hover();
  const window_ = page.locator(".monaco-hover:not(.hidden)", { hasText: "240" }).first();
  await window_.waitFor({ timeout: 30_000 });
  assert.match(await window_.innerText(), /buildTimeoutInMinutes/);
  ok("hover says what a member is and what it is without a value");
  await picture(page, "hover");
  await page.mouse.move(5, 5);
}

async function fix(page: Page, text: Locator, editor: Editor): Promise<void> {
  await text.getByText('"buildTimeoutInMinutes"').click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Control+.");
  const action = page.locator(".action-widget .monaco-list-row", { hasText: "Set `buildTimeoutInMinutes` to 0" }).first();
  await action.waitFor({ timeout: 30_000 });
  await picture(page, "fix");
  // Enter, not a click: older workbenches lay something over the menu.
  await page.keyboard.press("Enter");
  await action.waitFor({ state: "hidden" });
  await page.keyboard.press("Control+S");
  const saved = await until("the file on the disk", () => reads(editor, '"buildTimeoutInMinutes": 0,'));
  assert.equal(saved, sample.replace('"buildTimeoutInMinutes": 3,', '"buildTimeoutInMinutes": 0,'));
  ok("a quick fix changes its value and nothing else, and is saved");
  const row = page.locator(".markers-panel .monaco-list-row", { hasText: "buildTimeoutInMinutes" });
  await row.first().waitFor({ state: "detached", timeout: 30_000 });
  ok("its finding is gone from the Problems panel");
}

async function complete(page: Page, text: Locator, editor: Editor): Promise<void> {
  const lines = editor.read("sample.json").split("\n");
  const line = lines.findIndex((it) => it.includes('"buildTimeoutInMinutes"')) + 1;
  await text.getByText('"buildTimeoutInMinutes"').click();
  await goTo(page, line, (lines[line - 1] ?? "").length + 1);
  await page.keyboard.press("Enter");
  await page.keyboard.type('"opti');
  const list = page.locator(".suggest-widget.visible .monaco-list-row");
  const item = list.filter({ hasText: "optimize" }).first();
  await item.waitFor({ timeout: 30_000 });
  await picture(page, "completion");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+S");
  const saved = await until("the file on the disk", () => reads(editor, "optimize"));
  const inserted = saved.split("\n").slice(line).join("\n");
  assert.match(inserted, /^ {4}"optimize": \{/);
  ok("an accepted completion leaves the member, its value and the text around it in order");
}

/** What a person sees whose server is missing. */
async function missing(editor: Editor): Promise<void> {
  const { page } = await opened(editor, "sample.json");
  const status = page.locator(".statusbar-item.has-background-color", { hasText: "Image Builder" });
  await status.waitFor({ timeout: 60_000 });
  assert.match((await status.getAttribute("aria-label")) ?? "", /does not exist/);
  ok("the status bar turns red and says why");
  // Windows without the focus keep messages behind the bell.
  await page.locator(".statusbar-item", { has: page.locator(".codicon-bell-dot, .codicon-bell") }).click();
  const messages = page.locator(".notifications-center .notification-list-item-message");
  await messages.first().waitFor({ timeout: 30_000 });
  await picture(page, "missing");
  assert.deepEqual(
    (await messages.allInnerTexts()).filter((it) => it.includes("aib")),
    ["aib.server.path is /nowhere/aib-ls, which does not exist. Correct it, or clear it to use the server bundled with the extension."],
  );
  ok("a missing server is said once, in one message");
}

const SESSIONS = {
  template: () => during("as a person", { "sample.json": sample }, findAndFix),
  author: () => during("author", AUTHOR, authored),
  missing: () => during("without a server", { "sample.json": sample }, missing, { "aib.server.path": "/nowhere/aib-ls" }),
  first: () => during("first steps", FIRST, first),
  reports: () => during("reports", REPORTS, reports),
};

const wanted = process.argv.slice(2);
let failed = 0;
for (const [name, session] of Object.entries(SESSIONS)) {
  failed += Number((wanted.length === 0 || wanted.includes(name)) && !(await session()));
}
console.log(`as a person in the browser: ${passed()} passed, ${failed} failed`);
process.exit(failed > 0 || passed() === 0 ? 1 : 0);
