// Taken before any program ran.
const { Error: AnyError } = globalThis;
const { set } = Reflect;

/** Frames of this function's own. */
const OWN_FRAMES = 2;

/**
 * Makes an error with room in its stack for the host's own frames: they do not show, and must not take the places of
 * others. Nothing of a program may run meanwhile, which could see the limit.
 *
 * @param frames how many of the host's are between the library and `work`
 */
export function withRoomForHost<T>(frames: number, work: () => T): T {
  const { stackTraceLimit } = AnyError;
  // A program may have made it read-only.
  set(AnyError, "stackTraceLimit", stackTraceLimit + frames + OWN_FRAMES);
  try {
    return work();
  } finally {
    set(AnyError, "stackTraceLimit", stackTraceLimit);
  }
}
