import type { BindingContext } from "../binding.ts";

const ARRAYS: Readonly<Record<string, new (length: number) => ArrayBufferView>> = {
  Uint8Array,
  Uint32Array,
  Int32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
};

/** How often each function that does nothing was called, by `binding.name`; for tests that look for gaps. */
export class InertCalls {
  readonly counts = new Map<string, number>();

  called(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }
}

/** The realm's account of calls that did nothing. */
function inertCalls(context: BindingContext): InertCalls {
  return context.shared(makeInertCalls);
}

function makeInertCalls(): InertCalls {
  return new InertCalls();
}

/** Bindings of which this host has nothing: whatever a program does with one of them fails and says so. */
const ABSENT: ReadonlySet<string> = new Set(["quic", "sqlite", "tls_wrap", "wasi", "webstorage"]);

/** Classes that only measure or watch, where doing nothing is right. */
const HARMLESS: ReadonlySet<string> = new Set(["trace_events.CategorySet", "watchdog.TraceSigintWatchdog"]);

/** What stands in for a native that this host does not have. */
function unavailable(name: string): Error {
  const error = new Error(`Cannot use ${name}: this sandbox does not have it.`);
  return Object.assign(error, { code: "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM" });
}

/**
 * Adds to a binding what the pinned Node's has and ours leaves out: values as recorded; functions that do nothing, which
 * stand for natives that a browser has no use for (tracing, profiling, snapshots …); classes that cannot be constructed.
 */
export function fillFromShape(
  name: string,
  binding: Record<string, unknown>,
  context: BindingContext,
): Record<string, unknown> {
  const shape = context.recorded.bindings[name];
  if (!shape) return binding;
  const calls = inertCalls(context);
  for (const [key, value] of Object.entries(shape.values)) if (!(key in binding)) binding[key] = value;
  for (const [key, [type, length]] of Object.entries(shape.arrays)) {
    const TypedArray = ARRAYS[type];
    if (TypedArray && !(key in binding)) binding[key] = new TypedArray(length);
  }
  for (const key of shape.functions) {
    if (key in binding) continue;
    binding[key] = ABSENT.has(name)
      ? refusing(`${name}.${key}`, key)
      : inertFunction(`${name}.${key}`, key, calls);
  }
  for (const [key, methods] of Object.entries(shape.classes)) {
    if (!(key in binding)) binding[key] = inertClass(`${name}.${key}`, key, methods, calls);
  }
  return binding;
}

function inertFunction(full: string, name: string, calls: InertCalls): () => undefined {
  return {
    [name](): undefined {
      calls.called(full);
    },
  }[name] as () => undefined;
}

function refusing(full: string, name: string): () => never {
  return {
    [name](): never {
      throw unavailable(full);
    },
  }[name] as () => never;
}

function inertClass(full: string, name: string, methods: readonly string[], calls: InertCalls): unknown {
  const made = {
    [name]: class {
      constructor() {
        if (!HARMLESS.has(full)) throw unavailable(full);
        calls.called(`new ${full}`);
      }
    },
  }[name] as new () => Record<string, unknown>;
  for (const method of methods) {
    if (!(method in made.prototype))
      made.prototype[method] = inertFunction(`${full}#${method}`, method, calls);
  }
  return made;
}
