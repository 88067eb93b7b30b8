import type { ToolCall } from "../core/event.ts";
import type { ReplyPart } from "./model-client.ts";
import type { WireToolCall } from "./chat-wire.ts";

interface Part {
  index: number;
  id: string;
  name: string;
  text: string;
}

/** Puts parallel tool calls together from pieces, as providers really send them. */
export class ToolCallParts {
  readonly #parts: Part[] = [];
  readonly #taken: Set<string>;

  /** `taken`: ids of earlier calls of the conversation; a provider that counts anew each turn gets new ones. */
  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  get characters(): number {
    return this.#parts.reduce((sum, part) => sum + part.name.length + part.text.length, 0);
  }

  get any(): boolean {
    return this.#parts.length > 0;
  }

  add(piece: WireToolCall): ReplyPart {
    const name = piece.function?.name ?? "";
    const given = piece.function?.arguments;
    // Some send the arguments as an object instead of its JSON.
    const delta = typeof given === "string" ? given : given == null ? "" : JSON.stringify(given);
    const part = this.#partFor(piece, name);
    part.id ||= piece.id ?? "";
    const firstName = part.name === "" && name !== "";
    if (firstName) part.name = name;
    part.text += delta;
    const index = this.#parts.indexOf(part);
    return firstName
      ? { type: "tool-call", index, name, argumentsDelta: delta }
      : { type: "tool-call", index, argumentsDelta: delta };
  }

  /** The finished calls, each with an id of its own. */
  calls(): ToolCall[] {
    return this.#parts.map((part) => ({
      id: this.#ownId(part.id),
      name: part.name,
      arguments: repaired(part.text),
    }));
  }

  #partFor(piece: WireToolCall, name: string): Part {
    const last = this.#parts.at(-1);
    const known =
      typeof piece.index === "number"
        ? this.#parts.findLast((part) => part.index === piece.index)
        : (this.#parts.find((part) => part.id !== "" && part.id === piece.id) ?? last);
    // Gemini numbers every call 0: another id together with a name is another call.
    const another = known && name !== "" && piece.id && known.id !== "" && known.id !== piece.id;
    if (known && !another) return known;
    // The last brace of a call may come under the next number, without name and id.
    if (!known && last && name === "" && !piece.id) return last;
    const part = { index: piece.index ?? this.#parts.length, id: "", name: "", text: "" };
    this.#parts.push(part);
    return part;
  }

  #ownId(id: string): string {
    const own = id !== "" && !this.#taken.has(id) ? id : `call_${crypto.randomUUID().replaceAll("-", "")}`;
    this.#taken.add(own);
    return own;
  }
}

/** Arguments as sent, less what some servers put behind them (`{}""`); an empty text is an empty object. */
function repaired(text: string): string {
  if (text.trim() === "") return "{}";
  if (isJson(text)) return text;
  const trimmed = text.replace(/["\s]+$/, "");
  return isJson(trimmed) ? trimmed : text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
