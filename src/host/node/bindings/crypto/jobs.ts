import type { BindingContext } from "../../binding.ts";
import { asyncWraps } from "../async-wrap.ts";
import { fillRandom, randomBytes } from "../random.ts";
import { bytesOf } from "../values.ts";
import { findDigest, startHash, type Digest } from "./digests.ts";
import { coded, invalidDigest } from "./failures.ts";
import { keys, type KeyData } from "./keys.ts";

/** `kCryptoJob*` of the library. */
const kCryptoJobAsync = 0;
const kCryptoJobSync = 1;

/** Hashes run in blocks of this size inside HKDF's limit (RFC 5869: at most 255 of them). */
const hkdfBlocks = 255;

type Bytes = ArrayBufferView | ArrayBuffer;

const toBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** What of Node's `internal/util` jobs use. */
interface InternalUtil {
  lazyDOMException(message: string, options: { name: string; cause: unknown }): Error;
}

/** What the ciphers here call a failure, in OpenSSL's words. */
const cipherCauses: Readonly<Record<string, string>> = {
  "wrong-length": "error:1C80006B:Provider routines::wrong final block length",
  "bad-decrypt": "error:1C800064:Provider routines::bad decrypt",
};

/** Work that the library runs at once, or later with a callback or a promise. */
export function jobClasses(context: BindingContext) {
  const { keyBytes, handleOf, cryptoKey } = keys(context);
  const { AsyncWrap, later, call } = asyncWraps(context);
  const hashes = () => context.vendor("hashes");

  /** What WebCrypto promises are rejected with, whatever went wrong inside. */
  const operationError = (error: unknown): Error =>
    (context.require("internal/util") as InternalUtil).lazyDOMException(
      "The operation failed for an operation-specific reason",
      { name: "OperationError", cause: new Error(causeOf(error)) },
    );

  /** What the cause of a failure tells: OpenSSL's words, if it has any. */
  function causeOf(error: unknown): string {
    const message = error instanceof Error ? error.message : "";
    const known = cipherCauses[message] ?? message;
    return known.startsWith("error:") && !known.includes("oaep decoding") ? known : "Cipher job failed";
  }

  abstract class Job extends AsyncWrap {
    readonly #mode: number;
    declare ondone: ((error: unknown, result: unknown) => void) | undefined;

    constructor(mode: number, provider: string) {
      super(provider);
      this.#mode = mode;
    }

    abstract work(): unknown;

    #attempt(): [error: unknown, result: unknown] {
      try {
        return [undefined, this.work()];
      } catch (error) {
        return [error, undefined];
      }
    }

    run(): unknown {
      if (this.#mode === kCryptoJobSync) return this.#attempt();
      if (this.#mode === kCryptoJobAsync) {
        later(this, () => this.ondone?.(...this.#attempt()));
        return undefined;
      }
      return new context.pristine.Promise((resolve, reject) => {
        context.loop.enqueue(() =>
          call(this, () => {
            const [error, result] = this.#attempt();
            if (error === undefined) resolve(result);
            else reject(operationError(error));
          }),
        );
      });
    }
  }

  /** @throws ERR_CRYPTO_INVALID_DIGEST */
  function macDigest(name: string): Digest {
    const digest = findDigest(name);
    if (!digest) throw invalidDigest(name);
    return digest;
  }

  /** What OpenSSL derives no keys with, or of no length. */
  function checkDerivation({ extendable }: Digest, length: number): void {
    if (extendable) throw new Error("error:1C8000B7:Provider routines::xof digests not allowed");
    if (length === 0) throw new Error("Deriving bits failed");
  }

  const functionOf = (digest: Digest) =>
    hashes()[digest.name] as Parameters<ReturnType<typeof hashes>["hmac"]>[0];

  class RandomBytesJob extends Job {
    readonly #target: Uint8Array;
    constructor(mode: number, target: Bytes, offset: number, size: number) {
      super(mode, "RANDOMBYTESREQUEST");
      this.#target = bytesOf(target).subarray(offset, offset + size);
    }
    work(): undefined {
      fillRandom(context, this.#target);
      return undefined;
    }
  }

  class PBKDF2Job extends Job {
    readonly #run: () => Uint8Array;
    constructor(
      mode: number,
      password: KeyData,
      salt: Bytes,
      iterations: number,
      length: number,
      digestName: string,
    ) {
      super(mode, "PBKDF2REQUEST");
      const digest = macDigest(digestName);
      const [key, salted] = [keyBytes(password).slice(), bytesOf(salt).slice()];
      this.#run = () => {
        checkDerivation(digest, length);
        return hashes().pbkdf2(functionOf(digest), key, salted, { c: iterations, dkLen: length });
      };
    }
    work(): ArrayBuffer {
      return toBuffer(this.#run());
    }
  }

  class ScryptJob extends Job {
    readonly #run: () => Uint8Array;
    constructor(
      mode: number,
      password: KeyData,
      salt: Bytes,
      N: number,
      r: number,
      p: number,
      maxmem: number,
      length: number,
    ) {
      super(mode, "SCRYPTREQUEST");
      const invalid = (detail: string) =>
        coded(RangeError, "ERR_CRYPTO_INVALID_SCRYPT_PARAMS", `Invalid scrypt params${detail}`);
      const powerOfTwo = N > 1 && Number.isInteger(Math.log2(N));
      if (!powerOfTwo || r < 1 || p < 1) throw invalid("");
      // The limits of RFC 7914, 6; and as OpenSSL counts p blocks, the table of N, and one more.
      const isOver = p > (2 ** 30 - 1) / r || N >= 2 ** (16 * r);
      if (isOver || p * 128 * r + 32 * r * (N + 2) * 4 > maxmem)
        throw invalid(": error:030000AC:digital envelope routines::memory limit exceeded");
      const [key, salted] = [keyBytes(password).slice(), bytesOf(salt).slice()];
      this.#run = () =>
        length === 0
          ? new Uint8Array(0)
          : hashes().scrypt(key, salted, { N, r, p, dkLen: length, maxmem: maxmem + 2 ** 20 });
    }
    work(): ArrayBuffer {
      return toBuffer(this.#run());
    }
  }

  class HKDFJob extends Job {
    readonly #run: () => Uint8Array;
    constructor(mode: number, digestName: string, key: KeyData, salt: Bytes, info: Bytes, length: number) {
      super(mode, "DERIVEBITSREQUEST");
      const digest = macDigest(digestName);
      if (length > hkdfBlocks * digest.length)
        throw coded(RangeError, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
      const input = [keyBytes(key), bytesOf(salt), bytesOf(info)].map((part) => part.slice());
      const [secret, salted, context_] = input as [Uint8Array, Uint8Array, Uint8Array];
      this.#run = () => {
        checkDerivation(digest, length);
        return hashes().hkdf(functionOf(digest), secret, salted, context_, length);
      };
    }
    work(): ArrayBuffer {
      return toBuffer(this.#run());
    }
  }

  class HashJob extends Job {
    readonly #run: () => Uint8Array;
    constructor(mode: number, name: string, data: Bytes, bits?: number) {
      super(mode, "HASHREQUEST");
      const digest = findDigest(name);
      if (!digest) throw invalidDigest(name);
      const input = bytesOf(data).slice();
      this.#run = () => {
        const hash = startHash(hashes(), digest, bits === undefined ? digest.length : Math.ceil(bits / 8));
        hash.update(input);
        return hash.digest();
      };
    }
    work(): ArrayBuffer {
      return toBuffer(this.#run());
    }
  }

  class Argon2Job extends Job {
    readonly #run: () => Uint8Array;
    constructor(
      mode: number,
      message: KeyData,
      nonce: Bytes,
      parallelism: number,
      tagLength: number,
      memory: number,
      passes: number,
      secret: Bytes | undefined,
      associated: Bytes | undefined,
      type: number,
    ) {
      super(mode, "ARGON2REQUEST");
      const [password, salt] = [keyBytes(message).slice(), bytesOf(nonce).slice()];
      const options = {
        p: parallelism,
        dkLen: tagLength,
        m: memory,
        t: passes,
        ...(secret && secret.byteLength > 0 ? { key: bytesOf(secret).slice() } : {}),
        ...(associated && associated.byteLength > 0 ? { personalization: bytesOf(associated).slice() } : {}),
      };
      this.#run = () => {
        checkArgon2(options);
        const { argon2d, argon2i, argon2id } = hashes();
        const variants = [argon2d, argon2i, argon2id] as const;
        return (variants[type as 0 | 1 | 2] ?? argon2id)(password, salt, options);
      };
    }
    work(): ArrayBuffer {
      return toBuffer(this.#run());
    }
  }

  /** @throws as OpenSSL does for what RFC 9106, 3.1, does not allow */
  function checkArgon2({ p, dkLen, m, t }: { p: number; dkLen: number; m: number; t: number }): void {
    const { plainError } = context.vendor("public-keys");
    if (dkLen < 4) throw plainError("1C8000D9", "invalid output length");
    if (p < 1 || p >= 2 ** 24) throw plainError("1C8000EA", "invalid thread pool size");
    if (m < 8 * p) throw plainError("1C8000EB", "invalid memory size");
    if (t < 1) throw plainError("1C80007B", "invalid iteration count");
  }

  class SecretKeyGenJob extends Job {
    readonly #run: () => object;
    /** With an algorithm (WebCrypto) the result is a CryptoKey, else a handle. */
    constructor(mode: number, bits: number, algorithm?: unknown, usages?: number, extractable?: boolean) {
      super(mode, "KEYGENREQUEST");
      this.#run = () => {
        if (algorithm === undefined) return handleOf(randomBytes(context, Math.floor(bits / 8)));
        // WebCrypto fills the last byte up with zeros.
        const bytes = randomBytes(context, Math.ceil(bits / 8));
        if (bits % 8 > 0) bytes[bytes.length - 1]! &= 0xff << (8 - (bits % 8));
        return cryptoKey(handleOf(bytes), algorithm, usages ?? 0, extractable === true);
      };
    }
    work(): object {
      return this.#run();
    }
  }

  return { RandomBytesJob, PBKDF2Job, ScryptJob, HKDFJob, HashJob, Argon2Job, SecretKeyGenJob, Job };
}
