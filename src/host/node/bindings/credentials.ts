import { SyscallError } from "../../machine/syscalls.ts";
import type { RealmContext } from "../realm-context.ts";

/** `credentials`: the process begins as root's, as in a container, and may become another's. */
export function credentialsBinding(context: RealmContext): Record<string, unknown> {
  const ids = { uid: 0, euid: 0, gid: 0, egid: 0, groups: [0] };
  /** The number behind a name of /etc/passwd or /etc/group. */
  const lookUp = (file: string, given: string | number): number | undefined => {
    if (typeof given === "number") return given;
    const entry = lines(context, file).find(([name]) => name === given);
    return entry && Number(entry[2]);
  };
  const setter =
    (file: string, ...keys: ("uid" | "euid" | "gid" | "egid")[]) =>
    (given: string | number) => {
      const id = lookUp(file, given);
      if (id === undefined) return UNKNOWN;
      for (const key of keys) ids[key] = id;
      return 0;
    };
  return {
    implementsPosixCredentials: true,
    safeGetenv: (name: string) => (Object.hasOwn(context.env, name) ? context.env[name] : undefined),
    getTempDir() {
      const { TMPDIR, TMP, TEMP } = context.env;
      const folder = TMPDIR || TMP || TEMP || "/tmp";
      return folder.length > 1 && folder.endsWith("/") ? folder.slice(0, -1) : folder;
    },
    getuid: () => ids.uid,
    geteuid: () => ids.euid,
    getgid: () => ids.gid,
    getegid: () => ids.egid,
    getgroups: () => [...new Set([...ids.groups, ids.egid])],
    setuid: setter(USERS, "uid", "euid"),
    seteuid: setter(USERS, "euid"),
    setgid: setter(GROUPS, "gid", "egid"),
    setegid: setter(GROUPS, "egid"),
    initgroups(user: string | number, group: string | number) {
      // A name that nobody has is no error: it is in no group.
      const isKnown =
        typeof user === "string" || lines(context, USERS).some(([, , uid]) => uid === `${user}`);
      if (!isKnown) return UNKNOWN;
      const id = lookUp(GROUPS, group);
      if (id === undefined) return UNKNOWN_GROUP;
      ids.groups = [id];
      return 0;
    },
    setgroups(groups: readonly (string | number)[]) {
      const found = groups.map((group) => lookUp(GROUPS, group));
      const missing = found.indexOf(undefined);
      if (missing >= 0) return missing + 1;
      ids.groups = found.filter((id) => id !== undefined);
      return 0;
    },
  };
}

const USERS = "/etc/passwd";
const GROUPS = "/etc/group";
const UNKNOWN = 1;
const UNKNOWN_GROUP = 2;

function lines(context: RealmContext, file: string): string[][] {
  try {
    const text = context.pristine.utf8.decode(context.sys.readFile(file));
    return text.split("\n").map((line) => line.split(":"));
  } catch (error) {
    if (error instanceof SyscallError) return []; // Without the file nobody has a name.
    throw error;
  }
}
