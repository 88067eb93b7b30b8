import { agentPrompt } from "../agent/index.ts";
import { openReference } from "../reference/index.ts";
import type { Task } from "../core/task.ts";
import { StoreError, type RunHeader, type RunStore } from "../runs/index.ts";
import { SandboxError } from "../sandbox/index.ts";
import { AgentDesk, type KeyRing } from "./agent-desk.ts";
import { makeTools } from "./agent-tools.ts";
import { AppError } from "./app.ts";
import type { AppParts } from "./app-parts.ts";
import { layBeside } from "./beside.ts";
import { CaseRuns } from "./case-runs.ts";
import { Computer } from "./computer.ts";
import { FileVerbs } from "./file-verbs.ts";
import { LastWords } from "./last-words.ts";
import { LiveSender } from "./live-run.ts";
import { RunLog } from "./log.ts";
import { describeWork, loopKeeping } from "./loop-keeping.ts";
import { isCancelled, Notices, noticeOf } from "./notices.ts";
import { lockRun } from "./run-lock.ts";
import { RunSession } from "./run-session.ts";
import type { Notice, SandboxState, SessionState } from "./session.ts";
import { StateCell } from "./state-cell.ts";
import { StorageWatch } from "./storage-watch.ts";
import { Follower } from "./follower.ts";
import { Workspace } from "./workspace.ts";

export interface OpenRequest {
  readonly parts: AppParts;
  readonly store: RunStore;
  readonly task: Task;
  readonly header: RunHeader;
  readonly runtime: "embedded" | "stackblitz";
  readonly keys: KeyRing;
  /** Lets go of the run, where this tab has it already; null: it is asked for. */
  readonly held: (() => void) | null;
}

/** Opens a run: reads what is kept, and boots its sandbox in the background. */
export async function openSession(request: OpenRequest): Promise<RunSession> {
  const { parts, store, task, header } = request;
  const runId = header.id;
  const [docs, cases, release] = await Promise.all([
    parts.catalog.docs(task),
    parts.catalog.visibleCases(task),
    request.held ?? lockRun(parts.browser.locks, runId),
  ]);
  const lookOnly =
    release === null
      ? new AppError(
          "This run is open in another tab, and you watch it here.",
          "When that tab is closed, this one takes over by itself.",
        )
      : null;
  try {
    const saved = await store.files(runId);
    const cell = new StateCell(() => compose());
    const notices = new Notices(() => cell.update());
    let paths: readonly string[] | null = null;

    let restoring = false;
    /** The browser has thrown away its storage, and only this tab still knows of the run. */
    const restore = async (): Promise<void> => {
      if (restoring || lookOnly !== null) return;
      restoring = true;
      try {
        const isWhole = await log.restore(header);
        await workspace.storeAnew(isWhole ? log.view.files : {});
        notices.raise("restored", restored(isWhole));
      } catch (error) {
        notices.raise("store", noticeOf(error, "storage"));
      } finally {
        restoring = false;
      }
    };
    const failed = (error: unknown): void => {
      if (error instanceof StoreError && error.fault === "emptied") void restore();
      if (error instanceof SandboxError) computer.broke(error);
      else notices.raise("store", noticeOf(error, "storage"));
    };
    const lastWords = new LastWords(parts.browser.localStorage, runId);
    const line = lookOnly === null ? new LiveSender(parts.browser.openChannel, runId) : null;
    const log = await RunLog.open({
      store,
      runId,
      emptied: () => void restore(),
      changed: (event) => {
        agent.heard(event);
        if (line !== null) line.send({ type: "news" });
        else if (event.type === "file-changed") workspace.follow(event.path, event.content, event.by);
        else if (event.type === "file-renamed") {
          workspace.follow(event.to, log.view.files[event.to] ?? null, event.by);
          workspace.follow(event.from, null, event.by);
        }
        cell.update();
      },
    });
    if (lookOnly === null) log.checkpoint();
    const storage = new StorageWatch(parts.browser.storage, (warning) => {
      if (warning === null) notices.clear("storage");
      else notices.raise("storage", warning);
    });
    const workspace = new Workspace({
      runId,
      store,
      readOnly: lookOnly !== null,
      append: (fact) => log.append(fact),
      changed: (what) => {
        if (what === "list") paths = null;
        cell.update();
      },
      failed,
      recovered: (what) => {
        notices.clear(what);
        // What was left is in the store by now, or newer text is.
        if (what === "store") lastWords.leave(workspace.unsaved());
      },
      leave: (unsaved) => lastWords.leave(unsaved),
    });
    const beside = layBeside(docs, cases);
    const reference = openReference(parts.machines, parts.catalog, task);
    const computer = new Computer({
      runtime: request.runtime,
      boot: (signal) => parts.bootSandbox(request.runtime, signal),
      workspace,
      beside,
      forbidden: task.forbidden,
      reference: (question, signal) => reference.run(question, signal),
      changed: () => cell.update(),
      failed: (error) => notices.raise("sandbox", noticeOf(error, "sandbox")),
    });
    const caseRuns = new CaseRuns({
      task,
      cases,
      catalog: parts.catalog,
      machines: parts.machines,
      workspace,
      log,
      follows: lookOnly !== null,
      changed: () => cell.update(),
      leftOut: (paths) => {
        if (paths.length === 0) notices.clear("left-out");
        else notices.raise("left-out", leftOut(paths));
      },
      progressed: () => cell.updateSoon(),
    });
    const agent = new AgentDesk({
      log,
      workspace,
      connectModel: parts.connectModel,
      lookUpModel: parts.lookUpModel,
      keys: request.keys,
      loadRecording: (id) => parts.recordings.load(id),
      watched: header.player.kind === "recording" ? header.player : null,
      prompt: agentPrompt({ task }),
      tools: () => makeTools({ cases, beside, computer, workspace, caseRuns, reference }),
      follows: lookOnly !== null,
      network: parts.browser.network,
      ...loopKeeping(store, runId),
      describeWork: () => Promise.resolve(describeWork(workspace.documents.texts(), log.view)),
      working: (works) => (works ? storage.start() : storage.stop()),
      submit: () => caseRuns.submit("agent"),
      changed: () => cell.update(),
      streamed: (turn, part) => {
        line?.send({ type: "part", turn, part });
        cell.updateSoon();
      },
      failed: (error) => {
        if (isCancelled(error)) return;
        if (error instanceof StoreError) notices.raise("store", noticeOf(error, "storage"));
        notices.raise("failed:agent", error instanceof StoreError ? UNRECORDED : noticeOf(error, "agent"));
      },
    });

    const fixed = { runId, task, docs, cases, readOnly: lookOnly !== null };
    const follower =
      lookOnly === null
        ? null
        : new Follower(parts.browser, runId, {
            ownerGone: () => cell.update(),
            news: () => void log.catchUp().catch(failed),
            part: (turn, part) => {
              agent.follow(turn, part);
              cell.updateSoon();
            },
          });
    const compose = (): SessionState => ({
      ...fixed,
      ownerGone: follower?.ownerGone ?? false,
      sandbox: lookOnly === null ? computer.state : otherTab(lookOnly),
      paths: (paths ??= workspace.documents.paths()),
      caseRun: caseRuns.cases,
      submit:
        lookOnly === null ? caseRuns.submission : { ...caseRuns.submission, closedBecause: lookOnly.message },
      agent: agent.state,
      watch: agent.watch,
      notices: notices.list,
    });

    await agent.look();
    workspace.load(saved, lastWords.read(), log.view.files);
    for (const notice of openingNotices(task, header, log, lookOnly)) {
      // A warning asks for something, and goes once that is done.
      if (notice.level === "warning") notices.raise(`opening:${notice.place}`, notice);
      else notices.add(notice);
    }
    let stay = (): void => undefined;
    if (lookOnly === null) {
      stay = parts.browser.onLeave(() => lastWords.leave(workspace.unsaved()));
      // What the last page left goes into the store; only then is it given up here.
      workspace.save().then(() => lastWords.clear(), failed);
      void computer.start();
      agent.gradeWhatIsDue();
    }
    return new RunSession({
      runId,
      lookOnly,
      cell,
      notices,
      store,
      log,
      workspace,
      files: new FileVerbs(workspace),
      computer,
      caseRuns,
      agent,
      reference,
      handOver: () => follower?.handOver() ?? null,
      release: () => {
        stay();
        storage.stop();
        line?.close();
        follower?.close();
        release?.();
      },
    });
  } catch (error) {
    release?.();
    throw error;
  }
}

