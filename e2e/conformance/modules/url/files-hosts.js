// File URLs and host names.
const url = require("node:url");
for (const path of ["/a b", "/a%b", "/a\\b", "/a\nb\tc", "/a?b#c", "/tr/", "/é漢😀", "/'\"`^{}|<>[]~", "/..//x/./y"]) console.log(url.pathToFileURL(path).href, url.fileURLToPath(url.pathToFileURL(path)) === require("node:path").resolve(path) + (path.endsWith("/") ? "/" : ""));
for (const path of ["C:\\a\\b c", "\\\\host\\share\\x", "C:/é?#%"]) console.log(url.pathToFileURL(path, { windows: true }).href);
for (const text of ["file:///C:/a%20b", "file://host/share/x", "file:///C:/%E9"])
  try {
    console.log(url.fileURLToPath(text, { windows: true }));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
for (const name of ["español.com", "xn--iñvalid.com", "中文.com", "EXAMPLE.com", "a b", "", "xn--fiq228c.com", "a:80", "faß.de", "xn--zca", "xn--a", "-a"]) console.log(JSON.stringify([name, url.domainToASCII(name), url.domainToUnicode(name)]));
console.log(url.urlToHttpOptions(new URL("https://a:b%20@xn--g6w251d.com:8/p?q#h")));
console.log(url.fileURLToPathBuffer?.(new URL("file:///a%ff")));
