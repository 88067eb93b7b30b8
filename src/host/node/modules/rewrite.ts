import type { Edits } from "./edits.ts";
import type { NoteWriter } from "./note-writer.ts";
import { FrameWriter } from "./frame-writer.ts";
import { DEFAULT, META } from "./names.ts";
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

export interface RewriteOptions {
  /** Names of the module's scope -> what stands for them. */
  readonly live: ReadonlyMap<string, string>;
  /** What stands for `import` in `import(…)`; default for modules. */
  readonly dynamicImport?: string;
  /** Whether async functions keep their async context. */
  readonly tracksFrames?: boolean;
  /** Whether it may make code of text that has `import()` in it: see generated-code.ts. */
  readonly makesCode?: boolean;
  /** Writes what notes the states of promises. */
  readonly notes?: NoteWriter | undefined;
}

const FUNCTION_MAKERS = /^(?:Async)?(?:Generator)?Function$/;

/**
 * Makes a module's text fit for a function body: import and export statements go, `import.meta` and `import()` go to
 * the host, some names are read from elsewhere. In scripts only `import()` changes.
 *
 * @returns whether the top level awaits, and the names that are assigned anywhere
 */
export function rewriteReferences(
  ast: AstNode,
  edits: Edits,
  options: RewriteOptions,
): { awaits: boolean; assigned: ReadonlySet<string> } {
  const walk = new Rewriter(edits, options);
  walk.visit(ast, new Set(), false);
  return { awaits: walk.awaits, assigned: walk.assigned };
}

class Rewriter {
  awaits = false;
  readonly assigned = new Set<string>();
  readonly #edits: Edits;
  readonly #live: ReadonlyMap<string, string>;
  readonly #dynamicImport: string;
  readonly #frames: FrameWriter | undefined;
  readonly #isModule: boolean;
  readonly #makesCode: boolean;
  readonly #notes: NoteWriter | undefined;
  /** Whether what is walked belongs to a function that has `arguments`. */
  #hasArguments = false;

  constructor(edits: Edits, options: RewriteOptions) {
    this.#edits = edits;
    this.#live = options.live;
    this.#dynamicImport = options.dynamicImport ?? `${META}.import`;
    this.#isModule = options.dynamicImport === undefined;
    this.#frames = options.tracksFrames ? new FrameWriter(edits) : undefined;
    this.#makesCode = options.makesCode ?? false;
    this.#notes = options.notes;
  }

