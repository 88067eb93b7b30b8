import { expect, test } from "vitest";
import { findDir } from "./walk.ts";
import { localSyscalls } from "./local-syscalls.ts";
import { SyscallError } from "./syscalls.ts";
import { testSyscalls, testVfs } from "./testing.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);
const NEW = 0o1101;
const CREATE = 0o101;

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SyscallError) return error.code;
    throw error;
  }
  return "none";
}

test("a copy of a file system shares contents until either side writes", () => {
  const vfs = testVfs();
  const original = localSyscalls({ vfs, cwd: "/work" });
  original.writeFile("a", bytes("one"), NEW, 0o644);
  original.link("a", "b");
  original.symlink("a", "l");
  const clone = vfs.clone();
  const copy = localSyscalls({ vfs: clone, cwd: "/work" });
  original.writeFile("a", bytes("O"), CREATE, 0o644);
  expect(text(copy.readFile("a"))).toBe("one");
  copy.writeFile("a", bytes("two"), NEW, 0o644);
  expect(text(copy.readFile("b"))).toBe("two");
  expect(text(original.readFile("b"))).toBe("One");
  const fd = copy.open("b", 0o2, 0);
  copy.write(fd, bytes("T"), 0);
  expect(text(copy.readFile("l"))).toBe("Two");
  copy.unlink("a");
  expect(original.stat("a").nlink).toBe(2);
  expect(copy.stat("b").nlink).toBe(1);
  expect(copy.stat("b").ino).toBe(original.stat("b").ino);
  expect(clone.quota.bytes).toBe(testVfs().quota.bytes + 3);
  expect(clone.quota.inodes).toBe(vfs.quota.inodes);
});

