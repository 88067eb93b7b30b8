// readFile and writeFile with an AbortSignal, and with large content.
const fs = require("node:fs");
fs.writeFileSync("big", Buffer.alloc(3_000_000, "xyz"));
const controller = new AbortController();
fs.readFile("big", { signal: controller.signal }, (error, data) => {
  console.log(error.name, error.code, error.message, data);
});
controller.abort();
fs.readFile("big", { signal: AbortSignal.abort("why") }, (error) => console.log(error.name, error.cause));
fs.readFile("big", (error, data) => {
  console.log(error, data.length, data.subarray(-4).toString());
  fs.writeFile("copy", data, { signal: new AbortController().signal, flush: true }, (error) => {
    console.log(error, fs.statSync("copy").size);
    fs.readFile("copy", { encoding: "latin1", flag: "r+" }, (error, text) => console.log(error, text.length));
  });
});
try {
  fs.readFile("big", { signal: "x" }, () => {});
} catch (error) {
  console.log(error.code, error.message);
}
fs.writeFile("other", "x", { signal: AbortSignal.abort() }, (error) => console.log(error.name, fs.existsSync("other")));
fs.promises.readFile("big", { signal: AbortSignal.abort() }).catch((error) => console.log(error.name, error.code));
