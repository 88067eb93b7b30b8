import type { Answer } from "./answer.ts";
import type { Call } from "./calls.ts";
import type { Description } from "./description.ts";
import { failure, LimitReached } from "./errno.ts";
import type { LaunchRequest } from "./kernel.ts";
import type { MachineLimits } from "./limits.ts";
import type { Process } from "./process.ts";
import { findDir } from "./walk.ts";

/** A spawn request as it came from a program, with every field checked. */
interface CheckedSpawn {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | null;
  readonly stdio: readonly unknown[];
  readonly detached: boolean;
  readonly more: Readonly<Record<string, unknown>>;
}

/** As Linux (execve(2)): one argument or variable may have so many bytes. */
const MAX_ARGUMENT = 131_072;

/** @throws EINVAL, E2BIG, EMFILE */
export function checkSpawn(json: string, limits: MachineLimits): CheckedSpawn {
  // What could not pass is not parsed: JSON takes at most six characters for one.
  if (json.length > limits.arguments * 6 + MAX_ARGUMENT)
    throw new LimitReached("E2BIG", limits.arguments, "bytes of arguments and environment");
  const fields = record(JSON.parse(json));
  const { file, args, env, cwd, stdio, detached } = fields;
  if (!Array.isArray(args) || !Array.isArray(stdio)) throw failure("EINVAL");
  if (stdio.length > limits.descriptors) throw new LimitReached("EMFILE", limits.descriptors, "open files");
  const words = args.map(text);
  const variables = Object.entries(record(env)).map(([name, value]): [string, string] => [
    text(name),
    text(value),
  ]);
  checkSize([...words, ...variables.map(([name, value]) => `${name}=${value}`)], limits.arguments);
  return {
    file: text(file),
    args: words,
    env: Object.fromEntries(variables),
    cwd: cwd === undefined || cwd === null ? null : text(cwd),
    stdio,
    detached: detached === true,
    more: fields,
  };
}

/** @throws E2BIG */
function checkSize(texts: readonly string[], limit: number): void {
  let size = 0;
  for (const each of texts) {
    if (each.length >= MAX_ARGUMENT)
      throw new LimitReached("E2BIG", MAX_ARGUMENT, "bytes in one argument or variable");
    // With the zero byte at its end and the pointer to it.
    size += each.length + 9;
    if (size > limit) throw new LimitReached("E2BIG", limit, "bytes of arguments and environment");
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw failure("EINVAL");
  return value as Readonly<Record<string, unknown>>;
}

function text(value: unknown): string {
  if (typeof value !== "string" || value.includes("\0")) throw failure("EINVAL");
  return value;
}

/** The description that a child gets for one entry of `stdio`. */
export function childDescription(parent: Process, entry: unknown): Description | null {
  if (entry === "null") return null;
  if (typeof entry !== "number") throw failure("EINVAL");
  return parent.descriptors.get(entry);
}

export function launchRequest(
  parent: Process,
  request: CheckedSpawn,
  stdio: readonly (Description | null)[],
): LaunchRequest {
  return {
    file: request.file,
    args: request.args,
    env: request.env,
    cwd: request.cwd === null ? parent.files.cwdInode : findDir(parent.files.view, request.cwd),
    stdio,
    parent,
    ...(request.detached ? { session: { terminal: null } } : {}),
  };
}

/** The call `spawn`: request as JSON, id of the event that tells the child's end. */
export function spawn({ kernel, process, thread, args }: Call): Answer {
  const request = checkSpawn(args.string(0), kernel.limits);
  const id = args.count(1);
  const stdio = request.stdio.map((entry) => childDescription(process, entry));
  const child = kernel.launch(launchRequest(process, request, stdio));
  child.exitListeners.add((status) => thread.event(id, [status.code, status.signal]));
  return child.pid;
}

/** The call `exec`: request as JSON. It is not answered, since who asked is gone. */
export function exec({ kernel, process, args }: Call): void {
  const request = checkSpawn(args.string(0), kernel.limits);
  const stdio = request.stdio.map((entry) => childDescription(process, entry));
  kernel.exec(process, launchRequest(process, request, stdio));
}
