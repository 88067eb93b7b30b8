/** `ERR_LIB_*` of OpenSSL 3: a library's name in messages, and in Node's codes. */
const libraries: Readonly<Record<number, readonly [string, string]>> = {
  3: ["bignum routines", "BN_"],
  4: ["rsa routines", "RSA_"],
  5: ["Diffie-Hellman routines", "DH_"],
  6: ["digital envelope routines", "EVP_"],
  9: ["PEM routines", "PEM_"],
  10: ["dsa routines", "DSA_"],
  11: ["x509 certificate routines", "X509_"],
  13: ["asn1 encoding routines", "ASN1_"],
  15: ["common libcrypto routines", "CRYPTO_"],
  16: ["elliptic curve routines", "EC_"],
  35: ["PKCS12 routines", "PKCS12_"],
  44: ["STORE routines", "OSSL_STORE_"],
  57: ["Provider routines", ""],
  60: ["DECODER routines", ""],
};

/** The bit of a packed number that tells an error of the system, not of a library. */
const systemFlag = 2 ** 31;

/** An error of OpenSSL's queue: its packed number in hexadecimal, and its reason. */
export type QueuedError = readonly [number: string, reason: string];

function libraryOf(number: string): readonly [string, string] {
  const packed = Number.parseInt(number, 16);
  if (packed >= systemFlag) return ["system library", ""];
  return libraries[Math.floor(packed / 2 ** 23)] ?? ["lib(0)", ""];
}

const text = ([number, reason]: QueuedError): string => `error:${number}:${libraryOf(number)[0]}::${reason}`;

/**
 * An error of OpenSSL's, as Node decorates it.
 *
 * @param queue what else is in OpenSSL's queue of errors, the oldest last; null: no such property
 */
export function opensslError(
  number: string,
  reason: string,
  queue: readonly QueuedError[] | null = null,
): Error {
  const [library, prefix] = libraryOf(number);
  return Object.assign(new Error(text([number, reason])), {
    ...(queue ? { opensslErrorStack: queue.map(text) } : {}),
    library,
    reason,
    code: `ERR_OSSL_${prefix}${reason.toUpperCase().replaceAll(" ", "_")}`,
  });
}

/** The same without decoration, as key generation reports them. */
export function plainError(number: string, reason: string): Error {
  return new Error(text([number, reason]));
}

/** An error of Node's native code: `code` is its only property. */
export function nodeError(code: string, message: string, Class: ErrorConstructor = Error): Error {
  return Object.assign(new Class(message), { code });
}

export function typeError(code: string, message: string): Error {
  return nodeError(code, message, TypeError);
}

export function rangeError(code: string, message: string): Error {
  return nodeError(code, message, RangeError);
}

/** What OpenSSL's decoders say of what none of them takes. */
export function unsupported(queue: readonly QueuedError[] = []): Error {
  return opensslError("1E08010C", "unsupported", [...queue, ["1E08010C", "unsupported"]]);
}

const signatureFailure: QueuedError = ["030000EA", "provider signature failure"];
const rsaLibrary: QueuedError = ["1C880004", "RSA lib"];

/** A failure of RSA inside of a signature. */
export function rsaSignatureError(number: string, reason: string): Error {
  return opensslError(number, reason, [signatureFailure, rsaLibrary, [number, reason], rsaLibrary]);
}

export const invalidPaddingMode = () => opensslError("1C8000A5", "illegal or unsupported padding mode");

export const unsupportedOperation = () =>
  opensslError("03000096", "operation not supported for this keytype");

export const invalidDigest = (name: string) =>
  typeError("ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${name}`);

export const incompatibleEncoding = () =>
  nodeError(
    "ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS",
    "The selected key encoding is incompatible with the key type",
  );

export const invalidCurve = () => typeError("ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name");

export const invalidJwk = (message: string) => typeError("ERR_CRYPTO_INVALID_JWK", message);
