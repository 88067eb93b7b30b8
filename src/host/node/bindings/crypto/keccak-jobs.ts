import type { BindingContext } from "../../binding.ts";
import { bytesOf } from "../values.ts";
import type { jobClasses } from "./jobs.ts";
import { kmac } from "./kmac.ts";
import { keys, type KeyData } from "./keys.ts";

type Bytes = ArrayBufferView | ArrayBuffer;

/** `kSignJobModeSign` of the library. */
const SIGN = 0;

const copy = (bytes: Bytes | undefined) => (bytes ? bytesOf(bytes).slice() : new Uint8Array(0));

/** Zeros in what of the last byte was not asked for. */
function cut(bytes: Uint8Array, bits: number): Uint8Array {
  const unused = -bits & 7;
  if (unused > 0 && bytes.length > 0) bytes[bytes.length - 1]! &= (0xff << unused) & 0xff;
  return bytes;
}

/** The jobs behind `crypto.subtle` for what is made of Keccak (NIST SP 800-185, RFC 9861). */
export function keccakJobs(context: BindingContext, { Job }: Pick<ReturnType<typeof jobClasses>, "Job">) {
  const { keyBytes } = keys(context);
  const hashes = () => context.vendor("hashes");
  const exact = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;

  class KmacJob extends Job {
    readonly #run: () => ArrayBuffer | boolean;
    constructor(
      mode: number,
      direction: number,
      key: KeyData,
      name: string,
      customization: Bytes | undefined,
      keyBits: number,
      outputBits: number,
      data: Bytes,
      signature?: Bytes,
    ) {
      super(mode, "SIGNREQUEST");
      const [secret, text, told] = [keyBytes(key).slice(), copy(data), copy(signature)];
      const output = { bits: outputBits, customization: copy(customization) };
      const variant = name === "KMAC128" ? name : "KMAC256";
      this.#run = () => {
        const code =
          outputBits === 0
            ? new Uint8Array(0)
            : cut(kmac(hashes(), variant, { bytes: secret, bits: keyBits }, text, output), outputBits);
        if (direction === SIGN) return exact(code);
        return told.length === code.length && told.every((byte, at) => byte === code[at]);
      };
    }
    work(): ArrayBuffer | boolean {
      return this.#run();
    }
  }

  abstract class DigestJob extends Job {
    readonly #run: () => Uint8Array;
    constructor(mode: number, length: number, run: () => Uint8Array) {
      super(mode, "HASHREQUEST");
      this.#run = () => (length === 0 ? new Uint8Array(0) : run());
    }
    work(): ArrayBuffer {
      return exact(this.#run());
    }
  }

  class CShakeJob extends DigestJob {
    constructor(
      mode: number,
      name: string,
      data: Bytes,
      functionName: Bytes | undefined,
      customization: Bytes | undefined,
      bits: number,
    ) {
      const text = copy(data);
      const options = {
        NISTfn: copy(functionName),
        personalization: copy(customization),
        dkLen: Math.ceil(bits / 8),
      };
      super(mode, bits, () => {
        const { cshake128, cshake256 } = hashes();
        return cut((name === "cSHAKE128" ? cshake128 : cshake256)(text, options), bits);
      });
    }
  }

  class TurboShakeJob extends DigestJob {
    constructor(mode: number, name: string, separation: number, length: number, data: Bytes) {
      const text = copy(data);
      super(mode, length, () => {
        const { turboshake128, turboshake256 } = hashes();
        return (name === "TurboSHAKE128" ? turboshake128 : turboshake256)(text, {
          D: separation,
          dkLen: length,
        });
      });
    }
  }

  class KangarooTwelveJob extends DigestJob {
    constructor(mode: number, name: string, customization: Bytes | undefined, length: number, data: Bytes) {
      const [text, personalization] = [copy(data), copy(customization)];
      super(mode, length, () => {
        const { kt128, kt256 } = hashes();
        return (name === "KT128" ? kt128 : kt256)(text, { personalization, dkLen: length });
      });
    }
  }

  return { KmacJob, CShakeJob, TurboShakeJob, KangarooTwelveJob };
}
