/**
 * The *doctor* tries a key before it is trusted with a run: for a few tokens it looks at a plain reply, a streamed tool
 * call and a refusal, and where nothing comes through it finds out why.
 */
import type { Price, Usage } from "../core/event.ts";
import { connectModel, type ModelSettings } from "./connect.ts";
import { type Advice, adviceFor, unreachableAdvice } from "./doctor-words.ts";
import { isLoopback, parseEndpoint } from "./endpoint.ts";
import type { Message, ModelAnswer, ReplyPart, ToolSpec } from "./model-client.ts";
import { priceOf } from "./prices.ts";

export type CheckName = "reply" | "tool" | "refusal";

export interface CheckStep {
  readonly name: CheckName;
  readonly state: "waiting" | "running" | "passed" | "warning" | "failed" | "skipped";
  /** What was found, in one sentence; "" before. */
  readonly found: string;
  /** What to change; "" when nothing. */
  readonly remedy: string;
}

export interface CheckReport {
  readonly steps: readonly CheckStep[];
  readonly done: boolean;
  /** What it cost so far: US dollars, null when the price is not known. */
  readonly dollars: number | null;
  readonly tokens: number;
}

/** Room for a model that reasons before it speaks; it bills what it uses. */
const OUTPUT_TOKENS = 2_048;
const WATCH = { firstMs: 60_000, silenceMs: 30_000 };
const PROBE_MS = 8_000;
const WORD = "mirror";
const NO_MODEL = "mirrorbox-no-such-model";

const TOOL: ToolSpec = {
  name: "say_word",
  description: "Says a word aloud.",
  parameters: { type: "object", properties: { word: { type: "string" } }, required: ["word"] },
};

interface Heard {
  readonly answer: ModelAnswer;
  readonly parts: readonly ReplyPart[];
  readonly ms: number;
}

/**
 * Checks an endpoint; `onReport` is told after each step. Resolves to the last report, whatever was found.
 * An abort rejects with the signal's reason.
 */
export async function examine(
  settings: ModelSettings,
  price: Price | null,
  onReport: (report: CheckReport) => void,
  signal: AbortSignal,
): Promise<CheckReport> {
  return new Examination(settings, price, onReport, signal).run();
}

