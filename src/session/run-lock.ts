/** How long a tab that just closed may take to let go. */
const WAIT_MS = 1_500;

/**
 * Makes this tab the only one that writes a run. Returns what lets go of it, or null when another tab has it.
 */
export async function lockRun(locks: LockManager, runId: string): Promise<(() => void) | null> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  return await new Promise((resolve, reject) => {
    locks
      .request(`mirrorbox-run-${runId}`, { signal: AbortSignal.timeout(WAIT_MS) }, () => {
        resolve(release);
        return held;
      })
      .catch((error: unknown) => {
        // The time-out is the answer; a lock that was once held cannot time out.
        if (error instanceof DOMException && error.name === "TimeoutError") resolve(null);
        else reject(error as Error);
      });
  });
}
