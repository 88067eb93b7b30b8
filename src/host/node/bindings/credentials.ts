import { SyscallError } from "../../machine/syscalls.ts";
import type { RealmContext } from "../realm-context.ts";

/** `credentials`: the process begins as root's, as in a container, and may become another's. */
export function credentialsBinding(context: RealmContext): Record<string, unknown> {
  const user: Identity = { real: 0, effective: 0, saved: 0 };
  const group: Identity = { real: 0, effective: 0, saved: 0 };
  let groups: readonly number[] = [0];
  /** The number behind a name of /etc/passwd or /etc/group. */
  const lookUp = (file: string, given: string | number): number | undefined => {
    if (typeof given === "number") return given >>> 0 === NOBODY_AT_ALL ? undefined : given >>> 0;
    const entry = lines(context, file).find(([name]) => name === given);
    return entry && Number(entry[2]);
  };
  /** Only root may do what is no way back to whom the process was before. @throws EPERM */
  const demand = (isAllowed: boolean, syscall: string) => {
    if (user.effective === 0 || isAllowed) return;
    throw Object.assign(new Error("EPERM, Operation not permitted"), { errno: 1, code: "EPERM", syscall });
  };
  const setAll = (syscall: string, file: string, own: Identity) => (given: string | number) => {
    const id = lookUp(file, given);
    if (id === undefined) return UNKNOWN;
    demand(id === own.real || id === own.saved, syscall);
    if (user.effective === 0) own.real = own.saved = id;
    own.effective = id;
    return 0;
  };
  const setEffective = (syscall: string, file: string, own: Identity) => (given: string | number) => {
    const id = lookUp(file, given);
    if (id === undefined) return UNKNOWN;
    demand(id === own.real || id === own.effective || id === own.saved, syscall);
    own.effective = id;
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
    getuid: () => user.real,
    geteuid: () => user.effective,
    getgid: () => group.real,
    getegid: () => group.effective,
    getgroups: () => [...new Set([...groups, group.effective])],
    setuid: setAll("setuid", USERS, user),
    seteuid: setEffective("seteuid", USERS, user),
    setgid: setAll("setgid", GROUPS, group),
    setegid: setEffective("setegid", GROUPS, group),
    initgroups(name: string | number, main: string | number) {
      // A name that nobody has is no error: it is in no group.
      const isKnown =
        typeof name === "string" || lines(context, USERS).some(([, , uid]) => uid === `${name}`);
      if (!isKnown) return UNKNOWN;
      const id = lookUp(GROUPS, main);
      if (id === undefined) return UNKNOWN_GROUP;
      demand(false, "initgroups");
      groups = [id];
      return 0;
    },
    setgroups(wanted: readonly (string | number)[]) {
      const found = wanted.map((each) => lookUp(GROUPS, each));
      const missing = found.indexOf(undefined);
      if (missing >= 0) return missing + 1;
      demand(false, "setgroups");
      groups = found.filter((id) => id !== undefined);
      return 0;
    },
  };
}

/** As whom the process began, as whom it acts, and as whom it may act again (credentials(7)). */
interface Identity {
  real: number;
  effective: number;
  saved: number;
}

/** `(uid_t)-1`, which stands for no id. */
const NOBODY_AT_ALL = 0xffff_ffff;

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
