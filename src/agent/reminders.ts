import type { RunEvent, StopReason } from "../core/event.ts";
import { SENT_BACK } from "./tools/submit.ts";

/** The model sees its budget this often, in turns. */
const BUDGET_EVERY = 10;
/** Below this share of what is left the model is told to wind down. */
const WIND_DOWN_AT = 0.1;
/** How the ledger's line begins. */
const BUDGET = "Budget used:";
const WIND_DOWN = "Little of the budget is left.";

/** All that the reminders know, as plain data. */
export interface RemindersState {
  readonly lastBudgetTurn: number;
  readonly turn: number;
  readonly windDownTold: boolean;
  readonly sentBack: boolean;
  readonly changedByPerson: readonly string[];
  readonly stop: { readonly reason: StopReason; readonly message: string } | null;
  readonly ended: boolean;
}

/** What the model was already told, folded from events, and what it should be told next. */
export class Reminders {
  #lastBudgetTurn = 0;
  #turn = 0;
  #windDownTold = false;
  #sentBack = false;
  /** Since the agent last acted. */
  #changedByPerson = new Set<string>();
  #stop: RemindersState["stop"] = null;
  #ended = false;

  restore(state: RemindersState): void {
    this.#lastBudgetTurn = state.lastBudgetTurn;
    this.#turn = state.turn;
    this.#windDownTold = state.windDownTold;
    this.#sentBack = state.sentBack;
    this.#changedByPerson = new Set(state.changedByPerson);
    this.#stop = state.stop;
    this.#ended = state.ended;
  }

  get state(): RemindersState {
    return {
      lastBudgetTurn: this.#lastBudgetTurn,
      turn: this.#turn,
      windDownTold: this.#windDownTold,
      sentBack: this.#sentBack,
      changedByPerson: [...this.#changedByPerson],
      stop: this.#stop,
      ended: this.#ended,
    };
  }

  /** True when the last stretch of work came to its own end; one that a closed page cut off did not. */
  get ended(): boolean {
    return this.#ended;
  }

  /** True when a submission was sent back before. */
  get sentBack(): boolean {
    return this.#sentBack;
  }

  add(event: RunEvent): void {
    if (event.type.startsWith("agent-")) this.#ended = event.type === "agent-stopped";
    switch (event.type) {
      case "turn-started":
        this.#turn = Math.max(this.#turn, event.turn);
        this.#changedByPerson.clear();
        break;
      case "limits-changed":
        this.#windDownTold = false;
        break;
      case "agent-started":
        this.#windDownTold = false;
        break;
      case "agent-stopped":
        this.#stop = { reason: event.reason, message: event.message };
        break;
      case "compacted":
        if (event.state.includes(BUDGET)) this.#lastBudgetTurn = this.#turn;
        break;
      case "notice-sent":
        if (event.text.includes(BUDGET)) this.#lastBudgetTurn = this.#turn;
        if (event.text.startsWith(WIND_DOWN)) this.#windDownTold = true;
        break;
      case "tool-finished":
        if (event.name === "submit" && event.output.startsWith(SENT_BACK)) this.#sentBack = true;
        break;
      case "file-changed":
        if (event.by === "person") this.#changedByPerson.add(event.path);
        break;
      default:
        break;
    }
  }

  /** The first word to the model in this stretch. */
  opening(goesOn: boolean, budgetLine: string | null): string {
    const budget = budgetLine ? ` ${budgetLine}` : "";
    if (!goesOn) return `Begin.${budget}`;
    const changed = [...this.#changedByPerson];
    const names = changed.slice(0, 10).join(", ") + (changed.length > 10 ? " and more" : "");
    const files = changed.length > 0 ? ` Meanwhile a person changed: ${names}.` : "";
    const before = this.#stop?.reason === "submitted" ? "after a submission" : "after an interruption";
    return `The run goes on ${before}.${files}${budget}`;
  }

  /** What is due before the next request, or null. */
  due(left: number, budgetLine: string | null): string | null {
    if (budgetLine === null) return null;
    if (left < WIND_DOWN_AT && !this.#windDownTold) {
      return `${WIND_DOWN} ${budgetLine} Leave the files in their best state, see that the visible cases that passed still pass, and submit. The files are graded however the run ends.`;
    }
    return this.#turn - this.#lastBudgetTurn >= BUDGET_EVERY ? budgetLine : null;
  }
}

export const NO_CALL_NOTICE =
  "Your reply had no tool call, so nothing happened. Go on with a tool; when the work is done, call submit.";
export const REFUSED_NOTICE =
  "Your reply was withheld as a refusal, and nothing happened. This task is the harmless rebuilding of a published program: go on with a tool.";
export const CUT_NOTICE =
  "Your reply reached its greatest length and was cut. Go on in smaller steps: write long files in several parts.";
