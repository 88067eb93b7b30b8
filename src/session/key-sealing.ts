/** How a key of a model endpoint is encrypted: AES-GCM, bound to its endpoint, so that it opens under no other. */

export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** What makes a passphrase into a key again, and tells whether it is the right one. */
export interface Lock {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
  readonly check: Sealed;
}

/** Of PBKDF2 with SHA-256, as OWASP's Password Storage Cheat Sheet advises. */
const ITERATIONS = 600_000;
const CHECK = "mirrorbox";

export function isLock(master: unknown): master is Lock {
  return typeof master === "object" && master !== null && "salt" in master;
}

export async function makeLock(passphrase: string): Promise<{ lock: Lock; key: CryptoKey }> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const key = await derive(passphrase, salt, ITERATIONS);
  return { lock: { salt, iterations: ITERATIONS, check: await seal(CHECK, key, CHECK) }, key };
}

/** Null when it is another passphrase. */
export async function keyOf(lock: Lock, passphrase: string): Promise<CryptoKey | null> {
  const key = await derive(passphrase, lock.salt, lock.iterations);
  return (await open(lock.check, key, CHECK)) === CHECK ? key : null;
}

export async function seal(text: string, key: CryptoKey, boundTo: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const encoder = new TextEncoder();
  const algorithm = { name: "AES-GCM", iv, additionalData: encoder.encode(boundTo) };
  return { iv, data: await crypto.subtle.encrypt(algorithm, key, encoder.encode(text)) };
}

/** Null when it is damaged, or was sealed with another key or for another endpoint. */
export async function open(sealed: Sealed, key: CryptoKey, boundTo: string): Promise<string | null> {
  const algorithm = { name: "AES-GCM", iv: sealed.iv, additionalData: new TextEncoder().encode(boundTo) };
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, sealed.data));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return null;
    throw error;
  }
}

export function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB failed")));
  });
}

async function derive(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const material = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return await crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
}
