import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { chatFormat } from "./chat-format.ts";
import { messagesFormat } from "./messages-format.ts";
import { responsesFormat } from "./responses-format.ts";
import { readScenarios, scenarioOf } from "./scenarios.ts";
import type { ChatRequest, Format, Refusal, StreamEvent, Turn } from "./wire.ts";

/** A request as it came, for tests to look at. */
interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface ScriptedModel {
  /** Base URL, for instance `http://127.0.0.1:6600/v1`. */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  close(): Promise<void>;
}

interface ScriptedModelOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** When given, every other key is refused with 401. */
  readonly key?: string;
  /** Milliseconds between two events of a stream, where the scenario has no pace of its own; default 2. */
  readonly paceMs?: number;
  /** Whether web pages may ask: "errors-hidden" as some providers do, who leave CORS out of their refusals. */
  readonly cors?: "open" | "errors-hidden" | "closed";
}

const FORMATS = [chatFormat, responsesFormat, messagesFormat];
type Dropped = Extract<Turn, { readonly reply: unknown }>;

/** Starts a server on this computer that speaks three wire formats and whose models play scenarios. */
export async function startScriptedModel(options: ScriptedModelOptions = {}): Promise<ScriptedModel> {
  const scenarios = readScenarios();
  const requests: SeenRequest[] = [];
  const asked = new Map<string, number>();
  /** Scenarios that were asked for: one that happens once must know that it did. */
  const playing = new Map<string, NonNullable<ReturnType<typeof scenarioOf>>>();
  const closing = new AbortController();
  const { cors = "open" } = options;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const { method = "", url: path = "", headers } = request;
    requests.push({ method, path, headers, body });
    const format = FORMATS.find((one) => one.path === path) ?? formatOf(headers);
    if (cors !== "closed") allow(response, format);
    if (method === "OPTIONS") {
      response.writeHead(204).end();
    } else if (options.key !== undefined && format.key(headers) !== options.key) {
      refuse(response, format, {
        status: 401,
        code: "invalid_api_key",
        message: "Incorrect API key provided.",
      });
    } else if (method === "GET" && path.replace(/\?.*/, "") === "/v1/models") {
      const data = Object.keys(scenarios).map((id) => ({ id, object: "model", owned_by: "mirrorbox" }));
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ object: "list", data }));
    } else if (method === "POST" && format.path === path) {
      await answer(response, format, body, headers);
    } else {
      refuse(response, format, { status: 404, message: `Nothing is at ${method} ${path}.` });
    }
  };

  const refuse = (response: ServerResponse, format: Format, refusal: Refusal): void => {
    if (cors === "errors-hidden") response.removeHeader("access-control-allow-origin");
    response.writeHead(refusal.status, { "content-type": "application/json", ...refusal.headers });
    response.end(JSON.stringify(format.refusal(refusal)));
  };

  const answer = async (
    response: ServerResponse,
    format: Format,
    body: string,
    headers: SeenRequest["headers"],
  ): Promise<void> => {
    let request: ChatRequest;
    try {
      request = format.parse(body, headers);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      refuse(response, format, { status: 400, message });
      return;
    }
    const scenario = playing.get(request.model) ?? scenarioOf(scenarios, request.model);
    if (scenario) playing.set(request.model, scenario);
    if (!scenario) {
      const message = `The model \`${request.model}\` does not exist.`;
      refuse(response, format, { status: 404, code: "model_not_found", message });
      return;
    }
    const conversation = JSON.stringify([request.model, request.messages]);
    const before = asked.get(conversation) ?? 0;
    asked.set(conversation, before + 1);
    const turn = scenario(request, before);
    if (turn.kind === "refuse") refuse(response, format, turn);
    else await stream(response, format, format.events(request, turn.reply), turn);
  };

  const stream = async (
    response: ServerResponse,
    format: Format,
    events: readonly StreamEvent[],
    turn: Dropped,
  ): Promise<void> => {
    const whole = turn.kind === "reply";
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const pace = turn.reply.paceMs ?? options.paceMs ?? 2;
    for (const event of whole ? events : events.slice(0, Math.ceil(events.length / 2))) {
      if (response.destroyed) return;
      response.write(written(event));
      if (pace > 0) await wait(pace, undefined, { signal: closing.signal });
    }
    if (whole) {
      response.end(format.endMark);
    } else if (turn.kind === "cut") {
      // What was written must be out before the connection breaks.
      await new Promise<void>((resolve) => response.write(": about to break\n\n", () => resolve()));
      response.destroy();
    } else if (turn.kind === "unended") {
      response.end();
    } else if (turn.kind === "malformed") {
      response.end(`event: ${events[0]?.name ?? "message"}\ndata: {"nope\n\n${format.endMark}`);
    } else if (turn.kind === "broken") {
      response.end(written(format.error(turn.message, turn.code)));
    }
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    async close() {
      closing.abort();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** What a strict provider lets a web page send. */
function allow(response: ServerResponse, format: Format): void {
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-allow-methods", "GET, POST");
  response.setHeader("access-control-allow-headers", format.headers.join(", "));
  response.setHeader("access-control-allow-private-network", "true");
}

/** A path that all formats share belongs to the one whose headers are sent or announced. */
function formatOf(headers: SeenRequest["headers"]): Format {
  const announced = String(headers["access-control-request-headers"] ?? "");
  return "anthropic-version" in headers || announced.includes("anthropic-version")
    ? messagesFormat
    : chatFormat;
}

function written(event: StreamEvent): string {
  return `${event.name === undefined ? "" : `event: ${event.name}\n`}data: ${JSON.stringify(event.data)}\n\n`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
