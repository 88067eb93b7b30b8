import { O_APPEND, O_CREAT, O_TRUNC, O_WRONLY } from "../../../machine/flags.ts";
import { SyscallError } from "../../../machine/syscalls.ts";
import { decodeBytes, encodeText } from "../../bytes.ts";
import { signalNumber } from "../../run/signals.ts";
import type { ProgramContext } from "../program.ts";

interface Reading {
  readonly text: string;
  at: number;
}

/** Files and commands that an awk program reads and writes. Commands run to their end at once, through the shell. */
export class AwkStreams {
  /** What is to go to stdout; the program's loop hands it on. */
  output = "";
  /** And to stderr. */
  errors = "";
  private readonly context: ProgramContext;
  private readonly readings = new Map<string, Reading | null>();
  private readonly files = new Map<string, number>();
  private readonly pipes = new Map<string, string>();

  constructor(context: ProgramContext) {
    this.context = context;
  }

  write(text: string, operator: ">" | ">>" | "|" | null, target: string): void {
    if (operator === null || target === "/dev/stdout" || (target === "-" && operator !== "|"))
      this.output += text;
    else if (operator === "|") this.pipes.set(target, (this.pipes.get(target) ?? "") + text);
    else if (target === "/dev/stderr") this.errors += text;
    else this.writeTo(this.open(target, operator), text);
  }

  private writeTo(fd: number, text: string): void {
    const bytes = encodeText(text);
    for (let done = 0; done < bytes.length;) done += this.context.sys.write(fd, bytes.subarray(done), null);
  }

  private open(target: string, operator: ">" | ">>"): number {
    let fd = this.files.get(target);
    if (fd === undefined) {
      const flags = O_WRONLY | O_CREAT | (operator === ">" ? O_TRUNC : O_APPEND);
      fd = this.context.sys.open(this.context.path(target), flags, 0o666);
      this.files.set(target, fd);
    }
    return fd;
  }

  /** The next record of a file or of a command's output. Null at the end, undefined when it cannot be read. */
  read(kind: "file" | "command", name: string, separator: string): string | null | undefined {
    let reading = this.readings.get(name);
    if (reading === undefined) {
      reading = kind === "command" ? { text: this.run(name, "").output, at: 0 } : this.load(name);
      this.readings.set(name, reading);
    }
    if (reading === null) return undefined;
    const { text, at } = reading;
    if (at >= text.length) return null;
    const mark = separator === "" ? "\n" : separator;
    const end = text.indexOf(mark, at);
    reading.at = end === -1 ? text.length : end + mark.length;
    return text.slice(at, end === -1 ? undefined : end);
  }

  private load(name: string): Reading | null {
    try {
      return { text: decodeBytes(this.context.sys.readFile(this.context.path(name))), at: 0 };
    } catch (error) {
      if (error instanceof SyscallError) return null;
      throw error;
    }
  }

  system(command: string): number {
    const { output, status } = this.run(command, null);
    this.output += output;
    return status;
  }

  /** `input` null: the program's own. */
  private run(command: string, input: string | null): { output: string; status: number } {
    const { sys, env, cwd } = this.context;
    const result = sys.spawnSync({
      file: "/bin/sh",
      args: ["sh", "-c", command],
      env,
      cwd,
      stdio: [input === null ? "null" : { pipe: true, input: encodeText(input) }, { pipe: true }, 2],
      timeoutMs: 0,
      killSignal: 15,
      maxBuffer: Infinity,
    });
    const status = result.code ?? 256 + (signalNumber(result.signal ?? "") ?? 0);
    return { output: decodeBytes(result.output[1] ?? new Uint8Array()), status };
  }

  close(name: string): number {
    let status = -1;
    const pipe = this.pipes.get(name);
    if (pipe !== undefined) {
      this.pipes.delete(name);
      const result = this.run(name, pipe);
      this.output += result.output;
      status = result.status;
    }
    const fd = this.files.get(name);
    if (fd !== undefined) {
      this.context.sys.close(fd);
      this.files.delete(name);
      status = 0;
    }
    return this.readings.delete(name) ? 0 : status;
  }

  closeAll(): void {
    for (const name of [...this.files.keys(), ...this.pipes.keys()]) this.close(name);
  }
}
