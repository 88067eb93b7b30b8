const { PassThrough } = require("node:stream");
const repl = require("node:repl");
const server = repl.start({ input: new PassThrough(), output: new PassThrough(), terminal: true, useGlobal: false });
server.context.sample = { alpha: 1, alphabet: 2, beta: { gamma: 3 } };
const ask = (line) => new Promise((resolve) => server.complete(line, (error, [found, on]) => resolve(console.log(JSON.stringify(line), found.filter(Boolean).slice(0, 6), on))));
(async () => {
  for (const line of ["sample.al", "sample.beta.", "samp", "require('node:path/", ".lo", "sample.none.x", "process.versi", "Math.ab"]) await ask(line);
  server.close();
})();
