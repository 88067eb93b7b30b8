const repl = require("repl");
const { PassThrough } = require("stream");
const vm = require("vm");

function session(options, lines) {
  const input = new PassThrough();
  const output = new PassThrough();
  let text = "";
  output.on("data", (chunk) => (text += chunk));
  return new Promise((done) => {
    const server = repl.start({ prompt: "> ", input, output, terminal: false, ...options });
    server.on("exit", () => done(text));
    options.setUp?.(server);
    for (const line of lines) input.write(`${line}\n`);
    setTimeout(() => input.end(), 60);
  });
}
(async () => {
  console.log(await session({}, ["1 + 1", "_ * 2", "_ = 9", "5", "_", "this === globalThis", "Object.keys(globalThis).includes('mine')"]));
  globalThis.mine = 1;
  console.log(await session({ useGlobal: true }, ["mine", "mine = 2"]), mine);
  console.log(await session({ ignoreUndefined: true, prompt: "" }, ["undefined", "null", "void 0", "''"]));
  console.log(await session({ writer: (value) => `<${typeof value}>` }, ["1", "'a'", "({})"]));
  console.log(await session({ eval: (code, _context, file, done) => done(null, [code, file]) }, ["anything at all"]));
  console.log(await session({ replMode: repl.REPL_MODE_STRICT }, ["undeclared = 1", "(function () { return this })()"]));
  console.log(
    await session(
      {
        setUp(server) {
          server.context.given = { n: 1 };
          server.defineCommand("say", { help: "says", action(text) { this.output.write(`said ${text}\n`); this.displayPrompt(); } });
          Object.defineProperty(server.context, "fixed", { value: 3 });
        },
      },
      ["given.n", ".say hello there", "fixed", "fixed = 4", "fixed", "vm.isContext({})", "[given] instanceof Array"],
    ),
  );
  const isolated = vm.createContext({ a: 1 });
  console.log(vm.runInContext("Object.getOwnPropertyNames(globalThis).includes('Array')", isolated), vm.runInContext("globalThis.mine", isolated));
  console.log(typeof repl.REPLServer, repl.builtinModules.includes("fs"), repl.builtinModules.some((name) => name.startsWith("_")));
})();
