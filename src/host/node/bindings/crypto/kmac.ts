import type { Vendor } from "../../vendor.ts";
import { concat } from "../values.ts";

type Hashes = Pick<Vendor["hashes"], "cshake128" | "cshake256">;

/** Bytes that Keccak takes in at a time. */
const RATES = { KMAC128: 168, KMAC256: 136 } as const;

/** The bytes of a number, the most significant first; at least one. */
function numberBytes(number: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = number; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256))
    bytes.unshift(rest % 256);
  return Uint8Array.from(bytes);
}

/** `left_encode` of NIST SP 800-185, 2.3.1. */
function leftEncode(number: number): Uint8Array {
  const bytes = numberBytes(number);
  return concat([Uint8Array.of(bytes.length), bytes]);
}

/** KMAC (NIST SP 800-185, 4), whose lengths of the key and of the output may be any number of bits. */
export function kmac(
  hashes: Hashes,
  name: keyof typeof RATES,
  key: { readonly bytes: Uint8Array; readonly bits: number },
  text: Uint8Array,
  output: { readonly bits: number; readonly customization: Uint8Array },
): Uint8Array {
  const rate = RATES[name];
  const head = concat([leftEncode(rate), leftEncode(key.bits), key.bytes]);
  const padded = new Uint8Array(Math.ceil(head.length / rate) * rate);
  padded.set(head);
  const length = numberBytes(output.bits);
  const shake = name === "KMAC128" ? hashes.cshake128 : hashes.cshake256;
  return shake(concat([padded, text, length, Uint8Array.of(length.length)]), {
    NISTfn: Uint8Array.of(0x4b, 0x4d, 0x41, 0x43), // "KMAC"
    personalization: output.customization,
    dkLen: Math.ceil(output.bits / 8),
  });
}
