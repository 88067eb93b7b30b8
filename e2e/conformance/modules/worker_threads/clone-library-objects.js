const { createSecretKey } = require("crypto");
const { Blob } = require("buffer");
const { BlockList, SocketAddress } = require("net");
(async () => {
  console.log(await structuredClone(new Blob(["text"], { type: "text/plain" })).text());
  const list = new BlockList();
  list.addAddress("10.0.0.1");
  const copy = structuredClone(list);
  console.log(copy.rules, copy.check("10.0.0.1"));
  console.log(structuredClone(new SocketAddress({ address: "1.2.3.4", port: 80 })));
  const key = structuredClone(createSecretKey(Buffer.from("secret")));
  console.log(key.type, key.export().toString(), key.symmetricKeySize);
  const dom = structuredClone(new DOMException("m", "AbortError"));
  console.log(dom.name, dom.message, dom.code, dom instanceof DOMException);
})();
