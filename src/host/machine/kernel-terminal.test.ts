import { expect, test } from "vitest";
import type { Description } from "./description.ts";
import type { Kernel } from "./kernel.ts";
import { SIGNALS } from "./signals.ts";
import { type ExitStatus } from "./syscalls.ts";
import type { TerminalDescription } from "./terminal.ts";
import { bytes, env, machine, print, spawnJson, text } from "./testing-kernel.ts";

function onTerminal(
  kernel: Kernel,
  argv: string[],
): { terminal: TerminalDescription; status: Promise<ExitStatus>; shown: () => string } {
  const terminal = kernel.terminal({ cols: 80, rows: 24 });
  const stdio: Description[] = [terminal, terminal, terminal];
  const process = kernel.launch({
    file: argv[0]!,
    args: argv,
    env,
    cwd: kernel.vfs.makePath("/work"),
    stdio,
    parent: null,
    session: { terminal },
  });
  let screen = "";
  const shown = (): string => {
    for (;;) {
      const data = terminal.terminal.output.read(65_536);
      if (data === null || data.length === 0) return screen;
      screen += text(data);
    }
  };
  return { terminal, status: kernel.exited(process), shown };
}
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test("a terminal edits lines, echoes, and sends signals", async () => {
  const read: string[] = [];
  const kernel = machine({
    main: async (call) => {
      expect(await call("kind", 0)).toBe("tty");
      expect(await call("ttySize", 1)).toEqual([80, 24]);
      await call("write", 1, bytes("a\nb\n"));
      for (;;) {
        const line = text(await call("read", 0, 100, null));
        read.push(line);
        if (line === "") break;
      }
      await call("listenSignal", SIGNALS.SIGWINCH, 1);
      await call("onTtyResize", 0, 2);
      await call.event(1);
      read.push(JSON.stringify(await call.event(2)));
      await call("setTtyMode", 0, "raw");
      read.push(text(await call("read", 0, 100, null)));
      await call("setTtyMode", 0, "cooked");
      const tty = await call("open", "/dev/tty", 2, 0);
      await call("write", tty, bytes("bye"));
      await call("read", 0, 1, null);
    },
  });
  const { terminal, status, shown } = onTerminal(kernel, ["node", "main"]);
  const type = async (words: string): Promise<void> => {
    terminal.terminal.type(bytes(words));
    await soon();
  };
  await soon();
  await type("hex\x7fl\x7flé\x7flo\r");
  await type("one two\x17three\n");
  await type("gone\x15kept\x01\n");
  await type("part\x04");
  await type("\x04");
  terminal.terminal.resize({ cols: 100, rows: 30 });
  await soon();
  await type("\x03\r");
  expect(shown()).toBe(
    "a\r\nb\r\nhex\b \bl\b \blé\b \blo\r\none two\b \b\b \b\b \bthree\r\ngone\b \b\b \b\b \b\b \bkept^A\r\npartbye",
  );
  await type("\x03");
  expect(await status).toEqual({ code: null, signal: "SIGINT" });
  expect(shown().endsWith("bye^C")).toBe(true);
  expect(read).toEqual(["hello\n", "one three\n", "kept\x01\n", "part", "", "[100,30]", "\x03\r"]);
});

test("Ctrl-C reaches the foreground group only; a leader that ends takes the group with it", async () => {
  const kernel = machine({
    shell: async (call) => {
      await call("listenSignal", SIGNALS.SIGINT, 9);
      const job = (await call("spawn", spawnJson(["node", "sleeper"], [0, 1, 2]), 1)) as number;
      await call("setGroup", job, job);
      await call("setForeground", 0, job);
      await print(call, JSON.stringify(await call.event(1)));
      const next = (await call("spawn", spawnJson(["node", "sleeper"], [0, 1, 2]), 2)) as number;
      await call("setGroup", next, next);
      await call("setForeground", 0, next);
    },
    sleeper: () => new Promise(() => undefined),
  });
  const { terminal, status, shown } = onTerminal(kernel, ["node", "shell"]);
  await soon();
  terminal.terminal.type(bytes("\x03"));
  expect(await status).toEqual({ code: 0, signal: null });
  await soon();
  expect(shown()).toBe('^C[null,"SIGINT"]');
  expect(kernel.processes.size).toBe(0);
});
