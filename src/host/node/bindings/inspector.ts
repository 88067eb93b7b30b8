/** Methods that consoles have in V8; those of `console.context()` have one by another name. */
const METHODS = (
  "debug error info log warn dir dirxml table trace group groupCollapsed groupEnd clear count countReset assert profile " +
  "profileEnd time timeLog timeEnd timeStamp"
).split(" ");
const CONTEXT_METHODS = (
  "dir dirXml table groupEnd clear count countReset profile profileEnd debug error info log warn trace group " +
  "groupCollapsed assert time timeLog timeEnd timeStamp"
).split(" ");

/** `inspector`: V8's console, which nobody watches here; Node's own does the printing. */
export function inspectorBinding(): Record<string, unknown> {
  const silent = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, { [name](): void {} }[name]]));
  return {
    console: {
      ...silent(METHODS),
      context: (_name?: unknown) => silent(CONTEXT_METHODS),
      createTask,
    },
    consoleCall(
      this: unknown,
      _watched: unknown,
      method: (...values: unknown[]) => unknown,
      ...values: unknown[]
    ) {
      return Reflect.apply(method, this, values);
    },
    setConsoleExtensionInstaller() {},
  };
}

function createTask(...[name]: unknown[]): object {
  if (typeof name !== "string" || name === "") throw new Error("First argument must be a non-empty string.");
  const task = {
    run(this: unknown, ...[callback, ...values]: unknown[]): unknown {
      if (this !== task) throw new Error("'run' called with illegal receiver.");
      if (typeof callback !== "function") throw new Error("First argument must be a function.");
      return Reflect.apply(callback, undefined, values);
    },
  };
  return task;
}
