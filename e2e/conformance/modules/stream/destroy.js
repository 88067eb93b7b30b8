// The order of destroying, and errors after it.
const { addAbortSignal, PassThrough, Readable, Writable } = require("node:stream");
const stream = new Readable({ read() {}, construct(done) { console.log("construct"); setImmediate(done); }, destroy(error, done) { console.log("destroy", error.message); done(error); } });
stream.on("error", (error) => console.log("error", error.message)).on("close", () => console.log("close"));
stream.destroy(new Error("first")).destroy(new Error("second"));
console.log(stream.destroyed, stream.readableAborted, stream.readableDidRead, Readable.prototype.destroy.length);
const quiet = new Writable({ write() {}, emitClose: false });
quiet.on("close", () => console.log("never"));
quiet.destroy();
const failed = new Writable({ construct(done) { done(new Error("no construct")); }, write(_c, _e, done) { done(); } });
failed.on("error", (error) => console.log("construct failed", error.message));
failed.write("x", (error) => console.log("write", error.message));
const controller = new AbortController();
const bound = addAbortSignal(controller.signal, new PassThrough());
bound.on("error", (error) => console.log(error.name, error.code));
controller.abort();
const late = new PassThrough();
late.on("error", (error) => console.log(error.code));
late.destroy();
late.write("x", (error) => console.log("cb", error.code));
console.log(late.push("x"), Readable.isDisturbed?.(late), require("node:stream").isErrored(failed), require("node:stream").isReadable(new PassThrough()), require("node:stream").isWritable(late));
(async () => {
  await using disposed = new PassThrough();
  disposed.on("close", () => console.log("disposed"));
})();
