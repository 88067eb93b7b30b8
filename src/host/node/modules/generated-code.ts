import type { RealmContext } from "../realm-context.ts";
import { Edits } from "./edits.ts";
import { DYNAMIC_IMPORT } from "./names.ts";
import { rewriteReferences } from "./rewrite.ts";
import type { AstNode } from "./syntax-tree.ts";

/** Whether a text may call `import()`. */
export const MAY_IMPORT = /\bimport\s*(?:\.\s*source\s*)?\(/;

type Load = (specifier: unknown, options?: unknown) => Promise<unknown>;

/** What stands for `import()` in a script or module; `source` for `import.source()`. */
export type Importer = Load & { readonly source: Load } & GeneratedCode;

/**
 * Code that programs make of text: their own `import()` is rewritten when they are compiled, that of such code when it is
 * made. Only calls by name are seen, `eval(…)` and `Function(…)`, in sources that have `import(` somewhere.
 */
export interface GeneratedCode {
  /** The argument of a direct `eval`, to be evaluated where `name` stands for `import`. */
  readonly code: (text: unknown, name: string) => unknown;
  /** The arguments of `Function` and its like: parameters, and a body. */
  readonly codes: (...parts: readonly unknown[]) => readonly unknown[];
}

/** Gives `load` what stands for `import()` in code that its script makes. */
export function withGeneratedCode(context: RealmContext, load: Load, source: Load): Importer {
  // Such functions have no scope but the global one.
  let global: string | null = null;
  const globalName = (): string => {
    if (global !== null) return global;
    let n = 0;
    while (Object.hasOwn(globalThis, `${DYNAMIC_IMPORT}${n}`)) n++;
    global = `${DYNAMIC_IMPORT}${n}`;
    Object.defineProperty(globalThis, global, { value: load, configurable: true, enumerable: false });
    return global;
  };
  return Object.assign(load, {
    source,
    code: (text: unknown, name: string) =>
      typeof text === "string" && MAY_IMPORT.test(text) ? rewritten(context, text, name) : text,
    codes: (...parts: readonly unknown[]) => {
      const body = parts.at(-1);
      if (typeof body !== "string" || !MAY_IMPORT.test(body)) return parts;
      return [...parts.slice(0, -1), rewritten(context, body, globalName())];
    },
  });
}

function rewritten(context: RealmContext, text: string, name: string): string {
  let ast: AstNode;
  try {
    ast = context.vendor("parsers").parseScript(text, {
      ecmaVersion: "latest",
      sourceType: "script",
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
    }) as unknown as AstNode;
  } catch {
    // What acorn cannot parse is left for V8 to judge.
    return text;
  }
  const edits = new Edits(text);
  rewriteReferences(ast, edits, { live: new Map(), dynamicImport: name, makesCode: true });
  return edits.apply().text;
}
