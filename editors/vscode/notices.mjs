// Writes the licences of the packages that the bundle holds parts of to dist/notices.txt.
import fs from "node:fs";
import path from "node:path";

const inputs = Object.keys(JSON.parse(fs.readFileSync("dist/meta.json", "utf8")).inputs);
const folders = inputs.map((it) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(it)?.[1]).filter((it) => it !== undefined);
const notices = [...new Set(folders)].sort().map((folder) => {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const file = fs.readdirSync(folder).find((it) => /^licen[cs]e/i.test(it));
  if (file === undefined) {
    throw new Error(`${name} has no licence file`);
  }
  return `${name} ${version} (${license})\n\n${fs.readFileSync(path.join(folder, file), "utf8").trim()}\n`;
});
fs.writeFileSync("dist/notices.txt", notices.join(`\n${"-".repeat(80)}\n\n`));
