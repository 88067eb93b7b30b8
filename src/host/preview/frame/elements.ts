import type { Bridge } from "./bridge.ts";
import { prepareScript, type Loading } from "./prepare.ts";
import { isOwn, resolve } from "./resources.ts";
import { preparedStyle, styleAddress } from "./styles.ts";

/** Attributes by which an element that a script makes asks for a file. */
const WATCHED: readonly (readonly [{ readonly prototype: Element }, string])[] = [
  [HTMLImageElement, "src"],
  [HTMLScriptElement, "src"],
  [HTMLLinkElement, "href"],
  [HTMLSourceElement, "src"],
  [HTMLMediaElement, "src"],
  [HTMLVideoElement, "poster"],
  [HTMLTrackElement, "src"],
  [HTMLInputElement, "src"],
];

/** Files that scripts ask for by making elements come over the bridge, too. */
export function installElements(bridge: Bridge, loading: Loading): void {
  /** The address as the script set it, which it reads again. */
  const shown = new WeakMap<Element, string>();
  const base = (): URL => new URL(document.baseURI, bridge.url);
  const native = Element.prototype.setAttribute;
  const ready = (element: Element, name: string, value: string): void => native.call(element, name, value);

  const load = async (element: Element, name: string, url: URL): Promise<void> => {
    if (element instanceof HTMLScriptElement) {
      const stand = document.createElement("script");
      stand.type = element.type;
      ready(stand, "src", url.href);
      await prepareScript(stand, base(), loading);
      loading.modules.addMap(document);
      return ready(element, name, stand.getAttribute("src") ?? "");
    }
    const isSheet = element instanceof HTMLLinkElement && element.relList.contains("stylesheet");
    const address = await (isSheet ? styleAddress(loading.resources, url) : loading.resources.address(url));
    if (element instanceof HTMLLinkElement && !isSheet && !element.relList.contains("icon")) return;
    ready(element, name, address ?? "data:,");
  };
  const take = (element: Element, name: string, value: string): boolean => {
    const url = isOwn(value) ? null : resolve(value, base());
    if (!url) return false;
    shown.set(element, url.href);
    void load(element, name, url);
    return true;
  };

  for (const [{ prototype }, name] of WATCHED) {
    const property = Object.getOwnPropertyDescriptor(prototype, name);
    if (!property?.get || !property.set) continue;
    const { get, set } = property;
    Object.defineProperty(prototype, name, {
      ...property,
      get(this: Element) {
        return shown.get(this) ?? (get.call(this) as unknown);
      },
      set(this: Element, value: unknown) {
        if (!take(this, name, String(value))) set.call(this, value);
      },
    });
  }
  const watchedName = (element: Element, name: string): boolean =>
    WATCHED.some(
      ([type, attribute]) => attribute === name.toLowerCase() && type.prototype.isPrototypeOf(element),
    );
  Element.prototype.setAttribute = function setAttribute(this: Element, name: string, value: string) {
    if (!watchedName(this, String(name)) || !take(this, String(name), String(value)))
      native.call(this, name, value);
  };
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!(node instanceof Element)) continue;
      for (const element of [node, ...node.querySelectorAll("*")]) {
        for (const name of ["src", "href", "poster"]) {
          const value = element.getAttribute(name);
          if (value !== null && watchedName(element, name) && !shown.has(element)) take(element, name, value);
        }
        if (element instanceof HTMLStyleElement && element.dataset["prepared"] === undefined)
          void prepareStyle(element, loading, base());
      }
    }
  }).observe(document, { childList: true, subtree: true });
}

async function prepareStyle(element: HTMLStyleElement, { resources }: Loading, base: URL): Promise<void> {
  const css = element.textContent;
  if (!/url\(|@import/.test(css) || /url\("?blob:/.test(css)) return;
  const ready = await preparedStyle(resources, css, base);
  if (element.textContent === css && ready !== css) element.textContent = ready;
}
