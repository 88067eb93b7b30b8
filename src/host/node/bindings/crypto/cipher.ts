import type { BindingContext } from "../../binding.ts";
import { bytesOf, values } from "../values.ts";
import { AuthenticatedMode, BlockMode, blockSize, StreamMode, type CipherMode } from "./cipher-modes.ts";
import { coded } from "./failures.ts";
import { keys, type KeyData } from "./keys.ts";

type Mode = "cbc" | "ecb" | "ctr" | "cfb" | "gcm" | "stream";

interface CipherKind {
  readonly mode: Mode;
  readonly name: string;
  readonly nid: number;
  readonly keyLength: number;
  /** Null: the cipher takes none. */
  readonly ivLength: number | null;
}

/** OpenSSL's numbers of AES's modes, for keys of 128, 192 and 256 bits. */
const numbers: Readonly<Record<Exclude<Mode, "stream">, readonly [number, number, number]>> = {
  cbc: [419, 423, 427],
  ecb: [418, 422, 426],
  ctr: [904, 905, 906],
  cfb: [421, 425, 429],
  gcm: [895, 898, 901],
};

const modes = Object.keys(numbers) as (keyof typeof numbers)[];

function aes(bits: number, mode: keyof typeof numbers): CipherKind {
  return {
    mode,
    name: mode === "gcm" ? `id-aes${bits}-GCM` : `AES-${bits}-${mode.toUpperCase()}`,
    nid: numbers[mode][bits / 64 - 2] ?? 0,
    keyLength: bits / 8,
    ivLength: mode === "ecb" ? null : mode === "gcm" ? 12 : blockSize,
  };
}

const kinds: readonly CipherKind[] = [
  ...[128, 192, 256].flatMap((bits) => modes.map((mode) => aes(bits, mode))),
  { mode: "stream", name: "ChaCha20-Poly1305", nid: 1018, keyLength: 32, ivLength: 12 },
];

const byName = new Map(
  kinds.flatMap((kind) => {
    const bits = kind.keyLength * 8;
    const names = [kind.name.toLowerCase()];
    if (kind.mode === "gcm") names.push(`aes-${bits}-gcm`);
    if (kind.mode === "cbc") names.push(`aes${bits}`);
    return names.map((name) => [name, kind] as const);
  }),
);

