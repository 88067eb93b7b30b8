import type { RealmContext } from "../realm-context.ts";
import { type AstNode, blockNames, child, children, varNames } from "./syntax-tree.ts";

/** Names of the language that a context has of its own; here they are the program's. */
const LANGUAGE =
  /^(Object|Function|Array|Number|parseFloat|parseInt|Infinity|NaN|undefined|Boolean|String|Symbol|Date|Promise|RegExp|(Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error|JSON|Math|Intl|ArrayBuffer|SharedArrayBuffer|Atomics|(Big)?(Ui|I)nt(8|16|32|64)(Clamped)?Array|Float(16|32|64)Array|DataView|Map|BigInt|Set|Iterator|WeakMap|WeakSet|WeakRef|Proxy|Reflect|FinalizationRegistry|(de|en)codeURI(Component)?|escape|unescape|eval|isFinite|isNaN|WebAssembly)$/;

/**
 * `vm` contexts. A worker has one global object, so a script that runs in a context sees the sandbox object through
 * `with`: its names are the sandbox's, its intrinsics are the program's own.
 */
export class Sandboxes {
  readonly #context: RealmContext;
  readonly #globals = new WeakMap<object, object>();

  constructor(context: RealmContext) {
    this.#context = context;
  }

  make(sandbox: unknown): object {
    const object = typeof sandbox === "object" && sandbox !== null ? sandbox : {};
    const mark = this.#context.privateSymbols["contextify_context_private_symbol"] as symbol;
    (object as Record<symbol, unknown>)[mark] = object;
    return object;
  }

  run(source: string, file: string, sandbox: object): unknown {
    const { pristine, positions } = this.#context;
    const keyed = sandbox as Record<PropertyKey, unknown>;
    const global = this.#globalOf(sandbox);
    const scope = new pristine.Proxy(sandbox, {
      has: (_target, key) => typeof key === "string",
      get(target, key) {
        if (key === Symbol.unscopables) return undefined;
        if (key in target) return Reflect.get(target, key) as unknown;
        if (key === "globalThis") return global;
        if (typeof key === "string" && LANGUAGE.test(key))
          return (globalThis as Record<string, unknown>)[key];
        throw new ReferenceError(`${String(key)} is not defined`);
      },
      set: (target, key, value) => Reflect.set(target, key, value),
    });
    for (const name of this.#declared(source)) if (!(name in sandbox)) keyed[name] = undefined;
    const script = source.replace(/^\s*(["'])use strict\1;?/, "");
    const code = `(function (scope) { with (scope) { return eval(${JSON.stringify(script)}) } })`;
    const naming = positions.register(file, source, 0);
    const run = pristine.evaluate(code + naming) as (this: object, scope: object) => unknown;
    return run.call(global, scope);
  }

  /** What `this` and `globalThis` are in a context: the sandbox's properties, and the language's own. */
  #globalOf(sandbox: object): object {
    let global = this.#globals.get(sandbox);
    if (!global) {
      const isLanguage = (key: PropertyKey) => typeof key === "string" && LANGUAGE.test(key);
      global = new this.#context.pristine.Proxy(sandbox, {
        has: (target, key) => key in target || isLanguage(key),
        get: (target, key): unknown =>
          key in target || !isLanguage(key) ? Reflect.get(target, key) : Reflect.get(globalThis, key),
      });
      this.#globals.set(sandbox, global);
    }
    return global;
  }

  /** `var` and functions become properties of the sandbox. */
  #declared(source: string): Set<string> {
    const options = { ecmaVersion: "latest", sourceType: "script" } as const;
    const ast = this.#context.vendor("parsers").parseScript(source, options) as unknown as AstNode;
    const names = varNames(ast, new Set());
    const functions = children(ast, "body").filter(
      (node) => node.type === "FunctionDeclaration" && child(node, "id"),
    );
    return blockNames(functions, names);
  }
}
