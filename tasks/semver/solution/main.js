// semver, rebuilt from its manual, its visible cases and what the original answers.
const MAX = Number.MAX_SAFE_INTEGER;
const LONGEST = 256;

// --- Versions -------------------------------------------------------------------------------------------------------

const NUMBER = "(0|[1-9]\\d*)";
const ID = "(?:0|[1-9]\\d*|\\d*[a-zA-Z-][a-zA-Z0-9-]*)";
const LOOSE_ID = "(?:\\d+|\\d*[a-zA-Z-][a-zA-Z0-9-]*)";
const dotted = (one) => `${one}(?:\\.${one})*`;
const BUILD = `(?:\\+(${dotted("[0-9A-Za-z-]+")}))?`;
const PRE = `(?:-(${dotted(ID)}))?`;
const LOOSE_PRE = `(?:-?(${dotted(LOOSE_ID)}))?`;
const STRICT_VERSION = new RegExp(`^v?${NUMBER}\\.${NUMBER}\\.${NUMBER}${PRE}${BUILD}$`);
const LOOSE_VERSION = new RegExp(`^[v=\\s]*(\\d+)\\.(\\d+)\\.(\\d+)${LOOSE_PRE}${BUILD}$`);

const isNumber = (id) => /^\d+$/.test(String(id));

/** A version in its parts, or null when the text is none. */
function parseVersion(text, loose) {
  if (typeof text !== "string" || text.length > LONGEST) return null;
  const match = (loose ? LOOSE_VERSION : STRICT_VERSION).exec(text.trim());
  if (match === null) return null;
  const numbers = match.slice(1, 4).map(Number);
  if (numbers.some((one) => one > MAX)) return null;
  const ids = match[4] === undefined ? [] : match[4].split(".");
  return { numbers, pre: ids.map((id) => (isNumber(id) && Number(id) < MAX ? Number(id) : id)) };
}

const textOf = ({ numbers, pre }) => numbers.join(".") + (pre.length > 0 ? `-${pre.join(".")}` : "");

function compareIds(a, b) {
  const [one, other] = [isNumber(a), isNumber(b)];
  if (one && other) return Math.sign(Number(a) - Number(b));
  if (one !== other) return one ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareNumbers(a, b) {
  for (let at = 0; at < 3; at++) {
    if (a.numbers[at] !== b.numbers[at]) return a.numbers[at] < b.numbers[at] ? -1 : 1;
  }
  return 0;
}

function compare(a, b) {
  const main = compareNumbers(a, b);
  if (main !== 0) return main;
  if (a.pre.length === 0 || b.pre.length === 0) {
    return a.pre.length === b.pre.length ? 0 : a.pre.length === 0 ? 1 : -1;
  }
  for (let at = 0; ; at++) {
    if (at === a.pre.length || at === b.pre.length) return Math.sign(a.pre.length - b.pre.length);
    const order = compareIds(a.pre[at], b.pre[at]);
    if (order !== 0) return order;
  }
}

// --- Increment ------------------------------------------------------------------------------------------------------

const LEVELS = ["major", "minor", "patch", "premajor", "preminor", "prepatch", "prerelease", "release"];

/** The next prerelease, or null when there can be none. */
function raise(pre, identifier, bare, base) {
  if (bare && (identifier === "" || pre.join(".") === identifier)) return null;
  const raised = [...pre];
  const last = raised.findLastIndex((id) => typeof id === "number");
  if (last === -1) raised.push(base);
  else raised[last]++;
  if (identifier === "") return raised;
  const parts = identifier.split(".");
  const fresh = bare ? [identifier] : [identifier, base];
  const same = parts.every((part, at) => raised[at] !== undefined && compareIds(raised[at], part) === 0);
  return same && raised[parts.length] !== undefined && !Number.isNaN(Number(raised[parts.length]))
    ? raised
    : fresh;
}

/** The version that follows as text; null when there is none. */
function increment({ numbers: [major, minor, patch], pre }, level, { preid, bare, base, loose }) {
  const identifier = preid ?? "";
  const release = pre.length === 0;
  if (level.startsWith("pre")) {
    const allowed = new RegExp(`^${dotted(loose ? LOOSE_ID : ID)}$`);
    if (identifier !== "" && !allowed.test(identifier)) return null;
    const from = level === "prerelease" ? pre : [];
    const next = raise(from, identifier, bare, base);
    if (next === null) return null;
    const numbers = {
      premajor: [major + 1, 0, 0],
      preminor: [major, minor + 1, 0],
      prepatch: [major, minor, patch + 1],
      prerelease: [major, minor, release ? patch + 1 : patch],
    }[level];
    return textOf({ numbers, pre: next });
  }
  switch (level) {
    case "major":
      return textOf({ numbers: [release || minor !== 0 || patch !== 0 ? major + 1 : major, 0, 0], pre: [] });
    case "minor":
      return textOf({ numbers: [major, release || patch !== 0 ? minor + 1 : minor, 0], pre: [] });
    case "patch":
      return textOf({ numbers: [major, minor, release ? patch + 1 : patch], pre: [] });
    default:
      return release ? null : textOf({ numbers: [major, minor, patch], pre: [] });
  }
}

// --- Coerce ---------------------------------------------------------------------------------------------------------

const SHORT = "(\\d{1,16})";
const FOUND = new RegExp(`${SHORT}(?:\\.${SHORT})?(?:\\.${SHORT})?(?!\\d)`, "y");
const FOUND_WHOLE = new RegExp(`${SHORT}(?:\\.${SHORT})?(?:\\.${SHORT})?${PRE}${BUILD}(?!\\d)`, "y");

/** The version that is found in a text; the text itself where there is none. */
function coerce(text, { loose, pre: keep, fromRight }) {
  if (typeof text !== "string") return text;
  const pattern = keep ? FOUND_WHOLE : FOUND;
  let found = null;
  let foundEnd = -1;
  for (let at = 0; at < text.length; at++) {
    if (!/\d/.test(text[at]) || (at > 0 && /\d/.test(text[at - 1]))) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) continue;
    if (pattern.lastIndex > foundEnd) [found, foundEnd] = [match, pattern.lastIndex];
    if (!fromRight) break;
  }
  if (found === null) return text;
  const [, major, minor = "0", patch = "0", pre, build] = found;
  const whole = `${major}.${minor}.${patch}${pre ? `-${pre}` : ""}${build ? `+${build}` : ""}`;
  const version = parseVersion(whole, loose);
  return version === null ? text : whole;
}