test("a copy of 5,000 files takes milliseconds", () => {
  const vfs = testVfs();
  const sys = localSyscalls({ vfs, cwd: "/work" });
  for (let i = 0; i < 5000; i++) sys.writeFile(`f${i}`, bytes("x".repeat(1000)), NEW, 0o644);
  // The best of several, since other work on the machine may come between.
  const times = Array.from({ length: 8 }, () => {
    const start = performance.now();
    vfs.clone();
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(60);
});

test("bytes and inodes are limited, and given back", () => {
  const laid = testVfs().quota.bytes;
  const vfs = testVfs({ limits: { bytes: laid + 1000, inodes: 60 } });
  const sys = localSyscalls({ vfs, cwd: "/work" });
  sys.writeFile("a", new Uint8Array(600), NEW, 0o644);
  expect(codeOf(() => sys.writeFile("b", new Uint8Array(600), NEW, 0o644))).toBe("ENOSPC");
  expect(codeOf(() => sys.truncate("a", 1001))).toBe("ENOSPC");
  const fd = sys.open("a", 0o2, 0);
  sys.unlink("a");
  expect(codeOf(() => sys.writeFile("b", new Uint8Array(600), NEW, 0o644))).toBe("ENOSPC");
  sys.close(fd);
  sys.writeFile("b", new Uint8Array(600), NEW, 0o644);
  sys.unlink("b");
  expect(vfs.quota.bytes).toBe(laid);
  let made = 0;
  expect(
    codeOf(() => {
      for (;;) sys.mkdir(`d${made++}`, 0o755);
    }),
  ).toBe("ENOSPC");
  expect(vfs.quota.inodes).toBe(60);
  sys.rmdir("d0");
  sys.mkdir("again", 0o755);
});

test("watchers hear what inotify tells", () => {
  const sys = testSyscalls({ cwd: "/work" });
  const heard: string[] = [];
  sys.mkdir("d", 0o755);
  const stop = sys.watch(".", false, (event, name) => heard.push(`. ${event} ${name}`));
  const stopAll = sys.watch(".", true, (event, name) => heard.push(`r ${event} ${name}`));
  const take = (): string[] => heard.splice(0);
  sys.writeFile("a", bytes("1"), NEW, 0o644);
  expect(take()).toEqual([". rename a", "r rename a", ". change a", "r change a"]);
  sys.writeFile("d/x", bytes(""), NEW, 0o644);
  expect(take()).toEqual(["r rename d/x"]);
  sys.chmod("a", 0o600);
  expect(take()).toEqual([". change a", "r change a"]);
  sys.rename("a", "d/a");
  expect(take()).toEqual([". rename a", "r rename a", "r rename d/a"]);
  stop();
  stop();
  const stopFile = sys.watch("d/a", false, (event, name) => heard.push(`f ${event} ${name}`));
  sys.writeFile("d/a", bytes("2"), CREATE, 0o644);
  sys.unlink("d/a");
  expect(take()).toEqual(["f change a", "r change d/a", "f rename a", "r rename d/a"]);
  stopAll();
  stopFile();
  sys.unlink("d/x");
  expect(take()).toEqual([]);
});

test("devices behave as Linux's", () => {
  const sys = testSyscalls({ stdin: bytes("input") });
  sys.writeFile("/dev/null", bytes("gone"), NEW, 0o666);
  expect(sys.readFile("/dev/null")).toEqual(new Uint8Array(0));
  const zero = sys.open("/dev/zero", 0, 0);
  expect(sys.read(zero, 3, null)).toEqual(new Uint8Array(3));
  expect(sys.kind(zero)).toBe("device");
  const random = sys.open("/dev/urandom", 0, 0);
  expect(sys.read(random, 100_000, null).length).toBe(100_000);
  expect(new Set(sys.read(random, 1000, null)).size).toBeGreaterThan(50);
  const full = sys.open("/dev/full", 1, 0);
  expect(codeOf(() => sys.write(full, bytes("x"), null))).toBe("ENOSPC");
  expect(sys.stat("/dev/null").mode).toBe(0o020666);
  expect(sys.stat("/dev/null").rdev).toBe(0x103);
  expect(codeOf(() => sys.open("/dev/tty", 0, 0))).toBe("ENXIO");
});

test("/dev/stdin and /dev/fd are the process's own descriptors", () => {
  const out: string[] = [];
  const sys = testSyscalls({ cwd: "/work", stdin: bytes("input"), stdout: (data) => out.push(text(data)) });
  expect(sys.readlink("/dev/stdin")).toBe("/proc/self/fd/0");
  expect(sys.stat("/dev/stdin").mode & 0o170000).toBe(0o010000);
  const stdin = sys.open("/dev/stdin", 0, 0);
  expect(text(sys.read(stdin, 3, null))).toBe("inp");
  expect(text(sys.read(0, 99, null))).toBe("ut");
  sys.writeFile("/dev/stdout", bytes("hello"), NEW, 0o666);
  expect(out).toEqual(["hello"]);
  sys.writeFile("f", bytes("file"), NEW, 0o644);
  const fd = sys.open("f", 0, 0);
  sys.read(fd, 2, null);
  expect(text(sys.readFile(`/dev/fd/${fd}`))).toBe("file");
  expect(sys.readlink(`/proc/self/fd/${fd}`)).toBe("/work/f");
  expect(sys.readdir("/dev/fd").map((e) => e.name)).toEqual(["0", "1", "2", String(stdin), String(fd)]);
  expect(codeOf(() => sys.open("/dev/fd/99", 0, 0))).toBe("ENOENT");
  expect(sys.readlink("/proc/self/cwd")).toBe("/work");
  expect(codeOf(() => sys.unlink("/proc/self/exe"))).toBe("EPERM");
});

test("descriptors are dense, limited, and shared by dup", () => {
  const sys = testSyscalls({ cwd: "/work", maxDescriptors: 6 });
  const fd = sys.open("f", 0o102, 0o644);
  expect(fd).toBe(3);
  expect(sys.dup(fd)).toBe(4);
  sys.write(4, bytes("ab"), null);
  sys.write(3, bytes("cd"), null);
  expect(text(sys.readFile("f"))).toBe("abcd");
  sys.close(3);
  expect(sys.dup(4)).toBe(3);
  sys.open("f", 0, 0);
  expect(codeOf(() => sys.open("f", 0, 0))).toBe("EMFILE");
  expect(codeOf(() => sys.dup(0, 6))).toBe("EMFILE");
  expect(codeOf(() => sys.close(77))).toBe("EBADF");
  expect(codeOf(() => sys.read(-1, 1, null))).toBe("EBADF");
});

test("a removed working directory has no name", () => {
  const vfs = testVfs();
  const sys = localSyscalls({ vfs, cwd: "/work/d" });
  sys.rmdir("/work/d");
  expect(codeOf(() => sys.cwd())).toBe("ENOENT");
  expect(codeOf(() => sys.writeFile("x", bytes(""), NEW, 0o644))).toBe("ENOENT");
  sys.chdir("/work");
  expect(sys.cwd()).toBe("/work");
  expect(findDir(vfs.view(), "/work").nlink).toBe(2);
});

test("a user who is not root meets permissions", () => {
  const vfs = testVfs();
  vfs.chown(vfs.makePath("/home/me"), 1000, 1000);
  vfs.user = { uid: 1000, gid: 1000 };
  const sys = localSyscalls({ vfs, cwd: "/home/me" });
  sys.writeFile("f", bytes("x"), NEW, 0o200);
  expect(codeOf(() => sys.readFile("f"))).toBe("EACCES");
  sys.chmod("f", 0o400);
  expect(codeOf(() => sys.writeFile("f", bytes("y"), NEW, 0o644))).toBe("EACCES");
  expect(codeOf(() => sys.access("f", 1))).toBe("EACCES");
  sys.access("f", 4);
  expect(codeOf(() => sys.chown("f", 0, 0, true))).toBe("EPERM");
  expect(codeOf(() => sys.mkdir("/x", 0o755))).toBe("EACCES");
});
