const only = (...names) => process.getActiveResourcesInfo().filter((name) => names.includes(name)).sort().join();
console.log(only("Timeout", "Immediate"));
const timer = setTimeout(() => {}, 10);
setInterval(() => {}, 10).unref();
setImmediate(() => console.log(only("Timeout", "Immediate")));
console.log(only("Timeout", "Immediate"));
timer.unref();
console.log(only("Timeout", "Immediate"));
const server = require("node:net").createServer().listen(0, () => {
  console.log(only("TCPServerWrap"));
  server.close(() => setImmediate(() => console.log(only("TCPServerWrap"))));
});
