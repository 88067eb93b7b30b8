import type { BindingContext } from "../../binding.ts";

/** r and s, in DER or one after the other (IEEE P1363). */
export function dsaEncodings(context: BindingContext) {
  const library = () => context.vendor("public-keys");

  function readDer(signature: Uint8Array): readonly [bigint, bigint] | null {
    const { Fields } = library();
    try {
      const fields = Fields.of(signature);
      const both = [fields.integer(), fields.integer()] as const;
      return fields.rest.length === 0 ? both : null;
    } catch {
      // What is no sequence of two numbers is no signature.
      return null;
    }
  }

  return {
    toDer(r: bigint, s: bigint): Uint8Array {
      const { integer, sequence } = library();
      return sequence(integer(r), integer(s));
    },
    /** @param half the bytes of each number */
    toP1363(der: Uint8Array, half: number): Uint8Array {
      const { join, toBytes } = library();
      const [r, s] = readDer(der) ?? [0n, 0n];
      return join(toBytes(r, half), toBytes(s, half));
    },
    /** Null for what is no signature. */
    read(signature: Uint8Array, half: number, p1363: boolean): readonly [bigint, bigint] | null {
      if (!p1363) return readDer(signature);
      if (signature.length !== 2 * half) return null;
      const { toNumber } = library();
      return [toNumber(signature.subarray(0, half)), toNumber(signature.subarray(half))];
    },
  };
}
