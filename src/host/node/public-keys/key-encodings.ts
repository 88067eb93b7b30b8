import {
  OID,
  readCurve,
  readPss,
  writeCurve,
  writeIdentifier,
  writeRsaIdentifier,
} from "./algorithm-identifiers.ts";
import { equal, toBytes, toNumber } from "./bytes.ts";
import { POINT_FORM, type Curve } from "./curves.ts";
import {
  bitString,
  children,
  element,
  Fields,
  integer,
  octetString,
  readElement,
  sequence,
  TAG,
} from "./der.ts";
import { publicValue } from "./diffie-hellman.ts";
import { opensslError, unsupported } from "./failures.ts";
import type { AsymmetricKey, EcKey, RawKey, RsaKey } from "./key-types.ts";
import { algorithmOf, rawPublicKey, rawSecretKey, rawTypeOfOid, seededKey } from "./raw-keys.ts";
import { power } from "./arithmetic.ts";

/** RSAPublicKey (RFC 8017, A.1.1). */
export function writePkcs1Public({ n, e }: RsaKey): Uint8Array {
  return sequence(integer(n), integer(e));
}

export function readPkcs1Public(bytes: Uint8Array, kind: Pick<RsaKey, "type" | "pss">): RsaKey {
  const fields = Fields.of(bytes);
  return { ...kind, n: fields.integer(), e: fields.integer(), secret: null };
}

/** RSAPrivateKey (RFC 8017, A.1.2). */
export function writePkcs1Private({ n, e, secret }: RsaKey): Uint8Array {
  if (!secret) throw new Error("The key is public");
  const { d, p, q, dp, dq, qi } = secret;
  return sequence(...[0n, n, e, d, p, q, dp, dq, qi].map(integer));
}

export function readPkcs1Private(bytes: Uint8Array, kind: Pick<RsaKey, "type" | "pss">): RsaKey {
  const fields = Fields.of(bytes);
  if (fields.integer() > 1n) throw unsupported();
  const [n, e, d, p, q, dp, dq, qi] = Array.from({ length: 8 }, () => fields.integer()) as [
    ...[bigint, bigint, bigint, bigint],
    ...[bigint, bigint, bigint, bigint],
  ];
  return { ...kind, n, e, secret: { d, p, q, dp, dq, qi } };
}

const plainRsa = { type: "rsa", pss: null } as const;

export { plainRsa as PLAIN_RSA };

const pointForm = (key: EcKey) =>
  key.curve.write(key.point, key.compressed ? POINT_FORM.compressed : POINT_FORM.uncompressed);

/** ECPrivateKey (SEC 1, C.4); the parameters stand outside in PKCS #8. */
export function writeSec1(key: EcKey, withParameters: boolean): Uint8Array {
  return sequence(
    integer(1),
    octetString(toBytes(key.secret ?? 0n, key.curve.orderLength)),
    ...(withParameters ? [element(0xa0, writeCurve(key))] : []),
    element(0xa1, bitString(pointForm(key))),
  );
}

export function readSec1(bytes: Uint8Array, outside: { curve: Curve; explicit: boolean } | null): EcKey {
  const fields = Fields.of(bytes);
  if (fields.integer() !== 1n) throw unsupported();
  const secret = toNumber(fields.octets());
  const parameters = fields.optional(0xa0);
  const found = parameters ? readCurve(new Fields(children(parameters.content))) : outside;
  if (!found?.curve.isSecret(secret)) throw unsupported();
  const told = fields.optional(0xa1);
  const written = told ? new Fields(children(told.content)).bits() : null;
  const point = written ? pointOf(found.curve, written) : found.curve.publicPoint(secret);
  return { type: "ec", ...found, point, compressed: isCompressed(written), secret };
}

const isCompressed = (point: Uint8Array | null): boolean =>
  point !== null && (point[0] === 2 || point[0] === 3);

function pointOf(curve: Curve, bytes: Uint8Array): Uint8Array {
  try {
    return curve.point(bytes);
  } catch {
    // The decoders of OpenSSL say no more of a point that is none.
    throw unsupported();
  }
}

/** SubjectPublicKeyInfo (RFC 5280, 4.1). */
export function writeSpki(key: AsymmetricKey): Uint8Array {
  return sequence(writeIdentifier(key), bitString(subjectKey(key)));
}

/** As `tls` shows an RSA key. */
export function writeRsaSpki(key: RsaKey): Uint8Array {
  return sequence(writeRsaIdentifier(key), bitString(subjectKey(key)));
}

function subjectKey(key: AsymmetricKey): Uint8Array {
  switch (key.type) {
    case "rsa":
    case "rsa-pss":
      return writePkcs1Public(key);
    case "ec":
      return pointForm(key);
    case "dsa":
    case "dh":
      return integer(key.y);
    default:
      return key.public;
  }
}

