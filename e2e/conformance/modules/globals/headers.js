// Headers.
const headers = new Headers({ "Content-Type": "text/plain", "X-A": "1" });
headers.append("x-a", "2");
headers.append("Set-Cookie", "a=1");
headers.append("set-cookie", "b=2");
console.log(headers, [...headers], headers.get("X-a"), headers.getSetCookie(), headers.has("nope"), headers.get("nope"));
headers.set("x-a", " trimmed ");
headers.delete("content-type");
console.log([...headers.keys()], [...headers.values()], new Headers([["k", "v"]]).get("K"), new Headers(headers).get("x-a"));
headers.forEach((value, key) => console.log(key, value));
for (const bad of [() => new Headers([["a"]]), () => headers.append("a b", "x"), () => headers.append("a", "x\ny"), () => headers.get(), () => new Headers(5), () => headers.set("é", "x"), () => headers.set("x", "漢"), () => Headers.prototype.get.call({}, "x")]) try { console.log(bad()); } catch (error) { console.log(error.name, error.code, error.message); }
