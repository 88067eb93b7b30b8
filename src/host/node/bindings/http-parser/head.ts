/** Why a message is refused: llhttp's code and wording, and the index of the offending character in its line. */
export class HttpError extends Error {
  readonly code: string;
  readonly at: number;
  constructor(code: string, reason: string, at = 0) {
    super(reason);
    this.code = `HPE_${code}`;
    this.at = at;
  }
}

export interface StartLine {
  readonly major: number;
  readonly minor: number;
  /** Requests. */
  readonly method?: string;
  readonly url?: string;
  /** Responses. */
  readonly status?: number;
  readonly reason?: string;
}

/** Characters of a token (RFC 9110, 5.6.2). */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+/;
/** A field value has visible characters, spaces, tabs and whatever is above ASCII. */
const notValue = /[^\t\x20-\x7e\x80-\xff]/;

/** How many characters of `text` begin some method. */
function commonStart(text: string, methods: readonly string[]): number {
  let longest = 0;
  for (const method of methods) {
    let length = 0;
    while (length < method.length && method[length] === text[length]) length++;
    longest = Math.max(longest, length);
  }
  return longest;
}

function version(text: string | undefined, at: number): { major: number; minor: number } {
  const match = /^HTTP\/(\d)\.(\d)$/.exec(text ?? "");
  if (!match) {
    if (text?.startsWith("HTTP/")) throw new HttpError("INVALID_VERSION", "Invalid HTTP version", at);
    throw new HttpError("INVALID_CONSTANT", "Expected HTTP/, RTSP/ or ICE/", at);
  }
  const [major, minor] = [Number(match[1]), Number(match[2])];
  if (!["0.9", "1.0", "1.1", "2.0"].includes(`${major}.${minor}`))
    throw new HttpError("INVALID_VERSION", "Invalid HTTP version", at + 5);
  return { major, minor };
}

export function parseRequestLine(line: string, methods: readonly string[]): StartLine {
  const [method = "", url = "", proto, ...rest] = line.split(" ");
  if (!methods.includes(method))
    throw new HttpError("INVALID_METHOD", "Invalid method encountered", commonStart(line, methods));
  if (url === "" || /[^\x21-\x7e\x80-\xff]/.test(url))
    throw new HttpError("INVALID_URL", "Unexpected start char in url", method.length + 1);
  const at = method.length + url.length + 2;
  if (rest.length > 0) throw new HttpError("INVALID_VERSION", "Expected CRLF after version", at);
  return { method, url, ...version(proto, at) };
}

export function parseStatusLine(line: string): StartLine {
  const proto = version(line.split(" ", 1)[0], 0);
  const match = /^\S+ (\d{3})(?: (.*))?$/s.exec(line);
  if (!match?.[1]) throw new HttpError("INVALID_STATUS", "Invalid status code", 9);
  return { ...proto, status: Number(match[1]), reason: match[2] ?? "" };
}

/** The first character at which `text` cannot become a request line any more, -1 as long as it can. */
export function wrongMethodAt(text: string, methods: readonly string[]): number {
  const fits = methods.some((method) => `${method} `.startsWith(text) || text.startsWith(`${method} `));
  return fits ? -1 : commonStart(text, methods);
}

/** `lenient`: any character may be in a value. */
export function parseHeader(line: string, lenient = false): [name: string, value: string] {
  if (/^[ \t]/.test(line))
    throw new HttpError("INVALID_HEADER_TOKEN", "Unexpected whitespace after header value");
  const name = token.exec(line)?.[0] ?? "";
  if (name === "" || line[name.length] !== ":")
    throw new HttpError("INVALID_HEADER_TOKEN", "Invalid header token", name.length);
  const value = line.slice(name.length + 1).replace(/^[ \t]+|[ \t]+$/g, "");
  const bad = lenient ? null : notValue.exec(value);
  if (bad?.[0] === "\r")
    throw new HttpError("LF_EXPECTED", "Missing expected LF after header value", line.indexOf("\r") + 1);
  if (bad)
    throw new HttpError(
      "INVALID_HEADER_TOKEN",
      "Invalid header value char",
      line.indexOf(bad[0], name.length + 1),
    );
  return [name, value];
}

/** What the headers say about the message's end and the connection. */
export interface Framing {
  readonly length: number | null;
  readonly chunked: boolean;
  readonly upgrade: boolean;
  readonly close: boolean;
  readonly keepAlive: boolean;
}

/** `headers`: names and values in turn. `lines`: where each header's line begins, for errors. */
export function framing(headers: readonly string[]): Framing {
  let length: number | null = null;
  let chunked = false;
  let transferEncoding = false;
  let hasUpgrade = false;
  const connection: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i]?.toLowerCase();
    const value = headers[i + 1] ?? "";
    if (name === "content-length") {
      const bad = /[^0-9]/.exec(value);
      if (bad || value === "")
        throw new HttpError("INVALID_CONTENT_LENGTH", "Invalid character in Content-Length");
      if (length !== null) throw new HttpError("UNEXPECTED_CONTENT_LENGTH", "Content-Length already present");
      length = Number(value);
    } else if (name === "transfer-encoding") {
      transferEncoding = true;
      chunked = /(^|,)\s*chunked\s*$/i.test(value);
    } else if (name === "upgrade") hasUpgrade = true;
    else if (name === "connection" || name === "proxy-connection")
      connection.push(
        ...value
          .toLowerCase()
          .split(",")
          .map((word) => word.trim()),
      );
    if (transferEncoding && length !== null)
      throw name === "content-length"
        ? new HttpError("INVALID_CONTENT_LENGTH", "Content-Length can't be present with Transfer-Encoding")
        : new HttpError(
            "INVALID_TRANSFER_ENCODING",
            "Transfer-Encoding can't be present with Content-Length",
          );
  }
  return {
    length,
    chunked,
    upgrade: hasUpgrade && connection.includes("upgrade"),
    close: connection.includes("close"),
    keepAlive: connection.includes("keep-alive"),
  };
}
