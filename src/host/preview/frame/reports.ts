import type { Bridge } from "./bridge.ts";

/** Tells the machine's owner of errors: uncaught ones, rejections that nobody handles, and console.error. */
export function installReports(bridge: Bridge): void {
  addEventListener("error", (event) => {
    // Elements that could not be loaded bring plain events.
    if (!(event instanceof ErrorEvent)) return;
    const { message } = event;
    bridge.say({ kind: "report", type: "PREVIEW_UNCAUGHT_EXCEPTION", message, stack: stackOf(event.error) });
  });
  addEventListener("unhandledrejection", ({ reason }) => {
    const message = reason instanceof Error ? reason.message : String(reason);
    bridge.say({ kind: "report", type: "PREVIEW_UNHANDLED_REJECTION", message, stack: stackOf(reason) });
  });
  const native = console.error.bind(console);
  console.error = (...args: unknown[]) => {
    native(...args);
    const { stack = "" } = new Error();
    bridge.say({ kind: "report", type: "PREVIEW_CONSOLE_ERROR", args: args.map(sendable), stack });
  };
}

const stackOf = (value: unknown): string | undefined => (value instanceof Error ? value.stack : undefined);

/** What cannot be cloned goes as text. */
function sendable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch (error) {
    if (error instanceof DOMException) return String(value);
    throw error;
  }
}
