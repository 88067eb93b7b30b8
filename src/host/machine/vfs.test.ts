import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { SyscallError, type Syscalls } from "./syscalls.ts";
import { testSyscalls } from "./testing.ts";

/** Scripts call the descriptors they open 20, 21, … in that order. */
const FIRST_FD = 20;

/**
 * Each script of file operations runs on the real file system of this machine (in a temporary folder, as root or not)
 * and on ours; results, error codes and the trees afterwards have to be equal.
 */
interface Files {
  run(operation: Operation): unknown;
  tree(): unknown;
}
type Operation = readonly [name: string, ...args: (string | number | boolean)[]];

const base = fs.mkdtempSync(join(tmpdir(), "vfs-"));
afterAll(() => fs.rmSync(base, { recursive: true, force: true }));

const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_DIRECTORY, O_NOFOLLOW } =
  fs.constants;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

function outcome(work: () => unknown): unknown {
  try {
    return work() ?? "done";
  } catch (error) {
    if (error instanceof SyscallError) return error.code;
    if (error instanceof Error && "code" in error) return error.code;
    throw error;
  }
}

const statFields = (
  s: { mode: number | bigint; nlink: number | bigint; size: number | bigint },
  isDir: boolean,
) => ({
  mode: Number(s.mode),
  nlink: Number(s.nlink),
  size: isDir ? "dir" : Number(s.size),
});

function ours(): Files {
  const sys: Syscalls = testSyscalls({ cwd: "/work" });
  const fds: number[] = [];
  const fd = (n: number): number => fds[n - FIRST_FD] ?? -1;
  const verbs: Record<string, (...args: never[]) => unknown> = {
    access: sys.access,
    chmod: sys.chmod,
    link: sys.link,
    mkdir: sys.mkdir,
    readlink: sys.readlink,
    rename: sys.rename,
    rmdir: sys.rmdir,
    symlink: sys.symlink,
    truncate: sys.truncate,
    unlink: sys.unlink,
    stat: (path: string) => statFields(sys.stat(path), (sys.stat(path).mode & 0o170000) === 0o040000),
    lstat: (path: string) => statFields(sys.lstat(path), (sys.lstat(path).mode & 0o170000) === 0o040000),
    fstat: (n: number) => statFields(sys.fstat(fd(n)), false),
    close: (n: number) => sys.close(fd(n)),
    ftruncate: (n: number, length: number) => sys.ftruncate(fd(n), length),
    fchmod: (n: number, mode: number) => sys.fchmod(fd(n), mode),
    readdir: (path: string) =>
      sys
        .readdir(path)
        .map((entry) => `${entry.name}:${entry.type}`)
        .sort(),
    realpath: (path: string) => sys.realpath(path).replace(/^\/work/, ""),
    readFile: (path: string) => text(sys.readFile(path)),
    writeFile: (path: string, content: string, flags = O_WRONLY | O_CREAT | O_TRUNC, mode = 0o666) =>
      sys.writeFile(path, bytes(content), flags, mode),
    open: (path: string, flags: number, mode: number) => fds.push(sys.open(path, flags, mode)) > 0,
    read: (n: number, length: number, position?: number) => text(sys.read(fd(n), length, position ?? null)),
    write: (n: number, content: string, position?: number) =>
      sys.write(fd(n), bytes(content), position ?? null),
  };
  const tree = (dir: string): unknown =>
    Object.fromEntries(
      sys
        .readdir(dir)
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, type }) => {
          const path = `${dir}/${name}`;
          const content =
            type === 2 ? tree(path) : type === 3 ? sys.readlink(path) : text(sys.readFile(path));
          return [name, [statFields(sys.lstat(path), type === 2), content]];
        }),
    );
  return {
    run: ([name, ...args]) => outcome(() => verbs[name]?.(...(args as never[]))),
    tree: () => tree("/work"),
  };
}

