import type { AstNode } from "../modules/syntax-tree.ts";

/** A variable of a script, as far as a checkpoint cares. */
export interface Variable {
  readonly name: string;
  /** It may change after its declaration. */
  assigned: boolean;
  /** A function within its own function uses it, so it lives on. */
  captured: boolean;
  /** It is used other than by calling it. */
  escapes: boolean;
  /** What it is known to hold from its declaration alone. */
  readonly holds: "anything" | "function" | "class" | "nothing";
}

/** Where variables are declared, and where code can be put that runs once they exist. */
export interface Scope {
  readonly node: AstNode;
  readonly parent: Scope | null;
  /** The function that it belongs to. */
  readonly home: Scope;
  readonly variables: Map<string, Variable>;
}

type Visit = (node: AstNode, scope: Scope) => void;

/** All scopes of a script that declare something, with what is known of their variables. */
export function analyse(program: AstNode): Scope[] {
  const found: Scope[] = [];

  const open = (node: AstNode, parent: Scope | null, isFunction: boolean): Scope => {
    const scope = { node, parent, variables: new Map<string, Variable>() } as unknown as Scope;
    (scope as { home: Scope }).home = isFunction || !parent ? scope : parent.home;
    found.push(scope);
    return scope;
  };
  const declare = (scope: Scope, name: string, holds: Variable["holds"], assigned = false): void => {
    const known = scope.variables.get(name);
    if (known) known.assigned = true;
    else scope.variables.set(name, { name, holds, assigned, captured: false, escapes: false });
  };
  const refer = (scope: Scope, name: string, how: "read" | "call" | "write"): void => {
    for (let at: Scope | null = scope; at; at = at.parent) {
      const variable = at.variables.get(name);
      if (!variable) continue;
      if (at.home !== scope.home) variable.captured = true;
      if (how === "write") variable.assigned = true;
      if (how === "read") variable.escapes = true;
      return;
    }
  };

  /** Names that a pattern binds; what stands in it besides is looked at by `visit`. */
  const bind = (pattern: AstNode, name: (id: string) => void): void => {
    switch (pattern.type) {
      case "Identifier":
        return name(text(pattern, "name"));
      case "ObjectPattern":
        for (const property of list(pattern, "properties"))
          bind(child(property, property.type === "RestElement" ? "argument" : "value"), name);
        return;
      case "ArrayPattern":
        for (const element of list(pattern, "elements")) bind(element, name);
        return;
      case "AssignmentPattern":
        return bind(child(pattern, "left"), name);
      case "RestElement":
        return bind(child(pattern, "argument"), name);
    }
  };
  /** Expressions within a pattern: defaults and computed keys; with `write`, the targets, too. */
  const patternParts = (pattern: AstNode, scope: Scope, write: boolean): void => {
    switch (pattern.type) {
      case "Identifier":
        if (write) refer(scope, text(pattern, "name"), "write");
        return;
      case "ObjectPattern":
        for (const property of list(pattern, "properties")) {
          if (property["computed"]) visit(child(property, "key"), scope);
          patternParts(child(property, property.type === "RestElement" ? "argument" : "value"), scope, write);
        }
        return;
      case "ArrayPattern":
        for (const element of list(pattern, "elements")) patternParts(element, scope, write);
        return;
      case "AssignmentPattern":
        patternParts(child(pattern, "left"), scope, write);
        return visit(child(pattern, "right"), scope);
      case "RestElement":
        return patternParts(child(pattern, "argument"), scope, write);
      default:
        return visit(pattern, scope);
    }
  };

  const declareLexical = (statements: readonly AstNode[], scope: Scope): void => {
    for (const statement of statements) {
      if (statement.type === "FunctionDeclaration") declare(scope, idOf(statement), "function");
      else if (statement.type === "ClassDeclaration") declare(scope, idOf(statement), "class");
      else if (statement.type === "VariableDeclaration" && text(statement, "kind") !== "var")
        for (const declarator of list(statement, "declarations"))
          bind(child(declarator, "id"), (name) => declare(scope, name, holdsOf(declarator)));
    }
  };
  const declareVars = (node: AstNode, scope: Scope): void => {
    if (isFunction(node) || node.type === "ClassDeclaration" || node.type === "ClassExpression") return;
    if (node.type === "VariableDeclaration" && text(node, "kind") === "var")
      for (const declarator of list(node, "declarations"))
        bind(child(declarator, "id"), (name) => declare(scope, name, "anything", true));
    for (const part of children(node)) declareVars(part, scope);
  };

  const visitFunction: Visit = (node, outer) => {
    const scope = open(node, outer, true);
    for (const parameter of list(node, "params")) {
      bind(parameter, (name) => declare(scope, name, "anything"));
    }
    const body = child(node, "body");
    if (body.type === "BlockStatement") {
      declareLexical(list(body, "body"), scope);
      declareVars(body, scope);
    }
    for (const parameter of list(node, "params")) patternParts(parameter, scope, false);
    if (body.type === "BlockStatement") for (const statement of list(body, "body")) visit(statement, scope);
    else visit(body, scope);
  };

  const visit: Visit = (node, scope) => {
    if (isFunction(node)) return visitFunction(node, scope);
    switch (node.type) {
      case "Identifier":
        return refer(scope, text(node, "name"), "read");
      case "BlockStatement":
      case "StaticBlock": {
        const inner = open(node, scope, node.type === "StaticBlock");
        declareLexical(list(node, "body"), inner);
        if (node.type === "StaticBlock") for (const part of list(node, "body")) declareVars(part, inner);
        for (const statement of list(node, "body")) visit(statement, inner);
        return;
      }
      case "VariableDeclarator": {
        patternParts(child(node, "id"), scope, false);
        const init = node["init"] as AstNode | null;
        if (init) visit(init, scope);
        return;
      }
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
      case "SwitchStatement":
      case "CatchClause": {
        const inner = open(node, scope, false);
        for (const part of children(node)) {
          if (part.type === "SwitchCase") declareLexical(list(part, "consequent"), inner);
          else if (part.type === "VariableDeclaration") declareLexical([part], inner);
          else if (part === node["param"]) bind(part, (name) => declare(inner, name, "anything"));
        }
        for (const part of children(node)) {
          const isTarget = part === node["left"] && part.type !== "VariableDeclaration";
          if (isTarget || part === node["param"]) patternParts(part, inner, isTarget);
          else visit(part, inner);
        }
        return;
      }
      case "AssignmentExpression":
        patternParts(child(node, "left"), scope, true);
        return visit(child(node, "right"), scope);
      case "UpdateExpression": {
        const argument = child(node, "argument");
        return argument.type === "Identifier"
          ? refer(scope, text(argument, "name"), "write")
          : visit(argument, scope);
      }
      case "CallExpression":
      case "NewExpression": {
        const callee = child(node, "callee");
        if (callee.type === "Identifier") refer(scope, text(callee, "name"), "call");
        else visit(callee, scope);
        for (const argument of list(node, "arguments")) visit(argument, scope);
        return;
      }
      case "MemberExpression":
        visit(child(node, "object"), scope);
        if (node["computed"]) visit(child(node, "property"), scope);
        return;
      case "Property":
        if (node["computed"]) visit(child(node, "key"), scope);
        return visit(child(node, "value"), scope);
      case "MethodDefinition":
      case "PropertyDefinition": {
        if (node["computed"]) visit(child(node, "key"), scope);
        const value = node["value"] as AstNode | null;
        // A field's value is worked out in a function of its own.
        if (value) visit(value, node.type === "PropertyDefinition" ? open(value, scope, true) : scope);
        return;
      }
      case "ClassDeclaration":
      case "ClassExpression": {
        const parent = node["superClass"] as AstNode | null;
        if (parent) visit(parent, scope);
        return visit(child(node, "body"), scope);
      }
      case "LabeledStatement":
        return visit(child(node, "body"), scope);
      case "BreakStatement":
      case "ContinueStatement":
      case "MetaProperty":
        return;
      default:
        for (const part of children(node)) visit(part, scope);
    }
  };

  const top = open(program, null, true);
  declareLexical(list(program, "body"), top);
  declareVars(program, top);
  for (const statement of list(program, "body")) visit(statement, top);
  return found.filter(({ variables }) => variables.size > 0);
}

