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
import { O_CREAT, O_WRONLY } from "./flags.ts";
import { Content, Quota } from "./content.ts";
import type { Vfs } from "./vfs.ts";

const DEVICES: readonly DeviceName[] = ["null", "zero", "full", "random", "urandom", "tty"];

/** The directories and devices that every machine has. */
export function layStandardTree(vfs: Vfs): void {
  for (const path of [
    "/dev",
    "/etc",
    "/home",
    "/opt",
    "/proc/sys/kernel",
    "/root",
    "/tmp",
    "/usr/bin",
    "/usr/lib",
    "/usr/local/bin",
    "/usr/local/lib",
    "/usr/share",
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
  for (const [path, content] of Object.entries(TEXTS)) {
    const file = vfs.open(view, path, O_WRONLY | O_CREAT, 0o644);
    if (file.kind === "file") vfs.replace(file, new TextEncoder().encode(content));
  }
}

/** What programs read to learn of their machine; in the form of Debian's. */
const TEXTS: Readonly<Record<string, string>> = {
  "/etc/group": "root:x:0:\nnogroup:x:65534:\n",
  "/etc/hostname": "localhost\n",
  "/etc/hosts": "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n",
  "/etc/os-release": 'PRETTY_NAME="Linux"\nNAME="Linux"\nID=linux\n',
  "/etc/passwd":
    "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
  "/proc/sys/kernel/hostname": "localhost\n",
  "/proc/sys/kernel/osrelease": "6.1.0\n",
  "/proc/sys/kernel/ostype": "Linux\n",
};

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
      comm: ({ args, executable }) => text(`${(args[0] ?? executable).replace(/^.*\//, "").slice(0, 15)}\n`),
      cwd: ({ cwd }) => newLink(cwd, vfs.now()),
      exe: ({ executable }) => newLink(executable, vfs.now()),
      fd: () => descriptors,
    };
  return {
    list: () => Object.keys(made),
    get: (looker, name) => (looker && Object.hasOwn(made, name) ? made[name]?.(looker) : undefined),
  };
}
