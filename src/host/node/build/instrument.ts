import { parse } from "acorn";
import type { AstNode } from "../modules/syntax-tree.ts";
import { analyse, child, children, isFunction, list, type Scope, type Variable } from "./scope-analysis.ts";

/** The name under which an instrumented script finds the recorder (checkpoint/recorder.ts). */
export const RECORDER = "$k";

/**
 * Makes a script tell the recorder, whenever one is listening, of variables that outlive the call that made them, and of
 * its classes' private fields. What reads and writes them is handed over as a function. Lines stay where they are, and so
 * do columns, but for what follows a function's opening brace on the same line.
 */
export function instrument(source: string): string {
  const program = parse(source, { ecmaVersion: "latest", sourceType: "script" }) as unknown as AstNode;
  const insertions: [number, string][] = [];
  for (const scope of analyse(program)) {
    const variables = [...scope.variables.values()].filter((variable) => isKept(variable, scope));
    if (variables.length > 0) insertions.push(...tellScope(scope.node, variables, source));
  }
  const classes = (node: AstNode): void => {
    if (node.type === "ClassBody") insertions.push(...tellClass(node));
    for (const part of children(node)) classes(part);
  };
  classes(program);
  insertions.sort(([a], [b]) => a - b);
  let text = "";
  let at = 0;
  for (const [place, added] of insertions) {
    text += source.slice(at, place) + added;
    at = place;
  }
  return text + source.slice(at);
}

function isKept({ captured, assigned, escapes, holds }: Variable, { parent }: Scope): boolean {
  if (captured && (assigned || holds === "anything" || holds === "class")) return true;
  // A function may get properties once somebody gets hold of it.
  const isTop = parent?.parent === null;
  return isTop && escapes && (holds === "function" || holds === "class");
}

function tellScope(node: AstNode, variables: readonly Variable[], source: string): [number, string][] {
  const sorted = [...variables].sort((a, b) => Number(b.assigned) - Number(a.assigned));
  const cases = sorted.map(({ name, assigned }, i) =>
    assigned ? `case ${i}:if($w)${name}=$v;return ${name};` : `case ${i}:return ${name};`,
  );
  const mutable = sorted.filter(({ assigned }) => assigned).length;
  const call = `${RECORDER}.on&&${RECORDER}.scope(${mutable},${sorted.length},($i,$w,$v)=>{switch($i){${cases.join("")}}})`;
  if (node.type === "BlockStatement") return [[node.start + 1, `;${call};`]];
  if (node.type === "StaticBlock") return [[source.indexOf("{", node.start) + 1, `${call};`]];
  if (!isFunction(node)) return [];
  const body = child(node, "body");
  if (body.type !== "BlockStatement")
    return [
      [body.start, `(${call},`],
      [body.end, ")"],
    ];
  const directives = list(body, "body").filter((statement) => "directive" in statement);
  return [[directives.at(-1)?.end ?? body.start + 1, `;${call};`]];
}

function tellClass(body: AstNode): [number, string][] {
  const fields = list(body, "body")
    .filter(({ type }) => type === "PropertyDefinition")
    .map((definition) => child(definition, "key"))
    .filter(({ type }) => type === "PrivateIdentifier")
    .map((key) => `#${key["name"] as string}`);
  if (fields.length === 0) return [];
  const cases = fields.map(
    (name, i) => `case ${i}:if(!(${name} in $o))return ${RECORDER};if($w)$o.${name}=$v;return $o.${name};`,
  );
  const access = `($o,$i,$w,$v)=>{switch($i){${cases.join("")}}}`;
  return [[body.end - 1, `static{${RECORDER}.fields(this,${fields.length},${access})}`]];
}
