// Taken before any program ran.
const { getOwnPropertyDescriptor } = Object;
const { apply } = Reflect;
const { exec } = RegExp.prototype;
const lastInput = getOwnPropertyDescriptor(RegExp, "$_")?.get as () => string;
const nothing = /(?:)/;

/** `RegExp.$_` and its like, which any regular expression that matches sets, tell of no match, as when a process starts. */
export function forgetMatch(): void {
  apply(exec, nothing, [""]);
}

/** Does what may match regular expressions of the host's. Where there was no match before, there is none afterwards. */
export function withoutMatch<Result>(work: () => Result): Result {
  const before = apply(lastInput, RegExp, []) as string;
  try {
    return work();
  } finally {
    if (before === "") forgetMatch();
  }
}
