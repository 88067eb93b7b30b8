import type { Edits } from "./edits.ts";
import { CALL, NOTES } from "./names.ts";
import { piece } from "./pieces.ts";
import { type AstNode, bodyStart, child, children, isFunction, nameOf } from "./syntax-tree.ts";

/** What suspends a function besides `await`. */
const SUSPENDS = /\bfor\s+await\b|\bawait\s+using\b/;

/** Keeps account of what is awaited where there is no promise of the whole. */
const UNSEEN_CALL = `const ${CALL} = ${NOTES}.enter("", false);`;

/** How a source is to keep account. */
export interface NotePlan {
  /** What functions that give promises are called in it. */
  readonly names: ReadonlySet<string>;
  /** Whether promise hooks are told of its calls. */
  readonly traced: boolean;
  /** Whether the value of its last statement is printed. */
  readonly shown: boolean;
}

/**
 * Puts into a source what notes the states of promises: `promise-notes.ts` has what is called. Each kind of node is told
 * before its children are walked, so that what encloses them is written around theirs.
 */
export class NoteWriter {
  readonly #edits: Edits;
  readonly #source: string;
  readonly #plan: NotePlan;
  /** Calls whose value goes nowhere else: nobody can look at its promise. */
  readonly #unseen = new Set<AstNode>();
  /** For each open function, whether it keeps account of its outcome. */
  readonly #functions: boolean[] = [];

  constructor(edits: Edits, source: string, plan: NotePlan) {
    this.#edits = edits;
    this.#source = source;
    this.#plan = plan;
  }

