import type { RealmContext } from "../realm-context.ts";
import { asyncWraps } from "./async-wrap.ts";
import { timeoutInfo } from "./timers.ts";

/** The names of kinds as `getActiveResourcesInfo` has them; async_hooks writes them in capitals. */
const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "FSReqCallback FSReqPromise PipeWrap PipeServerWrap PipeConnectWrap TCPServerWrap TCPConnectWrap TTYWrap ProcessWrap " +
    "SignalWrap FSEventWrap StatWatcher GetAddrInfoReqWrap GetNameInfoReqWrap WriteWrap ShutdownWrap UDPWrap UDPSendWrap MessagePort " +
    "FileHandle DirHandle FileHandleCloseReq Zlib"
  )
    .split(" ")
    .map((name) => [name.toUpperCase(), name])
    .concat([["TCPWRAP", "TCPSocketWrap"]]),
);

/** What keeps a process alive, as `process` tells it. */
export function activeResources(context: RealmContext): Record<string, unknown> {
  const owner = (wrap: object): unknown =>
    (wrap as Record<symbol, unknown>)[context.symbols["owner_symbol"] as symbol] ?? wrap;
  const handles = () => [...asyncWraps(context).active.handles].filter((handle) => handle.hasRef());
  return {
    _getActiveRequests: () => [...asyncWraps(context).active.requests].map(owner),
    _getActiveHandles: () => handles().map(owner),
    getActiveResourcesInfo() {
      const { active, provider } = asyncWraps(context);
      const wraps = [...active.requests, ...handles()].map((wrap) => NAMES[provider(wrap)] ?? provider(wrap));
      const timeouts = Array<string>(timeoutInfo(context)[0] ?? 0).fill("Timeout");
      return [...wraps, ...timeouts, ...Array<string>(context.immediateInfo[1] ?? 0).fill("Immediate")];
    },
  };
}
