import type { Forbidden } from "../core/task.ts";

/** Where the script lies, below the sandbox's working directory. */
export const FORBIDDEN = ".mirrorbox/forbidden.cjs";

/**
 * What every Node program of the sandbox's shells loads first: the solution itself, `main.js`, `main.mjs` or `main.ts` at
 * the root, meets there what it will meet when it is graded. Other programs may use everything: a script that runs the
 * solution on many inputs needs processes. It only tells, early; what holds is the machine that cases are graded on. It
 * uses Node alone, so it is the same on every host.
 */
export function forbiddenScript({ modules, globals }: Forbidden): string {
  return String.raw`"use strict";
const path = require("node:path");
const main = process.argv[1] || "";
if (path.dirname(main) === path.dirname(__dirname) && /^main(?:\.(?:js|mjs|ts))?$/.test(path.basename(main))) forbid();

function forbid() {
  const modules = ${JSON.stringify(modules)};
  const globals = ${JSON.stringify(globals)};
  const { isBuiltin, registerHooks } = require("node:module");
  const bare = (name) => name.replace(/^node:/, "");
  // fs/promises belongs to fs, _http_client to http.
  const family = (name) => bare(name).replace(/^_/, "").split(/[/_]/)[0];
  const families = new Set(modules.map(family));
  const denied = (name) =>
    isBuiltin(name) && (families.has(family(name)) || (bare(name) === "cluster" && families.has("child")));
  const refuse = (name) => {
    const error = new Error("Cannot use '" + bare(name) + "': this task forbids it.");
    error.code = "ERR_ACCESS_DENIED";
    // What is left leads to the line that asked; with the loader's own frames it would fill a small terminal.
    error.stack = error.stack.split("\n").filter((line) => !/node:internal|\.mirrorbox/.test(line)).join("\n");
    throw error;
  };
  // A host with an older Node has no hooks; grading tells there.
  if (registerHooks) {
    registerHooks({
      resolve: (name, context, next) => (denied(name) ? refuse(name) : next(name, context)),
    });
  }
  const { getBuiltinModule } = process;
  if (getBuiltinModule) {
    process.getBuiltinModule = (name) =>
      denied(String(name)) ? refuse(String(name)) : getBuiltinModule.call(process, name);
  }
  if (families.has("crypto")) globals.push("crypto", "Crypto", "CryptoKey", "SubtleCrypto");
  for (const name of new Set(globals)) {
    const get = () => refuse(name);
    Object.defineProperty(globalThis, name, { get, set: get, configurable: true, enumerable: false });
  }
}
`;
}
