// Ending a thread that has just ended by itself, and keys in messages.
const { Worker } = require("node:worker_threads");
const { webcrypto } = require("node:crypto");
const { createHistogram } = require("node:perf_hooks");
const text = "const { parentPort } = require('worker_threads'); parentPort.postMessage(1);";
const ends = async () => {
  const worker = new Worker(text, { eval: true });
  await new Promise((resolve) => worker.once("message", resolve));
  // Whether it ends by itself before is a matter of luck.
  const until = Date.now() + 20;
  while (Date.now() < until);
  const code = await worker.terminate();
  return code === 0 || code === 1 || code === undefined;
};
(async () => {
  console.log(await Promise.all([ends(), ends(), ends()]));
  const usages = ["sign", "verify"];
  const key = await webcrypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, true, usages);
  const copy = structuredClone(key);
  console.log(copy.type, copy.algorithm, copy.usages, copy instanceof CryptoKey, copy === key);
  const mac = await webcrypto.subtle.sign("HMAC", key, Buffer.from("x"));
  console.log(await webcrypto.subtle.verify("HMAC", copy, mac, Buffer.from("x")));
  const histogram = createHistogram();
  for (let value = 1; value <= 5000; value += 7) histogram.record(value);
  const shared = structuredClone(histogram);
  shared.record(100_000);
  console.log(histogram.count, shared.max, histogram.cdf(2500), histogram.countAt(8), histogram.percentilesAt([1, 50]));
  console.log(histogram.linearBuckets(20_000), histogram.logBuckets(1, 10));
})();
