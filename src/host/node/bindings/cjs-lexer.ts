import type { RealmContext } from "../realm-context.ts";

/** `cjs_lexer`: the names that a CommonJS module seems to export. */
export function cjsLexerBinding(context: RealmContext): Record<string, unknown> {
  return {
    parse(source: string): [Set<string>, string[]] {
      const { exports, reexports } = context.vendor("parsers").exportedNames(source);
      return [new Set(exports), reexports];
    },
  };
}
