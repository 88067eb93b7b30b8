import type { Answer, Arguments } from "./answer.ts";
import { CALL_TABLE } from "./calls.ts";
import { MOST_CHANGES, type Ask, type Foresight } from "./foresight.ts";
import type { Kernel } from "./kernel.ts";
import { PipeReader, PipeWriter } from "./pipe.ts";
import { Process } from "./process.ts";
import { findDir } from "./walk.ts";
import { OUTPUT_BYTES, type CallName, type StartAids } from "./wire.ts";

/** File systems of up to so many inodes are copied to try something out. */
const COPIED = 2000;

/** What spares one of the owner's programs calls. `foresight`: who remembers earlier runs; null = nobody. */
export function startAids(
  kernel: Kernel,
  process: Process,
  foresight: Foresight | null,
): StartAids | undefined {
  if (!process.isMain) return undefined;
  const collected = [1, 2].filter((fd) => collectorAt(process, fd) !== null);
  const stdin = process.descriptors.find(0);
  const input = stdin instanceof PipeReader ? stdin.whole() : null;
  // Whoever else runs here could change what is answered before it is asked.
  if (!foresight || kernel.processes.size > 1) return { foreseen: null, collected, input };
  const { files, main, program } = process;
  process.prospect = foresight.begin([files.cwd(), ...program.args.slice(0, 2)].join("\0"));
  const ask = (name: CallName, args: Arguments): Answer | void =>
    CALL_TABLE[name]({ kernel, process, thread: main, args });
  const foreseen = process.prospect.answers(
    ask,
    (path) => files.isMadeUp(path),
    () => onCopy(kernel, process),
  );
  return { foreseen, collected, input };
}

/** What a descriptor leads to, if its output may be handed over later. */
export function collectorAt({ descriptors }: Process, fd: number): PipeWriter | null {
  const description = descriptors.find(fd);
  return description instanceof PipeWriter && description.isCollected ? description : null;
}

/** Makes changes of files on a copy. Null when there is too much of them to copy, or too little room to be sure. */
function onCopy(kernel: Kernel, { files, main, program, ...parts }: Process): Ask | null {
  const { bytes, inodes, limits } = kernel.vfs.quota;
  if (inodes > COPIED || inodes + MOST_CHANGES > limits.inodes || bytes + OUTPUT_BYTES > limits.bytes)
    return null;
  const vfs = kernel.vfs.clone();
  const copy = new Process(
    { ...parts, ...program, terminal: null, cwd: findDir(vfs.view(), files.cwd()) },
    vfs,
    kernel.limits,
  );
  copy.files.umask(files.umask());
  return (name, args) => CALL_TABLE[name]({ kernel, process: copy, thread: main, args });
}
