import type { BindingContext } from "../../binding.ts";
import { immutable, natives } from "../../messaging/index.ts";
import { bytesOf, values } from "../values.ts";
import { asymmetricKeys, type PublicKeys } from "./asymmetric-keys.ts";
import { keys, type KeyHandle } from "./keys.ts";
import { signatureHashes, signatureNames } from "./signature-hashes.ts";
import type { signatureClasses } from "./signatures.ts";

type VerifyDigest = ReturnType<typeof signatureClasses>["verifyDigest"];
type Certificate = InstanceType<PublicKeys["Certificate"]>;

/** `parseX509` and the handle that it makes. */
export function certificateParser(context: BindingContext, verifyDigest: VerifyDigest) {
  const convert = values(context);
  const { library, hash } = asymmetricKeys(context);
  const { asymmetricKey, handleOf } = keys(context);
  const keyOf = (handle: KeyHandle) =>
    asymmetricKey(
      { data: handle, format: undefined, type: undefined, passphrase: undefined, namedCurve: undefined },
      false,
    );
  let certificateOf!: (handle: object) => Certificate;

  class X509Handle {
    readonly #certificate: Certificate;

    constructor(certificate: Certificate) {
      this.#certificate = certificate;
    }

    static {
      certificateOf = (handle) => {
        if (!(#certificate in handle)) throw new TypeError("Illegal invocation");
        return (handle as X509Handle).#certificate;
      };
    }

    subject(): string | undefined {
      return library().writeName(this.#certificate.subject) || undefined;
    }
    issuer(): string | undefined {
      return library().writeName(this.#certificate.issuer) || undefined;
    }
    subjectAltName(): string | undefined {
      return library().subjectAltName(this.#certificate);
    }
    infoAccess(): string | undefined {
      return library().infoAccess(this.#certificate);
    }
    validFrom(): string {
      return library().writeTime(this.#certificate.from);
    }
    validTo(): string {
      return library().writeTime(this.#certificate.to);
    }
    validFromDate(): Date {
      return new Date(this.#certificate.from);
    }
    validToDate(): Date {
      return new Date(this.#certificate.to);
    }

    #fingerprint(name: string): string {
      const text = library().hex(hash(name).digest(this.#certificate.bytes)).toUpperCase();
      return (text.match(/../g) ?? []).join(":");
    }

    fingerprint(): string {
      return this.#fingerprint("sha1");
    }
    fingerprint256(): string {
      return this.#fingerprint("sha256");
    }
    fingerprint512(): string {
      return this.#fingerprint("sha512");
    }
    keyUsage(): string[] | undefined {
      return this.#certificate.purposes;
    }
    serialNumber(): string {
      const text = this.#certificate.serial.toString(16).toUpperCase();
      return text.length % 2 === 1 ? `0${text}` : text;
    }
    signatureAlgorithm(): string | undefined {
      return signatureNames[this.#certificate.signatureOid];
    }
    signatureAlgorithmOid(): string {
      return this.#certificate.signatureOid;
    }
    raw(): Uint8Array {
      return convert.buffer(this.#certificate.bytes.slice());
    }
    publicKey(): KeyHandle {
      return handleOf(this.#certificate.publicKey);
    }
    pem(): string {
      return library().writePem({ label: "CERTIFICATE", headers: {}, bytes: this.#certificate.bytes });
    }
    checkCA(): boolean {
      return this.#certificate.isAuthority;
    }
    getIssuerCert(): undefined {
      return undefined;
    }

    checkHost(name: string, flags: number): string | undefined {
      return library().checkHost(this.#certificate, name, flags);
    }
    checkEmail(email: string, flags: number): string | undefined {
      return library().checkEmail(this.#certificate, email, flags);
    }
    checkIP(address: string): string | undefined {
      return library().checkAddress(this.#certificate, address);
    }

    checkIssued(other: object): boolean {
      return library().wasIssuedBy(this.#certificate, certificateOf(other));
    }
    checkPrivateKey(handle: KeyHandle): boolean {
      const { equal, publicPart, writeSpki } = library();
      return equal(writeSpki(publicPart(keyOf(handle))), writeSpki(this.#certificate.publicKey));
    }
    verify(handle: KeyHandle): boolean {
      return isSignedBy(this.#certificate, keyOf(handle));
    }

    toLegacy(): object {
      return library().legacyCertificate(this.#certificate, {
        fingerprint: this.fingerprint(),
        fingerprint256: this.fingerprint256(),
        fingerprint512: this.fingerprint512(),
        serialNumber: this.serialNumber(),
        raw: this.raw(),
        buffer: (bytes: Uint8Array) => convert.buffer(bytes.slice()),
      });
    }
  }

  function isSignedBy(certificate: Certificate, key: ReturnType<typeof keyOf>): boolean {
    const { signatureOid, signature, signed, pss } = certificate;
    const { isRaw, algorithmOf, PADDING } = library();
    if (isRaw(key)) {
      const { oid, verify } = algorithmOf(key.type);
      return (
        oid === signatureOid &&
        verify !== undefined &&
        verify(signature, signed, key.public, new Uint8Array(0))
      );
    }
    const name = pss?.hash ?? signatureHashes[signatureOid];
    const fits = name !== undefined && (key.type === "ec") === signatureOid.startsWith("1.2.840.10045.");
    if (!fits) return false;
    const digest = hash(name);
    const padding = pss ? PADDING.pss : undefined;
    const options = { padding, saltLength: pss?.saltLength, encoding: undefined };
    return verifyDigest(key, digest, digest.digest(signed), signature, options);
  }

  natives(context).add(
    immutable(
      "crypto.X509Certificate",
      (value): value is X509Handle => value instanceof X509Handle,
      (handle) => certificateOf(handle).bytes,
      (bytes) => new X509Handle(new (library().Certificate)(bytes as Uint8Array)),
    ),
  );

  return (bytes: ArrayBufferView | ArrayBuffer): X509Handle => {
    const { Certificate: Parsed, opensslError, readPem } = library();
    const content = bytesOf(bytes).slice();
    const labels = /^(X509 |TRUSTED )?CERTIFICATE$/;
    const block = readPem(content).find(({ label }) => labels.test(label));
    const noStart = () => opensslError("0480006C", "no start line");
    if (!block && content[0] !== 0x30) throw noStart();
    try {
      return new X509Handle(new Parsed(block?.bytes ?? content));
    } catch (error) {
      if (!block) throw noStart();
      throw error instanceof Error && "code" in error ? withoutQueue(error) : error;
    }
  };
}

function withoutQueue(error: Error): Error {
  delete (error as { opensslErrorStack?: unknown }).opensslErrorStack;
  return error;
}
