import type { BindingContext } from "../../binding.ts";
import { bytesOf, values } from "../values.ts";
import { asymmetricKeys, type AsymmetricKey, type HashFunction, type KeyInput } from "./asymmetric-keys.ts";
import { dsaEncodings } from "./dsa-encodings.ts";
import { findDigest, startHash, type RunningHash } from "./digests.ts";
import { coded } from "./failures.ts";
import type { jobClasses } from "./jobs.ts";
import { keys } from "./keys.ts";

type Bytes = ArrayBufferView | ArrayBuffer;

/** `kSigEncP1363` and `kSignJobModeSign` of the library. */
const P1363 = 1;
const SIGN = 0;

/** `RSA_PSS_SALTLEN_AUTO` */
const autoSalt = -2;
const longestContext = 255;

interface Options {
  readonly padding: number | undefined;
  readonly saltLength: number | undefined;
  readonly encoding: number | undefined;
}

/** `Sign`, `Verify` and the job of their one-shot forms. */
export function signatureClasses(
  context: BindingContext,
  { Job }: Pick<ReturnType<typeof jobClasses>, "Job">,
) {
  const convert = values(context);
  const { library, random, hash, findHash } = asymmetricKeys(context);
  const { asymmetricKey } = keys(context);
  const encodings = dsaEncodings(context);

  /** The padding that an RSA key signs with. @throws for one that does not sign */
  function paddingOf(key: AsymmetricKey, asked: number | undefined): number {
    const { PADDING, checkSignaturePadding, invalidPaddingMode } = library();
    const padding = asked ?? (key.type === "rsa-pss" ? PADDING.pss : PADDING.pkcs1);
    checkSignaturePadding(padding);
    if (key.type === "rsa-pss" && padding !== PADDING.pss) throw invalidPaddingMode();
    return padding;
  }

  /** @throws for hash functions that OpenSSL does not sign with */
  function allowed(key: AsymmetricKey, digest: HashFunction): HashFunction {
    const { opensslError, HASH_OIDS } = library();
    const fits = digest.name in HASH_OIDS || digest.name === "md5-sha1";
    const wrong = key.type === "rsa-pss" && key.pss !== null && key.pss.hash !== digest.name;
    if (!fits || wrong) throw opensslError("1C8000AE", "digest not allowed");
    return digest;
  }

  function pssOptions(
    key: AsymmetricKey,
    digest: HashFunction,
    saltLength: number | undefined,
    signs: boolean,
  ) {
    const restricted = key.type === "rsa-pss" ? key.pss : null;
    const least = restricted?.saltLength ?? 0;
    const asked = saltLength ?? (restricted ? least : autoSalt);
    if (restricted && asked >= 0 && asked < least && signs)
      throw library().opensslError("1C8000AC", "pss saltlen too small");
    return { hash: digest, mgf1Hash: restricted ? hash(restricted.mgf1Hash) : digest, saltLength: asked };
  }

  /** Signs a digest. */
  function signDigest(
    key: AsymmetricKey,
    digest: HashFunction,
    sum: Uint8Array,
    options: Options,
  ): Uint8Array {
    const keysLibrary = library();
    switch (key.type) {
      case "rsa":
      case "rsa-pss": {
        const padding = paddingOf(key, options.padding);
        // As OpenSSL, which is told the hash function last.
        const pss = pssOptions(key, digest, options.saltLength, true);
        const checked = allowed(key, digest);
        if (padding === keysLibrary.PADDING.pkcs1) return keysLibrary.signPkcs1(key, checked, sum);
        return keysLibrary.signPss(key, sum, pss, random);
      }
      case "ec": {
        if (key.secret === null) throw keysLibrary.unsupportedOperation();
        const der = key.curve.sign(sum, key.secret, random);
        return options.encoding === P1363 ? encodings.toP1363(der, key.curve.orderLength) : der;
      }
      case "dsa": {
        const [r, s] = keysLibrary.signDsa(key, sum, random);
        const der = encodings.toDer(r, s);
        return options.encoding === P1363 ? encodings.toP1363(der, keysLibrary.dsaHalf(key)) : der;
      }
      default:
        throw keysLibrary.unsupportedOperation();
    }
  }

  function verifyDigest(
    key: AsymmetricKey,
    digest: HashFunction,
    sum: Uint8Array,
    signature: Uint8Array,
    options: Options,
  ): boolean {
    const keysLibrary = library();
    switch (key.type) {
      case "rsa":
      case "rsa-pss": {
        const padding = paddingOf(key, options.padding);
        const checked = allowed(key, digest);
        if (padding === keysLibrary.PADDING.pkcs1)
          return keysLibrary.verifyPkcs1(key, checked, sum, signature);
        const pss = pssOptions(key, checked, options.saltLength, false);
        return keysLibrary.verifyPss(key, sum, signature, {
          ...pss,
          saltLength: options.saltLength ?? autoSalt,
        });
      }
      case "ec": {
        const both = encodings.read(signature, key.curve.orderLength, options.encoding === P1363);
        return both !== null && key.curve.verify(sum, ...both, key.point);
      }
      case "dsa": {
        const both = encodings.read(signature, keysLibrary.dsaHalf(key), options.encoding === P1363);
        return both !== null && keysLibrary.verifyDsa(key, sum, ...both);
      }
      default:
        throw keysLibrary.unsupportedOperation();
    }
  }

  const optionsOf = (padding?: number, saltLength?: number, encoding?: number): Options => ({
    padding,
    saltLength,
    encoding,
  });

  /** A message that is summed up before its key is known. */
  class RunningSignature {
    #hash: RunningHash | null = null;
    #function: HashFunction | null = null;

    init(name: string): void {
      const digest = findDigest(name);
      this.#function = findHash(name);
      if (!digest) throw coded(TypeError, "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest");
      this.#hash = startHash(context.vendor("hashes"), digest, digest.length);
    }

    update(data: string | ArrayBufferView, encoding?: unknown): void {
      if (!this.#hash) throw coded(Error, "ERR_CRYPTO_INVALID_STATE", "Not initialised");
      this.#hash.update(typeof data === "string" ? convert.encode(data, encoding) : bytesOf(data));
    }

    protected finish(): readonly [HashFunction, Uint8Array] {
      const [running, digest] = [this.#hash, this.#function];
      if (!running || !digest) throw coded(Error, "ERR_CRYPTO_INVALID_STATE", "Not initialised");
      this.#hash = null;
      return [digest, running.digest()];
    }

    protected checked(key: AsymmetricKey): AsymmetricKey {
      if (library().isRaw(key))
        throw coded(Error, "ERR_CRYPTO_UNSUPPORTED_OPERATION", "Unsupported crypto operation");
      return key;
    }
  }

  class Sign extends RunningSignature {
    sign(
      data: unknown,
      format: KeyInput["format"],
      type: KeyInput["type"],
      passphrase: KeyInput["passphrase"],
      namedCurve: KeyInput["namedCurve"],
      padding?: number,
      saltLength?: number,
      encoding?: number,
    ): Uint8Array {
      const key = asymmetricKey({ data, format, type, passphrase, namedCurve }, true);
      const [digest, sum] = this.finish();
      const options = optionsOf(padding, saltLength, encoding);
      return convert.buffer(signDigest(this.checked(key), digest, sum, options));
    }
  }

  class Verify extends RunningSignature {
    verify(
      data: unknown,
      format: KeyInput["format"],
      type: KeyInput["type"],
      passphrase: KeyInput["passphrase"],
      namedCurve: KeyInput["namedCurve"],
      signature: Bytes,
      padding?: number,
      saltLength?: number,
      encoding?: number,
    ): boolean {
      const key = asymmetricKey({ data, format, type, passphrase, namedCurve }, false);
      const [digest, sum] = this.finish();
      const options = optionsOf(padding, saltLength, encoding);
      return verifyDigest(this.checked(key), digest, sum, bytesOf(signature), options);
    }
  }

  /** What a key signs with when the program names nothing. */
  function usualHash(key: AsymmetricKey): HashFunction {
    return hash(key.type === "rsa-pss" && key.pss ? key.pss.hash : "sha256");
  }

  class SignJob extends Job {
    readonly #run: () => ArrayBuffer | boolean;

    constructor(
      mode: number,
      direction: number,
      data: unknown,
      format: KeyInput["format"],
      type: KeyInput["type"],
      passphrase: KeyInput["passphrase"],
      namedCurve: KeyInput["namedCurve"],
      message: Bytes,
      algorithm: string | null | undefined,
      saltLength?: number,
      padding?: number,
      encoding?: number,
      extra?: Bytes,
      signature?: Bytes,
    ) {
      super(mode, "SIGNREQUEST");
      const key = asymmetricKey({ data, format, type, passphrase, namedCurve }, direction === SIGN);
      const named = typeof algorithm === "string" ? hash(algorithm) : null;
      const [text, told] = [bytesOf(message).slice(), signature && bytesOf(signature).slice()];
      const words = extra ? bytesOf(extra).slice() : new Uint8Array(0);
      const options = optionsOf(padding, saltLength, encoding);
      checkContext(key, words);
      const keysLibrary = library();
      this.#run = () => {
        if (keysLibrary.isRaw(key)) return this.#raw(key, text, named !== null, words, direction, told);
        const digest = named ?? usualHash(key);
        const sum = () => digest.digest(text);
        if (direction === SIGN) return new Uint8Array(signDigest(key, digest, sum(), options)).buffer;
        return verifyDigest(key, digest, sum(), told ?? new Uint8Array(0), options);
      };
    }

    #raw(
      key: Extract<AsymmetricKey, { seed: unknown }>,
      text: Uint8Array,
      named: boolean,
      words: Uint8Array,
      direction: number,
      signature: Uint8Array | undefined,
    ): ArrayBuffer | boolean {
      const { algorithmOf, unsupportedOperation, opensslError } = library();
      const { sign, verify } = algorithmOf(key.type);
      if (!sign || !verify) throw unsupportedOperation();
      if (named) throw opensslError("1C80007A", "invalid digest");
      if (direction !== SIGN)
        return safely(() => verify(signature ?? new Uint8Array(0), text, key.public, words));
      if (!key.secret) throw unsupportedOperation();
      return new Uint8Array(sign(text, key.secret, words, random)).buffer;
    }

    work(): ArrayBuffer | boolean {
      return this.#run();
    }
  }

  function checkContext(key: AsymmetricKey, words: Uint8Array): void {
    if (words.length > longestContext)
      throw coded(RangeError, "ERR_OUT_OF_RANGE", "context string must be at most 255 bytes");
    const takes = /^(ed|ml-dsa|slh-dsa)/.test(key.type);
    if (words.length > 0 && !takes)
      throw coded(Error, "ERR_CRYPTO_OPERATION_FAILED", "Context parameter is unsupported");
  }

  return { Sign, Verify, SignJob, signDigest, verifyDigest };
}

/** A signature that cannot even be read is a wrong one. */
function safely(verify: () => boolean): boolean {
  try {
    return verify();
  } catch {
    // The library throws for malformed signatures.
    return false;
  }
}
