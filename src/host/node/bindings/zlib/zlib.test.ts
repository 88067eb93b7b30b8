import { randomBytes } from "node:crypto";
import * as real from "node:zlib";
import { expect, test } from "vitest";
import { testSyscalls } from "../../../machine/testing.ts";
import { made, testContext } from "../testing.ts";
import { zlibBinding } from "./index.ts";

interface Handle {
  init(...options: unknown[]): void;
  writeSync(...step: unknown[]): void;
  onerror(message: string, errno: number, code: string): void;
}

interface Binding {
  Zlib: new (mode: number) => Handle;
  BrotliDecoder: new () => Handle;
  BrotliEncoder: new () => Handle;
  ZstdCompress: new () => Handle;
  ZstdDecompress: new () => Handle;
  crc32(data: string | Uint8Array, start: number): number;
}

const { constants } = real;
const binding = made<Binding>(zlibBinding, testContext(testSyscalls()));

/** Runs a handle to its end as the library does, in steps of `room` bytes of output. */
function run(
  handle: Handle,
  result: Uint32Array,
  input: Uint8Array,
  finish: number,
  room = 1000,
): Buffer | string {
  const parts: Uint8Array[] = [];
  let failure = "";
  let at = 0;
  handle.onerror = (message, errno, code) => (failure = `${message} ${errno} ${code}`);
  for (;;) {
    const output = new Uint8Array(room);
    handle.writeSync(finish, input, at, input.length - at, output, 0, room);
    if (failure) return failure;
    const [outputLeft = 0, inputLeft = 0] = result;
    parts.push(output.subarray(0, room - outputLeft));
    at = input.length - inputLeft;
    if (outputLeft > 0) return Buffer.concat(parts);
  }
}

interface Options {
  level?: number;
  strategy?: number;
  dictionary?: Uint8Array;
}

function zlib(mode: number, input: Uint8Array, options: Options = {}, room?: number) {
  const result = new Uint32Array(2);
  const handle = new binding.Zlib(mode);
  const { level = -1, strategy = 0, dictionary } = options;
  const compresses = [constants.DEFLATE, constants.GZIP, constants.DEFLATERAW].includes(mode);
  const raw = mode === constants.INFLATERAW;
  handle.init(compresses || raw ? 15 : 0, level, 8, strategy, result, () => {}, dictionary);
  return run(handle, result, input, constants.Z_FINISH, room);
}

const samples = {
  empty: Buffer.alloc(0),
  text: Buffer.from("the quick brown fox jumps over the lazy dog. ".repeat(300)),
  random: randomBytes(5000),
};

test.each(Object.entries(samples))("what is compressed here, Node reads: %s", (_name, sample) => {
  for (const level of [0, 1, 6, 9]) {
    expect(real.inflateSync(zlib(constants.DEFLATE, sample, { level }) as Buffer)).toEqual(sample);
    expect(real.gunzipSync(zlib(constants.GZIP, sample, { level }) as Buffer)).toEqual(sample);
    const raw = zlib(constants.DEFLATERAW, sample, { level }) as Buffer;
    expect(real.inflateRawSync(raw)).toEqual(sample);
  }
});

test.each(Object.entries(samples))("what Node compresses is read here: %s", (_name, sample) => {
  expect(zlib(constants.INFLATE, real.deflateSync(sample))).toEqual(sample);
  expect(zlib(constants.GUNZIP, real.gzipSync(sample), {}, 64)).toEqual(sample);
  expect(zlib(constants.INFLATERAW, real.deflateRawSync(sample))).toEqual(sample);
  expect(zlib(constants.UNZIP, real.gzipSync(sample))).toEqual(sample);
  expect(zlib(constants.UNZIP, real.deflateSync(sample))).toEqual(sample);
});

test("members of one gzip archive follow each other", () => {
  const two = Buffer.concat([real.gzipSync("one"), real.gzipSync("two")]);
  expect(zlib(constants.GUNZIP, two)).toEqual(Buffer.from("onetwo"));
});

test("a dictionary is used, asked for, and told apart from a wrong one", () => {
  const dictionary = Buffer.from("quick brown fox");
  const compressed = real.deflateSync(samples.text, { dictionary });
  expect(zlib(constants.INFLATE, compressed, { dictionary })).toEqual(samples.text);
  expect(zlib(constants.INFLATE, compressed)).toBe("Missing dictionary 2 Z_NEED_DICT");
  const wrong = { dictionary: Buffer.from("something else") };
  expect(zlib(constants.INFLATE, compressed, wrong)).toBe("Bad dictionary 2 Z_NEED_DICT");
});

test("errors are worded as zlib words them", () => {
  const garbage = Buffer.from("this is not compressed");
  expect(zlib(constants.INFLATE, garbage)).toBe("incorrect header check -3 Z_DATA_ERROR");
  expect(zlib(constants.GUNZIP, garbage)).toBe("incorrect header check -3 Z_DATA_ERROR");
  const cut = real.gzipSync(samples.text).subarray(0, 40);
  expect(zlib(constants.GUNZIP, cut)).toBe("unexpected end of file -5 Z_BUF_ERROR");
  const damaged = real.gzipSync(samples.text);
  damaged[damaged.length - 6]! ^= 1;
  expect(zlib(constants.GUNZIP, damaged)).toBe("incorrect data check -3 Z_DATA_ERROR");
});

