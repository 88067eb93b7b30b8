import { writeFileSync } from "node:fs";
import type { Stats } from "node:fs";
interface Point<T = number> { readonly x: T; y?: T }
type Callback = (point: Point) => asserts point is Required<Point>;
abstract class Shape<T extends object> implements Iterable<T> {
  declare kind: string;
  static readonly count: number = 0;
  protected items: T[] = [];
  constructor(items: T[]) { this.items = items; }
  abstract area(this: Shape<T>): number;
  *[Symbol.iterator](): Iterator<T> { yield* this.items; }
}
class Square extends Shape<Point> {
  override area(): number { return (this.items[0] as Point)!.x ** 2; }
}
function over(value: string): string;
function over(value: number): number;
function over(value: unknown) { return value; }
const square = new Square([{ x: 3 } satisfies Point]);
console.log(square.area(), [...square], over(1), Object.keys(square), <string>"cast");
const stats: Stats | undefined = undefined;
writeFileSync("other.ts", "export const answer: number = 42; export type Never = never; export default (x: any) => x as string;");
const other = await import("./other.ts");
console.log(stats, other.answer, other.default("d"), process.features.typescript);
