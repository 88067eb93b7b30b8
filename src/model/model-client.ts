import type { NativeReply, ToolCall, Usage, WireFormat } from "../core/event.ts";

/** One message of a conversation, independent of any wire format. */
export type Message =
  | { readonly role: "system" | "user"; readonly text: string }
  | {
      readonly role: "assistant";
      readonly text: string;
      readonly reasoning: string;
      readonly toolCalls: readonly ToolCall[];
      /** Sent back by a client of the same format, left out by others. */
      readonly native?: NativeReply;
    }
  | { readonly role: "tool"; readonly callId: string; readonly text: string };

/** A tool as the model is told of it. `parameters` is a JSON Schema object. */
export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ModelRequest {
  readonly messages: readonly Message[];
  readonly tools: readonly ToolSpec[];
  readonly maxOutputTokens: number;
  readonly signal: AbortSignal;
}

/** What arrives while a reply is streamed. */
export type ReplyPart =
  | { readonly type: "text"; readonly delta: string }
  | { readonly type: "reasoning"; readonly delta: string }
  /** `index` tells parallel calls apart; `name` comes once, `argumentsDelta` in pieces. */
  | {
      readonly type: "tool-call";
      readonly index: number;
      readonly name?: string;
      readonly argumentsDelta: string;
    };

export interface ModelReply {
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  /** What the model wants to see again as it came; absent when it has nothing of the kind. */
  readonly native?: NativeReply;
  readonly usage: Usage;
  /** US dollars where the provider reports them. */
  readonly cost: number | null;
  readonly finish: "stop" | "tool-calls" | "length" | "refusal";
}

/** Why a model call failed, in the caller's terms. */
export type FaultKind =
  | "unreachable"
  | "unauthorized"
  | "no-credit"
  | "forbidden"
  | "not-found"
  | "bad-request"
  | "too-large"
  | "rate-limited"
  | "server"
  | "cut"
  | "silent"
  | "malformed";

/** A refused or broken model call is a value, not an exception. An abort rejects with the signal's reason. */
export interface ModelFault {
  readonly kind: FaultKind;
  readonly status: number | null;
  /** What happened, in one sentence. Never holds the key. */
  readonly message: string;
  /** What the person can do. */
  readonly remedy: string;
  readonly retryable: boolean;
  /** The provider's own wish, in milliseconds. */
  readonly retryAfterMs: number | null;
  /** What had been used when the stream broke; a lower bound. */
  readonly usage: Usage | null;
}

export type ModelAnswer =
  { readonly ok: true; readonly reply: ModelReply } | { readonly ok: false; readonly fault: ModelFault };

/** One model at one endpoint. */
export interface ModelClient {
  readonly model: string;
  readonly baseUrl: string;
  readonly format: WireFormat;
  /** Streams a reply; `onPart` is called as parts arrive. One attempt: retries are the caller's. */
  ask(request: ModelRequest, onPart: (part: ReplyPart) => void): Promise<ModelAnswer>;
}
