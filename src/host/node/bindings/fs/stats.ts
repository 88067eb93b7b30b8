import type { Stat } from "../../../machine/syscalls.ts";

/** `kFsStatsFieldsNumber`: numbers in one stat result. */
export const statFields = 18;

/** Whole seconds and nanoseconds of a time in milliseconds. */
function split(ms: number): [number, number] {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
}

function fields(stat: Stat): number[] {
  return [
    stat.dev,
    stat.mode,
    stat.nlink,
    stat.uid,
    stat.gid,
    stat.rdev,
    stat.blksize,
    stat.ino,
    stat.size,
    stat.blocks,
    ...split(stat.atimeMs),
    ...split(stat.mtimeMs),
    ...split(stat.ctimeMs),
    ...split(stat.birthtimeMs),
  ];
}

/** Lays a stat result into `target` as Node's `FillStatsArray` does. */
export function fillStats<T extends Float64Array | BigInt64Array>(target: T, stat: Stat, offset = 0): T {
  const numbers = fields(stat);
  if (target instanceof BigInt64Array) target.set(numbers.map(BigInt), offset);
  else target.set(numbers, offset);
  return target;
}