// --- Ranges ---------------------------------------------------------------------------------------------------------

const isX = (part) => part === undefined || /^[xX*]$/.test(part);

function partialPattern(loose) {
  const xr = loose ? "(\\d+|[xX*])" : "(0|[1-9]\\d*|[xX*])";
  const pre = loose ? LOOSE_PRE : PRE;
  return `[v=\\s]*${xr}(?:\\.${xr}(?:\\.${xr}${pre}${BUILD})?)?`;
}

const OPERATOR = "((?:<|>)?=?)";

function patterns(loose) {
  const partial = partialPattern(loose);
  const full = loose ? LOOSE_VERSION : STRICT_VERSION;
  return {
    hyphen: new RegExp(`^\\s*(${partial})\\s+-\\s+(${partial})\\s*$`),
    caret: new RegExp(`^\\^${partial}$`),
    tilde: new RegExp(`^~>?${partial}$`),
    partial: new RegExp(`^${OPERATOR}\\s*${partial}$`),
    full: new RegExp(`^${OPERATOR}\\s*(${full.source.slice(1, -1)})$`),
  };
}

const STRICT = patterns(false);
const LOOSE = patterns(true);

class Invalid extends Error {}

const ANY = { op: "", any: true };
const NONE = { op: "<", none: true, numbers: [0, 0, 0], pre: [0] };

function bound(op, numbers, pre) {
  if (numbers.some((one) => one > MAX)) throw new Invalid();
  return { op, numbers, pre };
}

const ids = (text) => text.split(".").map((id) => (isNumber(id) && Number(id) < MAX ? Number(id) : id));

function caret([major, minor, patch, pre], zero) {
  const [M, m, p] = [major, minor, patch].map(Number);
  if (isX(major)) return [ANY];
  if (isX(minor)) return [bound(">=", [M, 0, 0], zero), bound("<", [M + 1, 0, 0], [0])];
  if (isX(patch)) {
    return [bound(">=", [M, m, 0], zero), bound("<", M === 0 ? [0, m + 1, 0] : [M + 1, 0, 0], [0])];
  }
  const end = M > 0 ? [M + 1, 0, 0] : m > 0 ? [0, m + 1, 0] : [0, 0, p + 1];
  const low = pre !== undefined ? ids(pre) : M === 0 ? zero : [];
  return [bound(">=", [M, m, p], low), bound("<", end, [0])];
}

function tilde([major, minor, patch, pre], zero) {
  const [M, m, p] = [major, minor, patch].map(Number);
  if (isX(major)) return [ANY];
  if (isX(minor)) return [bound(">=", [M, 0, 0], zero), bound("<", [M + 1, 0, 0], [0])];
  if (isX(patch)) return [bound(">=", [M, m, 0], zero), bound("<", [M, m + 1, 0], [0])];
  return [bound(">=", [M, m, p], pre === undefined ? [] : ids(pre)), bound("<", [M, m + 1, 0], [0])];
}

