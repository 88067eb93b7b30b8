import type { BindingContext } from "../../binding.ts";
import { bytesOf, values } from "../values.ts";
import { unavailable } from "./failures.ts";

/** `kKeyType*` of the library. */
const kKeyTypeSecret = 0;

/** A key as algorithms get it: a handle, or its bytes. */
export type KeyData = object | ArrayBufferView | ArrayBufferLike;

/** `kKeyFormatJWK` of the library. */
const kKeyFormatJWK = 2;

export type Keys = ReturnType<typeof makeKeys>;

/** The realm's classes behind KeyObject and CryptoKey, for secret keys. */
export function keys(context: BindingContext): Keys {
  return context.shared(makeKeys);
}

interface JsonWebKey {
  kty?: string;
  k?: string;
}

function makeKeys(context: BindingContext) {
  const convert = values(context);
  const toBase64Url = (bytes: Uint8Array) =>
    (convert.buffer(bytes) as unknown as { toString(encoding: string): string }).toString("base64url");
  const fromBase64Url = (text: string) => convert.encode(text, "base64url");

  let secretOf!: (key: object) => Uint8Array | undefined;
  let setSecret!: (handle: KeyObjectHandle, bytes: Uint8Array) => void;

  class KeyObjectHandle {
    #secret = new Uint8Array(0);

    static {
      secretOf = (key) => (#secret in key ? key.#secret : undefined);
      setSecret = (handle, bytes) => {
        handle.#secret = bytes.slice();
      };
    }

    init(type: number, data: ArrayBufferView | ArrayBuffer | JsonWebKey, format?: number): void {
      if (type !== kKeyTypeSecret) throw unavailable("Public-key cryptography");
      if (format === kKeyFormatJWK) setSecret(this, fromBase64Url((data as JsonWebKey).k ?? ""));
      else setSecret(this, bytesOf(data as ArrayBufferView));
    }
    getKeyType(): number {
      return kKeyTypeSecret;
    }
    getSymmetricKeySize(): number {
      return this.#secret.length;
    }
    export(): Uint8Array {
      return convert.buffer(this.#secret.slice());
    }
    exportJwk(target: JsonWebKey): JsonWebKey {
      target.kty = "oct";
      target.k = toBase64Url(this.#secret);
      return target;
    }
    equals(other: KeyObjectHandle): boolean {
      const [a, b] = [this.#secret, other.#secret];
      return a.length === b.length && a.every((byte, index) => byte === b[index]);
    }
  }

  /** A secret key's bytes. @throws Error for a key that is not secret */
  function keyBytes(key: KeyData): Uint8Array {
    const secret = secretOf(key);
    if (secret) return secret;
    if (ArrayBuffer.isView(key)) return bytesOf(key);
    if (key instanceof ArrayBuffer || key instanceof SharedArrayBuffer) return bytesOf(key);
    throw unavailable("A key of a public-key algorithm");
  }

  /** A handle for these bytes. */
  function secretHandle(bytes: Uint8Array): KeyObjectHandle {
    const handle = new KeyObjectHandle();
    setSecret(handle, bytes);
    return handle;
  }

  let objectSlots!: (key: object) => unknown[];
  let cryptoSlots!: (key: object) => unknown[];

  class NativeKeyObject {
    readonly #handle: KeyObjectHandle;
    constructor(handle: KeyObjectHandle) {
      this.#handle = handle;
    }
    static {
      objectSlots = (key) => {
        if (!(#handle in key)) throw new TypeError("Illegal invocation");
        return [key.#handle.getKeyType(), key.#handle];
      };
    }
  }

  class NativeCryptoKey {
    readonly #slots: readonly [KeyObjectHandle, unknown, number, boolean];
    constructor(handle: KeyObjectHandle, algorithm: unknown, usages: number, extractable: boolean) {
      this.#slots = [handle, algorithm, usages, extractable];
    }
    static {
      cryptoSlots = (key) => {
        if (!(#slots in key)) throw new TypeError("Illegal invocation");
        const [handle, algorithm, usages, extractable] = key.#slots;
        return [handle.getKeyType(), extractable, algorithm, usages, handle];
      };
    }
  }

  let InternalCryptoKey: typeof NativeCryptoKey = NativeCryptoKey;

  return {
    keyBytes,
    KeyObjectHandle,
    secretHandle,
    createNativeKeyObjectClass: (make: (base: typeof NativeKeyObject) => unknown) => make(NativeKeyObject),
    getKeyObjectSlots: (key: object) => objectSlots(key),
    /** The library's classes over ours: `[CryptoKey, InternalCryptoKey]`. */
    createCryptoKeyClass(make: (base: typeof NativeCryptoKey) => [unknown, typeof NativeCryptoKey]) {
      const classes = make(NativeCryptoKey);
      InternalCryptoKey = classes[1];
      return classes;
    },
    /** A CryptoKey over a handle, as the library makes them. */
    cryptoKey: (handle: KeyObjectHandle, algorithm: unknown, usages: number, extractable: boolean) =>
      new InternalCryptoKey(handle, algorithm, usages, extractable),
    getCryptoKeySlots: (key: object) => cryptoSlots(key),
  };
}
