import {
  type AgentCheckpoint,
  AgentControl,
  type AgentJob,
  type Network,
  runAgent,
  type Tool,
} from "../agent/index.ts";
import type { Player, RunEvent, RunLimits, StopReason } from "../core/event.ts";
import type { ModelClient, ModelFacts, ModelSettings, ReplyPart } from "../model/index.ts";
import { AppError } from "./app.ts";
import { NOT_GRADED_AFTER, rested } from "./fold.ts";
import { LiveReply } from "./live-reply.ts";
import type { RunLog } from "./log.ts";
import type { AgentSettings, AgentState, WatchState } from "./session.ts";
import { Pace, RecordedClient, type Recording, type Speed } from "../recordings/index.ts";
import type { Workspace } from "./workspace.ts";

/** The keys of model endpoints, as the app holds them. */
export interface KeyRing {
  /** "" when none is held. */
  readonly get: (baseUrl: string) => Promise<string>;
  readonly hold: (baseUrl: string, key: string) => Promise<void>;
}

export interface AgentDeskParts {
  readonly log: RunLog;
  readonly workspace: Workspace;
  readonly connectModel: (settings: ModelSettings) => ModelClient;
  readonly lookUpModel: (model: string, baseUrl: string) => Promise<ModelFacts>;
  readonly keys: KeyRing;
  readonly loadRecording: (id: string) => Promise<Recording>;
  /** The recording that this run was made for, null when it was made for none. */
  readonly watched: RecordedPlayer | null;
  /** The system prompt. */
  readonly prompt: string;
  /** The agent's tools, which act in the sandbox. @throws AppError while it is not there */
  readonly tools: () => Promise<readonly Tool[]>;
  /** True where the agent is at work in another tab, if anywhere. */
  readonly follows: boolean;
  readonly network: Network;
  /** What the loop kept of this run earlier, and the events since. */
  readonly history: () => Promise<Pick<AgentJob, "checkpoint" | "history">>;
  readonly keepCheckpoint: (checkpoint: AgentCheckpoint) => void;
  readonly keepArtifact: (name: string, text: string) => Promise<void>;
  /** How the files and cases stand, in a few lines. */
  readonly describeWork: () => Promise<string>;
  /** The agent begins to work, or rests. */
  readonly working: (works: boolean) => void;
  /** Has the files graded as they stand. */
  readonly submit: () => Promise<unknown>;
  readonly changed: () => void;
  /** A part of a reply streamed in. */
  readonly streamed: (turn: number, part: ReplyPart) => void;
  readonly failed: (error: unknown) => void;
}

/** A recording as a player. */
export type RecordedPlayer = Extract<Player, { kind: "recording" }>;

const NO_LIMITS: RunLimits = { dollars: null, tokens: null, turns: null, ms: null };

type Job = Omit<AgentJob, "record" | "control" | "signal" | "onPart">;

interface Loop {
  readonly control: AgentControl;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** The agent of a run: one loop at a time, started, paused, taken up again and stopped by the person. */
export class AgentDesk {
  readonly #parts: AgentDeskParts;
  readonly #live = new LiveReply();
  #loop: Loop | null = null;
  #starting = false;
  #closed = false;
  #keyNeededFor: string | null = null;
  /** What the last start was given; in memory only. */
  #key: { readonly baseUrl: string; readonly key: string } | null = null;
  /** What the person asked for and has not come about yet. */
  #wish: "pausing" | "stopping" | null = null;
  readonly #pace = new Pace();
  #recording: Recording | null = null;

  constructor(parts: AgentDeskParts) {
    this.#parts = parts;
  }

