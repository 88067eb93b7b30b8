// Groups indent what follows.
console.group("first");
console.log("one\ntwo");
console.group();
console.warn("on stderr");
console.log({ a: 1, list: Array.from({ length: 30 }, (_, i) => i) });
console.groupCollapsed("collapsed", { x: 1 });
console.table([{ a: 1 }]);
console.dir({ deep: { deeper: {} } });
console.groupEnd();
console.groupEnd();
console.groupEnd();
console.groupEnd();
console.log("outside");
const { Console } = console;
const own = new Console({ stdout: process.stdout, groupIndentation: 4 });
own.group("four");
own.log("indented");
own.groupEnd();
for (const groupIndentation of [-1, 1001, "x", 1.5])
  try {
    new Console({ stdout: process.stdout, groupIndentation });
  } catch (error) {
    console.log(error.code, error.message);
  }
