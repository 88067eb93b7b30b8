import type { BindingContext } from "../../binding.ts";
import type { Vendor } from "../../vendor.ts";
import { randomBytes } from "../random.ts";
import { bytesOf, values } from "../values.ts";
import { findDigest, startHash } from "./digests.ts";
import { keyCiphers } from "./key-ciphers.ts";
import { readStored } from "./store.ts";

export type PublicKeys = Vendor["public-keys"];
export type AsymmetricKey = Parameters<PublicKeys["publicPart"]>[0];
export type HashFunction = Parameters<PublicKeys["signPkcs1"]>[1];

/** `kKeyFormat*`, `kKeyEncoding*` and `kKeyType*` of the binding. */
export const FORMAT = { der: 0, pem: 1, jwk: 2, rawPublic: 3, rawPrivate: 4, rawSeed: 5, store: 6 } as const;
const ENCODING = { pkcs1: 0, pkcs8: 1, spki: 2, sec1: 3 } as const;
export const TYPE = { secret: 0, public: 1, private: 2 } as const;

/** What a program handed over as key, apart from a key object: bytes or a JWK, and how they are to be read. */
export interface KeyInput {
  readonly data: unknown;
  readonly format: number | null | undefined;
  /** One of ENCODING, or the type of a raw key. */
  readonly type: number | string | null | undefined;
  readonly passphrase: ArrayBufferView | ArrayBuffer | null | undefined;
  readonly namedCurve: string | null | undefined;
}

/** How a key is to be written. */
export interface KeyOutput {
  readonly format: number;
  readonly type: number | undefined;
  readonly cipher: string | null | undefined;
  readonly passphrase: ArrayBufferView | ArrayBuffer | null | undefined;
}

export type AsymmetricKeys = ReturnType<typeof makeAsymmetricKeys>;

/** Reading and writing keys in the realm. */
export function asymmetricKeys(context: BindingContext): AsymmetricKeys {
  return context.shared(makeAsymmetricKeys);
}

