import type { ProcessStart, Syscalls } from "../machine/syscalls.ts";
import { makeEnvironment } from "./environment.ts";
import { LocalClock } from "./local-clock.ts";
import { mainScript, OptionError, parseOptions, type ParsedOptions } from "./options.ts";
import { applyPolicy } from "./policy.ts";
import { promiseStates } from "./promise-states.ts";
import type { Realm } from "./realm.ts";

/** Runs one Node process in a booted realm: command line, environment, policy, then the main script. */
export function runProcess(realm: Realm, sys: Syscalls, start: ProcessStart): void {
  const { context } = realm;
  const values = { ...start.env };
  realm.attach(sys, start, values);
  const { process } = context;
  const clock = new LocalClock(context.pristine.Proxy, start.policy.frozen?.now ?? null);
  clock.set(values["TZ"]);
  process.env = makeEnvironment(context, values, (name) => {
    if (name === "TZ") clock.set(values["TZ"]);
  });
  const options = readOptions(realm, sys, start);
  context.options = options;
  process.argv = [start.args[0] ?? "node", ...options.rest];
  process.execArgv = [...options.execArgv];
  applyEngineOptions(options);
  if (options.values["--title"]) process["title"] = options.values["--title"];
  if (options.values["--expose-internals"]) exposeInternals(realm);
  promiseStates(context).install(context.pristine.Promise);
  applyPolicy(context, start.policy);
  if (options.values["--version"]) {
    print(realm, 1, `v${context.recorded.version}\n`);
    sys.exit(0);
  }
  const main = mainScript(options, isTerminal(sys));
  context.loop.run(() => realm.main(main));
}

function readOptions(realm: Realm, sys: Syscalls, start: ProcessStart): ParsedOptions {
  const { recorded } = realm.context;
  try {
    return parseOptions(recorded, start.args.slice(1), start.env["NODE_OPTIONS"]);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    print(realm, 2, `${start.args[0] ?? "node"}: ${error.message}\n`);
    return sys.exit(recorded.exitCodes["kInvalidCommandLineArgument"] ?? 9);
  }
}

/** Options that are V8's own. */
function applyEngineOptions({ values }: ParsedOptions): void {
  const limit = values["--stack-trace-limit"];
  if (limit !== undefined && limit !== "") Error.stackTraceLimit = Number(limit);
  if (values["--expose-gc"])
    Object.defineProperty(globalThis, "gc", { value: () => {}, configurable: true, writable: true });
  if (values["--disable-proto"] === "delete") Reflect.deleteProperty(Object.prototype, "__proto__");
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
