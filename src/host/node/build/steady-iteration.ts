import { parse } from "acorn";
import type { AstNode } from "../modules/syntax-tree.ts";
import { child, children } from "./scope-analysis.ts";

/** The name under which a script finds what goes through arrays whatever became of their iterators. */
export const EACH = "$each";

/**
 * What `EACH` is: the array (or iterator of one) itself as long as arrays are iterated as the language does it, and an
 * iterator of our own from the moment on when a program has changed that.
 */
export const EACH_SOURCE = `(()=>{
const { isArray, prototype } = Array, { iterator } = Symbol, { getPrototypeOf } = Object, { apply } = Reflect, { isView } = ArrayBuffer;
const values = prototype[iterator], steps = getPrototypeOf([][iterator]()), { next } = steps;
return (list) => {
if (prototype[iterator] === values && steps.next === next) return list;
if (typeof list === "object" && list !== null && getPrototypeOf(list) === steps) {
const own = { __proto__: null, [iterator]: () => own, next: () => apply(next, list, []) };
return own;
}
if (!isArray(list) && !isView(list)) return list;
let at = 0;
const own = { __proto__: null, [iterator]: () => own, next: () => ({ __proto__: null, done: at >= list.length, value: list[at++] }) };
return own;
};
})()`.replaceAll("\n", "");

/**
 * Makes a script go through arrays without what a program can replace: a hostile or merely unusual one may take
 * `Array.prototype[Symbol.iterator]` away, and the host's own code has to work on. Lines stay where they are.
 */
export function steadyIteration(source: string): string {
  const program = parse(source, { ecmaVersion: "latest", sourceType: "script" }) as unknown as AstNode;
  const edits: (readonly [from: number, to: number, text: string])[] = [];
  const wrap = (node: AstNode): void => {
    edits.push([node.start, node.start, ` ${EACH}(`], [node.end, node.end, ")"]);
  };
  /** `[a, , b = 1]` becomes `{0: a, 2: b = 1}`, which looks at the places alone. */
  const byPlace = (pattern: AstNode): void => {
    const elements = pattern["elements"] as readonly (AstNode | null)[];
    if (elements.some((element) => element?.type === "RestElement")) return;
    let at = pattern.start;
    for (const [place, element] of elements.entries()) {
      if (!element) continue;
      edits.push([at, element.start, `${at === pattern.start ? "{" : ","}${place}:`]);
      at = element.end;
    }
    edits.push(at === pattern.start ? [at, pattern.end, "{}"] : [at, pattern.end, "}"]);
  };
  /** Patterns of what is known to be arrays: parameters, what loops give, and what stands within another pattern. */
  const patterns = (node: AstNode): void => {
    if (node.type === "AssignmentPattern") return patterns(child(node, "left"));
    if (node.type !== "ArrayPattern") return;
    byPlace(node);
    for (const element of items(node, "elements")) patterns(element);
  };
  const visit = (node: AstNode): void => {
    if (node.type === "ForOfStatement" && !node["await"]) {
      wrap(child(node, "right"));
      const left = child(node, "left");
      if (left.type === "VariableDeclaration")
        for (const declared of items(left, "declarations")) patterns(child(declared, "id"));
    }
    if (/^(Array|Call|New)Expression$/.test(node.type))
      for (const part of [...items(node, "elements"), ...items(node, "arguments")])
        if (part.type === "SpreadElement") wrap(child(part, "argument"));
    if (takesList(node)) for (const given of items(node, "arguments").slice(0, 1)) wrap(given);
    if (node.type === "VariableDeclarator" && node["init"] && child(node, "id").type === "ArrayPattern") {
      wrap(child(node, "init"));
      for (const element of items(child(node, "id"), "elements")) patterns(element);
    }
    for (const parameter of items(node, "params")) patterns(parameter);
    for (const part of children(node)) visit(part);
  };
  visit(program);
  // What ends at a place goes before what begins there.
  edits.sort(([a, , x], [b, , y]) => a - b || Number(y === ")") - Number(x === ")"));
  let text = "";
  let at = 0;
  for (const [from, to, added] of edits) {
    text += source.slice(at, from) + added;
    at = to;
  }
  return text + source.slice(at);
}

/** `new Set(list)` and its like, `Object.fromEntries(list)`. */
function takesList(node: AstNode): boolean {
  if (node.type !== "NewExpression" && node.type !== "CallExpression") return false;
  const callee = child(node, "callee");
  if (node.type === "NewExpression") return /^(Set|Map|WeakSet|WeakMap)$/.test(String(callee["name"]));
  return callee.type === "MemberExpression" && child(callee, "property")["name"] === "fromEntries";
}

/** The nodes of a list that a node may have. */
function items(node: AstNode, key: string): AstNode[] {
  const found = (node[key] ?? []) as readonly (AstNode | null)[];
  return found.filter((item) => item !== null);
}
