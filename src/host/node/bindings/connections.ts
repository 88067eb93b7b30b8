import type { BindingContext } from "../binding.ts";
import type { SocketName } from "../../machine/syscalls.ts";
import { asyncWraps } from "./async-wrap.ts";
import { streamBase, type LibuvStreamWrap, type StreamRequest } from "./stream-base.ts";
import { status, UV } from "./uv-status.ts";

/** Set by the library on a listening handle. */
interface Listener {
  onconnection?(status: number, client: LibuvStreamWrap | undefined): void;
}

/** Listening and connecting, for `TCP` and `Pipe` alike. */
export function connections(context: BindingContext) {
  return context.shared(makeConnections);
}

function makeConnections(context: BindingContext) {
  const { begin, call, later, start, triggeredBy, whenClosed, closing } = asyncWraps(context);
  const { attach } = streamBase(context);

  return {
    /** Makes `handle`, which has a bound socket, listen; each connection becomes a stream made by `accept`. @throws SyscallError */
    listen(handle: LibuvStreamWrap, accept: () => LibuvStreamWrap): void {
      const stop = context.sys.listen(handle.fd, (fd) => {
        context.loop.enqueue(() => {
          if (closing(handle)) return context.sys.close(fd);
          const client = triggeredBy(handle, accept);
          attach(client, fd);
          call(handle, () => (handle as Listener).onconnection?.(0, client));
        });
      });
      start(handle);
      whenClosed(handle, stop);
    },

    /** Connects `handle`: 0 when the outcome arrives at the request, or what libuv returns at once. */
    connect(
      handle: LibuvStreamWrap,
      request: StreamRequest,
      address: SocketName | { readonly path: string },
      from?: SocketName,
    ): number {
      const code = status(() => attach(handle, context.sys.connect(address, from)));
      if (code === UV.EINVAL) return code;
      begin(request, handle);
      const tell = () =>
        later(request, () => {
          const outcome = closing(handle) ? UV.ECANCELED : code;
          request.oncomplete?.(outcome, handle, request, true, true);
        });
      if (code !== 0) {
        tell();
        return 0;
      }
      // Who listens learns of the connection first: its event is already on its way to this or another process.
      const release = context.loop.ref();
      context.pristine.setTimeout(() => {
        tell();
        release();
      }, 0);
      return 0;
    },
  };
}
