import { expect, test } from "vitest";
import { Arguments, type Answer } from "./answer.ts";
import { aidedChannel } from "./aids.ts";
import { DescriptorTable } from "./descriptor-table.ts";
import { failure } from "./errno.ts";
import { FileAccess } from "./file-access.ts";
import { Foresight, type Prospect } from "./foresight.ts";
import { effectOf } from "./foresight-rules.ts";
import { ProcessEnded } from "./process-ended.ts";
import type { RequestChannel } from "./request-channel.ts";
import type { SyscallError } from "./syscalls.ts";
import { Vfs } from "./vfs.ts";
import { WorkerChannel } from "./worker-channel.ts";
import type { CallName, Value } from "./wire.ts";

const FILES: Readonly<Record<string, string>> = { "/a": "one", "/b": "two" };

/** A kernel that knows two files, and what it was asked. */
function kernel(): { ask: (name: CallName, args: Arguments) => Answer; asked: string[] } {
  const asked: string[] = [];
  const ask = (name: CallName, args: Arguments): Answer => {
    if (name === "kind") return "pipe";
    const path = args.text(0);
    asked.push(`${name} ${path}`);
    const text = FILES[path];
    if (text === undefined) throw failure("ENOENT");
    return name === "readFile" ? new TextEncoder().encode(text) : [text.length];
  };
  return { ask, asked };
}

const CREATED = 0o1101;
const contentOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Changes of files in a tree of its own, where `/there` is a directory. */
function tree(): { files: FileAccess; change: (name: CallName, args: Arguments) => void } {
  const vfs = new Vfs();
  const nobody = { pid: 0, executable: "", args: [], terminal: () => null };
  const files = new FileAccess(vfs, new DescriptorTable(0), nobody, vfs.root);
  files.mkdir("/there", 0o755);
  for (const [path, text] of Object.entries(FILES)) files.writeFile(path, contentOf(text), CREATED, 0o644);
  const change = (name: CallName, args: Arguments): void => {
    if (name === "mkdir") files.mkdir(args.text(0), args.count(1));
    else if (name === "writeFile") files.writeFile(args.text(0), args.bytes(1), args.count(2), args.count(3));
    else if (name === "unlink") files.unlink(args.text(0));
    else if (name === "rename") files.rename(args.text(0), args.text(1));
    else throw failure("ENOSYS");
  };
  return { files, change };
}

/** What a program with these aids has to call for, and its channel. */
function program(prospect: Prospect, collected: readonly number[] = [], stdin: string | null = null) {
  const calls: string[] = [];
  const { ask } = kernel();
  const written: string[] = [];
  const sent: string[] = [];
  const { files, change } = tree();
  const block = new WorkerChannel({
    call: () => undefined,
    wrote: (fd, bytes) => written.push(`${fd}:${new TextDecoder().decode(bytes)}`),
    sent: (call) => {
      const [name, args, time] = call as [CallName, Value[], number];
      files.vfs.clock.asOf(time, () => change(name, new Arguments(args)));
      sent.push(`${name} ${String(args[0])}`);
    },
  });
  const real: RequestChannel = {
    call(name, args) {
      block.takeOutput();
      calls.push(`${name} ${String(args[0])}`);
      prospect.made(name, args);
      if (["stat", "readFile", "kind"].includes(name)) return ask(name, new Arguments(args)) as Value;
      if (["mkdir", "writeFile", "unlink", "rename"].includes(name)) change(name, new Arguments(args));
      return undefined;
    },
    end(name, args) {
      block.takeOutput();
      calls.push(`${name} ${String(args[0])}`);
      prospect.ended(args[1], args[2]);
      throw new ProcessEnded();
    },
  };
  const foreseen = prospect.answers(
    kernel().ask,
    (path) => path === "/link",
    () => tree().change,
  );
  const input = stdin === null ? null : new TextEncoder().encode(stdin);
  return {
    calls,
    written,
    sent,
    files,
    block,
    channel: aidedChannel(real, block.block, { foreseen, collected, input }),
  };
}