function real(): Files {
  const root = fs.mkdtempSync(join(base, "t"));
  fs.chmodSync(root, 0o755);
  const at = (path: string): string =>
    path.startsWith("/work") ? root + path.slice(5) : path === "" ? "" : `${root}/${path}`;
  const fds: number[] = [];
  const fd = (n: number): number => fds[n - FIRST_FD] ?? -1;
  const stat = (s: fs.Stats) => statFields(s, s.isDirectory());
  const verbs: Record<string, (...args: never[]) => unknown> = {
    open: (path: string, flags: number, mode: number) => fds.push(fs.openSync(at(path), flags, mode)) > 0,
    close: (n: number) => fs.closeSync(fd(n)),
    read: (n: number, length: number, position?: number) => {
      const buffer = new Uint8Array(length);
      return text(buffer.subarray(0, fs.readSync(fd(n), buffer, 0, length, position ?? null)));
    },
    write: (n: number, content: string, position?: number) => {
      const data = bytes(content);
      return fs.writeSync(fd(n), data, 0, data.length, position ?? null);
    },
    ftruncate: (n: number, length: number) => fs.ftruncateSync(fd(n), length),
    fchmod: (n: number, mode: number) => fs.fchmodSync(fd(n), mode),
    fstat: (n: number) => stat(fs.fstatSync(fd(n))),
    access: (path: string, mode: number) => fs.accessSync(at(path), mode),
    stat: (path: string) => stat(fs.statSync(at(path))),
    lstat: (path: string) => stat(fs.lstatSync(at(path))),
    readdir: (path: string) =>
      fs
        .readdirSync(at(path), { withFileTypes: true })
        .map((e) => `${e.name}:${e.isDirectory() ? 2 : e.isSymbolicLink() ? 3 : 1}`)
        .sort(),
    mkdir: (path: string, mode: number) => {
      fs.mkdirSync(at(path), mode);
    },
    rmdir: (path: string) => fs.rmdirSync(at(path)),
    unlink: (path: string) => fs.unlinkSync(at(path)),
    rename: (from: string, to: string) => fs.renameSync(at(from), at(to)),
    link: (from: string, to: string) => fs.linkSync(at(from), at(to)),
    symlink: (target: string, path: string) => fs.symlinkSync(target, at(path)),
    readlink: (path: string) => fs.readlinkSync(at(path)),
    realpath: (path: string) => fs.realpathSync.native(at(path)).slice(fs.realpathSync.native(root).length),
    chmod: (path: string, mode: number) => fs.chmodSync(at(path), mode),
    truncate: (path: string, length: number) => fs.truncateSync(at(path), length),
    readFile: (path: string) => fs.readFileSync(at(path), "utf8"),
    writeFile: (path: string, content: string, flags = O_WRONLY | O_CREAT | O_TRUNC, mode = 0o666) =>
      fs.writeFileSync(at(path), content, { flag: flags as unknown as string, mode }),
  };
  const tree = (dir: string): unknown =>
    Object.fromEntries(
      fs
        .readdirSync(dir)
        .sort((a, b) => (a < b ? -1 : 1))
        .map((name) => {
          const path = join(dir, name);
          const s = fs.lstatSync(path);
          const content = s.isDirectory()
            ? tree(path)
            : s.isSymbolicLink()
              ? fs.readlinkSync(path)
              : fs.readFileSync(path, "utf8");
          return [name, [stat(s), content]];
        }),
    );
  return {
    run: ([name, ...args]) => outcome(() => verbs[name]?.(...(args as never[]))),
    tree: () => tree(root),
  };
}

