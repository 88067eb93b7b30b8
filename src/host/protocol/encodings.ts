import { RemoteError } from "./remote-errors.ts";

/** The encodings of Node's Buffer, for what the client asks of the host. */
type Encoding = "utf8" | "latin1" | "ascii" | "hex" | "base64" | "base64url" | "utf16le";

const NAMES: Readonly<Record<string, Encoding>> = {
  utf8: "utf8",
  "utf-8": "utf8",
  latin1: "latin1",
  binary: "latin1",
  ascii: "ascii",
  hex: "hex",
  base64: "base64",
  base64url: "base64url",
  utf16le: "utf16le",
  "utf-16le": "utf16le",
  ucs2: "utf16le",
  "ucs-2": "utf16le",
};

function named(name: string): Encoding {
  const encoding = NAMES[name.toLowerCase()];
  if (!encoding)
    throw new RemoteError(`The argument 'encoding' is invalid encoding. Received '${name}'`, {
      code: "ERR_INVALID_ARG_VALUE",
    });
  return encoding;
}

/** @throws RemoteError as Node's fs does for an encoding that there is not */
export function checkEncoding(name: string): void {
  named(name);
}

const latin1 = (bytes: Uint8Array, mask = 0xff): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte & mask)).join("");

export function decodeText(bytes: Uint8Array, name: string): string {
  switch (named(name)) {
    case "utf8":
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    case "latin1":
      return latin1(bytes);
    case "ascii":
      return latin1(bytes, 0x7f);
    case "hex":
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    case "base64":
      return btoa(latin1(bytes));
    case "base64url":
      return btoa(latin1(bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    case "utf16le":
      return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(bytes);
  }
}

export function encodeText(text: string, name: string): Uint8Array {
  switch (named(name)) {
    case "utf8":
      return new TextEncoder().encode(text);
    case "latin1":
    case "ascii":
      return Uint8Array.from(text, (char) => char.charCodeAt(0));
    case "hex": {
      const pairs = /^(?:[0-9a-f]{2})*/i.exec(text)?.[0].match(/../g) ?? [];
      return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
    }
    case "base64":
    case "base64url": {
      const plain = text
        .replaceAll("-", "+")
        .replaceAll("_", "/")
        .replaceAll(/[^A-Za-z0-9+/]/g, "");
      return Uint8Array.from(atob(plain.slice(0, plain.length - (plain.length % 4 === 1 ? 1 : 0))), (char) =>
        char.charCodeAt(0),
      );
    }
    case "utf16le": {
      const bytes = new Uint8Array(text.length * 2);
      const view = new DataView(bytes.buffer);
      for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), true);
      return bytes;
    }
  }
}
