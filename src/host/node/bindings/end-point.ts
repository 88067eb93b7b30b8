import type { SocketName } from "../../machine/syscalls.ts";

/** One end of a connection, or where a socket is, in the form that `getsockname` fills in. */
export interface EndPoint {
  address: string;
  family: "IPv4" | "IPv6";
  port: number;
}

export function fillEndPoint<T extends Partial<EndPoint>>(target: T, { host, port }: SocketName): T {
  target.address = host;
  target.family = host.includes(":") ? "IPv6" : "IPv4";
  target.port = port;
  return target;
}
