import { compileCache } from "./compile-cache.ts";
import type { FileText } from "./config-file.ts";
import { SyscallError, type ProcessStart, type Syscalls, type Undo } from "../machine/syscalls.ts";
import { parseEnvFile } from "./env-file.ts";
import { Environment, makeEnvironment } from "./environment.ts";
import { garbage } from "./garbage.ts";
import { forgetMatch } from "./last-match.ts";
import { hideLazyProperties } from "./lazy-properties.ts";
import { LocalClock } from "./local-clock.ts";
import { refusingGlobals } from "./modules/code-generation.ts";
import { mainScript, OptionError, parseOptions, withOption, type ParsedOptions } from "./options.ts";
import { implicitReads, Permissions } from "./permissions.ts";
import { applyPolicy } from "./policy.ts";
import { promiseStates } from "./promise-states.ts";
import type { Realm } from "./realm.ts";
import type { RealmContext } from "./realm-context.ts";

/** What of the binding `async_wrap` this uses. */
interface AsyncStack {
  pushAsyncContext(asyncId: number, triggerAsyncId: number): void;
  popAsyncContext(asyncId: number): boolean;
  readonly execution_async_resources: unknown[];
}

/** The asynchronous operation that a program's start is. */
const MAIN_ASYNC_ID = 1;

/** One Node process in a booted realm. */
export class RunningProcess {
  readonly #realm: Realm;
  readonly #undo: Undo[] = [];
  #hadInternals = false;

  constructor(realm: Realm) {
    this.#realm = realm;
  }

  /**
   * Command line, environment and policy, then the main script. Returns after its synchronous part, or throws what leaves
   * the program.
   *
   * @param isAgain what was said about its command line before is not said again
   * @returns false when what was evaluated ahead in the realm does not suit the options: then nothing ran yet
   */
  run(sys: Syscalls, start: ProcessStart, isAgain = false): boolean {
    const realm = this.#realm;
    const { context } = realm;
    const { thread } = context;
    const environment = new Environment(sys, thread ? thread.env : start.env);
    realm.attach(sys, start, environment);
    const { process, pristine } = context;
    if (!thread) readEnvFiles(realm, start, environment, isAgain);
    context.nodeOptions = thread ? thread.nodeOptions : (environment.get("NODE_OPTIONS") ?? "");
    const clock = new LocalClock(pristine.Proxy, start.policy.frozen?.now ?? null);
    this.#undo.push(() => clock.remove());
    clock.set(environment.get("TZ"));
    process.env = makeEnvironment(context, environment, (name) => {
      if (name === "TZ") clock.set(environment.get("TZ"));
    });
    const given = readOptions(realm, start);
    // Internals lead past what a policy denies.
    const isClosed = start.policy.deny.modules.length > 0;
    const options = isClosed ? withOption(given, "--expose-internals", false) : given;
    if (!realm.fits(options)) return false;
    context.options = options;
    process.argv = thread ? [thread.execPath] : [start.args[0] ?? "node", ...options.rest];
    process.execArgv = [...options.execArgv];
    applyEngineOptions(context, thread ? { ...options.values, ...thread.engine } : options.values);
    if (options.values["--permission"] || options.values["--permission-audit"]) restrict(realm);
    if (!thread) process["title"] = start.args[0] ?? "node";
    if (options.values["--title"]) process["title"] = options.values["--title"];
    if (options.values["--expose-internals"]) {
      this.#hadInternals = true;
      exposeInternals(realm);
    }
    promiseStates(context).install(pristine.Promise);
    this.#undo.push(applyPolicy(context, start.policy));
    if (options.values["--version"]) {
      print(realm, 1, `v${context.recorded.version}\n`);
      context.sys.exit(0);
    }
    compileCache(context).enableFromEnvironment();
    hideLazyProperties(true);
    this.#undo.push(() => hideLazyProperties(false));
    const main = thread ? "worker_thread" : mainScript(options, isTerminal(context.sys));
    forgetMatch();
    context.loop.run(() => {
      const { pushAsyncContext, popAsyncContext, execution_async_resources } = context.internalBinding(
        "async_wrap",
      ) as unknown as AsyncStack;
      pushAsyncContext(MAIN_ASYNC_ID, 0);
      execution_async_resources[0] = {};
      realm.main(main);
      popAsyncContext(MAIN_ASYNC_ID);
    });
    return true;
  }

