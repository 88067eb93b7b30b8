import type { ReplyPart } from "../model/index.ts";

/** What the tab that owns a run tells those that watch it. */
export type LiveMessage =
  /** The store has more events. */
  | { readonly type: "news" }
  /** A reply streams in. */
  | { readonly type: "part"; readonly turn: number; readonly part: ReplyPart };

/** How often a watching tab looks into the store by itself, should a message be lost. */
const LOOK_EVERY_MS = 5_000;

/** Opens the line between the tabs that have a run open. */
export type OpenChannel = (name: string) => BroadcastChannel;

const nameOf = (runId: string): string => `mirrorbox-run-${runId}`;

/** The owner's end of the line. */
export class LiveSender {
  readonly #channel: BroadcastChannel;

  constructor(open: OpenChannel, runId: string) {
    this.#channel = open(nameOf(runId));
  }

  send(message: LiveMessage): void {
    this.#channel.postMessage(message);
  }

  close(): void {
    this.#channel.close();
  }
}

/** A watcher's end: told of each message, and now and then that there may be news. Returns its undo. */
export function watchRun(
  open: OpenChannel,
  runId: string,
  heard: (message: LiveMessage) => void,
): () => void {
  const channel = open(nameOf(runId));
  channel.addEventListener("message", ({ data }: MessageEvent<LiveMessage>) => heard(data));
  const looking = setInterval(() => heard({ type: "news" }), LOOK_EVERY_MS);
  return () => {
    clearInterval(looking);
    channel.close();
  };
}