const read = ({ call }: RequestChannel, path: string): string => {
  try {
    return new TextDecoder().decode(call("readFile", [path]) as Uint8Array);
  } catch (error) {
    return (error as SyscallError).code;
  }
};

function typical({ channel }: ReturnType<typeof program>): unknown[] {
  const seen = [
    channel.call("stat", ["/a"]),
    read(channel, "/a"),
    read(channel, "/none"),
    channel.call("kind", [1]),
  ];
  expect(() => channel.end("exit", [0])).toThrow(ProcessEnded);
  return seen;
}

test("what a run asked for is known ahead in the next, failures too", () => {
  const foresight = new Foresight();
  const first = program(foresight.begin("main.js"));
  const seen = typical(first);
  expect(seen).toEqual([[3], "one", "ENOENT", "pipe"]);
  expect(first.calls).toEqual(["stat /a", "readFile /a", "readFile /none", "kind 1", "exit 0"]);
  const second = program(foresight.begin("main.js"));
  expect(typical(second)).toEqual(seen);
  expect(second.calls).toEqual(["exit 0"]);
  expect(typical(program(foresight.begin("other.js")))).toEqual(seen);
});

test("a program that changes something is not told what was true before", () => {
  const foresight = new Foresight();
  typical(program(foresight.begin("main.js")));
  const { channel, calls } = program(foresight.begin("main.js"));
  channel.call("unlink", ["/a"]);
  read(channel, "/a");
  channel.call("kind", [1]);
  expect(calls).toEqual(["unlink /a", "readFile /a"]);
  channel.call("close", [1]);
  channel.call("kind", [1]);
  expect(calls.slice(2)).toEqual(["close 1", "kind 1"]);
});

test("what descriptors are is known ahead also when a program asks after it changed files", () => {
  const foresight = new Foresight();
  const changing = ({ channel }: ReturnType<typeof program>): void => {
    channel.call("unlink", ["/a"]);
    read(channel, "/a");
    channel.call("kind", [1]);
    expect(() => channel.end("exit", [0])).toThrow(ProcessEnded);
  };
  changing(program(foresight.begin("main.js")));
  const second = program(foresight.begin("main.js"));
  changing(second);
  expect(second.calls).toEqual(["readFile /a", "exit 0"]);
  expect(second.sent).toEqual(["unlink /a"]);
});

test("a file too long to come ahead keeps nothing else from it", () => {
  const foresight = new Foresight();
  const long = "x".repeat(2 ** 21);
  const prospect = foresight.begin("main.js");
  for (const path of ["/long", "/a"]) prospect.made("readFile", [path]);
  const ask = (_name: CallName, args: Arguments): Answer =>
    new TextEncoder().encode(args.text(0) === "/long" ? `${long}x` : "one");
  const foreseen = foresight.begin("main.js").answers(
    ask,
    () => false,
    () => null,
  );
  expect(foreseen?.length).toBeLessThan(100);
});

test("a file's bytes are handed out once, and its times are asked for after it was read", () => {
  const foresight = new Foresight();
  typical(program(foresight.begin("main.js")));
  const { channel, calls } = program(foresight.begin("main.js"));
  read(channel, "/a");
  read(channel, "/a");
  channel.call("stat", ["/a"]);
  expect(calls).toEqual(["readFile /a", "stat /a"]);
});

test("what a link into /proc leads to is asked for each time", () => {
  const foresight = new Foresight();
  for (let i = 0; i < 2; i++) {
    const { channel, calls } = program(foresight.begin("main.js"));
    expect(read(channel, "/link")).toBe("ENOENT");
    expect(() => channel.end("exit", [0])).toThrow(ProcessEnded);
    expect(calls).toEqual(["readFile /link", "exit 0"]);
  }
});

const end = ({ channel }: ReturnType<typeof program>): void =>
  expect(() => channel.end("exit", [0])).toThrow(ProcessEnded);

