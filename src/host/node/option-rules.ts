/** The command line's values, as far as rules look at them. */
export interface RuledOptions {
  readonly values: Readonly<Record<string, unknown>>;
  readonly hasEval: boolean;
  /** The script and its arguments. */
  readonly rest: readonly string[];
}

const CHOICES: ReadonlyArray<readonly [string, readonly string[], string?]> = [
  ["--use-largepages", ["off", "on", "silent"]],
  [
    "--input-type",
    ["commonjs", "module", "commonjs-typescript", "module-typescript"],
    '--input-type must be "module","commonjs", "module-typescript" or "commonjs-typescript"',
  ],
  ["--unhandled-rejections", ["warn-with-error-code", "throw", "strict", "warn", "none"]],
  ["--trace-require-module", ["all", "no-node-modules"]],
];

/** What may not be used together: `either a or b can be used, not both`. */
const APART: ReadonlyArray<readonly [string, string]> = [
  ["--use-openssl-ca", "--use-bundled-ca"],
  ["--check", "--eval"],
  ["--tls-min-v1.3", "--tls-max-v1.2"],
  ["--use-openssl-ca", "--use-system-ca"],
  ["--test", "--check"],
  ["--test", "--eval"],
  ["--test", "--interactive"],
  ["--watch", "--check"],
  ["--watch", "--eval"],
  ["--watch", "--interactive"],
  ["--watch", "--test-force-exit"],
];

const PROFILES = ["--cpu-prof", "--heap-prof"] as const;

/** What Node refuses of a command line whose options are all known (CheckOptions in node_options.cc), or undefined. */
export function ruleBroken({ values, hasEval, rest }: RuledOptions): string | undefined {
  const isOn = (name: string) => (name === "--eval" ? hasEval : values[name] === true);
  for (const [name, allowed, message] of CHOICES) {
    const value = values[name];
    if (typeof value === "string" && value !== "" && !allowed.includes(value))
      return message ?? `invalid value for ${name}`;
  }
  for (const [one, other] of APART)
    if (isOn(one) && isOn(other)) return `either ${one} or ${other} can be used, not both`;
  const percentage = values["--max-old-space-size-percentage"];
  if (typeof percentage === "string" && percentage !== "") {
    const number = Number(percentage);
    if (!(number > 0 && number <= 100))
      return `--max-old-space-size-percentage must be greater than 0 and up to 100. Got: ${percentage}`;
  }
  const heap = Number(values["--secure-heap"] ?? 0);
  if (heap >= 2) {
    if ((heap & (heap - 1)) !== 0) return "--secure-heap must be a power of 2";
    const least = Math.max(2, Math.min(heap, Number(values["--secure-heap-min"] ?? 2)));
    if ((least & (least - 1)) !== 0) return "--secure-heap-min must be a power of 2";
  }
  if (Number(values["--heapsnapshot-near-heap-limit"] ?? 0) < 0)
    return "--heapsnapshot-near-heap-limit must not be negative";
  const watched = values["--watch-path"];
  const watchesPaths = Array.isArray(watched) && watched.length > 0;
  if (isOn("--test")) {
    const isolation = values["--test-isolation"];
    if (isolation !== "none" && isolation !== "process") return "invalid value for --test-isolation";
    if (watchesPaths) return "--watch-path cannot be used in combination with --test";
  }
  if (isOn("--watch") && !isOn("--test") && !watchesPaths && rest.length === 0)
    return "--watch requires specifying a file";
  for (const profile of PROFILES)
    for (const part of ["name", "dir"])
      if (!isOn(profile) && (values[`${profile}-${part}`] ?? "") !== "")
        return `${profile}-${part} must be used with ${profile}`;
  return undefined;
}
