import { CallSite } from "./call-site.ts";
import type { Position, SourcePositions } from "./source-positions.ts";

const FILE = "node:internal/process/task_queues";
const FUNCTION = "processTicksAndRejections";

/**
 * The frame below microtasks that follow ticks: Node's library runs them itself, where here the browser does when the
 * library's function is suspended.
 *
 * @param source the library's, where `yield` stands for that call
 */
export function tickFrame(source: string, positions: SourcePositions): CallSite {
  const { line, column } = placeOfDrain(source);
  const nothing = () => null;
  const no = () => false;
  const site = {
    getColumnNumber: () => column,
    getEnclosingColumnNumber: () => 1,
    getEnclosingLineNumber: () => 1,
    getEvalOrigin: () => undefined,
    getFileName: () => FILE,
    getFunction: () => undefined,
    getFunctionName: () => FUNCTION,
    getLineNumber: () => line,
    getMethodName: () => FUNCTION,
    getPosition: () => 0,
    getPromiseIndex: nothing,
    getScriptHash: () => "",
    getScriptNameOrSourceURL: () => FILE,
    getThis: () => undefined,
    getTypeName: () => "process",
    isAsync: no,
    isConstructor: no,
    isEval: no,
    isNative: no,
    isPromiseAll: no,
    isToplevel: no,
    toString: () => `process.${FUNCTION} (${FILE}:${line}:${column})`,
  } as unknown as NodeJS.CallSite;
  return new CallSite(site, FILE, positions, undefined);
}

function placeOfDrain(source: string): Position {
  const lines = source.split("\n");
  const line = lines.findIndex((text) => text.trim() === "yield;");
  return { line: line + 1, column: (lines[line] ?? "").indexOf("yield") + 1 };
}
