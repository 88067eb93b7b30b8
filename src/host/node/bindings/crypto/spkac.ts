import type { BindingContext } from "../../binding.ts";
import { bytesOf, values } from "../values.ts";
import { asymmetricKeys } from "./asymmetric-keys.ts";
import { signatureHashes } from "./signature-hashes.ts";
import type { signatureClasses } from "./signatures.ts";

type Bytes = ArrayBufferView | ArrayBuffer;

type VerifyDigest = ReturnType<typeof signatureClasses>["verifyDigest"];

/** What OpenSSL counts lengths with. */
const largest = 2 ** 31 - 1;

/** Netscape's SPKAC: a public key with a challenge, signed by its owner. */
export function spkacFunctions(context: BindingContext, verifyDigest: VerifyDigest) {
  const convert = values(context);
  const { library, hash } = asymmetricKeys(context);

  function parse(bytes: Bytes) {
    const { fromBase64, Fields, latin1, readPublicDer } = library();
    const der = fromBase64(
      latin1(bytesOf(bytes))
        .replace(/^SPKAC=/, "")
        .replaceAll("\0", ""),
    );
    if (!der) return null;
    const outer = Fields.of(der);
    const body = outer.any();
    const algorithm = outer.sequence().oid();
    const signature = outer.bits();
    const [key, challenge] = Fields.in(body).rest;
    if (!key || !challenge) return null;
    const noTools = null as never;
    return {
      key: readPublicDer(key.bytes, false, null, noTools),
      keyBytes: key.bytes,
      challenge: challenge.content.slice(),
      signed: body.bytes,
      algorithm,
      signature,
    };
  }

  /** Null for what is none. @throws ERR_OUT_OF_RANGE */
  function tryParse(bytes: Bytes): ReturnType<typeof parse> {
    if (bytes.byteLength > largest) throw library().rangeError("ERR_OUT_OF_RANGE", "spkac is too large");
    try {
      return parse(bytes);
    } catch {
      // Node answers with an empty value.
      return null;
    }
  }

  return {
    certVerifySpkac(bytes: Bytes): boolean {
      const spkac = tryParse(bytes);
      const name = spkac ? signatureHashes[spkac.algorithm] : undefined;
      if (!spkac || name === undefined) return false;
      const digest = hash(name);
      const none = { padding: undefined, saltLength: undefined, encoding: undefined };
      return verifyDigest(spkac.key, digest, digest.digest(spkac.signed), spkac.signature, none);
    },
    certExportPublicKey(bytes: Bytes): Uint8Array | string {
      const spkac = tryParse(bytes);
      if (!spkac) return "";
      const { writePem } = library();
      const pem = writePem({ label: "PUBLIC KEY", headers: {}, bytes: spkac.keyBytes });
      return convert.buffer(convert.encode(pem).slice());
    },
    certExportChallenge(bytes: Bytes): Uint8Array | string {
      const spkac = tryParse(bytes);
      return spkac ? convert.buffer(spkac.challenge) : "";
    },
  };
}