/** Writes a file, in the usual way: the first folder is there, the second is made, and so is a file of another name. */
function save(run: ReturnType<typeof program>, text = "some"): string[] {
  const { channel } = run;
  const failed: string[] = [];
  for (const path of ["/there", "/new"])
    try {
      channel.call("mkdir", [path, 0o777]);
    } catch (error) {
      failed.push((error as SyscallError).code);
    }
  channel.call("writeFile", ["/new/file.tmp", contentOf(text), CREATED, 0o666]);
  channel.call("rename", ["/new/file.tmp", "/new/file"]);
  return failed;
}

test("changes that the last run made need not be waited for, but come in their order before the next call", () => {
  const foresight = new Foresight();
  const first = program(foresight.begin("main.js"));
  expect(save(first)).toEqual(["EEXIST"]);
  end(first);
  expect(first.sent).toEqual([]);
  for (const text of ["one", "two, which is longer"]) {
    const run = program(foresight.begin("main.js"));
    expect(save(run, text)).toEqual(["EEXIST"]);
    expect([run.calls, run.sent]).toEqual([[], []]);
    const before = performance.timeOrigin + performance.now();
    read(run.channel, "/a");
    expect(run.calls).toEqual(["readFile /a"]);
    expect(run.sent).toEqual(["mkdir /new", "writeFile /new/file.tmp", "rename /new/file.tmp"]);
    expect(new TextDecoder().decode(run.files.readFile("/new/file"))).toBe(text);
    expect(run.files.stat("/new/file").mtimeMs).toBeLessThan(before);
    end(run);
  }
});

test("a program that changes something else than the last run is answered by the kernel from there on", () => {
  const foresight = new Foresight();
  for (const other of [
    ["mkdir", ["/new", 0o700]],
    ["chmod", ["/there", 0o700]],
    ["spawn", ["{}", 1]],
    ["writeFile", ["/new", contentOf(""), CREATED, 0o666]],
  ] as const) {
    const first = program(foresight.begin("main.js"));
    save(first);
    end(first);
    const run = program(foresight.begin("main.js"));
    run.channel.call(...(other as unknown as ["mkdir", Value[]]));
    expect(() => run.channel.call("mkdir", ["/there", 0o777])).toThrow("EEXIST");
    expect([run.calls, run.sent]).toEqual([[`${other[0]} ${other[1][0]}`, "mkdir /there"], []]);
  }
});

test("what has no room in shared memory is written in the usual way, as is all after it", () => {
  const foresight = new Foresight();
  const first = program(foresight.begin("main.js"));
  save(first);
  end(first);
  const run = program(foresight.begin("main.js"));
  const long = "long".repeat(10_000);
  save(run, long);
  expect(run.sent).toEqual(["mkdir /new"]);
  expect(run.calls).toEqual(["writeFile /new/file.tmp", "rename /new/file.tmp"]);
  expect(new TextDecoder().decode(run.files.readFile("/new/file"))).toBe(long);
  end(run);
  const next = program(foresight.begin("main.js"));
  save(next);
  expect(next.calls).toEqual([]);
});

test("changes after one that cannot be told ahead are not remembered", () => {
  const foresight = new Foresight();
  for (let i = 0; i < 2; i++) {
    const run = program(foresight.begin("main.js"));
    run.channel.call("mkdir", ["/new", 0o777]);
    run.channel.call("mkdir", ["/there/../odd", 0o777]);
    run.channel.call("mkdir", ["/other", 0o777]);
    expect(run.calls).toEqual(
      i === 0
        ? ["mkdir /new", "mkdir /there/../odd", "mkdir /other"]
        : ["mkdir /there/../odd", "mkdir /other"],
    );
    end(run);
  }
});

