import type { BindingContext } from "../../binding.ts";
import { bytesOf } from "../values.ts";
import { findDigest } from "./digests.ts";
import { invalidDigest, unavailable } from "./failures.ts";
import type { jobClasses } from "./jobs.ts";
import { keys, type KeyData } from "./keys.ts";

type Bytes = ArrayBufferView | ArrayBuffer;

/** `kWebCryptoCipherEncrypt` and `kSignJobModeSign` of the library; the other value is the way back. */
const forth = 0;

/** `kKeyVariantAES_*`: three lengths of key for each of these, in this order. */
const aesModes = ["ctr", "cbc", "gcm", "kw", "ocb"] as const;

const usualTag = 16;

/** The jobs behind `crypto.subtle` for secret keys. */
export function webCryptoJobs(context: BindingContext, { Job }: Pick<ReturnType<typeof jobClasses>, "Job">) {
  const { keyBytes } = keys(context);
  const exact = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;
  const copy = (bytes: Bytes | undefined) => (bytes ? bytesOf(bytes).slice() : undefined);

  class HmacJob extends Job {
    readonly #run: () => ArrayBuffer | boolean;
    constructor(mode: number, direction: number, name: string, key: KeyData, data: Bytes, signature?: Bytes) {
      super(mode, "SIGNREQUEST");
      const digest = findDigest(name);
      if (!digest) throw invalidDigest(name);
      const [secret, message, expected] = [keyBytes(key), bytesOf(data).slice(), copy(signature)];
      this.#run = () => {
        const hashes = context.vendor("hashes");
        const { hmac } = hashes;
        const code = hmac(hashes[digest.name] as Parameters<typeof hmac>[0], secret, message);
        if (direction === forth) return exact(code);
        return expected?.length === code.length && expected.every((byte, at) => byte === code[at]);
      };
    }
    work(): ArrayBuffer | boolean {
      return this.#run();
    }
  }

  interface OneShot {
    encrypt(data: Uint8Array): Uint8Array;
    decrypt(data: Uint8Array): Uint8Array;
  }

  /** Cuts the tag to the asked length; the way back needs the whole one to check, so it is computed anew. */
  function withTag(make: () => OneShot, stream: () => OneShot, length: number): OneShot {
    if (length === usualTag) return make();
    return {
      encrypt: (data) =>
        make()
          .encrypt(data)
          .slice(0, data.length + length),
      decrypt(data) {
        const plain = stream().decrypt(data.slice(0, -length));
        const tag = make()
          .encrypt(plain)
          .slice(plain.length, plain.length + length);
        if (tag.some((byte, at) => byte !== data[data.length - length + at]))
          throw new Error("The message is not authentic");
        return plain;
      },
    };
  }

  function aes(
    variant: number,
    key: Uint8Array,
    iv: Uint8Array,
    tag: number,
    associated?: Uint8Array,
  ): OneShot {
    const ciphers = context.vendor("ciphers");
    const mode = aesModes[Math.floor(variant / 3)];
    switch (mode) {
      case "ctr":
        return ciphers.ctr(key, iv);
      case "cbc":
        return ciphers.cbc(key, iv);
      case "gcm": {
        const counter = new Uint8Array(usualTag);
        counter.set(iv.subarray(0, 12));
        counter[15] = 2;
        return withTag(
          () => ciphers.gcm(key, iv, associated),
          () => ciphers.ctr(key, counter),
          tag,
        );
      }
      case "kw":
        return ciphers.aeskw(key);
      default:
        throw unavailable("AES-OCB");
    }
  }

  class AESCipherJob extends Job {
    readonly #run: () => Uint8Array;
    constructor(
      mode: number,
      direction: number,
      key: KeyData,
      data: Bytes,
      variant: number,
      iv?: Bytes,
      tagOrCounterLength?: number,
      associated?: Bytes,
    ) {
      super(mode, "CIPHERREQUEST");
      const [secret, input] = [keyBytes(key).slice(), bytesOf(data).slice()];
      const [vector, extra] = [copy(iv) ?? new Uint8Array(0), copy(associated)];
      this.#run = () => {
        const cipher = aes(variant, secret, vector, tagOrCounterLength ?? usualTag, extra);
        return direction === forth ? cipher.encrypt(input) : cipher.decrypt(input);
      };
    }
    work(): ArrayBuffer {
      return exact(this.#run());
    }
  }

  class ChaCha20Poly1305CipherJob extends Job {
    readonly #run: () => Uint8Array;
    constructor(mode: number, direction: number, key: KeyData, data: Bytes, iv: Bytes, associated?: Bytes) {
      super(mode, "CIPHERREQUEST");
      const [secret, input] = [keyBytes(key).slice(), bytesOf(data).slice()];
      const [vector, extra] = [bytesOf(iv).slice(), copy(associated)];
      this.#run = () => {
        const cipher = context.vendor("ciphers").chacha20poly1305(secret, vector, extra);
        return direction === forth ? cipher.encrypt(input) : cipher.decrypt(input);
      };
    }
    work(): ArrayBuffer {
      return exact(this.#run());
    }
  }

  return { HmacJob, AESCipherJob, ChaCha20Poly1305CipherJob };
}
