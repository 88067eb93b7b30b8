import type { Message } from "../model/index.ts";
import { lengthOf } from "./conversation.ts";

/** A tool's output, or a call, where it is shortened. */
const SHORT = 800;
/** Calls that a summary which no model wrote tells of. */
const CALLS_TOLD = 30;

export const SUMMARY_REQUEST = `[notice] The conversation is about to be cut to make room. Write a summary for yourself with which you can go on as if you had read all of it. Do not call a tool; answer with text alone, in at most about 1,500 words:
- what is done, and how the program is built (files, main functions, decisions);
- what you found out about the original's behaviour that the docs do not say, with exact examples;
- which visible cases still fail and why, as far as you know;
- what you tried that did not work;
- what to do next, step by step.`;

/**
 * The request for a summary. At first the whole conversation goes with it, which the provider has in its cache; when
 * that is refused as too long, a shortened one: outputs clipped, the oldest turns left out.
 */
export function summaryRequest(messages: readonly Message[], shortened: boolean): readonly Message[] {
  const ask: Message = { role: "user", text: SUMMARY_REQUEST };
  return shortened ? [...shorten(messages), ask] : [...messages, ask];
}

/** The prompt and the newest part: at most half of the conversation's characters. */
function shorten(messages: readonly Message[]): readonly Message[] {
  const [prompt, ...rest] = messages;
  if (!prompt) return [];
  const room = messages.reduce((sum, message) => sum + lengthOf(message), 0) / 2 - lengthOf(prompt);
  const short = rest.map((message) =>
    message.role === "tool" ? { ...message, text: cut(message.text) } : message,
  );
  let from = short.length;
  let used = 0;
  for (let at = short.length - 1; at >= 0; at -= 1) {
    const message = short[at];
    if (!message) break;
    used += lengthOf(message);
    if (used > room) break;
    // A result never stands without the reply that asked for it.
    if (message.role !== "tool") from = at;
  }
  return [prompt, { role: "user", text: "[notice] Earlier messages are left out." }, ...short.slice(from)];
}

/** What stands in for a summary when the model cannot be asked for one: the newest calls, as they were made. */
export function plainSummary(messages: readonly Message[]): string {
  const calls = messages.flatMap((message) => (message.role === "assistant" ? message.toolCalls : []));
  const told = calls.slice(-CALLS_TOLD).map((call) => `- ${call.name} ${cut(call.arguments)}`);
  const before = messages.flatMap((message) =>
    message.role === "user" ? [...message.text.matchAll(/<summary>\n([^]*?)\n<\/summary>/g)] : [],
  );
  const earlier = before.at(-1)?.[1];
  return [
    "(The conversation no longer fitted into the window, and no summary of it could be had. Look at the files before you go on.)",
    ...(earlier === undefined ? [] : [`An earlier summary said:\n${earlier.slice(0, 8_000)}`]),
    ...(told.length === 0 ? [] : [`Your last calls:\n${told.join("\n")}`]),
  ].join("\n\n");
}

function cut(text: string): string {
  return text.length <= SHORT ? text : `${text.slice(0, SHORT / 2)}\n[…]\n${text.slice(-SHORT / 2)}`;
}