  /** `hidden`: names of `live` that an inner scope declares. */
  visit(node: unknown, hidden: ReadonlySet<string>, inFunction: boolean): void {
    if (Array.isArray(node)) {
      for (const entry of node) this.visit(entry, hidden, inFunction);
      return;
    }
    if (!isNode(node)) return;
    this.#notes?.before(node, (callee) => this.#liveFor(callee, hidden) ?? nameOf(callee));
    this.#frames?.before(node);
    const all = (...keys: string[]) => {
      for (const key of keys) this.visit(node[key], hidden, inFunction);
    };
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportAllDeclaration":
        return this.#edits.replace(node.start, node.end, "");
      case "ExportNamedDeclaration":
        return this.#exportNamed(node, hidden);
      case "ExportDefaultDeclaration":
        return this.#exportDefault(node, hidden);
      case "Identifier":
        return this.#reference(node, hidden, false);
      case "MetaProperty":
        if (nameOf(child(node, "meta")) === "import")
          this.#edits.replace(node.start, node.end, `${META}.meta`);
        return;
      case "ImportExpression":
        this.#edits.replace(node.start, node.start + "import".length, this.#dynamicImport);
        return all("source", "options");
      case "MemberExpression":
        all("object");
        if (node["computed"]) all("property");
        return;
      case "Property":
        return this.#property(node, hidden, inFunction);
      case "MethodDefinition":
      case "PropertyDefinition":
        if (node["computed"]) all("key");
        return this.visit(node["value"], hidden, inFunction || node.type === "PropertyDefinition");
      case "LabeledStatement":
        return all("body");
      case "BreakStatement":
      case "ContinueStatement":
        return;
      case "NewExpression":
        if (this.#makesCode) this.#codes(node);
        return all("callee", "arguments");
      case "CallExpression":
        if (this.#makesCode) this.#codes(node);
        return this.#call(node, hidden, inFunction);
      case "TaggedTemplateExpression":
        return this.#call(node, hidden, inFunction);
      case "UnaryExpression": {
        const argument = child(node, "argument");
        if (node["operator"] === "typeof" && this.#liveFor(argument, hidden) === `${META}.arguments`)
          return this.#edits.replace(argument?.start ?? node.start, node.end, "void 0");
        return all("argument");
      }
      case "AssignmentExpression":
        for (const name of declaredNames(child(node, "left"), new Set())) this.assigned.add(name);
        return all("left", "right");
      case "UpdateExpression":
        for (const name of declaredNames(child(node, "argument"), new Set())) this.assigned.add(name);
        return all("argument");
      case "VariableDeclaration":
        if (node["kind"] === "await using" && !inFunction) this.awaits = true;
        return all("declarations");
      case "AwaitExpression":
        if (!inFunction) this.#topLevelAwait(node);
        return all("argument");
      case "StaticBlock":
        return this.visit(
          node["body"],
          this.#with(hidden, blockNames(children(node, "body"), new Set())),
          true,
        );
      case "BlockStatement":
        return this.visit(
          node["body"],
          this.#with(hidden, blockNames(children(node, "body"), new Set())),
          inFunction,
        );
      case "CatchClause": {
        const inner = this.#with(hidden, declaredNames(child(node, "param"), new Set()));
        this.visit(node["param"], inner, inFunction);
        return this.visit(node["body"], inner, inFunction);
      }
      case "SwitchStatement": {
        const names = new Set<string>();
        for (const branch of children(node, "cases")) blockNames(children(branch, "consequent"), names);
        all("discriminant");
        return this.visit(node["cases"], this.#with(hidden, names), inFunction);
      }
      case "ForStatement":
      case "ForInStatement":
      case "ForOfStatement":
        return this.#loop(node, hidden, inFunction);
      case "ClassDeclaration":
      case "ClassExpression":
        all("superClass");
        return this.visit(
          node["body"],
          this.#with(hidden, declaredNames(child(node, "id"), new Set())),
          inFunction,
        );
    }
    if (isFunction(node)) return this.#function(node, hidden);
    for (const key of Object.keys(node)) {
      if (key !== "type" && (key !== "key" || node["computed"])) this.visit(node[key], hidden, inFunction);
    }
  }

  #with(hidden: ReadonlySet<string>, names: ReadonlySet<string>): ReadonlySet<string> {
    const more = [...names].filter((name) => this.#live.has(name) && !hidden.has(name));
    return more.length === 0 ? hidden : new Set([...hidden, ...more]);
  }

  #liveFor(node: AstNode | undefined, hidden: ReadonlySet<string>): string | undefined {
    if (node?.type !== "Identifier") return undefined;
    const name = nameOf(node);
    if (name === "arguments" && this.#isModule && !this.#hasArguments) return `${META}.arguments`;
    return hidden.has(name) ? undefined : this.#live.get(name);
  }

  #reference(node: AstNode, hidden: ReadonlySet<string>, called: boolean): void {
    const live = this.#liveFor(node, hidden);
    // A function that is called through an import has no `this`.
    if (live !== undefined) this.#edits.replace(node.start, node.end, called ? `(0, ${live})` : live);
  }

  #call(node: AstNode, hidden: ReadonlySet<string>, inFunction: boolean): void {
    const key = node.type === "CallExpression" ? "callee" : "tag";
    const callee = child(node, key);
    if (callee?.type === "Identifier") this.#reference(callee, hidden, true);
    else this.visit(callee, hidden, inFunction);
    this.visit(node["arguments"], hidden, inFunction);
    this.visit(node["quasi"], hidden, inFunction);
  }

  /** Text that becomes code has its `import()` rewritten then. */
  #codes(node: AstNode): void {
    const name = nameOf(child(node, "callee"));
    const [first, ...others] = children(node, "arguments");
    if (first === undefined) return;
    const last = others.at(-1) ?? first;
    if (FUNCTION_MAKERS.test(name)) {
      this.#edits.insert(first.start, `...${this.#dynamicImport}.codes(`);
      this.#edits.insertFirst(last.end, ")");
    } else if (name === "eval" && node.type === "CallExpression" && first.type !== "SpreadElement") {
      this.#edits.insert(first.start, `${this.#dynamicImport}.code(`);
      this.#edits.insertFirst(first.end, `, "${this.#dynamicImport}")`);
    }
  }

