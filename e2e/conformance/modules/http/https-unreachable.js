// What can be done with https and tls where nobody answers.
const https = require("node:https");
const tls = require("node:tls");
console.log(tls.createSecureContext(), tls.getCiphers().length, tls.DEFAULT_MIN_VERSION, typeof https.globalAgent);
for (const options of [{ secureProtocol: "none" }, { cert: "x" }, { key: "x" }, { minVersion: "TLSv9" }]) {
  try {
    tls.createSecureContext(options);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
const agent = new https.Agent({ keepAlive: true, maxVersion: "TLSv1.2" });
https.get({ host: "127.0.0.1", port: 1, agent }).on("error", ({ code, syscall, port }) => {
  console.log(code, syscall, port);
  tls.connect({ host: "127.0.0.1", port: 1 }).on("error", (error) => {
    console.log(error.message);
  }).on("close", (failed) => console.log("closed", failed));
});
