import { md5, sha1 } from "@noble/hashes/legacy.js";
import { createHasher, type Hash } from "@noble/hashes/utils.js";

type Part = ReturnType<typeof md5.create>;

/** TLS 1.0's digest: MD5, then SHA-1, of the same message. */
class Md5Sha1 implements Hash<Md5Sha1> {
  readonly blockLen = 64;
  readonly outputLen = 36;
  readonly canXOF = false;
  #parts: readonly Part[];

  constructor(parts: readonly Part[] = [md5.create(), sha1.create()] as unknown as readonly Part[]) {
    this.#parts = parts;
  }

  update(data: Uint8Array): this {
    for (const part of this.#parts) part.update(data);
    return this;
  }

  digest(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#parts.flatMap((part) => [...part.digest()]));
  }

  digestInto(target: Uint8Array): void {
    target.set(this.digest());
  }

  destroy(): void {
    for (const part of this.#parts) part.destroy();
  }

  clone(): Md5Sha1 {
    return new Md5Sha1(this.#parts.map((part) => part.clone()));
  }

  _cloneInto(to?: Md5Sha1): Md5Sha1 {
    const copy = to ?? this.clone();
    copy.#parts = this.#parts.map((part) => part.clone());
    return copy;
  }
}

export const md5sha1 = /* @__PURE__ */ createHasher(() => new Md5Sha1());
