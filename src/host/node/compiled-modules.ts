// Taken before any program ran.
const { structuredClone } = globalThis;
const { customSections } = WebAssembly.Module;
const { apply } = Reflect;
const { shift } = Array.prototype;

/** So many of what was compiled last are kept. */
const KEPT = 4;

/**
 * Keeps the machine code of WebAssembly modules from being thrown away between two programs: as long as somebody holds a
 * module, the browser does not compile the same bytes again. Nobody gets to see what is held here; it is a copy of the
 * program's own object, without what the program may have put on it.
 */
export class CompiledModules {
  readonly #kept: WebAssembly.Module[] = [];

  /** @param result of `WebAssembly.compile` or `instantiate` */
  note(result: unknown): void {
    try {
      const module = (result as { module?: WebAssembly.Module }).module ?? (result as WebAssembly.Module);
      // Throws unless it is one.
      customSections(module, "");
      this.#kept[this.#kept.length] = structuredClone(module);
      if (this.#kept.length > KEPT) apply(shift, this.#kept, []);
    } catch {
      // An instance of a module that was compiled before: nothing to keep.
    }
  }
}
