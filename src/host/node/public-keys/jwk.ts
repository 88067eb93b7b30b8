import { toBytes, toNumber } from "./bytes.ts";
import { curveOf } from "./curves.ts";
import { invalidCurve, invalidJwk, nodeError } from "./failures.ts";
import type { AsymmetricKey, EcKey, RawKey, RsaKey } from "./key-types.ts";
import { PLAIN_RSA } from "./key-encodings.ts";
import { fromBase64Url, toBase64Url } from "./pem.ts";
import { algorithmOf, rawPublicKey, rawSecretKey, rawTypeOfJwk, seededKey } from "./raw-keys.ts";

/** A JSON Web Key (RFC 7517), as a program wrote it. */
export type Jwk = Readonly<Record<string, unknown>>;

const curveNames: Readonly<Record<string, string>> = {
  prime256v1: "P-256",
  secp256k1: "secp256k1",
  secp384r1: "P-384",
  secp521r1: "P-521",
};

/** JWK's members of a key, in the order in which Node sets them. */
export function writeJwk(key: AsymmetricKey): Record<string, string> {
  switch (key.type) {
    case "rsa":
      return rsaJwk(key);
    case "ec":
      return ecJwk(key);
    case "rsa-pss":
    case "dsa":
    case "dh":
      throw nodeError("ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE", "Unsupported JWK Key Type.");
    default:
      return rawJwk(key);
  }
}

function rsaJwk({ n, e, secret }: RsaKey): Record<string, string> {
  const text = (number: bigint) => toBase64Url(toBytes(number));
  const jwk = { kty: "RSA", n: text(n), e: text(e) };
  if (!secret) return jwk;
  const { d, p, q, dp, dq, qi } = secret;
  return { ...jwk, d: text(d), p: text(p), q: text(q), dp: text(dp), dq: text(dq), qi: text(qi) };
}

function ecJwk({ curve, point, secret }: EcKey): Record<string, string> {
  const crv = curveNames[curve.name];
  if (crv === undefined)
    throw nodeError("ERR_CRYPTO_JWK_UNSUPPORTED_CURVE", `Unsupported JWK EC curve: ${curve.name}.`);
  const [x, y] = curve.coordinates(point);
  const jwk = { kty: "EC", x: toBase64Url(x), y: toBase64Url(y), crv };
  return secret === null ? jwk : { ...jwk, d: toBase64Url(toBytes(secret, curve.orderLength)) };
}

function rawJwk(key: RawKey): Record<string, string> {
  const name = algorithmOf(key.type).jwkName;
  const shown = toBase64Url(key.public);
  if (/25519|448/.test(key.type)) {
    const hidden = key.secret ? { d: toBase64Url(key.secret) } : {};
    return { crv: name, ...hidden, x: shown, kty: "OKP" };
  }
  if (key.secret && !key.seed && algorithmOf(key.type).seedLength > 0)
    throw nodeError("ERR_CRYPTO_OPERATION_FAILED", "key does not have an available seed");
  const hidden = key.seed ?? key.secret;
  return { ...(hidden ? { priv: toBase64Url(hidden) } : {}), kty: "AKP", alg: name, pub: shown };
}

/** @param wantsPrivate a private key is asked for @throws ERR_CRYPTO_INVALID_JWK, ERR_CRYPTO_INVALID_CURVE */
export function readJwk(jwk: Jwk, wantsPrivate: boolean): AsymmetricKey {
  switch (jwk["kty"]) {
    case "RSA":
      return readRsa(jwk, wantsPrivate);
    case "EC":
      return readEc(jwk, wantsPrivate);
    case "OKP":
    case "AKP":
      return readRaw(jwk, wantsPrivate);
    default:
      if (typeof jwk["kty"] === "string") throw invalidJwk(`${jwk["kty"]} is not a supported JWK key type`);
      throw invalidJwk("Invalid JWK key type");
  }
}

const noPrivate = () => invalidJwk("JWK does not contain private key material");

/** The members of this name as bytes; `refuse` makes the error of one that is missing. */
function members(jwk: Jwk, names: readonly string[], refuse: () => Error): Uint8Array[] {
  return names.map((name) => {
    const text = jwk[name];
    if (typeof text !== "string") throw refuse();
    return fromBase64Url(text);
  });
}

function readRsa(jwk: Jwk, wantsPrivate: boolean): RsaKey {
  const bad = () => invalidJwk("Invalid JWK RSA key");
  const [n, e] = members(jwk, ["n", "e"], bad).map(toNumber) as [bigint, bigint];
  if (jwk["d"] === undefined) {
    if (wantsPrivate) throw noPrivate();
    return { ...PLAIN_RSA, n, e, secret: null };
  }
  const [d, p, q, dp, dq, qi] = members(jwk, ["d", "p", "q", "dp", "dq", "qi"], bad).map(toNumber) as [
    ...[bigint, bigint, bigint],
    ...[bigint, bigint, bigint],
  ];
  return { ...PLAIN_RSA, n, e, secret: { d, p, q, dp, dq, qi } };
}

function readEc(jwk: Jwk, wantsPrivate: boolean): EcKey {
  const bad = () => invalidJwk("Invalid JWK EC key");
  const { crv } = jwk;
  if (typeof crv !== "string") throw bad();
  const [x, y] = members(jwk, ["x", "y"], bad) as [Uint8Array, Uint8Array];
  if (!Object.values(curveNames).includes(crv)) throw invalidCurve();
  const curve = curveOf(crv);
  if (wantsPrivate && jwk["d"] === undefined) throw noPrivate();
  const point = new Uint8Array(1 + 2 * curve.fieldLength);
  point[0] = 4;
  point.set(toBytes(toNumber(x), curve.fieldLength), 1);
  point.set(toBytes(toNumber(y), curve.fieldLength), 1 + curve.fieldLength);
  const [secret] = jwk["d"] === undefined ? [] : members(jwk, ["d"], bad).map(toNumber);
  if (secret !== undefined && !curve.isSecret(secret)) throw bad();
  try {
    const read = curve.point(point);
    return { type: "ec", curve, explicit: false, point: read, compressed: false, secret: secret ?? null };
  } catch {
    // The point is not on the curve.
    throw bad();
  }
}

function readRaw(jwk: Jwk, wantsPrivate: boolean): RawKey {
  const elliptic = jwk["kty"] === "OKP";
  const [nameMember, publicMember, secretMember] = elliptic
    ? (["crv", "x", "d"] as const)
    : (["alg", "pub", "priv"] as const);
  const bad = () => invalidJwk(`Invalid JWK ${elliptic ? "OKP" : "AKP"} key`);
  const name = jwk[nameMember];
  if (typeof name !== "string") throw bad();
  const type = rawTypeOfJwk(name);
  const [shown] = members(jwk, [publicMember], bad) as [Uint8Array];
  if (!type || /25519|448/.test(type) !== elliptic)
    throw elliptic ? bad() : invalidJwk('Unsupported JWK AKP "alg"');
  const hidden = jwk[secretMember];
  if (hidden === undefined && wantsPrivate) throw noPrivate();
  const [secret] = hidden === undefined ? [] : members(jwk, [secretMember], bad);
  const seeded = algorithmOf(type).seedLength > 0;
  const key = !secret
    ? rawPublicKey(type, shown)
    : seeded
      ? seededKey(type, secret)
      : rawSecretKey(type, secret);
  if (!key) throw bad();
  return key;
}
