const repl = require("repl");
const { PassThrough } = require("stream");

function ask(useGlobal, texts) {
  const input = new PassThrough();
  const server = repl.start({ prompt: "", input, output: new PassThrough().resume(), useGlobal, terminal: false });
  input.write("let foobar = 1; const foobaz = { deep: { er: 1 } }\nvar fooz = 3\nclass Foox {}\n");
  return new Promise((done) => {
    setTimeout(() => {
      for (const text of texts)
        server.complete(text, (error, [list, on]) => console.log(text, list.filter(Boolean).slice(0, 10).join(), "|", on));
      server.on("exit", done);
      server.close();
    }, 100);
  });
}
const texts = ["foo", "Arr", "foobar.toF", "foobaz.deep.", "process.vers", 'require("fs/', 'import("pa', "new Ma", ".e", "Math.ab", "x = Math.ma", "none.at.all", "'abc'.to"];
(async () => {
  await ask(false, texts);
  await ask(true, texts);
})();