export function readSpki(bytes: Uint8Array): AsymmetricKey {
  const fields = Fields.of(bytes);
  const identifier = fields.sequence();
  const name = identifier.oid();
  const content = fields.bits();
  switch (name) {
    case OID.rsa:
      return readPkcs1Public(content, plainRsa);
    case OID.rsaPss:
      return readPkcs1Public(content, pssKind(identifier));
    case OID.ec: {
      const found = readCurve(identifier);
      const point = pointOf(found.curve, content);
      return { type: "ec", ...found, point, compressed: isCompressed(content), secret: null };
    }
    case OID.dsa: {
      const [p, q, g] = three(identifier.sequence());
      return { type: "dsa", p, q, g, y: numberIn(content), secret: null };
    }
    case OID.dh:
    case OID.dhX942:
      return { type: "dh", ...dhParameters(identifier.sequence()), y: numberIn(content), secret: null };
    default: {
      const type = rawTypeOfOid(name);
      const key = type && rawPublicKey(type, content);
      if (!key) throw unsupported();
      return key;
    }
  }
}

const pssKind = (identifier: Fields) =>
  ({ type: "rsa-pss", pss: identifier.next ? readPss(identifier.sequence()) : null }) as const;

const numberIn = (bytes: Uint8Array): bigint => new Fields([readElement(bytes)]).integer();

const three = (fields: Fields) => [fields.integer(), fields.integer(), fields.integer()] as const;

function dhParameters(fields: Fields): { p: bigint; g: bigint; secretLength: number } {
  const [p, g] = [fields.integer(), fields.integer()];
  return { p, g, secretLength: fields.next?.tag === TAG.integer ? Number(fields.integer()) : 0 };
}

/** PrivateKeyInfo (RFC 5208, 5). */
export function writePkcs8(key: AsymmetricKey): Uint8Array {
  return sequence(integer(0), writeIdentifier(key), octetString(privateKey(key)));
}

function privateKey(key: AsymmetricKey): Uint8Array {
  switch (key.type) {
    case "rsa":
    case "rsa-pss":
      return writePkcs1Private(key);
    case "ec":
      return writeSec1(key, false);
    case "dsa":
    case "dh":
      return integer(key.secret ?? 0n);
    default:
      return rawPrivateKey(key);
  }
}

/** Elliptic keys as in RFC 8410, 7; ML-DSA and ML-KEM with their seed where there is one (RFC 9881, 6). */
function rawPrivateKey(key: RawKey): Uint8Array {
  const secret = key.secret ?? new Uint8Array(0);
  if (key.seed) return sequence(octetString(key.seed), octetString(secret));
  return key.type.startsWith("slh-dsa") ? secret : octetString(secret);
}

function readRawPrivate(type: RawKey["type"], content: Uint8Array): RawKey {
  const { seedLength, secretLength } = algorithmOf(type);
  let key: RawKey | null;
  if (type.startsWith("slh-dsa")) key = rawSecretKey(type, content);
  else {
    const found = readElement(content);
    if (seedLength === 0) key = rawSecretKey(type, found.content);
    else if (found.tag === 0x80) key = seededKey(type, found.content);
    else if (found.tag === TAG.sequence) key = readBoth(type, Fields.in(found));
    else key = found.content.length === secretLength ? rawSecretKey(type, found.content) : null;
  }
  if (!key) throw unsupported();
  return key;
}

/** A seed, and the secret key that has to follow from it (RFC 9881, 8.1). */
function readBoth(type: RawKey["type"], fields: Fields): RawKey | null {
  const key = seededKey(type, fields.octets());
  if (!key?.secret || equal(key.secret, fields.octets())) return key;
  const invalid = ["1C80009E", "invalid key"] as const;
  throw opensslError(...invalid, [
    ["03000076", "unsupported private key algorithm"],
    ["0300009C", "unsupported algorithm"],
    invalid,
  ]);
}

export function readPkcs8(bytes: Uint8Array): AsymmetricKey {
  const fields = Fields.of(bytes);
  if (fields.integer() > 1n) throw unsupported();
  const identifier = fields.sequence();
  const name = identifier.oid();
  const content = fields.octets();
  switch (name) {
    case OID.rsa:
      return readPkcs1Private(content, plainRsa);
    case OID.rsaPss:
      return readPkcs1Private(content, pssKind(identifier));
    case OID.ec:
      return readSec1(content, readCurve(identifier));
    case OID.dsa: {
      const [p, q, g] = three(identifier.sequence());
      const secret = numberIn(content);
      return { type: "dsa", p, q, g, y: power(g, secret, p), secret };
    }
    case OID.dh:
    case OID.dhX942: {
      const parameters = dhParameters(identifier.sequence());
      const secret = numberIn(content);
      return { type: "dh", ...parameters, y: publicValue(parameters.p, parameters.g, secret), secret };
    }
    default: {
      const type = rawTypeOfOid(name);
      if (!type) throw unsupported();
      return readRawPrivate(type, content);
    }
  }
}

/** OpenSSL's own form of a DSA key: `DSA PRIVATE KEY`. */
export function readDsaPrivate(bytes: Uint8Array): AsymmetricKey {
  const fields = Fields.of(bytes);
  fields.integer();
  const [p, q, g] = three(fields);
  return { type: "dsa", p, q, g, y: fields.integer(), secret: fields.integer() };
}