function makeAsymmetricKeys(context: BindingContext) {
  const convert = values(context);
  const library = (): PublicKeys => context.vendor("public-keys");
  const random = (length: number) => randomBytes(context, length);

  /** Null for a name that no hash function has. */
  function findHash(name: string): HashFunction | null {
    const digest = findDigest(name);
    if (!digest) return null;
    return {
      name: digest.title,
      length: digest.length,
      digest: (data) => startHash(context.vendor("hashes"), digest, digest.length).update(data).digest(),
    };
  }

  const hash = (name: string): HashFunction => {
    const found = findHash(name);
    if (!found) throw library().invalidDigest(name);
    return found;
  };

  const tools = {
    cipher: keyCiphers(context),
    md5: (data: Uint8Array) => hash("md5").digest(data),
    pbkdf2(name: string, password: Uint8Array, salt: Uint8Array, rounds: number, length: number) {
      const hashes = context.vendor("hashes");
      const digest = findDigest(name);
      if (!digest) throw library().invalidDigest(name);
      const options = { c: rounds, dkLen: length };
      return hashes.pbkdf2(
        hashes[digest.name] as Parameters<typeof hashes.pbkdf2>[0],
        password,
        salt,
        options,
      );
    },
    scrypt: (password: Uint8Array, salt: Uint8Array, N: number, r: number, p: number, length: number) =>
      context.vendor("hashes").scrypt(password, salt, { N, r, p, dkLen: length }),
    random,
  };

  const bytes = (data: unknown) => bytesOf(data as ArrayBufferView).slice();

  /** @throws as Node does for what cannot be read */
  function read(input: KeyInput, wantsPrivate: boolean): AsymmetricKey {
    const keys = library();
    const password = input.passphrase ? bytes(input.passphrase) : null;
    switch (input.format) {
      case FORMAT.jwk:
        return keys.readJwk(input.data as Record<string, unknown>, wantsPrivate);
      case FORMAT.der:
        return wantsPrivate
          ? keys.readPrivateDer(bytes(input.data), password, tools)
          : keys.readPublicDer(bytes(input.data), input.type === ENCODING.pkcs1, password, tools);
      case FORMAT.rawPublic:
      case FORMAT.rawPrivate:
      case FORMAT.rawSeed:
        return readRaw(input, input.format);
      case FORMAT.store:
        return readStored(context, input, {
          pem: (content) => keys.readPrivatePem(content, password, tools),
          der: (content) => keys.readPrivateDer(content, password, tools),
        });
      default:
        return wantsPrivate
          ? keys.readPrivatePem(bytes(input.data), password, tools)
          : keys.readPublicPem(bytes(input.data), password, tools);
    }
  }

  const badData = () => library().typeError("ERR_INVALID_ARG_VALUE", "Invalid key data");

  function readRaw({ data, type, namedCurve }: KeyInput, format: number): AsymmetricKey {
    const keys = library();
    const content = bytes(data);
    const name = String(type).toLowerCase();
    if (name === "ec") return readEc(content, format, namedCurve ?? "");
    const rawType = keys.RAW_KEY_TYPES.find((known) => known === name);
    const others = ["rsa", "rsa-pss", "dsa", "dh"];
    if (!rawType) {
      if (others.includes(name)) throw keys.incompatibleEncoding();
      throw keys.typeError("ERR_INVALID_ARG_VALUE", `Invalid asymmetricKeyType: ${String(type)}`);
    }
    const seeded = keys.algorithmOf(rawType).seedLength > 0;
    if ((format === FORMAT.rawSeed && !seeded) || (format === FORMAT.rawPrivate && seeded))
      throw keys.incompatibleEncoding();
    const readers = {
      [FORMAT.rawPublic]: keys.rawPublicKey,
      [FORMAT.rawPrivate]: keys.rawSecretKey,
      [FORMAT.rawSeed]: keys.seededKey,
    };
    const key = readers[format as keyof typeof readers](rawType, content);
    if (!key) throw badData();
    return key;
  }

  function readEc(content: Uint8Array, format: number, name: string): AsymmetricKey {
    const keys = library();
    const curve = keys.curveOf(name);
    const shared = { type: "ec", curve, explicit: false, compressed: false } as const;
    if (format === FORMAT.rawSeed) throw keys.incompatibleEncoding();
    if (format === FORMAT.rawPrivate) {
      const secret = keys.toNumber(content);
      if (content.length !== curve.orderLength || !curve.isSecret(secret)) throw badData();
      return { ...shared, point: curve.publicPoint(secret), secret };
    }
    try {
      return { ...shared, point: curve.point(content), secret: null };
    } catch {
      // The bytes are no point of the curve.
      throw badData();
    }
  }

  const writeBytes = (label: string, content: Uint8Array, format: number) =>
    format === FORMAT.pem
      ? library().writePem({ label, headers: {}, bytes: content })
      : convert.buffer(content);

  /** PEM's label and the bytes of one of ENCODING. */
  function encode(key: AsymmetricKey, type: number | undefined): readonly [string, Uint8Array] {
    const keys = library();
    const isPrivate = keys.isPrivate(key);
    if (type === ENCODING.pkcs1 && key.type === "rsa")
      return isPrivate
        ? ["RSA PRIVATE KEY", keys.writePkcs1Private(key)]
        : ["RSA PUBLIC KEY", keys.writePkcs1Public(key)];
    if (type === ENCODING.sec1 && key.type === "ec") return ["EC PRIVATE KEY", keys.writeSec1(key, true)];
    return isPrivate ? ["PRIVATE KEY", keys.writePkcs8(key)] : ["PUBLIC KEY", keys.writeSpki(key)];
  }

  /** A key as text or bytes. */
  function write(key: AsymmetricKey, { format, type, cipher, passphrase }: KeyOutput): string | Uint8Array {
    const keys = library();
    const [label, content] = encode(key, type);
    if (typeof cipher !== "string" || !keys.isPrivate(key)) return writeBytes(label, content, format);
    const password = passphrase ? bytes(passphrase) : new Uint8Array(0);
    if (label !== "PRIVATE KEY")
      return keys.writePem(keys.encryptPem(label, content, cipher, password, tools));
    return writeBytes("ENCRYPTED PRIVATE KEY", keys.encryptPkcs8(content, cipher, password, tools), format);
  }

  /** @throws ERR_CRYPTO_UNKNOWN_CIPHER */
  function checkCipher(name: unknown): void {
    if (typeof name === "string" && !tools.cipher(name.toLowerCase())) throw library().unknownCipher();
  }

  return { library, random, read, write, findHash, hash, checkCipher };
}
