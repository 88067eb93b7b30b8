/**
 * Signing in to OpenRouter instead of pasting a key (its documentation on OAuth PKCE; RFC 7636): the whole page goes
 * there and comes back with a code, which only the verifier that never left this tab turns into a key.
 */
import { fault, refusalFault } from "./faults.ts";
import type { ModelFault } from "./model-client.ts";

const KEY = "mirrorbox.sign-in";
const PAGE = "https://openrouter.ai/auth";
const EXCHANGE = "https://openrouter.ai/api/v1/auth/keys";
export const SIGN_IN_BASE_URL = "https://openrouter.ai/api/v1";

interface Pending {
  readonly verifier: string;
  readonly state: string;
  /** Where the person was: the address behind `#`. */
  readonly returnTo: string;
  /** What OpenRouter sent back. */
  readonly code?: string;
}

export type SignedIn =
  | { readonly ok: true; readonly key: string; readonly returnTo: string }
  | { readonly ok: false; readonly fault: ModelFault; readonly returnTo: string };

/**
 * Prepares the way there.
 * @param page this page's address; its search and hash are left out
 * @returns the address to go to
 */
export async function beginSignIn(page: URL, returnTo: string, storage: Storage): Promise<string> {
  const verifier = base64Url(crypto.getRandomValues(new Uint8Array(32)));
  const state = base64Url(crypto.getRandomValues(new Uint8Array(16)));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const pending: Pending = { verifier, state, returnTo };
  storage.setItem(KEY, JSON.stringify(pending));
  const back = new URL(page.pathname, page.origin);
  back.searchParams.set("state", state);
  const target = new URL(PAGE);
  target.searchParams.set("callback_url", back.href);
  target.searchParams.set("code_challenge", base64Url(new Uint8Array(digest)));
  target.searchParams.set("code_challenge_method", "S256");
  return target.href;
}

/**
 * Takes the code out of the page's address, where history and whoever looks over a shoulder would find it; to be called
 * first of all. A code that was not asked for in this tab, or comes with another state, is dropped.
 * @returns the address that the page should have instead, null when nothing is to be done
 */
export function stripCode(page: URL, storage: Storage): string | null {
  const code = page.searchParams.get("code");
  const state = page.searchParams.get("state");
  if (code === null || state === null) return null;
  const pending = read(storage);
  const own = pending !== null && pending.state === state;
  // It waits here until it is exchanged: the page may have to be loaded once more before.
  if (own) storage.setItem(KEY, JSON.stringify({ ...pending, code }));
  const clean = new URL(page);
  clean.searchParams.delete("code");
  clean.searchParams.delete("state");
  clean.hash = own ? pending.returnTo : page.hash;
  return clean.href;
}

/** Turns a code into a key. Null when nobody is coming back from a sign-in. An abort rejects with its reason. */
export async function finishSignIn(storage: Storage, signal: AbortSignal): Promise<SignedIn | null> {
  const pending = read(storage);
  if (pending?.code === undefined) return null;
  // A code is good for one exchange.
  storage.removeItem(KEY);
  const { code, verifier, returnTo } = pending;
  const failed = (found: ModelFault): SignedIn => ({ ok: false, fault: found, returnTo });
  try {
    const response = await fetch(EXCHANGE, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code, code_verifier: verifier, code_challenge_method: "S256" }),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      redirect: "error",
      signal,
    });
    const { status, headers } = response;
    if (!response.ok) {
      const refused = refusalFault({ status, detail: "", code: "", headers, model: "OpenRouter", key: code });
      return failed({
        ...refused,
        message: `OpenRouter did not accept the sign-in (${status}).`,
        remedy: AGAIN,
      });
    }
    const body = (await response.json()) as { key?: unknown } | null;
    if (typeof body?.key === "string" && body.key !== "") return { ok: true, key: body.key, returnTo };
    return failed(fault({ kind: "malformed", message: "OpenRouter sent no key.", remedy: AGAIN }));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SyntaxError) {
      return failed(fault({ kind: "malformed", message: "OpenRouter sent no key.", remedy: AGAIN }));
    }
    return failed(
      fault({
        kind: "unreachable",
        message: "OpenRouter could not be reached to finish the sign-in.",
        remedy: AGAIN,
      }),
    );
  }
}

const AGAIN = "Sign in once more, or paste a key instead.";

function read(storage: Storage): Pending | null {
  try {
    const value = JSON.parse(storage.getItem(KEY) ?? "null") as Partial<Pending> | null;
    const whole =
      typeof value?.verifier === "string" &&
      typeof value.state === "string" &&
      typeof value.returnTo === "string";
    return whole ? (value as Pending) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function base64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCodePoint(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
