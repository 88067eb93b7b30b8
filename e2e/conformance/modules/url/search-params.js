// URLSearchParams.
const params = new URLSearchParams("?a=1&b=2&a=3&c=%20+x&=e&f&é=ü");
console.log(params, [...params], params.toString(), params.size, params.getAll("a"), params.get("z"), params.has("a", "3"), params.has("a", "9"));
params.append("n", 5);
params.set("a", "only");
params.delete("b");
params.delete("n", "6");
params.sort();
console.log(String(params), [...params.keys()], [...params.values()], params.entries().next(), params.entries());
params.forEach(function (value, key, all) { if (key === "a") console.log(value, all === params, this.me); }, { me: 1 });
for (const init of [{ a: 1, b: ["x", "y"] }, [["k", "v"], new Set(["p", "q"])], new Map([["m", "é&="]]), "a=%ff%zz&b=\ud800", new URLSearchParams("copy=1"), undefined, null, ""]) console.log(JSON.stringify(new URLSearchParams(init).toString()));
const url = new URL("http://h/?x=1#f");
const { searchParams } = url;
searchParams.append("y", "a b");
console.log(url.href);
url.search = "?z=9";
console.log(String(searchParams), searchParams === url.searchParams);
searchParams.delete("z");
console.log(url.href, url.search);
for (const bad of [() => new URLSearchParams([[1]]), () => new URLSearchParams([5]), () => new URLSearchParams(Symbol("s")), () => params.get(), () => params.set("x"), () => params.forEach(5), () => URLSearchParams.prototype.get.call({}, "a"), () => new URLSearchParams({ [Symbol("k")]: 1 }), () => new URLSearchParams({ [Symbol.iterator]: 5 })])
  try {
    console.log(bad());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
