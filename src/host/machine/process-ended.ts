/** What leaves a program in a worker that goes on without it. */
export class ProcessEnded extends Error {
  override readonly name = "ProcessEnded";
  readonly #brand = true;

  /** Without running anything of the program, whose proxy the value may be. */
  static is(value: unknown): boolean {
    return typeof value === "object" && value !== null && #brand in value && value.#brand;
  }
}