/** `CipherBase` and what `crypto` tells of ciphers. */
export function cipherClasses(context: BindingContext) {
  const convert = values(context);
  const { keyBytes } = keys(context);
  const ciphers = () => context.vendor("ciphers");

  function open(kind: CipherKind, encrypts: boolean, key: Uint8Array, iv: Uint8Array): CipherMode {
    const library = ciphers();
    switch (kind.mode) {
      case "cbc":
      case "ecb":
        return new BlockMode(library, kind.mode, encrypts, key, iv);
      case "ctr":
        return StreamMode.ctr(library, key, iv);
      case "cfb":
        return StreamMode.cfb(library, encrypts, key, iv);
      case "gcm": {
        const first = gcmCounter(key, iv);
        return new AuthenticatedMode(
          StreamMode.ctr(library, key, first),
          (plain, associated) => library.gcm(key, iv, associated).encrypt(plain),
          encrypts,
        );
      }
      case "stream":
        return new AuthenticatedMode(
          StreamMode.chacha20(library, key, iv, 1),
          (plain, associated) => library.chacha20poly1305(key, iv, associated).encrypt(plain),
          encrypts,
        );
    }
  }

  /**
   * The counter of GCM's first block (NIST SP 800-38D, 7.1). For an IV that is not of 12 bytes it takes a hash, which
   * shows in what the cipher makes of one block of zeros.
   */
  function gcmCounter(key: Uint8Array, iv: Uint8Array): Uint8Array {
    const counter = new Uint8Array(blockSize);
    if (iv.length === 12) {
      counter.set(iv);
      counter[15] = 2;
      return counter;
    }
    const stream = ciphers().gcm(key, iv).encrypt(counter).slice(0, blockSize);
    return ciphers().ecb(key, { disablePadding: true }).decrypt(stream);
  }

  class CipherBase {
    #mode: CipherMode;
    #finished = false;
    readonly #authenticated: boolean;
    readonly #encrypts: boolean;
    readonly #tagLength: number;

    constructor(
      encrypts: boolean,
      name: string,
      keyData: KeyData,
      iv: ArrayBufferView | ArrayBuffer | null,
      tagLength: number,
    ) {
      const fail = (Class: typeof TypeError, code: string, message: string) =>
        coded(Class, `ERR_CRYPTO_${code}`, message, CipherBase as never);
      const kind = byName.get(name.toLowerCase());
      if (!kind) throw fail(Error as never, "UNKNOWN_CIPHER", "Unknown cipher");
      const key = keyBytes(keyData).slice();
      const vector = iv === null ? null : bytesOf(iv).slice();
      this.#encrypts = encrypts;
      this.#authenticated = kind.mode === "gcm" || kind.mode === "stream";
      const fits =
        kind.mode === "gcm" ? (vector?.length ?? 0) > 0 : (vector?.length ?? 0) === (kind.ivLength ?? 0);
      if (!fits) throw fail(TypeError, "INVALID_IV", "Invalid initialization vector");
      if (key.length !== kind.keyLength)
        throw fail(RangeError as never, "INVALID_KEYLEN", "Invalid key length");
      if (this.#authenticated && tagLength !== -1 && !validTag(kind, tagLength))
        throw fail(TypeError, "INVALID_AUTH_TAG", `Invalid authentication tag length: ${tagLength}`);
      this.#tagLength = tagLength === -1 ? 16 : tagLength;
      this.#mode = open(kind, encrypts, key, vector ?? new Uint8Array(0));
    }

    #usable(): void {
      if (this.#finished) throw coded(Error, "ERR_CRYPTO_INVALID_STATE", "Invalid state");
    }

    update(data: string | ArrayBufferView, encoding?: unknown): Uint8Array {
      this.#usable();
      const input = typeof data === "string" ? convert.encode(data, encoding) : bytesOf(data).slice();
      return convert.buffer(this.#mode.update(input));
    }

    final(): Uint8Array {
      this.#usable();
      this.#finished = true;
      return convert.buffer(this.#mode.final());
    }

    setAutoPadding(on: boolean): boolean {
      if (this.#finished) return false;
      if (this.#mode instanceof BlockMode) this.#mode.padding = on;
      return true;
    }

    getAuthTag(): Uint8Array | undefined {
      if (!this.#finished || !this.#encrypts || !(this.#mode instanceof AuthenticatedMode)) return undefined;
      const { tag } = this.#mode;
      return tag ? convert.buffer(tag.slice(0, this.#tagLength)) : undefined;
    }

    setAuthTag(tag: ArrayBufferView | ArrayBuffer): boolean {
      if (this.#finished || this.#encrypts || !(this.#mode instanceof AuthenticatedMode)) return false;
      const bytes = bytesOf(tag);
      const valid = bytes.length === 4 || bytes.length === 8 || (bytes.length >= 12 && bytes.length <= 16);
      if (!valid)
        throw coded(
          TypeError,
          "ERR_CRYPTO_INVALID_AUTH_TAG",
          `Invalid authentication tag length: ${bytes.length}`,
        );
      this.#mode.expect(bytes);
      return true;
    }

    setAAD(data: ArrayBufferView | ArrayBuffer): boolean {
      if (this.#finished || !(this.#mode instanceof AuthenticatedMode)) return false;
      this.#mode.associate(bytesOf(data));
      return true;
    }
  }

  return {
    CipherBase,
    getCiphers: () => [...byName.keys()].toSorted(),
    /** Fills in what is known of a cipher; undefined when there is none, or not with these lengths. */
    getCipherInfo(
      target: Record<string, unknown>,
      name: string | number,
      keyLength?: number,
      ivLength?: number,
    ): Record<string, unknown> | undefined {
      const kind =
        typeof name === "number" ? kinds.find(({ nid }) => nid === name) : byName.get(name.toLowerCase());
      if (!kind || (keyLength !== undefined && keyLength !== kind.keyLength)) return undefined;
      const fits =
        ivLength === undefined || (kind.mode === "gcm" ? ivLength > 0 : ivLength === (kind.ivLength ?? 0));
      if (!fits) return undefined;
      const blocks = kind.mode === "cbc" || kind.mode === "ecb";
      Object.assign(target, { mode: kind.mode, name: kind.name, nid: kind.nid });
      if (kind.mode !== "stream") target["blockSize"] = blocks ? blockSize : 1;
      if (kind.ivLength !== null) target["ivLength"] = ivLength ?? kind.ivLength;
      target["keyLength"] = kind.keyLength;
      return target;
    },
  };
}

/** Lengths that NIST SP 800-38D allows for GCM; ChaCha20-Poly1305's tag may be cut anywhere. */
function validTag({ mode }: CipherKind, length: number): boolean {
  if (mode === "gcm") return length === 4 || length === 8 || (length >= 12 && length <= 16);
  return length >= 1 && length <= 16;
}
