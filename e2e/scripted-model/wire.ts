import { createHash } from "node:crypto";

/** A request as a scenario sees it. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content: string;
  readonly calls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  readonly callId: string;
}

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly string[];
  readonly includeUsage: boolean;
  /** Whether the format has the provider look into its cache: Messages does only where cache points are set. */
  readonly cached: boolean;
}

export interface Call {
  readonly name: string;
  /** An object is sent as its JSON; a string as it is. */
  readonly arguments: Readonly<Record<string, unknown>> | string;
}

export interface Reply {
  readonly text?: string;
  readonly reasoning?: string;
  readonly calls?: readonly Call[];
  /** Milliseconds between two events. */
  readonly paceMs?: number;
  readonly finish?: "length" | "refusal";
  /** Something that only this server can read, and wants back as it came. */
  readonly secret?: string;
  /** Default: counted from the characters. */
  readonly usage?: Tokens;
}

/** Tokens by tier; they do not overlap, whatever the format makes of it. */
export interface Tokens {
  readonly fresh: number;
  readonly read: number;
  readonly written: number;
  /** Reasoning included. */
  readonly output: number;
  readonly reasoning: number;
}

/** What the server does with a request. */
export type Turn =
  | { readonly kind: "reply"; readonly reply: Reply }
  /** Half of the reply, then the connection breaks. */
  | { readonly kind: "cut"; readonly reply: Reply }
  /** Half of the reply, then the stream ends as if it were whole, but without an end mark. */
  | { readonly kind: "unended"; readonly reply: Reply }
  /** Half of the reply, then nothing more; the connection stays. */
  | { readonly kind: "silent"; readonly reply: Reply }
  /** Half of the reply, then an event that is no JSON. */
  | { readonly kind: "malformed"; readonly reply: Reply }
  /** Half of the reply, then an error inside the stream. */
  | { readonly kind: "broken"; readonly reply: Reply; readonly message: string; readonly code: string }
  | ({ readonly kind: "refuse" } & Refusal);

export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One event of a stream; `name` where the format names its events. */
export interface StreamEvent {
  readonly name?: string;
  readonly data: unknown;
}

/** What one wire format has of its own. */
export interface Format {
  readonly path: string;
  /** Request headers that a web page may send. */
  readonly headers: readonly string[];
  /** The key of a request, "" when it has none. */
  key(headers: Readonly<Record<string, string | string[] | undefined>>): string;
  /** @throws Error that says what is wrong, as a strict server would. */
  parse(text: string, headers: Readonly<Record<string, string | string[] | undefined>>): ChatRequest;
  events(request: ChatRequest, reply: Reply): readonly StreamEvent[];
  /** What is sent behind the last event, "" when nothing is. */
  readonly endMark: string;
  /** The body of a refusal. */
  refusal(refusal: Refusal): unknown;
  /** An error inside a stream. */
  error(message: string, code: string): StreamEvent;
}

/** The key of a request. */
export function bearer(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  return /^Bearer (.*)$/.exec(String(headers["authorization"] ?? ""))?.[1] ?? "";
}

/** A message without calls. */
export function said(role: ChatMessage["role"], content: string): ChatMessage {
  return { role, content, calls: [], callId: "" };
}

export const TEXT_PIECE = 24;
export const ARGUMENTS_PIECE = 60;

/** A text in small parts; a very long one in no more than some thousands. */
export function pieces(text: string, size: number): string[] {
  const characters = Math.max(size, Math.ceil(text.length / 4_096));
  return text.match(new RegExp(`[^]{1,${characters}}`, "gu")) ?? [];
}

/** The calls of a reply, with the ids that this conversation gives them. */
export function callsOf(
  request: ChatRequest,
  reply: Reply,
): readonly { readonly id: string; readonly name: string; readonly text: string }[] {
  return (reply.calls ?? []).map((call, index) => ({
    id: `call_${request.messages.length}_${index}`,
    name: call.name,
    text: typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments),
  }));
}

const tokens = (characters: number): number => Math.ceil(characters / 4);

/** Counted from the characters: all but the last message is found in the cache, as for a real provider. */
export function tokensOf(request: ChatRequest, reply: Reply): Tokens {
  if (reply.usage) return reply.usage;
  const sizes = request.messages.map((message) => JSON.stringify(message).length);
  const prompt = tokens(sizes.reduce((sum, size) => sum + size, 0));
  const before = tokens(sizes.slice(0, -1).reduce((sum, size) => sum + size, 0));
  const read = request.cached ? Math.min(before, prompt) : 0;
  const reasoning = tokens((reply.reasoning ?? "").length);
  const said = tokens((reply.text ?? "").length + JSON.stringify(reply.calls ?? []).length);
  return { fresh: prompt - read, read, written: 0, output: reasoning + said, reasoning };
}

const sealOf = (secret: string): string => createHash("sha256").update(`scripted ${secret}`).digest("hex");

/** What only this server can read. */
export function seal(secret: string): string {
  return `${Buffer.from(secret).toString("base64")}.${sealOf(secret)}`;
}

/** @throws Error when it is not what this server sealed */
export function checkSeal(sealed: unknown): void {
  const [text = "", mark = ""] = typeof sealed === "string" ? sealed.split(".") : [];
  if (sealOf(Buffer.from(text, "base64").toString()) !== mark) {
    throw new Error("invalid signature: the encrypted content could not be verified");
  }
}

/** Each call needs its result before anything else is said: providers refuse other orders with 400. */
export function checkOrder(messages: readonly ChatMessage[]): void {
  let open: string[] = [];
  for (const [index, message] of messages.entries()) {
    if (message.role === "tool") {
      if (!open.includes(message.callId))
        throw new Error(`messages.${index}: no open call ${message.callId}`);
      open = open.filter((id) => id !== message.callId);
      continue;
    }
    if (open.length > 0) throw new Error(`messages.${index}: tool calls without results: ${open.join(", ")}`);
    open = message.calls.map((call) => call.id);
    for (const call of message.calls) JSON.parse(call.arguments);
  }
  if (open.length > 0) throw new Error(`tool calls without results: ${open.join(", ")}`);
}
