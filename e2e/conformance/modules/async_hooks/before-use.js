// flags: --expose-internals --no-warnings
// Requests are no operations before they are used, handles are; a stack that was left in disorder ends the process.
const { internalBinding } = require("internal/test/binding");
const { TCP, TCPConnectWrap, constants } = internalBinding("tcp_wrap");
const { WriteWrap, ShutdownWrap } = internalBinding("stream_wrap");
const { GetAddrInfoReqWrap } = internalBinding("cares_wrap");
const { HTTPParser } = internalBinding("http_parser");
for (const Wrap of [TCPConnectWrap, WriteWrap, ShutdownWrap, GetAddrInfoReqWrap, HTTPParser]) console.log(Wrap.name, new Wrap().getAsyncId());
const handle = new TCP(constants.SOCKET);
console.log(handle.getAsyncId() > 0);
const parser = new HTTPParser();
parser.initialize(HTTPParser.REQUEST, {});
console.log(parser.getAsyncId() > 0);
parser[HTTPParser.kOnHeadersComplete] = () => { throw new Error("in a callback"); };
try { parser.execute(Buffer.from("GET / HTTP/1.1\r\n\r\n")); } catch (error) { console.log(error.message); }
parser.free();
console.log(parser.getAsyncId());
const { spawnSync } = require("node:child_process");
const disorder = `
  const hooks = require("internal/async_hooks");
  require("node:async_hooks").createHook({ init() {} }).enable();
  const [one, two] = [hooks.newAsyncId(), hooks.newAsyncId()];
  hooks.emitBefore(one, 1);
  hooks.emitBefore(two, 1);
  process.on("exit", () => console.log("never"));
  hooks.emitAfter(one);
  console.log("never");`;
const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-internals", "-e", disorder], { encoding: "utf8" });
console.log(status, stdout, stderr.split("\n")[0].replace(/\d+/g, "N"));
