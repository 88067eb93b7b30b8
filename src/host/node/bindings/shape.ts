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
export function inertCalls(context: BindingContext): InertCalls {
  return context.shared(makeInertCalls);
}

function makeInertCalls(): InertCalls {
  return new InertCalls();
}

/**
 * Adds to a binding what the pinned Node's has and ours leaves out: values as recorded, functions and classes that do
 * nothing. Those stand for natives that a browser has no use for (tracing, profiling, snapshots …).
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
    if (!(key in binding)) binding[key] = inertFunction(`${name}.${key}`, key, calls);
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

function inertClass(full: string, name: string, methods: readonly string[], calls: InertCalls): unknown {
  const made = {
    [name]: class {
      constructor() {
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
