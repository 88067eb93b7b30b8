import type { HandleWrap } from "../bindings/async-wrap.ts";

/** Node's MessagePort. */
export type Port = HandleWrap;

/** What is behind a port, and moves when the port is transferred. */
export interface End {
  /** Messages that came, of a local end; null: the other end was closed. */
  readonly queue: (Message | null)[];
  /** The other end, of a local end. */
  peer: End | null;
  /** The kernel's number, once one of the ends left this thread. */
  remote: number | null;
  port: Port | null;
}

/** An object of Node's own in a message. */
export type Host =
  | { readonly kind: "port"; readonly end: End }
  /** An instance of a class of the library: `module:Class`. What it is made of follows the message's value. */
  | { readonly kind: "library"; readonly spec: string }
  | { readonly kind: "native"; readonly name: string; readonly data: unknown };

export interface Message {
  readonly bytes: Uint8Array;
  readonly hosts: readonly Host[];
  /** Buffers that were transferred. */
  readonly buffers: readonly ArrayBuffer[];
  /** Shared memory and compiled WebAssembly. */
  readonly shared: readonly object[];
}
