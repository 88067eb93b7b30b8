import { promiseHooks } from "./promise-hooks.ts";
import type { RealmContext } from "./realm-context.ts";

/** What of the binding `async_wrap` the stack of operations is. */
interface AsyncStack {
  readonly async_id_fields: Readonly<Record<number, number>>;
  readonly execution_async_resources: unknown[];
  readonly async_hook_fields: Readonly<Record<number, number>>;
  pushAsyncContext(asyncId: number, triggerAsyncId: number): void;
  popAsyncContext(asyncId: number): boolean;
}

/** Where `import()` was called. */
export interface ImportOrigin {
  /** Goes there. Returns the way back. */
  enter(): () => void;
}

/**
 * The present async context, for the evaluation of what is imported from it: V8 carries it through the library's own
 * functions that load. Undefined where nobody would tell the difference.
 */
export function presentOrigin(context: RealmContext): ImportOrigin | undefined {
  const { frame } = context;
  const { isOn } = promiseHooks(context);
  if (frame === undefined && !isOn) return undefined;
  const operation = isOn ? presentOperation(context) : undefined;
  return {
    enter() {
      const before = context.frame;
      context.frame = frame;
      const leave = operation?.();
      return () => {
        leave?.();
        context.frame = before;
      };
    },
  };
}

/** The operation that is running. Returns the way into it, which returns that out of it. */
function presentOperation(context: RealmContext): () => () => void {
  const stack = context.internalBinding("async_wrap") as unknown as AsyncStack;
  const { constants } = context.recorded.asyncWrap;
  const idOf = (name: string): number => stack.async_id_fields[constants[name] ?? 0] ?? 0;
  const depth = (): number => stack.async_hook_fields[constants["kStackLength"] ?? 0] ?? 0;
  const [id, trigger] = [idOf("kExecutionAsyncId"), idOf("kTriggerAsyncId")];
  const resource = stack.execution_async_resources[depth() - 1];
  return () => {
    stack.pushAsyncContext(id, trigger);
    stack.execution_async_resources[depth() - 1] = resource;
    return () => void stack.popAsyncContext(id);
  };
}
