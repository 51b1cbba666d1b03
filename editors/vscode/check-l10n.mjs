// Checks that every text of the manifest and the sources is translated, and that no translation is unused.
import fs from "node:fs";

const read = (file) => fs.readFileSync(file, "utf8");
const faults = [];

/** Characters that the list of a walkthrough shows of the title of a step. */
const LONGEST_TITLE = 28;

/** Reports the differences between two sets of texts. */
function compare(what, wanted, there) {
  faults.push(...[...wanted].filter((it) => !there.has(it)).map((it) => `${what} lacks ${JSON.stringify(it)}`));
  faults.push(...[...there].filter((it) => !wanted.has(it)).map((it) => `${what} has ${JSON.stringify(it)}, which is unused`));
}

/** The placeholders of the manifest: `%key%`. */
function keys(value) {
  if (typeof value === "string") {
    const key = /^%([^%\s]+)%$/.exec(value)?.[1];
    return key === undefined ? [] : [key];
  }
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(keys) : [];
}

const holes = (text) => (text.match(/\{\d+\}/g) ?? []).sort().join(" ");
const commands = (text) => (text.match(/\(command:[^)]*\)/g) ?? []).sort().join(" ");

const manifest = new Set(keys(JSON.parse(read("package.json"))));
const english = JSON.parse(read("package.nls.json"));
for (const file of ["package.nls.json", "package.nls.pt-br.json"]) {
  const sentences = JSON.parse(read(file));
  compare(file, manifest, new Set(Object.keys(sentences)));
  for (const [key, sentence] of Object.entries(sentences)) {
    if (commands(sentence) !== commands(english[key] ?? "")) {
      faults.push(`${file}: ${key} has other commands than the English text`);
    }
    if (/^walkthrough\.\w+\.title$/.test(key) && sentence.length > LONGEST_TITLE) {
      faults.push(`${file}: ${key} is longer than the ${LONGEST_TITLE} characters that the editor shows`);
    }
  }
}

const said = new Set();
for (const file of fs.readdirSync("src")) {
  for (const [call, sentence] of read(`src/${file}`).matchAll(/l10n\.t\((?:("(?:[^"\\]|\\.)*")[,)])?/g)) {
    if (sentence === undefined) {
      faults.push(`src/${file}: ${call} has no string literal`);
    } else {
      said.add(JSON.parse(sentence));
    }
  }
}
const bundle = JSON.parse(read("l10n/bundle.l10n.pt-br.json"));
compare("l10n/bundle.l10n.pt-br.json", said, new Set(Object.keys(bundle)));
for (const [sentence, translated] of Object.entries(bundle)) {
  if (holes(sentence) !== holes(translated)) {
    faults.push(`l10n/bundle.l10n.pt-br.json: ${JSON.stringify(sentence)} and its translation have different placeholders`);
  }
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`l10n: ${manifest.size} texts of the manifest and ${said.size} of the sources, in both languages`);