/** Values that come from another module are found there. */
const FROM_ELSEWHERE = new Set(["require", "internalBinding", "getOptionValue"]);

function holdsOf(declarator: AstNode): Variable["holds"] {
  const init = declarator["init"] as AstNode | null;
  switch (init?.type) {
    case "Literal":
    case "TemplateLiteral":
    case "UnaryExpression":
    case "BinaryExpression":
      return "nothing";
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return "function";
    case "ClassExpression":
      return "class";
    case "Identifier":
      return text(init, "name") === "primordials" ? "nothing" : "anything";
    case "MemberExpression": {
      const object = child(init, "object");
      return object.type === "CallExpression" && isFromElsewhere(object) ? "nothing" : "anything";
    }
    case "CallExpression":
      return isFromElsewhere(init) ? "nothing" : "anything";
    default:
      return "anything";
  }
}

function isFromElsewhere(call: AstNode): boolean {
  const callee = child(call, "callee");
  return callee.type === "Identifier" && FROM_ELSEWHERE.has(text(callee, "name"));
}

export function isFunction({ type }: AstNode): boolean {
  return (
    type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression"
  );
}

export function child(node: AstNode, key: string): AstNode {
  return node[key] as AstNode;
}

/** The nodes of a list; holes in an array pattern are left out. */
export function list(node: AstNode, key: string): AstNode[] {
  return (node[key] as (AstNode | null)[]).filter((item) => item !== null);
}

function text(node: AstNode, key: string): string {
  return node[key] as string;
}

function idOf(declaration: AstNode): string {
  return text(child(declaration, "id"), "name");
}

export function* children(node: AstNode): Generator<AstNode> {
  for (const key in node) {
    const value = node[key];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) yield item;
    } else if (isNode(value)) yield value;
  }
}

function isNode(value: unknown): value is AstNode {
  return typeof value === "object" && value !== null && typeof (value as AstNode).type === "string";
}
