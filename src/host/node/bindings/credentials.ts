import type { RealmContext } from "../realm-context.ts";

/** `credentials`: the process is root's, as in a container. */
export function credentialsBinding(context: RealmContext): Record<string, unknown> {
  const root = () => 0;
  return {
    implementsPosixCredentials: true,
    safeGetenv: (name: string) => (Object.hasOwn(context.env, name) ? context.env[name] : undefined),
    getTempDir() {
      const { TMPDIR, TMP, TEMP } = context.env;
      const folder = TMPDIR || TMP || TEMP || "/tmp";
      return folder.length > 1 && folder.endsWith("/") ? folder.slice(0, -1) : folder;
    },
    getuid: root,
    geteuid: root,
    getgid: root,
    getegid: root,
    getgroups: () => [0],
    initgroups: root,
    setgroups: root,
  };
}
