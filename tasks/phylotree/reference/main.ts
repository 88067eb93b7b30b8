/** The package's own command lines (not `shuffle`, which depends on chance), by the commands that run them. */
const COMMANDS: Readonly<Record<string, () => unknown>> = {
  distance: () => require("../../../node_modules/phylotree/bin/phylotree-distance.js"),
  mrca: () => require("../../../node_modules/phylotree/bin/phylotree-mrca.js"),
  "neighbor-join": () => require("../../../node_modules/phylotree/bin/phylotree-neighbor-join.js"),
  reroot: () => require("../../../node_modules/phylotree/bin/phylotree-reroot.js"),
  "root-to-tip": () => require("../../../node_modules/phylotree/bin/root-to-tip.js"),
  tag: () => require("../../../node_modules/phylotree/bin/phylotree-tag.js"),
  "tip-date-extractor": () => require("../../../node_modules/phylotree/bin/tip-date-extractor.js"),
  tips: () => require("../../../node_modules/phylotree/bin/phylotree-tips.js"),
  validate: () => require("../../../node_modules/phylotree/bin/phylotree-validate.js"),
};

// The command lines let errors pass; Node would print where in the bundle they come from. They trip over input that
// cannot be read; the text of such an error names the bundle's variables.
process.on("uncaughtException", (error: unknown) => {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`phylotree: ${error instanceof TypeError ? "the input cannot be read" : text}\n`);
  process.exit(1);
});

// Whoever runs this, a date is one in UTC. (Of the real process, where another stands in for it.)
globalThis.process.env["TZ"] = "UTC";

const [name = ""] = process.argv.splice(2, 1);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command === undefined) {
  process.stderr.write(
    `phylotree: unknown command '${name}'\nusage: phylotree COMMAND [OPTION]...\ncommands: ${Object.keys(COMMANDS).join(" ")}\n`,
  );
  process.exitCode = 1;
} else {
  try {
    command();
  } catch (error) {
    // Also what is thrown at once arrives there.
    queueMicrotask(() => {
      throw error;
    });
  }
}

export {};
