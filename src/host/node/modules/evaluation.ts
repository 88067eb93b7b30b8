/** V8's `Module::Status`. */
export const STATUS = {
  uninstantiated: 0,
  instantiating: 1,
  instantiated: 2,
  evaluating: 3,
  evaluated: 4,
  errored: 5,
} as const;

/** A module as far as evaluation cares. */
export interface Evaluated {
  readonly url: string;
  readonly evaluation: Evaluation;
  /** What has to be evaluated first. */
  readonly needs: readonly Evaluated[];
  readonly hasTopLevelAwait: boolean;
  /** What runs this module's own code; gives a promise when its top level awaits. */
  step(): Step;
}

/** What evaluation needs from the realm. */
export interface EvaluationHooks {
  /** Calls one of both once the promise is settled. What waits for the result does not show in async stacks. */
  readonly settled: (
    record: Evaluated,
    promise: Promise<unknown>,
    done: () => void,
    failed: (error: unknown) => void,
  ) => void;
  /** A promise with its two ends. */
  readonly capability: () => Capability;
  /** Counts the modules that became asynchronous in this realm. */
  readonly nextOrder: () => number;
}

export interface Capability {
  readonly promise: Promise<undefined>;
  readonly resolve: (value: undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** How far the evaluation of one module is (the fields of a cyclic module record, ECMA-262 16.2.1.6). */
export class Evaluation {
  state: "linked" | "evaluating" | "evaluating-async" | "evaluated" = "linked";
  /** Set when it threw; the error itself may be undefined. */
  failure: { readonly error: unknown } | null = null;
  index = 0;
  ancestorIndex = 0;
  root: Evaluated | null = null;
  /** When it became asynchronous, while it is. */
  order: number | null = null;
  pending = 0;
  readonly parents: Evaluated[] = [];
  capability: Capability | null = null;
}

/** A call of a module's code, which is made by whoever drives the evaluation. */
export interface Step {
  readonly code: Function;
  readonly self: unknown;
  readonly values: readonly unknown[];
}

/** Yields each call of code and is resumed with its result; returns the promise of the end, or null after a good one. */
export type Steps = Generator<Step, Promise<undefined> | null, unknown>;

/**
 * Evaluates a module and what it needs: Evaluate of ECMA-262 16.2.1.6.1.3. Code is called by the driver, so that few
 * frames of the host take the places of others in a stack trace.
 *
 * @throws what a module threw before anything awaited
 */
export function* evaluate(given: Evaluated, hooks: EvaluationHooks): Steps {
  const own = given.evaluation;
  const record = own.state === "linked" || own.state === "evaluating" ? given : (own.root ?? given);
  const { evaluation } = record;
  if (evaluation.failure) throw evaluation.failure.error;
  if (evaluation.capability) return evaluation.capability.promise;
  if (evaluation.state === "evaluated" || evaluation.state === "evaluating") return null;
  if (evaluation.state === "linked") {
    const stack: Evaluated[] = [];
    try {
      yield* evaluateInner(record, stack, 0, hooks);
    } catch (error) {
      for (const open of stack) fail(open, error);
      throw error;
    }
  }
  if (evaluation.order === null) return null;
  return (evaluation.capability ??= hooks.capability()).promise;
}

function fail({ evaluation }: Evaluated, error: unknown): void {
  evaluation.state = "evaluated";
  evaluation.failure = { error };
}

function* evaluateInner(
  record: Evaluated,
  stack: Evaluated[],
  index: number,
  hooks: EvaluationHooks,
): Generator<Step, number, unknown> {
  const own = record.evaluation;
  if (own.failure) throw own.failure.error;
  if (own.state !== "linked") return index;
  own.state = "evaluating";
  own.index = own.ancestorIndex = index;
  let next = index + 1;
  stack.push(record);
  for (const link of record.needs) {
    next = yield* evaluateInner(link, stack, next, hooks);
    let required = link;
    if (link.evaluation.state === "evaluating")
      own.ancestorIndex = Math.min(own.ancestorIndex, link.evaluation.ancestorIndex);
    else {
      required = link.evaluation.root ?? link;
      if (required.evaluation.failure) throw required.evaluation.failure.error;
    }
    if (required.evaluation.order !== null) {
      own.pending++;
      required.evaluation.parents.push(record);
    }
  }
  if (own.pending > 0 || record.hasTopLevelAwait) {
    own.order = hooks.nextOrder();
    if (own.pending === 0) watch(record, yield record.step(), hooks);
  } else yield record.step();
  if (own.ancestorIndex === own.index) {
    for (let open = stack.pop(); open; open = stack.pop()) {
      open.evaluation.state = open.evaluation.order === null ? "evaluated" : "evaluating-async";
      open.evaluation.root = record;
      if (open === record) break;
    }
  }
  return next;
}

/** Goes on when a module whose top level awaits has ended. */
function watch(record: Evaluated, result: unknown, hooks: EvaluationHooks): void {
  hooks.settled(
    record,
    result as Promise<unknown>,
    () => fulfilled(record, hooks),
    (error) => rejected(record, error),
  );
}

function run({ code, self, values }: Step): unknown {
  return Reflect.apply(code, self, values);
}

function end(record: Evaluated): void {
  const { evaluation } = record;
  evaluation.order = null;
  evaluation.state = "evaluated";
  evaluation.capability?.resolve(undefined);
}

function fulfilled(record: Evaluated, hooks: EvaluationHooks): void {
  if (record.evaluation.state === "evaluated") return;
  const ready: { readonly parent: Evaluated; readonly order: number }[] = [];
  gather(record, ready);
  end(record);
  for (const { parent } of ready.sort((a, b) => a.order - b.order)) {
    if (parent.evaluation.state === "evaluated") continue;
    if (parent.hasTopLevelAwait) watch(parent, run(parent.step()), hooks);
    else executeReady(parent);
  }
}

function executeReady(record: Evaluated): void {
  try {
    run(record.step());
  } catch (error) {
    return rejected(record, error);
  }
  end(record);
}

/** The modules that waited for nothing else: GatherAvailableAncestors. */
function gather(record: Evaluated, into: { readonly parent: Evaluated; readonly order: number }[]): void {
  for (const parent of record.evaluation.parents) {
    const { evaluation } = parent;
    if (into.some((entry) => entry.parent === parent) || evaluation.root?.evaluation.failure) continue;
    if (--evaluation.pending > 0) continue;
    into.push({ parent, order: evaluation.order ?? 0 });
    if (!parent.hasTopLevelAwait) gather(parent, into);
  }
}

function rejected(record: Evaluated, error: unknown): void {
  const { evaluation } = record;
  if (evaluation.state === "evaluated") return;
  evaluation.order = null;
  fail(record, error);
  for (const parent of evaluation.parents) rejected(parent, error);
  evaluation.capability?.reject(error);
}

/** V8's `Module::Status` of a module that is at least linked. */
export function statusOf({ state, failure }: Evaluation): number | null {
  if (failure) return STATUS.errored;
  if (state === "linked") return null;
  return state === "evaluating" ? STATUS.evaluating : STATUS.evaluated;
}
