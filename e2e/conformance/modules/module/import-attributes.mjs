import data from "data:application/json,{%22a%22:1}" with { type: "json" };
import { default as again } from "data:application/json,{%22a%22:1}" with { "type": "json" };
console.log(data, data === again);
export { default as exported } from "data:application/json,{%22a%22:1}" with { type: "json" };
const self = await import("./import-attributes.mjs");
console.log(self.exported === data);
const texts = ["import x from 'data:application/json,1' with { type: 'json', type: 'json' }", "import x from 'data:application/json,1' with { type: json }", "import 'data:application/json,1' with { kind: 'json' }", "import 'data:text/javascript,1' with { type: 'javascript' }", "import x from 'data:application/json,1' with { type: 'json' }; export default x"];
for (const text of texts)
  await import(`data:text/javascript,${encodeURIComponent(text)}`).then((m) => console.log("loaded", m.default), (error) => console.log(error.name, error.code, error.message.slice(0, 90)));
