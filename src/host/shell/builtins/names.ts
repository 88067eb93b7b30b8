/** Names of the commands that the shell carries out itself. */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set([
  ".", ":", "[", "alias", "bg", "break", "builtin", "cd", "command", "continue", "declare", "dirs", "disown", "echo",
  "enable", "eval", "exec", "exit", "export", "false", "fg", "getopts", "hash", "help", "history", "jobs", "kill", "let",
  "local", "mapfile", "popd", "printf", "pushd", "pwd", "read", "readarray", "readonly", "return", "set", "shift",
  "shopt", "source", "suspend", "test", "times", "trap", "true", "type", "typeset", "ulimit", "umask", "unalias",
  "unset", "wait",
]); // prettier-ignore

export const KEYWORDS: ReadonlySet<string> = new Set([
  "if", "then", "else", "elif", "fi", "time", "for", "in", "until", "while", "do", "done", "case", "esac", "select",
  "function", "{", "}", "[[", "]]", "!", "coproc",
]); // prettier-ignore
