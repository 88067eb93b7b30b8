import type { MakeBinding } from "../binding.ts";
import { streamBase } from "./stream-base.ts";
import { status } from "./uv-status.ts";
import { guessHandleType, isTerminal } from "./standard-streams.ts";

/** Where the library reads why a terminal could not be opened. */
interface ErrorContext {
  errno?: number;
  code?: string;
  message?: string;
  syscall?: string;
}

const UV_TTY_MODE_NORMAL = 0;
const UV_TTY_MODE_IO = 2;
const UV_TTY_MODE_RAW_VT = 3;

/** `internalBinding('tty_wrap')`: terminals. */
export const ttyWrapBinding: MakeBinding = (context) => {
  const { LibuvStreamWrap, attach } = streamBase(context);

  class TTY extends LibuvStreamWrap {
    constructor(fd: number, report?: ErrorContext) {
      super("TTYWRAP");
      // As in libuv, what is no file may be taken for a terminal.
      const type = guessHandleType(context.sys, fd);
      if (type === "TTY" || type === "PIPE" || type === "TCP") attach(this, fd);
      else if (report) {
        report.errno = -22;
        report.code = "EINVAL";
        report.message = "invalid argument";
        report.syscall = "uv_tty_init";
      }
      this.setBlocking(true);
    }

    getWindowSize(size: [number, number]): number {
      return status(() => {
        const { cols, rows } = context.sys.ttySize(this.fd);
        size[0] = cols;
        size[1] = rows;
      });
    }

    setRawMode(mode: number | boolean): number {
      const raw = mode !== UV_TTY_MODE_NORMAL && mode !== false;
      return status(() => context.sys.setTtyMode(this.fd, raw ? "raw" : "cooked"));
    }
  }

  return {
    TTY,
    isTTY: (fd: number) => isTerminal(context.sys, fd),
    UV_TTY_MODE_NORMAL,
    UV_TTY_MODE_IO,
    UV_TTY_MODE_RAW_VT,
  };
};
