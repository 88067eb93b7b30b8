/** A URL's parts, each as it is written in the URL. */
export interface UrlRecord {
  /** Without its colon. */
  scheme: string;
  username: string;
  password: string;
  host: string | null;
  port: number | null;
  /** Segments; or, of a URL whose path means nothing to the parser (`mailto:x`), the text. */
  path: string[] | string;
  query: string | null;
  fragment: string | null;
}

/** Default ports of the schemes that the standard calls special. */
export const SPECIAL: Readonly<Record<string, number | null>> = {
  __proto__: null as never,
  ftp: 21,
  file: null,
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
};

export const isSpecial = (url: UrlRecord): boolean => url.scheme in SPECIAL;
export const hasCredentials = (url: UrlRecord): boolean => url.username !== "" || url.password !== "";
export const isOpaque = (url: UrlRecord): url is UrlRecord & { path: string } => typeof url.path === "string";

export const segmentsOf = ({ path }: UrlRecord): string[] => (typeof path === "string" ? [] : path);

/** How Ada numbers schemes (ada::scheme::type). */
const SCHEME_TYPES: Readonly<Record<string, number>> = {
  __proto__: null as never,
  http: 0,
  https: 2,
  ws: 3,
  ftp: 4,
  wss: 5,
  file: 6,
};
const OTHER_SCHEME = 1;
const OMITTED = 0xffffffff;

export interface Written {
  readonly href: string;
  /** Where the parts begin and end (ada::url_components). */
  readonly components: readonly number[];
}

/** The URL serializer of the standard. */
export function write(url: UrlRecord): Written {
  let href = `${url.scheme}:`;
  const protocolEnd = href.length;
  if (url.host !== null) href += "//";
  href += url.username;
  const usernameEnd = href.length;
  if (url.password !== "") href += `:${url.password}`;
  const hostStart = href.length;
  if (hasCredentials(url)) href += "@";
  href += url.host ?? "";
  const hostEnd = href.length;
  if (url.port !== null) href += `:${url.port}`;
  // A path that begins with two slashes would be taken for a host.
  if (url.host === null && !isOpaque(url) && url.path.length > 1 && url.path[0] === "") href += "/.";
  const pathStart = href.length;
  href += isOpaque(url)
    ? url.path
    : segmentsOf(url)
        .map((segment) => `/${segment}`)
        .join("");
  const searchStart = url.query === null ? OMITTED : href.length;
  if (url.query !== null) href += `?${url.query}`;
  const hashStart = url.fragment === null ? OMITTED : href.length;
  if (url.fragment !== null) href += `#${url.fragment}`;
  const type = SCHEME_TYPES[url.scheme] ?? OTHER_SCHEME;
  const port = url.port ?? OMITTED;
  return {
    href,
    components: [protocolEnd, usernameEnd, hostStart, hostEnd, port, pathStart, searchStart, hashStart, type],
  };
}
