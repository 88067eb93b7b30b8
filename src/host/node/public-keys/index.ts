/**
 * Keys of public-key cryptography and what is done with them: numbers and bytes in, numbers and bytes out, errors worded
 * as OpenSSL's. Words used here: a *raw* key is one whose parts are strings of bytes (Ed25519, ML-KEM …); a *point* is an
 * elliptic curve's; *DER* is the binary form of ASN.1 and *PEM* its text form. It knows nothing of Node's bindings.
 */
export { power } from "./arithmetic.ts";
export { bitLength, byteLength, equal, hex, join, latin1, toBytes, toNumber, type Random } from "./bytes.ts";
export { CURVE_FACTS } from "./curve-facts.ts";
export { Curve, curveOf, POINT_FORM } from "./curves.ts";
export { Fields, integer, readElement, sequence } from "./der.ts";
export { checkParameters, groupPrime, publicValue, randomExponent } from "./diffie-hellman.ts";
export { dsaHalf, generateDsa, signDsa, verifyDsa } from "./dsa.ts";
export {
  incompatibleEncoding,
  invalidCurve,
  invalidDigest,
  invalidPaddingMode,
  nodeError,
  opensslError,
  plainError,
  rangeError,
  typeError,
  unsupportedOperation,
} from "./failures.ts";
export { HASH_OIDS, type FindHash, type HashFunction } from "./hash-function.ts";
export { readJwk, writeJwk, type Jwk } from "./jwk.ts";
export { writePkcs1Private, writePkcs1Public, writePkcs8, writeSec1, writeSpki } from "./key-encodings.ts";
export { encryptPem, encryptPkcs8, unknownCipher, type KeyCipher, type KeyTools } from "./key-encryption.ts";
export {
  isPrivate,
  isRaw,
  publicPart,
  RAW_KEY_TYPES,
  type AsymmetricKey,
  type DhKey,
  type DsaKey,
  type EcKey,
  type PssParameters,
  type RawKey,
  type RawKeyType,
  type RsaKey,
} from "./key-types.ts";
export { fromBase64, readPem, toBase64Url, writePem } from "./pem.ts";
export { isPrime, randomPrime, type PrimeWish } from "./primes.ts";
export { algorithmOf, generateRaw, rawPublicKey, rawSecretKey, seededKey } from "./raw-keys.ts";
export { readPrivateDer, readPrivatePem, readPublicDer, readPublicPem } from "./read-key.ts";
export { decrypt, decryptWithPublic, encrypt, encryptWithPrivate } from "./rsa-encryption.ts";
export {
  checkSignaturePadding,
  PADDING,
  signPkcs1,
  signPss,
  verifyPkcs1,
  verifyPss,
} from "./rsa-signatures.ts";
export { generateRsa, modulusLength } from "./rsa.ts";
export { Certificate } from "./x509/certificate.ts";
export { infoAccess, subjectAltName } from "./x509/alternative-names.ts";
export { checkAddress, checkEmail, checkHost, wasIssuedBy } from "./x509/checks.ts";
export { legacyCertificate } from "./x509/legacy.ts";
export { writeName } from "./x509/names.ts";
export { writeTime } from "./x509/times.ts";
