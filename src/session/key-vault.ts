/**
 * Keys of model endpoints. One is held in memory for the endpoint it was given for; only if the person opts in it is also
 * kept in this browser, encrypted: with a key of the browser that scripts can use but not read, which protects a copy of
 * the profile's files, or with one that is made of a passphrase, which protects also against whoever opens the browser.
 * Neither protects against code that runs in this page while the keys are open.
 */
import { AppError } from "./app.ts";
import { done, isLock, keyOf, type Lock, makeLock, open, seal, type Sealed } from "./key-sealing.ts";

const DATABASE = "mirrorbox-keys";
const STORE = "keys";
/** Where the encrypting key, or what is needed to make it of a passphrase, is kept beside the endpoints. */
const MASTER = "(master)";

/** How long keys last. */
export type Keeping = "session" | "browser" | "passphrase";

export class KeyVault {
  readonly #factory: IDBFactory | undefined;
  readonly #held = new Map<string, string>();
  /** Made of the passphrase, for as long as the page is open. */
  #unlocked: CryptoKey | null = null;

  /** @param factory the browser's; undefined where it has none */
  constructor(factory: IDBFactory | undefined) {
    this.#factory = factory;
  }

  /** The key for an endpoint, "" when there is none, or when it is locked. */
  async get(baseUrl: string): Promise<string> {
    const name = endpoint(baseUrl);
    const held = this.#held.get(name);
    if (held !== undefined) return held;
    const kept = await this.#use("readonly", async (store) => {
      const sealed = (await done(store.get(name))) as Sealed | undefined;
      const master = (await done(store.get(MASTER))) as CryptoKey | Lock | undefined;
      return { sealed, master };
    });
    if (kept?.sealed === undefined || kept.master === undefined) return "";
    const key = isLock(kept.master) ? this.#unlocked : kept.master;
    // Damaged data is as good as no key.
    return key === null ? "" : ((await open(kept.sealed, key, name)) ?? "");
  }

  /** True when keys are kept behind a passphrase that was not given since the page was opened. */
  async locked(): Promise<boolean> {
    return isLock(await this.#master()) && this.#unlocked === null;
  }

  /** @returns false when it is another passphrase */
  async unlock(passphrase: string): Promise<boolean> {
    const master = await this.#master();
    if (!isLock(master)) return true;
    this.#unlocked = await keyOf(master, passphrase);
    return this.#unlocked !== null;
  }

  /**
   * Holds a key for the session, and keeps it beyond when `keeping` says so; else nothing of it is kept.
   * @throws AppError when it cannot be kept; it is held all the same
   */
  async hold(baseUrl: string, key: string, keeping: Keeping): Promise<void> {
    this.#held.set(endpoint(baseUrl), key);
    if (keeping !== "session" && key !== "") await this.#keep(endpoint(baseUrl), key);
    else await this.#use("readwrite", (store) => done(store.delete(endpoint(baseUrl))));
  }

  /**
   * Changes how keys are kept. What can be opened now is kept in the new way; what cannot, is forgotten.
   * @param passphrase needed for that way alone
   * @throws AppError as `hold` does
   */
  async keep(keeping: Keeping, passphrase: string): Promise<void> {
    const names = (await this.#use("readonly", (store) => done(store.getAllKeys()))) ?? [];
    for (const name of names) {
      if (typeof name !== "string" || name === MASTER) continue;
      const key = await this.get(name);
      if (key !== "") this.#held.set(name, key);
    }
    const made = keeping === "passphrase" ? await makeLock(passphrase) : null;
    await this.#use("readwrite", async (store) => {
      await done(store.clear());
      if (made) await done(store.put(made.lock, MASTER));
    });
    this.#unlocked = made?.key ?? null;
    if (keeping === "session") return;
    for (const [name, key] of this.#held) if (key !== "") await this.#keep(name, key);
  }

  /** Forgets all keys, held and kept, and the passphrase. */
  async forget(): Promise<void> {
    this.#held.clear();
    this.#unlocked = null;
    await this.#use("readwrite", (store) => done(store.clear()));
  }

  async #master(): Promise<CryptoKey | Lock | undefined> {
    const master = await this.#use("readonly", (store) => done(store.get(MASTER)));
    return (master ?? undefined) as CryptoKey | Lock | undefined;
  }

  async #keep(name: string, key: string): Promise<void> {
    const algorithm = { name: "AES-GCM", length: 256 };
    const fresh = await crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
    // When two tabs make one at once, the first that was kept stands.
    const master = await this.#use("readwrite", async (store) => {
      const kept = (await done(store.get(MASTER))) as CryptoKey | Lock | undefined;
      if (kept === undefined) await done(store.put(fresh, MASTER));
      return kept ?? fresh;
    });
    if (master === null) {
      throw new AppError(
        "This browser does not let the page keep the key.",
        "It is held until the page closes; allow site data to keep it longer.",
      );
    }
    const sealing = isLock(master) ? this.#unlocked : master;
    if (sealing === null) {
      throw new AppError(
        "The kept keys are locked, so this one is held until the page closes only.",
        "Unlock them with the passphrase, then enter the key again.",
      );
    }
    const sealed = await seal(key, sealing, name);
    await this.#use("readwrite", (store) => done(store.put(sealed, name)));
  }

  /** Does its work in one transaction. Null when the browser has no storage for this page: then nothing is kept. */
  async #use<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T | null> {
    const database = await this.#open();
    if (database === null) return null;
    try {
      const transaction = database.transaction(STORE, mode);
      const ended = new Promise<void>((resolve, reject) => {
        transaction.addEventListener("complete", () => resolve());
        transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("aborted")));
      });
      const [value] = await Promise.all([work(transaction.objectStore(STORE)), ended]);
      return value;
    } finally {
      database.close();
    }
  }

  async #open(): Promise<IDBDatabase | null> {
    if (this.#factory === undefined) return null;
    try {
      const opening = this.#factory.open(DATABASE, 1);
      opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(STORE));
      return await done(opening);
    } catch (error) {
      // Private windows and blocked site data refuse with a DOMException.
      if (error instanceof DOMException) return null;
      throw error;
    }
  }
}

/** Endpoints that differ in a last slash only are the same. */
function endpoint(baseUrl: string): string {
  return baseUrl.trim().replace(/\/+$/, "");
}
