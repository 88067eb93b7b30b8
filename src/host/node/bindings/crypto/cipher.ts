import type { BindingContext } from "../../binding.ts";
import type { Vendor } from "../../vendor.ts";
import { bytesOf, values } from "../values.ts";
import { coded, providerFailure } from "./failures.ts";
import { keys, type KeyData } from "./keys.ts";

type Ciphers = Vendor["ciphers"];
type CipherKind = NonNullable<ReturnType<Ciphers["cipherKind"]>>;
type CipherMode = ReturnType<Ciphers["openCipher"]>;

const unsupportedState = "Trying to add data in unsupported state";

/** `CipherBase` and what `crypto` tells of ciphers. */
export function cipherClasses(context: BindingContext) {
  const convert = values(context);
  const { keyBytes } = keys(context);
  const ciphers = () => context.vendor("ciphers");

  class CipherBase {
    readonly #kind: CipherKind;
    readonly #encrypts: boolean;
    readonly #authenticated: boolean;
    /** -1: not told, which GCM allows. */
    readonly #tagLength: number;
    readonly #ivLength: number;
    readonly #mode: CipherMode | null;
    #expects = false;
    #fed = false;
    #finished = false;

    constructor(
      encrypts: boolean,
      name: string,
      keyData: KeyData,
      iv: ArrayBufferView | ArrayBuffer | null,
      tagLength: number,
    ) {
      const fail = (Class: typeof TypeError, code: string, message: string) =>
        coded(Class, `ERR_CRYPTO_${code}`, message, CipherBase as never);
      const { cipherKind, isAuthenticated, openCipher } = ciphers();
      const kind = cipherKind(name);
      if (!kind) throw fail(Error as never, "UNKNOWN_CIPHER", "Unknown cipher");
      const key = keyBytes(keyData).slice();
      const vector = iv === null ? null : bytesOf(iv).slice();
      this.#kind = kind;
      this.#encrypts = encrypts;
      this.#authenticated = isAuthenticated(kind);
      this.#ivLength = vector?.length ?? 0;
      if (!fitsIv(kind, this.#authenticated, vector?.length ?? null))
        throw fail(TypeError, "INVALID_IV", "Invalid initialization vector");
      this.#tagLength = this.#checkTag(name, tagLength, fail);
      if (key.length !== kind.keyLength)
        throw fail(RangeError as never, "INVALID_KEYLEN", "Invalid key length");
      try {
        this.#mode = openCipher({
          kind,
          encrypts,
          key,
          iv: vector ?? new Uint8Array(0),
          tagLength: this.#tagLength,
        });
      } catch (error) {
        throw worded(error, "");
      }
    }

    #checkTag(
      name: string,
      length: number,
      fail: (Class: typeof TypeError, code: string, message: string) => Error,
    ): number {
      const invalid = () =>
        fail(TypeError, "INVALID_AUTH_TAG", `Invalid authentication tag length: ${length}`);
      const { mode } = this.#kind;
      if (!this.#authenticated) return -1;
      if (mode === "gcm") {
        if (length !== -1 && !isGcmTag(length)) throw invalid();
        return length;
      }
      if (length === -1) {
        if (mode === "stream") return 16;
        throw fail(TypeError, "INVALID_AUTH_TAG", `authTagLength required for ${name}`);
      }
      const fits =
        mode === "ccm" ? length >= 4 && length <= 16 && length % 2 === 0 : length >= 1 && length <= 16;
      if (!fits) throw invalid();
      return length;
    }

    #usable(): CipherMode {
      if (this.#finished || !this.#mode) throw coded(Error, "ERR_CRYPTO_INVALID_STATE", "Invalid state");
      return this.#mode;
    }

    update(data: string | ArrayBufferView, encoding?: unknown): Uint8Array {
      const input = typeof data === "string" ? convert.encode(data, encoding) : bytesOf(data).slice();
      if (this.#finished) throw new Error(unsupportedState);
      const mode = this.#usable();
      if (this.#kind.mode === "ccm") {
        this.#checkMessage(input.length);
        if (!this.#encrypts && !this.#expects) throw new Error(unsupportedState);
      }
      this.#fed = true;
      try {
        return convert.buffer(mode.update(input));
      } catch (error) {
        throw worded(error, unsupportedState);
      }
    }

    /** CCM counts its blocks in what the nonce leaves of the counter. */
    #checkMessage(length: number): void {
      const most = this.#ivLength === 12 ? 16_777_215 : this.#ivLength === 13 ? 65_535 : 0x7fff_ffff;
      if (length > most) throw coded(RangeError, "ERR_CRYPTO_INVALID_MESSAGELEN", "Invalid message length");
    }

    final(): Uint8Array {
      const mode = this.#usable();
      this.#finished = true;
      const state = this.#authenticated
        ? "Unsupported state or unable to authenticate data"
        : "Unsupported state";
      try {
        return convert.buffer(mode.final());
      } catch (error) {
        throw worded(error, state);
      }
    }

    setAutoPadding(on: boolean): boolean {
      if (this.#finished) return false;
      if (this.#mode instanceof ciphers().BlockMode) this.#mode.padding = on;
      return true;
    }

    getAuthTag(): Uint8Array | undefined {
      const mode = this.#mode;
      if (!this.#finished || !this.#encrypts || !mode || !ciphers().hasTag(mode)) return undefined;
      const length = this.#tagLength === -1 ? 16 : this.#tagLength;
      return mode.tag ? convert.buffer(mode.tag.slice(0, length)) : undefined;
    }

    setAuthTag(tag: ArrayBufferView | ArrayBuffer): boolean {
      const mode = this.#mode;
      if (this.#finished || this.#encrypts || this.#expects || !mode || !ciphers().hasTag(mode)) return false;
      const bytes = bytesOf(tag);
      const told = this.#tagLength === -1 || bytes.length === this.#tagLength;
      if (!told || (this.#kind.mode === "gcm" && !isGcmTag(bytes.length)))
        throw coded(
          TypeError,
          "ERR_CRYPTO_INVALID_AUTH_TAG",
          `Invalid authentication tag length: ${bytes.length}`,
        );
      if (this.#kind.mode === "gcm" && this.#tagLength === -1 && bytes.length < 16) warnOfShortTag(context);
      mode.expect(bytes);
      this.#expects = true;
      return true;
    }

    setAAD(data: ArrayBufferView | ArrayBuffer, length: number): boolean {
      const mode = this.#mode;
      if (this.#finished || !mode || !ciphers().hasTag(mode)) return false;
      if (this.#kind.mode === "ccm") {
        if (length < 0)
          throw coded(
            TypeError,
            "ERR_MISSING_ARGS",
            "options.plaintextLength required for CCM mode with AAD",
          );
        this.#checkMessage(length);
      }
      if (this.#fed && this.#kind.mode !== "ccm") return false;
      mode.associate(bytesOf(data).slice(), length < 0 ? null : length);
      return true;
    }
  }

  /** As OpenSSL and Node word what went wrong; `state`: where they have no word for it. */
  function worded(error: unknown, state: string): unknown {
    if (!(error instanceof ciphers().CipherError)) return error;
    switch (error.failure) {
      case "wrong-length":
        return providerFailure("1C80006B", "wrong final block length");
      case "bad-decrypt":
        return providerFailure("1C800064", "bad decrypt");
      case "same-keys":
        return providerFailure("1C800095", "xts duplicated keys");
      default:
        return new Error(state);
    }
  }

  return {
    CipherBase,
    getCiphers: () => ciphers().cipherNames(),
    /** Fills in what is known of a cipher; undefined when there is none, or not with these lengths. */
    getCipherInfo(
      target: Record<string, unknown>,
      name: string | number,
      keyLength?: number,
      ivLength?: number,
    ): Record<string, unknown> | undefined {
      const { cipherKind, isAuthenticated } = ciphers();
      const kind = cipherKind(name);
      if (!kind || (keyLength !== undefined && keyLength !== kind.keyLength)) return undefined;
      if (ivLength !== undefined && !fitsIv(kind, isAuthenticated(kind), ivLength)) return undefined;
      Object.assign(target, { mode: kind.mode, name: kind.name, nid: kind.nid });
      if (kind.blockSize !== null) target["blockSize"] = kind.blockSize;
      if (kind.ivLength !== null) target["ivLength"] = ivLength ?? kind.ivLength;
      target["keyLength"] = kind.keyLength;
      return target;
    },
  };
}

/** Tags that NIST SP 800-38D allows. */
function isGcmTag(length: number): boolean {
  return length === 4 || length === 8 || (length >= 12 && length <= 16);
}

/** @param length null: there is none */
function fitsIv(kind: CipherKind, authenticated: boolean, length: number | null): boolean {
  if (length === null) return kind.ivLength === null;
  if (!authenticated) return length === (kind.ivLength ?? 0);
  switch (kind.mode) {
    case "gcm":
      return length > 0;
    case "ccm":
      return length >= 7 && length <= 13;
    case "ocb":
      return length >= 1 && length <= 15;
    default:
      return length === kind.ivLength;
  }
}

interface Process {
  emitWarning(text: string, type: string, code: string): void;
}

function warnOfShortTag(context: BindingContext): void {
  const process = context.require("process") as Process;
  process.emitWarning(
    "Using AES-GCM authentication tags of less than 128 bits without specifying the authTagLength option when initializing decryption is deprecated.",
    "DeprecationWarning",
    "DEP0182",
  );
}
