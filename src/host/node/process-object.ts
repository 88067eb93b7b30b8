import type { Recorded } from "./binding.ts";
import type { NodeProcess } from "./realm-context.ts";

/** The `process` object as native code makes it before the library adds to it (node_process_object.cc). */
export function makeProcess(recorded: Recorded): NodeProcess {
  const Process = function () {};
  Object.defineProperty(Process, "name", { value: "process", configurable: true });
  const process = Object.create(Process.prototype as object) as NodeProcess;
  Object.assign(process, {
    version: `v${recorded.version}`,
    versions: Object.freeze({ ...recorded.versions }),
    arch: "x64",
    platform: "linux",
    release: { ...recorded.release },
    env: {},
    title: "node",
    argv: ["node"],
    execArgv: [],
    pid: 0,
    ppid: 0,
    execPath: "/usr/bin/node",
    debugPort: 9229,
  });
  return process;
}
