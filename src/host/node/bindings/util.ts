import { defineLazyProperties } from "../lazy-properties.ts";
import { abortToggle } from "../fatal.ts";
import type { RealmContext } from "../realm-context.ts";
import type { StackTraces } from "../stack-trace.ts";
import { promiseStates } from "../promise-states.ts";
import { parseEnvFile } from "../env-file.ts";
import { externalAddress } from "./external.ts";
import { previewIterator } from "./iterator-preview.ts";
import { ownNonIndexKeys } from "./own-keys.ts";
import { guessHandleType, type HandleType } from "./standard-streams.ts";
import { makeTypeChecks } from "./types.ts";

/** `handleTypes` in internal/util. */
const HANDLE_TYPES: readonly HandleType[] = ["TCP", "TTY", "UDP", "FILE", "PIPE", "UNKNOWN", "INVALID"];

/** `util`: what JavaScript cannot see of values. */
export function makeUtilBinding(context: RealmContext, stacks: StackTraces): Record<string, unknown> {
  const { recorded } = context;
  const constants = recorded.utilConstants;
  const checks = makeTypeChecks(context);
  const shared = Object.fromEntries(
    (recorded.bindings["util"]?.functions ?? [])
      .filter((name) => name in checks)
      .map((name) => [name, checks[name]]),
  );
  const states = promiseStates(context);
  return {
    ...shared,
    constants,
    privateSymbols: context.privateSymbols,
    shouldAbortOnUncaughtToggle: abortToggle(context),
    isInsideNodeModules: (limit = 10) => {
      const files = stacks.capture(limit).map((frame) => frame.getFileName() ?? "");
      return /[\\/]node_modules[\\/]/.test(
        files.find((file) => file !== "" && !file.startsWith("node:")) ?? "",
      );
    },
    getPromiseDetails: (value: unknown) =>
      value instanceof context.pristine.Promise ? states.details(value) : undefined,
    getProxyDetails(value: unknown, both = true) {
      const details = context.isProxy(value);
      return details && (both ? details : details[0]);
    },
    getCallerLocation() {
      const frame = stacks.capture(2)[1];
      return frame && [frame.getLineNumber(), frame.getColumnNumber(), frame.getFileName() ?? ""];
    },
    getCallSites: (count: number) =>
      stacks
        .capture(count + 1)
        .slice(1)
        .filter((frame) => !frame.isAsync())
        .map((frame) => ({
          functionName: frame.getFunctionName() ?? "",
          scriptId: "0",
          scriptName: frame.getFileName() ?? "",
          lineNumber: frame.getLineNumber() ?? 0,
          columnNumber: frame.getColumnNumber() ?? 0,
          column: frame.getColumnNumber() ?? 0,
        })),
    previewEntries: (value: object, isIterator?: boolean) =>
      isIterator ? previewIterator(value) : previewIterator(value)[0],
    getOwnNonIndexProperties: ownNonIndexKeys,
    getConstructorName(value: object): string {
      const known = typeof value === "object" ? stacks.typeName(value) : null;
      if (known !== null) return known;
      for (let object: object | null = value; object; object = Object.getPrototypeOf(object)) {
        const found: unknown = Object.getOwnPropertyDescriptor(object, "constructor")?.value;
        if (typeof found === "function" && found.name !== "") return found.name;
      }
      return "";
    },
    getExternalValue: externalAddress,
    sleep(ms: number) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    },
    parseEnv: parseEnvFile,
    arrayBufferViewHasBuffer: () => true,
    constructSharedArrayBuffer: (length: number) => new SharedArrayBuffer(length),
    markPromiseAsHandled(promise: Promise<unknown>) {
      void context.pristine.Promise.prototype.then.call(promise, undefined, () => {});
    },
    guessHandleType: (fd: number) => HANDLE_TYPES.indexOf(guessHandleType(context.sys, fd)),
    toUSVString: (text: string) => text.toWellFormed(),
    defineLazyProperties: (target: object, id: string, keys: readonly string[], enumerable = true) =>
      // Properties that load a module when they are first read (DefineLazyProperties in node_util.cc).
      defineLazyProperties(
        target,
        keys,
        enumerable,
        (key) => (context.require(id) as Record<string, unknown>)[key],
      ),
    WeakReference: class WeakReference {
      readonly #target: object;
      constructor(target: object) {
        this.#target = target;
      }
      get() {
        return this.#target;
      }
      incRef() {}
      decRef() {}
    },
  };
}
