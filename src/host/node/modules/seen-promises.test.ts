import { expect, it } from "vitest";
import { seenPromises } from "./seen-promises.ts";

const F = "async function f() { return 1; }\n";

it.each([
  `${F}console.log(f());`,
  `${F}const p = f(); console.log(p);`,
  "const o = { async f() {} }; console.log([o.f()]);",
  "console.log((async () => 1)());",
  "console.log([1].map(async (x) => x));",
  "const p = new Promise((r) => r(1)); console.log(p);",
  "const sleep = (ms) => new Promise((r) => setTimeout(r, ms)); const p = sleep(1); console.log(p);",
  "const q = Promise.resolve(1).then((x) => x); console.log(q);",
])("a promise may be printed: %s", (source) => {
  expect(seenPromises(source)).toBeDefined();
});

it.each([
  "console.log(1);",
  `${F}f();`,
  `${F}async function main() { console.log(await f()); return f(); }\nmain().catch(console.error);`,
  "const sleep = (ms) => new Promise((r) => setTimeout(r, ms)); (async () => { await sleep(1); console.log(1); })();",
  `${F}async function main() { console.log(await Promise.all([f(), f()])); }\nmain();`,
  "class A { async f() { console.log(1); } async g() { await this.f(); } }\nnew A().g();",
  `${F}const p = f();`,
])("no promise is printed: %s", (source) => {
  expect(seenPromises(source)).toBeUndefined();
});

it("tells the names of functions that give promises", () => {
  const source = `${F}const g = async () => {}; class A { async h() {} }\nconsole.log(f(), g(), new A().h());`;
  expect([...(seenPromises(source) ?? [])].toSorted()).toEqual(["f", "g", "h"]);
});
