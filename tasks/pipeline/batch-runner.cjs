/**
 * Answers many inputs in one process: the bundle is evaluated anew for each, with its own `process`, `console` and
 * `require`. Faster by far than one process each; that it is also exact is what the digests in a task's manifest
 * prove, which come from one process each.
 */
const { Console } = require("node:console");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const { tmpdir } = require("node:os");
const { dirname, join } = require("node:path");
const { Readable, Writable } = require("node:stream");
const vm = require("node:vm");

const [mainFile] = process.argv.slice(2);
const program = vm.compileFunction(
  fs.readFileSync(mainFile, "utf8"),
  ["exports", "require", "module", "__filename", "__dirname", "process", "console"],
  { filename: mainFile },
);
const top = fs.mkdtempSync(join(tmpdir(), "mirrorbox-batch-"));

class Exit extends Error {}

/** Compiling is most of the time that a small run of a large WebAssembly program takes; the bytes are always the same. */
const compiled = new Map();
WebAssembly.Module = new Proxy(WebAssembly.Module, {
  construct(target, [source]) {
    const key = createHash("sha256").update(source).digest("hex");
    if (!compiled.has(key)) compiled.set(key, new target(source));
    return compiled.get(key);
  },
});

function sink() {
  const parts = [];
  const stream = new Writable({
    decodeStrings: true,
    write(chunk, _encoding, done) {
      parts.push(chunk);
      done();
    },
  });
  return { stream, text: () => new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.concat(parts)) };
}

function layFiles(folder, files) {
  for (const [path, { format, content }] of Object.entries(files)) {
    const target = join(folder, path);
    fs.mkdirSync(dirname(target), { recursive: true });
    fs.writeFileSync(target, format === "str" ? content : Buffer.from(content, "base64"));
  }
}

/** How much is under way that could call a program back; the channel to the parent and the standard streams are not. */
function pending() {
  return process.getActiveResourcesInfo().filter((name) => !/^(Pipe|TTY|Immediate)/.test(name)).length;
}

/** Settles when nothing is under way any more that could call the program back. */
async function quiet() {
  for (let calm = 0; calm < 3; calm++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (pending() > 0) calm = -1;
  }
}

/** What the program at hand wants to hear of errors that nothing caught; null between programs. */
let running = null;
process.on("uncaughtException", (error) => running?.uncaught(error));
process.on("unhandledRejection", (error) => running?.uncaught(error));

/** The `process` of one program. */
function ownProcess(input, stdout, stderr, ended) {
  const own = Object.create(process, {
    argv: { value: [process.execPath, mainFile, ...input.args], writable: true },
    env: { value: { ...process.env, ...input.env } },
    exitCode: { value: undefined, writable: true },
    stdin: {
      value: Readable.from(input.stdin === "" ? [] : [Buffer.from(input.stdin)], { objectMode: false }),
    },
    stdout: { value: stdout.stream },
    stderr: { value: stderr.stream },
    openStdin: { value: () => own.stdin },
    listeners: { value: [] },
    on: {
      value(name, listener) {
        if (name === "uncaughtException" || name === "unhandledRejection") own.listeners.push(listener);
        else process.on(name, listener);
        return own;
      },
    },
    exit: {
      value(code) {
        if (code !== undefined) own.exitCode = code;
        ended();
        throw new Exit("exit");
      },
    },
  });
  return own;
}

async function answer(input) {
  const folder = fs.mkdtempSync(join(top, "case-"));
  layFiles(folder, input.files);
  process.chdir(folder);
  const [stdout, stderr] = [sink(), sink()];
  const exited = Promise.withResolvers();
  /** What there is at the end, which an exit in the middle is: a program may catch what `exit` throws, and go on. */
  const end = () => exited.resolve({ stdout: stdout.text(), stderr: stderr.text(), code: own.exitCode ?? 0 });
  const own = ownProcess(input, stdout, stderr, end);
  const fail = (error) => {
    own.exitCode = 1;
    stderr.stream.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    end();
  };
  running = {
    uncaught(error) {
      if (error instanceof Exit) return;
      const [listener] = own.listeners;
      if (!listener) return fail(error);
      try {
        listener(error);
      } catch (other) {
        if (!(other instanceof Exit)) fail(other);
      }
    },
  };
  const ownFs = {
    ...fs,
    readFileSync: (path, options) => {
      if (path !== 0) return fs.readFileSync(path, options);
      const bytes = Buffer.from(input.stdin, "utf8");
      return options === undefined ? bytes : bytes.toString(options);
    },
    writeSync: (descriptor, ...rest) => {
      if (descriptor !== 1 && descriptor !== 2) return fs.writeSync(descriptor, ...rest);
      const [bytes, offset = 0, length = bytes.length - offset] = rest;
      (descriptor === 1 ? stdout : stderr).stream.write(Buffer.from(bytes.subarray(offset, offset + length)));
      return length;
    },
  };
  const ownRequire = (name) =>
    /^(node:)?fs$/.test(name) ? ownFs : /^(node:)?process$/.test(name) ? own : require(name);
  const module = { exports: {} };
  try {
    const console = new Console({ stdout: stdout.stream, stderr: stderr.stream });
    program.call(
      module.exports,
      module.exports,
      ownRequire,
      module,
      mainFile,
      dirname(mainFile),
      own,
      console,
    );
    await Promise.race([Promise.resolve(module.exports.finished).then(quiet).then(end), exited.promise]);
  } catch (error) {
    if (!(error instanceof Exit)) fail(error);
  }
  const result = await exited.promise;
  // What an early end left under way comes to nothing before the next program starts.
  await quiet();
  running = null;
  Error.stackTraceLimit = 10;
  fs.rmSync(folder, { recursive: true });
  return result;
}

let last = Promise.resolve();
process.on("message", ({ index, input }) => {
  last = last.then(async () => process.send({ index, answer: await answer(input) }));
});
process.on("disconnect", () => {
  process.chdir(tmpdir());
  fs.rmSync(top, { recursive: true, force: true });
  process.exit();
});
