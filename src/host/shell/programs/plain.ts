import { encodeText } from "../bytes.ts";
import { echoText } from "../builtins/echo.ts";
import { formatPrintf } from "../builtins/printf.ts";
import { errorText } from "../run/messages.ts";
import { signalNumber } from "../run/signals.ts";
import { readOptions, usage } from "./options.ts";
import type { Program, ProgramContext } from "./program.ts";
import { formatTime } from "./time-format.ts";

export const echo: Program = async ({ args, out }) => {
  await out.text(echoText(args, false));
  return 0;
};

export const printf: Program = async (context) => {
  const [format, ...args] = context.args[0] === "--" ? context.args.slice(1) : context.args;
  if (format === undefined) return usage(context, "missing operand");
  const { text, errors } = formatPrintf(format, args);
  for (const error of errors) await context.warn(error);
  await context.out.text(text);
  return errors.length > 0 ? 1 : 0;
};

export const yes: Program = async ({ args, out, breathe }) => {
  const line = `${args.length === 0 ? "y" : args.join(" ")}\n`;
  const block = encodeText(line.repeat(Math.max(1, Math.floor(8192 / line.length))));
  for (;;) {
    await out.bytes(block);
    await breathe();
  }
};

export const seq: Program = async (context) => {
  const options = await readOptions(
    context,
    {
      values: "sf",
      flags: "w",
      early: true,
      long: { "separator=": "s", "format=": "f", "equal-width": "w" },
    },
    guardNegatives(context.args),
  );
  const numbers = options.operands.map((text) => text.replace(/^\0/, ""));
  if (numbers.length === 0) return usage(context, "missing operand");
  if (numbers.length > 3) return usage(context, `extra operand '${numbers[3]}'`);
  for (const text of numbers) {
    if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text))
      return usage(context, `invalid floating point argument: '${text}'`);
  }
  const first = numbers.length > 1 ? numbers[0]! : "1";
  const step = numbers.length > 2 ? numbers[1]! : "1";
  const last = numbers.at(-1)!;
  if (Number(step) === 0) return usage(context, `invalid Zero increment value: '${step}'`);
  const places = Math.max(decimals(first), decimals(step));
  const format = options.value("f");
  const width = options.has("w")
    ? Math.max(...[first, last].map((text) => Number(text).toFixed(places).length))
    : 0;
  const separator = options.value("s") ?? "\n";
  const [from, by, to] = [Number(first), Number(step), Number(last)];
  let printed = false;
  for (let i = 0; ; i++) {
    // Multiplying keeps rounding errors from adding up.
    const value = Number((from + i * by).toFixed(places));
    if (by > 0 ? value > to : value < to) break;
    const text =
      format === undefined
        ? zeroPad(value.toFixed(places), width)
        : formatPrintf(format, [String(value)]).text;
    await context.out.text((printed ? separator : "") + text);
    printed = true;
    if (i % 1000 === 999) await context.breathe();
  }
  if (printed) await context.out.text("\n");
  return 0;
};

/** A negative number is no option. */
function guardNegatives(args: readonly string[]): string[] {
  return args.map((arg) => (/^-[\d.]/.test(arg) ? `\0${arg}` : arg));
}

function decimals(text: string): number {
  return /\.(\d*)/.exec(text)?.[1]?.length ?? 0;
}

function zeroPad(text: string, width: number): string {
  return text.startsWith("-") ? `-${text.slice(1).padStart(width - 1, "0")}` : text.padStart(width, "0");
}

/** Milliseconds of `1.5`, `2m`, `1h`, `1d`; NaN for anything else. */
export function duration(text: string): number {
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  const units: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };
  return match === null ? Number.NaN : Number(match[1]) * units[match[2]!]! * 1000;
}

export const sleep: Program = async (context) => {
  if (context.args.length === 0) return usage(context, "missing operand");
  let total = 0;
  for (const arg of context.args) {
    const milliseconds = arg === "infinity" ? 2 ** 31 - 1 : duration(arg);
    if (Number.isNaN(milliseconds)) return usage(context, `invalid time interval '${arg}'`);
    total += milliseconds;
  }
  await context.sleep(total);
  return 0;
};

export const env: Program = async (context) => {
  const args = context.args[0] === "-" ? ["-i", ...context.args.slice(1)] : context.args;
  const options = await readOptions(
    context,
    {
      flags: "i0v",
      values: "uCS",
      early: true,
      long: { "ignore-environment": "i", "unset=": "u", "chdir=": "C", null: "0", "split-string=": "S" },
    },
    args,
  );
  const environment: Record<string, string> = options.has("i") ? {} : { ...context.env };
  for (const [name, value] of options.all) if (name === "u") delete environment[value];
  const words = [...(options.value("S")?.trim().split(/\s+/) ?? []), ...options.operands];
  while (words[0]?.includes("=") === true) {
    const word = words.shift()!;
    const at = word.indexOf("=");
    environment[word.slice(0, at)] = word.slice(at + 1);
  }
  if (words.length > 0) {
    const directory = options.value("C");
    return context.run(words, {
      env: environment,
      ...(directory === undefined ? {} : { cwd: context.path(directory) }),
    });
  }
  const end = options.has("0") ? "\0" : "\n";
  await context.out.text(
    Object.entries(environment)
      .map(([name, value]) => `${name}=${value}${end}`)
      .join(""),
  );
  return 0;
};

