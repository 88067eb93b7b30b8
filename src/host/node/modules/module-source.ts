import { MAY_IMPORT } from "./generated-code.ts";
import type { Vendor } from "../vendor.ts";
import { addTicks } from "./context-rewrite.ts";
import { Edits } from "./edits.ts";
import { DEFAULT, EXPORTS, IMPORTS, META } from "./names.ts";
import { type NotePlan, NoteWriter } from "./note-writer.ts";
import { rewriteReferences } from "./rewrite.ts";
import { namesAsked } from "./context-rewrite.ts";
import { type AstNode, blockNames, child, children, declaredNames, nameOf, varNames } from "./syntax-tree.ts";
import type { ColumnShift } from "../source-positions.ts";

/** A module that another asks for. */
export interface ModuleRequest {
  readonly specifier: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** `kEvaluationPhase` or `kSourcePhase`. */
  readonly phase: number;
}

/** `import { name as local }`; `name` null stands for the namespace. */
export interface ImportEntry {
  readonly request: number;
  readonly name: string | null;
  readonly local: string;
  /** `import source`: what the module was made of. */
  readonly isSource: boolean;
  readonly start: number;
  readonly end: number;
}

/** `export { name as exported } from`; `name` null stands for the namespace. */
export interface IndirectExport {
  readonly exported: string;
  readonly request: number;
  readonly name: string | null;
  readonly start: number;
  readonly end: number;
}

/** As V8 numbers them (`ModuleImportPhase`). */
export const SOURCE_PHASE = 1;
export const EVALUATION_PHASE = 2;

/** The code of a module as the body of a function, with what maps its places back. */
export interface ModuleCode {
  readonly head: string;
  readonly body: string;
  readonly tail: string;
  readonly shifts: ReadonlyMap<number, readonly ColumnShift[]>;
}

/** An ES module's text taken apart (ECMA-262 16.2.1.7, source text module records). */
export class ModuleSource {
  readonly requests: ModuleRequest[] = [];
  readonly imports: ImportEntry[] = [];
  readonly indirect: IndirectExport[] = [];
  /** Requests of `export * from`. */
  readonly stars: number[] = [];
  /** Exported name -> local name. */
  readonly locals = new Map<string, string>();
  readonly hasTopLevelAwait: boolean;
  /** Some of its requests are for sources. */
  hasSourcePhase = false;
  #hasHoistedDefault = false;
  readonly #text: string;
  readonly #ast: AstNode;
  readonly #tracksFrames: boolean;
  readonly #limited: boolean;
  readonly #promises: NotePlan | undefined;
  readonly #keys = new Map<string, number>();
  readonly #assigned: ReadonlySet<string>;