// The encoder is slow before it is warm.
test("Brotli goes both ways", { timeout: 30_000 }, () => {
  for (const sample of Object.values(samples)) {
    const result = new Uint32Array(2);
    const decoder = new binding.BrotliDecoder();
    decoder.init(new Uint32Array(7).fill(-1), result, () => {});
    expect(run(decoder, result, real.brotliCompressSync(sample), 2)).toEqual(sample);
    const encoder = new binding.BrotliEncoder();
    encoder.init(new Uint32Array(10).fill(-1), result, () => {});
    expect(real.brotliDecompressSync(run(encoder, result, sample, 2) as Buffer)).toEqual(sample);
  }
});

test("Brotli's bytes are the ones that Node makes, until a program flushes", () => {
  const result = new Uint32Array(2);
  const encoder = new binding.BrotliEncoder();
  encoder.init(new Uint32Array(10).fill(-1), result, () => {});
  expect(run(encoder, result, samples.text, 2)).toEqual(real.brotliCompressSync(samples.text));
  const flushed = new binding.BrotliEncoder();
  flushed.init(new Uint32Array(10).fill(-1), result, () => {});
  const pieces = [samples.text, samples.random, Buffer.from("one"), samples.text, samples.random];
  const parts = pieces.map((piece, index) => run(flushed, result, piece, index < 4 ? 1 : 2) as Buffer);
  expect(real.brotliDecompressSync(Buffer.concat(parts))).toEqual(Buffer.concat(pieces));
  expect(parts[3]?.length).toBeLessThan(samples.text.length / 2);
});

test("a frame of Zstandard is made in pieces and read in pieces", () => {
  const pieces = [
    Buffer.from("aaaa"),
    samples.text,
    Buffer.alloc(3000, "ab"),
    samples.random,
    Buffer.alloc(30_000, 0),
    Buffer.from("x"),
    samples.text,
    Buffer.from(Array.from({ length: 20_000 }, (_, at) => `${(at * 7919) % 1009},`).join("")),
  ];
  for (let turn = 0; turn < 6; turn++) {
    const result = new Uint32Array(2);
    const parameters = new Uint32Array(403).fill(-1);
    parameters[constants.ZSTD_c_checksumFlag] = turn % 2;
    parameters[constants.ZSTD_c_compressionLevel] = 1 + (turn % 6);
    const encoder = new binding.ZstdCompress();
    encoder.init(parameters, undefined, result, () => {});
    const given = pieces.map((_, at) => pieces[(at * 3 + turn) % pieces.length] ?? samples.empty);
    const parts = given.map((piece) => run(encoder, result, piece, 1) as Buffer);
    parts.push(run(encoder, result, samples.empty, 2) as Buffer);
    expect(real.zstdDecompressSync(Buffer.concat(parts)).equals(Buffer.concat(given))).toBe(true);
    const decoder = new binding.ZstdDecompress();
    decoder.init(new Uint32Array(101).fill(-1), undefined, result, () => {});
    const read = parts.map((part) => run(decoder, result, part, 0) as Buffer);
    for (const [at, piece] of given.entries()) expect(read[at]?.equals(piece)).toBe(true);
    expect(run(decoder, result, samples.empty, 2)).toEqual(samples.empty);
  }
});

test("Brotli's decoder gives what it has before the end comes, and names what is wrong as Brotli does", () => {
  const start = () => {
    const result = new Uint32Array(2);
    const decoder = new binding.BrotliDecoder();
    decoder.init(new Uint32Array(7).fill(-1), result, () => {});
    return { decoder, result };
  };
  const packed = real.brotliCompressSync(samples.random);
  const { decoder, result } = start();
  const early = run(decoder, result, packed.subarray(0, 3000), 0) as Buffer;
  expect(early.length).toBeGreaterThan(2000);
  const late = run(decoder, result, packed.subarray(3000), 2) as Buffer;
  expect(Buffer.concat([early, late])).toEqual(samples.random);
  const cut = start();
  expect(run(cut.decoder, cut.result, packed.subarray(0, 100), 2)).toBe(
    "unexpected end of file -5 Z_BUF_ERROR",
  );
  for (const wrong of [
    Buffer.from("not brotli at all"),
    Buffer.alloc(20, 0xff),
    real.brotliCompressSync(samples.text).fill(7, 3, 9),
  ]) {
    const { decoder, result } = start();
    let expected = "";
    try {
      real.brotliDecompressSync(wrong);
    } catch (error) {
      const { message, errno, code } = error as NodeJS.ErrnoException;
      expected = `${message} ${errno} ${code}`;
    }
    expect(run(decoder, result, wrong, 2)).toBe(expected);
  }
});

test("crc32 sums and goes on", () => {
  expect(binding.crc32("hello world", 0)).toBe(real.crc32("hello world"));
  const first = binding.crc32("hello", 0);
  expect(binding.crc32(Buffer.from(" world"), first)).toBe(real.crc32("hello world"));
});
