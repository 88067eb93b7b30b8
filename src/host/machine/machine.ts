import type { DirInode } from "./inode.ts";
import { Kernel, type KernelOptions } from "./kernel.ts";
import type { MachineLimits } from "./limits.ts";
import { DEFAULT_PATH, layPrograms } from "./programs.ts";
import { layStandardTree } from "./standard-tree.ts";
import { Vfs } from "./vfs.ts";

/** The environment that programs start with when nothing else is said. */
export const BASE_ENVIRONMENT: Readonly<Record<string, string>> = {
  HOME: "/home",
  LANG: "en_US.UTF-8",
  PATH: DEFAULT_PATH,
  SHELL: "/bin/bash",
  USER: "root",
};

/** A new file system with the standard directories, devices and programs, and `workdir`. */
export function machineFiles(
  shellNames: readonly string[],
  workdir: string,
  limits: Partial<MachineLimits> = {},
): Vfs {
  const vfs = new Vfs({ limits: { ...pick(limits, "bytes"), ...pick(limits, "inodes") } });
  layStandardTree(vfs);
  layPrograms(vfs, shellNames);
  vfs.makePath(workdir);
  return vfs;
}

function pick<Key extends keyof MachineLimits>(
  limits: Partial<MachineLimits>,
  key: Key,
): Partial<Pick<MachineLimits, Key>> {
  const value = limits[key];
  return value === undefined ? {} : ({ [key]: value } as Partial<Pick<MachineLimits, Key>>);
}

/** A kernel and the directory that paths from outside are relative to. */
export class Machine {
  readonly kernel: Kernel;
  readonly cwd: string;

  constructor(cwd: string, options: KernelOptions) {
    this.cwd = cwd;
    this.kernel = new Kernel(options);
  }

  /** The working directory, made anew if programs removed it. */
  home(): DirInode {
    return this.kernel.vfs.makePath(this.cwd);
  }
}
