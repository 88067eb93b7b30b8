// URLPattern.
const attempt = (act) => {
  try {
    console.log(act());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const pattern = new URLPattern("https://*.example.com/:kind/(\\d+)?");
console.log(pattern.hostname, pattern.pathname, pattern.protocol, pattern.port, pattern.hash, pattern.hasRegExpGroups);
console.log(pattern.test("https://a.example.com/b/12"), pattern.test("http://a.example.com/b/12"), pattern.exec("https://a.example.com/b/12").pathname);
attempt(() => new URLPattern({ pathname: "/books/:id" }).exec({ pathname: "/books/7" }));
attempt(() => new URLPattern("/x", "https://h.com/y").pathname);
attempt(() => new URLPattern({ pathname: "/A" }, { ignoreCase: true }).test({ pathname: "/a" }));
attempt(() => new URLPattern("/x"));
attempt(() => new URLPattern({ pathname: "/:" }));
attempt(() => new URLPattern(5));
attempt(() => URLPattern("a"));
attempt(() => new URLPattern({}, 5));
attempt(() => new URLPattern().test(5));
attempt(() => new URLPattern().test({}, "http://a"));
attempt(() => new URLPattern({ search: "q=*" }).exec("http://h/p?q=1").search);
attempt(() => new URLPattern("https://e.com/:a").test("zz"));
attempt(() => [pattern, Object.prototype.toString.call(pattern), require("node:url").URLPattern === URLPattern, Object.keys(URLPattern.prototype).length]);

// What counts as base and as options, and what getters throw.
const outcome = (run) => {
  try {
    return run();
  } catch (error) {
    return [error.name, error.code, error.message];
  }
};
for (const values of [
  ["https://a.b", null, null],
  ["https://a.b", undefined, undefined],
  ["https://a.b", {}, null],
  ["https://a.b", 5],
  ["https://a.b", 5, {}],
  ["/x", "https://a.b", null],
  [{}, { ignoreCase: "yes" }],
])
  console.log(outcome(() => new URLPattern(...values).hostname));
const thrower = (name) => Object.defineProperty({}, name, { get: () => { throw new Error(name); } });
console.log(outcome(() => new URLPattern(thrower("protocol"))));
console.log(outcome(() => new URLPattern({}, thrower("ignoreCase"))));
console.log(outcome(() => new URLPattern().test(thrower("hash"))));
console.log(outcome(() => new URLPattern().test("https://a.b", null)));
console.log(outcome(() => new URLPattern().test({}, null)));
console.log(outcome(() => new URLPattern().test({}, undefined)));
