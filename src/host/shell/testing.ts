import { localSyscalls, LocalExit } from "../machine/local-syscalls.ts";
import { testVfs } from "../machine/testing.ts";
import { decodeBytes, encodeText, concatBytes } from "./bytes.ts";
import { SHELL_COMMANDS } from "./commands.ts";
import { main } from "./main.ts";

export interface ShellRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface ShellRunOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `bash -c script` (or `args`) on a file system in memory, without a kernel: there are no other processes. */
export async function runShell(script: string, options: ShellRunOptions = {}): Promise<ShellRun> {
  const vfs = testVfs();
  const view = vfs.view();
  for (const name of SHELL_COMMANDS) {
    const path = `/usr/bin/${name}`;
    const inode = vfs.open(view, path, 0o1101, 0o755);
    if (inode.kind === "file") vfs.replace(inode, encodeText("\x7fMBX shell\n"));
  }
  vfs.makePath("/work");
  for (const [name, content] of Object.entries(options.files ?? {})) {
    const at = name.lastIndexOf("/");
    if (at > 0) vfs.makePath(`/work/${name.slice(0, at)}`);
    const inode = vfs.open(view, `/work/${name}`, 0o1101, name.endsWith(".sh") ? 0o755 : 0o644);
    if (inode.kind === "file") vfs.replace(inode, encodeText(content));
  }
  const stdout: Uint8Array[] = [];
  const stderr: Uint8Array[] = [];
  const args = options.args ?? ["bash", "-c", script];
  const file = "/usr/bin/bash";
  const sys = localSyscalls({
    vfs,
    cwd: "/work",
    stdin: encodeText(options.stdin ?? ""),
    stdout: (bytes) => stdout.push(bytes),
    stderr: (bytes) => stderr.push(bytes),
    pid: 4242,
    start: { file, args },
  });
  const env = { PATH: "/usr/bin:/bin", HOME: "/work", ...options.env };
  const policy = { deny: { modules: [], globals: [] }, frozen: null };
  let code = -1;
  try {
    await main(sys, { pid: 4242, ppid: 1, args, env, file, policy, thread: null });
  } catch (error) {
    if (!(error instanceof LocalExit)) throw error;
    code = error.code ?? 128 + (error.signal ?? 0);
  }
  return { stdout: decodeBytes(concatBytes(stdout)), stderr: decodeBytes(concatBytes(stderr)), code };
}