  /**
   * @param tracksFrames whether what follows an `await` gets back its async context
   * @param limited whether it looks at the clock
   * @param promises how it keeps account of promises
   * @throws acorn's SyntaxError, with `pos`, `loc`.
   */
  constructor(
    text: string,
    parsers: Vendor["parsers"],
    tracksFrames = false,
    limited = false,
    promises?: NotePlan,
  ) {
    this.#promises = promises;
    this.#tracksFrames = tracksFrames;
    this.#limited = limited;
    this.#text = text.startsWith("#!") ? `//${text.slice(2)}` : text;
    const options = { ecmaVersion: "latest", sourceType: "module", allowAwaitOutsideFunction: true } as const;
    this.#ast = parsers.parseScript(this.#text, options) as unknown as AstNode;
    for (const statement of children(this.#ast, "body")) this.#read(statement);
    const { awaits, assigned } = rewriteReferences(this.#ast, new Edits(this.#text), { live: new Map() });
    this.hasTopLevelAwait = awaits;
    this.#assigned = assigned;
  }

  /** Names that `typeof` asks for. */
  get asked(): ReadonlySet<string> {
    return namesAsked(this.#ast);
  }

  /** Whether an exported local may change its value after the module was evaluated. */
  changes(local: string): boolean {
    return this.#assigned.has(local);
  }

  /**
   * The module as the text of a function. `live` imports are read anew at every use; the others become constants.
   *
   * @param generator for modules in a cycle: exports are announced at the first `next`, the second runs the body
   */
  code(live: ReadonlySet<string>, generator: boolean): ModuleCode {
    const edits = new Edits(this.#text);
    const references = new Map([...live].map((local) => [local, `${IMPORTS}.${local}`] as const));
    rewriteReferences(this.#ast, edits, {
      live: references,
      tracksFrames: this.#tracksFrames,
      makesCode: MAY_IMPORT.test(this.#text),
      notes: this.#promises && new NoteWriter(edits, this.#text, this.#promises),
    });
    if (this.#limited) addTicks(this.#ast, edits);
    const { text, shifts } = edits.apply();
    const exported = [...this.locals].map(([name, local]) => {
      const value = this.imports.some((entry) => entry.local === local) ? `${IMPORTS}.${local}` : local;
      return `${JSON.stringify(name)}: () => ${value}`;
    });
    const constants = this.imports
      .filter(({ local }) => !live.has(local))
      .map(({ local }) => `${local} = ${IMPORTS}.${local}`);
    const declare = constants.length > 0 ? `const ${constants.join(", ")}; ` : "";
    const kind = `${this.hasTopLevelAwait ? "async " : ""}function${generator ? "*" : ""}`;
    const naming = this.#hasHoistedDefault ? `${META}.nameDefault(${DEFAULT}); ` : "";
    const announce = `${EXPORTS}({ ${exported.join(", ")} }); ${naming}${generator ? "yield; " : ""}`;
    return {
      head: `(${kind} (${EXPORTS}, ${IMPORTS}, ${META}) { "use strict"; ${announce}${declare}`,
      body: text,
      tail: "\n})",
      shifts,
    };
  }

  #request(node: AstNode): number {
    const specifier = String(child(node, "source")?.["value"]);
    const attributes: Record<string, string> = Object.create(null);
    for (const attribute of children(node, "attributes")) {
      const key = child(attribute, "key");
      attributes[nameOf(key) || String(key?.["value"])] = String(child(attribute, "value")?.["value"]);
    }
    const phase = node["phase"] === "source" ? SOURCE_PHASE : EVALUATION_PHASE;
    if (phase === SOURCE_PHASE) this.hasSourcePhase = true;
    const key = `${phase}\0${specifier}\0${JSON.stringify(attributes)}`;
    let index = this.#keys.get(key);
    if (index === undefined) {
      index = this.requests.length;
      this.#keys.set(key, index);
      this.requests.push({ specifier, attributes, phase });
    }
    return index;
  }

  #read(node: AstNode): void {
    switch (node.type) {
      case "ImportDeclaration":
        return this.#readImport(node);
      case "ExportAllDeclaration": {
        const request = this.#request(node);
        const exported = child(node, "exported");
        if (exported)
          this.indirect.push({
            exported: exportName(exported),
            request,
            name: null,
            start: node.start,
            end: node.end,
          });
        else this.stars.push(request);
        return;
      }
      case "ExportNamedDeclaration":
        return this.#readExport(node);
      case "ExportDefaultDeclaration": {
        const declaration = child(node, "declaration");
        const named =
          declaration && declaration.type.endsWith("Declaration") ? nameOf(child(declaration, "id")) : "";
        this.locals.set("default", named || DEFAULT);
        this.#hasHoistedDefault = named === "" && declaration?.type === "FunctionDeclaration";
        return;
      }
    }
  }

  #readImport(node: AstNode): void {
    const request = this.#request(node);
    for (const specifier of children(node, "specifiers")) {
      const imported = child(specifier, "imported");
      const name =
        specifier.type === "ImportNamespaceSpecifier" ? null : imported ? exportName(imported) : "default";
      const place = imported ?? child(specifier, "local") ?? specifier;
      const { start, end } = place;
      const isSource = node["phase"] === "source";
      this.imports.push({ request, name, local: nameOf(child(specifier, "local")), isSource, start, end });
    }
  }

  #readExport(node: AstNode): void {
    const declaration = child(node, "declaration");
    if (child(node, "source")) {
      const request = this.#request(node);
      for (const specifier of children(node, "specifiers")) {
        const local = child(specifier, "local");
        const exported = child(specifier, "exported");
        if (!local || !exported) continue;
        const { start, end } = local;
        this.indirect.push({ exported: exportName(exported), request, name: exportName(local), start, end });
      }
    } else if (declaration) {
      const names = new Set<string>();
      if (declaration.type === "VariableDeclaration") {
        varNames(declaration, names);
        blockNames([declaration], names);
      } else declaredNames(child(declaration, "id"), names);
      for (const name of names) this.locals.set(name, name);
    } else {
      for (const specifier of children(node, "specifiers")) {
        const exported = child(specifier, "exported");
        if (exported) this.locals.set(exportName(exported), nameOf(child(specifier, "local")));
      }
    }
  }
}

/** An export's name may be written as a string. */
function exportName(node: AstNode): string {
  return node.type === "Literal" ? String(node["value"]) : nameOf(node);
}
