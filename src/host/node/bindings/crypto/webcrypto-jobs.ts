import type { BindingContext } from "../../binding.ts";
import { bytesOf, concat } from "../values.ts";
import { findDigest } from "./digests.ts";
import { coded, invalidDigest } from "./failures.ts";
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

  /** Runs a cipher over a whole message; the tag, where there is one, stands at its end. */
  function cipher(
    name: string,
    encrypts: boolean,
    key: Uint8Array,
    iv: Uint8Array,
    tagLength: number,
    associated: Uint8Array | undefined,
    data: Uint8Array,
  ): Uint8Array {
    const { cipherKind, hasTag, openCipher } = context.vendor("ciphers");
    const kind = cipherKind(name);
    if (!kind) throw new Error(`There is no cipher ${name}`);
    const mode = openCipher({ kind, encrypts, key, iv, tagLength });
    if (!hasTag(mode)) return concat([mode.update(data), mode.final()]);
    if (associated) mode.associate(associated, null);
    const end = encrypts ? data.length : data.length - tagLength;
    if (end < 0) throw new Error("The message is shorter than its tag");
    if (!encrypts) mode.expect(data.subarray(end));
    const text = [mode.update(data.subarray(0, end)), mode.final()];
    return concat(encrypts ? [...text, mode.tag?.subarray(0, tagLength) ?? new Uint8Array(0)] : text);
  }

  const wrapIv = new Uint8Array(8).fill(0xa6);

  /** CTR of which only some bits count: it starts again at zero where they run over. */
  function counter(
    key: Uint8Array,
    name: string,
    iv: Uint8Array,
    bits: number,
    data: Uint8Array,
  ): Uint8Array {
    const { toBytes, toNumber } = context.vendor("public-keys");
    const start = toNumber(iv);
    const size = 1n << BigInt(bits);
    const blocks = BigInt(Math.ceil(data.length / 16));
    if (blocks > size) throw new Error("The counter would repeat");
    const left = size - (start % size);
    const run = (from: bigint, part: Uint8Array) =>
      cipher(name, true, key, toBytes(from, 16), 0, undefined, part);
    if (blocks <= left) return run(start, data);
    const cut = Number(left) * 16;
    const first = start - (start % size);
    return concat([run(start, data.subarray(0, cut)), run(first, data.subarray(cut))]);
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
      const chosen = aesModes[Math.floor(variant / 3)] ?? "ctr";
      const bits = secret.length * 8;
      const encrypts = direction === forth;
      if ((chosen === "cbc" || chosen === "ctr") && vector.length !== 16)
        throw coded(TypeError, "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
      this.#run = () => {
        const length = tagOrCounterLength ?? usualTag;
        if (chosen === "ctr") return counter(secret, `aes-${bits}-ctr`, vector, length, input);
        if (chosen === "kw") return cipher(`aes${bits}-wrap`, encrypts, secret, wrapIv, 0, undefined, input);
        return cipher(`aes-${bits}-${chosen}`, encrypts, secret, vector, length, extra, input);
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
      this.#run = () =>
        cipher("chacha20-poly1305", direction === forth, secret, vector, usualTag, extra, input);
    }
    work(): ArrayBuffer {
      return exact(this.#run());
    }
  }

  return { HmacJob, AESCipherJob, ChaCha20Poly1305CipherJob };
}
