// Taken before any program ran.
const { structuredClone, ArrayBuffer, Int32Array, Uint8Array } = globalThis;
const { Module } = WebAssembly;
const { apply } = Reflect;
const { isView } = ArrayBuffer;
const { slice } = ArrayBuffer.prototype;

type Getter = () => unknown;

const getterOf = (prototype: object, name: string): Getter =>
  Object.getOwnPropertyDescriptor(prototype, name)?.get as Getter;
const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;
const bufferOf = getterOf(typedArray, "buffer");
const offsetOf = getterOf(typedArray, "byteOffset");
const lengthOf = getterOf(typedArray, "byteLength");
const wholeLengthOf = getterOf(ArrayBuffer.prototype, "byteLength");

/** So many of what was compiled last are kept. */
const KEPT = 4;
/** Longer ones are compiled again each time. */
const LONGEST = 2 ** 24;

/** A list: assignment to an array's elements could call a setter of a program's. */
interface Kept {
  readonly bytes: ArrayBuffer;
  readonly module: WebAssembly.Module;
  readonly next: Kept | null;
}

/** Where bytes lie. */
interface Place {
  readonly buffer: ArrayBuffer;
  readonly offset: number;
  readonly length: number;
}

/**
 * Keeps WebAssembly modules between two programs: the same bytes are not compiled, nor even looked through, again. What is
 * kept is made of copies of the bytes, not of what a program got, and all of the bytes are compared; programs get copies of
 * the modules.
 */
export class CompiledModules {
  #kept: Kept | null = null;

  /** A module of exactly these bytes that belongs to nobody yet; null when there is none. */
  known(source: unknown): WebAssembly.Module | null {
    const place = placeOf(source);
    if (!place) return null;
    for (let kept = this.#kept; kept; kept = kept.next) {
      if (!holds(kept.bytes, place)) continue;
      this.#keep(kept.bytes, kept.module, kept);
      return structuredClone(kept.module);
    }
    return null;
  }

  /**
   * To be called when the browser is about to compile `source`.
   *
   * @returns to be called when that has worked: what was compiled then is taken from the browser's own cache
   */
  expect(source: unknown): () => void {
    const place = placeOf(source);
    if (!place) return () => undefined;
    const bytes = apply(slice, place.buffer, [place.offset, place.offset + place.length]) as ArrayBuffer;
    return () => this.#keep(bytes, new Module(bytes), null);
  }

  #keep(bytes: ArrayBuffer, module: WebAssembly.Module, instead: Kept | null): void {
    this.#kept = { bytes, module, next: listWithout(this.#kept, instead, KEPT - 1) };
  }
}

function listWithout(list: Kept | null, without: Kept | null, most: number): Kept | null {
  if (!list || most === 0) return null;
  if (list === without) return listWithout(list.next, without, most);
  return { bytes: list.bytes, module: list.module, next: listWithout(list.next, without, most - 1) };
}

/** Without properties that a program could have made. Null for what is no bytes, is shared, or is long. */
function placeOf(source: unknown): Place | null {
  try {
    const isPart = isView(source);
    const buffer = isPart ? (apply(bufferOf, source, []) as ArrayBuffer) : (source as ArrayBuffer);
    // Throws for what is no buffer, or one that is shared; as `bufferOf` does for a DataView.
    const whole = apply(wholeLengthOf, buffer, []) as number;
    const offset = isPart ? (apply(offsetOf, source, []) as number) : 0;
    const length = isPart ? (apply(lengthOf, source, []) as number) : whole;
    return length > 0 && length <= LONGEST ? { buffer, offset, length } : null;
  } catch {
    return null;
  }
}

function holds(bytes: ArrayBuffer, { buffer, offset, length }: Place): boolean {
  if (apply(wholeLengthOf, bytes, []) !== length) return false;
  const words = offset % 4 === 0 ? length >>> 2 : 0;
  const wordsBefore = new Int32Array(bytes, 0, words);
  const wordsNow = new Int32Array(buffer, words > 0 ? offset : 0, words);
  for (let i = 0; i < words; i++) if (wordsBefore[i] !== wordsNow[i]) return false;
  const before = new Uint8Array(bytes);
  const now = new Uint8Array(buffer, offset, length);
  for (let i = words * 4; i < length; i++) if (before[i] !== now[i]) return false;
  return true;
}
