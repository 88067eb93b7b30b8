import type { PreviewScript } from "../messages.ts";
import type { Modules } from "./modules.ts";
import { blobOf, isOwn, resolve, textOf, type Resources } from "./resources.ts";
import { preparedStyle, styleAddress } from "./styles.ts";

/** Attributes that name a file, by element. */
const FILES: readonly (readonly [string, string])[] = [
  ["img", "src"],
  ["source", "src"],
  ["video", "src"],
  ["video", "poster"],
  ["audio", "src"],
  ["track", "src"],
  ["input[type=image]", "src"],
  ["link[rel~=icon]", "href"],
  ["image", "href"],
];
/** What would only make the browser ask for something that it may not have. */
const USELESS =
  "link[rel~=preload], link[rel~=prefetch], link[rel~=modulepreload], link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=manifest], meta[http-equiv=Content-Security-Policy i]";

/** The parts that all loading of one document uses. */
export interface Loading {
  readonly resources: Resources;
  readonly modules: Modules;
}

/** Makes a document that loads nothing by itself: every file that it names is fetched, and stands in it as a blob. */
export async function prepareDocument(
  html: string,
  url: URL,
  script: PreviewScript | null,
  { resources, modules }: Loading,
): Promise<string> {
  const page = new DOMParser().parseFromString(html, "text/html");
  const base = resolve(page.querySelector("base[href]")?.getAttribute("href") ?? "", url) ?? url;
  for (const useless of page.querySelectorAll(USELESS)) useless.remove();
  for (const meta of page.querySelectorAll("meta[http-equiv=refresh i]")) {
    // The document's own script does it: a frame may not navigate (navigation.ts).
    meta.setAttribute("data-refresh", meta.getAttribute("content") ?? "");
    meta.removeAttribute("http-equiv");
  }
  if (script) injectScript(page, script);
  const work: Promise<void>[] = [];
  for (const [selector, attribute] of FILES) {
    for (const element of page.querySelectorAll(`${selector}[${attribute}]`))
      work.push(replaceFile(resources, element, attribute, base));
  }
  for (const element of page.querySelectorAll("[srcset]")) work.push(replaceSet(resources, element, base));
  for (const link of page.querySelectorAll("link[rel~=stylesheet][href]")) {
    const target = resolve(link.getAttribute("href") ?? "", base);
    if (target && !isOwn(target.href))
      work.push(
        styleAddress(resources, target).then((address) =>
          link.setAttribute("href", address ?? "data:text/css,"),
        ),
      );
  }
  for (const style of page.querySelectorAll("style")) {
    const css = style.textContent;
    work.push(preparedStyle(resources, css, base).then((ready) => void (style.textContent = ready)));
  }
  for (const element of page.querySelectorAll("[style*='url(']")) {
    const css = element.getAttribute("style") ?? "";
    work.push(preparedStyle(resources, css, base).then((ready) => element.setAttribute("style", ready)));
  }
  for (const frame of page.querySelectorAll("iframe[src], frame[src], object[data], embed[src]")) {
    for (const name of ["src", "data"]) frame.removeAttribute(name);
    if (frame.localName === "iframe")
      frame.setAttribute("srcdoc", "Frames inside of a preview are not shown.");
  }
  let map: Readonly<Record<string, unknown>> = {};
  for (const element of page.querySelectorAll<HTMLScriptElement>("script")) {
    if (element.type === "importmap") {
      map = await ownMap(element.textContent, base, modules);
      element.remove();
    } else work.push(prepareScript(element, base, { resources, modules }));
  }
  await Promise.all(work);
  modules.addMap(page, map);
  const baseElement = page.querySelector("base") ?? page.createElement("base");
  baseElement.setAttribute("href", base.href);
  page.head.prepend(baseElement);
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

function injectScript(page: Document, { source, type, defer, async }: PreviewScript): void {
  const element = page.createElement("script");
  if (type !== null) element.type = type;
  element.defer = defer;
  element.async = async;
  element.textContent = source;
  page.head.prepend(element);
}

async function replaceFile(
  resources: Resources,
  element: Element,
  attribute: string,
  base: URL,
): Promise<void> {
  const text = element.getAttribute(attribute) ?? "";
  const target = isOwn(text) ? null : resolve(text, base);
  if (target) element.setAttribute(attribute, (await resources.address(target)) ?? "data:,");
}

/** `srcset`: addresses, each with a width or a density. */
async function replaceSet(resources: Resources, element: Element, base: URL): Promise<void> {
  const parts = (element.getAttribute("srcset") ?? "").split(/,\s+/).map((part) => part.trim());
  const ready = parts.map(async (part) => {
    const [text = "", ...size] = part.split(/\s+/);
    const target = isOwn(text) ? null : resolve(text, base);
    return [target ? ((await resources.address(target)) ?? "data:,") : text, ...size].join(" ");
  });
  element.setAttribute("srcset", (await Promise.all(ready)).join(", "));
}

/** The page's own import map: what it names is loaded, too. */
async function ownMap(text: string, base: URL, modules: Modules): Promise<Readonly<Record<string, unknown>>> {
  let map: { imports?: Record<string, string> };
  try {
    map = JSON.parse(text) as typeof map;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
  const imports: Record<string, string> = {};
  for (const [name, target] of Object.entries(map.imports ?? {})) {
    const url = resolve(target, base);
    if (url && !target.endsWith("/")) await modules.load(url);
    imports[name] = (url && modules.address(url)) ?? url?.href ?? target;
  }
  return { ...map, imports };
}

export async function prepareScript(
  element: HTMLScriptElement,
  base: URL,
  { resources, modules }: Loading,
): Promise<void> {
  const source = element.getAttribute("src");
  const isModule = element.type === "module";
  const isCode = isModule || /^(|text\/javascript|application\/javascript|module)$/i.test(element.type);
  if (!isCode) return;
  element.removeAttribute("integrity");
  element.removeAttribute("crossorigin");
  if (source === null) {
    const text = element.textContent;
    if (isModule) element.textContent = await modules.prepare(text, base);
    else if (text.includes("import(")) element.textContent = modules.rewrite(text, base, "script").text;
    return;
  }
  const target = isOwn(source) ? null : resolve(source, base);
  if (!target) return;
  if (isModule) {
    await modules.load(target);
    element.setAttribute("src", modules.address(target) ?? "data:text/javascript,");
    return;
  }
  const resource = await resources.get(target);
  if (!resource) return element.setAttribute("src", "blob:null/missing");
  const text = textOf(resource);
  const ready = text.includes("import(") ? modules.rewrite(text, resource.url, "script").text : text;
  element.setAttribute("src", blobOf(`${ready}\n//# sourceURL=${target.href}`, "text/javascript"));
}
