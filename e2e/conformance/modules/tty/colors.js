// Color depth and support by environment.
const tty = require("node:tty");
const { getColorDepth, hasColors } = tty.WriteStream.prototype;
for (const env of [{}, { TERM: "dumb" }, { TERM: "xterm" }, { TERM: "xterm-256color" }, { COLORTERM: "truecolor" }, { COLORTERM: "1" }, { NO_COLOR: "1", TERM: "xterm" }, { FORCE_COLOR: "0" }, { FORCE_COLOR: "1" }, { FORCE_COLOR: "2" }, { FORCE_COLOR: "3" }, { FORCE_COLOR: "" }, { NODE_DISABLE_COLORS: "1" }, { CI: "1", GITHUB_ACTIONS: "1" }, { TERM: "linux" }, { TMUX: "1" }, { TERM_PROGRAM: "iTerm.app", TERM_PROGRAM_VERSION: "3.0" }, { TERM: "screen" }, { TEAMCITY_VERSION: "9.1.0" }]) {
  const stream = Object.create(tty.WriteStream.prototype);
  const depth = getColorDepth.call(stream, env);
  console.log(JSON.stringify(env), depth, hasColors.call(stream, 256, env), hasColors.call(stream, env));
}
for (const args of [["x"], [1], [0.5]])
  try {
    hasColors.call(Object.create(tty.WriteStream.prototype), ...args);
    console.log("taken");
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
