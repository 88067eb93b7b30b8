import type { BindingContext } from "../../binding.ts";
import type { Stat } from "../../../machine/syscalls.ts";
import { values, type Path } from "../values.ts";
import { checkDescriptor, checkMode } from "./checks.ts";
import { MOVES, operations, READS, WRITES, type FileRequest, type Needs } from "./operation.ts";
import { fillStats, statFields } from "./stats.ts";
import { makeDirectories, temporaryDirectory } from "./directories.ts";

/** Where the library passes a request, `undefined` (synchronous) or the promises symbol. */
type Request = FileRequest | symbol | undefined;

const MAKES_TEMPORARY: Needs = [["fs.write", 0, "XXXXXX"]];

/** Names in the order of bytes, as libuv's scandir sorts them. */
function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** The operations that take paths. */
export function pathOperations(context: BindingContext) {
  const { define, demand, FSReqCallback, plain } = operations(context);
  const convert = values(context);
  const { path: text, output } = convert;
  const shared = {
    statValues: new Float64Array(2 * statFields),
    bigintStatValues: new BigInt64Array(2 * statFields),
    statFsValues: new Float64Array(8),
    bigintStatFsValues: new BigInt64Array(8),
  };

  /** Synchronous results share one array; each asynchronous one gets its own. */
  function statResult(stat: Stat, bigint: boolean, request: Request) {
    if (request === undefined) return fillStats(bigint ? shared.bigintStatValues : shared.statValues, stat);
    const wide = typeof request === "object" ? FSReqCallback.bigint(request) || bigint : bigint;
    return fillStats(wide ? new BigInt64Array(statFields) : new Float64Array(statFields), stat);
  }

  /** Memory is all there is: the numbers of a tmpfs, with as much free as the browser may give. */
  function fileSystemNumbers(): number[] {
    const blocks = 262_144;
    return [0x01021994, 4096, blocks, blocks, blocks, blocks, blocks, 4096];
  }

  return {
    ...shared,
    access: define({
      syscall: "access",
      needs: READS,
      request: 2,
      check: (_path: unknown, mode: unknown) => checkMode(mode),
      path: 0,
      run: (path: Path, mode?: number) => context.sys.access(text(path), Math.trunc(mode ?? 0)),
    }),
    existsSync: plain((path: Path): boolean => {
      const asked = text(path);
      demand("fs.read", asked);
      try {
        context.sys.access(asked, 0);
        return true;
      } catch {
        return false; // whatever the reason, the answer of existsSync is no
      }
    }),
    stat: define({
      syscall: "stat",
      needs: READS,
      request: 2,
      path: 0,
      run: (path: Path, bigint: boolean, request: Request, _throw?: boolean) =>
        statResult(context.sys.stat(text(path)), bigint, request),
      missing: ({ code }, _path, _bigint, _request, throwIfNoEntry) =>
        throwIfNoEntry === false && (code === "ENOENT" || code === "ENOTDIR"),
    }),
    lstat: define({
      syscall: "lstat",
      request: 2,
      path: 0,
      run: (path: Path, bigint: boolean, request: Request, _throw?: boolean) =>
        statResult(context.sys.lstat(text(path)), bigint, request),
      missing: ({ code }, _path, _bigint, _request, throwIfNoEntry) =>
        throwIfNoEntry === false && code === "ENOENT",
    }),
    fstat: define({
      syscall: "fstat",
      request: 2,
      check: checkDescriptor,
      run: (fd: number, bigint: boolean, request: Request) =>
        statResult(context.sys.fstat(fd), bigint, request),
    }),
    statfs: define({
      syscall: "statfs",
      needs: READS,
      request: 2,
      path: 0,
      run: (path: Path, bigint: boolean, request: Request) => {
        context.sys.stat(text(path));
        const numbers = fileSystemNumbers();
        if (bigint) {
          const wide = request === undefined ? shared.bigintStatFsValues : new BigInt64Array(8);
          wide.set(numbers.map(BigInt));
          return wide;
        }
        const plain = request === undefined ? shared.statFsValues : new Float64Array(8);
        plain.set(numbers);
        return plain;
      },
    }),
    readdir: define({
      syscall: "scandir",
      needs: READS,
      request: 3,
      path: 0,
      run: (path: Path, encoding: unknown, withTypes: boolean) => {
        const entries = context.sys.readdir(text(path)).toSorted(byName);
        const names = entries.map((entry) => output(entry.name, encoding));
        return withTypes ? [names, entries.map((entry) => entry.type)] : names;
      },
    }),
    mkdir: define({
      syscall: "mkdir",
      needs: WRITES,
      refusesAtOnce: true,
      request: 3,
      path: 0,
      run: (path: Path, mode: number, recursive: boolean) =>
        recursive ? makeDirectories(context.sys, text(path), mode) : context.sys.mkdir(text(path), mode),
    }),
    mkdtemp: define({
      syscall: "mkdtemp",
      needs: MAKES_TEMPORARY,
      request: 2,
      run: (prefix: Path, encoding: unknown) => output(temporaryDirectory(context, text(prefix)), encoding),
    }),
    rmdir: define({
      syscall: "rmdir",
      needs: WRITES,
      refusesAtOnce: true,
      request: 1,
      path: 0,
      run: (path: Path) => context.sys.rmdir(text(path)),
    }),
    unlink: define({
      syscall: "unlink",
      needs: WRITES,
      request: 1,
      path: 0,
      run: (path: Path) => context.sys.unlink(text(path)),
    }),
    rename: define({
      syscall: "rename",
      needs: MOVES,
      request: 2,
      path: 0,
      dest: 1,
      run: (from: Path, to: Path) => context.sys.rename(text(from), text(to)),
    }),
    link: define({
      syscall: "link",
      needs: MOVES,
      request: 2,
      path: 0,
      dest: 1,
      run: (existing: Path, path: Path) => context.sys.link(text(existing), text(path)),
    }),
    symlink: define({
      syscall: "symlink",
      needs: MOVES,
      refusesAtOnce: true,
      request: 3,
      path: 0,
      dest: 1,
      run: (target: Path, path: Path) => context.sys.symlink(text(target), text(path)),
    }),
    readlink: define({
      syscall: "readlink",
      needs: READS,
      request: 2,
      path: 0,
      run: (path: Path, encoding: unknown) => output(context.sys.readlink(text(path)), encoding),
    }),
    realpath: define({
      syscall: "realpath",
      needs: READS,
      request: 2,
      path: 0,
      run: (path: Path, encoding: unknown) => output(context.sys.realpath(text(path)), encoding),
    }),
    chmod: define({
      syscall: "chmod",
      needs: WRITES,
      refusesAtOnce: true,
      request: 2,
      path: 0,
      run: (path: Path, mode: number) => context.sys.chmod(text(path), mode),
    }),
    fchmod: define({
      syscall: "fchmod",
      request: 2,
      check: checkDescriptor,
      run: (fd: number, mode: number) => context.sys.fchmod(fd, mode),
    }),
    chown: define({
      syscall: "chown",
      needs: WRITES,
      request: 3,
      path: 0,
      run: (path: Path, uid: number, gid: number) => context.sys.chown(text(path), uid, gid, true),
    }),
    lchown: define({
      syscall: "lchown",
      needs: WRITES,
      request: 3,
      path: 0,
      run: (path: Path, uid: number, gid: number) => context.sys.chown(text(path), uid, gid, false),
    }),
    fchown: define({
      syscall: "fchown",
      request: 3,
      check: checkDescriptor,
      run: (fd: number, uid: number, gid: number) => context.sys.fchown(fd, uid, gid),
    }),
    utimes: define({
      syscall: "utime",
      needs: WRITES,
      refusesAtOnce: true,
      request: 3,
      path: 0,
      run: (path: Path, atime: number, mtime: number) =>
        context.sys.utimes(text(path), atime * 1000, mtime * 1000, true),
    }),
    lutimes: define({
      syscall: "lutime",
      needs: WRITES,
      refusesAtOnce: true,
      request: 3,
      path: 0,
      run: (path: Path, atime: number, mtime: number) =>
        context.sys.utimes(text(path), atime * 1000, mtime * 1000, false),
    }),
    futimes: define({
      syscall: "futime",
      request: 3,
      check: checkDescriptor,
      run: (fd: number, atime: number, mtime: number) => context.sys.futimes(fd, atime * 1000, mtime * 1000),
    }),
  };
}
