/**
 * llhttp, the parser of HTTP/1 in Node itself. The build takes it out of Node's library, which has it in WebAssembly for
 * its `fetch`.
 */
import code from "llhttp.wasm";

/**
 * What parsers tell, with their addresses; `at` and `length` tell where in the memory a text or a body is. An answer other
 * than 0 stops the parser, except `headersComplete`'s 1 (there is no body) and 2 (nor a next message).
 */
export interface LlhttpListener {
  messageBegin(parser: number): number;
  url(parser: number, at: number, length: number): number;
  status(parser: number, at: number, length: number): number;
  headerField(parser: number, at: number, length: number): number;
  headerValue(parser: number, at: number, length: number): number;
  headersComplete(parser: number): number;
  body(parser: number, at: number, length: number): number;
  messageComplete(parser: number): number;
}

/** The functions of llhttp.h, with addresses in `memory` for pointers. */
export interface Llhttp {
  readonly memory: WebAssembly.Memory;
  malloc(size: number): number;
  free(at: number): void;
  /** 1: requests, 2: responses. */
  llhttp_alloc(type: number): number;
  llhttp_free(parser: number): void;
  llhttp_execute(parser: number, at: number, length: number): number;
  llhttp_finish(parser: number): number;
  llhttp_pause(parser: number): void;
  llhttp_resume(parser: number): void;
  llhttp_resume_after_upgrade(parser: number): void;
  llhttp_get_error_pos(parser: number): number;
  llhttp_get_error_reason(parser: number): number;
  llhttp_errno_name(errno: number): number;
  llhttp_get_method(parser: number): number;
  llhttp_get_status_code(parser: number): number;
  llhttp_get_http_major(parser: number): number;
  llhttp_get_http_minor(parser: number): number;
  llhttp_get_upgrade(parser: number): number;
  llhttp_should_keep_alive(parser: number): number;
}

/** Where llhttp's structures hold things, in bytes. */
const ERROR = 12;
const LENIENCIES = 46;
const SETTINGS = 56;
/** A callback's place among the settings. */
const callback = {
  messageBegin: 0,
  url: 2,
  chunkExtensionName: 8,
  chunkExtensionValue: 9,
  chunkHeader: 22,
  chunkComplete: 23,
} as const;
const SLOT = 4;

/** Made when this is evaluated, of what the browser has: a program that replaces these must not choose for the next one. */
const { Instance, Module } = WebAssembly;
const module = new Module(code);

/**
 * Makes parsers with a memory of their own. The module's table has no room for more functions than those that `fetch`
 * needs, so two serve twice: `url` is told of the extensions of chunks, too, and `messageBegin` when a chunk's header
 * was read and when a chunk is over.
 */
export function makeLlhttp(listener: LlhttpListener): Llhttp {
  const env = {
    wasm_on_message_begin: listener.messageBegin,
    wasm_on_url: listener.url,
    wasm_on_status: listener.status,
    wasm_on_header_field: listener.headerField,
    wasm_on_header_value: listener.headerValue,
    wasm_on_headers_complete: listener.headersComplete,
    wasm_on_body: listener.body,
    wasm_on_message_complete: listener.messageComplete,
  };
  const llhttp = new Instance(module, { env }).exports as unknown as Llhttp;
  const parser = llhttp.llhttp_alloc(1);
  const view = new DataView(llhttp.memory.buffer);
  const settings = view.getUint32(parser + SETTINGS, true);
  const share = (to: number, from: number): void =>
    view.setUint32(settings + to * SLOT, view.getUint32(settings + from * SLOT, true), true);
  share(callback.chunkExtensionName, callback.url);
  share(callback.chunkExtensionValue, callback.url);
  share(callback.chunkHeader, callback.messageBegin);
  share(callback.chunkComplete, callback.messageBegin);
  llhttp.llhttp_free(parser);
  return llhttp;
}

/** `leniencies`: bits, as llhttp and Node number them. */
export function setLeniencies(llhttp: Llhttp, parser: number, leniencies: number): void {
  new DataView(llhttp.memory.buffer).setUint16(parser + LENIENCIES, leniencies, true);
}

/** Makes a parser refuse all that comes, after a callback was left by an exception. */
export function spoil(llhttp: Llhttp, parser: number, errno: number): void {
  new DataView(llhttp.memory.buffer).setUint32(parser + ERROR, errno, true);
}

/** A text that ends with a zero. */
export function textAt(llhttp: Llhttp, at: number): string {
  const bytes = new Uint8Array(llhttp.memory.buffer, at);
  return latin1(bytes.subarray(0, bytes.indexOf(0)));
}

const CHUNK = 4096;

/** A character a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  return text;
}
