// What is no URL is refused with its input.
const attempt = (act) => {
  try {
    console.log(act());
  } catch (error) {
    console.log(error.name, error.code, error.message, Object.keys(error), error.input, error.base);
  }
};
attempt(() => new URL("nope"));
attempt(() => new URL("/path", "also nope"));
attempt(() => new URL());
attempt(() => URL("http://a"));
attempt(() => new URL(Symbol("s")));
attempt(() => URL.canParse());
attempt(() => URL.parse("nope"));
attempt(() => new URL({ toString: () => "http://object/" }).href);
attempt(() => { const url = new URL("http://a"); url.href = "broken"; });
attempt(() => URL.prototype.toString.call({}));
attempt(() => Object.getOwnPropertyDescriptor(URL.prototype, "host").get.call({}));
attempt(() => new URL("http://a").searchParams.append("x"));
attempt(() => new URL("http://user@/x"));
attempt(() => require("node:url").fileURLToPath("http://a/b"));
attempt(() => require("node:url").fileURLToPath("file://host/a"));
attempt(() => require("node:url").fileURLToPath("file:///a%2Fb"));
attempt(() => require("node:url").fileURLToPath(5));
attempt(() => require("node:url").pathToFileURL(5));
attempt(() => require("node:url").parse(5));
attempt(() => require("node:url").parse("http://a:b/"));
attempt(() => require("node:url").format(5));
attempt(() => require("node:url").format(new URL("http://a"), 5));
