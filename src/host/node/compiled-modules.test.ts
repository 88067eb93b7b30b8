import { expect, test } from "vitest";
import { CompiledModules } from "./compiled-modules.ts";

/** A module that exports a function of that name. */
function wasm(name: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(name);
  // Header; one type; one function of it; the export; its body.
  const parts = [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    [1, 4, 1, 0x60, 0, 0],
    [3, 2, 1, 0],
    [7, text.length + 4, 1, text.length, ...text, 0, 0],
    [10, 4, 1, 2, 0, 0x0b],
  ];
  return Uint8Array.from(parts.flat());
}

const exported = (module: WebAssembly.Module | null) =>
  module && WebAssembly.Module.exports(module).map(({ name }) => name);

function holding(...names: readonly string[]): CompiledModules {
  const modules = new CompiledModules();
  for (const name of names) modules.expect(wasm(name))();
  return modules;
}

test("the same bytes are known again, wherever they lie, and each time as a module of its own", () => {
  const modules = holding("one", "two");
  const bytes = wasm("one");
  const padded = new Uint8Array(bytes.length + 3);
  padded.set(bytes, 3);
  const first = modules.known(bytes);
  const second = modules.known(bytes.buffer);
  expect([first, second, modules.known(padded.subarray(3))].map(exported)).toEqual([
    ["one"],
    ["one"],
    ["one"],
  ]);
  expect(first).not.toBe(second);
});

test("other bytes are not known, not even when they differ in one bit or in length", () => {
  const modules = holding("one");
  for (let at = 0; at < wasm("one").length; at++) {
    const bytes = wasm("one");
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(modules.known(bytes)).toBeNull();
  }
  expect(modules.known(wasm("one").subarray(0, -1))).toBeNull();
  expect(modules.known(Uint8Array.from([...wasm("one"), 0]))).toBeNull();
});

test("what a program does to its bytes and its module afterwards changes nothing", () => {
  const modules = new CompiledModules();
  const bytes = wasm("one");
  const worked = modules.expect(bytes);
  bytes.fill(7);
  worked();
  expect(modules.known(bytes)).toBeNull();
  const module = modules.known(wasm("one"));
  Object.assign(module ?? {}, { left: 1 });
  Object.setPrototypeOf(module, null);
  expect(exported(modules.known(wasm("one")))).toEqual(["one"]);
  expect(modules.known(wasm("one"))).not.toHaveProperty("left");
});

test("a program's setters and getters get nothing of what is kept", () => {
  const caught: unknown[] = [];
  const catching = {
    configurable: true,
    get: () => undefined,
    set: (value: unknown) => void caught.push(value),
  };
  const names = ["0", "1", "next", "module", "bytes"];
  for (const name of names) Object.defineProperty(Object.prototype, name, catching);
  const modules = holding("one", "two");
  const known = exported(modules.known(wasm("one")));
  for (const name of names) Reflect.deleteProperty(Object.prototype, name);
  expect(known).toEqual(["one"]);
  expect(caught).toEqual([]);
});

test("the few used last are kept", () => {
  const modules = holding("a", "b", "c", "d");
  expect(exported(modules.known(wasm("a")))).toEqual(["a"]);
  modules.expect(wasm("e"))();
  expect(["a", "b", "c", "d", "e"].filter((name) => modules.known(wasm(name)))).toEqual(["a", "c", "d", "e"]);
});

test("what is no bytes of its own is left to the browser", () => {
  const modules = holding("one");
  const shared = new Uint8Array(new SharedArrayBuffer(wasm("one").length));
  shared.set(wasm("one"));
  const proxy = new Proxy(wasm("one"), {});
  for (const source of [null, undefined, "text", {}, [], shared, shared.buffer, new Uint8Array(0), proxy]) {
    expect(modules.known(source)).toBeNull();
    expect(modules.expect(source)()).toBeUndefined();
  }
});
