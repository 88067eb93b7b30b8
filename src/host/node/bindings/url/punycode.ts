import { domainToAscii, type HostTools } from "./host.ts";
import { decodeLabel } from "./label.ts";

/** A host name as people read it: labels that begin with `xn--` are decoded; those that no name encodes to stay. */
export function toUnicode(host: string, tools: HostTools): string {
  return host
    .split(".")
    .map((label) => {
      const decoded = label.startsWith("xn--") ? decodeLabel(label.slice(4)) : undefined;
      return decoded !== undefined && domainToAscii(decoded, tools) === label ? decoded : label;
    })
    .join(".");
}
