process.on("unhandledRejection", (reason, promise) => {
  console.log("unhandled", String(reason), promise instanceof Promise);
  if (promise === late) setTimeout(() => promise.catch(() => console.log("handled at last")), 1);
});
process.on("rejectionHandled", (promise) => console.log("rejectionHandled", promise === late));
const late = Promise.reject(new Error("late"));
Promise.reject(1);
const soon = Promise.reject(new Error("soon"));
process.nextTick(() => soon.catch((error) => console.log("in time", error.message)));
(async () => { throw new RangeError("async"); })();
new Promise((resolve, reject) => { resolve(1); reject(2); throw 3; });
Promise.all([Promise.reject("all")]).finally(() => console.log("finally"));
