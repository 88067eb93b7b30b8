import { p256, p384, p521 } from "@noble/curves/nist.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { ecdsa, weierstrass, type ECDSA } from "@noble/curves/abstract/weierstrass.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { byteLength, equal, join, toBytes, toNumber, type Random } from "./bytes.ts";
import { CURVE_FACTS, type CurveFacts } from "./curve-facts.ts";
import { invalidCurve } from "./failures.ts";

/** OpenSSL's names of the curves that NIST and the SEC name too. */
const aliases: Readonly<Record<string, string>> = {
  "P-192": "prime192v1",
  "P-224": "secp224r1",
  "P-256": "prime256v1",
  "P-384": "secp384r1",
  "P-521": "secp521r1",
};

const ready: Readonly<Record<string, ECDSA>> = {
  prime256v1: p256,
  secp384r1: p384,
  secp521r1: p521,
  secp256k1,
};

/** How a point is written (SEC 1, 2.3.3): also the first byte, before the parity of y. */
export const POINT_FORM = { compressed: 2, uncompressed: 4, hybrid: 6 } as const;

/** An elliptic curve over a prime field. Points come and go uncompressed. */
export class Curve {
  readonly name: string;
  readonly facts: CurveFacts;
  readonly order: bigint;
  /** Of a coordinate, and of a secret number, in bytes. */
  readonly fieldLength: number;
  readonly orderLength: number;
  readonly #dsa: ECDSA;

  constructor(name: string, facts: CurveFacts) {
    const number = (hex: string) => BigInt(`0x${hex}`);
    this.name = name;
    this.facts = facts;
    this.order = number(facts.n);
    this.fieldLength = byteLength(number(facts.p));
    this.orderLength = byteLength(this.order);
    this.#dsa = ready[name] ?? ecdsa(weierstrass(Curve.#parameters(facts)), sha256, { lowS: false });
  }

  static #parameters({ p, a, b, x, y, n, h }: CurveFacts) {
    const number = (hex: string) => BigInt(`0x${hex}`);
    return {
      p: number(p),
      a: number(a),
      b: number(b),
      Gx: number(x),
      Gy: number(y),
      n: number(n),
      h: number(h),
    };
  }

  get #point() {
    return this.#dsa.Point;
  }

  /** A point in any form, uncompressed. @throws when it is none of the curve */
  point(bytes: Uint8Array): Uint8Array {
    const form = bytes[0] ?? 0;
    const hybrid = (form === 6 || form === 7) && bytes.length === 1 + 2 * this.fieldLength;
    if (hybrid && ((bytes.at(-1) ?? 0) & 1) !== (form & 1)) throw new Error("wrong parity");
    const plain = hybrid ? join(Uint8Array.of(4), bytes.subarray(1)) : bytes;
    const point = this.#point.fromBytes(plain);
    point.assertValidity();
    return point.toBytes(false);
  }

  /** Both coordinates of a point. */
  coordinates(point: Uint8Array): readonly [Uint8Array, Uint8Array] {
    return [point.subarray(1, 1 + this.fieldLength), point.subarray(1 + this.fieldLength)];
  }

  /** A point as `POINT_CONVERSION_*` asks. */
  write(point: Uint8Array, form: number): Uint8Array {
    if (form === POINT_FORM.uncompressed) return point;
    const first = Uint8Array.of(form | ((point.at(-1) ?? 0) & 1));
    const end = form === POINT_FORM.hybrid ? point.length : 1 + this.fieldLength;
    return join(first, point.subarray(1, end));
  }

  isSecret(secret: bigint): boolean {
    return secret > 0n && secret < this.order;
  }

  publicPoint(secret: bigint): Uint8Array {
    return this.#point.BASE.multiply(secret).toBytes(false);
  }

  randomSecret(random: Random): bigint {
    for (;;) {
      const extra = toNumber(random(this.orderLength + 8)) % this.order;
      if (extra !== 0n) return extra;
    }
  }

  /** The x coordinate of secret × point. @throws for a point at infinity */
  agree(secret: bigint, point: Uint8Array): Uint8Array {
    const shared = this.#point.fromBytes(point).multiply(secret);
    return toBytes(shared.toAffine().x, this.fieldLength);
  }

  /** An ECDSA signature of a digest: r and s in DER. */
  sign(digest: Uint8Array, secret: bigint, random: Random): Uint8Array {
    return this.#dsa.sign(digest, toBytes(secret, this.orderLength), {
      prehash: false,
      lowS: false,
      format: "der",
      extraEntropy: random(this.orderLength),
    });
  }

  /** `r` and `s` as numbers. */
  verify(digest: Uint8Array, r: bigint, s: bigint, point: Uint8Array): boolean {
    if (!this.isSecret(r) || !this.isSecret(s)) return false;
    const both = join(toBytes(r, this.orderLength), toBytes(s, this.orderLength));
    return this.#dsa.verify(both, digest, point, { prehash: false, lowS: false, format: "compact" });
  }
}

const made = new Map<string, Curve>();

/** The curve of this name, OpenSSL's or NIST's. @throws ERR_CRYPTO_INVALID_CURVE */
export function curveOf(name: string): Curve {
  const known = aliases[name] ?? name;
  const facts = CURVE_FACTS.get(known);
  if (!facts) throw invalidCurve();
  let curve = made.get(known);
  if (!curve) made.set(known, (curve = new Curve(known, facts)));
  return curve;
}

/** Undefined for an object identifier that is no curve's. */
export function curveOfOid(oid: string): Curve | undefined {
  for (const [name, facts] of CURVE_FACTS) if (facts.oid === oid) return curveOf(name);
  return undefined;
}

/** The curve whose field and generator these are. */
export function curveOfGenerator(p: bigint, generator: Uint8Array): Curve | undefined {
  for (const [name, { p: field, x, y }] of CURVE_FACTS) {
    if (BigInt(`0x${field}`) !== p) continue;
    const curve = curveOf(name);
    const point = join(
      Uint8Array.of(4),
      toBytes(BigInt(`0x${x}`), curve.fieldLength),
      toBytes(BigInt(`0x${y}`), curve.fieldLength),
    );
    if (equal(point, generator) || equal(curve.write(point, POINT_FORM.compressed), generator)) return curve;
  }
  return undefined;
}
