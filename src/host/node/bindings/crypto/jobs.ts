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

const toBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** Work that the library runs at once, or later with a callback or a promise. */
export function jobClasses(context: BindingContext) {
  const { keyBytes, secretHandle } = keys(context);
  const { AsyncWrap, later, call } = asyncWraps(context);
  const hashes = () => context.vendor("hashes");

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
            else reject(error as Error);
          }),
        );
      });
    }
  }

  /** A digest that messages may be authenticated with. @throws ERR_CRYPTO_INVALID_DIGEST */
  function macDigest(name: string): Digest {
    const digest = findDigest(name);
    if (!digest || digest.extendable) throw invalidDigest(name);
    return digest;
  }

  const functionOf = (digest: Digest) =>
    hashes()[digest.name] as Parameters<ReturnType<typeof hashes>["hmac"]>[0];

  class RandomBytesJob extends Job {
    readonly #target: Uint8Array;
    constructor(mode: number, target: ArrayBufferView | ArrayBuffer, offset: number, size: number) {
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
      salt: ArrayBufferView | ArrayBuffer,
      iterations: number,
      length: number,
      digestName: string,
    ) {
      super(mode, "PBKDF2REQUEST");
      const digest = macDigest(digestName);
      const [key, salted] = [keyBytes(password).slice(), bytesOf(salt).slice()];
      this.#run = () =>
        length === 0
          ? new Uint8Array(0)
          : hashes().pbkdf2(functionOf(digest), key, salted, { c: iterations, dkLen: length });
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
      salt: ArrayBufferView | ArrayBuffer,
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
      if (!powerOfTwo || r < 1 || p < 1 || p > (2 ** 30 - 1) / r) throw invalid("");
      // As OpenSSL counts: p blocks, the table of N, and one more.
      if (p * 128 * r + 32 * r * (N + 2) * 4 > maxmem)
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
    constructor(
      mode: number,
      digestName: string,
      key: KeyData,
      salt: ArrayBufferView | ArrayBuffer,
      info: ArrayBufferView | ArrayBuffer,
      length: number,
    ) {
      super(mode, "DERIVEBITSREQUEST");
      const digest = macDigest(digestName);
      if (length > hkdfBlocks * digest.length)
        throw coded(RangeError, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
      const input = [keyBytes(key), bytesOf(salt), bytesOf(info)].map((part) => part.slice());
      const [secret, salted, context_] = input as [Uint8Array, Uint8Array, Uint8Array];
      this.#run = () =>
        length === 0
          ? new Uint8Array(0)
          : hashes().hkdf(functionOf(digest), secret, salted, context_, length);
    }
    work(): ArrayBuffer {
      return toBuffer(this.#run());
    }
  }

  class HashJob extends Job {
    readonly #run: () => Uint8Array;
    constructor(mode: number, name: string, data: ArrayBufferView | ArrayBuffer, bits?: number) {
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

  class SecretKeyGenJob extends Job {
    readonly #bits: number;
    constructor(mode: number, bits: number) {
      super(mode, "KEYGENREQUEST");
      this.#bits = bits;
    }
    work(): object {
      return secretHandle(randomBytes(context, Math.floor(this.#bits / 8)));
    }
  }

  return { RandomBytesJob, PBKDF2Job, ScryptJob, HKDFJob, HashJob, SecretKeyGenJob, Job };
}
