import type { BindingContext } from "../../binding.ts";
import { bytesOf, values } from "../values.ts";
import { asymmetricKeys, type AsymmetricKey, type KeyInput } from "./asymmetric-keys.ts";
import { dhkem } from "./dhkem.ts";
import { coded } from "./failures.ts";
import type { jobClasses } from "./jobs.ts";
import { keys } from "./keys.ts";

/** `kCryptoJobWebCrypto` of the library. */
const WEB_CRYPTO = 2;
/** `kCryptoJobAsync` of the library. */
const ASYNC = 0;

/** Encapsulating a fresh secret for the owner of a key: ML-KEM, DHKEM, and RSA with no padding (RSASVE). */
export function encapsulationJobs(
  context: BindingContext,
  { Job }: Pick<ReturnType<typeof jobClasses>, "Job">,
) {
  const convert = values(context);
  const { library, random } = asymmetricKeys(context);
  const { asymmetricKey } = keys(context);
  const agreement = dhkem(context);

  function encapsulate(key: AsymmetricKey): { sharedSecret: Uint8Array; cipherText: Uint8Array } | null {
    const { isRaw, algorithmOf, encrypt, modulusLength, toBytes, toNumber, PADDING } = library();
    if (isRaw(key)) {
      const made = algorithmOf(key.type).encapsulate?.(key.public, random);
      if (made) return made;
    }
    if (key.type === "rsa") {
      const length = modulusLength(key);
      const sharedSecret = toBytes(2n + (toNumber(random(length + 8)) % (key.n - 3n)), length);
      const none = { hash: noHash, mgf1Hash: noHash, label: new Uint8Array(0) };
      return { sharedSecret, cipherText: encrypt(key, sharedSecret, PADDING.none, none, random) };
    }
    return agreement.encapsulate(key);
  }

  function decapsulate(key: AsymmetricKey, cipherText: Uint8Array): Uint8Array | null {
    const { isRaw, algorithmOf, decrypt, PADDING } = library();
    try {
      if (isRaw(key) && key.secret) {
        const secret = algorithmOf(key.type).decapsulate?.(cipherText, key.secret);
        if (secret) return secret;
      }
      if (key.type === "rsa") {
        const none = { hash: noHash, mgf1Hash: noHash, label: new Uint8Array(0) };
        return decrypt(key, cipherText, PADDING.none, none);
      }
      return agreement.decapsulate(key, cipherText);
    } catch {
      // A ciphertext of the wrong length, or no point of the curve.
      return null;
    }
  }

  /** What a job says of a key or a ciphertext that does not work. */
  const failure = (mode: number, what: string) =>
    mode === ASYNC
      ? new Error("Deriving bits failed")
      : coded(Error, "ERR_CRYPTO_OPERATION_FAILED", `Failed to perform ${what}`);

  const keyOf = (parts: readonly unknown[], wantsPrivate: boolean): AsymmetricKey => {
    const [data, format, type, passphrase, namedCurve] = parts;
    return asymmetricKey({ data, format, type, passphrase, namedCurve } as KeyInput, wantsPrivate);
  };

  class KEMEncapsulateJob extends Job {
    readonly #run: () => unknown;
    constructor(mode: number, ...parts: unknown[]) {
      super(mode, "DERIVEBITSREQUEST");
      const key = keyOf(parts, false);
      this.#run = () => {
        const made = encapsulate(key);
        if (!made) throw failure(mode, "encapsulation");
        const { sharedSecret, cipherText } = made;
        const both = [new Uint8Array(sharedSecret), new Uint8Array(cipherText)] as const;
        return mode === WEB_CRYPTO
          ? { sharedKey: both[0].buffer, ciphertext: both[1].buffer }
          : [convert.buffer(both[0]), convert.buffer(both[1])];
      };
    }
    work(): unknown {
      return this.#run();
    }
  }

  class KEMDecapsulateJob extends Job {
    readonly #run: () => unknown;
    constructor(mode: number, ...parts: unknown[]) {
      super(mode, "DERIVEBITSREQUEST");
      const key = keyOf(parts, true);
      const cipherText = bytesOf(parts[5] as ArrayBufferView).slice();
      this.#run = () => {
        const found = decapsulate(key, cipherText);
        if (!found) throw failure(mode, "decapsulation");
        const secret = new Uint8Array(found);
        return mode === WEB_CRYPTO ? secret.buffer : convert.buffer(secret);
      };
    }
    work(): unknown {
      return this.#run();
    }
  }

  return { KEMEncapsulateJob, KEMDecapsulateJob };
}

/** No padding needs no hash function. */
const noHash = {
  name: "",
  length: 0,
  digest(): Uint8Array {
    throw new Error("There is nothing to sum up");
  },
};
