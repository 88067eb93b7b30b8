import type { BindingContext } from "../../binding.ts";
import { randomBytes } from "../random.ts";
import { bytesOf } from "../values.ts";
import { coded } from "./failures.ts";
import type { jobClasses } from "./jobs.ts";

type Bytes = ArrayBufferView | ArrayBuffer;

/** The most words of 64 bits that a number of OpenSSL's has. */
const largestNumber = Math.floor((2 ** 31 - 1) / (4 * 64));

/** Finding and checking primes. */
export function primeJobs(context: BindingContext, { Job }: Pick<ReturnType<typeof jobClasses>, "Job">) {
  const random = (length: number) => randomBytes(context, length);
  const library = () => context.vendor("public-keys");
  const optional = (bytes: Bytes | undefined) => (bytes ? library().toNumber(bytesOf(bytes)) : null);

  class RandomPrimeJob extends Job {
    readonly #run: () => ArrayBuffer;
    constructor(mode: number, bits: number, safe: boolean, add?: Bytes, rem?: Bytes) {
      super(mode, "RANDOMPRIMEREQUEST");
      const wish = { bits, safe, add: optional(add), rem: optional(rem) };
      checkWish(wish);
      const { randomPrime, toBytes } = library();
      this.#run = () => toBytes(randomPrime(wish, random), Math.ceil(bits / 8)).buffer;
    }
    work(): ArrayBuffer {
      return this.#run();
    }
  }

  class CheckPrimeJob extends Job {
    readonly #run: () => boolean;
    constructor(mode: number, candidate: Bytes, checks: number) {
      super(mode, "CHECKPRIMEREQUEST");
      const { isPrime, opensslError, toNumber } = library();
      const bytes = bytesOf(candidate);
      const first = bytes.findIndex((byte) => byte !== 0);
      if (Math.ceil((bytes.length - first) / 8) > largestNumber && first >= 0)
        throw opensslError("01800072", "bignum too long");
      const number = toNumber(bytes);
      this.#run = () => isPrime(number, checks, random);
    }
    work(): boolean {
      return this.#run();
    }
  }

  return { RandomPrimeJob, CheckPrimeJob };
}

/** @throws for what no prime could fulfil */
function checkWish({ bits, add, rem }: { bits: number; add: bigint | null; rem: bigint | null }): void {
  if (add === null) return;
  if (add.toString(2).length > bits) throw coded(RangeError, "ERR_OUT_OF_RANGE", "invalid options.add");
  if (rem !== null && add <= rem) throw coded(RangeError, "ERR_OUT_OF_RANGE", "invalid options.rem");
}
