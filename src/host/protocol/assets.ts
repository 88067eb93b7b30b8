import { FIRST_ASSETS, type AssetName, type AssetReply, type AssetRequest } from "./frame-messages.ts";

/** The host's files, from the shim: the first ones come by themselves, the others when they are asked for. */
export class Assets {
  readonly #port: MessagePort;
  readonly #coming = new Map<AssetName, Promise<ArrayBuffer>>();
  readonly #waiting = new Map<AssetName, (reply: AssetReply) => void>();

  constructor(port: MessagePort) {
    this.#port = port;
    port.addEventListener("message", ({ data }: MessageEvent<AssetReply>) => {
      const take = this.#waiting.get(data.name);
      if (!data.more) this.#waiting.delete(data.name);
      take?.(data);
    });
    for (const name of FIRST_ASSETS) {
      const coming = this.#expect(name);
      // Whoever asks for it hears of a failure.
      coming.catch(() => undefined);
      this.#coming.set(name, coming);
    }
    port.start();
  }

  /**
   * Hands a file over. It is not kept: whoever asks again has it fetched again.
   * @throws Error that says which file could not be fetched, and why
   */
  get(name: AssetName): Promise<ArrayBuffer> {
    const coming = this.#coming.get(name);
    if (coming) {
      this.#coming.delete(name);
      return coming;
    }
    this.#request({ name, inPieces: false });
    return this.#expect(name);
  }

  /** Hands a file over piece by piece, and settles when it is complete. @throws Error as `get` */
  async pieces(name: AssetName, take: (piece: ArrayBuffer) => void): Promise<void> {
    this.#request({ name, inPieces: true });
    await this.#expect(name, take);
  }

  #request(request: AssetRequest): void {
    this.#port.postMessage(request);
  }

  /** Settles with the last reply. */
  #expect(name: AssetName, take?: (piece: ArrayBuffer) => void): Promise<ArrayBuffer> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(name, ({ bytes, error, more }) => {
        if (more) take?.(bytes);
        else if (error === undefined) resolve(bytes);
        else reject(new Error(error));
      });
    });
  }
}
