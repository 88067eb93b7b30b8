console.log(process.hasUncaughtExceptionCaptureCallback());
process.setUncaughtExceptionCaptureCallback((error) => console.log("captured", error.message));
process.on("uncaughtException", () => console.log("not called"));
console.log(process.hasUncaughtExceptionCaptureCallback());
for (const bad of [() => {}, 1]) {
  try {
    process.setUncaughtExceptionCaptureCallback(bad);
  } catch (error) {
    console.log(error.code, error.message);
  }
}
setTimeout(() => { throw new Error("one"); }, 1);
setTimeout(() => {
  process.setUncaughtExceptionCaptureCallback(null);
  process.removeAllListeners("uncaughtException");
  process.once("uncaughtException", (error) => console.log("listener", error.message));
  throw new Error("two");
}, 5);
