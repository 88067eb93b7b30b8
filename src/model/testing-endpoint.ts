/** Endpoints for tests: real servers that answer as they are told, and what a client makes of it. */
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect } from "vitest";
import { connectModel, type ModelAnswer, type ModelRequest, type ReplyPart } from "./index.ts";

export const KEY = "sk-planted-0123456789";

export interface Seen {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A real server that answers each request with the next of these. */
export async function serve(
  ...answers: ReadonlyArray<(response: ServerResponse) => void>
): Promise<{ baseUrl: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const body = JSON.parse(text || "{}") as Record<string, unknown>;
      seen.push({ url: request.url ?? "", headers: request.headers, body });
      (answers[seen.length - 1] ?? answers.at(-1))?.(response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, seen };
}

export const events =
  (...chunks: readonly unknown[]) =>
  (response: ServerResponse): void => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const chunk of chunks) {
      response.write(`data: ${typeof chunk === "string" ? chunk : JSON.stringify(chunk)}\n\n`);
    }
    response.end();
  };
export const DONE = "[DONE]";
export const delta = (content: unknown, finish: string | null = null): unknown => ({
  choices: [{ index: 0, delta: content, finish_reason: finish }],
});
export const usage = { choices: [], usage: { prompt_tokens: 100, completion_tokens: 7, total_tokens: 107 } };
export const refuse =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
export const good = events(delta({ content: "ok" }, "stop"), usage, DONE);

export const request = (over: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [
    { role: "system", text: "You rebuild programs." },
    { role: "user", text: "Begin." },
  ],
  tools: [{ name: "bash", description: "Runs a command.", parameters: { type: "object" } }],
  maxOutputTokens: 1000,
  signal: new AbortController().signal,
  ...over,
});

export async function ask(
  baseUrl: string,
  over: Partial<ModelRequest> = {},
  watch = { firstMs: 2_000, silenceMs: 2_000 },
): Promise<{ answer: ModelAnswer; parts: ReplyPart[] }> {
  const parts: ReplyPart[] = [];
  const client = connectModel({ baseUrl, model: "m-1", key: KEY, watch });
  const answer = await client.ask(request(over), (part) => parts.push(part));
  expect(JSON.stringify(answer)).not.toContain("planted");
  return { answer, parts };
}

export function replyOf(answer: ModelAnswer): Extract<ModelAnswer, { ok: true }>["reply"] {
  if (!answer.ok) throw new Error(answer.fault.message);
  return answer.reply;
}
export function faultOf(answer: ModelAnswer): Extract<ModelAnswer, { ok: false }>["fault"] {
  if (answer.ok) throw new Error(`a reply: ${answer.reply.text}`);
  expect(answer.fault.remedy).not.toBe("");
  return answer.fault;
}
