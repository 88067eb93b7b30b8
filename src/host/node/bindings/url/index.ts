import type { RealmContext } from "../../realm-context.ts";
import { coded } from "../values.ts";
import type { HostTools } from "./host.ts";
import { UrlParser } from "./parser.ts";
import { toUnicode } from "./punycode.ts";
import { isSpecial, type UrlRecord, write } from "./record.ts";

export { domainToAscii, type HostTools } from "./host.ts";
export { toUnicode } from "./punycode.ts";

/** `updateActions` in internal/url, by number. */
const ACTIONS = [
  "protocol",
  "host",
  "hostname",
  "port",
  "username",
  "password",
  "pathname",
  "search",
  "hash",
  "href",
] as const;

/** What the realm's URLs take from the browser. */
export function hostTools({ pristine }: RealmContext): HostTools {
  const encoder = new pristine.TextEncoder();
  return {
    URL: pristine.URL,
    encode: (text) => encoder.encode(text),
    decode: (bytes) => pristine.utf8.decode(bytes),
  };
}

/** `url`: the URL parser. Browsers' own differ from Node's in many corners. */
export function urlBinding(context: RealmContext): Record<string, unknown> {
  const tools = hostTools(context);
  const parser = new UrlParser(tools);
  const urlComponents = new Uint32Array(9);
  const publish = (url: UrlRecord): string => {
    const { href, components } = write(url);
    urlComponents.set(components);
    return href;
  };
  const parse = (input: string, base?: string): UrlRecord | undefined => {
    const start = base === undefined ? undefined : parser.parse(base);
    return base !== undefined && !start ? undefined : parser.parse(input, start);
  };
  /** Of text that was a URL's `href`. */
  const known = (href: string): UrlRecord => {
    const url = parser.parse(href);
    if (!url) throw invalid(href);
    return url;
  };
  const hostOf = (domain: string): string => {
    const url = known("ws://x");
    return parser.set(url, "hostname", domain) ? (url.host ?? "") : "";
  };
  return {
    urlComponents,
    parse(input: string, base: string | undefined, raise: boolean): string | undefined {
      const url = parse(input, base);
      if (url) return publish(url);
      if (raise) throw invalid(input, base);
      return undefined;
    },
    canParse: (input: string, base?: string) => parse(input, base) !== undefined,
    update(href: string, action: number, value: string): string | false {
      const part = ACTIONS[action];
      const url = part === "href" ? parse(value) : known(href);
      if (!url) return false;
      if (part !== undefined && part !== "href") parser.set(url, part, value);
      return publish(url);
    },
    domainToASCII: hostOf,
    domainToUnicode: (domain: string) => toUnicode(hostOf(domain), tools),
    pathToFileURL(path: string, isWindows: boolean, hostname?: string): string {
      const url = known("file://");
      const special = isWindows ? /[%\n\r\t[\]|~]/g : /[%\\\n\r\t[\]|~]/g;
      const escaped = path.replaceAll(
        special,
        (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
      );
      parser.set(url, "pathname", escaped);
      if (hostname !== undefined && !parser.set(url, "hostname", hostname)) throw invalid(path);
      return publish(url);
    },
    format(href: string, hash: boolean, unicode: boolean, search: boolean, auth: boolean): string {
      const url = known(href);
      if (!hash) url.fragment = null;
      if (!search) url.query = null;
      if (!auth) Object.assign(url, { username: "", password: "" });
      if (unicode && url.host !== null) url.host = toUnicode(url.host, tools);
      return write(url).href;
    },
    getOrigin: (href: string) => originOf(known(href), parser),
  };
}

/** As node_url.cc throws it. */
function invalid(input: string, base?: string): TypeError {
  return coded(
    new TypeError("Invalid URL"),
    "ERR_INVALID_URL",
    base === undefined ? { input } : { input, base },
  );
}

function originOf(url: UrlRecord, parser: UrlParser): string {
  if (url.scheme === "blob" && typeof url.path === "string") {
    const inner = parser.parse(url.path);
    return inner && /^https?$/.test(inner.scheme) ? originOf(inner, parser) : "null";
  }
  if (!isSpecial(url) || url.scheme === "file") return "null";
  return `${url.scheme}://${url.host}${url.port === null ? "" : `:${url.port}`}`;
}
