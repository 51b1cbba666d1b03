// Reports as a person reads them: from the words above a text to the page, from its links back into the text, and on.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Editor, Files } from "../editor.ts";
import { FAILED_LOG, template } from "../templates.ts";
import { until } from "../wait.ts";
import { goTo, ok, openFile, opened, picture, report, run } from "./look.ts";

/** A template with three steps, the last of which failed. */
const WEB = template().replace(
  /"customize": \[[^]*?\n {4}\]/,
  `"customize": [
      { "type": "Shell", "name": "motd", "inline": ["echo hello"] },
      {
        "type": "File",
        "name": "site",
        "sourceUri": "https://images.blob.core.windows.net/scripts/site.conf",
        "destination": "/tmp/site.conf"
      },
      {
        "type": "Shell",
        "name": "web server",
        "inline": ["sudo apt-get update", "sudo apt-get install -y nginx"]
      }
    ]`,
);

export const FILES: Files = { "web.json": WEB, "customization.log": FAILED_LOG };

export async function reports(editor: Editor): Promise<void> {
  const { page } = await opened(editor, "web.json");
  // What the browser refuses to a page by its policy, it says on the console.
  const refused: string[] = [];
  page.on("console", (it) => /Content Security Policy|Content-Security-Policy/i.test(it.text()) && refused.push(it.text()));
  const known = refused.length;
  await permissions(page);
  await doctor(page);
  await links(page);
  await step(page);
  assert.deepEqual(refused.slice(known), []);
  ok("no page wanted anything that its policy forbids");
}

async function permissions(page: Page): Promise<void> {
  const lens = page.locator(".codelens-decoration a", { hasText: "permissions:" });
  await lens.waitFor({ timeout: 60_000 });
  await lens.click();
  const it = await report(page, "Permissions: web.json");
  await it.says("Microsoft.Compute/galleries/images/versions/write");
  ok("a click on the words above a template opens the page of its permissions");
  const { classes, scripts } = await it.look();
  assert.match(classes, /vscode-(dark|light)/);
  assert.equal(scripts, 0);
  ok("the page knows the editor's theme, and has no script");
  assert.equal(await it.letters(), 13);
  await it.unfold();
  assert.ok(await it.fits(), "the page is wider than its pane");
  ok("its letters are as large as the editor's, and nothing in it is wider than its pane");
  await picture(page, "permissions");
  await it.follow("aib.copy", "az role assignment create");
  await page.locator(".statusbar-item", { hasText: "Copied" }).waitFor({ timeout: 30_000 });
  ok("its commands can be copied");
  await run(page, "Developer: Reload Window");
  await page.locator(".tab", { hasText: "Permissions: web.json" }).waitFor({ state: "detached", timeout: 30_000 }).catch(() => undefined);
  await (await report(page, "Permissions: web.json")).says("Microsoft.Compute/galleries/images/versions/write");
  ok("it comes back when the window is reloaded");
  await picture(page, "reloaded");
  await run(page, "View: Close All Editors");
}

async function doctor(page: Page): Promise<void> {
  await openFile(page, "web.json");
  const lens = page.locator(".codelens-decoration a", { hasText: /last log/i }).first();
  await lens.waitFor({ timeout: 60_000 });
  await lens.click();
  await (await report(page, "Build report: customization.log")).says("Could not get lock", "log/apt-lock");
  ok("the words about the last log open its report");
  await picture(page, "doctor");
}

/** The report that is open, followed to the template, and to the page of the failure or of a rule. */
async function links(page: Page): Promise<void> {
  await goTo(page, 1, 1);
  await (await report(page, "Build report: customization.log")).follow("aib.open", "web.json");
  await until("the text has the focus", () => page.locator(".editor-group-container.active .tab.active", { hasText: "web.json" }).count());
  const place = page.locator(".statusbar-item", { hasText: /^Ln \d+, Col/ });
  await until("a step", async () => Number(/Ln (\d+)/.exec(await place.innerText())?.[1]) > WEB.slice(0, WEB.indexOf('"customize"')).split("\n").length);
  ok("a link of the report selects a step in the template");
  await (await report(page, "Build report: customization.log")).follow("aib.report", "apt-");
  const other = page.locator(".tab.active", { hasText: /(log|script)\/apt-/ });
  await other.waitFor({ timeout: 30_000 });
  await (await report(page, "apt-")).says("cloud-init");
  ok("another one opens the page of the failure or the rule");
  await run(page, "View: Close All Editors");
}

async function step(page: Page): Promise<void> {
  await openFile(page, "customization.log");
  const lens = page.locator(".codelens-decoration a", { hasText: "web server" });
  await lens.waitFor({ timeout: 60_000 });
  await lens.click();
  await page.locator(".editor-group-container.active .tab.active", { hasText: "web.json" }).waitFor();
  const place = page.locator(".statusbar-item", { hasText: /^Ln \d+/ });
  const line = WEB.split("\n").findIndex((it) => it.includes('"web server"'));
  await until("the step", async () => Math.abs(Number(/Ln (\d+)/.exec(await place.innerText())?.[1]) - line) <= 3);
  ok("the words above a step of the log lead to it in the template");
}
