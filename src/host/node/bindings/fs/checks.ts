/** Argument errors as Node's native code words them: no code in the header of the stack, numbers without separators. */
function argumentError(make: ErrorConstructor, code: string, message: string): Error {
  return Object.assign(new make(message), { code });
}

const largestDescriptor = 2 ** 31 - 1;

/** How native messages tell what was received (`DetermineSpecificErrorType`). */
function received(value: unknown): string {
  switch (typeof value) {
    case "function":
      return "function";
    case "string": {
      const short = value.length > 28 ? `${value.slice(0, 25)}...` : value;
      return `type string (${short.includes("'") ? JSON.stringify(value) : `'${short}'`})`;
    }
    case "object":
      return value === null ? "null" : `an instance of ${constructorName(value)}`;
    case "undefined":
      return "undefined";
    case "symbol":
      return String(value);
    default:
      return `type ${typeof value} (${String(value)})`;
  }
}

function constructorName(value: object): string {
  const made: unknown = Object.getPrototypeOf(value) === null ? Object : value.constructor;
  return typeof made === "function" && made.name !== "" ? made.name : "Object";
}

/** @throws TypeError, RangeError for what can be no descriptor */
export function checkDescriptor(value: unknown): void {
  if (typeof value !== "number")
    throw argumentError(
      TypeError,
      "ERR_INVALID_ARG_TYPE",
      `The "fd" argument must be of type number. Received ${received(value)}`,
    );
  const far = value < 0 || value > largestDescriptor;
  if (!far && Number.isInteger(value)) return;
  const expected =
    far && Number.isFinite(value) ? `It must be >= 0 && <= ${largestDescriptor}` : "It must be an integer";
  throw argumentError(
    RangeError,
    "ERR_OUT_OF_RANGE",
    `The value of "fd" is out of range. ${expected}. Received ${value}`,
  );
}

/** The modes of `access` and `copyFile`. @throws TypeError, RangeError */
export function checkMode(value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value !== "number")
    throw argumentError(TypeError, "ERR_INVALID_ARG_TYPE", "mode must be int32 or null/undefined");
  const mode = Math.trunc(value);
  if (mode >= 0 && mode <= 7) return;
  const expected = Number.isFinite(mode) ? ": >= 0 && <= 7" : "";
  throw argumentError(RangeError, "ERR_OUT_OF_RANGE", `mode is out of range${expected}`);
}
