// Firefox behind the few calls of Playwright that the host's tests make, over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/):
// Playwright drives only a Firefox of its own, not Debian's.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

const BOOT_MS = 60_000;

type Params = Readonly<Record<string, unknown>>;
interface Reply {
  readonly id?: number;
  readonly type: "success" | "error" | "event";
  readonly method?: string;
  readonly params?: Params;
  readonly result?: Params;
  readonly message?: string;
}

/** One BiDi session. */
class Session {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { take: (result: Params) => void; fail: (error: Error) => void }>();
  readonly #listeners = new Set<(method: string, params: Params) => void>();
  #sent = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#hear(JSON.parse(String(data)) as Reply));
    socket.addEventListener("close", () => {
      for (const { fail } of this.#waiting.values()) fail(new Error("Firefox has gone."));
      this.#waiting.clear();
    });
  }

  send(method: string, params: Params = {}): Promise<Params> {
    const id = ++this.#sent;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((take, fail) => this.#waiting.set(id, { take, fail }));
  }

  /** Hears events; returns its undo. */
  on(listener: (method: string, params: Params) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #hear({ id, type, method, params, result, message }: Reply): void {
    if (type === "event") for (const listener of this.#listeners) listener(method ?? "", params ?? {});
    const waiting = this.#waiting.get(id ?? 0);
    this.#waiting.delete(id ?? 0);
    if (type === "error") waiting?.fail(new Error(message));
    else waiting?.take(result ?? {});
  }
}

/** A page, as far as the host's tests use one. */
class FirefoxPage {
  readonly #session: Session;
  readonly #context: string;
  readonly #undo: (() => void)[] = [];

  constructor(session: Session, context: string) {
    this.#session = session;
    this.#context = context;
  }

  async goto(url: string): Promise<void> {
    await this.#session.send("browsingContext.navigate", { context: this.#context, url, wait: "complete" });
  }

  /** Calls a function in the page. What goes in and comes out is JSON. */
  async evaluate(work: (given: unknown) => unknown, given?: unknown): Promise<unknown> {
    const wrapped = `async (json) => JSON.stringify(await (${String(work)})(json === "" ? undefined : JSON.parse(json)))`;
    const answer = await this.#session.send("script.callFunction", {
      functionDeclaration: wrapped,
      arguments: [{ type: "string", value: JSON.stringify(given) ?? "" }],
      target: { context: this.#context },
      awaitPromise: true,
    });
    if (answer["type"] === "exception") {
      throw new Error(String((answer["exceptionDetails"] as { text: string }).text));
    }
    const { value } = answer["result"] as { value?: string };
    return value === undefined ? undefined : JSON.parse(value);
  }

  async waitForFunction(test: () => unknown): Promise<void> {
    const until = performance.now() + BOOT_MS;
    while (!(await this.evaluate(test))) {
      if (performance.now() > until) throw new Error(`It never came about: ${String(test)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Answers requests for one address in the server's place. */
  async route(url: string, answer: (route: Route) => Promise<void>): Promise<void> {
    const { intercept } = await this.#session.send("network.addIntercept", {
      phases: ["beforeRequestSent"],
      urlPatterns: [{ type: "string", pattern: url }],
      contexts: [this.#context],
    });
    const undo = this.#session.on((method, params) => {
      if (method !== "network.beforeRequestSent") return;
      const { intercepts = [], request } = params as { intercepts?: unknown[]; request: { request: string } };
      if (intercepts.includes(intercept)) void answer(new Route(this.#session, request.request));
    });
    this.#undo.push(undo);
  }

  async close(): Promise<void> {
    for (const undo of this.#undo) undo();
    await this.#session.send("browsingContext.close", { context: this.#context });
  }
}

class Route {
  readonly #session: Session;
  readonly #request: string;

  constructor(session: Session, request: string) {
    this.#session = session;
    this.#request = request;
  }

  async fulfill(response: { headers: Readonly<Record<string, string>>; body: string }): Promise<void> {
    await this.#session.send("network.provideResponse", {
      request: this.#request,
      statusCode: 200,
      headers: Object.entries(response.headers).map(([name, value]) => ({
        name,
        value: { type: "string", value },
      })),
      body: { type: "string", value: response.body },
    });
  }
}

/**
 * Debian's Firefox, or the one that FIREFOX names. It answers to `newPage` and `close` alone, and its pages to `goto`,
 * `evaluate`, `route`, `waitForFunction` and `close`: whatever else a test asks for is no function.
 */
export async function launchFirefox(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), "mirrorbox-firefox-"));
  const child = spawn(
    process.env["FIREFOX"] ?? "firefox-esr",
    ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "about:blank"],
    { env: { ...process.env, HOME: profile }, stdio: ["ignore", "ignore", "pipe"] },
  );
  const socket = new WebSocket(`${await addressOf(child)}/session`);
  await once(socket, "open");
  const session = new Session(socket);
  await session.send("session.new", { capabilities: {} });
  await session.send("session.subscribe", { events: ["network.beforeRequestSent"] });
  const browser = {
    newPage: async () => {
      const { context } = await session.send("browsingContext.create", { type: "tab" });
      return new FirefoxPage(session, String(context)) as unknown as Page;
    },
    close: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
  return browser as unknown as Browser;
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`Firefox did not start: ${said}`)), BOOT_MS);
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`Firefox ended: ${said}`)));
    child.stderr?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4_000);
      const address = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(late);
      resolve(address);
    });
  });
}
