import type { BindingContext } from "../../binding.ts";
import { SyscallError } from "../../../machine/syscalls.ts";
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

  return { FSReqCallback, define, plain, usePromises };
}
