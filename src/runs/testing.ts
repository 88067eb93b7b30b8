/** Stores on the browser storage that the Node of the tests plays, and a run to put into them. */
import { IDBFactory } from "fake-indexeddb";
import type { RunFact } from "../core/event.ts";
import { type OpenRunStore, openRunStore, StoreError } from "./index.ts";

export const NO_LIMITS = { dollars: null, tokens: null, turns: null, ms: null };
export const HEADER = {
  id: "run-1",
  taskId: "lines",
  taskVersion: "1",
  player: { kind: "person" },
  createdAt: 1000,
  title: "lines by hand",
} as const;
export const STARTED: RunFact = {
  type: "run-started",
  taskId: "lines",
  taskVersion: "1",
  player: { kind: "person" },
  limits: NO_LIMITS,
};
export const said = (text: string): RunFact => ({ type: "person-said", text });

const opened: OpenRunStore[] = [];

/** A store that `closeStores` closes. */
export async function openStore(factory = new IDBFactory(), now?: () => number): Promise<OpenRunStore> {
  const store = await openRunStore({ factory, ...(now && { now }) });
  opened.push(store);
  return store;
}

/** To be called after each test. */
export function closeStores(): void {
  for (const store of opened.splice(0)) store.close();
}

/** The StoreError, with a remedy, that a promise rejects with. @throws Error when it does not */
export async function fault(promise: Promise<unknown>): Promise<StoreError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StoreError)) throw new Error(`not a StoreError: ${String(error)}`);
  if (error.remedy === "") throw new Error(`a StoreError without a remedy: ${error.message}`);
  return error;
}

/** A run with a few events and files. */
export async function sample(store: OpenRunStore): Promise<void> {
  await store.create(HEADER);
  await store.append("run-1", STARTED);
  await store.append("run-1", said("häagen 🍦"));
  await store.saveFile("run-1", "main.js", "console.log(1)\r\n");
  await store.saveFile("run-1", "lib/__proto__", "odd name");
}

/** The connections that are opened to a browser's storage from now on, as they come. */
export function watchConnections(factory: IDBFactory): readonly IDBDatabase[] {
  const connections: IDBDatabase[] = [];
  const open = factory.open.bind(factory);
  factory.open = (...asked) => {
    const request = open(...asked);
    request.addEventListener("success", () => connections.push(request.result));
    return request;
  };
  return connections;
}
