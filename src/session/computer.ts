import {
  SandboxError,
  type ExecRequest,
  type ExecResult,
  type FileTree,
  type Sandbox,
} from "../sandbox/index.ts";
import type { Forbidden } from "../core/task.ts";
import { AppError } from "./app.ts";
import { FORBIDDEN, forbiddenScript } from "./forbidden-script.ts";
import { LaidFiles } from "./laid-files.ts";
import { ReferenceDesk, type RunReference } from "./reference-desk.ts";
import { BIN, REFERENCE_SCRIPT } from "./reference-script.ts";
import type { SandboxState, TerminalLink } from "./session.ts";
import type { Workspace } from "./workspace.ts";

export interface ComputerParts {
  readonly runtime: "embedded" | "stackblitz";
  readonly boot: (signal: AbortSignal) => Promise<Sandbox>;
  readonly workspace: Workspace;
  /** Laid into the sandbox beside the solution: manual and visible cases. */
  readonly beside: FileTree;
  /** What the solution may not use, so that the shells tell it, too. */
  readonly forbidden: Forbidden;
  readonly reference: RunReference;
  readonly changed: (state: SandboxState) => void;
  /** Something beside the sandbox itself failed while it was set up. */
  readonly failed: (error: unknown) => void;
}

/** The original's command as shells call it. */
const COMMAND = `${BIN}/reference`;

interface Running {
  readonly sandbox: Sandbox;
  readonly desk: ReferenceDesk;
  /**
   * What shells get beside their own environment: PATH with the app's commands in front, and what a solution may not
   * use. Settles once the commands can be run.
   */
  readonly env: Promise<Readonly<Record<string, string>>>;
}

/** The sandbox of a session: boots it, lays the files in, offers shells; starts anew when told. */
export class Computer {
  readonly #parts: ComputerParts;
  #state: SandboxState = { status: "booting", since: Date.now() };
  #control = new AbortController();
  #running: Promise<Running> | null = null;

  constructor(parts: ComputerParts) {
    this.#parts = parts;
  }

  get state(): SandboxState {
    return this.#state;
  }

  /** Boots, or boots anew. A failure is the state `failed`, not a rejection. */
  async start(): Promise<void> {
    await this.stop();
    this.#control = new AbortController();
    this.#set({ status: "booting", since: Date.now() });
    const { signal } = this.#control;
    const running = this.#boot(signal);
    this.#running = running;
    try {
      await running;
      this.#set({ status: "ready", runtime: this.#parts.runtime });
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  /** The sandbox, once it has booted. @throws AppError when it has not come up */
  async sandbox(): Promise<Sandbox> {
    return (await this.#up()).sandbox;
  }

  /** Runs a program with the app's commands at hand. @throws AppError, SandboxError as `Sandbox.exec` does */
  async exec(request: ExecRequest): Promise<ExecResult> {
    const { sandbox, env } = await this.#up();
    return await this.#noticing(sandbox.exec({ ...request, env: { ...(await env), ...request.env } }));
  }

  async openTerminal(size: { readonly cols: number; readonly rows: number }): Promise<TerminalLink> {
    const { sandbox, env } = await this.#up();
    const shell = this.#parts.runtime === "stackblitz" ? "jsh" : "bash";
    const options = { terminal: size, env: await env };
    const process = await this.#noticing(sandbox.spawn(shell, [], options));
    return {
      onOutput: (listener) => process.onOutput(listener),
      write: (input) => process.write(input),
      resize: (next) => process.resize(next),
      exit: process.exit,
      close: () => process.kill(),
    };
  }

  /** Takes note of an error of the running sandbox: when it is gone, it is shown as failed. */
  broke(error: unknown): void {
    if (error instanceof SandboxError && error.code === "GONE") this.#fail(error);
    else this.#parts.failed(error);
  }

  async stop(): Promise<void> {
    this.#control.abort(new SandboxError("GONE", "The sandbox was closed.", "Start it again."));
    const running = this.#running;
    this.#running = null;
    this.#parts.workspace.detach();
    if (running === null) return;
    const [end] = await Promise.allSettled([running]);
    if (end.status === "rejected") return;
    end.value.desk.close();
    await end.value.sandbox.dispose();
  }

  async #boot(signal: AbortSignal): Promise<Running> {
    const sandbox = await this.#parts.boot(signal);
    try {
      signal.throwIfAborted();
      const { beside, forbidden, workspace } = this.#parts;
      const desk = new ReferenceDesk(sandbox, this.#parts.reference);
      const tree = { ...beside, [FORBIDDEN]: forbiddenScript(forbidden), [COMMAND]: REFERENCE_SCRIPT };
      const again = async (paths: readonly string[]): Promise<void> => {
        if (!paths.includes(COMMAND)) return;
        await desk.open();
        await allowCommands(sandbox);
      };
      const laid = new LaidFiles(sandbox, tree, again, (error) => {
        if (!signal.aborted) this.#parts.failed(error);
      });
      signal.addEventListener("abort", () => laid.close(), { once: true });
      await laid.lay();
      await workspace.attach(sandbox, (path) => laid.touch(path));
      await desk.open();
      const env = allowCommands(sandbox).then((path) => {
        const { modules, globals } = forbidden;
        const none = modules.length + globals.length === 0;
        return { PATH: path, ...(none ? {} : { NODE_OPTIONS: `--require "${sandbox.cwd}/${FORBIDDEN}"` }) };
      });
      env.catch((error: unknown) => {
        if (!signal.aborted) this.#parts.failed(error);
      });
      return { sandbox, desk, env };
    } catch (error) {
      this.#parts.workspace.detach();
      await sandbox.dispose();
      throw error;
    }
  }

  async #up(): Promise<Running> {
    if (this.#running === null || this.#state.status === "failed") {
      throw new AppError("The sandbox is not running.", "Start it again, then repeat this.");
    }
    return await this.#running;
  }

  /** Passes a result on; shows the sandbox as failed when it turns out to be gone. */
  async #noticing<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof SandboxError && error.code === "GONE") this.#fail(error);
      throw error;
    }
  }

  #fail(error: unknown): void {
    // Files go on in documents and store; a new sandbox gets them as they are then.
    this.#parts.workspace.detach();
    const known = error instanceof SandboxError || error instanceof AppError;
    const message = error instanceof Error ? error.message : String(error);
    const remedy =
      known && error.remedy !== "" ? error.remedy : "Start the sandbox again, or reload the page.";
    this.#set({ status: "failed", message, remedy });
  }

  #set(state: SandboxState): void {
    this.#state = state;
    this.#parts.changed(state);
  }
}

/**
 * Makes the app's commands executable (the published client has no chmod), and returns the PATH that leads to them: the
 * host's own, which only a program in it knows, with theirs in front.
 */
async function allowCommands(sandbox: Sandbox): Promise<string> {
  const program = `require("fs").chmodSync("${COMMAND}", 0o755); process.stdout.write(process.env.PATH || "")`;
  const result = await sandbox.exec({ argv: ["node", "-e", program] });
  if (result.code !== 0) {
    const why = new TextDecoder().decode(result.stderr);
    throw new AppError(
      `The command reference could not be set up: ${why}`,
      "Use the Reference panel, or restart the sandbox.",
    );
  }
  return `${sandbox.cwd}/${BIN}:${new TextDecoder().decode(result.stdout)}`;
}
