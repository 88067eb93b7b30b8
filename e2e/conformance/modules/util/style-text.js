// styleText: names, lists, validation, and streams that have no colours.
const { styleText, stripVTControlCharacters, inspect } = require("node:util");
const show = (...args) => {
  try {
    console.log(JSON.stringify(styleText(...args)));
  } catch (error) {
    console.log(error.name, error.code, error.message.slice(0, 120));
  }
};
const always = { validateStream: false };
show("red", "text", always);
show(["bold", "underline", "green"], "text", always);
show(["bgBlue", "none"], "x", always);
show("red", "plain on a pipe");
show("bold", `in ${styleText("red", "nested", always)} it`, always);
show("notAColor", "x");
show(["red", 5], "x");
show("red", 5);
show("red", "x", { stream: {} });
show("red", "x", { validateStream: 1 });
show([], "x", always);
console.log(stripVTControlCharacters("\u001b[31mred\u001b[39m \u001b]8;;http://a\u0007link\u001b]8;;\u0007 \u001b[2Kend"));
try {
  stripVTControlCharacters(5);
} catch (error) {
  console.log(error.code);
}
console.log(inspect.colors.red, inspect.colors.bgRedBright);
