/**
 * Words used here: a *job* is work that the library runs at once, or later with a callback or a promise; a *handle* is
 * the object that holds a key's bytes; a *mode* is how a cipher is applied to a message.
 */
import type { MakeBinding } from "../../binding.ts";
import { bytesOf } from "../values.ts";
import { certificateParser } from "./certificates.ts";
import { cipherClasses } from "./cipher.ts";
import { diffieHellmanClasses } from "./diffie-hellman.ts";
import { encapsulationJobs } from "./encapsulation.ts";
import { keccakJobs } from "./keccak-jobs.ts";
import { keyAgreement } from "./key-agreement.ts";
import { keyPairJobs } from "./key-pair-jobs.ts";
import { curveNames } from "./curve-names.ts";
import { digestNames } from "./digests.ts";
import { coded } from "./failures.ts";
import { hashClasses } from "./hash.ts";
import { jobClasses } from "./jobs.ts";
import { keys } from "./keys.ts";
import { primeJobs } from "./prime-jobs.ts";
import { rsaFunctions } from "./rsa.ts";
import { secureContextClass } from "./secure-context.ts";
import { signatureClasses } from "./signatures.ts";
import { spkacFunctions } from "./spkac.ts";
import { webCryptoJobs } from "./webcrypto-jobs.ts";

/** `internalBinding('crypto')`. */
export const cryptoBinding: MakeBinding = (context) => {
  const {
    KeyObjectHandle,
    createNativeKeyObjectClass,
    getKeyObjectSlots,
    createCryptoKeyClass,
    getCryptoKeySlots,
  } = keys(context);
  const { Job, ...jobs } = jobClasses(context);
  const { signDigest: _sign, verifyDigest, ...signatures } = signatureClasses(context, { Job });

  function timingSafeEqual(...both: [unknown, unknown]): boolean {
    for (const [at, value] of both.entries()) {
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer)
        continue;
      const message = `The "buf${at + 1}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`;
      throw coded(TypeError, "ERR_INVALID_ARG_TYPE", message, timingSafeEqual);
    }
    const [left, right] = both.map((value) => bytesOf(value as ArrayBuffer)) as [Uint8Array, Uint8Array];
    if (left.length !== right.length)
      throw coded(
        RangeError,
        "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH",
        "Input buffers must have the same byte length",
        timingSafeEqual,
      );
    let difference = 0;
    for (let at = 0; at < left.length; at++) difference |= (left[at] ?? 0) ^ (right[at] ?? 0);
    return difference === 0;
  }

  return {
    KeyObjectHandle,
    createNativeKeyObjectClass,
    getKeyObjectSlots,
    createCryptoKeyClass,
    getCryptoKeySlots,
    ...jobs,
    ...signatures,
    ...keyPairJobs(context, { Job }),
    ...rsaFunctions(context, { Job }),
    ...keyAgreement(context, { Job }),
    ...diffieHellmanClasses(context),
    ...encapsulationJobs(context, { Job }),
    ...keccakJobs(context, { Job }),
    ...spkacFunctions(context, verifyDigest),
    parseX509: certificateParser(context, verifyDigest),
    ...primeJobs(context, { Job }),
    ...webCryptoJobs(context, { Job }),
    ...hashClasses(context),
    ...cipherClasses(context),
    timingSafeEqual,
    getHashes: digestNames,
    getCachedAliases: () => ({}),
    ...secureContextClass(context),
    getCurves: () => [...curveNames],
    getFipsCrypto: () => 0,
    testFipsCrypto: () => false,
    secureBuffer: (length: number) => new Uint8Array(length),
    secureHeapUsed: () => 0n,
    getOpenSSLSecLevelCrypto: () => 2,
    setEngine: () => false,
    setFipsCrypto: () => undefined,
  };
};
