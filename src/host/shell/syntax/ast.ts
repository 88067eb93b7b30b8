/**
 * The tree of a shell script. It is plain data (JSON), so that a part of a script can be handed to another process.
 *
 * Words: *list* is commands joined by `;` and `&`; an *and-or* list joins pipelines by `&&` and `||`; a *pipeline*
 * joins commands by `|`.
 */

export interface Script {
  readonly items: readonly ListItem[];
}

export interface ListItem {
  readonly first: Pipeline;
  readonly rest: readonly { readonly operator: "&&" | "||"; readonly pipeline: Pipeline }[];
  readonly background: boolean;
  /** As it stands in the script: what `jobs` shows. */
  readonly source: string;
}

export interface Pipeline {
  readonly commands: readonly Command[];
  /** `|&` after command i: its errors go down the pipe as well. */
  readonly pipeErrors: readonly boolean[];
  readonly negated: boolean;
  /** The `time` keyword; `posix` for `time -p`. */
  readonly timed: false | "bash" | "posix";
}

interface CommandBase {
  readonly line: number;
  readonly redirects: readonly Redirect[];
}

export interface SimpleCommand extends CommandBase {
  readonly kind: "simple";
  readonly assignments: readonly Assignment[];
  readonly words: readonly CommandWord[];
}

/** An argument of `declare`, `local`, `export` … that has the form of an assignment is expanded like one. */
export type CommandWord = Word | { readonly assignment: Assignment };

export interface Assignment {
  readonly name: string;
  readonly index: Word | null;
  readonly append: boolean;
  readonly value: Word | readonly ArrayElement[];
}

export interface ArrayElement {
  readonly index: Word | null;
  readonly append: boolean;
  readonly value: Word;
}

export type CompoundCommand = CommandBase &
  (
    | { readonly kind: "group" | "subshell"; readonly body: Script }
    | {
        readonly kind: "if";
        readonly clauses: readonly { readonly condition: Script; readonly body: Script }[];
        readonly otherwise: Script | null;
      }
    | {
        readonly kind: "for" | "select";
        readonly name: string;
        readonly words: readonly Word[] | null;
        readonly body: Script;
      }
    | {
        readonly kind: "arithmetic-for";
        readonly init: Word;
        readonly condition: Word;
        readonly step: Word;
        readonly body: Script;
      }
    | { readonly kind: "while" | "until"; readonly condition: Script; readonly body: Script }
    | { readonly kind: "case"; readonly subject: Word; readonly branches: readonly CaseBranch[] }
    | { readonly kind: "arithmetic"; readonly expression: Word }
    | { readonly kind: "condition"; readonly expression: Condition }
  );

export interface CaseBranch {
  readonly patterns: readonly Word[];
  readonly body: Script;
  readonly end: ";;" | ";&" | ";;&";
}

export interface FunctionDefinition extends CommandBase {
  readonly kind: "function";
  readonly name: string;
  readonly body: CompoundCommand;
  readonly source: string;
}

export type Command = SimpleCommand | CompoundCommand | FunctionDefinition;

/** What stands between `[[` and `]]`. */
export type Condition =
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Word }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Word; readonly right: Word }
  | { readonly kind: "not"; readonly operand: Condition }
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition };

export type RedirectOperator = "<" | ">" | ">>" | ">|" | "<>" | "<&" | ">&" | "&>" | "&>>" | "<<<" | "<<";

export interface Redirect {
  readonly operator: RedirectOperator;
  /** Null: 0 or 1 by the operator. A string: `{name}>file`, a free descriptor is put into the variable. */
  readonly fd: number | string | null;
  /** The file, the descriptor, or the text of a here-document. Replaced when the here-document's body has been read. */
  target: Word;
}

export interface Word {
  readonly parts: readonly WordPart[];
}

export type WordPart =
  | TextPart
  | { readonly kind: "double"; readonly parts: readonly WordPart[] }
  | ParameterPart
  | { readonly kind: "command"; readonly script: Script }
  | { readonly kind: "arithmetic"; readonly expression: Word }
  | { readonly kind: "process"; readonly direction: "<" | ">"; readonly script: Script };

/** `text` takes part in globs, braces and tildes; `quoted` is taken as it stands. */
export interface TextPart {
  readonly kind: "text" | "quoted";
  readonly text: string;
}

export interface ParameterPart {
  readonly kind: "parameter";
  readonly name: string;
  readonly index: Word | "@" | "*" | null;
  /** `${#x}`, `${!x}`, `${!x[@]}`, `${!x@}` */
  readonly form: "value" | "length" | "indirect" | "keys" | "names";
  readonly operation: ParameterOperation | null;
}

export type ParameterOperation =
  | {
      readonly kind: "alternative";
      readonly operator: "-" | "=" | "?" | "+";
      readonly colon: boolean;
      readonly word: Word;
    }
  | { readonly kind: "remove"; readonly operator: "#" | "##" | "%" | "%%"; readonly pattern: Word }
  | { readonly kind: "substring"; readonly offset: Word; readonly length: Word | null }
  | {
      readonly kind: "replace";
      readonly mode: "first" | "all" | "start" | "end";
      readonly pattern: Word;
      readonly replacement: Word;
    }
  | { readonly kind: "case"; readonly operator: "^" | "^^" | "," | ",,"; readonly pattern: Word | null }
  | { readonly kind: "transform"; readonly operator: string }
  | { readonly kind: "bad"; readonly source: string };
