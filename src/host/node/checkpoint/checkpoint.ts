import { Comparer } from "./comparer.ts";
import type { Definitions } from "./definitions.ts";
import {
  areSame,
  changes,
  closeToNewKeys,
  contentOf,
  isBufferView,
  isList,
  isMap,
  isSame,
  isSet,
  recordOf,
  restoreProperties,
  restoreTouched,
  type ContentRecord,
  type ObjectRecord,
} from "./records.ts";
import type { FieldAccess, RecordedFields, Recorder, ScopeAccess } from "./recorder.ts";

// Taken before any program ran.
const { is, isFrozen, getPrototypeOf } = Object;
const { isArray } = Array;

/** What a checkpoint is taken of. */
export interface CheckpointScope {
  /** The language's own objects: a program that changes one of them spoils the worker. */
  readonly intrinsics: readonly unknown[];
  /** Where to begin. All that is reachable is part of it. */
  readonly roots: readonly unknown[];
  /** What is not looked at: it is not of the program's world, or must outlive it. */
  readonly outside: ReadonlySet<unknown>;
  /** Called before an object is looked at: may close it to changes that nobody will want to make. */
  readonly close: (object: object) => void;
  /** Target and handler, if the value is a proxy that is known. */
  readonly proxy: (value: unknown) => readonly unknown[] | undefined;
}

/** How often objects are put back until they stay: a prototype that changed can hide what its heirs lost. */
const MOST_ROUNDS = 4;

interface VariableRecord {
  readonly access: ScopeAccess;
  readonly index: number;
  readonly value: unknown;
}

interface FieldRecord {
  readonly access: FieldAccess;
  readonly object: object;
  readonly index: number;
  readonly value: unknown;
}

/**
 * The state of a realm at one moment, before anything of a program ran in it, and the way back to it: variables of
 * closures and private fields (as far as instrumented scripts told of them), properties, elements, entries and bytes of
 * every object that can be reached. What cannot be seen: entries of weak maps, what a promise or generator holds.
 */
export class Checkpoint {
  readonly #definitions: Definitions;
  readonly #recorder: Recorder;
  readonly #classes: number;
  readonly #scope: CheckpointScope;
  readonly #fieldsOf = new Map<object, RecordedFields[]>();
  readonly #seen = new Set<object>();
  readonly #waiting: object[] = [];
  readonly #variables: VariableRecord[] = [];
  readonly #fields: FieldRecord[] = [];
  readonly #contents: ContentRecord[] = [];
  readonly #objects: ObjectRecord[] = [];
  /** What is being recorded are the language's objects. */
  #isLanguage = true;
  /** So many of the objects, the first ones, are intrinsics. */
  readonly #intrinsics: number;
  readonly #comparer: Comparer;
  /** By number: whether others inherit from the object. */
  readonly #isPrototype: boolean[] = [];