function leftOut(paths: readonly string[]): Omit<Notice, "id"> {
  return {
    level: "info",
    message: `Not text or over 2 MB, so not part of the solution: ${paths.slice(0, 5).join(", ")}${paths.length > 5 ? " …" : ""}`,
    remedy: "Keep what your program needs in text files, for instance as base64.",
    place: "files",
  };
}

function restored(isWhole: boolean): Omit<Notice, "id"> {
  return {
    level: "warning",
    message: isWhole
      ? "The browser had lost what it stored. This run is stored again."
      : "The browser had lost what it stored. This run's files and figures are stored again; what led to them is gone.",
    remedy: "Free space on the disk. Other runs may be gone: import them where you exported them.",
    place: "page",
  };
}

const UNRECORDED: Omit<Notice, "id"> = {
  level: "warning",
  message: "The agent is paused, because its work could not be recorded.",
  remedy: "Make room in the storage, then press Resume.",
  place: "agent",
};

function otherTab({ message, remedy }: AppError): SandboxState {
  return { status: "failed", message, remedy };
}

/** What a person should know about the run that is opened. */
function openingNotices(
  task: Task,
  header: RunHeader,
  log: RunLog,
  lookOnly: AppError | null,
): Omit<Notice, "id">[] {
  if (lookOnly !== null) {
    return [{ level: "warning", message: lookOnly.message, remedy: lookOnly.remedy, place: "page" }];
  }
  const notices: Omit<Notice, "id">[] = [];
  if (log.view.agent.status === "running") {
    notices.push({
      level: "warning",
      message: "The page closed while the agent was at work. It is paused, and nothing is lost.",
      remedy: "Press Resume to go on, or Stop to end its run.",
      place: "agent",
    });
  }
  if (log.view.grading && !log.view.gradeDue) {
    notices.push({
      level: "warning",
      message: "The page closed while a submission was graded, so it has no verdict.",
      remedy: "Submit again.",
      place: "cases",
    });
  }
  if (header.taskVersion !== task.version && header.events > 0) {
    notices.push({
      level: "info",
      message: "The cases or the manual of this program changed since this run began.",
      remedy: "Run the visible cases again, or start a new run.",
      place: "cases",
    });
  }
  return notices;
}