/** A comparator with an x in it. */
function border(op, [major, minor, patch], zero) {
  if (isX(major) ? !isX(minor) || !isX(patch) : isX(minor) && !isX(patch)) throw new Invalid();
  const [M, m] = [major, minor].map(Number);
  if (isX(major)) return op === ">" || op === "<" ? [NONE] : [ANY];
  const start = isX(minor) ? [M, 0, 0] : [M, m, 0];
  const next = isX(minor) ? [M + 1, 0, 0] : [M, m + 1, 0];
  switch (op) {
    case ">":
      return [bound(">=", next, zero)];
    case ">=":
      return [bound(">=", start, zero)];
    case "<":
      return [bound("<", start, [0])];
    case "<=":
      return [bound("<", next, [0])];
    default:
      return [bound(">=", start, zero), bound("<", next, [0])];
  }
}

function hyphen(match, zero, all) {
  const [, , M1, m1, p1, pre1, , , M2, m2, p2, pre2] = match;
  const [a, b, c, d, e, f] = [M1, m1, p1, M2, m2, p2].map(Number);
  const set = [];
  if (isX(M1)) set.push(ANY);
  else if (isX(m1)) set.push(bound(">=", [a, 0, 0], zero));
  else if (isX(p1)) set.push(bound(">=", [a, b, 0], zero));
  else set.push(bound(">=", [a, b, c], pre1 === undefined ? zero : ids(pre1)));
  if (isX(M2)) set.push(ANY);
  else if (isX(m2)) set.push(bound("<", [d + 1, 0, 0], [0]));
  else if (isX(p2)) set.push(bound("<", [d, e + 1, 0], [0]));
  else if (pre2 !== undefined) set.push(bound("<=", [d, e, f], ids(pre2)));
  else set.push(all ? bound("<", [d, e, f + 1], [0]) : bound("<=", [d, e, f], []));
  return set;
}

/** The comparators that one word of a set stands for; null when it fits no form. */
function comparators(word, { loose, pre: all }) {
  const forms = loose ? LOOSE : STRICT;
  const zero = all ? [0] : [];
  if (word === "") return [ANY];
  const curved = forms.caret.exec(word);
  if (curved !== null) return caret(curved.slice(1), zero);
  const wavy = forms.tilde.exec(word);
  if (wavy !== null) return tilde(wavy.slice(1), zero);
  const partial = forms.partial.exec(word);
  if (partial !== null) {
    const [, op, ...parts] = partial;
    if (parts.slice(0, 3).some(isX)) {
      try {
        return border(op === "=" ? "" : op, parts, zero);
      } catch (error) {
        if (error instanceof Invalid && parts.slice(0, 3).every((part) => isX(part) || Number(part) <= MAX)) {
          const beyond = isX(parts[0]) ? parts.slice(1, 3) : parts.slice(2, 3);
          if (beyond.some((part) => !isX(part))) return null;
        }
        throw error;
      }
    }
  }
  const full = forms.full.exec(word);
  if (full === null) return null;
  const version = parseVersion(full[2], loose);
  if (version === null) throw new Invalid();
  return [{ op: full[1] === "=" ? "" : full[1], ...version }];
}

/** The comparators of a set; null when nothing is left of it. */
function parseSet(text, options) {
  const forms = options.loose ? LOOSE : STRICT;
  const zero = options.pre ? [0] : [];
  const interval = forms.hyphen.exec(text);
  const found = [];
  if (interval !== null) found.push(...hyphen(interval, zero, options.pre));
  else {
    const words = text
      .replace(/(^|\s)(\^|~>?|[<>]=?|=)\s+(?=[v=\s]*[\dxX*])/g, "$1$2")
      .trim()
      .split(/\s+/);
    for (const word of words) {
      const some = comparators(word, options);
      if (some !== null) found.push(...some);
      else if (!options.loose) throw new Invalid();
    }
  }
  if (found.length === 0) return null;
  const none = found.find((one) => one.none);
  if (none !== undefined) return [none];
  const lowest = ({ op, any, numbers, pre }) =>
    any || (op === ">=" && numbers.every((one) => one === 0) && pre.join(".") === (options.pre ? "0" : ""));
  const real = found.filter((one) => !lowest(one));
  return real.length === 0 ? [ANY] : real;
}

/** Sets of comparators. @throws Invalid */
function parseRange(range, options) {
  const sets = range
    .trim()
    .split(/\s+/)
    .join(" ")
    .split("||")
    .map((text) => parseSet(text.trim(), options))
    .filter((set) => set !== null);
  if (sets.length === 0) throw new Invalid();
  const possible = sets.filter(([first]) => !first.none);
  const every = possible.find(([first]) => first.any);
  return every === undefined ? possible : [every];
}

