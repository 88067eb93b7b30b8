/**
 * Words used here: an *operation* is one thing that can be done to files, described once for its synchronous, callback
 * and promise form; a *request* is the object through which a callback or promise form answers.
 */
import type { MakeBinding } from "../../binding.ts";
import { values, type Path } from "../values.ts";
import { copyOperations } from "./copy.ts";
import { dataOperations } from "./data.ts";
import { fileHandle } from "./file-handle.ts";
import { moduleQuestions } from "./modules.ts";
import { needsToOpen, operations } from "./operation.ts";
import { pathOperations } from "./paths.ts";
import { statFields } from "./stats.ts";
import { statWatcher } from "./stat-watcher.ts";

export { operations, READS } from "./operation.ts";

/** `internalBinding('fs')`. */
export const fsBinding: MakeBinding = (context) => {
  const { define, FSReqCallback, usePromises } = operations(context);
  const { path: text } = values(context);
  const data = dataOperations(context);
  const FileHandle = fileHandle(context, data.close);
  return {
    kFsStatsFieldsNumber: statFields,
    kUsePromises: usePromises,
    FSReqCallback,
    FileHandle,
    StatWatcher: statWatcher(context),
    openFileHandle: define({
      syscall: "open",
      needs: (_path: Path, flags: number) => needsToOpen(flags),
      request: 3,
      path: 0,
      run: (path: Path, flags: number, mode: number) =>
        new FileHandle(context.sys.open(text(path), flags, mode)),
    }),
    ...data.binding,
    ...pathOperations(context),
    ...copyOperations(context),
    ...moduleQuestions(context),
  };
};
