import { closeFunction, closeTable } from "./checkpoint/closing.ts";
import type { RealmContext } from "./realm-context.ts";

/** What `util.promisify` hands out and marks: the exports of these modules. */
const PROMISED = ["timers/promises", "stream/promises"];

/** Bindings that `process.binding` does not hand out. */
const INTERNAL_BINDINGS = [
  "async_wrap",
  "blob",
  "builtins",
  "credentials",
  "encoding_binding",
  "errors",
  "messaging",
  "mksnapshot",
  "module_wrap",
  "modules",
  "options",
  "performance",
  "string_decoder",
  "symbols",
  "task_queue",
  "timers",
  "trace_events",
  "types",
  "url",
  "worker",
];

interface Constructor {
  readonly prototype: object;
}

/** Modules that change their own exports later on, or whose exports programs get. */
const CHANGING = /^internal\/util\/colors$|\/promises$/;

/**
 * What closes those objects of Node's library that neither it nor a program changes later on, so that they need not be
 * compared after each program.
 *
 * @param loaded modules that were evaluated
 */
export function closerFor(context: RealmContext, loaded: Iterable<string>): (object: object) => void {
  const { BuiltinModule } = context.require("internal/bootstrap/realm") as { BuiltinModule: Constructor };
  const { codes, kIsNodeError } = context.require("internal/errors") as {
    codes: object;
    kIsNodeError: symbol;
  };
  const open = openOnes(context, loaded);
  const { os } = context.internalBinding("constants") as unknown as { os: { signals: object } };
  // The module `os` freezes the signals, which could not be undone.
  const closed = new Set<unknown>([codes, os.signals, ...internalExports(context, loaded)]);
  // A proxy of the library's may warn of a key that is asked for, but not of a list of its keys.
  const isErrorClass = (object: object): boolean =>
    Object.getOwnPropertySymbols(object).includes(kIsNodeError) ||
    (typeof object === "function" && /^(NodeError|HideStackFramesError)$/.test(object.name));
  return (object) => {
    if (closed.has(object)) Object.freeze(object);
    else if (Object.getPrototypeOf(object) === BuiltinModule.prototype) Object.seal(object);
    else if (isErrorClass(object)) {
      Object.seal(object);
      if (typeof object === "function") Object.seal(object.prototype);
    }
    if (typeof object === "function") keepOpen(object, open);
    if (open.has(object)) return;
    closeFunction(object);
    closeTable(object);
  };
}

function openOnes(context: RealmContext, loaded: Iterable<string>): Set<unknown> {
  const { Module } = context.require("internal/modules/cjs/loader") as {
    Module: Constructor & { readonly builtinModules: unknown };
  };
  const { moduleLoadList } = context.process as unknown as { moduleLoadList: readonly string[] };
  const promised = [...loaded].filter((id) => PROMISED.includes(id));
  // Its module makes values of them when it is evaluated; `navigator` takes one of them without it.
  const ofSystem = moduleLoadList.includes("Internal Binding os") ? context.internalBinding("os") : {};
  return new Set<unknown>([
    (Module.prototype as { require?: unknown }).require, // which gets the property `main`
    moduleLoadList,
    Module.builtinModules,
    ...Object.values(ofSystem),
    ...promised.flatMap((id) => Object.values(context.require(id) as object)),
  ]);
}

/** What the library's internal modules export, and internal bindings: no program gets hold of these objects. */
function internalExports(context: RealmContext, loaded: Iterable<string>): Set<unknown> {
  const ids = [...loaded].filter(
    (id) => !/^(vendor\/|internal\/(bootstrap|main|per_context|deps)\/)/.test(id),
  );
  const { moduleLoadList } = context.process as unknown as { moduleLoadList: readonly string[] };
  const isThere = (name: string): boolean => moduleLoadList.includes(`Internal Binding ${name}`);
  const found = new Set<unknown>(
    INTERNAL_BINDINGS.filter(isThere).map((name) => context.internalBinding(name)),
  );
  for (const id of ids)
    if (id.startsWith("internal/") && !CHANGING.test(id)) {
      const exports = context.require(id);
      if (typeof exports === "object") found.add(exports);
    }
  // Some of them are a part of what a module for programs exports, or global objects.
  for (const object of [
    globalThis,
    ...ids.filter((id) => !id.startsWith("internal/")).map((id) => context.require(id)),
  ])
    for (const value of [object, ...dataOf(object)]) found.delete(value);
  return found;
}

/** The values of an object's properties, without calling its accessors. */
function dataOf(object: unknown): unknown[] {
  if ((typeof object !== "object" || object === null) && typeof object !== "function") return [];
  return Object.values(Object.getOwnPropertyDescriptors(object)).map(({ value }): unknown => value);
}

/** What a function holds under a symbol is marked by `util.promisify`, too. */
function keepOpen(object: object, open: Set<unknown>): void {
  for (const key of Object.getOwnPropertySymbols(object)) {
    const held: unknown = Object.getOwnPropertyDescriptor(object, key)?.value;
    if (typeof held === "function") open.add(held);
  }
}
