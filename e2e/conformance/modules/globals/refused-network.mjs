// What goes wrong before anything reaches a network.
for (const bad of [() => fetch(), () => fetch("nope"), () => fetch("http://u:p@h/"), () => fetch("ftp://h/"), () => fetch("http://h/", { method: "bad method" }), () => fetch("http://h/", { signal: AbortSignal.abort() }), () => fetch("http://h/", { body: "x" })])
  await Promise.resolve().then(bad).then((response) => console.log(response.status), (error) => console.log(error.name, error.message, error.cause?.message));
console.log(await (await fetch("data:text/plain,hello%20data")).text());
const url = URL.createObjectURL(new Blob(["a blob"], { type: "text/x" }));
console.log(await (await fetch(url)).text());
for (const bad of [() => new WebSocket(), () => new WebSocket("nope"), () => new WebSocket("ws://h", "bad protocol"), () => WebSocket("ws://h")]) try { bad(); } catch (error) { console.log(error.name, error.code, error.message); }
console.log(typeof EventSource, WebSocket.CONNECTING, WebSocket.OPEN, new CloseEvent("close", { code: 1, reason: "r", wasClean: true }).code, new MessageEvent("message", { data: 1 }).data);
