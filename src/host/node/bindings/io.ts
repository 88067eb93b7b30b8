import type { MakeBinding } from "../binding.ts";
import { blockListBinding } from "./block-list.ts";
import { caresWrapBinding } from "./cares-wrap.ts";
import { cryptoBinding } from "./crypto/index.ts";
import { fsDirBinding } from "./fs-dir.ts";
import { fsEventWrapBinding } from "./fs-event-wrap.ts";
import { fsBinding } from "./fs/index.ts";
import { httpParserBinding } from "./http-parser/index.ts";
import { jsStreamBinding } from "./js-stream.ts";
import { osBinding } from "./os.ts";
import { pipeWrapBinding } from "./pipe-wrap.ts";
import { processWrapBinding } from "./process-wrap.ts";
import { signalWrapBinding } from "./signal-wrap.ts";
import { spawnSyncBinding } from "./spawn-sync.ts";
import { streamWrapBinding } from "./stream-wrap.ts";
import { tcpWrapBinding } from "./tcp-wrap.ts";
import { ttyWrapBinding } from "./tty-wrap.ts";
import { tlsWrapBinding } from "./tls-wrap.ts";
import { udpWrapBinding } from "./udp-wrap.ts";
import { zlibBinding } from "./zlib/index.ts";

/** The bindings through which a program reaches the machine, by the names that Node's library uses. */
export const IO_BINDINGS: Readonly<Record<string, MakeBinding>> = {
  block_list: blockListBinding,
  cares_wrap: caresWrapBinding,
  crypto: cryptoBinding,
  fs: fsBinding,
  fs_dir: fsDirBinding,
  fs_event_wrap: fsEventWrapBinding,
  http_parser: httpParserBinding,
  js_stream: jsStreamBinding,
  os: osBinding,
  pipe_wrap: pipeWrapBinding,
  process_wrap: processWrapBinding,
  signal_wrap: signalWrapBinding,
  spawn_sync: spawnSyncBinding,
  stream_wrap: streamWrapBinding,
  tcp_wrap: tcpWrapBinding,
  tls_wrap: tlsWrapBinding,
  tty_wrap: ttyWrapBinding,
  udp_wrap: udpWrapBinding,
  zlib: zlibBinding,
};
