import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, transform } from "esbuild";
import { instrument, RECORDER } from "./instrument.ts";
import { patch, patchedIds } from "./patches.ts";
import { stripComments } from "./strip-comments.ts";

const HERE = import.meta.dirname;
const VENDOR = join(HERE, "..", "vendor");

/** Modules that are programs of their own or that nothing in a worker can use. */
const LEFT_OUT = /^(internal\/deps\/v8\/|internal\/deps\/(npm|corepack)|internal\/v8_prof|configs$)/;

/** What the factory function of a module is called with, by its kind (BuiltinLoader::LookupAndCompile in node_builtins.cc). */
function parameters(id) {
  if (id === "internal/bootstrap/realm") return "process, getLinkedBinding, getInternalBinding, primordials";
  if (id.startsWith("internal/per_context/"))
    return "exports, primordials, privateSymbols, perIsolateSymbols";
  return "exports, require, module, process, internalBinding, primordials";
}

async function factorySource(id, source) {
  const head = `(function (${parameters(id)}) {`;
  const patched = patch(id, source);
  if (!id.startsWith("internal/deps/")) return told(`${head}${stripComments(patched)}\n})`);
  const { code } = await transform(`${head}${patched}\n})`, {
    minifyWhitespace: true,
    target: "esnext",
    legalComments: "none",
  });
  return told(code.trim().replace(/;$/, ""));
}

/** The factory, made by a function that takes the recorder. */
function told(factory) {
  return `(${RECORDER})=>${instrument(factory)}`;
}

/** Chunks of third-party code, each evaluated on first use: `vendor/<name>` for each file of vendor/. */
async function chunks() {
  const names = readdirSync(VENDOR).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));
  return Promise.all(
    names.map(async (name) => {
      const result = await build({
        entryPoints: [join(VENDOR, name)],
        bundle: true,
        write: false,
        format: "iife",
        globalName: "chunk",
        minify: true,
        legalComments: "none",
        target: "esnext",
        platform: "browser",
        plugins: [withoutNodeModules],
        define: { process: "undefined" },
        loader: { ".wasm": "binary" },
        // What programs see of the language is the pinned Node's, which lacks this.
        supported: { "from-base64": false },
        logLevel: "error",
      });
      const code = result.outputFiles[0]?.text ?? "";
      return /** @type {const} */ ([
        `vendor/${name.slice(0, -".ts".length)}`,
        `(() => {${code}\nreturn chunk})()`,
      ]);
    }),
  );
}

/** Packages that look for Node's own modules when they run there get empty ones. */
const withoutNodeModules = {
  name: "without-node-modules",
  /** @param {import("esbuild").PluginBuild} plugin */
  setup(plugin) {
    plugin.onResolve({ filter: /^(node:)?(fs|path|crypto|module|util)$/ }, ({ path }) => ({
      path,
      namespace: "empty",
    }));
    plugin.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "module.exports = {}" }));
  },
};

/** @param {string} node path of the Node whose library is wanted */
function record(node) {
  const folder = mkdtempSync(join(tmpdir(), "record-"));
  try {
    const out = join(folder, "recorded.json");
    const args = ["--expose-internals", join(HERE, "record.cjs"), out];
    // Its warning that internals are exposed is of no interest.
    execFileSync(node, args, { stdio: "ignore" });
    return JSON.parse(readFileSync(out, "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Modules that no program does without, besides those that Node has loaded before it begins. */
const ALWAYS = /^internal\/(per_context\/|bootstrap\/|main\/(run_main_module|eval_string)$)/;

/**
 * Node's library as one block of bytes with an index: id -> [offset, length]. Besides the modules it holds `recorded`
 * (JSON, see record.cjs) and `vendor/<name>`. It is cut in two: what a program cannot start without, and the rest.
 *
 * @param {string} node path of the Node whose library is wanted
 * @returns {Promise<{ first: Buffer, rest: Buffer, index: Record<string, [number, number]> }>}
 */
export async function packLibrary(node) {
  const { recorded, sources, started } = record(node);
  const ids = Object.keys(sources).filter((id) => !LEFT_OUT.test(id));
  for (const id of patchedIds)
    if (!ids.includes(id)) throw new Error(`The patched module ${id} does not exist`);
  recorded.builtinIds = ids;
  /** @type {(readonly [string, string])[]} */
  const entries = [["recorded", JSON.stringify(recorded)]];
  const isFirst = (id) => started.includes(id) || ALWAYS.test(id);
  const sorted = [...ids.filter(isFirst), ...ids.filter((id) => !isFirst(id))];
  for (const id of sorted) entries.push([id, await factorySource(id, sources[id])]);
  entries.push(...(await chunks()));
  const last = ids.findLast(isFirst);
  /** @type {Record<string, [number, number]>} */
  const index = {};
  const parts = [];
  let offset = 0;
  for (const [id, text] of entries) {
    const bytes = Buffer.from(text);
    index[id] = [offset, bytes.length];
    offset += bytes.length;
    parts.push(bytes);
  }
  const [start, length] = index[last] ?? [0, 0];
  const bytes = Buffer.concat(parts);
  return { first: bytes.subarray(0, start + length), rest: bytes.subarray(start + length), index };
}
