import type { BindingContext } from "../../binding.ts";
import { randomBytes } from "../random.ts";
import { bytesOf } from "../values.ts";
import type { jobClasses } from "./jobs.ts";
import { isPrime, randomPrime, toBytes, toNumber } from "./primes.ts";

type Bytes = ArrayBufferView | ArrayBuffer;

/** OpenSSL's count of rounds where the program asks for none. */
const usualChecks = 64;

/** Finding and checking primes. */
export function primeJobs(context: BindingContext, { Job }: Pick<ReturnType<typeof jobClasses>, "Job">) {
  const random = (length: number) => randomBytes(context, length);
  const optional = (bytes: Bytes | undefined) => (bytes ? toNumber(bytesOf(bytes)) : null);

  class RandomPrimeJob extends Job {
    readonly #run: () => ArrayBuffer;
    constructor(mode: number, bits: number, safe: boolean, add?: Bytes, rem?: Bytes) {
      super(mode, "RANDOMPRIMEREQUEST");
      const wish = { bits, safe, add: optional(add), rem: optional(rem) };
      this.#run = () => new Uint8Array(toBytes(randomPrime(wish, random), Math.ceil(bits / 8))).buffer;
    }
    work(): ArrayBuffer {
      return this.#run();
    }
  }

  class CheckPrimeJob extends Job {
    readonly #run: () => boolean;
    constructor(mode: number, candidate: Bytes, checks: number) {
      super(mode, "CHECKPRIMEREQUEST");
      const number = toNumber(bytesOf(candidate));
      this.#run = () => isPrime(number, checks || usualChecks, random);
    }
    work(): boolean {
      return this.#run();
    }
  }

  return { RandomPrimeJob, CheckPrimeJob };
}
