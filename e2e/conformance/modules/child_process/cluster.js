// racy: workers start side by side
// A cluster of two workers on one port.
const cluster = require("node:cluster");
const http = require("node:http");
if (cluster.isPrimary) {
  console.log(cluster.isMaster, cluster.isWorker, cluster.schedulingPolicy === cluster.SCHED_RR);
  cluster.setupPrimary({ args: ["given"] });
  let listening = 0;
  for (let i = 0; i < 2; i++) cluster.fork({ NAME: `w${i}` });
  cluster.on("listening", (worker, { port, addressType }) => {
    if (++listening === 2) ask(port, addressType);
  });
  const ended = [];
  cluster.on("exit", (worker, code, signal) => {
    ended.push(`${worker.id} ${code} ${signal} ${worker.exitedAfterDisconnect}`);
    if (ended.length === 2) console.log(ended.sort());
  });
  const ask = async (port, type) => {
    const seen = new Set();
    for (let i = 0; i < 4; i++)
      await new Promise((resolve) => http.get({ port, agent: false }, (response) => response.on("data", (data) => seen.add(String(data))).on("end", resolve)));
    console.log(type, [...seen].sort());
    cluster.disconnect();
  };
} else {
  http.createServer((request, response) => response.end(`${cluster.worker.id} ${process.env.NAME} ${process.argv[2]}`)).listen(0);
}
