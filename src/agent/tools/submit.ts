import { SUBMIT_GATE_PERCENT, submitClosedBecause } from "../../core/scoring.ts";
import type { Tally } from "../../core/verdict.ts";
import type { Tool } from "../tool.ts";
import { defineTool } from "./arguments.ts";

/** With more than this share of the budget left, a submission with failing cases is sent back once. */
const MOST_OF_BUDGET = 0.5;

/** How the answer to a submission that was sent back begins; the loop recognises it in the log. */
export const SENT_BACK = "Not yet:";

/** How all visible cases stand on the files as they are; a run of them that is still fresh will do. */
export type CountVisibleCases = (signal: AbortSignal) => Promise<Tally>;

/**
 * Hands the work in. The files are graded by whoever started the run once the loop has ended with `submitted`; nothing
 * about hidden cases is known here.
 */
export function submitTool(countVisible: CountVisibleCases): Tool {
  const tool = defineTool(
    {
      name: "submit",
      description: `Hand in the program as it is now. This ends your work, and it is graded on the visible cases and on hidden ones. Refused while fewer than ${SUBMIT_GATE_PERCENT} % of the visible cases pass.`,
      parameters: { type: "object", properties: {}, additionalProperties: false },
    },
    async (_, signal, context) => {
      const tally = await countVisible(signal);
      const closed = submitClosedBecause(tally);
      if (closed !== null) return { output: `Refused. ${closed}`, failed: true };
      const { passed, total } = tally;
      const counts = `${passed} of ${total} visible cases pass`;
      if (passed < total && context.budgetLeft > MOST_OF_BUDGET && !context.sentBack) {
        const left = Math.floor(context.budgetLeft * 100);
        return {
          output: `${SENT_BACK} ${counts}, and ${left} % of your budget is left. A program is solved only when every case passes, hidden ones too. Fix what fails, try edge cases against \`reference\`, then submit again. A second submission is taken as it is.`,
          failed: true,
        };
      }
      return { output: `Submitted: ${counts}.`, failed: false, ends: true };
    },
  );
  return { ...tool, repeatable: true };
}
