import type { ReplyPart } from "../model/index.ts";
import type { AppParts } from "./app-parts.ts";
import { watchRun } from "./live-run.ts";
import { awaitRun } from "./run-lock.ts";

export interface FollowerListener {
  /** The store may have more events. */
  readonly news: () => void;
  readonly part: (turn: number, part: ReplyPart) => void;
  /** The tab that owned the run is gone, and this one has it. */
  readonly ownerGone: () => void;
}

/** Follows a run that another tab owns, and takes it over once that tab is gone. */
export class Follower {
  readonly #closed = new AbortController();
  readonly #deaf: () => void;
  #release: (() => void) | null = null;

  constructor({ locks, openChannel }: AppParts["browser"], runId: string, listener: FollowerListener) {
    this.#deaf = watchRun(openChannel, runId, (message) => {
      if (message.type === "news") listener.news();
      else listener.part(message.turn, message.part);
    });
    awaitRun(locks, runId, this.#closed.signal).then(
      (release) => {
        if (this.#closed.signal.aborted) {
          release();
          return;
        }
        this.#release = release;
        listener.ownerGone();
      },
      // Only its own end ends the wait.
      () => undefined,
    );
  }

  get ownerGone(): boolean {
    return this.#release !== null;
  }

  /** What lets go of the run, for who goes on with it in this tab; null while another tab has it. */
  handOver(): (() => void) | null {
    const release = this.#release;
    this.#release = null;
    return release;
  }

  close(): void {
    this.#closed.abort(new DOMException("It no longer follows.", "AbortError"));
    this.#deaf();
    this.#release?.();
  }
}
