// Request, Response and their bodies.
const response = new Response('{"a":1}', { status: 201, statusText: "Made", headers: { "content-type": "application/json" } });
console.log(response.status, response.ok, response.statusText, response.type, response.url, response.redirected, response.bodyUsed, response.headers.get("content-type"));
const copy = response.clone();
console.log(await response.json(), response.bodyUsed, await copy.text());
await response.text().catch((error) => console.log(error.name, error.message));
console.log(await Response.json({ b: [2] }).text(), Response.json({}).headers.get("content-type"), Response.error().type, Response.redirect("http://a/", 302).headers.get("location"));
console.log(await new Response(new Uint8Array([1, 2])).bytes(), (await new Response("blob").blob()).type, (await new Response(new URLSearchParams("q=1")).formData()).get("q"), await new Response().text());
console.log((await new Response(new Blob(["x"], { type: "a/b" })).arrayBuffer()).byteLength, await new Response(ReadableStream.from([new Uint8Array([97])])).text(), new Response(null).body);
const request = new Request("http://h/p?q#f", { method: "post", body: "data", headers: { a: "b" }, mode: "cors", credentials: "omit", cache: "no-store", redirect: "manual" });
console.log(request.method, request.url, request.mode, request.credentials, request.cache, request.redirect, request.headers.get("content-type"), await request.clone().text(), request.signal.aborted);
console.log(await new Request(request, { method: "PUT" }).text());
for (const bad of [() => new Response("x", { status: 99 }), () => new Response("x", { status: 204 }), () => new Response("x", { statusText: "\n" }), () => new Request("nope"), () => new Request("http://a", { method: "bad method" }), () => new Request("http://a", { body: "x" }), () => new Request("http://u:p@a"), () => Response.redirect("nope"), () => Response.redirect("http://a", 200), () => new Request("http://a", { method: "TRACE" })]) try { console.log(bad().status); } catch (error) { console.log(error.name, error.code, error.message); }