class Examination {
  readonly #settings: ModelSettings;
  readonly #price: Price | null;
  readonly #onReport: (report: CheckReport) => void;
  readonly #signal: AbortSignal;
  #steps: readonly CheckStep[] = (["reply", "tool", "refusal"] as const).map((name) => ({
    name,
    state: "waiting",
    found: "",
    remedy: "",
  }));
  #used: Usage[] = [];
  #billed: number | null = null;

  constructor(
    settings: ModelSettings,
    price: Price | null,
    onReport: (report: CheckReport) => void,
    signal: AbortSignal,
  ) {
    this.#settings = { ...settings, watch: WATCH };
    this.#price = price;
    this.#onReport = onReport;
    this.#signal = signal;
  }

  async run(): Promise<CheckReport> {
    const replies = await this.#reply();
    if (replies) {
      await this.#tool();
      await this.#refusal();
    } else {
      this.#set("tool", { state: "skipped", found: "Not tried: there is no reply to build on.", remedy: "" });
      this.#set("refusal", { state: "skipped", found: "Not tried.", remedy: "" });
    }
    const report = this.#report(true);
    this.#onReport(report);
    return report;
  }

  async #reply(): Promise<boolean> {
    const { answer, ms } = await this.#ask("reply", `Answer with the one word: ${WORD}`, []);
    if (!answer.ok) {
      const unreachable = answer.fault.kind === "unreachable";
      this.#set("reply", {
        state: "failed",
        ...(unreachable ? await this.#whyUnreachable() : adviceFor(answer.fault, this.#settings)),
      });
      return false;
    }
    const { reply } = answer;
    const seconds = (ms / 1_000).toFixed(1);
    if (reply.text.trim() === "" && reply.reasoning === "") {
      this.#set("reply", {
        state: "failed",
        found: "The model sent an empty reply.",
        remedy: "Choose another model; this one may not be made for conversations.",
      });
      return false;
    }
    if (!reply.usage.exact) {
      this.#set("reply", {
        state: "warning",
        found: `A reply came in ${seconds} s, but without a count of its tokens.`,
        remedy: "What a run costs will be a lower bound; limit its turns or its time as well.",
      });
    } else {
      this.#set("reply", { state: "passed", found: `A reply came in ${seconds} s.`, remedy: "" });
    }
    return true;
  }

  async #tool(): Promise<void> {
    const { answer, parts } = await this.#ask(
      "tool",
      `Use the tool ${TOOL.name} with the word “${WORD}”, and say nothing else.`,
      [TOOL],
    );
    if (!answer.ok) {
      this.#set("tool", { state: "failed", ...adviceFor(answer.fault, this.#settings, true) });
      return;
    }
    const [call] = answer.reply.toolCalls;
    if (call?.name !== TOOL.name) {
      this.#set("tool", {
        state: "failed",
        found: "The model answered in words and did not use the tool it was given.",
        remedy: "Choose a model that can call tools; without them it cannot work on a program.",
      });
      return;
    }
    if (!call.arguments.includes(WORD)) {
      this.#set("tool", {
        state: "warning",
        found: "The model used the tool, but with other arguments than it was asked for.",
        remedy: "It may be too small for this work; try a stronger model.",
      });
      return;
    }
    const streamed = parts.some((part) => part.type === "tool-call");
    this.#set("tool", {
      state: streamed ? "passed" : "warning",
      found: streamed ? "A tool call was streamed as it should be." : "A tool call came, but not streamed.",
      remedy: "",
    });
  }

  /** Asks for a model that does not exist: it costs nothing, and shows whether refusals can be read. */
  async #refusal(): Promise<void> {
    const { answer } = await this.#ask("refusal", "Hello", [], NO_MODEL);
    if (answer.ok) {
      this.#set("refusal", {
        state: "passed",
        found: "It answers whatever model is named, as some servers with a single model do.",
        remedy: "",
      });
    } else if (answer.fault.kind === "unreachable") {
      this.#set("refusal", {
        state: "warning",
        found:
          "Its refusals cannot be read from a web page, so a bad key or a limit looks like a lost connection.",
        remedy:
          "Nothing to change; when a run stops for its connection, look at the provider's own page too.",
      });
    } else {
      const status = answer.fault.status === null ? "" : ` (${answer.fault.status})`;
      this.#set("refusal", { state: "passed", found: `Its refusals can be read${status}.`, remedy: "" });
    }
  }

  async #ask(
    name: CheckName,
    text: string,
    tools: readonly ToolSpec[],
    model = this.#settings.model,
  ): Promise<Heard> {
    this.#set(name, { state: "running", found: "", remedy: "" });
    const parts: ReplyPart[] = [];
    const messages: readonly Message[] = [
      { role: "system", text: "You are asked to show that you work." },
      { role: "user", text },
    ];
    const started = performance.now();
    const answer = await connectModel({ ...this.#settings, model }).ask(
      { messages, tools, maxOutputTokens: OUTPUT_TOKENS, signal: this.#signal },
      (part) => parts.push(part),
    );
    const usage = answer.ok ? answer.reply.usage : answer.fault.usage;
    if (usage) this.#used.push(usage);
    if (answer.ok && answer.reply.cost !== null) this.#billed = (this.#billed ?? 0) + answer.reply.cost;
    return { answer, parts, ms: performance.now() - started };
  }

  /** Asks without a key whether anything is there at all; the browser hides the answer, but not that there is one. */
  async #whyUnreachable(): Promise<Advice> {
    const endpoint = parseEndpoint(this.#settings.baseUrl);
    if (!endpoint) return unreachableAdvice("nowhere", "");
    const { origin, protocol } = endpoint.url;
    const loopback = isLoopback(endpoint.url);
    if (globalThis.navigator?.onLine === false && !loopback) return unreachableAdvice("offline", origin);
    const secure = globalThis.location?.protocol === "https:";
    if (secure && protocol === "http:" && !loopback) return unreachableAdvice("mixed", origin);
    // A plain read needs no leave to send a key: where it comes through, it is the key and the JSON that are refused.
    const readable = await this.#comesThrough(`${endpoint.text}/models`, "cors");
    const there = readable || (await this.#comesThrough(endpoint.text, "no-cors"));
    if (there) return unreachableAdvice(loopback ? "local-cors" : "cors", origin);
    // An isolated page is not even told whether something was there.
    if (globalThis.crossOriginIsolated) {
      return unreachableAdvice(loopback ? "local-or-cors" : "silent-or-cors", origin);
    }
    return unreachableAdvice(loopback ? "local" : "silent", origin);
  }

  async #comesThrough(url: string, mode: RequestMode): Promise<boolean> {
    try {
      await fetch(url, {
        mode,
        credentials: "omit",
        referrerPolicy: "no-referrer",
        cache: "no-store",
        signal: AbortSignal.any([this.#signal, AbortSignal.timeout(PROBE_MS)]),
      });
      return true;
    } catch {
      this.#signal.throwIfAborted();
      // Whatever the reason, nothing came through: that is what is told.
      return false;
    }
  }

  #set(name: CheckName, change: Omit<CheckStep, "name">): void {
    this.#steps = this.#steps.map((step) => (step.name === name ? { name, ...change } : step));
    this.#onReport(this.#report(false));
  }

  #report(done: boolean): CheckReport {
    const tokens = this.#used.reduce(
      (sum, { input, cacheRead, cacheWrite, output }) => sum + input + cacheRead + cacheWrite + output,
      0,
    );
    const price = this.#price;
    const counted = price && this.#used.reduce((sum, usage) => sum + priceOf(usage, price), 0);
    return { steps: this.#steps, done, tokens, dollars: this.#billed ?? counted };
  }
}
