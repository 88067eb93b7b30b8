import { layStandardTree } from "./standard-tree.ts";
import { localSyscalls, type LocalOptions } from "./local-syscalls.ts";
import type { Syscalls } from "./syscalls.ts";
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
