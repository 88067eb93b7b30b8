// fork with advanced serialization: maps, sets, dates, views, cycles, errors.
const { fork } = require("node:child_process");
if (process.argv[2] === "child") {
  process.on("message", (message) => process.send(message, () => process.disconnect()));
} else {
  const child = fork(__filename, ["child"], { serialization: "advanced" });
  const message = { map: new Map([[1, { deep: new Set(["a"]) }]]), date: new Date(5), big: 10n, views: [new Uint16Array([1, 2]), Buffer.from("buf")], re: /x+/gi, none: undefined, hole: [, 1], error: new RangeError("far"), zero: -0 };
  message.self = message;
  child.send(message);
  child.on("message", (back) => {
    console.log(back.map, back.date, back.big, back.views, back.re, "none" in back, back.hole, back.zero);
    console.log(back.self === back, back.error instanceof RangeError, back.error.message);
  });
  child.on("exit", (code) => console.log("exit", code));
  try {
    child.send({ f() {} });
  } catch (error) {
    console.log(error.name, error.message);
  }
}
