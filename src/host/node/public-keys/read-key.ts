import { Fields, readElement, TAG } from "./der.ts";
import { opensslError, unsupported } from "./failures.ts";
import { publicPart, type AsymmetricKey } from "./key-types.ts";
import {
  PLAIN_RSA,
  readDsaPrivate,
  readPkcs1Private,
  readPkcs1Public,
  readPkcs8,
  readSec1,
  readSpki,
} from "./key-encodings.ts";
import { decryptPem, decryptPkcs8, isEncryptedPem, type KeyTools } from "./key-encryption.ts";
import { readPem, type PemBlock } from "./pem.ts";
import { Certificate } from "./x509/certificate.ts";

/** Errors of OpenSSL and of Node pass; anything else is what a decoder did not expect. */
function attempt<T>(read: () => T, otherwise: (error: unknown) => Error): T {
  try {
    return read();
  } catch (error) {
    throw otherwise(error);
  }
}

const isTold = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && "code" in error && !String(error.code).startsWith("ERR_OSSL_ASN1");

/** A private key of any encoding without PEM around it. */
function privateDer(
  bytes: Uint8Array,
  password: Uint8Array | null,
  tools: KeyTools,
  pem: boolean,
): AsymmetricKey {
  const fields = Fields.of(bytes);
  if (fields.next?.tag === TAG.sequence) return readPkcs8(decryptPkcs8(bytes, password, tools, pem));
  const [, second, third] = fields.rest;
  if (second?.tag === TAG.sequence && third?.tag === TAG.octetString) return readPkcs8(bytes);
  return second?.tag === TAG.octetString ? readSec1(bytes, null) : readPkcs1Private(bytes, PLAIN_RSA);
}

/** Undefined for a block that holds no private key. */
function privateBlock(
  block: PemBlock,
  password: Uint8Array | null,
  tools: KeyTools,
): AsymmetricKey | undefined {
  const read = privateLabels[block.label];
  if (!read) return undefined;
  const bytes = isEncryptedPem(block) ? decryptPem(block, password, tools) : block.bytes;
  if (block.label === "ENCRYPTED PRIVATE KEY") return readPkcs8(decryptPkcs8(bytes, password, tools, true));
  return read(bytes);
}

const privateLabels: Readonly<Record<string, (bytes: Uint8Array) => AsymmetricKey>> = {
  "PRIVATE KEY": readPkcs8,
  "ENCRYPTED PRIVATE KEY": readPkcs8,
  "RSA PRIVATE KEY": (bytes) => readPkcs1Private(bytes, PLAIN_RSA),
  "EC PRIVATE KEY": (bytes) => readSec1(bytes, null),
  "DSA PRIVATE KEY": readDsaPrivate,
};

/** The first private key of a PEM text. @throws as OpenSSL's decoders */
export function readPrivatePem(
  text: Uint8Array,
  password: Uint8Array | null,
  tools: KeyTools,
): AsymmetricKey {
  for (const block of readPem(text)) {
    const key = attempt(
      () => privateBlock(block, password, tools),
      (error) =>
        isTold(error)
          ? error
          : unsupported([
              ["0688010A", "nested asn1 error"],
              ["068000A8", "wrong tag"],
            ]),
    );
    if (key) return key;
  }
  throw unsupported();
}

export function readPrivateDer(
  bytes: Uint8Array,
  password: Uint8Array | null,
  tools: KeyTools,
): AsymmetricKey {
  if (bytes.length === 0) throw new Error("Failed to read private key");
  return attempt(
    () => privateDer(bytes, password, tools, false),
    (error) => (error instanceof Error && "code" in error ? error : unsupported()),
  );
}

const publicLabels: Readonly<Record<string, (bytes: Uint8Array) => AsymmetricKey>> = {
  "PUBLIC KEY": readSpki,
  "RSA PUBLIC KEY": (bytes) => readPkcs1Public(bytes, PLAIN_RSA),
  CERTIFICATE: (bytes) => new Certificate(bytes).publicKey,
};

const wrongTag = () =>
  opensslError("068000A8", "wrong tag", [
    ["1E08010C", "unsupported"],
    ["0688010A", "nested asn1 error"],
    ["068000A8", "wrong tag"],
  ]);

/** The first public key of a PEM text, or the public part of a private one. */
export function readPublicPem(text: Uint8Array, password: Uint8Array | null, tools: KeyTools): AsymmetricKey {
  for (const block of readPem(text)) {
    const read = publicLabels[block.label];
    if (read)
      return attempt(
        () => read(block.bytes),
        (error) => (isTold(error) ? error : wrongTag()),
      );
  }
  return publicPart(readPrivatePem(text, password, tools));
}

const unreadable = () => new Error("Failed to read asymmetric key");

/** A public key, or the public part of a private one. @param pkcs1 else it is SubjectPublicKeyInfo */
export function readPublicDer(
  bytes: Uint8Array,
  pkcs1: boolean,
  password: Uint8Array | null,
  tools: KeyTools,
): AsymmetricKey {
  return attempt(
    () => {
      const fields = Fields.of(bytes);
      if (fields.next?.tag !== TAG.integer)
        return fields.rest[1]?.tag === TAG.bitString
          ? readSpki(bytes)
          : publicPart(privateDer(bytes, password, tools, false));
      const first = readElement(fields.next.bytes).content;
      const isPrivate = first.length === 1 && (first[0] ?? 0) <= 1;
      if (isPrivate) return publicPart(privateDer(bytes, password, tools, false));
      if (!pkcs1) throw unreadable();
      return readPkcs1Public(bytes, PLAIN_RSA);
    },
    (error) => (isTold(error) && !/UNSUPPORTED/.test(error.code) ? error : unreadable()),
  );
}
