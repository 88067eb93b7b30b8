import type { BindingContext } from "../binding.ts";

/** Objects of a binding that can go into messages. */
export interface NativeKind {
  /** `<binding>.<class>`: the receiver makes that binding first. */
  readonly name: string;
  readonly mode: "clone" | "transfer";
  owns(value: object): boolean;
  /** What makes the object; after a transfer the object itself is of no more use. */
  take(value: object): unknown;
  make(data: unknown): object;
  /** What `take` gave as a value that can be cloned, and back: for other threads. Default: it can. */
  toWire?(data: unknown): unknown;
  fromWire?(data: unknown): unknown;
}

/** Objects that never change: within a thread a copy of one is the object itself. */
export function immutable<T extends object>(
  name: string,
  owns: (value: object) => value is T,
  toWire: (value: T) => unknown,
  fromWire: (data: unknown) => T,
): NativeKind {
  const same = (value: unknown) => value as object;
  return {
    name,
    mode: "clone",
    owns,
    take: same,
    make: same,
    toWire: (value) => toWire(value as T),
    fromWire,
  };
}

/** The realm's kinds of native objects, by name. */
export class Natives {
  readonly #kinds = new Map<string, NativeKind>();
  readonly #context: BindingContext & { internalBinding?(name: string): unknown };

  constructor(context: BindingContext) {
    this.#context = context;
  }

  add(kind: NativeKind): void {
    this.#kinds.set(kind.name, kind);
  }

  of(value: object): NativeKind | undefined {
    for (const kind of this.#kinds.values()) if (kind.owns(value)) return kind;
    return undefined;
  }

  /** @throws Error when there is none */
  named(name: string): NativeKind {
    if (!this.#kinds.has(name)) this.#context.internalBinding?.(name.slice(0, name.indexOf(".")));
    const kind = this.#kinds.get(name);
    if (!kind) throw new Error(`Nothing here can receive a ${name}`);
    return kind;
  }
}

export function natives(context: BindingContext): Natives {
  return context.shared(makeNatives);
}

function makeNatives(context: BindingContext): Natives {
  return new Natives(context);
}
