import { Bytes, load, setBytes, wait } from "../machine/captured.ts";
import { REST_FAILED, type SharedLibrary } from "../machine/syscalls.ts";
import type { Recorded } from "./binding.ts";
import type { Recorder } from "./checkpoint/recorder.ts";
import { KeptMap } from "./kept-map.ts";
import { KeptFunctions } from "./modules/kept-functions.ts";
import { optionDefaults, type OptionDefaults } from "./options.ts";
import type { WorkerPristine } from "./pristine.ts";
import type { Vendor } from "./vendor.ts";

// Taken before any program ran.
const { defineProperty } = Object;

/** Freezes plain data in all its depth. */
function frozen<T>(data: T): T {
  if (typeof data !== "object" || data === null) return data;
  for (const part of Object.values(data)) frozen(part);
  return Object.freeze(data);
}

/** A module of Node's library, ready to be called with what its kind takes (see build/library.mjs). */
export type Factory = (...parameters: readonly unknown[]) => unknown;

/**
 * Node's library as a worker sees it: texts in shared memory, compiled on first use. Compiled factories hold no state of
 * a realm, so they serve every realm of the worker.
 */
export class Library {
  readonly recorded: Recorded;
  /** Programs' own functions, for all realms, too. */
  readonly kept = new KeptFunctions();
  readonly optionDefaults: OptionDefaults;
  readonly #shared: SharedLibrary;
  readonly #pristine: WorkerPristine;
  readonly #recorder: Recorder;
  readonly #restState: Int32Array<SharedArrayBuffer>;
  readonly #factories = new KeptMap<string, Factory>();
  #asked: string[] = [];

  constructor(shared: SharedLibrary, pristine: WorkerPristine, recorder: Recorder) {
    this.#shared = shared;
    this.#recorder = recorder;
    this.#restState = new Int32Array(shared.restState);
    this.#pristine = pristine;
    this.recorded = frozen(JSON.parse(this.text("recorded")) as Recorded);
    this.optionDefaults = optionDefaults(this.recorded);
  }

  has(id: string): boolean {
    return Object.hasOwn(this.#shared.index, id);
  }

  /** @throws Error when there is no such entry. */
  text(id: string): string {
    const place = this.#shared.index[id];
    if (!place) throw new Error(`Node's library has no ${id}`);
    const [offset, length] = place;
    this.#awaitRest(id, offset + length - this.#shared.restFrom);
    // TextDecoder refuses shared memory.
    // A program may have patched the prototypes by now. The shared memory must not reach it (captured.ts): it belongs to
    // every worker.
    const copy = new Bytes(length);
    setBytes(copy, new Bytes(this.#shared.bytes, offset, length));
    return this.#pristine.utf8.decode(copy);
  }

  #awaitRest(id: string, end: number): void {
    if (end <= 0) return;
    const state = this.#restState;
    let there = load(state, 0);
    for (; there < end && there !== REST_FAILED; there = load(state, 0)) wait(state, 0, there);
    if (there === REST_FAILED)
      throw new Error(`Cannot use ${id}: a part of the sandbox could not be fetched. Reload the page.`);
  }

  factory(id: string): Factory {
    this.#note(id);
    let factory = this.#factories.get(id);
    if (!factory) {
      const instrumented = this.#pristine.evaluate(`${this.text(id)}\n//# sourceURL=node:${id}`);
      factory = (instrumented as (recorder: Recorder) => Factory)(this.#recorder);
      this.#factories.set(id, factory);
    }
    return factory;
  }

  /** What was asked for since the last time: ids of modules, and chunks as `vendor/<name>`. */
  takeAsked(): readonly string[] {
    const asked = this.#asked;
    this.#asked = [];
    return asked;
  }

  #note(id: string): void {
    defineProperty(this.#asked, this.#asked.length, { value: id });
  }

  /** A chunk of third-party code, evaluated anew. */
  vendor<Name extends keyof Vendor>(name: Name): Vendor[Name] {
    this.#note(`vendor/${name}`);
    // Stack traces leave out what has such a place, as they do with the rest of the host.
    return this.#pristine.evaluate(
      `${this.text(`vendor/${name}`)}\n//# sourceURL=blob:vendor/${name}`,
    ) as Vendor[Name];
  }
}