test("what no run asks for any more is forgotten", () => {
  const foresight = new Foresight();
  typical(program(foresight.begin("main.js")));
  for (let i = 0; i < 9; i++) {
    const { channel } = program(foresight.begin("main.js"));
    read(channel, "/b");
    expect(() => channel.end("exit", [0])).toThrow(ProcessEnded);
  }
  const { ask, asked } = kernel();
  foresight.begin("main.js").answers(
    ask,
    () => false,
    () => null,
  );
  expect(asked).toEqual(["readFile /b"]);
});

test("only what is the same until somebody changes it is known ahead", () => {
  for (const path of [
    "/proc/self/stat",
    "/dev/tty",
    "/a/../proc/stat",
    "/a//b",
    "/a/.",
    "",
    ".",
    "../a",
    "a/../b",
    ".//a",
    "./.",
  ])
    expect([path, effectOf("stat", [path])]).toEqual([path, "none"]);
  for (const path of ["/a/.b/c..d", "a", "./a", ".a/b", "/"])
    expect([path, effectOf("stat", [path])]).toEqual([path, "pure"]);
  expect(effectOf("kind", [3])).toBe("none");
  expect(effectOf("open", ["/a", 0, 0])).toBe("none");
  expect(effectOf("open", ["/a", 0o101, 0])).toBe("files");
  expect(effectOf("spawn", [])).toBe("all");
});

test("collected output comes before the next call, in order, and not after something is started that writes too", () => {
  const { channel, written, calls } = program(new Foresight().begin("main.js"), [1, 2]);
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  channel.call("write", [1, bytes("a"), null]);
  channel.call("write", [2, bytes("b"), null]);
  expect([written, calls]).toEqual([[], []]);
  channel.call("stat", ["/a"]);
  expect(written).toEqual(["1:a", "2:b"]);
  channel.call("write", [1, new Uint8Array(40_000), null]);
  expect(calls.at(-1)).toBe("write 1");
  channel.call("spawn", ["{}", 1]);
  channel.call("write", [1, bytes("c"), null]);
  expect(calls.at(-1)).toBe("write 1");
});

test("what a program wrote before it was killed is not lost", () => {
  const { channel, written, block } = program(new Foresight().begin("main.js"), [1]);
  channel.call("write", [1, new TextEncoder().encode("so far"), null]);
  block.takeOutput();
  expect(written).toEqual(["1:so far"]);
});

test("stdin that came with the start is read without a call, to its end", () => {
  const { channel, calls } = program(new Foresight().begin("main.js"), [], "hello");
  const room = new Uint8Array(2);
  expect(channel.call("readAsync", [0, 3, 1])).toEqual(new TextEncoder().encode("hel"));
  channel.call("writeFile", ["/b", new Uint8Array(1), 0, 0]);
  expect(channel.call("read", [0, 2, null], room)).toBe(2);
  expect(new TextDecoder().decode(room)).toBe("lo");
  expect(channel.call("readAsync", [0, 3, 2])).toEqual(new Uint8Array(0));
  expect(calls).toEqual(["writeFile /b"]);
});

test("files whose bytes are known ahead, such as the program's own, leave stdin where it is", () => {
  const foresight = new Foresight();
  typical(program(foresight.begin("main.js")));
  const { channel, calls } = program(foresight.begin("main.js"), [], "hello");
  expect(read(channel, "/a")).toBe("one");
  channel.call("readAsync", [0, 5, 1]);
  expect(calls).toEqual([]);
});

test("who shares stdin with a child gives back what it did not read", () => {
  const { channel, calls } = program(new Foresight().begin("main.js"), [], "hello");
  channel.call("read", [0, 2, null]);
  channel.call("spawn", ["{}", 1]);
  channel.call("read", [0, 2, null]);
  expect(calls).toEqual(["read 0", "spawn {}", "read 0"]);
});

test("stdin may be opened by a path, too", () => {
  const { channel, calls } = program(new Foresight().begin("main.js"), [], "hello");
  channel.call("open", ["/dev/stdin", 0, 0]);
  channel.call("read", [0, 2, null]);
  expect(calls).toEqual(["open /dev/stdin", "read 0"]);
});
