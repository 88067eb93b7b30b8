import {
  newDescriptor,
  newDevice,
  newDir,
  newFile,
  newLink,
  type DeviceName,
  type DynamicEntries,
  type Inode,
} from "./inode.ts";
import { Content, Quota } from "./content.ts";
import type { Vfs } from "./vfs.ts";
import { pathOf } from "./walk.ts";

const DEVICES: readonly DeviceName[] = ["null", "zero", "full", "random", "urandom", "tty"];

/** The directories and devices that every machine has. */
export function layStandardTree(vfs: Vfs): void {
  for (const path of [
    "/dev",
    "/etc",
    "/home",
    "/opt",
    "/proc",
    "/root",
    "/tmp",
    "/usr/bin",
    "/usr/lib",
    "/var/tmp",
  ])
    vfs.makePath(path);
  const view = vfs.view();
  vfs.symlink(view, "usr/bin", "/bin");
  for (const path of ["/tmp", "/var/tmp"]) vfs.chmod(vfs.makePath(path), 0o1777);
  for (const name of DEVICES) vfs.place(view, `/dev/${name}`, newDevice(name, vfs.now()));
  vfs.symlink(view, "/proc/self/fd", "/dev/fd");
  for (const [fd, name] of ["stdin", "stdout", "stderr"].entries())
    vfs.symlink(view, `/proc/self/fd/${fd}`, `/dev/${name}`);
  const self = newDir(0o555, vfs.now(), ownEntries(vfs));
  vfs.place(view, "/proc/self", self);
}

/** /proc/self: what a process may learn of itself by files (proc(5)), as far as programs look. */
function ownEntries(vfs: Vfs): DynamicEntries {
  const descriptors = newDir(0o500, vfs.now(), {
    list: (looker) => looker?.descriptors().map(String) ?? [],
    get: (looker, name) =>
      looker?.descriptors().includes(Number(name)) ? newDescriptor(Number(name), vfs.now()) : undefined,
  });
  const text = (content: string): Inode => {
    const file = newFile(0o444, vfs.now(), new Content(new Quota({ bytes: Infinity, inodes: Infinity })));
    file.content.adopt(new TextEncoder().encode(content));
    return file;
  };
  const made: Readonly<Record<string, (looker: NonNullable<Parameters<DynamicEntries["get"]>[0]>) => Inode>> =
    {
      cmdline: ({ args }) => text(args.map((arg) => `${arg}\0`).join("")),
      cwd: ({ cwd }) => newLink(pathOf(vfs.root, cwd), vfs.now()),
      exe: ({ executable }) => newLink(executable, vfs.now()),
      fd: () => descriptors,
    };
  return {
    list: () => Object.keys(made),
    get: (looker, name) => (looker && Object.hasOwn(made, name) ? made[name]?.(looker) : undefined),
  };
}
