import type { BindingContext } from "../../binding.ts";
import { natives } from "../../messaging/index.ts";
import { bytesOf, values } from "../values.ts";
import {
  asymmetricKeys,
  FORMAT,
  TYPE,
  type AsymmetricKey,
  type KeyInput,
  type KeyOutput,
} from "./asymmetric-keys.ts";
import { coded } from "./failures.ts";

/** A key as the library hands it over: a handle, or the bytes themselves. */
export type KeyData = ArrayBufferView | ArrayBuffer | object;

export type Keys = ReturnType<typeof makeKeys>;
export type KeyHandle = InstanceType<Keys["KeyObjectHandle"]>;

/** The realm's classes of keys. */
export function keys(context: BindingContext): Keys {
  return context.shared(makeKeys);
}

type Content = Uint8Array | AsymmetricKey;

function makeKeys(context: BindingContext) {
  const convert = values(context);
  const asymmetric = asymmetricKeys(context);
  const { library } = asymmetric;
  let contentOf!: (key: object) => Content | undefined;
  let setContent!: (handle: KeyObjectHandle, content: Content) => void;

  class KeyObjectHandle {
    #content: Content = new Uint8Array(0);

    static {
      contentOf = (key) => (#content in key ? key.#content : undefined);
      setContent = (handle, content) => {
        handle.#content = content;
      };
    }

    get #key(): AsymmetricKey {
      if (this.#content instanceof Uint8Array) throw new Error("The key is secret");
      return this.#content;
    }

    get #secret(): Uint8Array {
      return this.#content instanceof Uint8Array ? this.#content : new Uint8Array(0);
    }

    init(
      type: number,
      data: unknown,
      format?: KeyInput["format"],
      encoding?: KeyInput["type"],
      passphrase?: KeyInput["passphrase"],
      namedCurve?: KeyInput["namedCurve"],
    ): void {
      if (type === TYPE.secret) {
        this.#content =
          format === FORMAT.jwk ? readSecretJwk(data) : bytesOf(data as ArrayBufferView).slice();
        return;
      }
      const input = { data, format, type: encoding, passphrase, namedCurve };
      const key = asymmetricKey(input, type === TYPE.private);
      this.#content = type === TYPE.public ? library().publicPart(key) : key;
    }

    getKeyType(): number {
      if (this.#content instanceof Uint8Array) return TYPE.secret;
      return library().isPrivate(this.#content) ? TYPE.private : TYPE.public;
    }

    getSymmetricKeySize(): number {
      return this.#secret.length;
    }

    getAsymmetricKeyType(): string {
      return this.#key.type;
    }

    checkEcKeyData(): boolean {
      return this.#key.type === "ec";
    }

    export(
      format?: number,
      type?: number,
      cipher?: KeyOutput["cipher"],
      passphrase?: KeyOutput["passphrase"],
    ): string | Uint8Array {
      if (this.#content instanceof Uint8Array) return convert.buffer(this.#content.slice());
      asymmetric.checkCipher(cipher);
      return asymmetric.write(this.#content, { format: format ?? FORMAT.der, type, cipher, passphrase });
    }

    exportJwk(target: Record<string, unknown>, withPss: boolean): object {
      if (this.#content instanceof Uint8Array) {
        define(target, { kty: "oct", k: library().toBase64Url(this.#content) });
        return target;
      }
      const key = this.#content;
      const plain = withPss && key.type === "rsa-pss" ? ({ ...key, type: "rsa" } as const) : key;
      return define(target, library().writeJwk(plain));
    }

    rawPublicKey(): Uint8Array {
      const key = this.#key;
      if (!library().isRaw(key) || !("public" in key)) throw library().incompatibleEncoding();
      return convert.buffer(key.public.slice());
    }

    rawPrivateKey(): Uint8Array {
      const key = this.#key;
      if (!("public" in key) || !key.secret || library().algorithmOf(key.type).seedLength > 0)
        throw library().incompatibleEncoding();
      return convert.buffer(key.secret.slice());
    }

    rawSeed(): Uint8Array {
      const key = this.#key;
      if (!("public" in key) || library().algorithmOf(key.type).seedLength === 0)
        throw library().incompatibleEncoding();
      if (!key.seed) throw library().nodeError("ERR_CRYPTO_OPERATION_FAILED", "Failed to get raw seed");
      return convert.buffer(key.seed.slice());
    }

    exportECPublicRaw(form: number): Uint8Array {
      const key = this.#key;
      if (key.type !== "ec") throw library().incompatibleEncoding();
      return convert.buffer(key.curve.write(key.point, form).slice());
    }

    exportECPrivateRaw(): Uint8Array {
      const key = this.#key;
      if (key.type !== "ec" || key.secret === null) throw library().incompatibleEncoding();
      return convert.buffer(library().toBytes(key.secret, key.curve.orderLength));
    }

    keyDetail(target: Record<string, unknown>): object {
      const key = this.#key;
      const { bitLength, toBytes } = library();
      switch (key.type) {
        case "rsa":
        case "rsa-pss":
          define(target, { modulusLength: bitLength(key.n), publicExponent: toBytes(key.e).buffer });
          if (key.pss) {
            const { hash, mgf1Hash, saltLength } = key.pss;
            define(target, { hashAlgorithm: hash, mgf1HashAlgorithm: mgf1Hash, saltLength });
          }
          break;
        case "dsa":
          define(target, { modulusLength: bitLength(key.p), divisorLength: bitLength(key.q) });
          break;
        case "ec":
          define(target, { namedCurve: key.curve.name });
          break;
        default:
      }
      return target;
    }

    equals(other: KeyObjectHandle): boolean {
      const [a, b] = [this.#content, other.#content];
      const { equal, publicPart, writeSpki } = library();
      if (a instanceof Uint8Array || b instanceof Uint8Array)
        return a instanceof Uint8Array && b instanceof Uint8Array && equal(a, b);
      return a.type === b.type && equal(writeSpki(publicPart(a)), writeSpki(publicPart(b)));
    }
  }

  function readSecretJwk(jwk: unknown): Uint8Array {
    const { k } = jwk as JsonWebKey;
    if (typeof k !== "string")
      throw library().typeError("ERR_CRYPTO_INVALID_JWK", "Invalid JWK secret key format");
    return bytesOf(convert.encode(k, "base64url")).slice();
  }

  /** The key of a handle, or the one that is read from what the program gave. */
  function asymmetricKey(input: KeyInput, wantsPrivate: boolean): AsymmetricKey {
    const { data } = input;
    const content = typeof data === "object" && data !== null ? contentOf(data) : undefined;
    if (content instanceof Uint8Array) throw new TypeError("The key is secret");
    return content ?? asymmetric.read(input, wantsPrivate);
  }

  /** A secret key's bytes. @throws Error for a key that is not secret */
  function keyBytes(key: KeyData): Uint8Array {
    const content = contentOf(key);
    if (content instanceof Uint8Array) return content;
    if (ArrayBuffer.isView(key)) return bytesOf(key);
    if (key instanceof ArrayBuffer || key instanceof SharedArrayBuffer) return bytesOf(key);
    throw coded(TypeError, "ERR_INVALID_ARG_TYPE", "The key is not secret");
  }

  /** A handle for these bytes, or for this key. */
  function handleOf(content: Content): KeyObjectHandle {
    const handle = new KeyObjectHandle();
    setContent(handle, content instanceof Uint8Array ? content.slice() : content);
    return handle;
  }

  let objectSlots!: (key: object) => unknown[];
  let cryptoSlots!: (key: object) => unknown[];
  let isCryptoKey!: (value: object) => boolean;

  class NativeKeyObject {
    readonly #handle: KeyObjectHandle;
    constructor(handle: KeyObjectHandle) {
      this.#handle = handle;
    }
    static {
      objectSlots = (key) => {
        if (!(#handle in key)) throw wrongThis("KeyObject");
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
      isCryptoKey = (value) => #slots in value;
      cryptoSlots = (key) => {
        if (!(#slots in key)) throw wrongThis("CryptoKey");
        const [handle, algorithm, usages, extractable] = key.#slots;
        return [handle.getKeyType(), extractable, algorithm, usages, handle];
      };
    }
  }

  let InternalCryptoKey: typeof NativeCryptoKey = NativeCryptoKey;
  /** `[KeyObject, SecretKeyObject, PublicKeyObject, PrivateKeyObject]`. */
  let objectClasses: readonly (typeof NativeKeyObject)[] = [];
  const wrap = (content: unknown): KeyObjectHandle => {
    const handle = new KeyObjectHandle();
    setContent(handle, content as Content);
    return handle;
  };
  natives(context).add({
    name: "crypto.KeyObject",
    mode: "clone",
    owns: (value) => value instanceof NativeKeyObject,
    take: (value) => contentOf(objectSlots(value)[1] as object),
    make(content) {
      // A thread may be sent a key before it has loaded the library's classes.
      if (objectClasses.length === 0) context.require("internal/crypto/keys");
      const handle = wrap(content);
      const KeyClass = objectClasses[handle.getKeyType() + 1] ?? NativeKeyObject;
      return new KeyClass(handle);
    },
  });
  natives(context).add({
    name: "crypto.CryptoKey",
    mode: "clone",
    // The library gives them another prototype.
    owns: isCryptoKey,
    take(value) {
      const [, extractable, algorithm, usages, handle] = cryptoSlots(value);
      return [contentOf(handle as object), algorithm, usages, extractable];
    },
    make(data) {
      if (InternalCryptoKey === NativeCryptoKey) context.require("internal/crypto/keys");
      const [content, algorithm, usages, extractable] = data as [unknown, unknown, number, boolean];
      return new InternalCryptoKey(wrap(content), algorithm, usages, extractable);
    },
  });

  return {
    keyBytes,
    asymmetricKey,
    KeyObjectHandle,
    handleOf,
    createNativeKeyObjectClass(make: (base: typeof NativeKeyObject) => readonly (typeof NativeKeyObject)[]) {
      objectClasses = make(NativeKeyObject);
      return objectClasses;
    },
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

/** Makes properties of its own, whatever setters a program has given to `Object.prototype`. */
function define(target: object, properties: Readonly<Record<string, unknown>>): object {
  for (const [name, value] of Object.entries(properties))
    Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
  return target;
}

function wrongThis(name: string): Error {
  return coded(TypeError, "ERR_INVALID_THIS", `Value of "this" must be of type ${name}`);
}
