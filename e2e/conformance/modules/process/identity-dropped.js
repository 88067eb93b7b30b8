// A process of root's that becomes another's, and what it may do then.
const attempt = (text, action) => {
  try {
    console.log(text, action());
  } catch ({ name, message, code, errno, syscall }) {
    console.log(text, name, message, code, errno, syscall);
  }
};
const ids = () => [process.getuid(), process.geteuid(), process.getgid(), process.getegid()].join();
if (process.getuid() === 0) {
  attempt("no id", () => process.setuid(2 ** 32 - 1));
  attempt("for now", () => process.seteuid(1000));
  attempt("another group", () => process.setgid(5));
  console.log(ids());
  attempt("back", () => process.seteuid(0));
  attempt("groups", () => process.setgroups([7]));
  attempt("group", () => process.setgid(7));
  attempt("for good", () => process.setuid(1000));
}
console.log(ids());
attempt("root", () => process.setuid(0));
attempt("root again", () => process.seteuid(0));
attempt("itself", () => process.setuid(1000));
attempt("its group", () => process.setegid(7));
attempt("another group", () => process.setegid(8));
attempt("groups", () => process.setgroups([8]));
attempt("all groups", () => process.initgroups("root", 8));
attempt("by name", () => process.setuid("root"));
attempt("unknown", () => process.setuid("nobody-of-this-name"));
console.log(ids());
