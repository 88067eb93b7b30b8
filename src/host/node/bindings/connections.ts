import type { BindingContext } from "../binding.ts";
import { SyscallError } from "../../machine/syscalls.ts";
import { asyncWraps } from "./async-wrap.ts";
import { streamBase, type LibuvStreamWrap, type StreamRequest } from "./stream-base.ts";

/** Where a listener or a connection is: a port of the machine's loopback, or a path. */
export type SocketAddress = { readonly port: number } | { readonly path: string };

/** Set by the library on a listening handle. */
interface Listener {
  onconnection?(status: number, client: LibuvStreamWrap | undefined): void;
}

/** Listening and connecting, for `TCP` and `Pipe` alike. */
export function connections(context: BindingContext) {
  return context.shared(makeConnections);
}

function makeConnections(context: BindingContext) {
  const { later, start, whenClosed } = asyncWraps(context);
  const { attach } = streamBase(context);

  return {
    /**
     * Makes `handle` listen; each connection becomes a stream made by `accept`.
     *
     * @returns the port (0 for a path) @throws SyscallError EADDRINUSE …
     */
    listen(handle: LibuvStreamWrap, address: SocketAddress, accept: (fd: number) => LibuvStreamWrap) {
      const listening = context.sys.listen(address, (fd) => {
        later(handle, () => {
          const client = accept(fd);
          attach(client, fd);
          (handle as Listener).onconnection?.(0, client);
        });
      });
      start(handle);
      whenClosed(handle, listening.close);
      return listening.port;
    },

    /** Connects `handle`; the outcome arrives at the request, as libuv reports it. */
    connect(handle: LibuvStreamWrap, request: StreamRequest, address: SocketAddress): void {
      let code = 0;
      try {
        attach(handle, context.sys.connect(address));
      } catch (error) {
        if (!(error instanceof SyscallError)) throw error;
        code = error.errno;
      }
      // Who listens learns of the connection first: its event is already on its way to this or another process.
      const release = context.loop.ref();
      context.pristine.setTimeout(() => {
        later(request, () => request.oncomplete?.(code, handle, request, true, true));
        release();
      }, 0);
    },
  };
}
