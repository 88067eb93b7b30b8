/**
 * The sandbox host: machines in this browser, made of a file system, processes (one worker each) and terminals, which run
 * Node's own library. The app sees it through this file alone; everything else of it runs in the host's own frame.
 *
 * *Host*: the page `headless.html` and the frame inside it. *Machine*: one file system and its processes. *Run*: one
 * program, from start to end, with its output apart and its limits.
 */
export { connectMachines, type ConnectedMachines, type ConnectOptions } from "./client.ts";
export type {
  HostFiles,
  HostMachine,
  HostMachineOptions,
  HostMachines,
  HostProcess,
  HostRunRequest,
  HostRunResult,
  HostSpawnRequest,
  MachineLimits,
} from "./machine-api.ts";