  /**
   * Takes what the process put on the language's objects off again, and stops its loop.
   *
   * @returns whether its realm may be used again
   */
  remove(): boolean {
    for (const undo of this.#undo.splice(0).toReversed()) undo();
    this.#realm.leave();
    return !this.#hadInternals;
  }
}

/** The files of `--env-file` and `--env-file-if-exists`, whose values go behind those of the environment. */
function readEnvFiles(realm: Realm, start: ProcessStart, environment: Environment, isAgain: boolean): void {
  const { sys, pristine, recorded } = realm.context;
  const [program = "node", ...args] = start.args;
  const end = args.indexOf("--");
  const found = new Map<string, string>();
  for (const [index, arg] of args.slice(0, end < 0 ? args.length : end).entries()) {
    const match = /^--env-file(-if-exists)?(?:=(.*))?$/.exec(arg);
    const file = match?.[2] ?? args[index + 1];
    if (!match || file === undefined) continue;
    let text = "";
    try {
      text = pristine.utf8.decode(sys.readFile(file));
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      if (match[1] !== undefined) {
        if (!isAgain) print(realm, 2, `${file} not found. Continuing without it.\n`);
        continue;
      }
      print(realm, 2, `${program}: ${file}: not found\n`);
      sys.exit(recorded.exitCodes["kInvalidCommandLineArgument"] ?? 9);
    }
    for (const [name, value] of Object.entries(parseEnvFile(text))) found.set(name, value);
  }
  for (const [name, value] of found) if (environment.get(name) === undefined) environment.set(name, value);
}

function readOptions(realm: Realm, start: ProcessStart): ParsedOptions {
  const { library, recorded, sys, thread, nodeOptions } = realm.context;
  const refuse = (reason: string, exitCode = "kInvalidCommandLineArgument") => {
    print(realm, 2, `${start.args[0] ?? "node"}: ${reason}\n`);
    return sys.exit(recorded.exitCodes[exitCode] ?? 9);
  };
  const given = thread ? thread.execArgv : start.args.slice(1);
  const read = (path: string): FileText => {
    try {
      return { text: realm.context.pristine.utf8.decode(sys.readFile(path)) };
    } catch (error) {
      if (!(error instanceof SyscallError)) throw error;
      return { failed: error.code };
    }
  };
  const mayBeNamed = given.some((arg) => /^--experimental-(default-)?config-file/.test(arg));
  const config = mayBeNamed
    ? realm.context.vendor("config-file").readConfigFile(recorded, given, read)
    : null;
  if (config?.refusal) {
    print(realm, 2, config.refusal.text);
    return refuse(config.refusal.reason);
  }
  try {
    const common =
      config && start.env["NODE_OPTIONS"] === undefined
        ? [...config.nodeOptions, nodeOptions].join(" ")
        : nodeOptions;
    const variables = thread?.env ?? start.env;
    const environment = (name: string) => variables[name];
    const args = config?.args ?? given;
    return parseOptions(recorded, args, common, library.optionDefaults, environment, config?.more);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    return refuse(error.message, error.exitCode);
  }
}

/** Turns the permission model on, as `Environment` does in env.cc. */
function restrict({ context }: Realm): void {
  const { options } = context;
  const reads = implicitReads(options);
  context.options = withOption(options, "--allow-fs-read", reads);
  if (options.values["--allow-addons"] !== true)
    context.options = withOption(context.options, "--no-addons", true);
  context.permissions = new Permissions(context, context.options.values);
}

/** Options that are V8's own. */
function applyEngineOptions(context: RealmContext, values: Readonly<Record<string, unknown>>): void {
  const limit = values["--stack-trace-limit"];
  if (limit !== undefined && limit !== "") Error.stackTraceLimit = Number(limit);
  if (values["--expose-gc"]) {
    const found = garbage(context);
    found.exposed = true;
    Object.defineProperty(globalThis, "gc", { value: found.gc, configurable: true, writable: true });
  }
  if (values["--disallow-code-generation-from-strings"])
    for (const [name, value] of Object.entries(refusingGlobals({ strings: false, wasm: true })))
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  if (values["--disable-proto"] === "delete") Reflect.deleteProperty(Object.prototype, "__proto__");
  if (values["--disable-proto"] === "throw") {
    const refuse = function () {
      const message = "Accessing Object.prototype.__proto__ has been disallowed with --disable-proto=throw";
      throw Object.assign(new Error(message), { code: "ERR_PROTO_ACCESS" });
    };
    Object.defineProperty(Object.prototype, "__proto__", { get: refuse, set: refuse, configurable: true });
  }
}

function exposeInternals(realm: Realm): void {
  const { BuiltinModule } = realm.context.require("internal/bootstrap/realm") as {
    BuiltinModule: { exposeInternals(): void };
  };
  BuiltinModule.exposeInternals();
}

function isTerminal(sys: Syscalls): boolean {
  try {
    return sys.kind(0) === "tty";
  } catch {
    return false; // stdin is closed
  }
}

function print(realm: Realm, fd: number, text: string): void {
  const { sys, pristine } = realm.context;
  sys.write(fd, new pristine.TextEncoder().encode(text), null);
}
