import { Bytes, setBytes } from "../machine/captured.ts";
import type { SharedLibrary } from "../machine/syscalls.ts";
import type { Recorded } from "./binding.ts";
import { KeptMap } from "./kept-map.ts";
import type { WorkerPristine } from "./pristine.ts";
import type { Vendor } from "./vendor.ts";

/** A module of Node's library, ready to be called with what its kind takes (see build/library.mjs). */
export type Factory = (...parameters: readonly unknown[]) => unknown;

/**
 * Node's library as a worker sees it: texts in shared memory, compiled on first use. Compiled factories hold no state of
 * a realm, so they serve every realm of the worker.
 */
export class Library {
  readonly recorded: Recorded;
  readonly #shared: SharedLibrary;
  readonly #pristine: WorkerPristine;
  readonly #factories = new KeptMap<string, Factory>();

  constructor(shared: SharedLibrary, pristine: WorkerPristine) {
    this.#shared = shared;
    this.#pristine = pristine;
    this.recorded = JSON.parse(this.text("recorded")) as Recorded;
  }

  has(id: string): boolean {
    return Object.hasOwn(this.#shared.index, id);
  }

  /** @throws Error when there is no such entry. */
  text(id: string): string {
    const place = this.#shared.index[id];
    if (!place) throw new Error(`Node's library has no ${id}`);
    const [offset, length] = place;
    // TextDecoder refuses shared memory.
    // A program may have patched the prototypes by now. The shared memory must not reach it (captured.ts): it belongs to
    // every worker.
    const copy = new Bytes(length);
    setBytes(copy, new Bytes(this.#shared.bytes, offset, length));
    return this.#pristine.utf8.decode(copy);
  }

  factory(id: string): Factory {
    let factory = this.#factories.get(id);
    if (!factory) {
      factory = this.#pristine.evaluate(`${this.text(id)}\n//# sourceURL=node:${id}`) as Factory;
      this.#factories.set(id, factory);
    }
    return factory;
  }

  /** A chunk of third-party code, evaluated anew. */
  vendor<Name extends keyof Vendor>(name: Name): Vendor[Name] {
    // Stack traces leave out what has such a place, as they do with the rest of the host.
    return this.#pristine.evaluate(
      `${this.text(`vendor/${name}`)}\n//# sourceURL=blob:vendor/${name}`,
    ) as Vendor[Name];
  }
}
