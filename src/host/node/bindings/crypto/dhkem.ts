import type { BindingContext } from "../../binding.ts";
import { concat } from "../values.ts";
import { asymmetricKeys, type AsymmetricKey } from "./asymmetric-keys.ts";

/** A KEM of HPKE (RFC 9180, 7.1): its identifier, its hash function, and the length of its secret in bytes. */
interface Suite {
  readonly id: number;
  readonly hash: "sha256" | "sha384" | "sha512";
  readonly length: number;
}

/** By the type of key, or by the name of its curve. */
const suites: Readonly<Record<string, Suite>> = {
  prime256v1: { id: 0x10, hash: "sha256", length: 32 },
  secp384r1: { id: 0x11, hash: "sha384", length: 48 },
  secp521r1: { id: 0x12, hash: "sha512", length: 64 },
  x25519: { id: 0x20, hash: "sha256", length: 32 },
  x448: { id: 0x21, hash: "sha512", length: 64 },
};

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const twoBytes = (number: number) => Uint8Array.of(number >> 8, number & 0xff);

/** The KEM that is made of Diffie-Hellman and HKDF (RFC 9180, 4.1). */
export function dhkem(context: BindingContext) {
  const { library, random } = asymmetricKeys(context);

  function suiteOf(key: AsymmetricKey): Suite | undefined {
    return suites[key.type === "ec" ? key.curve.name : key.type];
  }

  /** A public key's bytes. */
  function serialize(key: AsymmetricKey): Uint8Array {
    if (key.type === "ec") return key.curve.write(key.point, library().POINT_FORM.uncompressed);
    return "public" in key ? key.public : new Uint8Array(0);
  }

  /** A pair of keys of the same kind. */
  function ephemeral(key: AsymmetricKey): AsymmetricKey {
    if (key.type === "ec") {
      const secret = key.curve.randomSecret(random);
      return { ...key, secret, point: key.curve.publicPoint(secret) };
    }
    if (!("public" in key)) throw new Error("There is no Diffie-Hellman with this key");
    return library().generateRaw(key.type, random);
  }

  /** The secret that a key and another's public bytes lead to. @throws for bytes that are no public key */
  function agree(key: AsymmetricKey, other: Uint8Array): Uint8Array {
    if (key.type === "ec") return key.curve.agree(key.secret ?? 0n, key.curve.point(other));
    const combine = "public" in key ? library().algorithmOf(key.type).agree : undefined;
    if (!combine || !("public" in key) || !key.secret) throw new Error("This key agrees with no other");
    return combine(key.secret, other);
  }

  function derive({ id, hash, length }: Suite, shared: Uint8Array, ...parts: Uint8Array[]): Uint8Array {
    const hashes = context.vendor("hashes");
    const label = (text: string) => [ascii("HPKE-v1KEM"), twoBytes(id), ascii(text)];
    const material = concat([...label("eae_prk"), shared]);
    const info = concat([twoBytes(length), ...label("shared_secret"), ...parts]);
    return hashes.hkdf(hashes[hash], material, new Uint8Array(0), info, length);
  }

  return {
    /** Null for a key that has no such KEM. */
    encapsulate(key: AsymmetricKey): { sharedSecret: Uint8Array; cipherText: Uint8Array } | null {
      const suite = suiteOf(key);
      if (!suite) return null;
      const own = ephemeral(key);
      const [cipherText, known] = [serialize(own), serialize(key)];
      return { cipherText, sharedSecret: derive(suite, agree(own, known), cipherText, known) };
    },
    /** Null for a key that has no such KEM. @throws for a ciphertext that is no public key */
    decapsulate(key: AsymmetricKey, cipherText: Uint8Array): Uint8Array | null {
      const suite = suiteOf(key);
      if (!suite) return null;
      return derive(suite, agree(key, cipherText), cipherText, serialize(key));
    },
  };
}
