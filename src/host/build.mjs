// Builds the host: the runtime page, the worker scripts and Node's library, into build/public (or the folder given).
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";
import { instrument, RECORDER } from "./node/build/instrument.ts";
import { EACH, EACH_SOURCE, steadyIteration } from "./node/build/steady-iteration.ts";
import { packLibrary } from "./node/build/library.mjs";
import { RECORDER_SOURCE } from "./node/checkpoint/recorder.ts";

const HERE = import.meta.dirname;
const ROOT = join(HERE, "..", "..");
const NODE = join(ROOT, "node_modules", "node", "bin", "node");

/** Worker and frame scripts: output -> entry. */
const SCRIPTS = {
  "host/node.js": "node/worker.ts",
  "host/shell.js": "shell/worker.ts",
  "host/runtime.js": "machine/runtime.ts",
  "host/preview-frame.js": "preview/frame/main.ts",
};
/** Pages with a script of their own in them, at a mark: output -> page and entry. */
const PAGES = {
  "headless.html": { page: "protocol/headless.html", mark: "<!-- shim -->", entry: "protocol/shim.ts" },
  "preview.html": { page: "preview/preview.html", mark: "<!-- page -->", entry: "preview/page.ts" },
};

/** What every program needs of Node's library, the rest of it, and where each module stands. */
const LIBRARY = /** @type {const} */ (["host/node-lib.bin", "host/node-lib-rest.bin", "host/node-lib.json"]);

/** @returns {string[]} */
function filesUnder(folder) {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesUnder(path) : [path];
    });
}

/** @param {readonly string[]} paths */
function digest(paths) {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(`${relative(ROOT, path)}\0`).update(readFileSync(path));
  return hash.digest("hex");
}

/**
 * A worker or frame script. That of Node's processes tells its recorder of its state (node/checkpoint).
 *
 * @param {string} entry
 */
async function script(entry) {
  const text = await bundle(entry);
  if (entry !== "node/worker.ts") return text;
  const start = '"use strict";(()=>{';
  if (!text.startsWith(start)) throw new Error(`${entry}: the bundle does not begin with ${start}`);
  const steady = instrument(steadyIteration(text)).slice(start.length);
  return `${start}const ${EACH}=${EACH_SOURCE};const ${RECORDER}=${RECORDER_SOURCE};${steady}`;
}

/**
 * A classic script. Names show in `util.inspect` and in stack traces, so they stay.
 *
 * @param {string} entry
 */
async function bundle(entry) {
  const result = await build({
    entryPoints: [join(HERE, entry)],
    bundle: true,
    write: false,
    format: "iife",
    target: "esnext",
    platform: "browser",
    conditions: ["browser"],
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: entry.startsWith("shell/"),
    legalComments: "none",
    logLevel: "error",
  });
  return result.outputFiles[0]?.text ?? "";
}

/**
 * Makes headless.html and preview.html, and in host/ runtime.js, node.js, node-lib.bin, node-lib.json, shell.js and
 * preview-frame.js. What has not changed since the last build is left alone.
 *
 * @param {string} [outDir] default build/public
 */
export async function buildHost(outDir = join(ROOT, "build", "public")) {
  const out = resolve(outDir);
  const cacheFile = join(dirname(out), "cache", "host.json");
  const cache = existsSync(cacheFile) ? JSON.parse(readFileSync(cacheFile, "utf8")) : {};
  const sources = filesUnder(HERE).filter((path) => !path.endsWith(".test.ts"));
  const lock = join(ROOT, "package-lock.json");

  /** Makes `outputs` unless they exist and were made from the same inputs. */
  const step = async (name, inputs, outputs, make) => {
    const key = `${out} ${digest(inputs)}`;
    if (cache[name] === key && outputs.every((output) => existsSync(join(out, output)))) return;
    const made = await make();
    for (const [output, content] of Object.entries(made)) {
      mkdirSync(dirname(join(out, output)), { recursive: true });
      writeFileSync(join(out, output), content);
    }
    cache[name] = key;
    mkdirSync(dirname(cacheFile), { recursive: true });
    writeFileSync(cacheFile, JSON.stringify(cache));
    const sizes = Object.entries(made).map(
      ([output, { length }]) => `${output} ${Math.round(length / 1024)} KB`,
    );
    console.log(`built ${sizes.join(", ")}`);
  };

  const library = sources.filter((path) =>
    /node\/((build|vendor|public-keys|ciphers|dns|statistics)\/|config-file)/.test(path),
  );
  await step("library", [...library, lock], LIBRARY, async () => {
    const { first, rest, index } = await packLibrary(NODE);
    const [firstFile, restFile, indexFile] = LIBRARY;
    return { [firstFile]: first, [restFile]: rest, [indexFile]: JSON.stringify(index) };
  });
  for (const [output, entry] of Object.entries(SCRIPTS)) {
    if (existsSync(join(HERE, entry)))
      await step(output, [...sources, lock], [output], async () => ({ [output]: await script(entry) }));
    else console.log(`skipped ${output}: src/host/${entry} does not exist yet`);
  }
  for (const [output, { page, mark, entry }] of Object.entries(PAGES)) {
    await step(output, [...sources, lock], [output], async () => {
      const script = (await bundle(entry)).replaceAll("</script", "<\\/script");
      const text = readFileSync(join(HERE, page), "utf8");
      if (!text.includes(mark)) throw new Error(`${page} lacks the mark ${mark}`);
      return { [output]: text.replace(mark, () => `<script>${script}</script>`) };
    });
  }
}

if (import.meta.filename === process.argv[1]) await buildHost(process.argv[2]);
