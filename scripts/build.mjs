// Builds dist/: the host, the tasks, then the app; and the service worker that knows all their files.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { build as viteBuild } from "vite";
import { buildHost } from "../src/host/build.mjs";
import { buildTasks } from "../tasks/build.mjs";
import { verifierScripts } from "../tasks/export/harbor.ts";
import { writeNotices } from "./notices.mjs";
import { writeRecordings } from "./recordings.mjs";
import { ROOT } from "./setup.mjs";

const PUBLIC = join(ROOT, "build/public");
const DIST = join(ROOT, "dist");

function filesBelow(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** Files that the page needs before a person can do anything. */
const START =
  /^(index\.html|isolate\.js|headless\.html|tasks\/index\.json|assets\/index-.*|host\/(runtime|node)\.js)$/;

function writeServiceWorker() {
  const hash = createHash("sha256");
  const files = [];
  for (const path of filesBelow(DIST).sort()) {
    const name = relative(DIST, path);
    if (name === "sw.js" || name.endsWith(".map")) continue;
    hash.update(name).update(readFileSync(path));
    files.push(name);
  }
  const source = readFileSync(join(ROOT, "scripts/page/sw.js"), "utf8")
    .replace("__BUILD__", hash.digest("hex").slice(0, 16))
    .replace("__START__", () => JSON.stringify(files.filter((file) => START.test(file))))
    .replace("__OTHERS__", () => JSON.stringify(files.filter((file) => !START.test(file))));
  writeFileSync(join(DIST, "sw.js"), source);
}

/** What a task that is exported for Harbor brings along; loaded when one is. */
async function writeVerifier() {
  const { verifier, preload } = await verifierScripts();
  mkdirSync(join(PUBLIC, "harbor"), { recursive: true });
  writeFileSync(join(PUBLIC, "harbor/verify.mjs"), verifier);
  writeFileSync(join(PUBLIC, "harbor/preload.cjs"), preload);
}

mkdirSync(PUBLIC, { recursive: true });
await buildHost(PUBLIC);
await buildTasks(PUBLIC);
writeRecordings(PUBLIC);
copyFileSync(join(ROOT, "scripts/page/isolate.js"), join(PUBLIC, "isolate.js"));
await writeVerifier();
writeNotices(join(PUBLIC, "notices.txt"));
rmSync(DIST, { recursive: true, force: true });
await viteBuild({ root: ROOT, configFile: join(ROOT, "vite.config.ts") });
writeServiceWorker();
