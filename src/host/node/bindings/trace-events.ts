/** `trace_events`: nothing is ever traced. */
export function traceEventsBinding(): Record<string, unknown> {
  return {
    available: false,
    getCategoryEnabledBuffer: () => new Uint8Array(1),
    isTraceCategoryEnabled: () => false,
  };
}
