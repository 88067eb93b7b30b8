/**
 * The events of a run, folded into what the screen shows. Live runs, resumed runs and replays use this one fold, an
 * event at a time.
 */
import type { Price, RunEvent, RunLimits, Usage, StopReason } from "../core/event.ts";
import { tally } from "../core/scoring.ts";
import type { CaseResult, Tally, Verdict } from "../core/verdict.ts";
import { priceOf } from "../model/index.ts";
import { GrowingList } from "./growing-list.ts";
import type { AgentState, Transcript, TranscriptItem } from "./session.ts";

const NO_LIMITS: RunLimits = { dollars: null, tokens: null, turns: null, ms: null };

/** Ends that leave the files as they stand to the person: all others have them graded. */
export const NOT_GRADED_AFTER: readonly StopReason[] = ["told", "model-error", "sandbox-error"];

const NO_USAGE: Usage = {
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  output: 0,
  reasoning: 0,
  exact: true,
};

interface Bill {
  readonly dollars: number;
  readonly unpriced: Usage | null;
}

export interface RunView {
  /** Text files of the workspace as the log has them. */
  readonly files: Readonly<Record<string, string>>;
  readonly agent: AgentState;
  /** Of the model that works or worked last. */
  readonly price: Price | null;
  /** US dollars of the replies that have a price, and the usage of those that have none yet. */
  readonly bill: Bill;
  /** How many replies the transcript has: the next one's key. */
  readonly replies: number;
  /** Last result of each visible case. */
  readonly results: ReadonlyMap<string, CaseResult>;
  /** Over `results`; null before the first run. */
  readonly tally: Tally | null;
  /** True when files changed after the last run of cases. */
  readonly stale: boolean;
  readonly verdict: Verdict | null;
  /** True between a submission and its verdict. */
  readonly grading: boolean;
  /** True once an agent's work came to an end that is graded, until it is. */
  readonly gradeDue: boolean;
  /** The place of the last event, -1 before the first. */
  readonly seq: number;
  /** Milliseconds since the epoch of the last event. */
  readonly at: number;
}

export const EMPTY_VIEW: RunView = {
  files: {},
  agent: {
    status: "idle",
    player: null,
    transcript: GrowingList.of(),
    earlier: 0,
    turns: 0,
    usage: NO_USAGE,
    cost: 0,
    costExact: true,
    workedMs: 0,
    workingSince: null,
    limits: NO_LIMITS,
    keyNeededFor: null,
  },
  price: null,
  bill: { dollars: 0, unpriced: null },
  replies: 0,
  results: new Map(),
  tally: null,
  stale: false,
  verdict: null,
  grading: false,
  gradeDue: false,
  seq: -1,
  at: 0,
};

export function foldEvents(events: Iterable<RunEvent>, view: RunView = EMPTY_VIEW): RunView {
  let folded = view;
  for (const event of events) folded = foldEvent(folded, event);
  return folded;
}

/** The view after one more event. The given view stays as it is. */
export function foldEvent(view: RunView, event: RunEvent): RunView {
  const rest = foldRest(view, event);
  const { dollars, unpriced } = rest.bill;
  const agent = foldAgent(view, event);
  const cost = unpriced === null ? dollars : null;
  return { ...rest, agent: agent.cost === cost ? agent : { ...agent, cost }, seq: event.seq, at: event.at };
}

function foldRest(view: RunView, event: RunEvent): RunView {
  switch (event.type) {
    case "agent-started": {
      const price = event.player.kind === "model" ? event.player.price : null;
      return { ...view, price, bill: settled(view.bill, price), gradeDue: false };
    }
    case "agent-stopped":
      return { ...view, gradeDue: !NOT_GRADED_AFTER.includes(event.reason) };
    case "model-replied":
      return { ...billed(view, event.usage, event.cost), replies: view.replies + 1 };
    case "compacted":
      return billed(view, event.usage, event.cost);
    case "model-failed":
      return event.usage === null ? view : billed(view, event.usage, event.cost);
    case "file-changed": {
      const { [event.path]: _, ...others } = view.files;
      const files = event.content === null ? others : { ...others, [event.path]: event.content };
      return { ...view, files, stale: view.tally !== null };
    }
    case "file-renamed": {
      const { [event.from]: text, ...others } = view.files;
      const files = text === undefined ? others : { ...others, [event.to]: text };
      return { ...view, files, stale: view.tally !== null };
    }
    case "cases-run": {
      const results = new Map(view.results);
      for (const result of event.results) results.set(result.name, result);
      return { ...view, results, tally: tally([...results.values()]), stale: false };
    }
    case "submitted":
      return { ...view, grading: true };
    case "verdict-reached":
      return { ...view, verdict: event.verdict, grading: false, gradeDue: false };
    case "grading-failed":
      return { ...view, grading: false, gradeDue: false };
    default:
      return view;
  }
}

