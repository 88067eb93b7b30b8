/** Where a model is asked: the base URL, to which the key is bound. */
export interface Endpoint {
  /** Without a slash at its end. */
  readonly url: URL;
  readonly text: string;
}

/** @returns null when the text is no http(s) URL. */
export function parseEndpoint(baseUrl: string): Endpoint | null {
  const url = URL.parse(baseUrl.trim());
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  // The key belongs into the header alone.
  if (url.username || url.password) return null;
  url.hash = "";
  url.search = "";
  url.pathname = url.pathname.replace(/\/+$/, "");
  return { url, text: url.href.replace(/\/$/, "") };
}

export function isLoopback(url: URL): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}

/** True when the URL lies under the endpoint. The key goes nowhere else. */
function isUnder(endpoint: Endpoint, target: URL): boolean {
  const prefix = endpoint.url.pathname === "/" ? "/" : `${endpoint.url.pathname}/`;
  return target.origin === endpoint.url.origin && target.pathname.startsWith(prefix);
}

/** The header by which Anthropic is told that a person's own page asks. */
export const DIRECT_ACCESS = "anthropic-dangerous-direct-browser-access";

/** The address answered, but not as a model does. */
export class NotAModelError extends Error {
  override readonly name = "NotAModelError";
}

export interface Guard {
  readonly endpoint: Endpoint;
  readonly key: string;
  /** Headers that may be sent, in lower case. */
  readonly headers: ReadonlySet<string>;
  readonly onBytes: (bytes: Uint8Array) => void;
}

/**
 * A `fetch` for one endpoint: it sends the allowed headers only, refuses every other address, follows no redirect
 * (it would carry the key away), and reports the bytes of the answer as they come.
 */
export function guardedFetch({ endpoint, key, headers: allowed, onBytes }: Guard): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!isUnder(endpoint, url)) throw new TypeError("The key is bound to another address.");
    const headers = new Headers();
    for (const [name, value] of new Headers(init?.headers)) {
      if (allowed.has(name)) headers.set(name, value);
    }
    // A server on the own computer often has no key; an empty bearer is refused by some.
    if (key === "") headers.delete("authorization");
    // Anthropic answers a web page only when asked like this (its documentation on browser use).
    if (allowed.has(DIRECT_ACCESS) || url.hostname === "api.anthropic.com") {
      headers.set(DIRECT_ACCESS, "true");
    }
    const response = await fetch(url, {
      ...init,
      headers,
      redirect: "error",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
    });
    const type = response.headers.get("content-type") ?? "";
    if (response.ok && type.includes("text/html")) throw new NotAModelError();
    const body = response.ok && type.includes("application/json") ? await asEvents(response) : response.body;
    if (!body) return response;
    return new Response(body.pipeThrough(tap(onBytes)) as BodyInit, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}

function tap(onBytes: (bytes: Uint8Array) => void): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(bytes, controller) {
      onBytes(bytes);
      controller.enqueue(bytes);
    },
  });
}

/** A server that does not stream answers with one document; it is read as a stream of one event. */
async function asEvents(response: Response): Promise<ReadableStream<Uint8Array> | null> {
  const text = await response.text();
  // The event's name is what Anthropic's SDK reads first; OpenAI's takes no notice of it.
  return new Response(`event: message_start\ndata: ${text.replaceAll(/\r?\n/g, " ")}\n\ndata: [DONE]\n\n`)
    .body;
}
