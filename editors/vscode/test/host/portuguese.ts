// An editor in Brazilian Portuguese: findings, messages and pages are Portuguese with nothing set.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { api, check, end, extension, found, set, show, until } from "./checks.ts";

export async function run(): Promise<void> {
  // The folder asks for Portuguese too; the point is what the editor's own language does.
  await vscode.workspace.getConfiguration("aib").update("lang", undefined, vscode.ConfigurationTarget.Workspace);
  await check("the editor speaks Portuguese", () => assert.equal(vscode.env.language.toLowerCase(), "pt-br"));
  await check("findings are Portuguese", async () => {
    const { uri } = await show("one/web.json");
    const it = await found(uri, "timeout/below-minimum");
    assert.match(it.message, /o build falha imediatamente/);
  });
  await check("the setting goes before the editor's language", async () => {
    const { uri } = await show("one/web.json");
    await set("lang", "en");
    await until("English", async () => /builds fail at once/.test((await found(uri, "timeout/below-minimum")).message));
    await set("lang", undefined);
    await until("Portuguese", async () => /o build falha imediatamente/.test((await found(uri, "timeout/below-minimum")).message));
  });
  await check("reports are Portuguese", async () => {
    await show("one/web.json");
    await vscode.commands.executeCommand("aib.showPermissions");
    assert.deepEqual(api().reports(), ["Permissões: web.json"]);
  });
  await check("messages of the extension are Portuguese", async () => {
    await set("server.path", "/nowhere/aib-ls");
    await until("a failure", () => api().state() === "failed");
    assert.match(api().failure() ?? "", /que não existe/);
    await set("server.path", undefined);
    await until("ready", () => api().state() === "ready");
  });
  await check("commands are Portuguese", () => {
    const titles = extension().packageJSON.contributes.commands.map((it: { title: string | { value: string } }) => it.title);
    assert.match(JSON.stringify(titles), /Reiniciar o servidor/);
    assert.match(JSON.stringify(extension().packageJSON.contributes.walkthroughs), /Abra um template/);
  });
  end();
}
