/** A failure as a person needs it: what happened, and what to do. */
export interface Fault {
  readonly message: string;
  readonly remedy: string;
}

/** Reads any thrown value. Errors of the rooms carry a `remedy`; others get the given one. */
export function faultOf(error: unknown, remedy: string): Fault {
  if (error instanceof Error) {
    const own = "remedy" in error && typeof error.remedy === "string" ? error.remedy : "";
    return { message: error.message, remedy: own === "" ? remedy : own };
  }
  return { message: String(error), remedy };
}
