import { Edits } from "./edits.ts";
import { CONTEXT, TICK } from "./names.ts";
import {
  type AstNode,
  blockNames,
  child,
  children,
  declaredNames,
  isFunction,
  isNode,
  nameOf,
  varNames,
} from "./syntax-tree.ts";

/** What a script in a context of `vm` declares, and how it was written. */
export interface ContextScript {
  readonly strict: boolean;
  readonly variables: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  /** Names of top-level let, const and class: they belong to the context, for all its scripts. */
  readonly lexicals: ReadonlyMap<string, "let" | "const">;
  /** Names that only `typeof` may ask for without their being there. */
  readonly asked: ReadonlySet<string>;
}

/**
 * Makes a script fit for being evaluated inside of `with (scope)`: what it declares at its top level becomes assignments
 * that the scope takes, and `this` of a plain call is the context's global object.
 */
export function rewriteForContext(ast: AstNode, edits: Edits): ContextScript {
  const body = children(ast, "body");
  const [first] = body;
  const strict = first?.["directive"] === "use strict";
  if (strict && first) edits.replace(first.start, first.end, ";");
  const lexicals = new Map<string, "let" | "const">();
  let count = 0;
  // A declaration has no value: as one of `var` it has none either, and does not change a script's value.
  const silent = () => `var $$${++count} = `;
  for (const statement of body) {
    if (statement.type === "ClassDeclaration") {
      lexicals.set(nameOf(child(statement, "id")), "let");
      edits.insert(statement.start, `${silent()}(${nameOf(child(statement, "id"))} = `);
      edits.insertFirst(statement.end, ");");
    } else if (statement.type === "VariableDeclaration" && statement["kind"] !== "var") {
      const kind = statement["kind"] === "let" ? "let" : "const";
      const declarators = children(statement, "declarations");
      edits.replace(statement.start, declarators[0]?.start ?? statement.start, "");
      for (const [index, declarator] of declarators.entries()) {
        const [id, init] = [child(declarator, "id"), child(declarator, "init")];
        for (const name of declaredNames(id, new Set())) lexicals.set(name, kind);
        edits.insert(declarator.start, `${index === 0 ? silent() : `$$${++count} = `}(`);
        edits.insertFirst(declarator.end, init ? ")" : " = void 0)");
      }
    }
  }
  const walk = new Walk(edits);
  walk.visit(body, strict ? "script" : "sloppy");
  const isNamed = (node: AstNode) => node.type === "FunctionDeclaration" && child(node, "id") !== undefined;
  const functions = blockNames(body.filter(isNamed), new Set());
  return { strict, variables: varNames(ast, new Set()), functions, lexicals, asked: walk.asked };
}

/** The names that `typeof` asks for. */
export function namesAsked(ast: AstNode): ReadonlySet<string> {
  const walk = new Walk(new Edits(""));
  walk.visit(children(ast, "body"), "strict");
  return walk.asked;
}

/** `script`: strict because the whole script is, whose directive is gone. */
type Mode = "sloppy" | "script" | "strict";

class Walk {
  readonly asked = new Set<string>();
  readonly #edits: Edits;
  #depth = 0;

  constructor(edits: Edits) {
    this.#edits = edits;
  }

  visit(node: unknown, mode: Mode): void {
    if (Array.isArray(node)) {
      for (const entry of node) this.visit(entry, mode);
      return;
    }
    if (!isNode(node)) return;
    if (node.type === "ThisExpression" && this.#depth > 0 && mode !== "strict")
      this.#edits.replace(node.start, node.end, `${CONTEXT}.self(this)`);
    const argument = child(node, "argument");
    if (node.type === "UnaryExpression" && node["operator"] === "typeof" && argument?.type === "Identifier")
      this.asked.add(nameOf(argument));
    const isOwn = isFunction(node) && node.type !== "ArrowFunctionExpression";
    const inner = node.type.startsWith("Class") || hasDirective(node) ? "strict" : mode;
    if (isOwn) this.#depth++;
    for (const key of Object.keys(node)) if (key !== "type") this.visit(node[key], inner);
    if (isOwn) this.#depth--;
  }
}

function hasDirective(node: AstNode): boolean {
  const body = child(node, "body");
  if (!isFunction(node) || !body) return false;
  return children(body, "body").some((statement) => statement["directive"] === "use strict");
}

/** Lets a script with a time limit look at the clock wherever it could go on for ever. */
export function addTicks(node: unknown, edits: Edits): void {
  if (Array.isArray(node)) {
    for (const entry of node) addTicks(entry, edits);
    return;
  }
  if (!isNode(node)) return;
  const body = child(node, "body");
  const loops = /^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type);
  if (body && (loops || node.type === "CatchClause" || isFunction(node))) {
    if (body.type === "BlockStatement") {
      const directives = children(body, "body").filter((statement) => "directive" in statement);
      edits.insert(directives.at(-1)?.end ?? body.start + 1, `;${TICK}();`);
    } else if (loops) {
      edits.insert(body.start, `{ ${TICK}(); `);
      edits.insertFirst(body.end, " }");
    }
  }
  for (const key of Object.keys(node)) if (key !== "type") addTicks(node[key], edits);
}
