/**
 * Words used here: a *job* is work that the library runs at once, or later with a callback or a promise; a *handle* is
 * the object that holds a key's bytes; a *mode* is how a cipher is applied to a message.
 */
import type { MakeBinding } from "../../binding.ts";
import { bytesOf } from "../values.ts";
import { cipherClasses } from "./cipher.ts";
import { digestNames } from "./digests.ts";
import { coded } from "./failures.ts";
import { hashClasses } from "./hash.ts";
import { jobClasses } from "./jobs.ts";
import { keys } from "./keys.ts";
import { primeJobs } from "./prime-jobs.ts";
import { unavailableParts } from "./unavailable.ts";
import { webCryptoJobs } from "./webcrypto-jobs.ts";

/** `internalBinding('crypto')`, for what needs no public keys. */
export const cryptoBinding: MakeBinding = (context) => {
  const { keyBytes: _bytes, secretHandle: _handle, cryptoKey: _key, ...keyParts } = keys(context);
  const { Job, ...jobs } = jobClasses(context);

  function timingSafeEqual(a: ArrayBufferView | ArrayBuffer, b: ArrayBufferView | ArrayBuffer) {
    const [left, right] = [bytesOf(a), bytesOf(b)];
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
    ...unavailableParts(),
    ...keyParts,
    ...jobs,
    ...primeJobs(context, { Job }),
    ...webCryptoJobs(context, { Job }),
    ...hashClasses(context),
    ...cipherClasses(context),
    timingSafeEqual,
    getHashes: digestNames,
    getCachedAliases: () => ({}),
    getSSLCiphers: () => [],
    getCurves: () => [],
    getFipsCrypto: () => 0,
    testFipsCrypto: () => false,
    secureBuffer: (length: number) => new Uint8Array(length),
    secureHeapUsed: () => undefined,
  };
};
