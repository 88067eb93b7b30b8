import type { BindingContext } from "../../binding.ts";
import { SyscallError } from "../../../machine/syscalls.ts";
import type { Permissions, Scope } from "../../permissions.ts";
import { asyncWraps, type AsyncWrap } from "../async-wrap.ts";
import { values, type Path } from "../values.ts";

/** A failure whose syscall or path differs from what the operation's own description says. */
export class FileFailure extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path: string | undefined;
  constructor(code: string, syscall: string, path?: string) {
    super(code);
    this.code = code;
    this.syscall = syscall;
    this.path = path;
  }
}

/** What an operation asks the permission model for, in order: the scope, which argument is the path, and what it ends with. */
export type Needs = ReadonlyArray<readonly [scope: Scope, path: number, end?: string]>;

export const READS: Needs = [["fs.read", 0]];
export const WRITES: Needs = [["fs.write", 0]];
export const COPIES: Needs = [
  ["fs.read", 0],
  ["fs.write", 1],
];
/** Also what links do, lest they lead where nothing may be written. */
export const MOVES: Needs = [
  ["fs.read", 0],
  ["fs.write", 0],
  ["fs.write", 1],
];
const READS_AND_WRITES: Needs = [
  ["fs.read", 0],
  ["fs.write", 0],
];

/** O_WRONLY and O_RDWR; O_APPEND, O_CREAT and O_TRUNC, which write whatever else they are with. */
const WRITE_ONLY = 1;
const READ_WRITE = 2;
const WRITES_BESIDES = 0o2000 | 0o100 | 0o1000;

/** What opening a file with these flags asks for. */
export function needsToOpen(flags: number): Needs {
  const mode = flags & (WRITE_ONLY | READ_WRITE);
  if (mode === WRITE_ONLY) return WRITES;
  return mode === 0 && (flags & WRITES_BESIDES) === 0 ? READS : READS_AND_WRITES;
}

type Done<R> = (error: unknown, result?: R) => void;

/** One file system operation, described once for its synchronous, callback and promise form. */
export interface Operation<A extends unknown[], R> {
  /** The name in error messages. */
  readonly syscall: string;
  /** Index of the argument that holds the request, or nothing for the synchronous form. */
  readonly request: number;
  /** Indexes of the arguments that are the path and the destination in error messages. */
  readonly path?: number;
  readonly dest?: number;
  /** Checks arguments that the library leaves to native code; what it throws is thrown in every form. */
  readonly check?: (...args: readonly unknown[]) => void;
  readonly run: (...args: A) => R;
  /** What it asks the permission model for. */
  readonly needs?: Needs | ((...args: A) => Needs);
  /** Refusals are thrown in every form. */
  readonly refusesAtOnce?: boolean;
  /** The form for descriptors that would block (pipes, terminals). False: not needed, use `run`. */
  readonly wait?: (args: A, done: Done<R>) => boolean;
  /** Whether undefined is the answer instead of this error: `stat` and `lstat` when told not to throw. */
  readonly missing?: (error: SyscallError, ...args: A) => boolean;
}

/** A request object: the library sets `oncomplete` on it. */
export interface FileRequest extends AsyncWrap {
  oncomplete(...results: unknown[]): void;
}

/** What the library reads errors from when it passes a context object instead of expecting a throw. */
interface ErrorContext {
  errno?: number;
  syscall?: string;
}

export type Operations = ReturnType<typeof makeOperations>;

/** The realm's way to turn operations into binding functions. */
export function operations(context: BindingContext): Operations {
  return context.shared(makeOperations);
}