export const printenv: Program = async (context) => {
  const options = await readOptions(context, { flags: "0", long: { null: "0" } });
  const end = options.has("0") ? "\0" : "\n";
  if (options.operands.length === 0) {
    await context.out.text(
      Object.entries(context.env)
        .map(([name, value]) => `${name}=${value}${end}`)
        .join(""),
    );
    return 0;
  }
  let status = 0;
  for (const name of options.operands) {
    const value = context.env[name];
    if (value === undefined) status = 1;
    else await context.out.text(value + end);
  }
  return status;
};

export const basename: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "az",
    values: "s",
    early: true,
    long: { multiple: "a", "suffix=": "s", zero: "z" },
  });
  const [first, second] = options.operands;
  if (first === undefined) return usage(context, "missing operand");
  const many = options.has("a", "s");
  if (!many && options.operands.length > 2) return usage(context, `extra operand '${options.operands[2]}'`);
  const suffix = options.value("s") ?? (many ? undefined : second);
  for (const path of many ? options.operands : [first]) {
    const trimmed = path.replace(/(?<=.)\/+$/, "");
    const base = trimmed === "/" ? "/" : trimmed.slice(trimmed.lastIndexOf("/") + 1);
    const cut =
      suffix !== undefined && suffix !== base && base.endsWith(suffix)
        ? base.slice(0, base.length - suffix.length)
        : base;
    await context.out.text(cut + (options.has("z") ? "\0" : "\n"));
  }
  return 0;
};

export const dirname: Program = async (context) => {
  const options = await readOptions(context, { flags: "z", long: { zero: "z" } });
  if (options.operands.length === 0) return usage(context, "missing operand");
  for (const path of options.operands) {
    const trimmed = path.replace(/(?<=.)\/+$/, "");
    const at = trimmed.lastIndexOf("/");
    const folder = at === -1 ? "." : trimmed.slice(0, at).replace(/(?<=.)\/+$/, "") || "/";
    await context.out.text(folder + (options.has("z") ? "\0" : "\n"));
  }
  return 0;
};

export const pwd: Program = async (context) => {
  const options = await readOptions(context, { flags: "LP" });
  const logical = options.has("L") && context.env.PWD !== undefined;
  await context.out.line(logical ? context.env.PWD! : context.sys.realpath(context.cwd));
  return 0;
};

export const date: Program = async (context) => {
  const options = await readOptions(
    context,
    {
      flags: "uR",
      values: "drI",
      long: {
        utc: "u",
        universal: "u",
        "date=": "d",
        "reference=": "r",
        "rfc-email": "R",
        "iso-8601": "J",
        "rfc-3339=": "K",
      },
    },
    context.args.map((arg) => (arg === "-I" ? "-Idate" : arg)),
  );
  const given = options.value("d");
  const reference = options.value("r");
  let when = new Date();
  if (reference !== undefined) when = new Date(context.sys.stat(context.path(reference)).mtimeMs);
  if (given !== undefined) {
    const parsed = parseDate(given);
    if (parsed === null) return context.fail(`invalid date '${given}'`);
    when = parsed;
  }
  let format = options.operands.find((text) => text.startsWith("+"))?.slice(1) ?? "%a %b %e %H:%M:%S %Z %Y";
  if (options.has("R")) format = "%a, %d %b %Y %H:%M:%S %z";
  const iso = options.value("I") ?? options.value("J");
  const precision = options.value("K") ?? (iso === undefined ? undefined : iso || "date");
  if (precision !== undefined) format = isoFormat(precision, options.has("K") ? " " : "T");
  await context.out.line(formatTime(format, when));
  return 0;
};

function isoFormat(precision: string, between: string): string {
  const times: Readonly<Record<string, string>> = {
    hours: "%H",
    minutes: "%H:%M",
    seconds: "%H:%M:%S",
    ns: "%H:%M:%S,%N",
  };
  const time = times[precision];
  return time === undefined ? "%F" : `%F${between}${time}%:z`;
}

