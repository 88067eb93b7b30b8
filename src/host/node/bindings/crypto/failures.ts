type ErrorClass = new (message: string) => Error;

/** An error as native code makes them: `code` is the only property of its own, and the stack starts at the caller of `above`. */
export function coded(
  Class: ErrorClass,
  code: string,
  message: string,
  above?: (...args: never[]) => unknown,
): Error {
  const error = Object.assign(new Class(message), { code });
  if (above) Error.captureStackTrace?.(error, above);
  return error;
}

/** The error of an unknown digest's name. */
export function invalidDigest(name: string): Error {
  return coded(TypeError, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${name}`);
}

/** An error of OpenSSL's providers, as Node decorates it. */
export function providerFailure(number: string, reason: string): Error {
  const library = "Provider routines";
  const message = `error:${number}:${library}::${reason}`;
  return Object.assign(new Error(message), {
    opensslErrorStack: [message],
    library,
    reason,
    code: `ERR_OSSL_${reason.toUpperCase().replaceAll(" ", "_")}`,
  });
}

/** What needs an algorithm that this Node does not have. */
export function unavailable(what: string): Error {
  return coded(
    Error,
    "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
    `${what} is not available in this sandbox. Hashes, HMAC, key derivation, AES and random bytes are.`,
  );
}
