import type { ChatRequest, Turn } from "./wire.ts";

const calling = (name: string, args: Readonly<Record<string, unknown>>): Turn => ({
  kind: "reply",
  reply: { calls: [{ name, arguments: args }] },
});

/** Two turns: looks once, then submits. */
export function errand(request: ChatRequest): Turn {
  const called = request.messages.some((message) => message.calls.length > 0);
  return called ? calling("submit", {}) : calling("look", {});
}

/** The second turn of an errand meets what `fault` does, once; a fault that needs a change goes with the next request. */
export function faultyErrand(
  fault: (request: ChatRequest, asked: number) => Turn,
): (request: ChatRequest, asked: number) => Turn {
  let met = false;
  return (request, asked) => {
    const called = request.messages.some((message) => message.calls.length > 0);
    if (!called || met) return errand(request);
    met = true;
    return fault(request, asked);
  };
}

/** Tokens that the window of `walker` holds. */
export const WALKER_WINDOW = 12_000;
export const WALKER_STEPS = 290;

/**
 * Walks many steps and then submits. It knows how far it came only from what it is shown, and its endpoint refuses a
 * conversation that is longer than its window, as real ones do.
 */
export function walker(request: ChatRequest): Turn {
  const text = JSON.stringify(request.messages);
  if (text.length / 4 > WALKER_WINDOW) {
    const message = `This model's maximum context length is ${WALKER_WINDOW} tokens. Please reduce the length of the messages.`;
    return { kind: "refuse", status: 400, code: "context_length_exceeded", message };
  }
  const steps = [...text.matchAll(/\bstep (\d+)\b/g)].map((match) => Number(match[1]));
  const done = Math.max(0, ...steps);
  if (text.includes("Write a summary for yourself")) {
    return { kind: "reply", reply: { text: `I came to step ${done}.` } };
  }
  return done >= WALKER_STEPS ? calling("submit", {}) : calling("walk", { n: done + 1 });
}
