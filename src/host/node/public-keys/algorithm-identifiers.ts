import { join, toBytes, toNumber } from "./bytes.ts";
import { curveOfGenerator, curveOfOid, POINT_FORM, type Curve } from "./curves.ts";
import { bitString, element, Fields, integer, nothing, octetString, oid, sequence, TAG } from "./der.ts";
import { opensslError } from "./failures.ts";
import { HASH_OIDS, hashOfOid } from "./hash-function.ts";
import type { AsymmetricKey, EcKey, PssParameters, RsaKey } from "./key-types.ts";
import { algorithmOf } from "./raw-keys.ts";

/** Object identifiers of keys and of what their parameters name (RFC 3279, 8017, 5480). */
export const OID = {
  rsa: "1.2.840.113549.1.1.1",
  mgf1: "1.2.840.113549.1.1.8",
  rsaPss: "1.2.840.113549.1.1.10",
  ec: "1.2.840.10045.2.1",
  primeField: "1.2.840.10045.1.1",
  dsa: "1.2.840.10040.4.1",
  dh: "1.2.840.113549.1.3.1",
  dhX942: "1.2.840.10046.2.1",
} as const;

const usualHash = "sha1";
const usualSalt = 20;

const context = (number: number, bytes: Uint8Array) => element(0xa0 | number, bytes);

const bareIdentifier = (name: string) => sequence(oid(HASH_OIDS[name] ?? ""));
const hashIdentifier = (name: string) => sequence(oid(HASH_OIDS[name] ?? ""), nothing());

/** RSASSA-PSS-params (RFC 8017, A.2.3): what is as usual is left out. */
function writePss({ hash, mgf1Hash, saltLength }: PssParameters, identifier = hashIdentifier): Uint8Array {
  return sequence(
    ...(hash === usualHash ? [] : [context(0, identifier(hash))]),
    ...(mgf1Hash === usualHash ? [] : [context(1, sequence(oid(OID.mgf1), identifier(mgf1Hash)))]),
    ...(saltLength === usualSalt ? [] : [context(2, integer(saltLength))]),
  );
}

export function readPss(fields: Fields): PssParameters {
  const inner = (number: number) => {
    const found = fields.optional(0xa0 | number);
    return found ? found.content : null;
  };
  const hash = inner(0);
  const mgf1 = inner(1);
  const salt = inner(2);
  const nameOf = (identifier: Fields) => hashOfOid(identifier.oid()) ?? usualHash;
  const mgf1Fields = mgf1 ? Fields.of(mgf1) : null;
  mgf1Fields?.oid();
  return {
    hash: hash ? nameOf(Fields.of(hash)) : usualHash,
    mgf1Hash: mgf1Fields ? nameOf(mgf1Fields.sequence()) : usualHash,
    saltLength: salt ? Number(toNumber(salt.subarray(2))) : usualSalt,
  };
}

/** ECParameters (SEC 1, C.2): a curve's name, or all that it consists of. */
export function writeCurve({
  curve,
  explicit,
  compressed,
}: Pick<EcKey, "curve" | "explicit" | "compressed">): Uint8Array {
  const { facts, fieldLength } = curve;
  if (!explicit) return oid(facts.oid);
  const number = (hex: string) => BigInt(`0x${hex}`);
  const coordinate = (hex: string) => toBytes(number(hex), fieldLength);
  const seed = facts.seed === "" ? [] : [bitString(toBytes(number(facts.seed), facts.seed.length / 2))];
  const generator = join(Uint8Array.of(POINT_FORM.uncompressed), coordinate(facts.x), coordinate(facts.y));
  const form = compressed ? POINT_FORM.compressed : POINT_FORM.uncompressed;
  return sequence(
    integer(1),
    sequence(oid(OID.primeField), integer(number(facts.p))),
    sequence(octetString(coordinate(facts.a)), octetString(coordinate(facts.b)), ...seed),
    octetString(curve.write(generator, form)),
    integer(curve.order),
    integer(number(facts.h)),
  );
}

const unknownGroup = () => opensslError("08000081", "unknown group");

/** @throws for a curve that is not known */
export function readCurve(parameters: Fields): { curve: Curve; explicit: boolean } {
  const named = parameters.optional(TAG.oid);
  if (named) {
    const curve = curveOfOid(new Fields([named]).oid());
    if (!curve) throw unknownGroup();
    return { curve, explicit: false };
  }
  const fields = parameters.sequence();
  fields.integer();
  const field = fields.sequence();
  if (field.oid() !== OID.primeField) throw unknownGroup();
  const p = field.integer();
  fields.sequence();
  const curve = curveOfGenerator(p, fields.octets());
  if (!curve) throw unknownGroup();
  return { curve, explicit: true };
}

/** That of an RSA key as OpenSSL's `i2d_RSA_PUBKEY` writes it: a PSS key is not called one, whatever it is restricted to. */
export function writeRsaIdentifier({ type, pss }: RsaKey): Uint8Array {
  if (type === "rsa") return sequence(oid(OID.rsa), nothing());
  return sequence(oid(OID.rsa), ...(pss ? [writePss(pss, bareIdentifier)] : []));
}

/** AlgorithmIdentifier (RFC 5280, 4.1.1.2) of a key. */
export function writeIdentifier(key: AsymmetricKey): Uint8Array {
  switch (key.type) {
    case "rsa":
      return sequence(oid(OID.rsa), nothing());
    case "rsa-pss":
      return sequence(oid(OID.rsaPss), ...(key.pss ? [writePss(key.pss)] : []));
    case "ec":
      return sequence(oid(OID.ec), writeCurve(key));
    case "dsa":
      return sequence(oid(OID.dsa), sequence(integer(key.p), integer(key.q), integer(key.g)));
    case "dh": {
      const length = key.secretLength > 0 ? [integer(key.secretLength)] : [];
      return sequence(oid(OID.dh), sequence(integer(key.p), integer(key.g), ...length));
    }
    default:
      return sequence(oid(algorithmOf(key.type).oid));
  }
}
