/**
 * Words used here: a *message* is a value in V8's clone format with what cannot be bytes; its *hosts* are objects of
 * Node's own in it (ports, handles, instances of the library's classes). A *port* is Node's MessagePort; an *end* is what
 * is behind it, which moves when the port is transferred. An end is *local* while both ends are in this thread, else
 * the kernel holds its queue.
 */
export { messages, type Messages } from "./messages.ts";
export { immutable, natives, type NativeKind } from "./natives.ts";
export { localPair, type Port, ports } from "./ports.ts";
