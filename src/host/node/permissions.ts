/**
 * Words used here: a *scope* is one kind of access that the permission model knows; a *grant* is a path, or all paths that
 * begin alike, that a scope of files was given.
 */
import type { BindingContext } from "./binding.ts";
import { SyscallError } from "../machine/syscalls.ts";
import type { ParsedOptions } from "./options.ts";

/** Scopes by the names that `process.permission` takes. */
export type Scope =
  "fs" | "fs.read" | "fs.write" | "child" | "wasi" | "worker" | "inspector" | "addon" | "openssl.store";

interface Kind {
  /** What errors call it. */
  readonly name: string;
  /** The option that allows it; none for what only exists in parts. */
  readonly option?: string;
  /** The end of the name of the diagnostics channel that tells of it. */
  readonly channel: string;
}

/** As in permission_base.h. */
const KINDS: Readonly<Record<Scope, Kind>> = {
  fs: { name: "FileSystem", channel: "fs" },
  "fs.read": { name: "FileSystemRead", option: "--allow-fs-read", channel: "fs" },
  "fs.write": { name: "FileSystemWrite", option: "--allow-fs-write", channel: "fs" },
  child: { name: "ChildProcess", option: "--allow-child-process", channel: "child" },
  wasi: { name: "WASI", option: "--allow-wasi", channel: "wasi" },
  worker: { name: "WorkerThreads", option: "--allow-worker", channel: "worker" },
  inspector: { name: "Inspector", option: "--allow-inspector", channel: "inspector" },
  addon: { name: "Addon", option: "--allow-addons", channel: "addon" },
  "openssl.store": { name: "OpenSSLStore", option: "--allow-openssl-store", channel: "openssl-store" },
};

/** Scopes that are allowed or not, as a whole. */
const WHOLE = ["child", "wasi", "worker", "inspector", "addon", "openssl.store"] as const;

const FILE_TYPE = 0o170000;
const DIRECTORY = 0o040000;

/** What of the system grants depend on. */
export interface Places {
  cwd(): string;
  isDirectory(path: string): boolean;
}

/** The paths that one scope of files was given. */
export class Grants {
  readonly #places: Places;
  #everything = false;
  #paths: string[] = [];

  constructor(places: Places) {
    this.#places = places;
  }

  get everything(): boolean {
    return this.#everything;
  }

