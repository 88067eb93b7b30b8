import type { AssetName, AssetReply, AssetRequest } from "./frame-messages.ts";

/** Asks the shim for the host's files, each once. */
export class Assets {
  readonly #port: MessagePort;
  readonly #asked = new Map<AssetName, Promise<ArrayBuffer>>();
  readonly #waiting = new Map<AssetName, (reply: AssetReply) => void>();

  constructor(port: MessagePort) {
    this.#port = port;
    port.addEventListener("message", ({ data }: MessageEvent<AssetReply>) => {
      this.#waiting.get(data.name)?.(data);
      this.#waiting.delete(data.name);
    });
    port.start();
  }

  /** @throws Error that says which file could not be fetched, and why */
  get(name: AssetName): Promise<ArrayBuffer> {
    let asked = this.#asked.get(name);
    if (!asked) {
      asked = new Promise((resolve, reject) => {
        this.#waiting.set(name, ({ bytes, error }) => {
          if (bytes) resolve(bytes);
          else reject(new Error(error ?? `${name} is missing`));
        });
        const request: AssetRequest = { name };
        this.#port.postMessage(request);
      });
      // After a failure the next one who asks tries again.
      asked.catch(() => this.#asked.delete(name));
      this.#asked.set(name, asked);
    }
    return asked;
  }
}