  /** @param written how `f` of a call `f(…)` has to be written */
  before(node: AstNode, written: (callee: AstNode) => string): void {
    switch (node.type) {
      case "Program": {
        const [first] = children(node, "body");
        if (first && node["sourceType"] === "module") this.#edits.insert(first.start, piece(UNSEEN_CALL));
        return;
      }
      case "ExpressionStatement":
        if (!this.#plan.shown) this.#ignore(child(node, "expression"));
        return;
      case "ChainExpression":
        return this.#ignoreChain(child(node, "expression"));
      case "AwaitExpression":
        if (!this.#plan.traced) this.#ignore(child(node, "argument"));
        return this.#await(node);
      case "MemberExpression":
        if (!this.#plan.traced) this.#ignore(child(node, "object"));
        return;
      case "ReturnStatement":
        return this.#return(node);
      case "TryStatement":
        return this.#try(node);
      case "ForOfStatement": {
        const right = child(node, "right");
        if (node["await"] && right) this.#around(right, `${CALL}.loop((`, "))");
        return;
      }
      case "CallExpression":
        return this.#call(node, written);
      case "NewExpression":
        return this.#construct(node);
    }
  }

  /** To be followed by `leave`. */
  enter(node: AstNode): void {
    this.#functions.push(node["async"] === true && this.#function(node));
  }

  leave(): void {
    this.#functions.pop();
  }

  #function(node: AstNode): boolean {
    const body = child(node, "body");
    if (!body) return false;
    const start = bodyStart(body);
    if (node["generator"]) {
      this.#edits.insert(start, piece(`; ${UNSEEN_CALL}`));
      return false;
    }
    const enter = `const ${CALL} = ${NOTES}.enter("${idOf(node)}", ${!SUSPENDS.test(this.#source.slice(node.start, node.end))}); try {`;
    const end = `} catch ($$error) { throw ${CALL}.failed($$error); } finally { ${CALL}.done(); }`;
    if (body.type === "BlockStatement") {
      const last = `; ${CALL}.value = void 0; ${end}`;
      if (start === body.end - 1) this.#edits.insert(start, piece(`; ${enter}${last}`));
      else {
        this.#edits.insert(start, piece(`; ${enter}`));
        this.#edits.insertFirst(body.end - 1, piece(last));
      }
      return true;
    }
    const head = children(node, "params").at(-1)?.end ?? node.start;
    const arrow = this.#edits.find("=>", head, body.start);
    this.#edits.insert(arrow + 2, piece(`{ ${enter} return ${CALL}.value = (`));
    this.#edits.insertFirst(node.end, piece(`); ${end} }`));
    return true;
  }

  #await(node: AstNode): void {
    const argument = child(node, "argument");
    if (!argument) return;
    this.#around(node, `${CALL}.after(`, ")");
    this.#around(argument, `${CALL}.before((`, "))");
  }

  #return(node: AstNode): void {
    if (!this.#functions.at(-1)) return;
    const argument = child(node, "argument");
    if (argument) this.#around(argument, `${CALL}.value = (`, ")");
    else this.#edits.insertFirst(node.start + "return".length, piece(` ${CALL}.value = void 0`));
  }

  #try(node: AstNode): void {
    if (!this.#functions.at(-1)) return;
    const handler = child(node, "handler");
    const body = handler && child(handler, "body");
    const parameter = handler && child(handler, "param");
    const name = nameOf(parameter);
    if (body)
      this.#edits.insert(body.start + 1, piece(name ? `${CALL}.thrown(${name});` : `${CALL}.lost();`));
    const finalizer = child(node, "finalizer");
    if (finalizer) this.#edits.insert(finalizer.start + 1, piece(`${CALL}.lost();`));
  }

  #call(node: AstNode, written: (callee: AstNode) => string): void {
    const callee = child(node, "callee");
    if (!callee) return;
    const [first, second] = children(node, "arguments");
    const name = nameOf(child(callee, "property"));
    const isMember = callee.type === "MemberExpression" && !callee["computed"] && !callee["optional"];
    if (isMember && first && nameOf(child(callee, "object")) === "Promise") {
      if ((name !== "all" && name !== "allSettled") || first.type === "SpreadElement") return;
      this.#around(node, `${NOTES}.all(`, `, ${name !== "all"})`);
      return this.#around(first, `${NOTES}.inputs(`, ")");
    }
    if (this.#unseen.has(node)) return;
    if (isMember && first && (name === "then" || name === "catch") && isFunction(first)) {
      this.#around(node, `${NOTES}.made(`, ")");
      this.#around(first, `${NOTES}.reaction(`, ")");
      if (second && isFunction(second)) this.#around(second, `${NOTES}.otherwise(`, ")");
      return;
    }
    if (isMember && name === "map" && first && isFunction(first) && first["async"] === true) {
      const id = idOf(first);
      return this.#around(node, `${NOTES}.collected(${NOTES}.collect("${id}"), `, `, "${id}")`);
    }
    if (isFunction(callee) && callee["async"] === true)
      return this.#around(node, `${NOTES}.own(${NOTES}.start(), `, `, "${idOf(callee)}")`);
    if (callee.type === "Identifier" && this.#plan.names.has(nameOf(callee)))
      return this.#around(node, `${NOTES}.called(${NOTES}.start(), `, `, ${written(callee)})`);
    if (!isMember || !this.#plan.names.has(name)) return;
    const object = child(callee, "object");
    const text = object && this.#repeatable(object, written);
    if (!text) return;
    const isPrivate = child(callee, "property")?.type === "PrivateIdentifier";
    if (isPrivate) this.#around(node, `${NOTES}.called(${NOTES}.start(), `, `, ${text}.#${name})`);
    else this.#around(node, `${NOTES}.method(${NOTES}.start(), `, `, ${text}, "${name}")`);
  }

  /** An expression of the same object that has no effects, if there is one. */
  #repeatable(object: AstNode, written: (callee: AstNode) => string): string | null {
    if (object.type === "ThisExpression") return "this";
    if (object.type === "Identifier") return written(object);
    const callee = child(object, "callee");
    if (object.type === "NewExpression" && callee?.type === "Identifier")
      return `${written(callee)}.prototype`;
    return null;
  }

  #construct(node: AstNode): void {
    const [executor] = children(node, "arguments");
    if (nameOf(child(node, "callee")) !== "Promise" || !executor || !isFunction(executor)) return;
    this.#around(node, `${NOTES}.made(`, ")");
    this.#around(executor, `${NOTES}.executor(`, ")");
  }

  #around(node: AstNode, before: string, after: string): void {
    this.#edits.insert(node.start, piece(before));
    this.#edits.insertFirst(node.end, piece(after));
  }

  #ignore(node: AstNode | undefined): void {
    if (node?.type === "CallExpression") this.#unseen.add(node);
  }

  /** What is inside of parentheses would no longer end with the rest of its chain. */
  #ignoreChain(node: AstNode | undefined): void {
    for (let at = node; at; at = child(at, "callee") ?? child(at, "object")) this.#unseen.add(at);
  }
}

function idOf(node: AstNode): string {
  return `${node.start}-${node.end}`;
}
