import { parse, type AnyNode, type Node } from "acorn";
import { blobOf, isOwn, resolve, textOf, type Resources } from "./resources.ts";

/** What rewritten modules call; scripts of the page do not know them. */
const IMPORT = "__preview_import__";
const META = "__preview_meta__";

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Modules of the server. Each becomes a `blob:` script whose imports name whole addresses of the server, and an import map
 * leads from those to the blobs, so that cycles and live bindings are the browser's own.
 */
export class Modules {
  readonly #resources: Resources;
  /** Address -> `blob:` address; what has not been handed out in an import map yet is in `#fresh`. */
  readonly #loaded = new Map<string, string>();
  readonly #loading = new Map<string, Promise<void>>();
  #fresh: Record<string, string> = {};
  readonly #metas = new Map<string, object>();

  constructor(resources: Resources) {
    this.#resources = resources;
  }

  /** Makes what rewritten modules call. */
  install(): void {
    const dynamic = async (specifier: unknown, base: string): Promise<unknown> => {
      const text = String(specifier);
      const url = isBare(text) ? null : resolve(text, new URL(base));
      if (url && !isOwn(text)) await this.load(url);
      this.addMap(document);
      return import(/* @vite-ignore */ url && !isOwn(text) ? url.href : text);
    };
    const meta = (base: string): object => {
      let made = this.#metas.get(base);
      if (!made) {
        made = Object.assign(Object.create(null) as object, {
          url: base,
          resolve: (specifier: string) => new URL(specifier, base).href,
        });
        this.#metas.set(base, made);
      }
      return made;
    };
    for (const [name, value] of [
      [IMPORT, dynamic],
      [META, meta],
    ] as const)
      Object.defineProperty(globalThis, name, { value });
  }

  /** Loads a module and all that it imports. */
  load(url: URL): Promise<void> {
    const key = url.href;
    let loading = this.#loading.get(key);
    if (!loading) {
      loading = this.#load(url);
      this.#loading.set(key, loading);
    }
    return loading;
  }

  async #load(url: URL): Promise<void> {
    const resource = await this.#resources.get(url);
    if (!resource) return;
    const isScript = !/json|css/i.test(resource.type);
    const { text, imports } = isScript
      ? this.rewrite(textOf(resource), url)
      : { text: textOf(resource), imports: [] };
    const blob = blobOf(text, isScript ? "text/javascript" : resource.type);
    this.#loaded.set(url.href, blob);
    this.#fresh[url.href] = blob;
    await this.#loadAll(imports);
  }

  // A cycle leads back to a module that is loading already, which must not be waited for.
  async #loadAll(imports: readonly URL[]): Promise<void> {
    await Promise.all(imports.filter(({ href }) => !this.#loading.has(href)).map((each) => this.load(each)));
  }

  /** The `blob:` address of a loaded module. */
  address(url: URL): string | null {
    return this.#loaded.get(url.href) ?? null;
  }

  /** Prepares the text of a module, and loads what it imports. */
  async prepare(text: string, base: URL): Promise<string> {
    const { text: prepared, imports } = this.rewrite(text, base);
    await this.#loadAll(imports);
    return prepared;
  }

  /** Hands the addresses of newly loaded modules to the browser; `first` goes in with them. */
  addMap(target: Document, first: Readonly<Record<string, unknown>> = {}): void {
    const imports = { ...this.#fresh, ...(first["imports"] as Record<string, string> | undefined) };
    this.#fresh = {};
    if (Object.keys(imports).length === 0) return;
    const map = target.createElement("script");
    map.type = "importmap";
    map.textContent = JSON.stringify({ ...first, imports });
    target.head.prepend(map);
  }

  /** Scripts that are no module may still import: `import()`. */
  rewrite(
    text: string,
    base: URL,
    sourceType: "module" | "script" = "module",
  ): { text: string; imports: URL[] } {
    let tree: Node;
    try {
      tree = parse(text, {
        ecmaVersion: "latest",
        sourceType,
        allowHashBang: true,
        allowReturnOutsideFunction: true,
      });
    } catch (error) {
      // The browser reports it with the text's own lines.
      if (error instanceof SyntaxError) return { text, imports: [] };
      throw error;
    }
    const edits: Edit[] = [];
    const imports: URL[] = [];
    const staticImport = (
      source: { start: number; end: number; value?: unknown } | null | undefined,
    ): void => {
      if (!source || typeof source.value !== "string" || isBare(source.value) || isOwn(source.value)) return;
      const url = resolve(source.value, base);
      if (!url) return;
      imports.push(url);
      edits.push({ start: source.start, end: source.end, text: JSON.stringify(url.href) });
    };
    each(tree as AnyNode, (node) => {
      if (
        node.type === "ImportDeclaration" ||
        node.type === "ExportAllDeclaration" ||
        node.type === "ExportNamedDeclaration"
      )
        staticImport(node.source);
      else if (node.type === "ImportExpression") {
        const { start, end } = node.source;
        edits.push({ start: node.start, end: start, text: `${IMPORT}(` });
        edits.push({ start: end, end: node.end, text: `,${JSON.stringify(base.href)})` });
      } else if (node.type === "MetaProperty" && node.meta.name === "import")
        edits.push({ start: node.start, end: node.end, text: `${META}(${JSON.stringify(base.href)})` });
    });
    let out = "";
    let at = 0;
    for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
      out += text.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    return { text: out + text.slice(at), imports };
  }
}

/** Neither an address nor a path: what an import map is for. */
function isBare(specifier: string): boolean {
  return !/^(\.{0,2}\/|[a-z][\w+.-]*:)/i.test(specifier);
}

function each(node: AnyNode, visit: (node: AnyNode) => void): void {
  visit(node);
  for (const value of Object.values(node) as unknown[]) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value])
      if (typeof child === "object" && child !== null && "type" in child) each(child as AnyNode, visit);
  }
}
