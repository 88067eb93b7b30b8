import type { BindingContext, MakeBinding } from "../binding.ts";
import { asyncWraps } from "./async-wrap.ts";
import { connections } from "./connections.ts";
import { status, streamBase, type StreamRequest } from "./stream-base.ts";

/** Kinds of pipe, and what `fchmod` may allow. */
const constants = { SOCKET: 0, SERVER: 1, IPC: 2, UV_READABLE: 1, UV_WRITABLE: 2 } as const;

/** The realm's `Pipe` class. */
export function pipeClass(context: BindingContext) {
  return context.shared(makePipe);
}

function makePipe(context: BindingContext) {
  const { LibuvStreamWrap, attach } = streamBase(context);
  const { listen, connect } = connections(context);

  class Pipe extends LibuvStreamWrap {
    #path = "";

    constructor(type: number) {
      super(type === constants.SERVER ? "PIPESERVERWRAP" : "PIPEWRAP");
    }

    open(fd: number): number {
      return status(() => {
        context.sys.kind(fd);
        attach(this, fd);
      });
    }

    bind(path: string): number {
      this.#path = path;
      return 0;
    }

    listen(_backlog: number): number {
      return status(() => void listen(this, { path: this.#path }, () => new Pipe(constants.SOCKET)));
    }

    connect(request: StreamRequest, path: string): number {
      connect(this, request, { path });
      return 0;
    }

    fchmod(mode: number): number {
      const bits = (mode & constants.UV_READABLE ? 0o444 : 0) | (mode & constants.UV_WRITABLE ? 0o222 : 0);
      return status(() => context.sys.chmod(this.#path, context.sys.stat(this.#path).mode | bits));
    }
  }
  return Pipe;
}

/** `internalBinding('pipe_wrap')`: pipes and unix sockets. */
export const pipeWrapBinding: MakeBinding = (context) => {
  const { AsyncWrap } = asyncWraps(context);
  class PipeConnectWrap extends AsyncWrap {
    constructor() {
      super("PIPECONNECTWRAP");
    }
  }
  return { Pipe: pipeClass(context), PipeConnectWrap, constants };
};
