import { showsNative } from "../native-texts.ts";

/** What code may be made of: strings of JavaScript, bytes of WebAssembly. */
export interface CodeGeneration {
  readonly strings: boolean;
  readonly wasm: boolean;
}

// Taken before any program ran.
const { Function: RealFunction, Promise: RealPromise, Proxy: RealProxy, WebAssembly: RealWasm } = globalThis;
const { get } = Reflect;

/**
 * The globals that refuse where the language's own would make code.
 *
 * @returns by name; empty when everything is allowed
 */
export function refusingGlobals({ strings, wasm }: CodeGeneration): Readonly<Record<string, unknown>> {
  return {
    __proto__: null,
    ...(strings ? {} : { eval: refusingEval(), Function: refusingFunction() }),
    ...(wasm ? {} : { WebAssembly: refusingWasm() }),
  };
}

function refuse(): never {
  throw new EvalError("Code generation from strings disallowed for this context");
}

function refusingEval(): Function {
  return showsNative(
    {
      eval(_source: unknown) {
        refuse();
      },
    }.eval,
  );
}

/** An instance of the real one is one of this, too. */
function refusingFunction(): Function {
  return showsNative(new RealProxy(RealFunction, { apply: refuse, construct: refuse }));
}

function refusingWasm(): object {
  const error = (caller: string) =>
    new RealWasm.CompileError(`WebAssembly.${caller}: Wasm code generation disallowed by embedder`);
  const construct = () => {
    throw error("Module()");
  };
  const rejecting = (name: "compile" | "instantiate") =>
    new RealProxy(RealWasm[name], {
      apply: (target, self, values: [unknown]) =>
        name === "instantiate" && values[0] instanceof RealWasm.Module
          ? Reflect.apply(target, self, values)
          : RealPromise.reject(error(`${name}()`)),
    });
  const instead: Readonly<Record<PropertyKey, unknown>> = {
    __proto__: null,
    Module: showsNative(new RealProxy(RealWasm.Module, { construct })),
    compile: showsNative(rejecting("compile")),
    instantiate: showsNative(rejecting("instantiate")),
  };
  return new RealProxy(RealWasm, {
    get: (target, key, receiver) => instead[key] ?? (get(target, key, receiver) as unknown),
  });
}
