import { exposesGc, garbage } from "../garbage.ts";
import type { RealmContext } from "../realm-context.ts";
import { type Path, values } from "./values.ts";

/** V8 makes it of its version and flags; programs only compare it. */
export const CACHE_VERSION = 0x4d42_5818;

/** `v8`: what the engine tells of itself. A browser gives no heap figures, so those are as `process.memoryUsage` has them. */
export function v8Binding(context: RealmContext): Record<string, unknown> {
  let flags = 0;
  return {
    cachedDataVersionTag: () => (CACHE_VERSION ^ flags) >>> 0,
    setFlagsFromString(text: string) {
      if (exposesGc(text)) garbage(context).exposed = true;
      for (const char of text) flags = (Math.imul(flags, 31) + (char.codePointAt(0) ?? 0)) | 0;
    },
    // A browser does not tell when it collects garbage.
    GCProfiler: class GCProfiler {
      #startTime = 0;
      start() {
        this.#startTime = microseconds(context);
      }
      stop() {
        return JSON.stringify({
          version: 1,
          startTime: this.#startTime,
          statistics: [],
          endTime: microseconds(context),
        });
      }
    },
    isStringOneByteRepresentation: (text: string) => /^[\0-\xff]*$/.test(text),
    /** There are no snapshots, so none is ever written; but nobody is told that it will be who may not write it. */
    setHeapSnapshotNearHeapLimit: function setHeapSnapshotNearHeapLimit(_limit: number) {
      context.permissions?.demand("fs.write", context.sys.cwd(), setHeapSnapshotNearHeapLimit);
    },
    updateHeapStatisticsBuffer() {
      const { values = {} } = context.recorded.bindings["v8"] ?? {};
      const { rss, heapTotal, heapUsed, external } = (
        context.process["memoryUsage"] as () => Record<"rss" | "heapTotal" | "heapUsed" | "external", number>
      )();
      const limit = heapLimit(context);
      const figures: Readonly<Record<string, number>> = {
        kTotalHeapSizeIndex: heapTotal,
        kTotalPhysicalSizeIndex: heapTotal,
        kTotalAvailableSize: limit - heapUsed,
        kUsedHeapSizeIndex: heapUsed,
        kHeapSizeLimitIndex: limit,
        kMallocedMemoryIndex: rss - heapTotal,
        kPeakMallocedMemoryIndex: rss,
        kNumberOfNativeContextsIndex: 1,
        kExternalMemoryIndex: external,
      };
      const buffer = context.internalBinding("v8")["heapStatisticsBuffer"] as Float64Array;
      for (const [name, value] of Object.entries(figures)) buffer[values[name] as number] = value;
    },
  };
}

function microseconds({ pristine }: RealmContext): number {
  return Math.round((pristine.timeOrigin + pristine.now()) * 1000);
}

const MEGABYTE = 1024 * 1024;
/** What V8 allows young objects, besides the limit that can be set. */
const YOUNG = 192 * MEGABYTE;

/** What the command line says of the heap's size, in bytes; it is not enforced. */
function heapLimit({ options: { values }, internalBinding }: RealmContext): number {
  const percentage = Number(values["--max-old-space-size-percentage"]);
  const total = (internalBinding("os")["getTotalMem"] as () => number)();
  if (percentage > 0) return Math.floor((total * percentage) / 100 / MEGABYTE) * MEGABYTE + YOUNG;
  const megabytes = Number(values["--max-old-space-size"]);
  return megabytes > 0 ? megabytes * MEGABYTE + YOUNG : total;
}

/** `heap_utils`: there are no snapshots. */
export function heapUtilsBinding(context: RealmContext): Record<string, unknown> {
  return {
    triggerHeapSnapshot: function triggerHeapSnapshot(file?: Path): undefined {
      const path = file === undefined ? context.sys.cwd() : values(context).path(file);
      context.permissions?.demand("fs.write", path, triggerHeapSnapshot);
    },
  };
}
