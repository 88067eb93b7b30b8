import type { BindingContext } from "../../binding.ts";
import { bytesOf, values } from "../values.ts";
import { asymmetricKeys, type AsymmetricKey, type KeyInput } from "./asymmetric-keys.ts";
import { coded } from "./failures.ts";
import type { jobClasses } from "./jobs.ts";
import { keys } from "./keys.ts";

/** `kCryptoJobWebCrypto` of the library. */
const WEB_CRYPTO = 2;

/** Encapsulating a fresh secret for the owner of a key: ML-KEM, and RSA with no padding (RSASVE). */
export function encapsulationJobs(
  context: BindingContext,
  { Job }: Pick<ReturnType<typeof jobClasses>, "Job">,
) {
  const convert = values(context);
  const { library, random } = asymmetricKeys(context);
  const { asymmetricKey } = keys(context);

  function encapsulate(key: AsymmetricKey): { sharedSecret: Uint8Array; cipherText: Uint8Array } {
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
    throw coded(Error, "ERR_CRYPTO_OPERATION_FAILED", "Failed to perform encapsulation");
  }

  function decapsulate(key: AsymmetricKey, cipherText: Uint8Array): Uint8Array {
    const { isRaw, algorithmOf, decrypt, PADDING } = library();
    const failed = () => coded(Error, "ERR_CRYPTO_OPERATION_FAILED", "Failed to perform decapsulation");
    try {
      if (isRaw(key) && key.secret) {
        const secret = algorithmOf(key.type).decapsulate?.(cipherText, key.secret);
        if (secret) return secret;
      }
      if (key.type === "rsa") {
        const none = { hash: noHash, mgf1Hash: noHash, label: new Uint8Array(0) };
        return decrypt(key, cipherText, PADDING.none, none);
      }
    } catch {
      // A ciphertext of the wrong length.
      throw failed();
    }
    throw failed();
  }

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
        const { sharedSecret, cipherText } = encapsulate(key);
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
        const secret = new Uint8Array(decapsulate(key, cipherText));
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
