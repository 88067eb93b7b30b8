import type { Program } from "../program.ts";
import { BASICS } from "./basics.ts";
import { INPUT } from "./input.ts";
import { EXIT } from "./exit.ts";
import { OUTPUT } from "./output.ts";
import { MODULES } from "./modules.ts";
import { FILES } from "./files.ts";
import { LIBRARY } from "./library.ts";
import { TEST_RUNNER } from "./test-runner.ts";
import { PROCESSES } from "./processes.ts";
import { COMMAND_LINE } from "./command-line.ts";
import { TYPESCRIPT } from "./typescript.ts";
import { STOPPING } from "./stopping.ts";
import { LEAKS } from "./leaks.ts";

export const PROGRAMS: readonly Program[] = [
  ...BASICS,
  ...INPUT,
  ...EXIT,
  ...OUTPUT,
  ...MODULES,
  ...FILES,
  ...LIBRARY,
  ...TEST_RUNNER,
  ...PROCESSES,
  ...COMMAND_LINE,
  ...TYPESCRIPT,
  ...STOPPING,
  ...LEAKS,
];
