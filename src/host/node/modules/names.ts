/** Names under which compiled code finds what it needs of the host; no program uses them. */
export const EXPORTS = "$$exports";
export const IMPORTS = "$$imports";
export const META = "$$meta";
export const DEFAULT = "$$default";
/** `import()` in scripts. */
export const DYNAMIC_IMPORT = "$$import";
/** The async context of compiled code, and the variable that keeps one. */
export const FRAMES = "$$frames";
export const FRAME = "$$frame";
/** What a call of an async function keeps of its async context. */
export const KEEPER = "$$keeper";
/** What notes the states of promises. */
export const NOTES = "$$notes";
/** The account that a call of an async function keeps of itself. */
export const CALL = "$$call";
/** What code in a context of `vm` asks its host. */
export const CONTEXT = "$$context";
/** Stops code that has run for too long. */
export const TICK = "$$tick";
/** The value of a script, while it runs. */
export const VALUE = "$$value";
