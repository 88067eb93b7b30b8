/**
 * Keys of model endpoints. One is held in memory for the endpoint it was given for; only if the person opts in it is also
 * kept in this browser, encrypted with a key of the browser that scripts can use but not read. That protects a copy of
 * the profile's files, not against code that runs in this page.
 */
import { AppError } from "./app.ts";

const DATABASE = "mirrorbox-keys";
const STORE = "keys";
/** Where the encrypting key itself is kept, beside the endpoints. */
const MASTER = "(master)";

interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

export class KeyVault {
  readonly #factory: IDBFactory | undefined;
  readonly #held = new Map<string, string>();

  /** @param factory the browser's; undefined where it has none */
  constructor(factory: IDBFactory | undefined) {
    this.#factory = factory;
  }

  /** The key for an endpoint, "" when there is none. */
  async get(baseUrl: string): Promise<string> {
    const held = this.#held.get(endpoint(baseUrl));
    if (held !== undefined) return held;
    const kept = await this.#use("readonly", async (store) => {
      const sealed = (await done(store.get(endpoint(baseUrl)))) as Sealed | undefined;
      const master = (await done(store.get(MASTER))) as CryptoKey | undefined;
      return sealed === undefined || master === undefined ? null : { sealed, master };
    });
    if (kept === null) return "";
    const { sealed, master } = kept;
    try {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, master, sealed.data);
      return new TextDecoder().decode(plain);
    } catch (error) {
      // Damaged data is as good as no key. Anything else is a fault.
      if (error instanceof DOMException && error.name === "OperationError") return "";
      throw error;
    }
  }

  /**
   * Holds a key for the session, and keeps it beyond when `remember` is on; else nothing of it is kept.
   * @throws AppError when it cannot be kept; it is held all the same
   */
  async hold(baseUrl: string, key: string, remember: boolean): Promise<void> {
    this.#held.set(endpoint(baseUrl), key);
    if (remember && key !== "") await this.#keep(endpoint(baseUrl), key);
    else await this.#use("readwrite", (store) => done(store.delete(endpoint(baseUrl))));
  }

  /** Keeps what is held, or forgets what is kept; what is held stays held. @throws AppError as `hold` does */
  async remember(on: boolean): Promise<void> {
    if (!on) await this.#use("readwrite", (store) => done(store.clear()));
    else for (const [name, key] of this.#held) await this.#keep(name, key);
  }

  /** Forgets all keys, held and kept. */
  async forget(): Promise<void> {
    this.#held.clear();
    await this.#use("readwrite", (store) => done(store.clear()));
  }

  async #keep(name: string, key: string): Promise<void> {
    const algorithm = { name: "AES-GCM", length: 256 };
    const fresh = await crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
    // When two tabs make one at once, the first that was kept stands.
    const master = await this.#use("readwrite", async (store) => {
      const kept = (await done(store.get(MASTER))) as CryptoKey | undefined;
      if (kept === undefined) await done(store.put(fresh, MASTER));
      return kept ?? fresh;
    });
    if (master === null) {
      throw new AppError(
        "This browser does not let the page keep the key.",
        "It is held until the page closes; allow site data to keep it longer.",
      );
    }
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, master, new TextEncoder().encode(key));
    const sealed: Sealed = { iv, data };
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

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB failed")));
  });
}
