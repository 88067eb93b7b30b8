/**
 * The order of a reply's parts, kept in `NativeReply.items`: what only its model can read stands there as it came, and
 * text and calls as references to the reply's own, which would else be kept twice.
 */
import type { NativeReply, ToolCall, WireFormat } from "../core/event.ts";
import type { Message } from "./model-client.ts";

export interface TextItem {
  readonly mirrorbox: "text";
  /** How much of the reply's text, from where the item before ended. */
  readonly characters: number;
  /** Fields of the wire's own that go back with it. */
  readonly with?: Readonly<Record<string, unknown>>;
}
export interface CallItem {
  readonly mirrorbox: "call";
  readonly index: number;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** A part of an earlier reply, in the order in which the model made them. */
export type Part =
  | { readonly kind: "opaque"; readonly value: unknown }
  | { readonly kind: "text"; readonly text: string; readonly with: Readonly<Record<string, unknown>> }
  | { readonly kind: "call"; readonly call: ToolCall; readonly with: Readonly<Record<string, unknown>> };

type Reply = Extract<Message, { role: "assistant" }>;

/** The parts of a reply: in the model's own order when the format's items are there, else text before calls. */
export function partsOf(reply: Reply, format: WireFormat | null): readonly Part[] {
  const parts = reply.native?.format === format ? ordered(reply, reply.native) : null;
  if (parts) return parts;
  return [
    ...(reply.text === "" ? [] : [{ kind: "text" as const, text: reply.text, with: {} }]),
    ...reply.toolCalls.map((call) => ({ kind: "call" as const, call, with: {} })),
  ];
}

/** Null when the items do not add up to the reply: they were changed on their way. */
function ordered(reply: Reply, native: NativeReply): readonly Part[] | null {
  const parts: Part[] = [];
  let at = 0;
  let calls = 0;
  for (const item of native.items) {
    const own = item as Partial<Omit<TextItem, "mirrorbox"> & Omit<CallItem, "mirrorbox">> & {
      readonly mirrorbox?: unknown;
    };
    if (own.mirrorbox === "text") {
      const end = at + (own.characters ?? 0);
      parts.push({ kind: "text", text: reply.text.slice(at, end), with: own.with ?? {} });
      at = end;
    } else if (own.mirrorbox === "call") {
      const call = reply.toolCalls[own.index ?? -1];
      if (!call) return null;
      calls += 1;
      parts.push({ kind: "call", call, with: own.with ?? {} });
    } else {
      parts.push({ kind: "opaque", value: item });
    }
  }
  return at === reply.text.length && calls === reply.toolCalls.length ? parts : null;
}