  /** @param given paths; a directory stands for all in it, `*` for everything, at the end of a path for whatever follows */
  allow(given: readonly string[]): void {
    for (const path of given) {
      if (path === "*") {
        this.#everything = true;
        return;
      }
      const whole = this.#withContent(this.#absolute(path));
      if (!this.#paths.some((one) => matches(one, whole))) this.#paths.push(whole);
    }
  }

  /** Takes back one path as it was given, which is impossible once everything was allowed; without a path all of them. */
  drop(path?: string): void {
    if (path === undefined) {
      this.#everything = false;
      this.#paths = [];
    } else if (!this.#everything) {
      const whole = this.#withContent(this.#absolute(path));
      this.#paths = this.#paths.filter((one) => one !== whole);
    }
  }

  covers(path: string): boolean {
    if (this.#everything) return true;
    if (path === "" || this.#paths.length === 0) return false;
    const whole = this.#absolute(path);
    return this.#paths.some((one) => matches(one, whole));
  }

  #absolute(path: string): string {
    const parts: string[] = [];
    for (const part of `${path.startsWith("/") ? "" : `${this.#places.cwd()}/`}${path}`.split("/")) {
      if (part === "..") parts.pop();
      else if (part !== "" && part !== ".") parts.push(part);
    }
    return `/${parts.join("/")}`;
  }

  #withContent(path: string): string {
    if (!this.#places.isDirectory(path)) return path;
    return path.endsWith("/") ? `${path}*` : `${path}/*`;
  }
}

/** Whether a grant covers a path. What follows a `*` counts for nothing, and a directory belongs to what is in it. */
function matches(grant: string, path: string): boolean {
  const star = grant.indexOf("*");
  if (star < 0) return path === grant;
  const start = grant.slice(0, star);
  return path.startsWith(start) || (start.endsWith("/") && path === start.slice(0, -1));
}

/** Node's permission model: what a process that was started with `--permission` may do. */
export class Permissions {
  readonly #context: BindingContext;
  readonly #auditOnly: boolean;
  readonly #allowed: Set<Scope>;
  readonly #reads: Grants;
  readonly #writes: Grants;
  #isTelling = false;

  /** @param options the command line's values, by name */
  constructor(context: BindingContext, options: Readonly<Record<string, unknown>>) {
    this.#context = context;
    this.#auditOnly = options["--permission-audit"] === true;
    this.#allowed = new Set(WHOLE.filter((scope) => options[KINDS[scope].option ?? ""] === true));
    const places = {
      cwd: () => context.sys.cwd(),
      isDirectory(path: string): boolean {
        try {
          return (context.sys.stat(path).mode & FILE_TYPE) === DIRECTORY;
        } catch (error) {
          if (!(error instanceof SyscallError)) throw error;
          return false;
        }
      },
    };
    this.#reads = new Grants(places);
    this.#writes = new Grants(places);
    this.#reads.allow(options["--allow-fs-read"] as string[]);
    this.#writes.allow(options["--allow-fs-write"] as string[]);
  }

  /** Whether it is allowed; a refusal is told on the diagnostics channel. Nothing is known of other scopes. */
  has(scope: string, resource = ""): boolean {
    if (!isScope(scope)) return false;
    const isAllowed = this.#holds(scope, resource);
    if (!isAllowed) this.#tell(scope, resource, undefined);
    return isAllowed;
  }

  #holds(scope: Scope, resource: string): boolean {
    if (scope === "fs") return this.#reads.everything && this.#writes.everything;
    if (scope === "fs.read") return this.#reads.covers(resource);
    if (scope === "fs.write") return this.#writes.covers(resource);
    return this.#allowed.has(scope);
  }

  /** For good. Without a resource it drops the whole scope. */
  drop(scope: string, resource = ""): void {
    if (!isScope(scope)) return;
    const path = resource === "" ? undefined : resource;
    if (scope === "fs" || scope === "fs.read") this.#reads.drop(path);
    if (scope === "fs" || scope === "fs.write") this.#writes.drop(path);
    this.#allowed.delete(scope);
    this.#tell(scope, resource, true);
  }

  /** The error of what is not allowed, or null. */
  refusal(scope: Scope, resource = ""): Error | null {
    if (this.has(scope, resource) || this.#auditOnly) return null;
    const { name, option } = KINDS[scope];
    const remedy = option === undefined ? "" : `Use ${option} to manage permissions.`;
    return Object.assign(new Error(`Access to this API has been restricted. ${remedy}`), {
      code: "ERR_ACCESS_DENIED",
      permission: name,
      resource,
    });
  }

  /**
   * @param frame the native function that asks: the error's stack begins at its caller
   * @throws what `refusal` gives
   */
  demand(
    scope: Scope,
    resource = "",
    frame: Parameters<typeof Error.captureStackTrace>[1] = this.demand,
  ): void {
    const error = this.refusal(scope, resource);
    if (!error) return;
    Error.captureStackTrace?.(error, frame);
    throw error;
  }

  #tell(scope: Scope, resource: string, drop: true | undefined): void {
    if (this.#isTelling) return;
    const { channel } = this.#context.require("diagnostics_channel") as {
      channel(name: string): { readonly hasSubscribers: boolean; publish(message: unknown): void };
    };
    const { name, channel: end } = KINDS[scope];
    const told = channel(`node:permission-model:${end}`);
    if (!told.hasSubscribers) return;
    this.#isTelling = true;
    try {
      told.publish({ permission: name, resource, drop });
    } finally {
      this.#isTelling = false;
    }
  }
}

function isScope(name: string): name is Scope {
  return Object.hasOwn(KINDS, name);
}

/**
 * What a process with these options may read: what they say, and unasked the script and the modules that are loaded before
 * it. Where no script is named (it comes from stdin, or this is a thread) that is the working directory.
 */
export function implicitReads({ values, rest, hasEval }: ParsedOptions): readonly string[] {
  const given = values["--allow-fs-read"] as readonly string[];
  if (hasEval || values["--interactive"] === true) return given;
  const [script = ""] = rest;
  const preloaded = values["--require"] as readonly string[];
  return [...given, ...preloaded, ...(script === "inspect" ? [] : [script])];
}
