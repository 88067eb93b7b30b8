// flags: --no-deprecation
// url.parse, url.format, url.resolve.
const url = require("node:url");
for (const text of ["http://user:pa%20ss@Host.COM:8080/p/a/t/h?query=string&a=b#hash", "//host/path", "mailto:a@b.c?subject=x", "/rel?x#y", "javascript:alert('x')", "http://a.com/a b{}|\\^`", "HTTP://a.b:/x", "http://ü.com/ä", "file:///etc/x", "x:y:z", "http://a@b@c/", "http://[::1]:80/", "", "?q", "#h", "http:x", "git+ssh://git@h:p/x", "https://*/"])
  try {
    console.log(text, { ...url.parse(text) });
  } catch (error) {
    console.log(text, error.code, error.message);
  }
console.log(url.parse("//h/p?a=1&a=2", true, true).query, url.parse("//h/p", false, true).host);
for (const [from, to] of [["/one/two/three", "four"], ["http://example.com/", "/one"], ["http://example.com/one", "/two"], ["/a/b/c", "../../../d"], ["http://a/b?c#d", ""], ["mailto:a@b", "#x"], ["http://a/b/c", "//d/e"], [".", "#x"], ["http://a.com/b/cd/./e.md.html?", "../x/.."]]) console.log(from, to, url.resolve(from, to));
console.log(url.format({ protocol: "https", hostname: "h", port: 1, pathname: "p#q", query: { a: [1, 2], b: "é" }, hash: "x" }), url.format({ host: "h:2", search: "s?#" , slashes: true }), url.format({ hostname: "::1", auth: "u:p@", protocol: "http:" }), url.format("http://a b"));
console.log(url.format(new URL("http://u:p@xn--g6w251d.com:8/p?q#h"), { unicode: true, auth: false, fragment: false, search: false }), url.resolveObject("http://a/b", "c").href, new url.Url());
