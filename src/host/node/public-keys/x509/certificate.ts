import { OID, readPss } from "../algorithm-identifiers.ts";
import { children, Fields, readElement, readOid, TAG, type Element } from "../der.ts";
import type { AsymmetricKey, PssParameters } from "../key-types.ts";
import { readSpki } from "../key-encodings.ts";
import { opensslError } from "../failures.ts";
import { readName, type NamePart } from "./names.ts";
import { readTime } from "./times.ts";

export interface Extension {
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** Object identifiers of the extensions that are looked at (RFC 5280, 4.2). */
export const EXTENSION = {
  subjectKeyId: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  authorityKeyId: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
  authorityInfo: "1.3.6.1.5.5.7.1.1",
} as const;

/** Key usage (RFC 5280, 4.2.1.3): bit 5, of the first byte. */
const KEY_CERT_SIGN = 0x04;

/** An X.509 certificate (RFC 5280, 4.1). */
export class Certificate {
  readonly bytes: Uint8Array;
  /** What the signature is over. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  readonly signatureOid: string;
  /** How an RSA-PSS signature was made; null for others. */
  readonly pss: PssParameters | null;
  readonly serial: bigint;
  readonly issuer: readonly NamePart[];
  readonly subject: readonly NamePart[];
  /** The names' bytes, to compare. */
  readonly issuerBytes: Uint8Array;
  readonly subjectBytes: Uint8Array;
  readonly from: Date;
  readonly to: Date;
  readonly keyBytes: Uint8Array;
  readonly extensions: ReadonlyMap<string, Extension>;

  /** @throws as OpenSSL does for bytes that are no certificate */
  constructor(bytes: Uint8Array) {
    const whole = readElement(bytes);
    const outer = Fields.in(whole);
    const body = outer.take(TAG.sequence);
    this.bytes = whole.bytes.slice();
    this.signed = body.bytes.slice();
    const algorithm = outer.sequence();
    this.signatureOid = algorithm.oid();
    this.pss = this.signatureOid === OID.rsaPss ? readPss(algorithm.sequence()) : null;
    this.signature = outer.bits().slice();
    const fields = Fields.in(body);
    fields.optional(0xa0);
    this.serial = fields.integer();
    fields.sequence();
    const issuer = fields.take(TAG.sequence);
    const validity = fields.sequence();
    const subject = fields.take(TAG.sequence);
    this.issuer = readName(issuer);
    this.issuerBytes = issuer.bytes.slice();
    this.subject = readName(subject);
    this.subjectBytes = subject.bytes.slice();
    this.from = readTime(validity.any());
    this.to = readTime(validity.any());
    this.keyBytes = fields.take(TAG.sequence).bytes.slice();
    fields.optional(0x81);
    fields.optional(0x82);
    const extensions = fields.optional(0xa3);
    this.extensions = extensions ? readExtensions(extensions) : new Map();
  }

  /** @throws for a key that cannot be read */
  get publicKey(): AsymmetricKey {
    try {
      return readSpki(this.keyBytes);
    } catch (error) {
      const isBadDer = (error as { library?: string }).library === "asn1 encoding routines";
      throw isBadDer ? opensslError("03000072", "decode error") : error;
    }
  }

  /** As far as its key usage says. */
  get maySignCertificates(): boolean {
    const usage = this.extensions.get(EXTENSION.keyUsage);
    return !usage || ((readElement(usage.value).content[1] ?? 0) & KEY_CERT_SIGN) !== 0;
  }

  /** A certificate authority's. */
  get isAuthority(): boolean {
    const constraints = this.extensions.get(EXTENSION.basicConstraints);
    return constraints && this.maySignCertificates
      ? Fields.of(constraints.value).next?.content[0] === 0xff &&
          Fields.of(constraints.value).next?.tag === TAG.boolean
      : false;
  }

  /** Purposes by object identifier; undefined when any will do. */
  get purposes(): string[] | undefined {
    const usage = this.extensions.get(EXTENSION.extendedKeyUsage);
    if (!usage) return undefined;
    return children(readElement(usage.value).content).map(({ content }) => readOid(content));
  }
}

function readExtensions(wrapper: Element): Map<string, Extension> {
  const found = new Map<string, Extension>();
  for (const element of children(readElement(wrapper.content).content)) {
    const fields = Fields.in(element);
    const name = fields.oid();
    const critical = fields.optional(TAG.boolean)?.content[0] === 0xff;
    found.set(name, { critical, value: fields.octets().slice() });
  }
  return found;
}
