import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, transform } from "esbuild";
import { instrument, RECORDER } from "./instrument.ts";
import { LLHTTP_HOLDER, llhttpBytes } from "./llhttp.ts";
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

/**
 * The factory, made by a function that takes the recorder. Both stand in parentheses: an engine then compiles them while
 * it reads them, where it would otherwise read them once to find their ends and once more when they are called.
 */
function told(factory) {
  return `(function(${RECORDER}){return ${instrument(factory)}})`;
}

/**
 * Chunks of third-party code, each evaluated on first use: `vendor/<name>` for each file of vendor/.
 *
 * @param {Readonly<Record<string, string>>} sources Node's library
 */
async function chunks(sources) {
  const llhttp = llhttpBytes(sources[LLHTTP_HOLDER] ?? "");
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
        plugins: [withoutNodeModules, fromLibrary(llhttp)],
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

/**
 * `llhttp.wasm`, which is in no package.
 *
 * @param {Uint8Array} contents
 * @returns {import("esbuild").Plugin}
 */
const fromLibrary = (contents) => ({
  name: "from-library",
  setup(plugin) {
    plugin.onResolve({ filter: /^llhttp\.wasm$/ }, ({ path }) => ({ path, namespace: "library" }));
    plugin.onLoad({ filter: /.*/, namespace: "library" }, () => ({ contents, loader: "binary" }));
  },
});

/** What Node has in its snapshot, although no small program asks for it. */
const SELDOM = new Set([
  "internal/inspector_async_hook",
  "internal/source_map/source_map",
  "internal/vm/module",
]);

/** What prints the modules that the smallest programs load. */
const LISTING = "console.log(process.moduleLoadList.join());";

/**
 * Modules that Node has loaded when a program, as a file or on the command line, has printed its first line to a pipe.
 *
 * @param {string} node
 */
function plain(node) {
  const folder = mkdtempSync(join(tmpdir(), "plain-"));
  try {
    const file = join(folder, "main.js");
    writeFileSync(file, `console.log();${LISTING}`);
    return [[file], ["-e", `console.log();${LISTING}`]].flatMap((args) =>
      [...execFileSync(node, args, { encoding: "utf8" }).matchAll(/NativeModule ([^,\n]+)/g)].map(
        ([, id]) => id ?? "",
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

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
 * (JSON, see record.cjs) and `vendor/<name>`. It is cut in two: what a program cannot start without, and the rest, what
 * is small before what is large, since it can be used as soon as it has come.
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
  const wanted = new Set([...started, ...plain(node)]);
  const isFirst = (id) => (wanted.has(id) && !SELDOM.has(id)) || ALWAYS.test(id);
  const made = async (id) => /** @type {const} */ ([id, await factorySource(id, sources[id])]);
  entries.push(...(await Promise.all(ids.filter(isFirst).map(made))));
  const last = entries.at(-1)?.[0] ?? "";
  const rest = await Promise.all(ids.filter((id) => !isFirst(id)).map(made));
  rest.push(...(await chunks(sources)));
  entries.push(...rest.sort(([, a], [, b]) => a.length - b.length));
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