const NEW = O_WRONLY | O_CREAT | O_TRUNC;
const scripts: Record<string, readonly Operation[]> = {
  "files come, change and go": [
    ["writeFile", "a", "hello"],
    ["readFile", "a"],
    ["writeFile", "a", "12", O_WRONLY | O_CREAT],
    ["readFile", "a"],
    ["writeFile", "a", "+", O_WRONLY | O_CREAT | O_APPEND],
    ["readFile", "a"],
    ["writeFile", "a", "x", O_WRONLY | O_CREAT | O_EXCL],
    ["writeFile", "no/a", "x"],
    ["writeFile", "a/b", "x"],
    ["writeFile", "b/", "x"],
    ["readFile", "a/"],
    ["readFile", "missing"],
    ["readFile", ""],
    ["truncate", "a", 2],
    ["truncate", "a", 6],
    ["readFile", "a"],
    ["truncate", "missing", 6],
    ["unlink", "a"],
    ["unlink", "a"],
  ],
  directories: [
    ["mkdir", "d", 0o777],
    ["mkdir", "d", 0o777],
    ["mkdir", "d/", 0o777],
    ["mkdir", "e/", 0o700],
    ["mkdir", "x/y", 0o777],
    ["mkdir", ".", 0o777],
    ["mkdir", "d/..", 0o777],
    ["writeFile", "d/f", "1"],
    ["mkdir", "d/f", 0o777],
    ["mkdir", "d/f/g", 0o777],
    ["rmdir", "d"],
    ["rmdir", "d/f"],
    ["rmdir", "d/."],
    ["rmdir", "d/.."],
    ["rmdir", "missing"],
    ["unlink", "d"],
    ["unlink", "d/"],
    ["unlink", "d/f/"],
    ["readFile", "d"],
    ["writeFile", "d", "x"],
    ["truncate", "d", 0],
    ["readdir", "d"],
    ["readdir", "d/f"],
    ["readdir", "missing"],
    ["stat", "d"],
    ["stat", "."],
    ["unlink", "d/f"],
    ["rmdir", "d/"],
    ["stat", "."],
  ],
  rename: [
    ["mkdir", "d", 0o777],
    ["mkdir", "d/sub", 0o777],
    ["mkdir", "e", 0o777],
    ["writeFile", "f", "f"],
    ["writeFile", "g", "g"],
    ["rename", "d", "d/sub/x"],
    ["rename", "d", "d"],
    ["rename", "f", "f"],
    ["rename", "d/sub", "d"],
    ["rename", "f", "e"],
    ["rename", "e", "f"],
    ["rename", "e", "d"],
    ["rename", "f", "new/"],
    ["rename", "f/", "new"],
    ["rename", "missing", "f"],
    ["rename", "missing", "nodir/f"],
    ["rename", "f", "nodir/f"],
    ["rename", ".", "x"],
    ["rename", "d/.", "x"],
    ["rename", "d", "e/.."],
    ["rename", "f", "g"],
    ["rename", "d", "e"],
    ["rename", "e", "renamed/"],
    ["stat", "renamed"],
    ["link", "g", "h"],
    ["rename", "g", "h"],
    ["symlink", "renamed", "l"],
    ["rename", "l", "l2"],
    ["rename", "l2/", "l3"],
  ],
  links: [
    ["writeFile", "f", "one"],
    ["link", "f", "g"],
    ["stat", "f"],
    ["writeFile", "g", "two"],
    ["readFile", "f"],
    ["unlink", "f"],
    ["stat", "g"],
    ["link", "missing", "x"],
    ["link", "g", "g"],
    ["link", "g", "n/"],
    ["mkdir", "d", 0o777],
    ["link", "d", "d2"],
    ["symlink", "g", "s"],
    ["link", "s", "s2"],
    ["lstat", "s2"],
    ["readlink", "s"],
    ["readlink", "g"],
    ["readlink", "d"],
    ["lstat", "s"],
    ["stat", "s"],
    ["readFile", "s"],
    ["symlink", "x", "s"],
    ["symlink", "", "empty"],
    ["symlink", "x", "new/"],
    ["symlink", "loop2", "loop1"],
    ["symlink", "loop1", "loop2"],
    ["stat", "loop1"],
    ["lstat", "loop1"],
    ["readFile", "loop1/x"],
    ["symlink", "d", "sd"],
    ["writeFile", "sd/in", "in"],
    ["readFile", "d/in"],
    ["realpath", "sd/in"],
    ["realpath", "sd/../s"],
    ["realpath", "sd/"],
    ["realpath", "missing"],
    ["lstat", "sd/"],
    ["rmdir", "sd"],
    ["rmdir", "sd/"],
    ["unlink", "sd/"],
    ["symlink", "made", "dangling"],
    ["stat", "dangling"],
    ["writeFile", "dangling", "through"],
    ["readFile", "made"],
    ["mkdir", "dangling2", 0o777],
    ["symlink", "nowhere", "dang3"],
    ["mkdir", "dang3", 0o777],
    ["open", "dang3", O_RDWR | O_CREAT | O_EXCL, 0o666],
    ["open", "s", O_RDONLY | O_NOFOLLOW, 0],
    ["open", "sd", O_RDONLY | O_DIRECTORY, 0],
    ["open", "g", O_RDONLY | O_DIRECTORY, 0],
    ["rename", "s", "dang3"],
  ],
  modes: [
    ["writeFile", "f", "x", NEW, 0o777],
    ["writeFile", "g", "x", NEW, 0o600],
    ["stat", "f"],
    ["chmod", "f", 0o4711],
    ["stat", "f"],
    ["access", "f", 1],
    ["access", "g", 1],
    ["access", "g", 4],
    ["access", "missing", 0],
    ["access", "g/", 0],
    ["chmod", "missing", 0o777],
    ["mkdir", "d", 0o1777],
    ["access", "d", 7],
  ],
  descriptors: [
    ["open", "f", O_RDWR | O_CREAT, 0o666],
    ["write", 20, "hello"],
    ["write", 20, " world"],
    ["read", 20, 5, 0],
    ["read", 20, 5],
    ["write", 20, "J", 0],
    ["write", 20, "!", 20],
    ["readFile", "f"],
    ["ftruncate", 20, 3],
    ["read", 20, 99, 0],
    ["fchmod", 20, 0o640],
    ["unlink", "f"],
    ["fstat", 20],
    ["read", 20, 99, 0],
    ["write", 20, "late", 0],
    ["read", 20, 99, 0],
    ["close", 20],
    ["close", 20],
    ["open", "g", O_WRONLY | O_CREAT | O_APPEND, 0o666],
    ["write", 21, "ab"],
    ["write", 21, "c", 0],
    ["read", 21, 1],
    ["readFile", "g"],
    ["open", "g", O_RDONLY, 0],
    ["write", 22, "x"],
    ["ftruncate", 22, 0],
    ["read", 22, 2],
    ["read", 22, 2],
    ["read", 22, 2],
    ["open", "d/", O_WRONLY | O_CREAT, 0o666],
    ["mkdir", "d", 0o777],
    ["open", "d", O_RDONLY, 0],
    ["read", 23, 1],
    ["open", "d", O_RDWR, 0],
    ["open", "d", O_WRONLY | O_CREAT, 0],
    ["open", "missing/", O_WRONLY | O_CREAT, 0],
  ],
  names: [
    ["writeFile", "ü€😀", "u"],
    ["readdir", "."],
    ["writeFile", "n".repeat(255), "x"],
    ["writeFile", "n".repeat(256), "x"],
    ["writeFile", "ü".repeat(128), "x"],
    ["stat", "./".repeat(3000)],
    ["stat", "a//b"],
    ["mkdir", ".//a", 0o777],
    ["writeFile", "a//b", "1"],
    ["readFile", "./a/.././a///b"],
    ["stat", "a/b/.."],
    ["stat", "a/b/."],
  ],
};

