// FormData, alone and in bodies.
const form = new FormData();
form.append("a", 1);
form.append("a", "two");
form.append("file", new Blob(["content"], { type: "text/plain" }), "f.txt");
form.set("b", "x");
console.log(form.get("a"), form.getAll("a"), form.has("b"), form.get("none"), form.get("file").name, await form.get("file").text());
form.delete("a");
console.log([...form.keys()], [...form.values()].map((value) => typeof value), Object.prototype.toString.call(form));
const body = await new Response(form).text();
const boundary = /^--(.*)\r\n/.exec(body)[1];
console.log(body.replaceAll(boundary, "<boundary>"), new Response(form).headers.get("content-type").replace(/boundary=.*/, "boundary=<boundary>").length > 20);
const back = await new Response(`--X\r\nContent-Disposition: form-data; name="k"\r\n\r\nv\r\n--X\r\nContent-Disposition: form-data; name="up"; filename="n.bin"\r\nContent-Type: a/b\r\n\r\n\u00e9\r\n--X--\r\n`, { headers: { "content-type": "multipart/form-data; boundary=X" } }).formData();
console.log(back.get("k"), back.get("up").name, back.get("up").type, back.get("up").size);
await new Response("x").formData().catch((error) => console.log(error.name, error.message));
for (const bad of [() => form.append("a"), () => new FormData(5), () => form.append("a", "b", "c"), () => form.get()]) try { bad(); } catch (error) { console.log(error.name, error.code, error.message); }
