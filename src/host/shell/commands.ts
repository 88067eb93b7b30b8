/**
 * The commands of /usr/bin that the shell's worker script is, by the name that it is called with. The machine makes an
 * executable file for each of them.
 */

/** The shell itself. */
export const SHELLS = ["sh", "bash", "jsh"] as const;

/** The other programs, which also run inside of a shell's process where that makes no difference. */
export const COMMANDS = [
  "[", "awk", "base64", "basename", "cat", "chmod", "clear", "cmp", "code", "column", "comm", "cp", "cut", "date", "diff",
  "dirname", "du", "echo", "egrep", "env", "expand", "expr", "factor", "false", "fgrep", "file", "find", "fold",
  "grep", "gunzip", "gzip", "head", "hostname", "id", "join", "kill", "less", "link", "ln", "ls", "md5sum", "mkdir", "mktemp",
  "more", "mv", "nl", "nohup", "npm", "nproc", "npx", "od", "paste", "printenv", "printf", "pwd", "readlink", "realpath", "rev",
  "rm", "rmdir", "sed", "seq", "sha1sum", "sha256sum", "sha512sum", "shuf", "sleep", "sort", "split", "stat", "strings", "sync",
  "tac", "tail", "tar", "tee", "test", "time", "timeout", "touch", "tr", "tree", "true", "truncate", "tty", "uname",
  "unexpand", "uniq", "unlink", "watch", "wc", "which", "whoami", "xargs", "xdg-open", "xxd", "yes", "zcat",
] as const; // prettier-ignore

export const IN_SHELL: ReadonlySet<string> = new Set<string>(COMMANDS);

/** All names for /usr/bin. */
export const SHELL_COMMANDS: readonly string[] = [...SHELLS, ...COMMANDS].toSorted();
