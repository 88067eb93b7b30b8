// userInfo in its encodings.
const os = require("node:os");
const { username, uid, gid, shell, homedir } = os.userInfo();
console.log(uid === process.getuid(), gid === process.getgid(), typeof username, typeof shell, homedir.startsWith("/"));
console.log(Object.keys(os.userInfo()).sort().join(), Object.getPrototypeOf(os.userInfo()) === null);
const raw = os.userInfo({ encoding: "buffer" });
console.log(Buffer.isBuffer(raw.username), raw.username.toString() === username);
console.log(os.userInfo({ encoding: "hex" }).username === Buffer.from(username).toString("hex"));
for (const bad of [5, { encoding: "nope" }, null])
  try {
    console.log(typeof os.userInfo(bad).username);
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
