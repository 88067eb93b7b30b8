import type { Edits } from "./edits.ts";
import { FRAME, FRAMES, KEEPER } from "./names.ts";
import { piece } from "./pieces.ts";
import { type AstNode, bodyStart, child, children } from "./syntax-tree.ts";

const KEEP = `const ${KEEPER} = ${FRAMES}.keeper();`;

/**
 * Puts into a source what carries the async context through async functions: `async-context.ts` has what is called. Each kind
 * of node is told before its children are walked, so that what encloses them is written around theirs.
 */
export class FrameWriter {
  readonly #edits: Edits;
  /** For each open function, whether it has a keeper, and whether its values are those of its promise. */
  readonly #functions: { readonly keeps: boolean; readonly gives: boolean }[] = [];
  readonly #labelled = new Set<AstNode>();
  #isModule = false;

  constructor(edits: Edits) {
    this.#edits = edits;
  }

  before(node: AstNode): void {
    const { keeps, gives } = this.#functions.at(-1) ?? { keeps: this.#isModule, gives: false };
    switch (node.type) {
      case "Program": {
        const [first] = children(node, "body");
        this.#isModule = node["sourceType"] === "module";
        if (first && this.#isModule) this.#edits.insert(first.start, piece(KEEP));
        return;
      }
      case "AwaitExpression": {
        const argument = child(node, "argument");
        if (!argument) return;
        this.#around(node.start, node.end, `${KEEPER}.back(`, ")");
        return this.#around(argument.start, argument.end, `${KEEPER}.keep((`, "))");
      }
      case "ReturnStatement": {
        const argument = child(node, "argument");
        if (gives && argument) this.#around(argument.start, argument.end, `${KEEPER}.result((`, "))");
        return;
      }
      case "TryStatement":
        if (keeps) this.#try(node);
        return;
      case "LabeledStatement": {
        const body = child(node, "body");
        if (body) this.#labelled.add(body);
        return;
      }
      case "ForOfStatement":
        if (node["await"]) this.#loop(node);
        return;
    }
  }

  /**
   * To be followed by `leave`.
   *
   * @param hasBlock whether a body that is an expression becomes a block by what else is put into the source
   */
  enter(node: AstNode, hasBlock: boolean): void {
    const isAsync = node["async"] === true;
    this.#functions.push({ keeps: isAsync, gives: isAsync && node["generator"] !== true });
    const body = child(node, "body");
    if (!isAsync || !body) return;
    const end = `} catch ($$error) { throw ${KEEPER}.failed($$error); }`;
    if (body.type !== "BlockStatement") {
      const head = children(node, "params").at(-1)?.end ?? node.start;
      const arrow = this.#edits.find("=>", head, body.start) + 2;
      const [open, close] = hasBlock ? ["", ""] : [`return ${KEEPER}.result(`, ");"];
      return this.#around(arrow, node.end, `{ ${KEEP} try { ${open}`, `${close} ${end} }`);
    }
    const start = bodyStart(body);
    // What is empty has nothing to keep; a generator goes on in the context of who asks it to.
    if (start === body.end - 1) return;
    if (node["generator"]) this.#edits.insert(start, piece(`; ${KEEP}`));
    else this.#around(start, body.end - 1, `; ${KEEP} try {`, end);
  }

  leave(): void {
    this.#functions.pop();
  }

  /** What is caught may have been thrown by an await. */
  #try(node: AstNode): void {
    for (const block of [child(child(node, "handler") ?? node, "body"), child(node, "finalizer")])
      if (block) this.#edits.insert(block.start + 1, piece(`${KEEPER}.caught();`));
  }

  /** Each turn of `for await` begins in the frame that the loop began in. A label has to stay with its loop. */
  #loop(loop: AstNode): void {
    const body = child(loop, "body");
    if (body?.type !== "BlockStatement" || this.#labelled.has(loop)) return;
    this.#around(loop.start, loop.end, `{ const ${FRAME} = ${FRAMES}.now();`, `${FRAMES}.set(${FRAME}); }`);
    this.#edits.insert(body.start + 1, piece(`${KEEPER}.turn(${FRAME});`));
  }

  #around(start: number, end: number, before: string, after: string): void {
    this.#edits.insert(start, piece(before));
    this.#edits.insertFirst(end, piece(after));
  }
}
