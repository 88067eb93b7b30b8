/**
 * A *sandbox* is a computer that lives in the page: files, and programs that run on them. A *machine* is a sandbox
 * straight on our own host, which can also run programs side by side in copies of its files (*isolated runs*).
 */
export * from "./sandbox.ts";
export { bootWebContainer, type BootOptions } from "./webcontainer.ts";
export { openMachines, type OpenMachinesOptions } from "./machine.ts";
