// The parts of URLs, read and set.
const show = (url) => console.log([url.href, url.origin, url.protocol, url.username, url.password, url.host, url.hostname, url.port, url.pathname, url.search, url.hash].map((part) => JSON.stringify(part)).join(" "));
const url = new URL("HTTPS://User:Pa%20ss@Example.COM:443/a/./b/../c d?q=é&x='#fr ag");
show(url);
console.log(url, JSON.stringify(url), String(url), url.searchParams.get("q"));
for (const [part, value] of [["port", "8080"], ["port", "99999"], ["port", "44x"], ["protocol", "http"], ["protocol", "mailto"], ["host", "other.org:81"], ["hostname", "a:b"], ["hostname", "[::1]"], ["username", "ü@"], ["password", ""], ["pathname", "no slash/%zz?"], ["search", "a=1"], ["search", ""], ["hash", "x y"], ["hash", ""], ["href", "file:///C|/x"], ["host", "server"], ["port", "1"]]) {
  url[part] = value;
  console.log(part, value, url.href);
}
for (const text of ["mailto:a@b", "data:text/plain, x ?q#h", "file:c:\\a", "//no", "http://1.2.3", "http://0x7f.1", "http://[::ffff:1.2.3.4]", "http://ex ample", "http://a:b:c", "http://ü.example/ß", "blob:https://a.com/id", "non:/..//p", "https://a%41.b", "http://300.1.1.1", "javascript:x y"])
  URL.canParse(text) ? show(new URL(text)) : console.log(text, "cannot be parsed");
for (const [text, base] of [["../x?y", "http://h/a/b/c?d#e"], ["//o/p", "https://h"], ["?q", "http://h/p?x"], ["#f", "mailto:a"], ["x", "mailto:a"], ["", "http://h/p?q#f"], ["C|/y", "file:///D:/x"], ["\\\\h\\p", "http://b"]]) console.log(text, base, URL.parse(text, base)?.href);
