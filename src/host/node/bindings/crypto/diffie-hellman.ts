import type { BindingContext } from "../../binding.ts";
import { bytesOf, values } from "../values.ts";
import { asymmetricKeys } from "./asymmetric-keys.ts";
import { coded } from "./failures.ts";

type Bytes = ArrayBufferView | ArrayBuffer;

/** The largest modulus that OpenSSL works with, in bits. */
const largestModulus = 10_000;

/** `DiffieHellman` and `DiffieHellmanGroup`. */
export function diffieHellmanClasses(context: BindingContext) {
  const convert = values(context);
  const { library, random } = asymmetricKeys(context);

  const invalid = (message: string) => coded(TypeError, "ERR_INVALID_ARG_VALUE", message);
  const tooSmall = () => library().opensslError("0280007E", "modulus too small");
  const badGenerator = () => library().opensslError("02800065", "bad generator");

  /** A modulus of this many bits. @throws as OpenSSL does */
  function makePrime(bits: number): bigint {
    if (bits < 2) throw tooSmall();
    if (bits > largestModulus) throw library().opensslError("02800067", "modulus too large");
    if (bits < 512) throw invalid("Invalid DH parameters");
    return library().randomPrime({ bits, safe: true, add: null, rem: null }, random);
  }

  abstract class Exchange {
    protected readonly p: bigint;
    protected readonly g: bigint;
    #secret: bigint | null = null;
    #shown: bigint | null = null;
    #verifyError: number | null = null;

    constructor(p: bigint, g: bigint) {
      this.p = p;
      this.g = g;
    }

    get verifyError(): number {
      return (this.#verifyError ??= library().checkParameters(this.p, this.g, random));
    }

    #bytes(number: bigint, length?: number): Uint8Array {
      return convert.buffer(library().toBytes(number, length ?? library().byteLength(number)));
    }

    generateKeys(): Uint8Array {
      const { bitLength, publicValue, randomExponent } = library();
      if (bitLength(this.p) < 512) throw coded(Error, "ERR_CRYPTO_OPERATION_FAILED", "Key generation failed");
      this.#secret ??= randomExponent(this.p, random);
      this.#shown = publicValue(this.p, this.g, this.#secret);
      return this.#bytes(this.#shown);
    }

    computeSecret(other: Bytes): Uint8Array {
      const { power, toNumber, byteLength } = library();
      const value = toNumber(bytesOf(other));
      const wrong = (what: string) =>
        coded(RangeError, "ERR_CRYPTO_INVALID_KEYLEN", `Supplied key is too ${what}`);
      if (value <= 1n) throw wrong("small");
      if (value >= this.p - 1n) throw wrong("large");
      if (this.#secret === null)
        throw coded(Error, "ERR_CRYPTO_INVALID_STATE", "No private key - did you forget to generate one?");
      return this.#bytes(power(value, this.#secret, this.p), byteLength(this.p));
    }

    getPrime(): Uint8Array {
      return this.#bytes(this.p);
    }

    getGenerator(): Uint8Array {
      return this.#bytes(this.g);
    }

    getPublicKey(): Uint8Array {
      return this.#bytes(this.#told(this.#shown, "public"));
    }

    getPrivateKey(): Uint8Array {
      return this.#bytes(this.#told(this.#secret, "private"));
    }

    #told(number: bigint | null, which: string): bigint {
      if (number === null)
        throw coded(Error, "ERR_CRYPTO_INVALID_STATE", `No ${which} key - did you forget to generate one?`);
      return number;
    }

    setPublicKey(bytes: Bytes): void {
      this.#shown = library().toNumber(bytesOf(bytes));
    }

    setPrivateKey(bytes: Bytes): void {
      this.#secret = library().toNumber(bytesOf(bytes));
    }
  }

  function generatorOf(from: number | Bytes): bigint {
    const g = typeof from === "number" ? BigInt(from) : library().toNumber(bytesOf(from));
    if (g < 2n) throw badGenerator();
    return g;
  }

  class DiffieHellman extends Exchange {
    constructor(sizeOrPrime: number | Bytes, generator: number | Bytes) {
      const g = typeof sizeOrPrime === "number" ? null : generatorOf(generator);
      const p =
        typeof sizeOrPrime === "number" ? makePrime(sizeOrPrime) : library().toNumber(bytesOf(sizeOrPrime));
      const { bitLength } = library();
      // Smaller moduli are refused when they are used.
      if (g !== null && g >= p && bitLength(p) >= 512) throw badGenerator();
      super(p, g ?? generatorOf(generator));
    }
  }

  class DiffieHellmanGroup extends Exchange {
    constructor(name: string) {
      const p = library().groupPrime(name.toLowerCase());
      if (p === undefined) throw coded(Error, "ERR_CRYPTO_UNKNOWN_DH_GROUP", "Unknown DH group");
      super(p, 2n);
    }
  }

  return { DiffieHellman, DiffieHellmanGroup };
}