  /** Notes which one is waited for, to name it when nothing can end the wait any more. */
  #topLevelAwait(node: AstNode): void {
    this.awaits = true;
    const argument = child(node, "argument");
    if (!argument || !this.#isModule) return;
    this.#edits.insert(argument.start, `${META}.waits(${node.start}, (`);
    this.#edits.insertFirst(argument.end, "))");
  }

  /** V8 names what the loop assigns to. */
  #awaitsInLoop(loop: AstNode): void {
    this.awaits = true;
    const [left, right] = [child(loop, "left"), child(loop, "right")];
    if (!left || !right || !this.#isModule) return;
    const [declared] = left.type === "VariableDeclaration" ? children(left, "declarations") : [left];
    this.#edits.insert(right.start, `${META}.waits(${(declared ?? left).start}, `);
    this.#edits.insertFirst(right.end, ")");
  }

  #property(node: AstNode, hidden: ReadonlySet<string>, inFunction: boolean): void {
    if (node["computed"]) this.visit(node["key"], hidden, inFunction);
    const value = child(node, "value");
    if (!node["shorthand"]) return this.visit(value, hidden, inFunction);
    const live = this.#liveFor(value, hidden);
    if (live !== undefined) this.#edits.replace(node.start, node.end, `${nameOf(value)}: ${live}`);
    else if (value?.type === "AssignmentPattern") this.visit(value["right"], hidden, inFunction);
  }

  #function(node: AstNode, hidden: ReadonlySet<string>): void {
    const names = new Set<string>();
    for (const parameter of children(node, "params")) declaredNames(parameter, names);
    varNames(node["body"], names);
    const body = child(node, "body");
    if (body?.type === "BlockStatement") blockNames(children(body, "body"), names);
    if (node.type === "FunctionExpression") declaredNames(child(node, "id"), names);
    const inner = this.#with(hidden, names);
    const outer = this.#hasArguments;
    this.#hasArguments ||= node.type !== "ArrowFunctionExpression";
    this.#frames?.enter(node, this.#notes !== undefined);
    this.#notes?.enter(node);
    this.visit(node["params"], inner, true);
    this.visit(body, inner, true);
    this.#notes?.leave();
    this.#frames?.leave();
    this.#hasArguments = outer;
  }

  #loop(node: AstNode, hidden: ReadonlySet<string>, inFunction: boolean): void {
    if (node["await"] && !inFunction) this.#awaitsInLoop(node);
    const head = child(node, node.type === "ForStatement" ? "init" : "left");
    const names = head ? blockNames([head], new Set()) : new Set<string>();
    if (head && head.type !== "VariableDeclaration")
      for (const name of declaredNames(head, new Set())) this.assigned.add(name);
    const inner = this.#with(hidden, names);
    for (const key of ["init", "test", "update", "left", "right", "body"])
      this.visit(node[key], inner, inFunction);
  }

  #exportNamed(node: AstNode, hidden: ReadonlySet<string>): void {
    const declaration = child(node, "declaration");
    if (!declaration) return this.#edits.replace(node.start, node.end, "");
    this.#edits.replace(node.start, declaration.start, "");
    this.visit(declaration, hidden, false);
  }

  #exportDefault(node: AstNode, hidden: ReadonlySet<string>): void {
    const declaration = child(node, "declaration");
    if (!declaration) return;
    const { type, start, end } = declaration;
    if (type.endsWith("Declaration") && child(declaration, "id")) {
      this.#edits.replace(node.start, start, "");
      return this.visit(declaration, hidden, false);
    }
    if (type === "FunctionDeclaration") {
      // Hoisted like a named one; its name is put right when exports are announced.
      this.#edits.replace(node.start, start, "");
      const at = this.#afterFunctionKeyword(declaration);
      this.#edits.insert(at, ` ${DEFAULT}`);
      return this.visit(declaration, hidden, false);
    }
    const nameless =
      /^(ClassDeclaration|ClassExpression|ArrowFunctionExpression|FunctionExpression)$/.test(type) &&
      !child(declaration, "id");
    this.#edits.replace(
      node.start,
      start,
      nameless ? `const ${DEFAULT} = {"default": ` : `const ${DEFAULT} = (`,
    );
    this.visit(declaration, hidden, false);
    this.#edits.insert(end, nameless ? '}["default"];' : ");");
  }

  /** Where a nameless function declaration's name would stand. */
  #afterFunctionKeyword(node: AstNode): number {
    const [first] = children(node, "params");
    const limit = first?.start ?? child(node, "body")?.start ?? node.end;
    return this.#edits.find("(", node.start, limit);
  }
}
