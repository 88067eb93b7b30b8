/**
 * The few changes to Node's sources. Most have one cause: a browser drains microtasks only when a worker returns to its
 * event loop, so the functions that drain them from JavaScript become generators: `yield` stands for "drain now", and our
 * event loop goes back to the browser before it resumes them. Lines and columns stay.
 *
 * Each `[from, to]` must match exactly once, so that a new Node version cannot be patched wrongly without notice.
 */
const PATCHES: Readonly<Record<string, ReadonlyArray<readonly [string, string]>>> = {
  // Most modules are never loaded: what stands for one is made when it is asked for.
  "internal/bootstrap/realm": [
    ["  static map = new SafeMap(\n", "  static map = ((made, ids) => ({\n"],
    [
      "    ArrayPrototypeMap(builtinIds, (id) => [id, new BuiltinModule(id)]),\n  );",
      "    has: (id) => ids[id] === true, get(id) { if (ids[id] === true && !made.has(id)) made.set(id, new BuiltinModule(id)); return made.get(id); }, values: () => made.values(),\n" +
        "  }))(new SafeMap(), primordials.ObjectFreeze(builtinIds.reduce((ids, id) => { ids[id] = true; return ids; }, { __proto__: null })));",
    ],
  ],
  // A worker's stack holds about half of what a process's does: so fewer arguments go into one call.
  "internal/per_context/primordials": [
    ["  let end = 0x10000;\n", "  let end = 0x8000;\n"],
    ["      end += 0x10000;\n", "      end += 0x8000;\n"],
  ],
  "internal/bootstrap/web/exposed-wildcard": [
    // The console has what V8's adds although there is no inspector.
    ["  if (config.hasInspector) {\n    const inspector", "  {\n    const inspector"],
  ],
  "internal/timers": [
    ["  function processImmediate() {", "  function* processImmediate() {"],
    ["  function processTimers(now) {", "  function* processTimers(now) {"],
    ["  function listOnTimeout(list, now) {", "  function* listOnTimeout(list, now) {"],
    [
      "ranAtLeastOneList = true;\n      listOnTimeout(",
      "ranAtLeastOneList = true; yield*\n      listOnTimeout(",
    ],
    ["if (ranAtLeastOneImmediate)\n        runNextTicks();", "if (ranAtLeastOneImmediate)\n        yield;"],
    ["if (ranAtLeastOneList)\n        runNextTicks();", "if (ranAtLeastOneList)\n        yield;"],
    ["if (ranAtLeastOneTimer)\n        runNextTicks();", "if (ranAtLeastOneTimer)\n        yield;"],
  ],
  // A file that nothing is special about is read in one call, not four, and straight into the buffer.
  fs: [
    [
      "    return binding.readFileUtf8(path, stringToFlags(options.flag));\n  }\n\n  const isUserFd",
      "    return binding.readFileUtf8(path, stringToFlags(options.flag));\n  }\n" +
        "  if (typeof path === 'string' && options.flag === 'r' && !hasUserBuffer && fs.openSync === openSync && fs.readSync === readSync && fs.closeSync === closeSync) { const bytes = binding.readFileBuffer(path); if (bytes !== undefined) return options.encoding ? bytes.toString(options.encoding) : bytes; }\n" +
        "  const isUserFd",
    ],
  ],
  // Browsers tell where an error was thrown only when its stack was read before.
  "internal/errors": [
    [
      "ErrorCaptureStackTrace(error, wrappedFn);\n      throw error;",
      "ErrorCaptureStackTrace(error, wrappedFn), error.stack;\n      throw error;",
    ],
  ],
  // What a module defines on this function at its first use would have to be taken off again after each program.
  "internal/util/debuglog": [["debugImpls[set] = noop;", "debugImpls[set] = () => {};"]],
  "internal/process/task_queues": [
    ["function processTicksAndRejections() {", "function* processTicksAndRejections() {"],
    ["    runMicrotasks();\n  } while", "    yield;\n  } while"],
    ["  processTicksAndRejections();\n}", "  for (const _ of processTicksAndRejections());\n}"],
  ],
  // A sandbox may be a proxy: V8's private symbols call no traps.
  "internal/vm": [
    [
      "return object[contextify_context_private_symbol] !== undefined;",
      "return internalBinding('contextify').isContext(object);",
    ],
  ],
  // What is imported is evaluated in the async context of who asked for it, which V8 carries through these functions' awaits.
  "internal/modules/esm/loader": [
    [
      "      let moduleJob;\n      try {\n        moduleJob = await this.getOrCreateModuleJob(parentURL, request);",
      "      let moduleJob; const origin = internalBinding('module_wrap').presentOrigin();\n      try {\n        moduleJob = await this.getOrCreateModuleJob(parentURL, request);",
    ],
    [
      "await moduleJob.run(isEntryPoint);\n      return module",
      "await moduleJob.run(isEntryPoint, origin);\n      return module",
    ],
  ],
  "internal/modules/esm/module_job": [
    ["  async run(isEntryPoint = false) {", "  async run(isEntryPoint = false, origin = undefined) {"],
    [
      "    setHasStartedUserESMExecution();\n    try {\n      await this.module.evaluate(",
      "    setHasStartedUserESMExecution(); this.module.origin = origin;\n    try {\n      await this.module.evaluate(",
    ],
  ],
  // The REPL asks the inspector for these.
  "internal/repl/completion": [
    [
      "getGlobalLexicalScopeNames(this[kContextId]));",
      "internalBinding('contextify').lexicalNames(this.context));",
    ],
  ],
  // The realm's next process must be able to take it away.
  "internal/process/pre_execution": [
    [
      "configurable: isBuildingSnapshot(),\n    value: process.argv[0],",
      "configurable: true,\n    value: process.argv[0],",
    ],
  ],
};

/** A module's source with its changes. @throws Error when one does not apply exactly once */
export function patch(id: string, source: string): string {
  let patched = source;
  for (const [from, to] of PATCHES[id] ?? []) {
    const parts = patched.split(from);
    if (parts.length !== 2)
      throw new Error(`Patch of ${id} matches ${parts.length - 1} times, not once: ${from}`);
    patched = parts.join(to);
  }
  return patched;
}

/** Ids that have patches, so that a build can check that each still exists. */
export const patchedIds = Object.keys(PATCHES);
