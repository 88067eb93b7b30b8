import { aes } from "./aes.ts";
import { CcmMode, ChaChaPoly, ChaChaStream, GcmMode, type AuthenticatedMode } from "./authenticated-modes.ts";
import { CipherError, type BlockCipher, type CipherMode } from "./block-cipher.ts";
import { BlockMode, NarrowFeedback, StreamMode } from "./block-modes.ts";
import { tripleDes } from "./des.ts";
import type { CipherKind } from "./kinds.ts";
import { OcbMode } from "./ocb.ts";
import { WrapMode, XtsMode } from "./whole-modes.ts";

function blockCipher({ name }: CipherKind, key: Uint8Array): BlockCipher {
  return name.startsWith("des") ? tripleDes(key) : aes(key);
}

export interface OpenOptions {
  readonly kind: CipherKind;
  readonly encrypts: boolean;
  readonly key: Uint8Array;
  /** Empty for ciphers that take none. */
  readonly iv: Uint8Array;
  /** Of CCM and OCB, in bytes. */
  readonly tagLength: number;
}

/** A cipher, ready for a message. The lengths of key and iv are right. @throws CipherError for an XTS key of equal halves */
export function openCipher(options: OpenOptions): CipherMode {
  const { kind, encrypts, key, iv, tagLength } = options;
  const cipher = () => blockCipher(kind, key);
  switch (kind.mode) {
    case "cbc":
      return new BlockMode(cipher(), encrypts, iv);
    case "ecb":
      return new BlockMode(cipher(), encrypts, null);
    case "ctr":
      return StreamMode.ctr(cipher(), iv);
    case "ofb":
      return StreamMode.ofb(cipher(), iv);
    case "cfb": {
      const narrow = /cfb([18])$/.exec(kind.name)?.[1];
      if (narrow) return new NarrowFeedback(cipher(), encrypts, iv, narrow === "1" ? 1 : 8);
      return StreamMode.cfb(cipher(), encrypts, iv);
    }
    case "gcm":
      return new GcmMode(cipher(), encrypts, iv);
    case "ccm":
      return new CcmMode(cipher(), encrypts, iv, tagLength);
    case "ocb":
      return new OcbMode(cipher(), encrypts, iv, tagLength);
    case "wrap":
      return new WrapMode(cipher(), encrypts, iv);
    case "xts": {
      const [data, tweak] = [key.slice(0, key.length / 2), key.slice(key.length / 2)];
      if (data.every((byte, at) => byte === tweak[at])) throw new CipherError("same-keys");
      return new XtsMode(aes(data), aes(tweak), encrypts, iv);
    }
    case "stream":
      if (kind.name === "chacha20-poly1305") return new ChaChaPoly(key, encrypts, iv);
      // OpenSSL's iv is the block's number, the lowest byte first, and the nonce.
      return new ChaChaStream(key, iv.slice(4), new DataView(iv.buffer, iv.byteOffset).getUint32(0, true));
  }
}

const authenticated = new Set(["gcm", "ccm", "ocb"]);

export function isAuthenticated({ mode, name }: CipherKind): boolean {
  return authenticated.has(mode) || name === "chacha20-poly1305";
}

export function hasTag(mode: CipherMode): mode is AuthenticatedMode {
  return "associate" in mode;
}
