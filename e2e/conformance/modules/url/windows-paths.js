const { pathToFileURL, fileURLToPath } = require("url");
const tell = (work) => { try { console.log(String(work())); } catch (e) { console.log(e.name, e.code, e.message, e.input); } };
for (const path of ["C:\\a b\\c#d?.txt", "\\\\server\\share\\file.txt", "\\\\exa mple\\share\\f", "\\\\server", "\\\\\\x", "C:/x/../y", "relative\\x", "\\\\?\\C:\\long", "C:\\ünï%20"])
  tell(() => pathToFileURL(path, { windows: true }));
for (const url of ["file:///C:/a%20b", "file://server/share/f", "file:///a", "file:///C:/a%2Fb", "file:///C:/a%5Cb", "http://x/"])
  tell(() => fileURLToPath(url, { windows: true }));
for (const path of ["/a b/#?%.txt", "/tab\there", "/new\nline", "/back\\slash", "/ü", "rel/../x/"])
  tell(() => pathToFileURL(path, { windows: false }).href.replace(process.cwd(), "<cwd>"));
