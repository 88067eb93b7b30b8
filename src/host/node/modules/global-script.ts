import type { RealmContext } from "../realm-context.ts";
import type { Edits } from "./edits.ts";
import { VALUE } from "./names.ts";
import { type AstNode, blockNames, child, children, varNames } from "./syntax-tree.ts";

/** Cheap test before a script is parsed: only one with such a word can declare what lasts. */
export const MAY_DECLARE = /\b(let|const|class|using)\b/;

/** The names that a script's top level declares for later scripts, without their being properties of the global object. */
export function lexicalNames(ast: AstNode): ReadonlySet<string> {
  const statements = children(ast, "body").filter(({ type }) => type !== "FunctionDeclaration");
  return blockNames(statements, new Set());
}

/** Scripts in strict mode, whose functions and variables are global ones, but not in `eval`. */
const STRICT = /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*(?:"use strict"|'use strict')/;

/** Whether `eval` would keep to itself what the script's top level declares. */
export function isStrictScript(source: string): boolean {
  return STRICT.test(source);
}

/** Whether the top level declares functions or variables. */
export function declaresGlobals(ast: AstNode): boolean {
  return (
    children(ast, "body").some(({ type }) => type === "FunctionDeclaration") ||
    varNames(ast, new Set()).size > 0
  );
}

const NESTED = ["body", "consequent", "alternate", "block", "handler"] as const;

/** Makes a script keep its value in a variable: that of the last expression statement that was evaluated. */
export function keepValue(ast: AstNode, edits: Edits, source: string): void {
  const list = (statements: readonly AstNode[]): void => {
    for (const statement of statements) {
      if (/^(If|While|DoWhile|For|ForIn|ForOf|Switch|Try|With)Statement$/.test(statement.type))
        edits.insert(statement.start, `${VALUE} = void 0; `);
      visit(statement);
    }
  };
  const visit = (statement: AstNode): void => {
    switch (statement.type) {
      case "ExpressionStatement": {
        if ("directive" in statement) return;
        // `0,`: a function without a name must not get the variable's.
        edits.insert(statement.start, `${VALUE} = (0, `);
        const { end } = statement;
        edits.insertFirst(source[end - 1] === ";" ? end - 1 : end, ")");
        return;
      }
      case "BlockStatement":
        list(children(statement, "body"));
        return;
      case "SwitchStatement":
        for (const branch of children(statement, "cases")) list(children(branch, "consequent"));
        return;
      case "FunctionDeclaration":
      case "ClassDeclaration":
      case "VariableDeclaration":
        return;
      case "CatchClause":
      default:
        for (const key of NESTED) {
          const inner = child(statement, key);
          if (inner) visit(inner);
        }
    }
  };
  list(children(ast, "body"));
}

/**
 * Runs a script as the browser runs scripts: what it declares with let, const and class is there for all later ones, which
 * `eval` does not offer. Nothing can take such names away again, so the worker ends with the program.
 */
export function runGlobalScript(context: RealmContext, text: string): unknown {
  const { pristine } = context;
  context.unreusable();
  const globals = globalThis as Record<string, unknown>;
  Object.defineProperty(globalThis, VALUE, { value: undefined, writable: true, configurable: true });
  const url = pristine.URL.createObjectURL(new pristine.Blob([text], { type: "text/javascript" }));
  try {
    pristine.importScripts(url);
    return globals[VALUE];
  } catch (error) {
    if (error instanceof SyntaxError) removeCaller(error);
    throw error;
  } finally {
    pristine.URL.revokeObjectURL(url);
    Reflect.deleteProperty(globalThis, VALUE);
  }
}

/** What the browser puts before V8's message when a script cannot be compiled. */
const CALLER = /Failed to execute 'importScripts' on '\w+': /;

function removeCaller(error: SyntaxError): void {
  const { stack } = error;
  error.message = error.message.replace(CALLER, "");
  if (stack !== undefined) error.stack = stack.replace(CALLER, "");
}
