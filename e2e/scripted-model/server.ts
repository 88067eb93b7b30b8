import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { replyEvents } from "./reply-events.ts";
import { readScenarios, type Scenario } from "./scenarios.ts";
import { type ChatRequest, parseRequest, type Reply, type Turn } from "./wire.ts";

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
}

/** What a strict provider lets a web page send. */
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "authorization, content-type",
  "access-control-allow-private-network": "true",
};

/** Starts an OpenAI-compatible server on this computer whose models play scenarios. */
export async function startScriptedModel(options: ScriptedModelOptions = {}): Promise<ScriptedModel> {
  const scenarios = readScenarios();
  const requests: SeenRequest[] = [];
  const asked = new Map<string, number>();
  const closing = new AbortController();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const { method = "", url: path = "", headers } = request;
    requests.push({ method, path, headers, body });
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    if (method === "OPTIONS") {
      response.writeHead(204).end();
    } else if (options.key !== undefined && headers.authorization !== `Bearer ${options.key}`) {
      refuse(response, { status: 401, code: "invalid_api_key", message: "Incorrect API key provided." });
    } else if (method === "GET" && path === "/v1/models") {
      const data = Object.keys(scenarios).map((id) => ({ id, object: "model", owned_by: "mirrorbox" }));
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ object: "list", data }));
    } else if (method === "POST" && path === "/v1/chat/completions") {
      await chat(response, body);
    } else {
      refuse(response, { status: 404, message: `Nothing is at ${method} ${path}.` });
    }
  };

  const chat = async (response: ServerResponse, body: string): Promise<void> => {
    let request: ChatRequest;
    try {
      request = parseRequest(body);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      refuse(response, { status: 400, message });
      return;
    }
    const scenario: Scenario | undefined = scenarios[request.model];
    if (!scenario) {
      refuse(response, {
        status: 404,
        code: "model_not_found",
        message: `The model \`${request.model}\` does not exist.`,
      });
      return;
    }
    const conversation = JSON.stringify([request.model, request.messages]);
    const before = asked.get(conversation) ?? 0;
    asked.set(conversation, before + 1);
    const turn: Turn = scenario(request, before);
    if (turn.kind === "refuse") refuse(response, turn);
    else await stream(response, request, turn.reply, turn.kind === "cut");
  };

  const stream = async (
    response: ServerResponse,
    request: ChatRequest,
    reply: Reply,
    cut: boolean,
  ): Promise<void> => {
    const events = replyEvents(request, reply);
    const sent = cut ? events.slice(0, Math.ceil(events.length / 2)) : events;
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    for (const event of sent) {
      if (response.destroyed) return;
      response.write(`data: ${JSON.stringify(event)}\n\n`);
      await wait(reply.paceMs ?? options.paceMs ?? 2, undefined, { signal: closing.signal });
    }
    if (cut) response.destroy();
    else response.end("data: [DONE]\n\n");
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

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function refuse(
  response: ServerResponse,
  refusal: {
    readonly status: number;
    readonly message: string;
    readonly code?: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): void {
  const { status, message, code = null, headers } = refusal;
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify({ error: { message, type: "error", param: null, code } }));
}
