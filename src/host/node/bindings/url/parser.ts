import { parseHost, type HostTools } from "./host.ts";
import * as percent from "./percent.ts";
import { hasCredentials, isOpaque, isSpecial, segmentsOf, SPECIAL, type UrlRecord } from "./record.ts";

const SCHEME = /^[a-z][a-z\d+.-]*(?=:)/i;
const DRIVE = /^[a-z][:|]$/i;
const STARTS_WITH_DRIVE = /^[a-z][:|](?:[/\\]|$)/i;
const DOUBLE_DOT = /^(?:\.|%2e){2}$/i;
const SINGLE_DOT = /^(?:\.|%2e)$/i;
const HIGHEST_PORT = 65_535;

/** The URL standard's parser and the setters of `URL`, as Ada has them. */
export class UrlParser {
  readonly #tools: HostTools;

  constructor(tools: HostTools) {
    this.#tools = tools;
  }

  /** @returns undefined when the input is no URL */
  parse(input: string, base?: UrlRecord): UrlRecord | undefined {
    /* oxlint-disable-next-line no-control-regex -- as the standard says */
    const text = withoutBreaks(input.toWellFormed().replaceAll(/^[\0-\x20]+|[\0-\x20]+$/g, ""));
    const [beforeHash, fragment] = cut(text, "#");
    const [before, query] = cut(beforeHash, "?");
    const given = SCHEME.exec(before)?.[0];
    if (
      given === undefined &&
      base &&
      isOpaque(base) &&
      (before !== "" || query !== null || fragment === null)
    )
      return undefined;
    const url =
      given === undefined ? this.#relative(before, query, base) : this.#absolute(before, given, base);
    if (!url) return undefined;
    // A blank at the end of the text would be lost when the rest is taken off.
    if (isOpaque(url) && (query ?? fragment) !== null) url.path = url.path.replace(/ $/, "%20");
    if (query !== null) url.query = encodeQuery(url, query);
    url.fragment = fragment === null ? null : encodeFragment(fragment);
    return url;
  }

