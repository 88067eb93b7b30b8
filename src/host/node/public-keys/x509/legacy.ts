import { bitLength } from "../bytes.ts";
import { writeRsaSpki } from "../key-encodings.ts";
import { infoAccess, subjectAltName } from "./alternative-names.ts";
import type { Certificate } from "./certificate.ts";
import type { NamePart } from "./names.ts";
import { writeTime } from "./times.ts";

/** What the caller knows already. */
export interface LegacyParts {
  readonly fingerprint: string;
  readonly fingerprint256: string;
  readonly fingerprint512: string;
  readonly serialNumber: string;
  readonly raw: Uint8Array;
  readonly buffer: (bytes: Uint8Array) => Uint8Array;
}

/** NIST's names of the curves that have one. */
const nistNames: Readonly<Record<string, string>> = {
  prime192v1: "P-192",
  secp224r1: "P-224",
  prime256v1: "P-256",
  secp384r1: "P-384",
  secp521r1: "P-521",
};

/** Several attributes of one type become a list. */
function nameObject(parts: readonly NamePart[]): Record<string, string | string[]> {
  const result = Object.create(null) as Record<string, string | string[]>;
  for (const { type, value } of parts) {
    const known = result[type];
    if (known === undefined) result[type] = value;
    else if (typeof known === "string") result[type] = [known, value];
    else known.push(value);
  }
  return result;
}

function keyParts(certificate: Certificate, buffer: LegacyParts["buffer"]): Record<string, unknown> {
  const key = certificate.publicKey;
  const rsa = key.type === "rsa" || key.type === "rsa-pss" ? key : null;
  const ec = key.type === "ec" ? key : null;
  return {
    modulus: rsa?.n.toString(16).toUpperCase(),
    exponent: rsa ? `0x${rsa.e.toString(16)}` : undefined,
    pubkey: rsa ? buffer(writeRsaSpki(rsa)) : ec ? buffer(ec.point) : undefined,
    bits: rsa ? bitLength(rsa.n) : ec ? bitLength(ec.curve.order) : undefined,
  };
}

function curveParts({ publicKey }: Certificate): Record<string, unknown> {
  const name = publicKey.type === "ec" ? publicKey.curve.name : undefined;
  return { asn1Curve: name, nistCurve: name === undefined ? undefined : nistNames[name] };
}

/** A certificate as `tls` describes one. */
export function legacyCertificate(certificate: Certificate, parts: LegacyParts): Record<string, unknown> {
  return {
    subject: nameObject(certificate.subject),
    issuer: nameObject(certificate.issuer),
    subjectaltname: subjectAltName(certificate),
    infoAccess: infoAccess(certificate),
    ca: certificate.isAuthority,
    ...keyParts(certificate, parts.buffer),
    valid_from: writeTime(certificate.from),
    valid_to: writeTime(certificate.to),
    fingerprint: parts.fingerprint,
    fingerprint256: parts.fingerprint256,
    fingerprint512: parts.fingerprint512,
    ext_key_usage: certificate.purposes,
    serialNumber: parts.serialNumber,
    raw: parts.raw,
    ...curveParts(certificate),
  };
}