  get state(): AgentState {
    const { view } = this.#parts.log;
    const { agent } = view;
    if (this.#loop === null && !this.#parts.follows) {
      // The page closed, or storage failed, under a working agent: it waits to be taken up again.
      const resting: AgentState =
        agent.status === "running" ? { ...rested(agent, view.at), status: "paused" } : agent;
      return resting.status === "paused" ? { ...resting, keyNeededFor: this.#keyNeededFor } : resting;
    }
    const live = this.#live.items(view.replies);
    const transcript = agent.transcript.append(...live);
    const status = this.#wish !== null && agent.status !== "stopped" ? this.#wish : agent.status;
    return { ...agent, status, transcript };
  }

  /** The recording that plays or has played in this run. */
  get watch(): WatchState | null {
    const { player } = this.#parts.log.view.agent;
    const watched = player?.kind === "recording" ? player : this.#parts.watched;
    if (watched === null) return null;
    const { recordingId, title, madeBy, recordedAt } = watched;
    return { recordingId, title, madeBy, recordedAt, recording: this.#recording, speed: this.#pace.speed };
  }

  setSpeed(speed: Speed): void {
    this.#pace.speed = speed;
    this.#parts.changed();
  }

  /** Plays the run's recording, or goes on with it. @throws AppError, RecordingError */
  async play(): Promise<void> {
    if (this.#loop !== null) return await this.resume(null);
    this.#free();
    this.#starting = true;
    try {
      const { watch } = this;
      if (watch === null) throw new AppError("No recording belongs to this run.", "Choose one to watch.");
      const recording = (this.#recording ??= await this.#parts.loadRecording(watch.recordingId));
      const { id: recordingId, title, madeBy, recordedAt } = recording;
      await this.#begin({
        client: new RecordedClient(recording, this.#pace),
        player: { kind: "recording", recordingId, title, madeBy, recordedAt },
        limits: NO_LIMITS,
        price: null,
        contextTokens: null,
      });
    } finally {
      this.#starting = false;
    }
  }

  /** Tells the desk of a fact of the log. */
  heard(event: RunEvent): void {
    if (event.type === "agent-paused" && this.#wish === "pausing") this.#wish = null;
    if (event.type === "model-replied" || event.type === "model-failed") this.#live.clear();
  }

  /** A part of a reply that streams in, in the tab that owns the run. */
  follow(turn: number, part: ReplyPart): void {
    this.#live.add(turn, part);
  }

  /** Starts an agent, or has another model go on. The key is held in memory only. @throws AppError */
  async start({ baseUrl, model, format, key, limits, price }: AgentSettings): Promise<void> {
    this.#free();
    if (model.trim() === "" || baseUrl.trim() === "") {
      throw new AppError(
        "The model or its address is missing.",
        "Enter both, for instance https://openrouter.ai/api/v1.",
      );
    }
    this.#starting = true;
    try {
      const client = this.#parts.connectModel({ baseUrl: baseUrl.trim(), model: model.trim(), format, key });
      const facts = await this.#parts.lookUpModel(client.model, client.baseUrl);
      this.#key = { baseUrl: client.baseUrl, key };
      const { contextTokens } = facts;
      await this.#begin({ client, limits, price: price ?? facts.price, contextTokens });
    } finally {
      this.#starting = false;
    }
  }

  /** Ends the wait before a request is tried again. */
  retryNow(): void {
    this.#loop?.control.skipWait();
  }

  pause(): void {
    if (this.#loop === null || this.#wish !== null) return;
    this.#wish = "pausing";
    this.#loop.control.pause();
    this.#parts.changed();
  }

  /** Has work graded whose page closed before it was. It costs nothing, so nobody is asked. */
  gradeWhatIsDue(): void {
    if (!this.#parts.log.view.gradeDue) return;
    this.#parts.submit().catch((error: unknown) => this.#parts.failed(error));
  }

  /** Looks whether the key of an agent that can be taken up again is held. */
  async look(): Promise<void> {
    if (this.watch !== null && this.#recording === null) this.#look(this.watch.recordingId);
    if (this.#parts.follows || this.state.status !== "paused") return;
    const player = this.#lastPlayer();
    if (player.kind === "recording") return;
    const { baseUrl } = player;
    this.#keyNeededFor = (await this.#parts.keys.get(baseUrl)) === "" ? baseUrl : null;
  }

  /**
   * Goes on; after a reload with the same model, limits and price.
   * @param given the key of the model's endpoint, null: the one that is held
   * @throws AppError
   */
  async resume(given: string | null): Promise<void> {
    if (this.#loop !== null) {
      this.#wish = null;
      this.#loop.control.resume();
      this.#parts.changed();
      return;
    }
    const player = this.#lastPlayer();
    if (player.kind === "recording") return await this.play();
    const { model, baseUrl, price, format = "openai-chat" } = player;
    if (given !== null && given !== "") await this.#parts.keys.hold(baseUrl, given);
    const own = this.#key?.baseUrl === baseUrl ? this.#key.key : null;
    const key = given ?? own ?? (await this.#parts.keys.get(baseUrl));
    if (given === null && this.#keyNeededFor !== null && key === "") {
      throw new AppError(`The key for ${baseUrl} is no longer held.`, "Enter it, then press Resume.");
    }
    await this.start({ model, baseUrl, format, price, key, limits: this.#parts.log.view.agent.limits });
  }

  async stop(): Promise<void> {
    if (this.#loop !== null) {
      this.#wish = "stopping";
      this.#loop.control.stop();
      this.#parts.changed();
    } else if (this.state.status === "paused") {
      await this.#parts.log.append({
        type: "agent-stopped",
        reason: "told",
        message: "Stopped by the person.",
      });
    }
  }

  /** What is said reaches the model with its next request, also when it is taken up again later. */
  async say(text: string): Promise<void> {
    if (this.#loop !== null) this.#loop.control.say(text);
    else await this.#parts.log.append({ type: "person-said", text });
  }

  async setLimits(limits: RunLimits): Promise<void> {
    if (this.#loop !== null) this.#loop.control.setLimits(limits);
    else await this.#parts.log.append({ type: "limits-changed", limits });
  }

  /** Ends the loop as a closed page would: the run can be taken up again. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#loop?.abort.abort(new DOMException("The session was closed.", "AbortError"));
    await this.#loop?.done;
  }

  #lastPlayer(): Exclude<Player, { kind: "person" }> {
    const { player } = this.#parts.log.view.agent;
    if (player !== null && player.kind !== "person") return player;
    throw new AppError("No agent was at work on this run.", "Start one.");
  }

  /** What the record says is worth having also when nothing plays: results are compared with it. */
  #look(recordingId: string): void {
    this.#parts.loadRecording(recordingId).then(
      (recording) => {
        this.#recording = recording;
        this.#parts.changed();
      },
      (error: unknown) => this.#parts.failed(error),
    );
  }

  /** @throws AppError when one is at work */
  #free(): void {
    if (this.#loop === null && !this.#starting) return;
    throw new AppError("An agent is at work already.", "Stop it first, then start another.");
  }

  /** Waits for the sandbox, then lets a loop work from where the run stands. */
  async #begin(job: Omit<Job, "tools" | "prompt" | "history" | "checkpoint">): Promise<void> {
    const tools = await this.#parts.tools();
    await this.#parts.workspace.record();
    const history = await this.#parts.history();
    if (this.#closed) return;
    this.#keyNeededFor = null;
    this.#run({ ...job, ...history, tools, prompt: this.#parts.prompt });
  }

  #run(job: Job): void {
    const control = new AgentControl();
    const abort = new AbortController();
    const { log, workspace, streamed, network, keepCheckpoint, keepArtifact, describeWork } = this.#parts;
    const done = runAgent({
      ...job,
      network,
      keepCheckpoint,
      keepArtifact,
      describeWork,
      control,
      signal: abort.signal,
      record: async (fact) => {
        await workspace.record();
        return await log.append(fact);
      },
      onPart: (turn: number, part: ReplyPart) => {
        this.#live.add(turn, part);
        streamed(turn, part);
      },
    })
      .then(
        (reason) => this.#ended(reason),
        (error: unknown) => this.#broke(abort.signal.aborted ? null : error),
      )
      .catch((error: unknown) => this.#parts.failed(error));
    this.#loop = { control, abort, done };
    this.#parts.working(true);
    this.#parts.changed();
  }

  async #ended(reason: StopReason): Promise<void> {
    this.#rest();
    if (!NOT_GRADED_AFTER.includes(reason)) await this.#parts.submit();
  }

  /** The run can be taken up again once the trouble is over. */
  #broke(error: unknown): void {
    this.#rest();
    if (error !== null) throw error;
  }

  #rest(): void {
    this.#loop = null;
    this.#parts.working(false);
    this.#wish = null;
    this.#live.clear();
    this.#parts.changed();
  }
}
