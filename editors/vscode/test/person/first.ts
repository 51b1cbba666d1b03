// The first steps of a person: which commands are offered where, what a command says that finds nothing, the colours of a log, the walkthrough.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Editor, Files } from "../editor.ts";
import { LOG, template } from "../templates.ts";
import { until } from "../wait.ts";
import { goTo, ok, openFile, opened, palette, picture, report, run } from "./look.ts";

export const FILES: Files = {
  "web.json": template('"buildTimeoutInMinutes": 3,'),
  "customization.log": LOG,
  "ordinary.json": '{ "name": "ordinary" }\n',
  "words.json": '{ "note": "Microsoft.VirtualMachineImages" }\n',
};

const EVERYWHERE = ["New Image Template…", "Check All Templates in Workspace", "Open a Sample Template", "Open Doctor Report", "Open Project Settings", "Restart Server", "Show Output"];

export async function first(editor: Editor): Promise<void> {
  const { page } = await opened(editor, "ordinary.json");
  await offers(page);
  await colours(page);
  await silence(page);
  await extensionPage(page);
  await walkthrough(page);
}

async function offers(page: Page): Promise<void> {
  const offered = async (what: string, ...more: string[]) => {
    let found: string[] = [];
    const wanted = [...EVERYWHERE, ...more].sort();
    await until("the palette", async () => (found = await palette(page)).join() === wanted.join(), 30_000).catch(() => assert.deepEqual(found, wanted));
    ok(`the palette offers what can work: ${what}`);
  };
  await offered("in an ordinary file");
  await openFile(page, "web.json");
  await page.locator(".squiggly-error").first().waitFor({ timeout: 60_000 });
  await offered("in a template with findings", "Show Permissions", "Show Build Summary", "Explain Finding");
  const button = page.locator('.editor-actions [aria-label="Open Doctor Report"]');
  assert.equal(await button.count(), 0);
  await openFile(page, "customization.log");
  await button.waitFor();
  ok("a log has a button for its report");
}

async function colours(page: Page): Promise<void> {
  await openFile(page, "customization.log");
  const colour = (text: string) => page.locator(".view-line span > span", { hasText: text }).first().evaluate((it) => [it.textContent?.trim(), getComputedStyle(it).color] as const);
  await until("colours", async () => (await colour("PACKER"))[0] === "PACKER");
  const [words, packer, time, stage] = [await colour("lock-frontend"), await colour("PACKER"), await colour("2024/03/04"), await colour("Starting provisioner")];
  assert.deepEqual([packer[0], time[0], stage[0]], ["PACKER", "2024/03/04\u00a010:03:00", "Starting\u00a0provisioner"]);
  assert.equal(new Set([words, packer, time, stage].map((it) => it[1])).size, 4, JSON.stringify([words, packer, time, stage]));
  ok("a log has its colours");
  await picture(page, "log");
}

async function silence(page: Page): Promise<void> {
  await openFile(page, "words.json");
  await run(page, "Image Builder: Show Permissions");
  const messages = page.locator(".notifications-center .notification-list-item-message", { hasText: "words.json does not contain an image template." });
  // The list is open only while it has messages, and this one comes when the server has answered.
  for (let turn = 0; turn < 20 && (await messages.count()) === 0; turn++) {
    await page.waitForTimeout(500);
    await run(page, "Notifications: Show Notifications");
  }
  await messages.first().waitFor({ timeout: 30_000 });
  assert.equal(await messages.count(), 1);
  assert.equal(await page.locator("iframe.webview").count(), 0);
  ok("where there is nothing to show, one message says so and nothing opens");
  await run(page, "Notifications: Clear All Notifications");
}

async function walkthrough(page: Page): Promise<void> {
  await run(page, "View: Close All Editors");
  const isDone = async (step: string) => (await page.locator(`[role=checkbox][data-done-step-id="aib-ls.aib-ls#start#${step}"]`).first().getAttribute("aria-checked")) === "true";
  const done = async () => {
    await run(page, "Welcome: Open Walkthrough");
    const entry = page.locator(".quick-input-list .monaco-list-row", { hasText: "Get started with Azure VM Image Builder" });
    await entry.waitFor({ timeout: 30_000 });
    await entry.click();
    await page.locator(".getting-started-step").first().waitFor();
    const steps = ["template", "finding", "report", "log", "project"];
    const all = await Promise.all(steps.map(async (it) => [it, await isDone(it)] as const));
    return all.filter(([, it]) => it).map(([it]) => it);
  };
  const ends = async (what: string, ...steps: string[]) => {
    let found: string[] = [];
    await until("the step", async () => (found = await done()).join() === steps.join(), 15_000).catch(() => assert.deepEqual(found, steps));
    ok(`the walkthrough: ${what}`);
  };
  await ends("nothing is done at the beginning");
  await picture(page, "walkthrough");
  await openFile(page, "web.json");
  await page.locator(".squiggly-error").first().waitFor({ timeout: 60_000 });
  await ends("an open template ends its step", "template");
  await openFile(page, "web.json");
  await goTo(page, 12, 30);
  await run(page, "Image Builder: Explain Finding");
  await report(page, "timeout/below-minimum");
  await ends("the page of a rule ends the one about findings", "template", "finding");
  await openFile(page, "web.json");
  await run(page, "Image Builder: Show Build Summary");
  await report(page, "Build summary: web.json");
  await ends("a report about a template ends the next", "template", "finding", "report");
  await openFile(page, "customization.log");
  await ends("an open log ends the one about logs", "template", "finding", "report", "log");
  await page.locator('.getting-started-step [x-dispatch*="project"], .getting-started-step', { hasText: "Share project settings" }).first().click();
  await page.locator(".getting-started-step.expanded .monaco-button", { hasText: "Open aib-ls.toml" }).click();
  await page.locator(".tab.active", { hasText: "aib-ls.toml" }).waitFor();
  await ends("its button opens the settings of the project, which ends the last", "template", "finding", "report", "log", "project");
}

async function extensionPage(page: Page): Promise<void> {
  await run(page, "View: Close All Editors");
  await run(page, "View: Show Extensions");
  await page.locator(".extension-list-item", { hasText: "Azure VM Image Builder" }).first().click();
  const it = await report(page, "Extension: Azure VM Image Builder");
  await it.says("What it finds in the sample", "aib-ls check sample.json");
  assert.deepEqual(await it.pictures(), []);
  ok("the page of the extension shows its examples, and no picture that cannot be shown");
  await picture(page, "extension");
  await run(page, "View: Show Explorer");
}
