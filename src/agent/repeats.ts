import type { RunEvent, ToolCall } from "../core/event.ts";

/** The same call this often in a row is told to the model (the threshold that other harnesses share). */
const TELL = 3;
/** With the same results it is stopped here, with changing ones (waiting for something) later. */
const STOP = 5;
const STOP_WITH_PROGRESS = 12;
/** A loop may go through this many different calls. */
const LONGEST_CYCLE = 3;

interface Made {
  readonly call: string;
  readonly whole: string;
}

/** All that is known of the newest calls, as plain data. */
export interface RepeatsState {
  readonly started: readonly ToolCall[];
  readonly recent: readonly Made[];
  readonly told: boolean;
}

/** Notices when the model does the same again and again, and whether it was told. Folded from events. */
export class Repeats {
  #started = new Map<string, ToolCall>();
  /** Call and result, newest last. */
  #recent: Made[] = [];
  #told = false;

  restore(state: RepeatsState): void {
    this.#started = new Map(state.started.map((call) => [call.id, call]));
    this.#recent = [...state.recent];
    this.#told = state.told;
  }

  get state(): RepeatsState {
    return { started: [...this.#started.values()], recent: [...this.#recent], told: this.#told };
  }

  add(event: RunEvent): void {
    if (event.type === "agent-started" || event.type === "person-said") {
      this.#recent.length = 0;
      this.#told = false;
    } else if (event.type === "tool-started") {
      this.#started.set(event.call.id, event.call);
    } else if (event.type === "tool-finished") {
      const call = this.#started.get(event.callId);
      this.#started.delete(event.callId);
      if (!call) return;
      const signature = `${call.name}\0${call.arguments}`;
      this.#recent.push({ call: signature, whole: `${signature}\0${event.output}` });
      if (this.#recent.length > STOP_WITH_PROGRESS * LONGEST_CYCLE) this.#recent.shift();
      if (this.#sameCall < TELL && this.#sameCycle < TELL) this.#told = false;
    } else if (event.type === "notice-sent" && event.text === REPEAT_NOTICE) {
      this.#told = true;
    }
  }

  get mustTell(): boolean {
    return !this.#told && (this.#sameCall >= TELL || this.#sameCycle >= TELL);
  }

  get mustStop(): boolean {
    return this.#sameCycle >= STOP || this.#sameCall >= STOP_WITH_PROGRESS;
  }

  /** How often the last call was made in a row, whatever came out. */
  get #sameCall(): number {
    return this.#cycles(1, "call");
  }

  /** How often the last one to three calls came with the same results in a row. */
  get #sameCycle(): number {
    let most = 0;
    for (let length = 1; length <= LONGEST_CYCLE; length += 1)
      most = Math.max(most, this.#cycles(length, "whole"));
    return most;
  }

  #cycles(length: number, what: "call" | "whole"): number {
    const { length: count } = this.#recent;
    let same = 0;
    while (
      same < count - length &&
      this.#recent[count - 1 - same]?.[what] === this.#recent[count - 1 - same - length]?.[what]
    ) {
      same += 1;
    }
    return count >= length ? Math.floor(same / length) + 1 : 0;
  }
}

export const REPEAT_NOTICE =
  "You have made the same calls several times in a row. Nothing new will come of it: try something else. If it goes on, the run is stopped.";