function foldAgent({ agent, at, replies }: RunView, event: RunEvent): AgentState {
  const item = itemOf(event, replies);
  const transcript = item === null ? agent.transcript : agent.transcript.append(item);
  const next = { ...agent, transcript };
  switch (event.type) {
    case "agent-started": {
      const { player, limits } = event;
      // When the page closed under a working agent, its work ended with the last event.
      const { workedMs } = rested(agent, at);
      return { ...next, status: "running", player, limits, workedMs, workingSince: event.at };
    }
    case "turn-started":
    case "compaction-started": {
      const turns = Math.max(agent.turns, event.turn);
      const since = agent.workingSince;
      // A wait for a retry that a person skipped ends early.
      return { ...next, turns, workingSince: since === null ? null : Math.min(since, event.at) };
    }
    case "model-replied":
      return spent(next, event.usage);
    case "model-failed": {
      const paid = event.usage === null ? next : spent(next, event.usage);
      if (event.retryInMs === null || agent.workingSince === null) return paid;
      // Waiting is not working.
      return { ...rested(paid, event.at), workingSince: event.at + event.retryInMs };
    }
    case "compacted":
      return { ...spent(next, event.usage), transcript: finishCompaction(transcript, event) };
    case "clock-jumped": {
      // Sleep was no work; when the clock was set back, what was worked before stays worked.
      const since = agent.workingSince;
      return since === null ? next : { ...next, workingSince: Math.min(event.at, since + event.ms) };
    }
    case "tool-finished":
      return { ...next, transcript: finishTool(transcript, event) };
    case "agent-paused":
      return { ...rested(next, event.at), status: "paused" };
    case "agent-resumed":
      return { ...next, status: "running", workingSince: event.at };
    case "agent-stopped":
      return { ...rested(next, event.at), status: "stopped" };
    case "limits-changed":
      return { ...next, limits: event.limits };
    default:
      return item === null ? agent : next;
  }
}

/** Adds the cost of a reply: as the provider reported it, else by the price; without both it waits for a price. */
function billed(view: RunView, usage: Usage, reported: number | null): RunView {
  const { dollars, unpriced } = view.bill;
  const bill =
    reported === null
      ? settled({ dollars, unpriced: unpriced === null ? usage : addUsage(unpriced, usage) }, view.price)
      : { dollars: dollars + reported, unpriced };
  return { ...view, bill };
}

/** A price that is entered later counts for what came before. */
function settled({ dollars, unpriced }: Bill, price: Price | null): Bill {
  if (price === null || unpriced === null) return { dollars, unpriced };
  return { dollars: dollars + priceOf(unpriced, price), unpriced: null };
}

function spent(agent: AgentState, usage: Usage): AgentState {
  return {
    ...agent,
    usage: addUsage(agent.usage, usage),
    costExact: agent.costExact && usage.exact,
  };
}

function addUsage(a: Usage, b: Usage): Usage {
  return {
    input: a.input + b.input,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
    exact: a.exact && b.exact,
  };
}

/** The work until now is counted, and rests. */
export function rested(agent: AgentState, at: number): AgentState {
  const stretch = agent.workingSince === null ? 0 : Math.max(0, at - agent.workingSince);
  return { ...agent, workedMs: agent.workedMs + stretch, workingSince: null };
}

/** The key of the reply that comes after so many others; one that streams in has it already. */
export function replyKey(before: number): string {
  return `reply-${before}`;
}

/** What an event adds to the transcript, or null. */
function itemOf(event: RunEvent, replies: number): TranscriptItem | null {
  const { at, seq } = event;
  const key = `${seq}`;
  switch (event.type) {
    case "agent-started": {
      const { player, prompt } = event;
      return { kind: "started", key, seq, at, player, prompt };
    }
    case "model-replied": {
      const { turn, text, reasoning, usage, cost } = event;
      const place = replyKey(replies);
      return { kind: "reply", key: place, seq, at, turn, text, reasoning, live: false, usage, cost };
    }
    case "model-failed": {
      const { message, remedy, retryInMs } = event;
      return { kind: "fault", key, seq, at, message, remedy, retryInMs };
    }
    case "tool-started": {
      const { turn, call } = event;
      return {
        kind: "tool",
        key,
        seq,
        at,
        turn,
        call,
        output: null,
        failed: false,
        ms: null,
        artifact: null,
      };
    }
    case "compaction-started": {
      const { turn, because } = event;
      return { kind: "compaction", key, seq, at, turn, because, summary: null, usage: null, cost: null };
    }
    case "person-said":
      return { kind: "said", key, seq, at, text: event.text };
    case "notice-sent":
      return { kind: "notice", key, seq, at, text: event.text };
    case "grading-failed": {
      const remedy = "The files are kept. Submit again.";
      return { kind: "fault", key, seq, at, message: event.message, remedy, retryInMs: null };
    }
    case "cases-run":
      return { kind: "cases", key, seq, at, tally: event.tally };
    case "agent-stopped":
      return { kind: "stopped", key, seq, at, reason: event.reason, message: event.message };
    case "verdict-reached":
      return { kind: "verdict", key, seq, at, verdict: event.verdict };
    default:
      return null;
  }
}

/** Ids of calls may come again in later turns, so the last call of that id that is still open is meant. */
function finishTool(items: Transcript, event: Extract<RunEvent, { type: "tool-finished" }>): Transcript {
  const at = items.findLastIndex(
    (item) =>
      item.kind === "tool" &&
      item.turn === event.turn &&
      item.call.id === event.callId &&
      item.output === null,
  );
  const open = items.at(at);
  if (at < 0 || open?.kind !== "tool") return items;
  const { output, failed, ms, artifact = null } = event;
  return items.with(at, { ...open, output, failed, ms, artifact });
}

function finishCompaction(
  items: Transcript,
  { summary, usage, cost }: Extract<RunEvent, { type: "compacted" }>,
): Transcript {
  const at = items.findLastIndex((item) => item.kind === "compaction");
  const open = items.at(at);
  if (at < 0 || open?.kind !== "compaction") return items;
  return items.with(at, { ...open, summary, usage, cost });
}