function satisfiesOne(version, { op, any, none, ...border }) {
  if (any) return true;
  if (none) return false;
  const order = compare(version, border);
  return { "": order === 0, "<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0 }[op];
}

function satisfies(version, range, options) {
  if (typeof range !== "string") return false;
  try {
    return parseRange(range, options).some((set) => {
      if (!set.every((one) => satisfiesOne(version, one))) return false;
      if (version.pre.length === 0 || options.pre) return true;
      return set.some((one) => !one.any && one.pre.length > 0 && compareNumbers(one, version) === 0);
    });
  } catch (error) {
    if (error instanceof Invalid) return false;
    throw error;
  }
}

// --- Command line ---------------------------------------------------------------------------------------------------

const HELP = `SemVer 7.8.6

A JavaScript implementation of the https://semver.org/ specification
Copyright Isaac Z. Schlueter

Usage: semver [options] <version> [<version> [...]]
Prints valid versions sorted by SemVer precedence

Options:
-r --range <range>
        Print versions that match the specified range.

-i --increment [<level>]
        Increment a version by the specified level.  Level can
        be one of: major, minor, patch, premajor, preminor,
        prepatch, prerelease, or release.  Default level is 'patch'.
        Only one version may be specified.

--preid <identifier>
        Identifier to be used to prefix premajor, preminor,
        prepatch or prerelease version increments.

-l --loose
        Interpret versions and ranges loosely

-p --include-prerelease
        Always include prerelease versions in range matching

-c --coerce
        Coerce a string into SemVer if possible
        (does not imply --loose)

--rtl
        Coerce version strings right to left

--ltr
        Coerce version strings left to right (default)

-n <base>
        Base number to be used for the prerelease identifier.
        Can be either 0 or 1, or false to omit the number altogether.
        Defaults to 0.

Program exits successfully if any valid version satisfies
all supplied ranges, and prints all satisfying versions.

If no satisfying versions are found, then exits failure.

Versions are printed in ascending order, so supplying
multiple versions to the utility will just sort them.
`;

function readArguments(args) {
  const given = { versions: [], ranges: [], loose: false, pre: false, base: 0, bare: false };
  const rest = [...args];
  while (rest.length > 0) {
    let word = rest.shift();
    const equals = word.indexOf("=");
    if (equals !== -1) {
      rest.unshift(word.slice(equals + 1));
      word = word.slice(0, equals);
    }
    switch (word) {
      case "-r":
      case "--range":
        given.ranges.push(rest.shift());
        break;
      case "-i":
      case "--inc":
      case "--increment":
        if (LEVELS.includes(rest[0])) {
          given.level = rest.shift();
          given.odd = undefined;
        } else {
          given.level = "patch";
          given.odd = { option: word, value: rest[0] };
        }
        break;
      case "--preid":
        given.preid = rest.shift();
        break;
      case "-n": {
        const value = rest.shift();
        given.bare = value === "false";
        given.base = Number(value) ? 1 : 0;
        break;
      }
      case "-l":
      case "--loose":
        given.loose = true;
        break;
      case "-p":
      case "--include-prerelease":
        given.pre = true;
        break;
      case "-c":
      case "--coerce":
        given.coerce = true;
        break;
      case "--rtl":
        given.fromRight = true;
        break;
      case "--ltr":
        given.fromRight = false;
        break;
      case "-rv":
      case "-rev":
      case "--rev":
      case "--reverse":
        given.reverse = true;
        break;
      case "-v":
      case "--version":
        given.versions.push(rest.shift());
        break;
      case "-h":
      case "-?":
      case "--help":
        return null;
      default:
        given.versions.push(word);
    }
  }
  return given;
}

/** @returns the exit code */
function main(args) {
  const given = args.length === 0 ? null : readArguments(args);
  if (given === null) {
    process.stdout.write(HELP);
    return 0;
  }
  const { level, odd, loose } = given;
  if (odd !== undefined && given.versions.includes(odd.value) && parseVersion(odd.value, loose) === null) {
    process.stderr.write(
      `Invalid value for ${odd.option}; defaulting to 'patch'. This may become a failure in future major versions.\n`,
    );
  }
  let versions = given.versions
    .map((text) => parseVersion(given.coerce ? coerce(text, given) : text, loose))
    .filter((version) => version !== null);
  if (versions.length === 0) return 1;
  if (level !== undefined && (versions.length > 1 || given.ranges.length > 0)) {
    process.stderr.write("--inc can only be used on a single version with no range\n");
    return 1;
  }
  for (const range of given.ranges) versions = versions.filter((version) => satisfies(version, range, given));
  if (versions.length === 0) return 1;
  versions.sort((a, b) => (given.reverse ? compare(b, a) : compare(a, b)));
  const lines = versions.map((version) =>
    level === undefined ? textOf(version) : String(increment(version, level, given)),
  );
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return 0;
}

process.exitCode = main(process.argv.slice(2));
