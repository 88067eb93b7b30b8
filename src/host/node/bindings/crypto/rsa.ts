import type { BindingContext } from "../../binding.ts";
import { bytesOf, values } from "../values.ts";
import { asymmetricKeys, type AsymmetricKey, type KeyInput } from "./asymmetric-keys.ts";
import type { jobClasses } from "./jobs.ts";
import { keys } from "./keys.ts";

type Bytes = ArrayBufferView | ArrayBuffer;
type RsaKey = Extract<AsymmetricKey, { type: "rsa" | "rsa-pss" }>;

/** `kWebCryptoCipherEncrypt` of the library. */
const ENCRYPT = 0;

/** Encryption with RSA keys. */
export function rsaFunctions(context: BindingContext, { Job }: Pick<ReturnType<typeof jobClasses>, "Job">) {
  const convert = values(context);
  const { library, random, findHash, hash } = asymmetricKeys(context);
  const { asymmetricKey } = keys(context);

  function rsaKey(key: AsymmetricKey): RsaKey {
    const { opensslError, unsupportedOperation } = library();
    if (key.type === "rsa-pss") throw opensslError("1C8000B2", "operation not supported for this keytype");
    if (key.type !== "rsa") throw unsupportedOperation();
    return key;
  }

  function oaep(name: string | undefined, label: Bytes | undefined) {
    const digest = findHash(name ?? "sha1");
    if (!digest)
      throw Object.assign(new Error("Invalid digest used"), { code: "ERR_OSSL_EVP_INVALID_DIGEST" });
    return { hash: digest, mgf1Hash: digest, label: label ? bytesOf(label) : new Uint8Array(0) };
  }

  type Operation = (
    key: RsaKey,
    input: Uint8Array,
    padding: number,
    options: ReturnType<typeof oaep>,
  ) => Uint8Array;

  const rsaFunction =
    (wantsPrivate: boolean, operate: Operation) =>
    (
      data: unknown,
      format: KeyInput["format"],
      type: KeyInput["type"],
      passphrase: KeyInput["passphrase"],
      namedCurve: KeyInput["namedCurve"],
      input: Bytes,
      padding: number,
      hashName?: string,
      label?: Bytes,
    ): Uint8Array => {
      const options = oaep(hashName, label);
      const key = rsaKey(asymmetricKey({ data, format, type, passphrase, namedCurve }, wantsPrivate));
      return convert.buffer(operate(key, bytesOf(input), padding, options));
    };

  /** @throws for a padding that only encrypts */
  function signing(padding: number): number {
    const { PADDING, invalidPaddingMode } = library();
    if (padding !== PADDING.pkcs1 && padding !== PADDING.none) throw invalidPaddingMode();
    return padding;
  }

  class RSACipherJob extends Job {
    readonly #run: () => Uint8Array;
    constructor(
      mode: number,
      direction: number,
      data: object,
      input: Bytes,
      _variant: number,
      hashName: string,
      label?: Bytes,
    ) {
      super(mode, "CIPHERREQUEST");
      const plainInput = {
        data,
        format: undefined,
        type: undefined,
        passphrase: undefined,
        namedCurve: undefined,
      };
      const key = rsaKey(asymmetricKey(plainInput, direction !== ENCRYPT));
      const text = bytesOf(input).slice();
      const options = { ...oaep(hashName, label), hash: hash(hashName) };
      const { encrypt, decrypt, PADDING } = library();
      this.#run = () =>
        direction === ENCRYPT
          ? encrypt(key, text, PADDING.oaep, options, random)
          : decrypt(key, text, PADDING.oaep, options);
    }
    work(): ArrayBuffer {
      return new Uint8Array(this.#run()).buffer;
    }
  }

  return {
    publicEncrypt: rsaFunction(false, (key, input, padding, options) =>
      library().encrypt(key, input, padding, options, random),
    ),
    privateDecrypt: rsaFunction(true, (key, input, padding, options) =>
      library().decrypt(key, input, padding, options),
    ),
    privateEncrypt: rsaFunction(true, (key, input, padding) =>
      library().encryptWithPrivate(key, input, signing(padding)),
    ),
    publicDecrypt: rsaFunction(false, (key, input, padding) =>
      library().decryptWithPublic(key, input, signing(padding)),
    ),
    RSACipherJob,
  };
}
