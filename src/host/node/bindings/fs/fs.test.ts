import { beforeEach, expect, test } from "vitest";
import { testSyscalls } from "../../../machine/testing.ts";
import { made, testContext } from "../testing.ts";
import { fsBinding } from "./index.ts";

type Call = (...values: unknown[]) => unknown;
interface Handle {
  readonly fd: number;
  close(): Promise<void>;
  releaseFD(): number;
  onread: (data: ArrayBuffer | undefined) => void;
  readStart(): number;
}
interface Request {
  oncomplete: (error: unknown, result?: unknown) => void;
}
type Binding = Record<string, Call> & {
  FSReqCallback: new (bigint?: boolean) => Request;
  FileHandle: new (fd: number, offset?: number, length?: number) => Handle;
  kUsePromises: symbol;
  statValues: Float64Array;
};

const O = { RDONLY: 0, RDWR: 2, CREAT: 0o100, TRUNC: 0o1000 };
const create = O.RDWR | O.CREAT | O.TRUNC;

let fs: Binding;
let context: ReturnType<typeof testContext>;

beforeEach(() => {
  context = testContext(testSyscalls({ cwd: "/work", stdin: Buffer.from("typed") }));
  fs = made<Binding>(fsBinding, context);
});

/** The outcome of the callback form. */
async function called(name: string, ...values: unknown[]): Promise<unknown[]> {
  const request = new fs.FSReqCallback();
  const outcome = new Promise<unknown[]>((resolve) => {
    request.oncomplete = (...results) => resolve(results);
  });
  fs[name]?.(...values, request);
  await context.loop.drain();
  return outcome;
}

test("text goes out and comes back, by path and by descriptor", () => {
  fs["writeFileUtf8"]?.("a", "hé🎉", create, 0o644);
  expect(fs["readFileUtf8"]?.("a", O.RDONLY)).toBe("hé🎉");
  const fd = fs["open"]?.("a", O.RDONLY, 0) as number;
  expect(fs["readFileUtf8"]?.(fd, O.RDONLY)).toBe("hé🎉");
  expect(fs["readFileUtf8"]?.(fd, O.RDONLY)).toBe("");
  fs["close"]?.(fd);
  expect(() => fs["close"]?.(fd)).toThrow("EBADF: close");
});

test("reads and writes keep or leave the file's offset", () => {
  const fd = fs["open"]?.("a", create, 0o644) as number;
  expect(fs["writeString"]?.(fd, "hello world", null, "utf8")).toBe(11);
  expect(fs["writeBuffer"]?.(fd, Buffer.from("abcd"), 1, 2, 0)).toBe(2);
  expect(fs["writeBuffers"]?.(fd, [Buffer.from("x"), Buffer.from("yz")], null)).toBe(3);
  const target = Buffer.alloc(20, ".");
  expect(fs["read"]?.(fd, target, 2, 10, 0)).toBe(10);
  expect(target.toString()).toBe("..bcllo worl........");
  expect(fs["read"]?.(fd, target, 0, 10, -1)).toBe(0);
  expect(fs["read"]?.(fd, target, 0, 10, 11n)).toBe(3);
  const parts = [Buffer.alloc(2), Buffer.alloc(20)];
  expect(fs["readBuffers"]?.(fd, parts, 9)).toBe(5);
  expect(Buffer.concat(parts).toString("latin1", 0, 5)).toBe("ldxyz");
});

test("synchronous stats share one array, others have their own", async () => {
  fs["writeFileUtf8"]?.("a", "1234", create, 0o600);
  const stats = fs["stat"]?.("a", false, undefined, true);
  expect(stats).toBe(fs.statValues);
  expect([fs.statValues[1], fs.statValues[8]]).toEqual([0o100600, 4]);
  const [error, own] = await called("stat", "a", false);
  expect(error).toBeNull();
  expect(own).not.toBe(fs.statValues);
  expect(own).toHaveLength(18);
  expect(fs["stat"]?.("a", true, undefined, true)).toBeInstanceOf(BigInt64Array);
});

test("what does not exist is undefined only when asked for", async () => {
  expect(fs["stat"]?.("no", false, undefined, false)).toBeUndefined();
  expect(() => fs["lstat"]?.("no", false, undefined, true)).toThrow("ENOENT: lstat");
  const [error] = await called("stat", "no", false);
  expect(error).toMatchObject({ code: "ENOENT", syscall: "stat", path: "no" });
});

test("every form reports the same error", async () => {
  const named = { code: "ENOENT", syscall: "rename", path: "no", dest: "to" };
  expect(() => fs["rename"]?.("no", "to")).toThrow(expect.objectContaining(named) as Error);
  expect((await called("rename", "no", "to"))[0]).toMatchObject(named);
  const promised = fs["rename"]?.("no", "to", fs.kUsePromises) as Promise<unknown>;
  const outcome = expect(promised).rejects.toMatchObject(named);
  await context.loop.drain();
  await outcome;
});

