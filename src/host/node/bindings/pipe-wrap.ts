import type { BindingContext, MakeBinding } from "../binding.ts";
import { asyncWraps } from "./async-wrap.ts";
import { connections } from "./connections.ts";
import { guessHandleType } from "./standard-streams.ts";
import { streamBase, type StreamRequest } from "./stream-base.ts";
import { status, UV } from "./uv-status.ts";
import { tcpClass } from "./tcp-wrap.ts";
import { udpClass } from "./udp-wrap.ts";

/** Kinds of pipe, and what `fchmod` may allow. */
const constants = { SOCKET: 0, SERVER: 1, IPC: 2, UV_READABLE: 1, UV_WRITABLE: 2 } as const;

/** The realm's `Pipe` class. */
function pipeClass(context: BindingContext) {
  return context.shared(makePipe);
}

function makePipe(context: BindingContext) {
  const { whenClosed } = asyncWraps(context);
  const { LibuvStreamWrap, attach, takeHandles } = streamBase(context);
  const { listen, connect } = connections(context);

  /** The handle for a socket that another process passed. */
  function passedHandle(fd: number) {
    const type = guessHandleType(context.sys, fd);
    if (type === "UDP") {
      const handle = new (udpClass(context))();
      handle.open(fd);
      return handle;
    }
    const handle = type === "TCP" ? new (tcpClass(context))(0) : new Pipe(constants.SOCKET);
    attach(handle, fd);
    return handle;
  }

  class Pipe extends LibuvStreamWrap {
    #path = "";

    constructor(type: number) {
      super(type === constants.SERVER ? "PIPESERVERWRAP" : "PIPEWRAP");
      if (type === constants.IPC) takeHandles(this, passedHandle);
      // As in libuv, who made a socket file takes it away.
      whenClosed(this, () => {
        const path = this.#path;
        if (path !== "") status(() => context.sys.unlink(path));
      });
    }

    open(fd: number): number {
      return status(() => {
        context.sys.kind(fd);
        attach(this, fd);
      });
    }

    bind(path: string): number {
      if (this.fd >= 0) return UV.EINVAL;
      const code = status(() => attach(this, context.sys.bind({ path })));
      if (code === 0 && !path.startsWith("\0")) this.#path = path;
      // As in libuv, for Windows has no other name for it.
      return code === UV.ENOENT ? UV.EACCES : code;
    }

    listen(_backlog: number): number {
      if (this.fd < 0) return UV.EINVAL;
      return status(() => listen(this, () => new Pipe(constants.SOCKET)));
    }

    connect(request: StreamRequest, path: string): number {
      return connect(this, request, { path });
    }

    fchmod(mode: number): number {
      const bits = (mode & constants.UV_READABLE ? 0o444 : 0) | (mode & constants.UV_WRITABLE ? 0o222 : 0);
      return status(() => context.sys.chmod(this.#path, bits));
    }
  }
  return Pipe;
}

/** `internalBinding('pipe_wrap')`: pipes and unix sockets. */
export const pipeWrapBinding: MakeBinding = (context) => {
  const { RequestWrap } = asyncWraps(context);
  class PipeConnectWrap extends RequestWrap {
    constructor() {
      super("PIPECONNECTWRAP");
    }
  }
  return { Pipe: pipeClass(context), PipeConnectWrap, constants };
};