for (const [title, script] of Object.entries(scripts)) {
  test(`as the real file system: ${title}`, () => {
    const [mine, theirs] = [ours(), real()];
    for (const operation of script) {
      expect([operation, mine.run(operation)]).toEqual([operation, theirs.run(operation)]);
      expect([operation, mine.tree()]).toEqual([operation, theirs.tree()]);
    }
  });
}

test("random scripts end in the same tree as on the real file system", () => {
  let seed = 20_260;
  const random = (n: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * n);
  };
  const names = ["a", "b", "a/c", "b/d", "a/c/e", "b/", "a/../b", "l", "l/x", "a/."];
  const name = (): string => names[random(names.length)] ?? "a";
  const kinds: (() => Operation)[] = [
    () => ["writeFile", name(), String(random(100))],
    () => ["mkdir", name(), 0o755],
    () => ["mkdir", name(), 0o755],
    () => ["rename", name(), name()],
    () => ["rename", name(), name()],
    () => ["unlink", name()],
    () => ["rmdir", name()],
    () => ["link", name(), name()],
    () => ["symlink", name(), name()],
    () => ["readFile", name()],
    () => ["readdir", name()],
    () => ["stat", name()],
    () => ["realpath", name()],
    () => ["truncate", name(), random(5)],
  ];
  for (let round = 0; round < 30; round++) {
    const [mine, theirs] = [ours(), real()];
    const done: Operation[] = [];
    for (let step = 0; step < 60; step++) {
      const operation = kinds[random(kinds.length)]!();
      done.push(operation);
      const [got, wanted] = [mine.run(operation), theirs.run(operation)];
      expect({ done, got }).toEqual({ done, got: wanted });
    }
    expect({ done, tree: mine.tree() }).toEqual({ done, tree: theirs.tree() });
  }
});
