import type { RealmContext } from "../realm-context.ts";

/** `async_context_frame`: the one variable that AsyncLocalStorage rests on. */
export function asyncContextFrameBinding(context: RealmContext): Record<string, unknown> {
  return {
    getContinuationPreservedEmbedderData: () => context.frame,
    setContinuationPreservedEmbedderData(frame: unknown) {
      context.frame = frame;
    },
  };
}
