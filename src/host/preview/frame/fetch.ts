import { NetworkError, type Bridge } from "./bridge.ts";
import { isOwn } from "./resources.ts";

const NO_BODY = new Set([204, 205, 304]);

/** `fetch` and `navigator.sendBeacon` of the page, over the bridge. */
export function installFetch(bridge: Bridge): void {
  const native = globalThis.fetch.bind(globalThis);
  const bridged = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    if (isOwn(request.url)) return native(input, init);
    const { method, signal, redirect } = request;
    const body = method === "GET" || method === "HEAD" ? null : new Uint8Array(await request.arrayBuffer());
    const headers = [...request.headers];
    const answer = await bridge.request(new URL(request.url), { method, headers, body, signal, redirect });
    // Statuses that a Response cannot be made with come from servers that are no HTTP servers.
    if (answer.status < 200 || answer.status > 599) throw new NetworkError("Failed to fetch");
    const { status, statusText } = answer;
    const found = answer.headers.map(([name, value]): [string, string] => [name, value]);
    const response = new Response(NO_BODY.has(status) ? null : answer.body, {
      status,
      statusText,
      headers: found,
    });
    return Object.defineProperties(response, {
      url: { value: answer.url.href },
      redirected: { value: answer.redirected },
      type: { value: "basic" },
    });
  };
  globalThis.fetch = bridged;
  navigator.sendBeacon = (url, data) => {
    bridged(url, { method: "POST", body: data ?? null }).catch(() => undefined);
    return true;
  };
}
