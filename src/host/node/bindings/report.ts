import type { RealmContext } from "../realm-context.ts";

/** `report`: the settings of diagnostic reports, and reports of what is known here. */
export function reportBinding(context: RealmContext): Record<string, unknown> {
  const settings = {
    Compact: false,
    ExcludeNetwork: false,
    ExcludeEnv: false,
    Directory: "",
    Filename: "",
    Signal: "SIGUSR2",
  };
  const triggers = { FatalError: false, Signal: false, UncaughtException: false };
  const accessors = Object.entries(settings).flatMap(([name, initial]) => {
    let value: unknown = initial;
    const set = (given: unknown) => {
      value = given;
    };
    return [[`get${name}`, () => value] as const, [`set${name}`, set] as const];
  });
  const flags = Object.entries(triggers).flatMap(([name, initial]) => {
    let on = initial;
    const set = (given: boolean) => {
      on = given;
    };
    return [[`shouldReportOn${name}`, () => on] as const, [`setReportOn${name}`, set] as const];
  });
  const text = (name: string): string => {
    const value = made[name]?.();
    return typeof value === "string" ? value : "";
  };
  const made = Object.fromEntries<(...values: never[]) => unknown>([...accessors, ...flags]);
  const report = (event: string, trigger: string, file: string | null, error: unknown): string => {
    const now = new Date();
    const { process, recorded } = context;
    const { message = "", stack = "" } = (error ?? {}) as { message?: string; stack?: string };
    return JSON.stringify(
      {
        header: {
          reportVersion: 5,
          event,
          trigger,
          filename: file,
          dumpEventTime: now.toISOString(),
          dumpEventTimeStamp: String(now.getTime()),
          processId: process["pid"],
          threadId: 0,
          cwd: context.sys.cwd(),
          commandLine: [process["execPath"], ...process.execArgv, ...process.argv.slice(1)],
          nodejsVersion: `v${recorded.version}`,
          wordSize: 64,
          arch: "x64",
          platform: "linux",
          componentVersions: recorded.versions,
          release: recorded.release,
        },
        javascriptStack: {
          message,
          stack: stack
            .split("\n")
            .slice(1)
            .map((line) => line.trim()),
        },
        nativeStack: [],
        javascriptHeap: {},
        libuv: [],
        workers: [],
        environmentVariables: { ...context.env },
        userLimits: {},
        sharedObjects: [],
      },
      null,
      made["getCompact"]?.() === true ? 0 : 2,
    );
  };
  return {
    ...made,
    getReport: (error: unknown) => report("JavaScript API", "GetReport", null, error),
    writeReport: function writeReport(
      event: string,
      trigger: string,
      given: string | undefined,
      error: unknown,
    ): string {
      const folder = text("getDirectory");
      const file = given || text("getFilename") || reportName(context);
      const path = folder === "" || file.startsWith("/") ? file : `${folder}/${file}`;
      context.permissions?.demand("fs.write", given || path, writeReport);
      const bytes = new context.pristine.TextEncoder().encode(`${report(event, trigger, file, error)}\n`);
      const {
        O_WRONLY = 1,
        O_CREAT = 64,
        O_TRUNC = 512,
      } = (context.recorded.constants["fs"] ?? {}) as Record<string, number>;
      context.sys.writeFile(path, bytes, O_WRONLY | O_CREAT | O_TRUNC, 0o644);
      const told = `\nWriting Node.js report to file: ${file}\nNode.js report completed\n`;
      context.sys.write(2, new context.pristine.TextEncoder().encode(told), null);
      return file;
    },
  };
}

/** `report.20240131.235959.<pid>.<thread>.001.json` */
function reportName({ process }: RealmContext): string {
  const [day = "", time = ""] = new Date().toISOString().split("T");
  return `report.${day.replaceAll("-", "")}.${time.slice(0, 8).replaceAll(":", "")}.${String(process["pid"])}.0.001.json`;
}
