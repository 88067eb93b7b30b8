import code from "../../../../node_modules/@bokuweb/zstd-wasm/dist/web/zstd.wasm";

/** The module's exports: its names are those of the pinned version's build (see the package's `zstd.js`). */
interface Exports {
  readonly f: WebAssembly.Memory;
  /** Constructors. */
  g(): void;
  /** ZSTD_isError */
  h(result: number): number;
  /** ZSTD_compressBound */
  i(length: number): number;
  /** ZSTD_createCCtx, ZSTD_freeCCtx */
  j(): number;
  k(context: number): number;
  /** ZSTD_compress_usingDict(context, output, capacity, input, length, dictionary, its length, level) */
  l(c: number, o: number, n: number, i: number, m: number, d: number, e: number, level: number): number;
  /** ZSTD_createDCtx, ZSTD_freeDCtx */
  n(): number;
  o(context: number): number;
  /** ZSTD_decompress_usingDict(context, output, capacity, input, length, dictionary, its length) */
  q(c: number, o: number, n: number, i: number, m: number, d: number, e: number): number;
  /** malloc, free */
  s(length: number): number;
  t(pointer: number): void;
}

const page = 65_536;

/** Taken when this is evaluated: a program that replaces these must not choose for the next one. */
const { Instance, Module } = WebAssembly;

let library: Exports | null = null;

function load(): Exports {
  const grow = (wanted: number): number => {
    const memory = library?.f;
    const missing = (wanted >>> 0) - (memory?.buffer.byteLength ?? 0);
    try {
      memory?.grow(Math.ceil(missing / page));
      return 1;
    } catch {
      // The heap has no room left: malloc answers null then.
      return 0;
    }
  };
  const stop = (): never => {
    throw new Error("Zstandard stopped");
  };
  const instance = new Instance(new Module(code), {
    a: { a: stop, b: () => undefined, c: stop, d: () => 0, e: grow },
  });
  library = instance.exports as unknown as Exports;
  library.g();
  return library;
}

/** Runs with copies of these bytes in the module's memory. */
function withBytes<T>(parts: readonly Uint8Array[], run: (zstd: Exports, pointers: number[]) => T): T {
  const zstd = library ?? load();
  const pointers: number[] = [];
  try {
    for (const part of parts) {
      const pointer = zstd.s(Math.max(part.length, 1));
      if (pointer === 0) throw new Error("Zstandard has no memory left");
      pointers.push(pointer);
      new Uint8Array(zstd.f.buffer).set(part, pointer);
    }
    return run(zstd, pointers);
  } finally {
    for (const pointer of pointers) zstd.t(pointer);
  }
}

/** What a call gave: bytes, or the number of zstd's error. */
export type Outcome = Uint8Array | number;

/** Room for output, in the module's memory. */
function intoRoom(zstd: Exports, capacity: number, fill: (pointer: number) => number): Outcome {
  const pointer = zstd.s(Math.max(capacity, 1));
  if (pointer === 0) return outOfMemory;
  const result = fill(pointer);
  const outcome = zstd.h(result) ? -(result | 0) : new Uint8Array(zstd.f.buffer, pointer, result).slice();
  zstd.t(pointer);
  return outcome;
}

/** `ZSTD_error_memory_allocation` */
const outOfMemory = 64;

/** One frame with the whole input. */
export function compress(input: Uint8Array, level: number, dictionary: Uint8Array): Outcome {
  return withBytes([input, dictionary], (zstd, [source = 0, words = 0]) => {
    const context = zstd.j();
    const capacity = zstd.i(input.length);
    const outcome = intoRoom(zstd, capacity, (target) =>
      zstd.l(context, target, capacity, source, input.length, words, dictionary.length, level),
    );
    zstd.k(context);
    return outcome;
  });
}

/** Decodes whole frames into at most `capacity` bytes. */
export function decompress(input: Uint8Array, capacity: number, dictionary: Uint8Array): Outcome {
  return withBytes([input, dictionary], (zstd, [source = 0, words = 0]) => {
    const context = zstd.n();
    const outcome = intoRoom(zstd, capacity, (target) =>
      zstd.q(context, target, capacity, source, input.length, words, dictionary.length),
    );
    zstd.o(context);
    return outcome;
  });
}
