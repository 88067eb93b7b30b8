/** A node of acorn's tree (ESTree), read loosely: the walks here care for few kinds. */
export interface AstNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export function isNode(value: unknown): value is AstNode {
  return (
    typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"
  );
}

export function child(node: AstNode, key: string): AstNode | undefined {
  const value = node[key];
  return isNode(value) ? value : undefined;
}

export function children(node: AstNode, key: string): AstNode[] {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

export function nameOf(node: AstNode | undefined): string {
  const name = node?.["name"];
  return typeof name === "string" ? name : "";
}

/** Names that a binding pattern declares. */
export function declaredNames(pattern: AstNode | undefined, into: Set<string>): Set<string> {
  if (!pattern) return into;
  switch (pattern.type) {
    case "Identifier":
      into.add(nameOf(pattern));
      break;
    case "ObjectPattern":
      for (const property of children(pattern, "properties"))
        declaredNames(child(property, property.type === "RestElement" ? "argument" : "value"), into);
      break;
    case "ArrayPattern":
      for (const element of children(pattern, "elements")) declaredNames(element, into);
      break;
    case "AssignmentPattern":
      declaredNames(child(pattern, "left"), into);
      break;
    case "RestElement":
      declaredNames(child(pattern, "argument"), into);
      break;
  }
  return into;
}

export function isFunction(node: AstNode): boolean {
  return /Function/.test(node.type);
}

/** Where the first statement of a function's block may stand: after its directives. */
export function bodyStart(block: AstNode): number {
  const directive = children(block, "body").findLast((statement) => statement["directive"] !== undefined);
  return directive?.end ?? block.start + 1;
}

/** Names that `var` declares anywhere in a function's body. */
export function varNames(node: unknown, into: Set<string>): Set<string> {
  if (Array.isArray(node)) {
    for (const entry of node) varNames(entry, into);
    return into;
  }
  if (!isNode(node)) return into;
  if (node.type === "VariableDeclaration" && node["kind"] === "var")
    for (const declarator of children(node, "declarations")) declaredNames(child(declarator, "id"), into);
  if (isFunction(node) || node.type === "ClassBody") return into;
  for (const key of Object.keys(node)) if (key !== "type") varNames(node[key], into);
  return into;
}

/** Names that a block's own statements declare: let, const, class, function. */
export function blockNames(body: readonly AstNode[], into: Set<string>): Set<string> {
  for (const statement of body) {
    const declaration = /^Export(Named|Default)Declaration$/.test(statement.type)
      ? child(statement, "declaration")
      : statement;
    if (declaration?.type === "VariableDeclaration" && declaration["kind"] !== "var")
      for (const declarator of children(declaration, "declarations"))
        declaredNames(child(declarator, "id"), into);
    else if (declaration && /^(Function|Class)Declaration$/.test(declaration.type))
      declaredNames(child(declaration, "id"), into);
  }
  return into;
}
