import type { Answer } from "./answer.ts";
import type { Call } from "./calls.ts";
import type { Description } from "./description.ts";
import { failure } from "./errno.ts";
import type { LaunchRequest } from "./kernel.ts";
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

/** @throws EINVAL */
export function checkSpawn(request: unknown): CheckedSpawn {
  const fields = record(request);
  const { file, args, env, cwd, stdio, detached } = fields;
  if (typeof file !== "string" || !Array.isArray(args) || !Array.isArray(stdio)) throw failure("EINVAL");
  const texts = Object.entries(record(env)).map(([name, value]): [string, string] => [name, String(value)]);
  return {
    file: text(file),
    args: args.map(text),
    env: Object.fromEntries(texts),
    cwd: cwd === undefined || cwd === null ? null : text(cwd),
    stdio,
    detached: detached === true,
    more: fields,
  };
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
export function spawn({ kernel, process, args }: Call): Answer {
  const request = checkSpawn(args.json(0));
  const id = args.count(1);
  const stdio = request.stdio.map((entry) => childDescription(process, entry));
  const child = kernel.launch(launchRequest(process, request, stdio));
  child.exitListeners.add((status) => process.seat?.event(id, [status.code, status.signal]));
  return child.pid;
}

/** The call `exec`: request as JSON. It is not answered, since who asked is gone. */
export function exec({ kernel, process, args }: Call): void {
  const request = checkSpawn(args.json(0));
  const stdio = request.stdio.map((entry) => childDescription(process, entry));
  kernel.exec(process, launchRequest(process, request, stdio));
}
