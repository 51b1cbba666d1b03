// A folder that nobody trusts: templates are served, and only the person's own settings count.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { api, check, end, file, findings, found, rule, show } from "./checks.ts";

export async function run(): Promise<void> {
  await check("the folder is not trusted", () => assert.equal(vscode.workspace.isTrusted, false));
  await check("a template is served", async () => {
    const { uri } = await show("one/web.json");
    await found(uri, "timeout/below-minimum");
    assert.equal(api().state(), "ready");
  });
  await check("the folder's settings do not count, the person's do", async () => {
    const settings = vscode.workspace.getConfiguration("aib");
    assert.equal(settings.inspect("lang")?.workspaceValue, undefined);
    assert.equal(settings.get("apiVersion"), "2020-02-14");
    const it = await found(file("one/web.json"), "timeout/below-minimum");
    assert.match(it.message, /builds fail at once/);
  });
  await check("the folder's settings file does not count", async () => {
    const { uri } = await show("three/project.json");
    await found(uri, "timeout/below-minimum");
  });
  await check("the person's settings reach the server", async () => {
    // Without a version of its own, the template has the one of the settings, which knows no `autoRun`.
    const text = (await vscode.workspace.openTextDocument(file("one/web.json"))).getText();
    const content = text.replace('  "apiVersion": "2024-02-01",\n', "").replace('"source"', '"autoRun": { "state": "Enabled" },\n    "source"');
    const document = await vscode.workspace.openTextDocument({ language: "json", content });
    await vscode.window.showTextDocument(document);
    const { message } = await found(document.uri, "api-version/field-too-new");
    assert.match(message, /2020-02-14/, findings(document.uri).map(rule).join(" "));
  });
  end();
}
