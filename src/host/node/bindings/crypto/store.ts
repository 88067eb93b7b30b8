import { SyscallError } from "../../../machine/syscalls.ts";
import type { BindingContext } from "../../binding.ts";
import type { AsymmetricKey, KeyInput } from "./asymmetric-keys.ts";
import { coded } from "./failures.ts";

/** How the library says where a private key is stored: a path, or a URL of another scheme than `file:`. */
interface Place {
  readonly uri: string;
  readonly properties: string | null;
}

/** Queries of properties that OpenSSL's own loader answers. */
const fitting = new Set(["", "provider=default"]);

/** How reading tells that there is no passphrase, in DER and in PEM. */
const needsPassphrase = new Set(["ERR_MISSING_PASSPHRASE", "ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED"]);

/**
 * A private key as OpenSSL's STORE loads it, of which only the loader of files is here.
 *
 * @param readers how a file's content is read as PEM or as DER
 * @throws ERR_ACCESS_DENIED, ERR_MISSING_PASSPHRASE, and as OpenSSL's loaders do
 */
export function readStored(
  context: BindingContext,
  { data, passphrase }: KeyInput,
  readers: { pem(content: Uint8Array): AsymmetricKey; der(content: Uint8Array): AsymmetricKey },
): AsymmetricKey {
  const { uri, properties } = data as Place;
  context.permissions?.demand("openssl.store");
  const { opensslError, readPem } = context.vendor("public-keys");
  const missing = ["80000002", "No such file or directory"] as const;
  const unsupported = ["1608010C", "unsupported"] as const;
  const refuse = (...further: (readonly [string, string])[]) =>
    opensslError(...unsupported, [unsupported, ...further]);
  if (!fitting.has(properties ?? "")) throw refuse();
  // A URL of another scheme without an authority could be a file's name, which is tried first.
  const isOther = !uri.startsWith("/");
  if (isOther && /^[^:]*:\/\//.test(uri)) throw refuse();
  const content = readFile(context, uri);
  if (!content) throw isOther ? refuse(missing) : withoutCode(opensslError(...missing, [missing]));
  const blocks = readPem(content);
  const nothing = (message: string) => coded(Error, "ERR_CRYPTO_OPERATION_FAILED", message);
  if (blocks.length > 0 && !blocks.some(({ label }) => label.endsWith("PRIVATE KEY")))
    throw nothing("No private key found through the OpenSSL STORE loader");
  try {
    return blocks.length > 0 ? readers.pem(content) : readers.der(content);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!passphrase && needsPassphrase.has(code))
      throw coded(TypeError, "ERR_MISSING_PASSPHRASE", "Passphrase required for encrypted key");
    if (passphrase && code === "ERR_OSSL_BAD_DECRYPT") {
      const failed = ["11800074", "pkcs12 cipherfinal error"] as const;
      throw opensslError(...failed, [failed, ["1C800064", "bad decrypt"]]);
    }
    throw nothing("Failed to load private key through an OpenSSL STORE loader");
  }
}

/** Null for what is not there. */
function readFile(context: BindingContext, path: string): Uint8Array | null {
  try {
    return context.sys.readFile(path);
  } catch (error) {
    if (error instanceof SyscallError) return null;
    throw error;
  }
}

/** The system's errors have no reason in OpenSSL's tables, and so no code. */
function withoutCode(error: Error): Error {
  Reflect.deleteProperty(error, "reason");
  Reflect.deleteProperty(error, "code");
  return error;
}
