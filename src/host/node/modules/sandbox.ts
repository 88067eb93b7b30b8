import type { BindingContext } from "../binding.ts";
import { MAY_IMPORT } from "./generated-code.ts";
import { garbage } from "../garbage.ts";
import type { RealmContext } from "../realm-context.ts";
import { asyncContext } from "../async-context.ts";
import type { CodeGeneration } from "./code-generation.ts";
import { addTicks, type ContextScript, rewriteForContext } from "./context-rewrite.ts";
import { Edits } from "./edits.ts";
import { CONTEXT, DYNAMIC_IMPORT } from "./names.ts";
import { rewriteReferences } from "./rewrite.ts";
import { AS_V8, type Referrer, type Scripts, scriptsOf, type Surroundings } from "./scripts.ts";
import type { AstNode } from "./syntax-tree.ts";
import { VmContext } from "./vm-context.ts";

type Run = (this: object, scope: object, host: object, load: unknown, text: string) => unknown;

/** A script as text to be evaluated in any context. */
interface Prepared extends ContextScript {
  readonly text: string;
  readonly shifts: ReadonlyMap<number, readonly { from: number; to: number }[]>;
}

const NOTHING: ContextScript = {
  strict: false,
  variables: new Set(),
  functions: new Set(),
  lexicals: new Map(),
  asked: new Set(),
};

/** The realm's contexts. */
export function sandboxesOf(context: BindingContext): Sandboxes {
  return context.shared(makeSandboxes);
}

function makeSandboxes(context: BindingContext): Sandboxes {
  return new Sandboxes(context as RealmContext, scriptsOf(context));
}

/** Contexts of `vm`, and scripts that run in them. */
export class Sandboxes {
  readonly #context: RealmContext;
  readonly #scripts: Scripts;
  readonly #made = new WeakMap<object, VmContext>();
  #count = 0;

  constructor(context: RealmContext, scripts: Scripts) {
    this.#context = context;
    this.#scripts = scripts;
  }

  /** Makes a context of an object; of anything else (`vm.constants.DONT_CONTEXTIFY`), a global object by itself. */
  make(sandbox: unknown, allowed: CodeGeneration): object {
    const isObject = (typeof sandbox === "object" && sandbox !== null) || typeof sandbox === "function";
    const object = isObject ? sandbox : {};
    const { exposed, gc } = garbage(this.#context);
    const made = new VmContext(object, this.#context.pristine.Proxy, exposed ? gc : null, !isObject, allowed);
    this.#count++;
    const mark = this.#context.privateSymbols["contextify_context_private_symbol"] as symbol;
    for (const key of [object, made.global]) {
      this.#made.set(key, made);
      // Past the traps of a sandbox that is a proxy.
      Reflect.set(Object.prototype, mark, made.global, key);
    }
    return isObject ? object : made.global;
  }

  /** How many contexts were made. */
  get count(): number {
    return this.#count;
  }

  /** What scripts have declared in a context with let, const and class. */
  lexicalNames(sandbox: object): Iterable<string> {
    return this.#made.get(sandbox)?.lexicalNames ?? this.#scripts.lasting;
  }

  isContext(value: object): boolean {
    return this.#made.has(value);
  }

  #of(sandbox: object): VmContext {
    const found = this.#made.get(sandbox);
    if (!found) throw new TypeError("Illegal invocation");
    return found;
  }

  /** Runs a script in a context. `limited`: it looks at the clock. */
  run(source: string, file: string, referrer: Referrer, sandbox: object, limited: boolean): unknown {
    const { pristine, positions } = this.#context;
    const context = this.#of(sandbox);
    const prepared = this.#prepare(source, limited);
    context.declare(prepared);
    const scope = context.scope(prepared);
    const host = {
      begin: (find: (name: string) => unknown) => {
        for (const name of prepared.functions) Reflect.set(context.sandbox, name, find(name));
        scope.open();
      },
      self: (value: unknown) => context.self(value, prepared.strict),
    };
    const head = `var $$0 = ${CONTEXT}.begin($$name => eval($$name));`;
    const naming = positions.register(file, source, head, prepared.shifts, referrer.origin);
    positions.runsInContext(file);
    const wrapper = `(function ($$scope, ${CONTEXT}, ${DYNAMIC_IMPORT}, $$text) { with ($$scope) { return eval($$text) } })`;
    const run = pristine.evaluate(wrapper) as Run;
    const load = this.#scripts.importer(referrer);
    return run.call(context.global, scope.proxy, host, load, `${head}${prepared.text}${naming}`);
  }

  /** Compiles a function inside of a context, or of objects whose properties it sees as variables. */
  compileFunction(
    source: string,
    file: string,
    parameters: readonly string[],
    referrer: Referrer,
    sandbox: object | undefined,
    extensions: readonly object[],
  ): Function {
    const context = sandbox && this.#of(sandbox);
    const scope = context?.scope({ strict: false, asked: new Set() });
    scope?.open();
    const objects = [...(scope ? [scope.proxy] : []), ...extensions];
    const head = objects.map((_object, index) => `with ($$objects[${index}]) `).join("");
    const around = { head: `(function ($$objects) { ${head}return `, tail: "})", value: objects };
    return this.#scripts.compileFunction(source, file, parameters, referrer, around, AS_V8);
  }

  /** What makes the function of a module see the context. `asked`: names that only `typeof` may ask for. */
  aroundModule(sandbox: object, asked: ReadonlySet<string>): Surroundings {
    const scope = this.#of(sandbox).scope({ strict: true, asked });
    scope.open();
    return { head: "(function ($$scope) { with ($$scope) return ", tail: "})", value: scope.proxy };
  }

  #prepare(source: string, limited: boolean): Prepared {
    const script = source.startsWith("#!") ? `//${source.slice(2)}` : source;
    let ast: AstNode;
    try {
      const options = { ecmaVersion: "latest", sourceType: "script", allowHashBang: true } as const;
      ast = this.#context.vendor("parsers").parseScript(script, options) as unknown as AstNode;
    } catch {
      // What acorn cannot parse is left for V8 to judge.
      return { ...NOTHING, text: script, shifts: new Map() };
    }
    const edits = new Edits(script);
    const declared = rewriteForContext(ast, edits);
    const tracksFrames = asyncContext(this.#context).tracks(script);
    rewriteReferences(ast, edits, {
      live: new Map(),
      dynamicImport: DYNAMIC_IMPORT,
      tracksFrames,
      makesCode: MAY_IMPORT.test(script),
    });
    if (limited) addTicks(ast, edits);
    return { ...declared, ...edits.apply() };
  }
}
