import type { RealmContext } from "../realm-context.ts";

/** `cjs_lexer`: the names that a CommonJS module seems to export. */
export function cjsLexerBinding(context: RealmContext): Record<string, unknown> {
  return {
    parse(source: string): [Set<string>, string[]] {
      try {
        const { exports, reexports } = context.vendor("parsers").exportedNames(source);
        return [new Set(exports), reexports];
      } catch {
        return [new Set(), []]; // Running the source tells better what is wrong with it.
      }
    },
  };
}
