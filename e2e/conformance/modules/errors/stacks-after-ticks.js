// Microtasks that follow ticks are run by Node's library, which stacks show.
const { once } = require("node:events");
const { readFile } = require("node:fs");
const { createGzip } = require("node:zlib");
const { Readable } = require("node:stream");
const { setTimeout: sleep } = require("node:timers/promises");

const show = (name) => console.log(new Error(name).stack);

async function deep(depth) {
  if (depth > 0) return await deep(depth - 1);
  await new Promise((resolve) => process.nextTick(resolve));
  show(`deep`);
}

class Reader {
  async read() {
    await null;
    for await (const part of Readable.from(["a"])) show(`part ${part}`);
  }
}

async function main() {
  await null;
  show("before any tick");
  await new Promise((resolve) => process.nextTick(resolve));
  show("after a tick");
  await sleep(1);
  show("after a timer");
  await new Promise((resolve) => setImmediate(resolve));
  show("after an immediate");
  await new Promise((resolve) => readFile(__filename, resolve));
  show("after a callback");
  await new Reader().read();
  const zip = createGzip();
  zip.resume().end("text");
  await once(zip, "end");
  show("after a stream");
  await deep(2);
  await deep(12);
  process.nextTick(() => Promise.resolve().then(() => show("in a reaction")));
  await sleep(1);
  const { prepareStackTrace } = Error;
  await new Promise((resolve) => process.nextTick(resolve));
  Error.prepareStackTrace = (_error, sites) =>
    sites.map((site) => `${site.getTypeName()} ${site.getFunctionName()} ${site.getFileName().startsWith("node:")}`);
  console.log(new Error("sites").stack);
  Error.prepareStackTrace = prepareStackTrace;
  await Promise.resolve(5).then(() => process.nextTick(() => {}));
  const error = await (async () => {
    await new Promise((resolve) => process.nextTick(resolve));
    return Promise.reject(new TypeError("caught"));
  })().catch((reason) => reason);
  console.log(error);
  await new Promise((resolve) => process.nextTick(resolve));
  throw new RangeError("nobody catches it");
}

main();
