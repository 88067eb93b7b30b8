import { useSyncExternalStore } from "react";
import { addressOf, parseAddress, type Route } from "./router.ts";

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => {
    window.removeEventListener("hashchange", listener);
  };
}

/** The address bar's fragment; the route is `parseAddress` of it. */
export function useAddress(): string {
  return useSyncExternalStore(subscribe, () => location.hash);
}

export function go(route: Route): void {
  location.hash = addressOf(route);
}

/** Changes the address without a new entry in the history: the page behind it stays the same. */
export function replaceAddress(route: Route): void {
  history.replaceState(null, "", addressOf(route));
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

export { addressOf, parseAddress };
export type { Route };