test("errors of writes go into the context object that the library passes", () => {
  const report = {};
  fs["writeString"]?.(99, "x", null, "utf8", undefined, report);
  expect(report).toEqual({ errno: -9, syscall: "write" });
});

test("names come sorted by bytes, as text or as bytes", () => {
  for (const name of ["b", "a", "B", "ä"]) fs["writeFileUtf8"]?.(name, "", create, 0o644);
  fs["mkdir"]?.("d", 0o755, false);
  expect(fs["readdir"]?.(".", "utf8", false)).toEqual(["B", "a", "b", "d", "ä"]);
  expect(fs["readdir"]?.(".", "utf8", true)).toEqual([
    ["B", "a", "b", "d", "ä"],
    [1, 1, 1, 2, 1],
  ]);
  expect(fs["readdir"]?.(".", "buffer", false)).toContainEqual(Buffer.from("ä"));
});

test("mkdir -p answers the first directory it made", () => {
  expect(fs["mkdir"]?.("a/b/c", 0o755, true)).toBe("a");
  expect(fs["mkdir"]?.("a/b/x/y", 0o755, true)).toBe("a/b/x");
  expect(fs["mkdir"]?.("a/b", 0o755, true)).toBeUndefined();
  fs["writeFileUtf8"]?.("f", "", create, 0o644);
  expect(() => fs["mkdir"]?.("f", 0o755, true)).toThrow("EEXIST: mkdir");
  expect(() => fs["mkdir"]?.("f/x", 0o755, true)).toThrow("ENOTDIR: mkdir");
});

test("copying respects its modes", () => {
  fs["writeFileUtf8"]?.("a", "one", create, 0o640);
  fs["copyFile"]?.("a", "b", 0);
  expect(fs["readFileUtf8"]?.("b", O.RDONLY)).toBe("one");
  expect(() => fs["copyFile"]?.("a", "b", 1)).toThrow("EEXIST: copyfile");
  expect(() => fs["copyFile"]?.("a", "c", 4)).toThrow("ENOTSUP: copyfile");
  fs["mkdir"]?.("d", 0o755, false);
  expect(() => fs["copyFile"]?.("d", "e", 0)).toThrow("EISDIR: copyfile");
});

test("a tree is removed, and what is gone is no error", () => {
  fs["mkdir"]?.("t/u", 0o755, true);
  fs["writeFileUtf8"]?.("t/u/f", "", create, 0o644);
  expect(() => fs["rmSync"]?.("t", 0, false, 0)).toThrow("Path is a directory: t");
  fs["rmSync"]?.("t", 0, true, 0);
  expect(fs["existsSync"]?.("t")).toBe(false);
  fs["rmSync"]?.("t", 0, true, 0);
});

test("the module loader's questions", () => {
  fs["mkdir"]?.("p/lib", 0o755, true);
  fs["writeFileUtf8"]?.("p/lib/index.js", "", create, 0o644);
  expect(fs["internalModuleStat"]?.("p")).toBe(1);
  expect(fs["internalModuleStat"]?.("p/lib/index.js")).toBe(0);
  expect(fs["internalModuleStat"]?.("no")).toBeLessThan(0);
  expect(fs["legacyMainResolve"]?.("/work/p/", "lib", undefined)).toBe(4);
  expect(() => fs["legacyMainResolve"]?.("/work/p/", "no", "file:///work/main.mjs")).toThrow(
    "Cannot find package",
  );
});

test("a file handle closes once, and streams what it was given", async () => {
  fs["writeFileUtf8"]?.("a", "0123456789", create, 0o644);
  const opening = fs["openFileHandle"]?.("a", O.RDONLY, 0, fs.kUsePromises) as Promise<Handle>;
  await context.loop.drain();
  const handle = await opening;
  expect(handle.fd).toBeGreaterThan(2);
  const streamed = new fs.FileHandle(handle.fd, 2, 5);
  const pieces: (string | undefined)[] = [];
  streamed.onread = (data) => pieces.push(data && Buffer.from(data).toString());
  streamed.readStart();
  await context.loop.drain();
  expect(pieces).toEqual(["23456", undefined]);
  const closing = handle.close();
  await context.loop.drain();
  await closing;
  expect(handle.fd).toBe(-1);
});

test("input that has to be waited for does not block the callback form", async () => {
  const target = Buffer.alloc(10);
  expect(await called("read", 0, target, 0, 10, -1)).toEqual([null, 5]);
  expect(target.toString("utf8", 0, 5)).toBe("typed");
});
