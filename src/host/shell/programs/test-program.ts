import { ProgramExit, type Program } from "./program.ts";

/** `/usr/bin/test`: asks the shell that it is part of. */
export function testProgram(name: "test" | "["): Program {
  return async (context) => {
    const status = await context.builtin([name, ...context.args]);
    if (status > 2) throw new ProgramExit(status);
    return status;
  };
}