  #absolute(text: string, given: string, base: UrlRecord | undefined): UrlRecord | undefined {
    const url = empty(given.toLowerCase());
    const rest = text.slice(given.length + 1);
    if (url.scheme === "file")
      return this.#file(url, rest, base?.scheme === "file" ? base : undefined, false);
    if (isSpecial(url)) {
      if (base?.scheme === url.scheme && !rest.startsWith("//"))
        return this.#relativeTo(url, rest, base, false);
      return this.#authority(url, rest.replace(/^[/\\]+/, ""));
    }
    if (rest.startsWith("//")) return this.#authority(url, rest.slice(2));
    if (rest.startsWith("/")) return withPath(url, rest.slice(1));
    url.path = percent.percentEncode(rest, percent.CONTROL_SET);
    return url;
  }

  #relative(text: string, query: string | null, base: UrlRecord | undefined): UrlRecord | undefined {
    if (!base) return undefined;
    if (isOpaque(base)) return { ...base };
    const url = empty(base.scheme);
    if (url.scheme === "file") return this.#file(url, text, base, query !== null);
    return this.#relativeTo(url, text, base, query !== null);
  }

  #relativeTo(url: UrlRecord, rest: string, base: UrlRecord, hasQuery: boolean): UrlRecord | undefined {
    const slash = isSpecial(url) ? /^[/\\]/ : /^\//;
    if (slash.test(rest) && slash.test(rest.slice(1)))
      return this.#authority(url, isSpecial(url) ? rest.replace(/^[/\\]+/, "") : rest.slice(2));
    const { username, password, host, port } = base;
    Object.assign(url, { username, password, host, port });
    if (slash.test(rest)) return withPath(url, rest.slice(1));
    return inherit(url, rest, base, hasQuery);
  }

  #file(url: UrlRecord, rest: string, base: UrlRecord | undefined, hasQuery: boolean): UrlRecord | undefined {
    url.host = "";
    if (/^[/\\]{2}/.test(rest)) return this.#fileHost(url, rest.slice(2));
    if (base) url.host = base.host;
    if (/^[/\\]/.test(rest)) {
      const [drive = ""] = base ? segmentsOf(base) : [];
      if (/^[a-z]:$/i.test(drive) && !STARTS_WITH_DRIVE.test(rest.slice(1))) url.path = [drive];
      return withPath(url, rest.slice(1));
    }
    if (!base) return withPath(url, rest);
    if (STARTS_WITH_DRIVE.test(rest)) return withPath(url, rest);
    return inherit(url, rest, base, hasQuery);
  }

  #fileHost(url: UrlRecord, text: string): UrlRecord | undefined {
    const name = /^[^/\\]*/.exec(text)?.[0] ?? "";
    if (DRIVE.test(name)) return withPath(url, text);
    if (name !== "") {
      const host = parseHost(name, false, this.#tools);
      if (host === undefined) return undefined;
      url.host = host === "localhost" ? "" : host;
    }
    return withPath(url, text.slice(name.length + 1));
  }

  #authority(url: UrlRecord, text: string): UrlRecord | undefined {
    const authority = (isSpecial(url) ? /^[^/\\]*/ : /^[^/]*/).exec(text)?.[0] ?? "";
    const at = authority.lastIndexOf("@");
    if (at >= 0) {
      const [username, password] = cut(authority.slice(0, at), ":");
      url.username = percent.percentEncode(username, percent.USERINFO_SET);
      url.password = percent.percentEncode(password ?? "", percent.USERINFO_SET);
    }
    const [name, port] = hostAndPort(authority.slice(at + 1));
    if (name === "" && (at >= 0 || port !== null || isSpecial(url))) return undefined;
    const host = name === "" ? "" : parseHost(name, !isSpecial(url), this.#tools);
    if (host === undefined || (port !== null && !/^\d*$/.test(port))) return undefined;
    url.host = host;
    if (port !== null && !setPort(url, port)) return undefined;
    const rest = text.slice(authority.length);
    return rest === "" && !isSpecial(url) ? url : withPath(url, rest.slice(1));
  }

  /** The setters of `URL`, by name. @returns false when the value is refused, with the URL as it was */
  set(url: UrlRecord, part: string, given: string): boolean {
    const value = withoutBreaks(given.toWellFormed());
    const hasHost = url.host !== null && url.host !== "" && url.scheme !== "file";
    switch (part) {
      case "protocol":
        return setScheme(url, value);
      case "username":
      case "password":
        if (hasHost) url[part] = percent.percentEncode(given.toWellFormed(), percent.USERINFO_SET);
        return hasHost;
      case "host":
      case "hostname":
        return !isOpaque(url) && this.#setHost(url, value, part === "hostname");
      case "port": {
        if (!hasHost) return false;
        if (given === "") url.port = null;
        const digits = /^\d+/.exec(value)?.[0];
        return digits !== undefined && setPort(url, digits);
      }
      case "pathname":
        if (isOpaque(url)) return false;
        url.path = [];
        if (isSpecial(url)) withPath(url, value.replace(/^[/\\]/, ""));
        else if (value !== "") withPath(url, value.replace(/^\//, ""));
        else if (url.host === null) url.path = [""];
        return true;
      case "search":
        url.query =
          given === "" ? null : encodeQuery(url, withoutBreaks(given.toWellFormed().replace(/^\?/, "")));
        return true;
      case "hash":
        url.fragment =
          given === "" ? null : encodeFragment(withoutBreaks(given.toWellFormed().replace(/^#/, "")));
        return true;
      default:
        return false;
    }
  }

  #setHost(url: UrlRecord, value: string, isNameOnly: boolean): boolean {
    const text = (isSpecial(url) ? /^[^/\\?#]*/ : /^[^/?#]*/).exec(value)?.[0] ?? "";
    if (url.scheme === "file") {
      const host = text === "" ? "" : parseHost(text, false, this.#tools);
      if (host !== undefined) url.host = host === "localhost" ? "" : host;
      return host !== undefined;
    }
    const [name, port] = hostAndPort(text);
    if (port !== null && (isNameOnly || name === "")) return false;
    if (name === "" && (isSpecial(url) || hasCredentials(url) || url.port !== null)) return false;
    const host = name === "" ? "" : parseHost(name, !isSpecial(url), this.#tools);
    if (host === undefined) return false;
    url.host = host;
    const digits = /^\d+/.exec(port ?? "")?.[0];
    if (digits !== undefined) setPort(url, digits);
    return true;
  }
}

function empty(scheme: string): UrlRecord {
  return {
    scheme,
    username: "",
    password: "",
    host: null,
    port: null,
    path: [],
    query: null,
    fragment: null,
  };
}

function withoutBreaks(text: string): string {
  return text.replaceAll(/[\t\n\r]/g, "");
}

/** What stands before the first `mark`, and after it. */
function cut(text: string, mark: string): [string, string | null] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

function hostAndPort(text: string): [string, string | null] {
  let isBracketed = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "[") isBracketed = true;
    else if (text[at] === "]") isBracketed = false;
    else if (text[at] === ":" && !isBracketed) return [text.slice(0, at), text.slice(at + 1)];
  }
  return [text, null];
}

function setPort(url: UrlRecord, digits: string): boolean {
  const port = digits === "" ? null : Number(digits);
  if (port !== null && port > HIGHEST_PORT) return false;
  url.port = port === SPECIAL[url.scheme] ? null : port;
  return true;
}

function setScheme(url: UrlRecord, value: string): boolean {
  const scheme = SCHEME.exec(`${value}:`)?.[0].toLowerCase();
  if (scheme === undefined || scheme in SPECIAL !== isSpecial(url)) return false;
  if (scheme === "file" && (hasCredentials(url) || url.port !== null)) return false;
  if (url.scheme === "file" && url.host === "") return false;
  url.scheme = scheme;
  if (url.port === SPECIAL[scheme]) url.port = null;
  return true;
}

function encodeQuery(url: UrlRecord, query: string): string {
  return percent.percentEncode(query, isSpecial(url) ? percent.SPECIAL_QUERY_SET : percent.QUERY_SET);
}

function encodeFragment(fragment: string): string {
  return percent.percentEncode(fragment, percent.FRAGMENT_SET);
}

/** A reference without a slash before it: beside what the base's path names. */
function inherit(url: UrlRecord, rest: string, base: UrlRecord, hasQuery: boolean): UrlRecord {
  const path = [...segmentsOf(base)];
  if (rest === "") {
    url.path = path;
    if (!hasQuery) url.query = base.query;
    return url;
  }
  url.path = shorten(url, path);
  return withPath(url, rest);
}

/** Leaves the last segment off; a file URL keeps its drive. */
function shorten(url: UrlRecord, path: readonly string[]): string[] {
  const isDrive = url.scheme === "file" && path.length === 1 && /^[a-z]:$/i.test(path[0] ?? "");
  return isDrive ? [...path] : path.slice(0, -1);
}

/** Adds the segments of `text` to the path. */
function withPath(url: UrlRecord, text: string): UrlRecord {
  let path = segmentsOf(url);
  const segments = text.split(isSpecial(url) ? /[/\\]/ : "/");
  for (const [at, segment] of segments.entries()) {
    const isLast = at === segments.length - 1;
    if (DOUBLE_DOT.test(segment)) {
      path = shorten(url, path);
      if (isLast) path.push("");
    } else if (SINGLE_DOT.test(segment)) {
      if (isLast) path.push("");
    } else if (url.scheme === "file" && path.length === 0 && DRIVE.test(segment)) {
      path.push(`${segment[0]}:`);
    } else {
      path.push(percent.percentEncode(segment, percent.PATH_SET));
    }
  }
  url.path = path;
  return url;
}