/** `@seconds`, dates as `Date.parse` has them (UTC), and `now`, `tomorrow`, `yesterday`, `2 days ago`. */
function parseDate(text: string): Date | null {
  const seconds = /^@(-?\d+(?:\.\d+)?)$/.exec(text);
  if (seconds !== null) return new Date(Number(seconds[1]) * 1000);
  const relative =
    /^(.*?)\s*([+-]?\s*\d+)\s*(second|sec|minute|min|hour|day|week|month|year)s?(\s+ago)?$/i.exec(text);
  if (relative !== null) {
    const base = relative[1] === "" ? new Date() : parseDate(relative[1]!);
    const amount = Number(relative[2]!.replace(/\s/g, "")) * (relative[4] === undefined ? 1 : -1);
    return base === null ? null : shifted(base, amount, relative[3]!.toLowerCase());
  }
  const day = 86_400_000;
  const words: Readonly<Record<string, number>> = { "": 0, now: 0, today: 0, tomorrow: day, yesterday: -day };
  const offset = words[text.trim().toLowerCase()];
  if (offset !== undefined) return new Date(Date.now() + offset);
  const zoned = /([zZ]|[+-]\d\d:?\d\d|UTC|GMT)$/.test(text)
    ? text
    : `${text}${/\d[T ]\d/.test(text) || /:\d/.test(text) ? "Z" : ""}`;
  const time = Date.parse(zoned.replace(/^(\d{4}-\d\d-\d\d) (\d)/, "$1T$2"));
  return Number.isNaN(time) ? null : new Date(time);
}

function shifted(date: Date, amount: number, unit: string): Date {
  const result = new Date(date);
  const scales: Readonly<Record<string, number>> = {
    second: 1,
    sec: 1,
    minute: 60,
    min: 60,
    hour: 3600,
    day: 86_400,
    week: 604_800,
  };
  const scale = scales[unit];
  if (scale !== undefined) return new Date(date.getTime() + amount * scale * 1000);
  if (unit === "month") result.setUTCMonth(result.getUTCMonth() + amount);
  else result.setUTCFullYear(result.getUTCFullYear() + amount);
  return result;
}

export const kill: Program = async (context) => {
  const args = [...context.args];
  let signal: number | null = 15;
  const first = args[0];
  if (first === "-s") signal = signalNumber(args.splice(0, 2)[1] ?? "");
  else if (first !== undefined && /^-[A-Za-z0-9]+$/.test(first))
    signal = signalNumber(args.shift()!.slice(1));
  if (signal === null) return context.fail("invalid signal");
  let status = 0;
  for (const arg of args) {
    try {
      context.sys.kill(Number(arg), signal);
    } catch (error) {
      await context.warn(`(${arg}): ${errorText(error)}`);
      status = 1;
    }
  }
  return status;
};

export const timeout: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "fpv",
    values: "sk",
    early: true,
    long: { "signal=": "s", "kill-after=": "k", foreground: "f", "preserve-status": "p", verbose: "v" },
  });
  const [limit, ...command] = options.operands;
  if (limit === undefined || command.length === 0) return usage(context, "missing operand", 125);
  const milliseconds = duration(limit);
  if (Number.isNaN(milliseconds)) return usage(context, `invalid time interval '${limit}'`, 125);
  const signal = signalNumber(options.value("s") ?? "TERM");
  if (signal === null) return usage(context, `${options.value("s")}: invalid signal`, 125);
  const started = Date.now();
  const status = await context.run(command, milliseconds === 0 ? {} : { timeoutMs: milliseconds, signal });
  const late = milliseconds > 0 && Date.now() - started >= milliseconds && status > 128;
  return late && !options.has("p") ? (signal === 9 ? 137 : 124) : status;
};

export const time: Program = async (context) => {
  const words = context.args.filter((arg, i) => !(i === 0 && arg === "-p"));
  const started = performance.now();
  const status = await context.run(words);
  const seconds = (performance.now() - started) / 1000;
  await context.stderr.write(encodeText(`real ${seconds.toFixed(2)}\nuser 0.00\nsys 0.00\n`));
  return status;
};

export const nohup: Program = (context) => context.run(context.args);

export const uname: Program = async (context) => {
  const options = await readOptions(context, {
    flags: "asnrvmpio",
    long: {
      all: "a",
      machine: "m",
      "kernel-name": "s",
      nodename: "n",
      "kernel-release": "r",
      "operating-system": "o",
    },
  });
  const fields: readonly (readonly [string, string])[] = [
    ["s", "Linux"],
    ["n", "localhost"],
    ["r", "6.1.0"],
    ["v", "#1 SMP"],
    ["m", "x86_64"],
    ["o", "GNU/Linux"],
  ];
  const any = options.all.length > 0;
  const shown = fields.filter(([letter]) => options.has("a", letter) || (!any && letter === "s"));
  await context.out.line(
    (shown.length === 0 ? [["", "unknown"] as const] : shown).map(([, text]) => text).join(" "),
  );
  return 0;
};

/** A program that prints one line. */
export function oneLine(text: (context: ProgramContext) => string): Program {
  return async (context) => {
    await context.out.line(text(context));
    return 0;
  };
}
