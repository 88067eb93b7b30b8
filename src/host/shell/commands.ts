/**
 * The commands of /usr/bin that the shell's worker script is, by the name that it is called with. The machine makes an
 * executable file for each of them.
 */

/** The shell itself. */
export const SHELLS = ["sh", "bash", "jsh"] as const;

/** Programs of our own: they stream, and run inside of a shell's process where that makes no difference. */
export const OWN_COMMANDS = [
  "[", "base64", "basename", "cat", "chmod", "clear", "cmp", "comm", "cp", "cut", "date", "dirname", "du", "echo", "egrep", "env",
  "expr", "factor", "false", "fgrep", "find", "fold", "grep", "head", "hostname", "id", "join", "kill", "link", "ln",
  "ls", "md5sum", "mkdir", "mktemp", "mv", "nohup", "nproc", "npm", "npx", "od", "paste", "printenv", "printf", "pwd",
  "readlink", "realpath", "rev", "rm", "rmdir", "seq", "sha1sum", "sha256sum", "shuf", "sleep", "sort", "split", "stat",
  "sync", "tac", "tail", "tee", "test", "time", "timeout", "touch", "tr", "true", "truncate", "tty", "uname", "uniq",
  "unlink", "wc", "which", "whoami", "xargs", "xxd", "yes",
] as const; // prettier-ignore

/** Programs that just-bash provides. They read all of their input before they answer. */
export const LIBRARY_COMMANDS = [
  "awk", "column", "diff", "expand", "file", "gunzip", "gzip", "sed", "strings", "tar", "tree", "unexpand",
  "zcat",
] as const; // prettier-ignore

/** Whatever can run inside of a shell's own process. */
export const IN_SHELL: ReadonlySet<string> = new Set<string>([...OWN_COMMANDS, ...LIBRARY_COMMANDS]);

/** All names for /usr/bin. */
export const SHELL_COMMANDS: readonly string[] = [...SHELLS, ...OWN_COMMANDS, ...LIBRARY_COMMANDS].toSorted();
