/**
 * The published client gives one stream of output and no end of input. This program, run by Node inside the sandbox,
 * starts the wanted one with pipes of its own and leaves stdout, stderr and how it ended in files. It uses nothing but
 * what any WebContainer offers, so `exec` is the same on every host.
 *
 * Called as `node exec.cjs <folder>`; the folder holds request.json and, when there is input, stdin.
 */
export const EXEC_PROGRAM = String.raw`"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { spawn } = require("node:child_process");
const folder = process.argv[2];
const request = JSON.parse(fs.readFileSync(path.join(folder, "request.json"), "utf8"));
const leave = (name, content) => {
  // The program may have removed the folder.
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, name), content);
};
const finish = (result) => {
  leave("result.json", JSON.stringify(result));
  process.exit(0);
};
const started = Date.now();
const [program, ...args] = request.argv;
const child = spawn(program, args, { cwd: request.cwd, env: { ...process.env, ...request.env }, detached: true });
const out = [];
const err = [];
let timedOut = false;
let truncated = false;
const end = () => {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
};
const collect = (stream, chunks) => {
  let kept = 0;
  stream.on("data", (chunk) => {
    if (truncated) return;
    const part = chunk.subarray(0, request.maxOutput - kept);
    kept += part.length;
    chunks.push(part);
    if (part.length < chunk.length) {
      truncated = true;
      end();
    }
  });
};
collect(child.stdout, out);
collect(child.stderr, err);
// A program that does not read its input closes it early: that is its right.
child.stdin.on("error", () => {});
const input = path.join(folder, "stdin");
if (fs.existsSync(input)) child.stdin.end(fs.readFileSync(input));
else child.stdin.end();
const timer = setTimeout(() => {
  timedOut = true;
  end();
}, request.timeoutMs);
const SIGNALS = require("node:os").constants.signals;
child.on("error", (error) => {
  clearTimeout(timer);
  finish({ startError: error.code || String(error.message) });
});
child.on("close", (code, signal) => {
  clearTimeout(timer);
  leave("stdout", Buffer.concat(out));
  leave("stderr", Buffer.concat(err));
  const ended = signal ? 128 + SIGNALS[signal] : code;
  finish({ code: timedOut || truncated ? null : ended, timedOut, truncated, ms: Date.now() - started });
});
`;
