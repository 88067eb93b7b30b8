// fork: messages both ways, JSON serialization, disconnect, events.
// racy: which of the two tells of the end first is up to the system
const { fork } = require("node:child_process");
if (process.argv[2] === "child") {
  process.on("message", (message) => {
    if (message === "stop") return process.disconnect();
    process.send({ got: message, type: typeof message });
  });
  process.on("disconnect", () => console.log("child disconnected", process.connected));
  process.send({ connected: process.connected, argv: process.argv.slice(2), channel: typeof process.channel });
} else {
  const child = fork(__filename, ["child", "more"], { env: { ...process.env, A: "b" } });
  const sent = [1, "text", null, true, { a: [1, { b: undefined, c: new Date(0) }] }, [NaN, -0], "é😀"];
  let answers = 0;
  child.on("message", (message) => {
    console.log("parent got", JSON.stringify(message));
    if (++answers === sent.length + 1) child.send("stop", (error) => console.log("sent stop", error));
  });
  child.on("disconnect", () => {
    console.log("parent disconnected", child.connected);
    child.send("late", (error) => console.log(error.code, error.message));
  });
  child.on("exit", (code, signal) => console.log("exit", code, signal));
  for (const message of sent) console.log(child.send(message));
  for (const bad of [undefined, () => {}, Symbol("x"), 5n])
    try {
      child.send(bad);
    } catch (error) {
      console.log(error.name, error.code, error.message.split("\n")[0]);
    }
  console.log(child.connected, child.channel !== undefined, child.stdin, child.stdio.length);
}
