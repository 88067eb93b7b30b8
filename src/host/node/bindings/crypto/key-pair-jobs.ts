import type { BindingContext } from "../../binding.ts";
import { bytesOf } from "../values.ts";
import { asymmetricKeys, FORMAT, type AsymmetricKey, type KeyOutput } from "./asymmetric-keys.ts";
import { coded } from "./failures.ts";
import type { jobClasses } from "./jobs.ts";
import { keys } from "./keys.ts";

/** `kCryptoJobWebCrypto` and `kKeyVariantRSA_PSS` of the library. */
const WEB_CRYPTO = 2;
const RSA_PSS = 1;

/** `OPENSSL_EC_NAMED_CURVE` */
const NAMED_CURVE = 1;

/** Either how both keys are to be written, or for WebCrypto: algorithm, usages of both, extractable. */
type Wishes = readonly unknown[];

/** Jobs that make pairs of keys. */
export function keyPairJobs(context: BindingContext, { Job }: Pick<ReturnType<typeof jobClasses>, "Job">) {
  const { library, random, write, hash, checkCipher } = asymmetricKeys(context);
  const { handleOf, cryptoKey } = keys(context);

  /** A key as the program wants it: a handle, a JWK, raw bytes, or text. */
  function output(key: AsymmetricKey, format: number | undefined, rest: Omit<KeyOutput, "format">): unknown {
    if (format === undefined) return handleOf(key);
    const handle = handleOf(key);
    switch (format) {
      case FORMAT.jwk:
        return handle.exportJwk({}, false);
      case FORMAT.rawPublic:
        return key.type === "ec" ? handle.exportECPublicRaw(rest.type ?? 4) : handle.rawPublicKey();
      case FORMAT.rawPrivate:
        return key.type === "ec" ? handle.exportECPrivateRaw() : handle.rawPrivateKey();
      case FORMAT.rawSeed:
        return handle.rawSeed();
      default:
        return write(key, { format, ...rest });
    }
  }

  abstract class KeyPairJob extends Job {
    readonly #web: boolean;
    readonly #wishes: Wishes;

    constructor(mode: number, wishes: Wishes) {
      super(mode, "KEYPAIRGENREQUEST");
      this.#web = mode === WEB_CRYPTO;
      this.#wishes = wishes;
      if (!this.#web) checkCipher(wishes[4]);
    }

    protected abstract make(): AsymmetricKey;

    work(): unknown {
      const key = this.make();
      const shown = library().publicPart(key);
      if (this.#web) {
        const [algorithm, publicUsages, privateUsages, extractable] = this.#wishes;
        return {
          publicKey: cryptoKey(handleOf(shown), algorithm, publicUsages as number, true),
          privateKey: cryptoKey(handleOf(key), algorithm, privateUsages as number, extractable === true),
        };
      }
      const [publicFormat, publicType, privateFormat, privateType, cipher, passphrase] = this.#wishes as [
        ...(number | undefined)[],
      ];
      const plain = { cipher: null, passphrase: null };
      return [
        output(shown, publicFormat, { type: publicType, ...plain }),
        output(key, privateFormat, {
          type: privateType,
          cipher: cipher as unknown as string | null,
          passphrase: passphrase as unknown as ArrayBuffer | null,
        }),
      ];
    }
  }

  class RsaKeyPairGenJob extends KeyPairJob {
    readonly #make: () => AsymmetricKey;

    constructor(mode: number, variant: number, bits: number, exponent: number, ...rest: unknown[]) {
      const restricted = variant === RSA_PSS && mode !== WEB_CRYPTO;
      super(mode, restricted ? rest.slice(3) : rest);
      const kind = restricted
        ? ({ type: "rsa-pss", pss: pssOf(rest) } as const)
        : ({ type: "rsa", pss: null } as const);
      this.#make = () => library().generateRsa(bits, exponent, kind, random);
    }

    protected make(): AsymmetricKey {
      return this.#make();
    }
  }

  function pssOf([hashName, mgf1Name, saltLength]: readonly unknown[]) {
    const named = (name: unknown) => (typeof name === "string" ? hash(name) : null);
    const digest = named(hashName);
    let mgf1;
    try {
      mgf1 = named(mgf1Name);
    } catch {
      // Only a name that no function has.
      throw coded(TypeError, "ERR_CRYPTO_INVALID_DIGEST", `Invalid MGF1 digest: ${String(mgf1Name)}`);
    }
    if (!digest && !mgf1 && saltLength === undefined) return null;
    const name = digest?.name ?? "sha1";
    return {
      hash: name,
      mgf1Hash: mgf1?.name ?? name,
      saltLength: typeof saltLength === "number" ? saltLength : (digest?.length ?? 20),
    };
  }

  class DsaKeyPairGenJob extends KeyPairJob {
    readonly #make: () => AsymmetricKey;

    constructor(mode: number, bits: number, divisorBits: number, ...wishes: unknown[]) {
      super(mode, wishes);
      this.#make = () => library().generateDsa(bits, divisorBits, random);
    }

    protected make(): AsymmetricKey {
      return this.#make();
    }
  }

  class EcKeyPairGenJob extends KeyPairJob {
    readonly #make: () => AsymmetricKey;

    constructor(mode: number, name: string, encoding: number | undefined, ...wishes: unknown[]) {
      super(mode, wishes);
      const curve = library().curveOf(name);
      const explicit = encoding !== undefined && encoding !== NAMED_CURVE;
      this.#make = () => {
        const secret = curve.randomSecret(random);
        const point = curve.publicPoint(secret);
        return { type: "ec", curve, explicit, compressed: false, point, secret };
      };
    }

    protected make(): AsymmetricKey {
      return this.#make();
    }
  }

  class NidKeyPairGenJob extends KeyPairJob {
    readonly #make: () => AsymmetricKey;

    constructor(mode: number, nid: number, ...wishes: unknown[]) {
      super(mode, wishes);
      const type = rawTypes[nid];
      if (!type) throw new Error(`There is no type of key with the number ${nid}`);
      this.#make = () => library().generateRaw(type, random);
    }

    protected make(): AsymmetricKey {
      return this.#make();
    }
  }

  class DhKeyPairGenJob extends KeyPairJob {
    readonly #make: () => AsymmetricKey;

    constructor(mode: number, from: string | number | ArrayBufferView, ...rest: unknown[]) {
      const named = typeof from === "string";
      super(mode, named ? rest : rest.slice(1));
      const { groupPrime, plainError, publicValue, randomExponent, randomPrime, toNumber } = library();
      const g = named ? 2n : BigInt(rest[0] as number);
      const known = named ? groupPrime(from) : undefined;
      if (named && known === undefined) throw coded(Error, "ERR_CRYPTO_UNKNOWN_DH_GROUP", "Unknown DH group");
      this.#make = () => {
        if (typeof from === "number" && from < 512) throw plainError("0280007E", "modulus too small");
        const p =
          known ??
          (typeof from === "number"
            ? randomPrime({ bits: from, safe: true, add: null, rem: null }, random)
            : toNumber(bytesOf(from as ArrayBufferView)));
        const secret = randomExponent(p, random);
        return { type: "dh", p, g, y: publicValue(p, g, secret), secret, secretLength: 0 };
      };
    }

    protected make(): AsymmetricKey {
      return this.#make();
    }
  }

  return { RsaKeyPairGenJob, DsaKeyPairGenJob, EcKeyPairGenJob, NidKeyPairGenJob, DhKeyPairGenJob };
}

type RawType = Parameters<ReturnType<ReturnType<typeof asymmetricKeys>["library"]>["generateRaw"]>[0];

/** `EVP_PKEY_*` of the binding. */
const rawTypes: Readonly<Record<number, RawType>> = {
  1034: "x25519",
  1035: "x448",
  1087: "ed25519",
  1088: "ed448",
  1454: "ml-kem-512",
  1455: "ml-kem-768",
  1456: "ml-kem-1024",
  1457: "ml-dsa-44",
  1458: "ml-dsa-65",
  1459: "ml-dsa-87",
  1460: "slh-dsa-sha2-128s",
  1461: "slh-dsa-sha2-128f",
  1462: "slh-dsa-sha2-192s",
  1463: "slh-dsa-sha2-192f",
  1464: "slh-dsa-sha2-256s",
  1465: "slh-dsa-sha2-256f",
  1466: "slh-dsa-shake-128s",
  1467: "slh-dsa-shake-128f",
  1468: "slh-dsa-shake-192s",
  1469: "slh-dsa-shake-192f",
  1470: "slh-dsa-shake-256s",
  1471: "slh-dsa-shake-256f",
};
