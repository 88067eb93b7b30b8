import type { Bridge } from "./bridge.ts";

/** A file of the server, as the document may load it. */
export interface Resource {
  readonly url: URL;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Files that the document asked for, each fetched once, and the `blob:` addresses under which it can load them. */
export class Resources {
  readonly #bridge: Bridge;
  readonly #got = new Map<string, Promise<Resource | null>>();
  readonly #blobs = new Map<string, string>();

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Null when there is none: the element that wants it then fails as it would anywhere. */
  get(url: URL): Promise<Resource | null> {
    const key = withoutHash(url);
    let got = this.#got.get(key);
    if (!got) {
      got = this.#fetch(url);
      this.#got.set(key, got);
    }
    return got;
  }

  async #fetch(url: URL): Promise<Resource | null> {
    try {
      const response = await this.#bridge.request(url, {
        method: "GET",
        headers: [["accept", "*/*"]],
        body: null,
      });
      const bytes = new Uint8Array(await new Response(response.body).arrayBuffer());
      if (response.status >= 400) return null;
      const type = response.headers.find(([name]) => name === "content-type")?.[1] ?? "";
      return { url: response.url, type, bytes };
    } catch (error) {
      if (error instanceof TypeError) return null;
      throw error;
    }
  }

  /** A `blob:` address of the file as it is, or null. */
  async address(url: URL): Promise<string | null> {
    const key = withoutHash(url);
    const known = this.#blobs.get(key);
    if (known !== undefined) return `${known}${url.hash}`;
    const resource = await this.get(url);
    if (!resource) return null;
    const made = URL.createObjectURL(new Blob([resource.bytes], { type: resource.type }));
    this.#blobs.set(key, made);
    return `${made}${url.hash}`;
  }
}

export function textOf(resource: Resource): string {
  return new TextDecoder().decode(resource.bytes);
}

export function blobOf(text: string, type: string): string {
  return URL.createObjectURL(new Blob([text], { type }));
}

function withoutHash(url: URL): string {
  const copy = new URL(url);
  copy.hash = "";
  return copy.href;
}

/** Whether the browser can load it by itself. */
export function isOwn(text: string): boolean {
  return /^\s*(blob:|data:|about:|javascript:|#|$)/i.test(text);
}

/** The address that a text stands for; null for none. */
export function resolve(text: string, base: URL): URL | null {
  return URL.canParse(text, base) ? new URL(text, base) : null;
}
