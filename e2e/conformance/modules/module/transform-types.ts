// flags: --experimental-transform-types --no-warnings
enum Color { Red, Green = "g", Blue = 1 << 3 }
const enum Level { Low = 1, High }
namespace Space { export const inside = 1; export namespace Deep { export const value = inside + 1; } }
class Person {
  constructor(private readonly name: string, public age = 3) {}
  greet(): string { return `I am ${this.name}`; }
}
console.log(Color, Level.High, Space.Deep.value, new Person("Ada").greet(), new Person("B"));
import path = require("node:path");
console.log(path.posix.sep);
function fails(): never {
  throw new Error("in transformed code");
}
try {
  fails();
} catch (error) {
  console.log((error as Error).stack!.split("\n").slice(0, 3).join("\n").replaceAll(process.cwd(), "."));
}
