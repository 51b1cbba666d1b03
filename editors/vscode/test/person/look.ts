// What a person does in every session in the browser: opens files, runs commands by name, goes to lines, reads reports.
import fs from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { Editor, type Files, given } from "../editor.ts";
import { until } from "../wait.ts";

const want = given();
let count = 0;

export function ok(what: string): void {
  count += 1;
  console.log(`ok   ${what}`);
}

export function passed(): number {
  return count;
}

/** A picture of the window that stays: for people, and for the README of the extension. */
export async function picture(page: Page, name: string): Promise<void> {
  fs.mkdirSync(want.out, { recursive: true });
  await page.screenshot({ path: path.join(want.out, `${name}.png`) });
}

/** One session in an editor of its own. Whether it went well; if not, there is a picture of where it ended. */
export async function during(name: string, files: Files, body: (editor: Editor) => Promise<void>, machine: Record<string, unknown> = {}): Promise<boolean> {
  const editor = await Editor.start({ given: want, name, files, machine });
  let good = false;
  try {
    await body(editor);
    good = true;
  } catch (error) {
    console.log(`FAIL ${name}: ${error instanceof Error ? error.stack : String(error)}`);
    await editor.eachPage((page) => picture(page, `failed ${name}`));
  } finally {
    await editor.stop(!good);
  }
  return good;
}

/** The workbench, with a file opened from its explorer. */
export async function opened(editor: Editor, name: string): Promise<{ page: Page; text: Locator }> {
  const page = await editor.page();
  await page.goto(editor.address());
  return { page, text: await openFile(page, name) };
}

export async function openFile(page: Page, name: string): Promise<Locator> {
  const entry = page.locator(`.explorer-folders-view [aria-label^="${name}"]`);
  await entry.waitFor({ timeout: 120_000 });
  await entry.dblclick();
  await page.locator(".tab.active", { hasText: name }).first().waitFor();
  const text = page.locator(".editor-instance .monaco-editor").first();
  await text.locator(".view-line").first().waitFor();
  return text;
}

export async function goTo(page: Page, line: number, column: number): Promise<void> {
  await page.keyboard.press("Control+G");
  const box = page.locator(".quick-input-box input");
  await box.waitFor();
  await box.fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await box.waitFor({ state: "hidden" });
}

/** The commands of ours that the palette offers. */
export async function palette(page: Page): Promise<string[]> {
  await page.keyboard.press("F1");
  const box = page.locator(".quick-input-box input");
  await box.waitFor();
  await box.fill(">Image Builder: ");
  const rows = page.locator(".quick-input-list .monaco-list-row", { hasText: "Image Builder: " });
  // Restart is offered everywhere.
  await rows.filter({ hasText: "Restart Server" }).waitFor({ timeout: 30_000 });
  const found = await rows.evaluateAll((all) => all.map((it) => /Image Builder: ([^,]*)/.exec(it.getAttribute("aria-label") ?? "")?.[1] ?? ""));
  await page.keyboard.press("Escape");
  return found.map((it) => it.trim()).sort();
}

/** Runs a command by the name that the palette has for it. */
export async function run(page: Page, name: string): Promise<void> {
  await page.keyboard.press("F1");
  const box = page.locator(".quick-input-box input");
  await box.waitFor();
  await box.fill(`>${name}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor({ timeout: 30_000 });
  await page.keyboard.press("Enter");
}

/** A report that can be seen. No script runs in it, none of the browser's driver either: it is read from the frame around it. */
export class Report {
  private readonly page: Page;
  private readonly frame: Locator;

  constructor(page: Page, frame: Locator) {
    this.page = page;
    this.frame = frame;
  }

  /** Waits until these words stand in it. */
  async says(...words: string[]): Promise<void> {
    let text = "";
    const body = () => this.inside().evaluate((it: HTMLIFrameElement) => it.contentDocument?.body.innerText ?? "");
    const isSaid = async () => words.every((it) => text.includes(it)) || ((text = await body()), false);
    await until(`the words ${words.join(", ")}`, isSaid, 30_000, () => ` in the report: ${text}`);
  }

  /** What it is made of. */
  look(): Promise<{ classes: string; scripts: number; colours: string[] }> {
    return this.inside().evaluate((it: HTMLIFrameElement) => {
      const { body, scripts } = it.contentDocument as Document;
      const { color, backgroundColor } = getComputedStyle(body);
      return { classes: body.className, scripts: scripts.length, colours: [color, backgroundColor] };
    });
  }

  /** The addresses of its pictures. */
  pictures(): Promise<string[]> {
    return this.inside().evaluate((it: HTMLIFrameElement) => [...(it.contentDocument?.images ?? [])].map((image) => image.src));
  }

  /** Unfolds all of it. */
  async unfold(): Promise<void> {
    await this.inside().evaluate((it: HTMLIFrameElement) => it.contentDocument?.querySelectorAll("details").forEach((details) => (details.open = true)));
  }

  /** Whether nothing in it is wider than its pane. */
  fits(): Promise<boolean> {
    return this.inside().evaluate((it: HTMLIFrameElement) => {
      const all = [...(it.contentDocument?.querySelectorAll("html, section") ?? [])];
      return all.every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
    });
  }

  /** The size of its letters, in pixels. */
  letters(): Promise<number> {
    return this.inside().evaluate((it: HTMLIFrameElement) => parseFloat(getComputedStyle((it.contentDocument as Document).body).fontSize));
  }

  /** Clicks the first link to that command with that in its arguments. */
  async follow(command: string, argument: string): Promise<void> {
    const place = await this.inside().evaluate((it: HTMLIFrameElement, [command = "", argument = ""]) => {
      const links = [...(it.contentDocument?.querySelectorAll("a") ?? [])];
      const leads = (address: string) => address.startsWith(`command:${command}?`) && decodeURIComponent(address).includes(argument);
      // In a picture, the property of that name is no text.
      const link = links.find((it) => leads(it.getAttribute("href") ?? ""));
      link?.scrollIntoView({ block: "center" });
      const box = link?.getClientRects()[0];
      return box && { x: box.x + Math.min(box.width, 20) / 2, y: box.y + box.height / 2 };
    }, [command, argument]);
    const outer = await this.frame.boundingBox();
    if (!place || !outer) {
      throw new Error(`no link runs ${command} with ${argument}`);
    }
    await this.page.mouse.click(outer.x + place.x, outer.y + place.y);
  }

  private inside(): Locator {
    return this.frame.contentFrame().locator("iframe#active-frame");
  }
}

/** The report with that in its title, which has to be the only one that can be seen. */
export async function report(page: Page, title: string): Promise<Report> {
  await page.locator(".tab.active", { hasText: title }).first().waitFor({ timeout: 30_000 });
  const frames = page.locator("iframe.webview.ready:visible");
  await until("one report", async () => (await frames.count()) === 1, 30_000);
  return new Report(page, frames);
}
