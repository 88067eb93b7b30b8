import type { Assignment, ArrayElement } from "../syntax/ast.ts";
import type { ArrayItem, AssignmentArgument } from "../builtins/builtin.ts";
import { ReadonlyVariable, type Variable } from "../run/variables.ts";
import type { Shell } from "../run/shell.ts";
import { assign, converted, evaluateArithmetic, fromEnd, toIndexed } from "./parameters.ts";
import { expandText, expandWords } from "./words.ts";

/** The assignment with its words expanded. */
export async function expandAssignment(shell: Shell, assignment: Assignment): Promise<AssignmentArgument> {
  const { name, append, value } = assignment;
  const index = assignment.index === null ? null : await expandText(shell, assignment.index);
  if (Array.isArray(value))
    return { name, index, append, value: await expandElements(shell, value as ArrayElement[]) };
  return {
    name,
    index,
    append,
    value: await expandText(shell, value as Parameters<typeof expandText>[1], true),
  };
}

async function expandElements(shell: Shell, elements: readonly ArrayElement[]): Promise<ArrayItem[]> {
  const items: ArrayItem[] = [];
  for (const { index, append, value } of elements) {
    if (index !== null) {
      items.push({
        index: await expandText(shell, index),
        append,
        text: await expandText(shell, value, true),
      });
    } else {
      for (const text of await expandWords(shell, [value])) items.push({ index: null, append, text });
    }
  }
  return items;
}

/** Carries an assignment out. @throws {ReadonlyVariable} */
export function carryOut(shell: Shell, assignment: AssignmentArgument): void {
  if (typeof assignment.value === "string") {
    assign(shell, assignment.name, assignment.index, assignment.value, assignment.append);
  } else {
    const variable = shell.variables.declare(assignment.name);
    if (variable.readonly) throw new ReadonlyVariable(assignment.name);
    if (shell.options.allexport) variable.exported = true;
    fillArray(shell, assignment.name, variable, assignment.value, assignment.append);
  }
}

function fillArray(
  shell: Shell,
  name: string,
  variable: Variable,
  items: readonly ArrayItem[],
  append: boolean,
): void {
  if (variable.value?.kind === "associative") {
    fillAssociative(shell, variable, variable.value.items, items, append);
    return;
  }
  const target = append ? toIndexed(variable) : new Map<number, string>();
  let next = append ? Math.max(-1, ...target.keys()) + 1 : 0;
  for (const item of items) {
    const at =
      item.index === null ? next : fromEnd(target, Number(evaluateArithmetic(shell, item.index)), name);
    const before = item.append ? (target.get(at) ?? "") : "";
    target.set(at, converted(shell, variable, before, item.text, item.append));
    next = at + 1;
  }
  variable.value = { kind: "indexed", items: target };
}

function fillAssociative(
  shell: Shell,
  variable: Variable,
  existing: Map<string, string>,
  items: readonly ArrayItem[],
  append: boolean,
): void {
  const target = append ? existing : new Map<string, string>();
  let key: string | null = null;
  for (const item of items) {
    // Without subscripts the words are keys and values in turn.
    if (item.index === null && key === null) {
      key = item.text;
      continue;
    }
    const at: string = item.index ?? key!;
    key = null;
    const before = item.append ? (target.get(at) ?? "") : "";
    target.set(at, converted(shell, variable, before, item.text, item.append));
  }
  if (key !== null) target.set(key, "");
  variable.value = { kind: "associative", items: target };
}
