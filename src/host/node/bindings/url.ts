import type { RealmContext } from "../realm-context.ts";
import { hostName } from "./encoding.ts";

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
/** Schemes as Ada numbers them (ada::scheme::type). */
const SCHEMES: Readonly<Record<string, number>> = {
  "http:": 0,
  "https:": 2,
  "ws:": 3,
  "ftp:": 4,
  "wss:": 5,
  "file:": 6,
};
const OTHER_SCHEME = 1;
const OMITTED = 0xffffffff;

/** `url`: the URL parser. The browser's own serves; its parts' offsets are worked out from them. */
export function urlBinding(context: RealmContext): Record<string, unknown> {
  const { URL } = context.pristine;
  const urlComponents = new Uint32Array(9);
  const publish = (url: URL): string => {
    urlComponents.set(offsets(url));
    return url.href;
  };
  const parse = (input: string, base?: string): URL | undefined => {
    if (!URL.canParse(input, base)) return undefined;
    return new URL(input, base);
  };
  return {
    urlComponents,
    parse(input: string, base: string | undefined, raise: boolean): string | undefined {
      const url = parse(input, base);
      if (url) return publish(url);
      if (!raise) return undefined;
      const { codes } = context.require("internal/errors") as {
        codes: Record<string, new (...values: unknown[]) => Error>;
      };
      const Invalid = codes["ERR_INVALID_URL"];
      throw Invalid ? new Invalid(input, base) : new TypeError("Invalid URL");
    },
    canParse: (input: string, base?: string) => URL.canParse(input, base),
    update(href: string, action: number, value: string): string | false {
      const url = new URL(href);
      const part = ACTIONS[action];
      if (!part || (part === "href" && !URL.canParse(value))) return false;
      url[part] = value;
      return publish(url);
    },
    domainToASCII: (domain: string) => hostName(URL, domain) ?? "",
    domainToUnicode(domain: string): string {
      const ascii = hostName(URL, domain);
      if (ascii === undefined) return "";
      return (context.require("punycode") as { toUnicode(name: string): string }).toUnicode(ascii);
    },
    pathToFileURL(path: string, _windows: boolean, base?: string): string {
      const escaped = path.replaceAll(
        /[%\\\n\r\t?#]/g,
        (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
      );
      return publish(new URL(`file://${escaped}`, base));
    },
    format(href: string, hash: boolean, unicode: boolean, search: boolean, auth: boolean): string {
      const url = new URL(href);
      if (!hash) url.hash = "";
      if (!search) url.search = "";
      if (!auth) {
        url.username = "";
        url.password = "";
      }
      if (!unicode || url.hostname === "") return url.href;
      const { toUnicode } = context.require("punycode") as { toUnicode(name: string): string };
      return url.href.replace(url.hostname, () => toUnicode(url.hostname));
    },
    getOrigin: (href: string) => new URL(href).origin,
  };
}

/** Where the parts of `href` begin and end (ada::url_components). */
function offsets(url: URL): number[] {
  const { href } = url;
  const protocolEnd = url.protocol.length;
  const afterSlashes = protocolEnd + (href.startsWith("//", protocolEnd) ? 2 : 0);
  const hasAuth = url.username !== "" || url.password !== "";
  const usernameEnd = afterSlashes + url.username.length;
  const hostStart = usernameEnd + (url.password === "" ? 0 : url.password.length + 1);
  const hostEnd = hostStart + (hasAuth ? 1 : 0) + url.hostname.length;
  // A path that begins with two slashes and has no host is written with `/.` before it.
  const dot = afterSlashes === protocolEnd && href.startsWith("/.//", hostEnd) ? 2 : 0;
  const pathStart = hostEnd + (url.port === "" ? 0 : url.port.length + 1) + dot;
  const hash = href.indexOf("#", pathStart);
  const search = href.indexOf("?", pathStart);
  return [
    protocolEnd,
    usernameEnd,
    hostStart,
    hostEnd,
    url.port === "" ? OMITTED : Number(url.port),
    pathStart,
    search >= 0 && (hash < 0 || search < hash) ? search : OMITTED,
    hash >= 0 ? hash : OMITTED,
    SCHEMES[url.protocol] ?? OTHER_SCHEME,
  ];
}
