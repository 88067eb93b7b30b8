import { blobOf, isOwn, resolve, textOf, type Resources } from "./resources.ts";

const ADDRESS = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/g;
/** Style sheets that import each other end here. */
const MAX_DEPTH = 10;

/** A style sheet whose files and imports can be loaded. */
export async function preparedStyle(
  resources: Resources,
  css: string,
  base: URL,
  depth = 0,
): Promise<string> {
  const found = [...css.matchAll(ADDRESS)];
  const ready = await Promise.all(
    found.map(async (match) => {
      const imports = match[4] ?? match[5];
      const text = imports ?? match[1] ?? match[2] ?? match[3] ?? "";
      const url = isOwn(text) ? null : resolve(text, base);
      if (!url) return match[0];
      const isSheet =
        imports !== undefined || /@import\s*$/.test(css.slice(Math.max(0, match.index - 20), match.index));
      const address = isSheet ? await styleAddress(resources, url, depth + 1) : await resources.address(url);
      return `${imports === undefined ? "" : "@import "}url("${address ?? "data:,"}")`;
    }),
  );
  let out = "";
  let at = 0;
  for (const [i, match] of found.entries()) {
    out += css.slice(at, match.index) + ready[i];
    at = match.index + match[0].length;
  }
  return out + css.slice(at);
}

/** A `blob:` address of a style sheet, or null when the server has none. */
export async function styleAddress(resources: Resources, url: URL, depth = 0): Promise<string | null> {
  if (depth > MAX_DEPTH) return null;
  const resource = await resources.get(url);
  return (
    resource && blobOf(await preparedStyle(resources, textOf(resource), resource.url, depth), "text/css")
  );
}
