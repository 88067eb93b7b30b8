/** The tree of an awk program (POSIX awk, with gawk's commonest additions). */

export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "regex"; readonly source: string }
  | { readonly kind: "field"; readonly index: Expression }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "element"; readonly name: string; readonly keys: readonly Expression[] }
  | {
      readonly kind: "assign";
      readonly target: Expression;
      readonly operator: string;
      readonly value: Expression;
    }
  | { readonly kind: "step"; readonly target: Expression; readonly by: 1 | -1; readonly before: boolean }
  | { readonly kind: "unary"; readonly operator: "-" | "+" | "!"; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "condition";
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | {
      readonly kind: "match";
      readonly text: Expression;
      readonly regex: Expression;
      readonly negated: boolean;
    }
  | { readonly kind: "in"; readonly keys: readonly Expression[]; readonly array: string }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly Expression[];
      readonly builtin: boolean;
    }
  | { readonly kind: "group"; readonly parts: readonly Expression[] }
  | {
      readonly kind: "getline";
      readonly target: Expression | null;
      readonly from:
        { readonly kind: "main" } | { readonly kind: "file" | "command"; readonly name: Expression };
    };

export type Statement =
  | { readonly kind: "expression"; readonly value: Expression }
  | {
      readonly kind: "print" | "printf";
      readonly args: readonly Expression[];
      readonly redirect: { readonly operator: ">" | ">>" | "|"; readonly target: Expression } | null;
    }
  | { readonly kind: "if"; readonly test: Expression; readonly yes: Statement; readonly no: Statement | null }
  | { readonly kind: "while"; readonly test: Expression; readonly body: Statement }
  | { readonly kind: "do"; readonly test: Expression; readonly body: Statement }
  | {
      readonly kind: "for";
      readonly init: Statement | null;
      readonly test: Expression | null;
      readonly step: Statement | null;
      readonly body: Statement;
    }
  | { readonly kind: "for-in"; readonly name: string; readonly array: string; readonly body: Statement }
  | { readonly kind: "block"; readonly body: readonly Statement[] }
  | { readonly kind: "break" | "continue" | "next" | "nextfile" }
  | { readonly kind: "exit" | "return"; readonly value: Expression | null }
  | { readonly kind: "delete"; readonly name: string; readonly keys: readonly Expression[] | null };

export interface Rule {
  readonly pattern: "BEGIN" | "END" | Expression | readonly [Expression, Expression] | null;
  /** Null: prints the record. */
  readonly action: Statement | null;
}

export interface AwkFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Statement;
}

export interface AwkProgram {
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, AwkFunction>;
  /** It has a `getline` that reads the main input. */
  readonly readsMain: boolean;
}

/** The program cannot be read. */
export class AwkSyntaxError extends Error {
  override readonly name = "AwkSyntaxError";
}
