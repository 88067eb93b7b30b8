/**
 * Words used here: a *binding* is what Node's library gets from `internalBinding(name)`; its *recorded shape* is what the
 * pinned Node's binding of that name has. Each file makes one binding.
 */
import type { MakeBinding } from "../binding.ts";
import type { FatalErrors } from "../fatal.ts";
import type { MakeRealmBinding, RealmContext } from "../realm-context.ts";
import type { StackTraces } from "../stack-trace.ts";
import { KeptMap } from "../kept-map.ts";
import { fillFromShape } from "./shape.ts";
import { asyncContextFrameBinding } from "./async-context-frame.ts";
import { asyncWrapBinding } from "./async-wrap-binding.ts";
import { blobBinding } from "./blob.ts";
import { bufferBinding } from "./buffer.ts";
import { makeBuiltinsBinding } from "./builtins.ts";
import { cjsLexerBinding } from "./cjs-lexer.ts";
import { configBinding } from "./config.ts";
import { constantsBinding } from "./constants.ts";
import { makeContextifyBinding } from "./contextify.ts";
import { credentialsBinding } from "./credentials.ts";
import { encodingBinding } from "./encoding.ts";
import { makeErrorsBinding } from "./errors.ts";
import { icuBinding } from "./icu.ts";
import { inspectorBinding } from "./inspector.ts";
import { IO_BINDINGS } from "./io.ts";
import { makeMessagingBinding } from "./messaging.ts";
import { locksBinding } from "./locks.ts";
import { makeModuleWrapBinding } from "./module-wrap.ts";
import { modulesBinding } from "./modules.ts";
import { optionsBinding } from "./options.ts";
import { permissionBinding } from "./permission.ts";
import { performanceBinding } from "./performance.ts";
import { processMethodsBinding } from "./process-methods.ts";
import { ipcSerdesBinding } from "./ipc-serdes.ts";
import { reportBinding } from "./report.ts";
import { serdesBinding } from "./serdes.ts";
import { stringDecoderBinding } from "./string-decoder.ts";
import { symbolsBinding } from "./symbols.ts";
import { taskQueueBinding } from "./task-queue.ts";
import { timersBinding } from "./timers.ts";
import { traceEventsBinding } from "./trace-events.ts";
import { typesBinding } from "./types.ts";
import { urlBinding } from "./url/index.ts";
import { urlPatternBinding } from "./url-pattern.ts";
import { makeUtilBinding } from "./util.ts";
import { uvBinding } from "./uv.ts";
import { heapUtilsBinding, v8Binding } from "./v8.ts";
import { wasmWebApiBinding } from "./wasm-web-api.ts";
import { workerBinding } from "./worker.ts";

/**
 * Bindings by the name that Node's library uses. What is not here is made of its recorded shape alone. Without a prototype:
 * else a function that a program puts on `Object.prototype` would be taken for the binding of that name, and be called.
 */
const BINDINGS: Readonly<Record<string, MakeRealmBinding | MakeBinding>> = {
  __proto__: null as never,
  ...IO_BINDINGS,
  async_context_frame: asyncContextFrameBinding,
  async_wrap: asyncWrapBinding,
  blob: blobBinding,
  buffer: bufferBinding,
  cjs_lexer: cjsLexerBinding,
  config: configBinding,
  constants: constantsBinding,
  credentials: credentialsBinding,
  encoding_binding: encodingBinding,
  heap_utils: heapUtilsBinding,
  icu: icuBinding,
  inspector: inspectorBinding,
  locks: locksBinding,
  modules: modulesBinding,
  options: optionsBinding,
  performance: performanceBinding,
  permission: permissionBinding,
  process_methods: processMethodsBinding,
  ipc_serdes: ipcSerdesBinding,
  report: reportBinding,
  serdes: serdesBinding,
  string_decoder: stringDecoderBinding,
  symbols: symbolsBinding,
  task_queue: taskQueueBinding,
  timers: timersBinding,
  trace_events: traceEventsBinding,
  types: typesBinding,
  url: urlBinding,
  url_pattern: urlPatternBinding,
  uv: uvBinding,
  v8: v8Binding,
  wasm_web_api: wasmWebApiBinding,
  worker: workerBinding,
};

/** What some bindings need from the realm itself. */
export interface RealmParts {
  readonly DOMException: unknown;
  readonly stacks: StackTraces;
  readonly fatal: FatalErrors;
  /** Called once the library's own loaders exist. */
  readonly loaded: (
    internalBinding: (name: string) => Record<string, unknown>,
    require: (id: string) => unknown,
  ) => void;
}

/** `getInternalBinding` of a realm: makes each binding at its first use. */
export function makeInternalBindings(
  context: RealmContext,
  parts: RealmParts,
): (name: string) => Record<string, unknown> {
  const made = new KeptMap<string, Record<string, unknown>>();
  const ofRealm: Readonly<Record<string, () => Record<string, unknown>>> = {
    __proto__: null as never,
    builtins: () => makeBuiltinsBinding(context, parts.loaded),
    contextify: () => makeContextifyBinding(context, parts.fatal),
    errors: () => makeErrorsBinding(context, parts.stacks, parts.fatal),
    messaging: () => makeMessagingBinding(context, parts.DOMException),
    module_wrap: () => makeModuleWrapBinding(context, parts.fatal),
    util: () => makeUtilBinding(context, parts.stacks),
  };
  return (name) => {
    let binding = made.get(name);
    if (!binding) {
      const own = ofRealm[name]?.() ?? BINDINGS[name]?.(context);
      if (!own && !context.recorded.bindings[name]) throw new Error(`No such binding: ${name}`);
      binding = fillFromShape(name, own ?? {}, context);
      made.set(name, binding);
    }
    return binding;
  };
}