  constructor(definitions: Definitions, recorder: Recorder, scope: CheckpointScope) {
    this.#definitions = definitions;
    this.#recorder = recorder;
    this.#scope = scope;
    this.#classes = recorder.classes.length;
    for (const fields of recorder.classes) {
      const known = this.#fieldsOf.get(fields.prototype);
      if (known) known.push(fields);
      else this.#fieldsOf.set(fields.prototype, [fields]);
    }
    for (const value of scope.intrinsics) this.#visit(value);
    this.#walk();
    this.#intrinsics = this.#objects.length;
    this.#isLanguage = false;
    // Nobody wants the stacks of the errors by which a variable tells that it has no value.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    for (const value of scope.roots) this.#visit(value);
    for (const { mutable, count, access } of recorder.scopes) this.#recordScope(mutable, count, access);
    this.#walk();
    Error.stackTraceLimit = stackTraceLimit;
    this.#fieldsOf.clear();
    this.#seen.clear();
    recorder.scopes = [];
    const numbers = new Map<object | null, number>(this.#objects.map(({ object }, i) => [object, i]));
    for (const { prototype } of this.#objects) this.#isPrototype[numbers.get(prototype) ?? -1] = true;
    this.#comparer = new Comparer(this.#objects, this.#intrinsics);
    numbers.delete(null);
    definitions.watch(numbers as ReadonlyMap<object, number>);
  }

  /** How much there is of what, for those who tune it. */
  get size(): Readonly<Record<string, number>> {
    return {
      objects: this.#objects.length,
      intrinsics: this.#intrinsics,
      variables: this.#variables.length,
      fields: this.#fields.length,
      contents: this.#contents.length,
    };
  }

  /**
   * Puts everything back. Runs nothing of the program's. Returns what could not be put back: null when all is as it was.
   */
  restore(): string | null {
    // First of all, so that nothing that is looked at afterwards has a getter of the program's.
    const closed = this.#restoreTouched();
    if (closed !== null) return closed;
    this.#recorder.classes.length = this.#classes;
    this.#recorder.scopes = [];
    for (let i = 0; i < this.#variables.length; i++) {
      const { access, index, value } = this.#variables[i] as VariableRecord;
      access(index, true, value);
    }
    for (let i = 0; i < this.#fields.length; i++) {
      const { access, object, index, value } = this.#fields[i] as FieldRecord;
      if (!is(access(object, index), value)) access(object, index, true, value);
    }
    for (let i = 0; i < this.#contents.length; i++)
      if (!this.#contents[i]?.restore()) return "a collection that was closed";
    return this.#restoreChanged();
  }

  /** Those that had properties defined: looked at closely. */
  #restoreTouched(): string | null {
    let failed: string | null = null;
    this.#definitions.takeTouched((at, keys) => {
      const record = this.#objects[at];
      if (!record || (keys === null ? isSame(record) : areSame(record, keys))) return;
      if (
        at < this.#intrinsics ||
        !(keys === null ? restoreProperties(record) : restoreTouched(record, keys))
      )
        failed = `${changes(record)} of an object whose properties were closed`;
    });
    return failed;
  }

  #restoreChanged(): string | null {
    let again = true;
    // Only what nothing inherits from is surely the same as seen: a property that is gone may be found on a prototype.
    for (let round = 0; round < MOST_ROUNDS && again; round++) {
      again = false;
      const changed = this.#comparer.changed();
      for (let i = 0; i < changed.length; i++) {
        const at = changed[i] as number;
        const record = this.#objects[at] as ObjectRecord;
        if (isSame(record)) continue;
        if (at < this.#intrinsics) return `${changes(record)} of the language`;
        if (!restoreProperties(record)) return `${changes(record)} of an object that was closed`;
        if (this.#isPrototype[at]) again = true;
      }
    }
    return again ? "properties that do not stay" : null;
  }

  #visit(value: unknown): void {
    const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
    if (!isObject || this.#seen.has(value) || this.#scope.outside.has(value)) return;
    this.#seen.add(value);
    this.#waiting.push(value);
  }

  #walk(): void {
    for (let object = this.#waiting.pop(); object; object = this.#waiting.pop()) this.#record(object);
  }

  #record(object: object): void {
    const proxy = this.#scope.proxy(object);
    if (proxy) {
      for (const part of proxy) this.#visit(part);
      return;
    }
    if (!this.#isLanguage) this.#scope.close(object);
    this.#recordFields(object);
    if (isBufferView(object)) {
      closeToNewKeys(object);
      this.#visit(object.buffer);
      return;
    }
    const content = isArray(object) && isFrozen(object) ? null : contentOf(object);
    if (content) this.#contents.push(content);
    if (isList(object)) {
      for (const item of object) this.#visit(item);
      if (closeToNewKeys(object)) return;
    }
    if (isMap(object) || isSet(object))
      object.forEach((value: unknown, key: unknown) => {
        this.#visit(key);
        this.#visit(value);
      });
    const record = recordOf(object);
    this.#objects.push(record);
    this.#visit(record.prototype);
    for (const { value, get, set } of record.descriptors) {
      this.#visit(value);
      this.#visit(get);
      this.#visit(set);
    }
  }

  #recordScope(mutable: number, count: number, access: ScopeAccess): void {
    for (let index = 0; index < count; index++) {
      let value: unknown;
      try {
        value = access(index);
      } catch {
        continue; // it never got a value
      }
      this.#visit(value);
      if (index < mutable) this.#variables.push({ access, index, value });
    }
  }

  #recordFields(object: object): void {
    if (typeof object === "function" && "prototype" in object) this.#fieldsBy(object.prototype, object);
    for (
      let level = getPrototypeOf(object) as object | null;
      level;
      level = getPrototypeOf(level) as object | null
    )
      this.#fieldsBy(level, object);
  }

  #fieldsBy(prototype: unknown, object: object): void {
    for (const { count, access } of this.#fieldsOf.get(prototype as object) ?? []) {
      for (let index = 0; index < count; index++) {
        const value = access(object, index);
        if (value === this.#recorder) continue;
        this.#visit(value);
        this.#fields.push({ access, object, index, value });
      }
    }
  }
}
