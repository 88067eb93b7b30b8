/** How long a tab that just closed may take to let go. */
const WAIT_MS = 1_500;

const nameOf = (runId: string): string => `mirrorbox-run-${runId}`;

/**
 * Makes this tab the only one that writes a run. Returns what lets go of it, or null when another tab has it.
 */
export async function lockRun(locks: LockManager, runId: string): Promise<(() => void) | null> {
  // Asked without a time limit first: a busy browser answers late, and that is no other tab.
  const free = await holdIfFree(locks, runId);
  if (free !== null) return free;
  try {
    return await hold(locks, runId, AbortSignal.timeout(WAIT_MS));
  } catch (error) {
    // The time-out is the answer; a lock that was once held cannot time out.
    if (error instanceof DOMException && error.name === "TimeoutError") return null;
    throw error;
  }
}

/**
 * Waits until the tab that has the run lets go of it or is gone, however it went. Returns what lets go of it.
 * Rejects with the signal's reason when it is aborted before.
 */
export function awaitRun(locks: LockManager, runId: string, signal: AbortSignal): Promise<() => void> {
  return hold(locks, runId, signal);
}

async function holdIfFree(locks: LockManager, runId: string): Promise<(() => void) | null> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  return await new Promise((resolve, reject) => {
    locks
      .request(nameOf(runId), { ifAvailable: true }, (lock) => {
        resolve(lock === null ? null : release);
        return lock === null ? undefined : held;
      })
      .catch((error: unknown) => reject(error as Error));
  });
}

async function hold(locks: LockManager, runId: string, signal: AbortSignal): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  return await new Promise((resolve, reject) => {
    locks
      .request(nameOf(runId), { signal }, () => {
        resolve(release);
        return held;
      })
      .catch((error: unknown) => reject(error as Error));
  });
}
