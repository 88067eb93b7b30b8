// Run by the pinned Node with --expose-internals: writes what the host has to know about it to the file argv[2], as JSON.
"use strict";

/** Modules that are there before a program begins. */
const started = process.moduleLoadList
  .filter((entry) => entry.startsWith("NativeModule "))
  .map((entry) => entry.slice("NativeModule ".length));

const { internalBinding } = require("internal/test/binding");
const { writeFileSync } = require("node:fs");
const { LANGUAGE_GLOBALS } = require("../globals.ts");
const { walkLanguage } = require("../language-objects.ts");

process.noDeprecation = true;

const sources = Object.fromEntries(
  Object.entries(process.binding("natives")).filter(([, source]) => typeof source === "string"),
);
const options = internalBinding("options");
const util = internalBinding("util");
const uv = internalBinding("uv");

/** A copy that JSON keeps, hidden properties included; undefined for what is not plain data. */
function plain(value, depth = 0) {
  if (value === null || ["number", "string", "boolean"].includes(typeof value)) return value;
  if (depth > 3 || typeof value !== "object") return undefined;
  if (Array.isArray(value)) return value.map((entry) => plain(entry, depth + 1));
  if (![null, Object.prototype].includes(Object.getPrototypeOf(value))) return undefined;
  return Object.fromEntries(
    Object.getOwnPropertyNames(value).map((name) => [name, plain(value[name], depth + 1)]),
  );
}

function methodsOf(constructor) {
  const names = new Set();
  for (
    let object = constructor.prototype;
    object && object !== Object.prototype;
    object = Object.getPrototypeOf(object)
  )
    for (const name of Object.getOwnPropertyNames(object)) if (name !== "constructor") names.add(name);
  return [...names];
}

function shapeOf(binding) {
  const shape = { values: {}, functions: [], classes: {}, arrays: {} };
  for (const name of Object.getOwnPropertyNames(binding)) {
    // Too much, or recorded elsewhere.
    if (["natives", "config", "builtinIds", "builtinCategories", "Providers"].includes(name)) continue;
    const value = binding[name];
    if (typeof value === "function") {
      const methods = value.prototype ? methodsOf(value) : [];
      if (value.prototype && (methods.length > 0 || /^[A-Z]/.test(name))) shape.classes[name] = methods;
      else shape.functions.push(name);
    } else if (ArrayBuffer.isView(value)) {
      shape.arrays[name] = [value.constructor.name, value.length];
    } else {
      shape.values[name] = plain(value);
    }
  }
  return shape;
}

const names = new Set(
  Object.values(sources).flatMap((source) =>
    [...source.matchAll(/internalBinding\('([a-z_0-9]+)'\)/g)].map((match) => match[1]),
  ),
);
const bindings = {};
for (const name of [...names].sort((a, b) => (a < b ? -1 : 1))) {
  let binding = {};
  try {
    binding = internalBinding(name);
  } catch {
    // For another platform or build, or kept from tests: the library names it, so it has to be there.
  }
  // The constants are recorded as such.
  bindings[name] = shapeOf(name === "constants" ? {} : binding);
}

/** `[characters since the last change, columns]` wherever the columns that characters take in a terminal change. */
function columns() {
  const { getStringWidth } = internalBinding("icu");
  const changes = [];
  let last = 0;
  for (let code = 0; code <= 0x10ffff; code++) {
    const width = getStringWidth(String.fromCodePoint(code), false, true);
    if (width === changes.at(-1)?.[1]) continue;
    changes.push([code - last, width]);
    last = code;
  }
  return changes;
}

/** Names of the own properties of the language's objects. */
function languageObjects() {
  return Object.fromEntries(
    [...walkLanguage(LANGUAGE_GLOBALS)].map(([path, object]) => [path, Reflect.ownKeys(object).map(String)]),
  );
}

const table = options.getCLIOptionsInfo();
const constants = internalBinding("constants");
const recorded = {
  version: process.versions.node,
  versions: process.versions,
  release: process.release,
  config: JSON.stringify(process.config),
  builtinConfig: internalBinding("config"),
  constants: plain(constants),
  errors: [...uv.getErrorMap()],
  bindings,
  columns: columns(),
  languageObjects: languageObjects(),
  exitCodes: internalBinding("errors").exitCodes,
  utilConstants: util.constants,
  symbols: Object.getOwnPropertyNames(internalBinding("symbols")),
  privateSymbols: Object.getOwnPropertyNames(util.privateSymbols),
  asyncWrap: {
    constants: internalBinding("async_wrap").constants,
    providers: internalBinding("async_wrap").Providers,
  },
  optionValues: options.getCLIOptionsValues(),
  options: [...table.options].map(([name, info]) => [name, { ...info, defaultIsTrue: info.defaultIsTrue }]),
  aliases: [...table.aliases],
  optionTypes: options.types,
  envSettings: options.envSettings,
  builtinIds: Object.keys(sources),
};
/** Options that a thread may be given: those of an environment, not of the whole process. */
const { Worker } = internalBinding("worker");
recorded.threadOptions = recorded.options
  .filter(([name, { type }]) => {
    const arg = type > recorded.optionTypes.kBoolean && name.startsWith("--") ? `${name}=1` : name;
    const handle = new Worker(null, null, [arg], new Float64Array(4).fill(-1), true, false, "probe");
    // It would keep this process alive.
    handle.messagePort?.close();
    // A value that is wrong is told in other words.
    return !handle.invalidExecArgv?.includes(arg);
  })
  .map(([name]) => name);
// This process was started with --expose-internals; a program's is not.
recorded.optionValues["--expose-internals"] = false;

writeFileSync(
  process.argv[2],
  JSON.stringify({ recorded, sources, started }, (_key, value) =>
    typeof value === "bigint" ? Number(value) : value,
  ),
);
