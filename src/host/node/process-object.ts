import type { Recorded } from "./binding.ts";
import type { NodeProcess } from "./realm-context.ts";

/** The `process` object as native code makes it before the library adds to it (node_process_object.cc). */
export function makeProcess(recorded: Recorded): NodeProcess {
  // V8 names an object in its messages after the function that made it.
  const { process: Process } = { process: function () {} } as unknown as { process: new () => NodeProcess };
  const process = new Process();
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
