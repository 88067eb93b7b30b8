import { normalize } from "../../run/shell.ts";

/** What a dependency asks for. Paths are absolute. */
export type Spec =
  | { readonly kind: "folder" | "tarball"; readonly path: string }
  /** A range of versions, or a tag, that the registry would resolve. */
  | { readonly kind: "range"; readonly range: string }
  /** git, a URL, an alias … */
  | { readonly kind: "elsewhere" };

/** Reads the right side of a dependency, seen from `folder`. */
export function parseSpec(text: string, folder: string): Spec {
  const local =
    /^(?:file:|link:)(?:\/\/)?(.*)$/.exec(text)?.[1] ??
    (/^(\.{0,2}\/|~\/|\.{1,2}$)/.test(text) ? text : null);
  if (local !== null || /^[^@:]*\.(tgz|tar|tar\.gz)$/.test(text)) {
    const named = local ?? text;
    const path = normalize(
      named.startsWith("~/")
        ? `/home${named.slice(1)}`
        : named.startsWith("/")
          ? named
          : `${folder}/${named}`,
    );
    return { kind: /\.(tgz|tar|tar\.gz)$/.test(named) ? "tarball" : "folder", path };
  }
  if (text.startsWith("workspace:"))
    return { kind: "range", range: text.slice("workspace:".length).replace(/^[\^~]$/, "*") };
  return /[:/]/.test(text) ? { kind: "elsewhere" } : { kind: "range", range: text };
}

/** Splits a word of the command line, `name@spec`, `./folder` or `file.tgz`. `name` is null where the package says it. */
export function parseWord(word: string, folder: string): { name: string | null; spec: Spec; text: string } {
  const [, name, text] = /^((?:@[^/@]+\/)?[^/@:.][^/@:]*)(?:@(.*))?$/.exec(word) ?? [];
  if (name === undefined || (/\.(tgz|tar|tar\.gz)$/.test(word) && text === undefined))
    return { name: null, spec: parseSpec(word, folder), text: word };
  return { name, spec: parseSpec(text ?? "", folder), text: text ?? "" };
}

/** The path of `to` as seen from the folder `from`. */
export function relativePath(from: string, to: string): string {
  const [a, b] = [from.split("/").filter(Boolean), to.split("/").filter(Boolean)];
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => ".."), ...b.slice(same)].join("/");
}
