// What the module exports.
const http = require("node:http");
console.log(Object.keys(http).sort().join());
console.log(http.METHODS.join());
console.log(JSON.stringify(http.STATUS_CODES));
console.log(http.maxHeaderSize, typeof http.globalAgent, http.Agent.defaultMaxSockets, http.createServer.length, http.get.length);
http.setMaxIdleHTTPParsers(5);
for (const bad of [0, "x"])
  try {
    http.setMaxIdleHTTPParsers(bad);
  } catch (error) {
    console.log(error.code, error.message);
  }
for (const name of ["https", "http2", "tls", "dgram"]) console.log(typeof require(`node:${name}`));
