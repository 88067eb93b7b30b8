/** Tags of V8's structured clone format, version 15 (value-serializer.cc). */
export const TAG = {
  version: 0xff,
  padding: 0x00,
  theHole: 0x2d, // -
  undefined: 0x5f, // _
  null: 0x30, // 0
  true: 0x54, // T
  false: 0x46, // F
  int32: 0x49, // I
  double: 0x4e, // N
  bigint: 0x5a, // Z
  oneByteString: 0x22, // "
  twoByteString: 0x63, // c
  reference: 0x5e, // ^
  object: 0x6f, // o
  objectEnd: 0x7b, // {
  denseArray: 0x41, // A
  denseArrayEnd: 0x24, // $
  sparseArray: 0x61, // a
  sparseArrayEnd: 0x40, // @
  date: 0x44, // D
  trueObject: 0x79, // y
  falseObject: 0x78, // x
  numberObject: 0x6e, // n
  bigintObject: 0x7a, // z
  stringObject: 0x73, // s
  regexp: 0x52, // R
  map: 0x3b, // ;
  mapEnd: 0x3a, // :
  set: 0x27, // '
  setEnd: 0x2c, // ,
  arrayBuffer: 0x42, // B
  resizableBuffer: 0x7e, // ~
  transferredBuffer: 0x74, // t
  sharedBuffer: 0x75, // u
  arrayBufferView: 0x56, // V
  hostObject: 0x5c, // backslash
  error: 0x72, // r
} as const;

/** What follows `TAG.error`. */
export const ERROR_TAG = {
  message: 0x6d, // m
  cause: 0x63, // c
  stack: 0x73, // s
  end: 0x2e, // .
} as const;

/** Constructors of errors by their tag; without one it is an Error. */
export const ERROR_KINDS: ReadonlyArray<readonly [number, string, ErrorConstructor]> = [
  [0x45, "EvalError", EvalError],
  [0x52, "RangeError", RangeError],
  [0x46, "ReferenceError", ReferenceError],
  [0x53, "SyntaxError", SyntaxError],
  [0x54, "TypeError", TypeError],
  [0x55, "URIError", URIError],
];

/** Flags of regular expressions as V8 numbers them. */
export const REGEXP_FLAGS: ReadonlyArray<readonly [string, number]> = [
  ["g", 1],
  ["i", 2],
  ["m", 4],
  ["y", 8],
  ["u", 16],
  ["s", 32],
  ["d", 128],
  ["v", 256],
];

/** Kinds of array buffer views by their subtag. */
export const VIEW_KINDS: ReadonlyArray<readonly [number, string]> = [
  [0x62, "Int8Array"], // b
  [0x42, "Uint8Array"], // B
  [0x43, "Uint8ClampedArray"], // C
  [0x77, "Int16Array"], // w
  [0x57, "Uint16Array"], // W
  [0x64, "Int32Array"], // d
  [0x44, "Uint32Array"], // D
  [0x68, "Float16Array"], // h
  [0x66, "Float32Array"], // f
  [0x46, "Float64Array"], // F
  [0x71, "BigInt64Array"], // q
  [0x51, "BigUint64Array"], // Q
  [0x3f, "DataView"], // ?
];

export const FORMAT_VERSION = 15;
