import { layStandardTree } from "./standard-tree.ts";
import { localSyscalls, type LocalOptions } from "./local-syscalls.ts";
import { SyscallError, type ProcessStart, type Syscalls } from "./syscalls.ts";
import type { CallName, Value } from "./wire.ts";
import type { Seat, WorkerSource } from "./worker-source.ts";
import { Vfs, type VfsOptions } from "./vfs.ts";

/** A file system as a machine has it, without programs. */
export function testVfs(options: VfsOptions = {}): Vfs {
  const vfs = new Vfs(options);
  layStandardTree(vfs);
  return vfs;
}

/** System calls on a fresh file system, in this thread. */
export function testSyscalls(options: Partial<LocalOptions> = {}): Syscalls {
  return localSyscalls({ vfs: testVfs(), ...options });
}

/** What a program of `scriptedWorkers` can do: any call, by name, with its arguments as they go over the wire. */
export interface ScriptedCalls {
  (name: CallName, ...args: Value[]): Promise<Value>;
  /** The next event with this id. */
  event(id: number): Promise<readonly Value[]>;
}

export type ScriptedProgram = (call: ScriptedCalls, start: ProcessStart) => Promise<void>;

/**
 * Workers that live in this thread: `node NAME` runs `programs[NAME]`. For tests of the kernel alone, without shared
 * memory; a program that returns exits with 0.
 */
export function scriptedWorkers(programs: Readonly<Record<string, ScriptedProgram>>): WorkerSource {
  return {
    take(_image, owner): Seat {
      let ended = false;
      const queues = new Map<number, (readonly Value[])[]>();
      const waiting = new Map<number, (values: readonly Value[]) => void>();
      const call: ScriptedCalls = Object.assign(
        (name: CallName, ...args: Value[]) =>
          new Promise<Value>((resolve, reject) => {
            if (!ended) owner.call(name, args, (r) => (r instanceof SyscallError ? reject(r) : resolve(r)));
          }),
        {
          event: (id: number) =>
            new Promise<readonly Value[]>((resolve) => {
              const next = queues.get(id)?.shift();
              if (next) resolve(next);
              else waiting.set(id, resolve);
            }),
        },
      );
      return {
        reused: false,
        start(start) {
          const program = programs[start.args[1] ?? ""];
          if (!program) throw new Error(`no program ${start.args[1]}`);
          queueMicrotask(() => {
            if (ended) return;
            program(call, start).then(
              () => call("exit", 0),
              (error: unknown) => owner.crashed(String(error)),
            );
          });
        },
        event(id, values) {
          const resolve = waiting.get(id);
          waiting.delete(id);
          if (resolve) resolve(values);
          else queues.set(id, [...(queues.get(id) ?? []), values]);
        },
        attach() {},
        end() {
          ended = true;
        },
      };
    },
  };
}
