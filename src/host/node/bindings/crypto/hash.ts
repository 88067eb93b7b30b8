import type { BindingContext } from "../../binding.ts";
import { bytesOf, values } from "../values.ts";
import { findDigest, startHash, type Digest, type RunningHash } from "./digests.ts";
import { invalidDigest } from "./failures.ts";
import { keys, type KeyData } from "./keys.ts";

type Data = string | ArrayBufferView;

/** `Hash`, `Hmac` and the one-shot digest. */
export function hashClasses(context: BindingContext) {
  const convert = values(context);
  const { keyBytes } = keys(context);
  const hashes = () => context.vendor("hashes");
  const bytes = (data: Data, encoding?: unknown) =>
    typeof data === "string" ? convert.encode(data, encoding) : bytesOf(data);

  /** A digest as the program wants it: a Buffer, or text. */
  function result(digest: Uint8Array, encoding: unknown): string | Uint8Array {
    const buffer = convert.buffer(digest);
    if (typeof encoding !== "string" || encoding === "buffer") return buffer;
    return (buffer as unknown as { toString(encoding: string): string }).toString(encoding);
  }

  const notExtendable = () =>
    Object.assign(new Error("error:030000B2:digital envelope routines::not XOF or invalid length"), {
      library: "digital envelope routines",
      reason: "not XOF or invalid length",
      code: "ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH",
    });

  /** @throws for a length that the digest cannot have */
  function lengthOf(digest: Digest, length: number | undefined): number {
    if (length !== undefined && length !== digest.length && !digest.extendable) throw notExtendable();
    return length ?? digest.length;
  }

  function start(name: string, length: number | undefined) {
    const digest = findDigest(name);
    if (!digest) throw new Error("Digest method not supported");
    const wanted = lengthOf(digest, length);
    return { digest, hash: startHash(hashes(), digest, wanted || digest.length), length: wanted };
  }

  class Hash {
    readonly #digest: Digest;
    readonly #hash: RunningHash;
    readonly #length: number;
    #result: Uint8Array | null = null;

    constructor(from: string | Hash, length?: number) {
      try {
        if (typeof from === "string") {
          const started = start(from, length);
          this.#digest = started.digest;
          this.#hash = started.hash;
          this.#length = started.length;
        } else {
          this.#digest = from.#digest;
          this.#length = lengthOf(from.#digest, length);
          this.#hash = from.#hash.clone();
        }
      } catch (error) {
        if (error instanceof Error) Error.captureStackTrace?.(error, Hash);
        throw error;
      }
    }

    update(data: Data, encoding?: unknown): boolean {
      this.#hash.update(bytes(data, encoding));
      return true;
    }

    /** May be asked for more than once, in more than one encoding. */
    digest(encoding?: unknown): string | Uint8Array {
      this.#result ??= this.#finish();
      return result(this.#result.slice(), encoding);
    }

    #finish(): Uint8Array {
      if (this.#length === 0) return new Uint8Array(0);
      const { extendable } = this.#digest;
      return extendable && this.#hash.xof ? this.#hash.xof(this.#length) : this.#hash.digest();
    }
  }

  class Hmac {
    #hash: RunningHash | null = null;

    init(name: string, key: KeyData): void {
      const digest = findDigest(name);
      if (!digest) throw invalidDigest(name);
      if (digest.extendable) throw new Error("error:00000000:lib(0)::reason(0)");
      const { hmac } = hashes();
      this.#hash = hmac.create(hashes()[digest.name] as Parameters<typeof hmac>[0], keyBytes(key));
    }

    update(data: Data, encoding?: unknown): boolean {
      this.#hash?.update(bytes(data, encoding));
      return this.#hash !== null;
    }

    digest(encoding?: unknown): string | Uint8Array {
      return result(this.#hash?.digest() ?? new Uint8Array(0), encoding);
    }
  }

  /** `crypto.hash`: all at once. */
  function oneShotDigest(
    name: string,
    _id: number,
    _cache: unknown,
    input: Data,
    outputEncoding: string,
    _encodingId: unknown,
    length?: number,
  ): string | Uint8Array {
    if (!findDigest(name))
      throw withoutFrames(new Error(`Digest method ${name} is not supported`), oneShotDigest);
    const digest = findDigest(name);
    if (digest && !digest.extendable && length !== undefined && length !== digest.length)
      throw new Error(`Output length ${length} is invalid for ${name}, which does not support XOF`);
    const { hash, length: wanted } = start(name, length);
    hash.update(bytes(input));
    return result(wanted === 0 ? new Uint8Array(0) : hash.digest(), outputEncoding);
  }

  return { Hash, Hmac, oneShotDigest };
}

/** The error, its stack starting at the caller of `above`. */
function withoutFrames(error: Error, above: (...args: never[]) => unknown): Error {
  Error.captureStackTrace?.(error, above);
  return error;
}
