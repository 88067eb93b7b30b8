// Writes the licences of everything that ships.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./setup.mjs";

const ALLOWED =
  /^\(?(MIT|ISC|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|0BSD|Unlicense|CC0-1\.0|BlueOak-1\.0\.0|OFL-1\.1|Zlib)\b/;
// DOMPurify is offered under either licence; Apache-2.0 is taken.
const CHOSEN = {
  dompurify: "Apache-2.0",
  // Its package.json names none; its LICENSE file is the MIT licence.
  phylotree: "MIT",
};

function locate(name, from) {
  for (let folder = from; folder.startsWith(ROOT); folder = join(folder, "..")) {
    const path = join(folder, "node_modules", name);
    if (existsSync(join(path, "package.json"))) return path;
  }
  return null;
}

/** All packages that the given folder's package.json depends on at run time, with their own. */
function reachable(folder, found = new Map()) {
  const own = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  for (const name of Object.keys(own.dependencies ?? {})) {
    const path = locate(name, folder);
    if (path === null || found.has(path)) continue;
    found.set(path, JSON.parse(readFileSync(join(path, "package.json"), "utf8")));
    reachable(path, found);
  }
  return found;
}

/** @throws Error naming a package whose licence may not ship. */
export function writeNotices(target) {
  const parts = ["Mirrorbox contains the following packages.\n"];
  const nodeLicense = join(ROOT, "node_modules/node/LICENSE");
  for (const [path, info] of [...reachable(ROOT)].sort((a, b) => (a[1].name < b[1].name ? -1 : 1))) {
    const license =
      CHOSEN[info.name] ?? (typeof info.license === "string" ? info.license : info.license?.type);
    if (!ALLOWED.test(license ?? ""))
      throw new Error(`${info.name}@${info.version} has the licence ${license}, which may not ship.`);
    const file = readdirSync(path).find((name) => /^(licen[sc]e|copying)(\.|$)/i.test(name));
    const text = file === undefined ? "" : readFileSync(join(path, file), "utf8").trim();
    parts.push(`${"=".repeat(78)}\n${info.name} ${info.version} (${license})\n\n${text}\n`);
  }
  if (existsSync(nodeLicense)) {
    parts.push(`${"=".repeat(78)}\nNode.js library\n\n${readFileSync(nodeLicense, "utf8").trim()}\n`);
  }
  writeFileSync(target, parts.join("\n"));
}
