/** `set -o` options by their long names, and those of `shopt`. */
export interface ShellOptions {
  allexport: boolean;
  errexit: boolean;
  errtrace: boolean;
  monitor: boolean;
  noclobber: boolean;
  noexec: boolean;
  noglob: boolean;
  nounset: boolean;
  pipefail: boolean;
  posix: boolean;
  verbose: boolean;
  xtrace: boolean;
  dotglob: boolean;
  expand_aliases: boolean;
  extglob: boolean;
  failglob: boolean;
  globstar: boolean;
  inherit_errexit: boolean;
  lastpipe: boolean;
  nocaseglob: boolean;
  nocasematch: boolean;
  nullglob: boolean;
  xpg_echo: boolean;
  /** Called as `sh`. */
  sh: boolean;
}

export const DEFAULT_OPTIONS: ShellOptions = {
  allexport: false,
  errexit: false,
  errtrace: false,
  monitor: false,
  noclobber: false,
  noexec: false,
  noglob: false,
  nounset: false,
  pipefail: false,
  posix: false,
  verbose: false,
  xtrace: false,
  dotglob: false,
  expand_aliases: false,
  extglob: false,
  failglob: false,
  globstar: false,
  inherit_errexit: false,
  lastpipe: false,
  nocaseglob: false,
  nocasematch: false,
  nullglob: false,
  xpg_echo: false,
  sh: false,
};

export type OptionName = keyof ShellOptions;

/** The letters of `set`. */
export const OPTION_LETTERS: Readonly<Record<string, OptionName>> = {
  a: "allexport",
  e: "errexit",
  E: "errtrace",
  m: "monitor",
  C: "noclobber",
  n: "noexec",
  f: "noglob",
  u: "nounset",
  v: "verbose",
  x: "xtrace",
};

export const SET_OPTIONS: readonly OptionName[] = [
  "allexport",
  "errexit",
  "errtrace",
  "monitor",
  "noclobber",
  "noexec",
  "noglob",
  "nounset",
  "pipefail",
  "posix",
  "verbose",
  "xtrace",
];

export const SHOPT_OPTIONS: readonly OptionName[] = [
  "dotglob",
  "expand_aliases",
  "extglob",
  "failglob",
  "globstar",
  "inherit_errexit",
  "lastpipe",
  "nocaseglob",
  "nocasematch",
  "nullglob",
  "xpg_echo",
];

/** `$-` */
export function optionLetters(options: ShellOptions, interactive: boolean): string {
  const letters = Object.entries(OPTION_LETTERS)
    .filter(([, name]) => options[name])
    .map(([letter]) => letter);
  return `${letters.join("")}h${interactive ? "i" : ""}B`;
}
