import type { BindingContext } from "../../binding.ts";
import { bytesOf, values } from "../values.ts";
import { asymmetricKeys, type AsymmetricKey, type KeyInput } from "./asymmetric-keys.ts";
import { coded } from "./failures.ts";
import type { jobClasses } from "./jobs.ts";
import { keys } from "./keys.ts";

type Bytes = ArrayBufferView | ArrayBuffer;
type Curve = Extract<AsymmetricKey, { type: "ec" }>["curve"];

const failed = (message: string) => coded(Error, "ERR_CRYPTO_OPERATION_FAILED", message);
/** `ECDH`, and agreeing on a secret with two keys. */
export function keyAgreement(context: BindingContext, { Job }: Pick<ReturnType<typeof jobClasses>, "Job">) {
  const convert = values(context);
  const { library, random } = asymmetricKeys(context);
  const { asymmetricKey } = keys(context);

  function pointOf(curve: Curve, bytes: Bytes): Uint8Array {
    try {
      return curve.point(bytesOf(bytes).slice());
    } catch {
      // Node says no more of bytes that are no point.
      throw failed("Failed to convert Buffer to EC_POINT");
    }
  }

  class ECDH {
    readonly #curve: Curve;
    #secret: bigint | null = null;
    #point: Uint8Array | null = null;

    constructor(name: string) {
      this.#curve = library().curveOf(name);
    }

    generateKeys(): void {
      this.#secret = this.#curve.randomSecret(random);
      this.#point = this.#curve.publicPoint(this.#secret);
    }

    computeSecret(other: Bytes): Uint8Array | string {
      let point: Uint8Array;
      try {
        point = this.#curve.point(bytesOf(other).slice());
      } catch {
        // The library makes the error out of a text.
        return "ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY";
      }
      if (this.#secret === null) throw failed("Failed to compute ECDH key");
      return convert.buffer(this.#curve.agree(this.#secret, point));
    }

    getPublicKey(form: number): Uint8Array {
      if (!this.#point) throw failed("Failed to get ECDH public key");
      return convert.buffer(this.#curve.write(this.#point, form).slice());
    }

    getPrivateKey(): Uint8Array {
      if (this.#secret === null) throw failed("Failed to get ECDH private key");
      return convert.buffer(library().toBytes(this.#secret));
    }

    setPrivateKey(bytes: Bytes): void {
      const secret = library().toNumber(bytesOf(bytes));
      if (!this.#curve.isSecret(secret))
        throw coded(
          RangeError,
          "ERR_CRYPTO_INVALID_KEYTYPE",
          "Private key is not valid for specified curve.",
        );
      this.#secret = secret;
      this.#point = this.#curve.publicPoint(secret);
    }

    setPublicKey(bytes: Bytes): void {
      this.#point = pointOf(this.#curve, bytes);
    }
  }

  /** The secret that both keys lead to. */
  function agree(secret: AsymmetricKey, other: AsymmetricKey): Uint8Array {
    const { opensslError, power, toBytes, byteLength, isRaw, algorithmOf, unsupportedOperation } = library();
    const mismatch = () => opensslError("1C8000CB", "mismatching domain parameters");
    if (secret.type === "ec" && other.type === "ec") {
      if (secret.curve !== other.curve) throw mismatch();
      return secret.curve.agree(secret.secret ?? 0n, other.point);
    }
    if (secret.type === "dh" && other.type === "dh") {
      if (secret.p !== other.p || secret.g !== other.g) throw mismatch();
      return toBytes(power(other.y, secret.secret ?? 0n, secret.p), byteLength(secret.p));
    }
    if (isRaw(secret) && isRaw(other) && secret.type === other.type && secret.secret) {
      const { agree: combine } = algorithmOf(secret.type);
      if (!combine) throw unsupportedOperation();
      try {
        return combine(secret.secret, other.public);
      } catch {
        // Only points of low order are refused.
        throw opensslError("1C8000A4", "failed during derivation");
      }
    }
    throw unsupportedOperation();
  }

  class DHBitsJob extends Job {
    readonly #run: () => Uint8Array;

    constructor(mode: number, ...parts: unknown[]) {
      super(mode, "DERIVEBITSREQUEST");
      const input = (at: number): KeyInput => {
        const [data, format, type, passphrase, namedCurve] = parts.slice(at, at + 5);
        return { data, format, type, passphrase, namedCurve } as KeyInput;
      };
      const other = asymmetricKey(input(0), false);
      const secret = asymmetricKey(input(5), true);
      this.#run = () => agree(secret, other);
    }

    work(): ArrayBuffer {
      return new Uint8Array(this.#run()).buffer;
    }
  }

  return {
    ECDH,
    DHBitsJob,
    ECDHConvertKey(bytes: Bytes, name: string, form: number): Uint8Array {
      const curve = library().curveOf(name);
      return convert.buffer(curve.write(pointOf(curve, bytes), form).slice());
    },
  };
}
