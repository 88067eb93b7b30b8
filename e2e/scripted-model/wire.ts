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
}

/** What the server does with a request. */
export type Turn =
  | { readonly kind: "reply"; readonly reply: Reply }
  /** Half of the reply, then the connection breaks. */
  | { readonly kind: "cut"; readonly reply: Reply }
  | {
      readonly kind: "refuse";
      readonly status: number;
      readonly message: string;
      readonly code?: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

interface RawMessage {
  readonly role: ChatMessage["role"];
  readonly content?: string | readonly { readonly text?: string }[] | null;
  readonly tool_calls?: readonly {
    readonly id: string;
    readonly function: { readonly name: string; readonly arguments: string };
  }[];
  readonly tool_call_id?: string;
}

/** @throws Error that says what is wrong, as a strict server would. */
export function parseRequest(text: string): ChatRequest {
  const body = JSON.parse(text) as {
    readonly model?: unknown;
    readonly stream?: unknown;
    readonly messages?: readonly RawMessage[];
    readonly tools?: readonly { readonly function: { readonly name: string } }[];
    readonly stream_options?: { readonly include_usage?: boolean };
  };
  if (typeof body.model !== "string") throw new Error("model is missing");
  if (body.stream !== true) throw new Error("stream must be true");
  if (!Array.isArray(body.messages)) throw new Error("messages is missing");
  const messages = (body.messages as readonly RawMessage[]).map((message) => ({
    role: message.role,
    content:
      typeof message.content === "string"
        ? message.content
        : (message.content ?? []).map((part) => part.text ?? "").join(""),
    calls: (message.tool_calls ?? []).map((call) => ({ id: call.id, ...call.function })),
    callId: message.tool_call_id ?? "",
  }));
  checkOrder(messages);
  return {
    model: body.model,
    messages,
    tools: (body.tools ?? []).map((tool) => tool.function.name),
    includeUsage: body.stream_options?.include_usage === true,
  };
}

/** Each call needs its result before anything else is said: providers refuse other orders with 400. */
function checkOrder(messages: readonly ChatMessage[]): void {
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
