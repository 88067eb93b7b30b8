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
const { Writable } = require("node:stream");
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

async function answer(input) {
  const folder = fs.mkdtempSync(join(top, "case-"));
  layFiles(folder, input.files);
  process.chdir(folder);
  const [stdout, stderr] = [sink(), sink()];
  const own = Object.create(process, {
    argv: { value: [process.execPath, mainFile, ...input.args], writable: true },
    env: { value: { ...process.env, ...input.env } },
    exitCode: { value: undefined, writable: true },
    stdout: { value: stdout.stream },
    stderr: { value: stderr.stream },
    exit: {
      value(code) {
        if (code !== undefined) own.exitCode = code;
        throw new Exit("exit");
      },
    },
  });
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
  const ownRequire = (name) => (/^(node:)?fs$/.test(name) ? ownFs : require(name));
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
    await module.exports.finished;
  } catch (error) {
    if (!(error instanceof Exit)) {
      own.exitCode = 1;
      stderr.stream.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    }
  }
  fs.rmSync(folder, { recursive: true });
  return { stdout: stdout.text(), stderr: stderr.text(), code: own.exitCode ?? 0 };
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
