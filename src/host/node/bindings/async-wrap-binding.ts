import { promiseHooks, type PromiseHookFunctions } from "../promise-hooks.ts";
import type { RealmContext } from "../realm-context.ts";

type Hook = PromiseHookFunctions["init"];

/** An operation that is told of as destroyed when its object is collected. */
interface Registered {
  readonly asyncId: number;
  readonly state: { readonly destroyed: boolean } | undefined;
}

// Taken before any program ran.
const { FinalizationRegistry: RealRegistry } = globalThis;
const { register } = RealRegistry.prototype;

/** Operations that end in another order than they began cannot be put right: the process ends. */
function corrupted(context: RealmContext, actual: number | undefined, expected: number): never {
  const text = `Error: async hook stack has become corrupted (actual: ${actual}, expected: ${expected})\n`;
  context.sys.write(2, new context.pristine.TextEncoder().encode(text), null);
  return context.sys.exit(context.recorded.exitCodes["kGenericUserError"] ?? 1);
}

/** `async_wrap`: ids of asynchronous operations, and the stack of those that are running (env-inl.h). */
export function asyncWrapBinding(context: RealmContext): Record<string, unknown> {
  const { constants, providers } = context.recorded.asyncWrap;
  const index = (name: string) => constants[name] ?? 0;
  const [execution, trigger] = [index("kExecutionAsyncId"), index("kTriggerAsyncId")];
  const length = index("kStackLength");
  const fields = new Uint32Array(9);
  const ids = new Float64Array(4);
  const resources: unknown[] = [];
  const destroyed: number[] = [];
  let collected: FinalizationRegistry<Registered> | undefined;
  let hooks: { destroy(asyncId: number): void } | undefined;
  ids[index("kAsyncIdCounter")] = 1;
  ids[index("kDefaultTriggerAsyncId")] = -1;

  const binding = {
    constants,
    Providers: providers,
    async_hook_fields: fields,
    async_id_fields: ids,
    async_ids_stack: new Float64Array(32),
    execution_async_resources: resources,
    /** Called when the stack's array is full. */
    pushAsyncContext(asyncId: number, triggerAsyncId: number) {
      const at = fields[length] ?? 0;
      if (at * 2 >= binding.async_ids_stack.length) {
        const larger = new Float64Array(binding.async_ids_stack.length * 2);
        larger.set(binding.async_ids_stack);
        binding.async_ids_stack = larger;
      }
      binding.async_ids_stack[at * 2] = ids[execution] ?? 0;
      binding.async_ids_stack[at * 2 + 1] = ids[trigger] ?? 0;
      fields[length] = at + 1;
      ids[execution] = asyncId;
      ids[trigger] = triggerAsyncId;
    },
    popAsyncContext(asyncId: number): boolean {
      const at = (fields[length] ?? 0) - 1;
      if (at < 0) return false;
      if (ids[execution] !== asyncId && context.options.values["--force-async-hooks-checks"] !== false)
        corrupted(context, ids[execution], asyncId);
      ids[execution] = binding.async_ids_stack[at * 2] ?? 0;
      ids[trigger] = binding.async_ids_stack[at * 2 + 1] ?? 0;
      resources.length = Math.min(resources.length, at);
      fields[length] = at;
      return at > 0;
    },
    clearAsyncIdStack() {
      resources.length = 0;
      fields[length] = 0;
      ids[execution] = 0;
      ids[trigger] = 0;
    },
    setupHooks(given: { destroy(asyncId: number): void }) {
      hooks = given;
    },
    /** Tells of destroyed operations before the next immediates, together. */
    queueDestroyAsyncId(asyncId: number) {
      if (fields[index("kDestroy")] === 0) return;
      if (destroyed.push(asyncId) > 1) return;
      context.loop.enqueueNative(() => {
        for (const id of destroyed.splice(0)) hooks?.destroy(id);
      });
    },
    /** Tells of the end of an operation when its object is collected, unless it was told of by then. */
    registerDestroyHook(object: object, asyncId: number, state?: { readonly destroyed: boolean }) {
      // It calls back whenever the browser collects, be it in the time of another program.
      context.unreusable();
      collected ??= new RealRegistry((held) => {
        if (held.state?.destroyed !== true) binding.queueDestroyAsyncId(held.asyncId);
      });
      Reflect.apply(register, collected, [object, { asyncId, state }]);
    },
    executionAsyncResource: (at: number) => resources[at],
    getPromiseHooks() {
      const { init, before, after, settled } = promiseHooks(context).current;
      return [init, before, after, settled];
    },
    setPromiseHooks(init?: Hook, before?: Hook, after?: Hook, settled?: Hook) {
      promiseHooks(context).set({ init, before, after, settled });
    },
  };
  return binding;
}