function makeOperations(context: BindingContext) {
  const { AsyncWrap, later, call } = asyncWraps(context);
  const convert = values(context);
  const usePromises = context.symbols["fs_use_promises_symbol"] as symbol;

  class FSReqCallback extends AsyncWrap {
    readonly #bigint: boolean;
    constructor(bigint?: boolean) {
      super("FSREQCALLBACK");
      this.#bigint = bigint === true;
    }
    static bigint(request: object): boolean {
      return #bigint in request && request.#bigint;
    }
  }

  function failureOf<A extends unknown[], R>(operation: Operation<A, R>, args: A, error: unknown): Error {
    if (error instanceof FileFailure) return context.uvException(error.code, error.syscall, error.path);
    if (!(error instanceof SyscallError)) return error as Error;
    const named = (index: number | undefined) =>
      index === undefined || typeof args[index] === "number" ? undefined : convert.path(args[index] as Path);
    return context.uvException(error.code, operation.syscall, named(operation.path), named(operation.dest));
  }

  /** The error of what the permission model does not allow, or null. */
  function refusalOf<A extends unknown[]>(
    needs: NonNullable<Operation<A, unknown>["needs"]>,
    args: A,
    permissions: Permissions,
  ): Error | null {
    for (const [scope, index, end = ""] of typeof needs === "function" ? needs(...args) : needs) {
      const error = permissions.refusal(scope, convert.path(args[index] as Path) + end);
      if (error) return error;
    }
    return null;
  }

  function attempt<A extends unknown[], R>(operation: Operation<A, R>, args: A): R | undefined {
    try {
      return operation.run(...args);
    } catch (error) {
      if (error instanceof SyscallError && operation.missing?.(error, ...args)) return undefined;
      throw error;
    }
  }

  function settle<A extends unknown[], R>(operation: Operation<A, R>, args: A, done: Done<R>) {
    if (operation.wait?.(args, done)) return;
    let result: R | undefined;
    try {
      result = attempt(operation, args);
    } catch (error) {
      return done(error);
    }
    done(null, result);
  }

  /** An error that came from the event loop has no frames; this function is on no stack, so none remain. */
  function withoutFrames(error: Error): Error {
    Error.captureStackTrace?.(error, withoutFrames);
    return error;
  }

  /** Unlike what the system refuses, this is told before the function returns. */
  function refuse(error: Error, request: unknown, binding: (...args: unknown[]) => unknown): unknown {
    Error.captureStackTrace?.(error, binding);
    if (request === usePromises) return new context.pristine.Promise((_resolve, reject) => reject(error));
    if (!(request instanceof FSReqCallback)) throw error;
    call(request, () => (request as unknown as FileRequest).oncomplete(error));
    return undefined;
  }

  /** The binding function for an operation. */
  function define<A extends unknown[], R>(operation: Operation<A, R>) {
    Object.freeze(operation);
    const binding = (...all: unknown[]): unknown => {
      const request = all[operation.request];
      const args = all as A;
      if (operation.check) {
        try {
          operation.check(...args);
        } catch (error) {
          Error.captureStackTrace?.(error as Error, binding);
          throw error;
        }
      }
      if (operation.needs && context.permissions) {
        const refusal = refusalOf(operation.needs, args, context.permissions);
        if (refusal) return refuse(refusal, operation.refusesAtOnce ? undefined : request, binding);
      }
      if (request === usePromises) {
        const wrap = new AsyncWrap("FSREQPROMISE");
        return new context.pristine.Promise((resolve, reject) => {
          settle(operation, args, (error, result) =>
            context.loop.enqueue(() =>
              call(wrap, () =>
                error ? reject(withoutFrames(failureOf(operation, args, error))) : resolve(result),
              ),
            ),
          );
        });
      }
      if (request instanceof FSReqCallback) {
        const completed = request as unknown as FileRequest;
        settle(operation, args, (error, result) =>
          later(request, () => {
            if (error) completed.oncomplete(withoutFrames(failureOf(operation, args, error)));
            else if (result === undefined) completed.oncomplete(null);
            else completed.oncomplete(null, result);
          }),
        );
        return undefined;
      }
      try {
        return attempt(operation, args);
      } catch (error) {
        const report = all[operation.request + 1] as ErrorContext | undefined;
        if (typeof report === "object" && report !== null && error instanceof SyscallError) {
          report.errno = error.errno;
          report.syscall = operation.syscall;
          return undefined;
        }
        const failure = failureOf(operation, args, error);
        if (failure !== error) Error.captureStackTrace?.(failure, binding);
        throw failure;
      }
    };
    return binding;
  }

  /** For functions that make their own errors. */
  function demand(scope: Scope, path: string): void {
    context.permissions?.demand(scope, path);
  }

  /** A synchronous binding function that makes its own errors: their stack starts at its caller, as a native one's does. */
  function plain<A extends unknown[], R>(run: (...args: A) => R) {
    const binding = (...args: A): R => {
      try {
        return run(...args);
      } catch (error) {
        if (error instanceof Error) Error.captureStackTrace?.(error, binding);
        throw error;
      }
    };
    return binding;
  }

  return { FSReqCallback, define, demand, plain, usePromises };
}
