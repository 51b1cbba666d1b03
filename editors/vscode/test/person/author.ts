// Writes a template of eight steps from an empty file as its author does: types names, IDs and commands, chooses everything else.
// A letter is what is typed into the text; what is pressed or clicked to get around is counted apart.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Editor, Files } from "../editor.ts";
import { until } from "../wait.ts";
import { goTo, ok, opened, picture } from "./look.ts";

export const FILES: Files = {
  "author.json": "",
  "site.ps1": "Write-Host 'Site'\n",
  "web.config": "<configuration />\n",
};

const SUBSCRIPTION = "3f1c1b1e-6a55-4d0e-8f0c-5b7b1c0b7a11";
const STORE = "https://build.example.com/";
const STEPS = [
  "PowerShell: Folder", "File: Settings", "PowerShell: Site", "WindowsRestart: Restart",
  "WindowsUpdate: Updates", "WindowsRestart: Last restart", "PowerShell: Time zone", "PowerShell: Clean up",
];

/** What is done at a stop of a snippet; nothing, where what stands there is right. */
interface Stop {
  type?: string;
  choose?: string;
}

class Author {
  letters = 0;
  presses = 0;
  private readonly editor: Editor;
  private readonly page: Page;
  private last = "";

  constructor(editor: Editor, page: Page) {
    this.editor = editor;
    this.page = page;
  }

  async press(key: string): Promise<void> {
    this.presses += 1;
    await this.page.keyboard.press(key);
  }

  /** Takes an entry of the list, which comes by itself after a letter, or is asked for. */
  async choose(label: string, typed = false): Promise<void> {
    const isOffered = async () => (await this.list.locator(".monaco-list-row").count()) > 0;
    if (!typed || !(await until("a list", isOffered, 2000).catch(() => false))) {
      await this.press("Control+Space");
    }
    await until(`a list with ${label}`, isOffered, 20_000);
    const focused = this.list.locator(".monaco-list-row.focused");
    const place = () => focused.getAttribute("data-index", { timeout: 5000 });
    const seen: string[] = [];
    for (;;) {
      const name = (await focused.locator(".label-name").first().textContent({ timeout: 5000 })) ?? "";
      if (name === label) {
        await this.press("Enter");
        await this.list.waitFor({ state: "hidden" });
        return;
      }
      if (seen.includes(name)) {
        throw new Error(`${label} is not offered: ${seen.join(", ")}`);
      }
      seen.push(name);
      const before = await place();
      await this.press("ArrowDown");
      await until("the next entry", async () => (await place()) !== before, 5000);
    }
  }

  /** Goes from stop to stop. */
  async fill(...stops: Stop[]): Promise<void> {
    for (const { type, choose } of stops) {
      if (type !== undefined) {
        this.letters += type.length;
        this.last = type;
        await this.page.keyboard.type(type);
      }
      if (choose !== undefined) {
        this.last = choose;
        await this.choose(choose, type !== undefined);
      } else if (await this.list.isVisible()) {
        // It would take the Tab.
        await this.press("Escape");
        await this.list.waitFor({ state: "hidden" });
      }
      await this.press("Tab");
    }
  }

  /** Clicks behind the first line with this text, or so many lines further down. */
  async behind(text: string, further = 0): Promise<void> {
    const lines = (await this.save()).split("\n");
    const line = lines.findIndex((it) => it.includes(text));
    assert.ok(line >= 0, `${text} is not there`);
    await goTo(this.page, line + further + 1, (lines[line + further] ?? "").length + 1);
    this.presses += 1;
  }

  /** Chooses what comes on a line of its own, and fills it. */
  async add(label: string, ...stops: Stop[]): Promise<void> {
    await this.press("Enter");
    await this.choose(label);
    await this.fill(...stops);
  }

  /** The text, once what was typed or chosen last is on the disk. */
  async save(): Promise<string> {
    await this.press("Escape");
    await this.press("Control+S");
    const read = () => this.editor.read("author.json");
    return until("the file on the disk", () => (read().includes(this.last) ? read() : undefined), 20_000);
  }

  private get list(): Locator {
    return this.page.locator(".suggest-widget.visible");
  }
}

function checksum(file: string): string {
  return crypto.createHash("sha256").update(FILES[file] ?? "").digest("hex");
}

async function write(author: Author): Promise<void> {
  const keep: Stop = {};
  await author.choose("image template: Windows, gallery");
  await author.fill(keep, { type: SUBSCRIPTION }, { type: "images" }, { type: "builder" }, keep);
  await author.fill({ type: "M", choose: "MicrosoftWindowsServer" }, { type: "W", choose: "WindowsServer" }, { type: "2", choose: "2025-datacenter-g2" });
  await author.fill({ type: "Folder" }, { type: "New-Item C:\\\\build -ItemType Directory" });
  await author.fill({ type: "company" }, { type: "web" }, keep);

  await author.behind('"buildTimeoutInMinutes"');
  await author.add("vmProfile", { type: "S", choose: "Standard_D4s_v5" });
  await author.behind('"targetRegions"', 3);
  await author.add("{ }", { type: "n", choose: "northeurope" });

  await author.behind('"New-Item', 2);
  await author.add("File", { type: "Settings" }, { type: `${STORE}web.config` }, { type: "C:\\\\build\\\\web.config" });
  await author.add("PowerShell: scriptUri", { type: "Site" }, { type: `${STORE}site.ps1` }, { choose: checksum("site.ps1") });
  await author.add("WindowsRestart", { type: "Restart" }, keep);
  await author.add("WindowsUpdate", { type: "Updates" });
  await author.add("WindowsRestart", { type: "Last restart" }, keep);
  await author.add("PowerShell", { type: "Time zone" }, { type: "Set-TimeZone -Id UTC" });
  await author.add("PowerShell", { type: "Clean up" }, { type: "Remove-Item C:\\\\build -Recurse" });

  await author.behind('"sourceUri"');
  await author.add("sha256Checksum", { choose: checksum("web.config") });
}

/** Letters of a text: all but line ends and the blanks that lines begin with. */
function lettersOf(text: string): number {
  return [...text.replace(/^[ \t]+|\r?\n/gm, "")].length;
}

export async function authored(editor: Editor): Promise<void> {
  const { page, text } = await opened(editor, "author.json");
  await text.locator(".view-lines").click();
  const author = new Author(editor, page);
  await write(author);
  const result = await author.save();
  await picture(page, "author");
  const all = lettersOf(result);
  const share = (author.letters * 100) / all;
  assert.ok(share <= 25, `${share} %`);
  ok(`eight steps from an empty file: ${author.letters} letters typed for ${all} without line ends and indentation, ${share.toFixed(1)} %; ${author.presses} keys pressed or clicks beside them`);
  const check = spawnSync(path.join(editor.extension, "server/aib-ls"), ["check", "author.json"], { cwd: editor.folder, encoding: "utf8" });
  assert.match(`${check.stdout}${check.stderr}`, /nothing found/);
  ok("and they have no finding");
  const steps = (JSON.parse(result) as { properties: { customize: { type: string; name: string }[] } }).properties.customize;
  assert.deepEqual(steps.map((it) => `${it.type}: ${it.name}`), STEPS);
  ok("in the order in which they were chosen");
}
