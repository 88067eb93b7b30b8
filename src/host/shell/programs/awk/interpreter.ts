import {
  arithmetic,
  awkFormat,
  callBuiltin,
  generalSubstitute,
  Random,
  splitInto,
  substitute,
} from "./functions.ts";
import { AwkFault, arrayOf, type AwkArray, type AwkState, type Cell } from "./state.ts";
import type { AwkStreams } from "./streams.ts";
import type { AwkProgram, Expression, Statement } from "./syntax.ts";
import { compare, fromInput, toBoolean, toNumber, toText, type Value } from "./values.ts";

/** How a statement leaves the ones around it. */
export class AwkJump extends Error {
  override readonly name = "AwkJump";
  readonly kind: "break" | "continue" | "next" | "nextfile" | "exit" | "return";
  readonly value: Value;
  constructor(kind: AwkJump["kind"], value?: Value) {
    super(kind);
    this.kind = kind;
    this.value = value;
  }
}

const MAX_DEPTH = 1000;

/** Carries out actions. Everything is synchronous: what is read from the main input lies in `mainInput` already. */
export class Interpreter {
  private readonly program: AwkProgram;
  private readonly state: AwkState;
  private readonly streams: AwkStreams;
  private readonly random = new Random();
  private locals: Map<string, Cell>[] = [];
  /** Gives the next record of the main input to `getline`; null at the end. */
  nextMain: () => string | null = () => null;
  /** Lets text that has piled up go on its way now and then; throws when the program is to stop. */
  onStep: () => void = () => undefined;

  constructor(program: AwkProgram, state: AwkState, streams: AwkStreams) {
    this.program = program;
    this.state = state;
    this.streams = streams;
  }

  private cell(name: string): Cell {
    return this.locals.at(-1)?.get(name) ?? this.state.cell(name);
  }

  private array(name: string): AwkArray {
    return arrayOf(this.cell(name), name);
  }

  private text(value: Value): string {
    return toText(value, this.state.convfmt);
  }

  run(statement: Statement): void {
    switch (statement.kind) {
      case "expression":
        this.evaluate(statement.value);
        return;
      case "block":
        for (const inner of statement.body) this.run(inner);
        return;
      case "print":
      case "printf":
        this.print(statement);
        return;
      case "if":
        if (this.test(statement.test)) this.run(statement.yes);
        else if (statement.no !== null) this.run(statement.no);
        return;
      case "while":
        while (this.test(statement.test) && this.body(statement.body));
        return;
      case "do":
        do if (!this.body(statement.body)) break;
        while (this.test(statement.test));
        return;
      case "for":
        if (statement.init !== null) this.run(statement.init);
        while (statement.test === null || this.test(statement.test)) {
          if (!this.body(statement.body)) break;
          if (statement.step !== null) this.run(statement.step);
        }
        return;
      case "for-in":
        for (const key of Array.from(this.array(statement.array).keys())) {
          this.assignName(statement.name, fromInput(key));
          if (!this.body(statement.body)) break;
        }
        return;
      case "delete":
        if (statement.keys === null) this.array(statement.name).clear();
        else this.array(statement.name).delete(this.key(statement.keys));
        return;
      case "exit":
      case "return":
        throw new AwkJump(
          statement.kind,
          statement.value === null ? undefined : this.evaluate(statement.value),
        );
      default:
        throw new AwkJump(statement.kind);
    }
  }

  /** A round of a loop. @returns whether it goes on. */
  private body(statement: Statement): boolean {
    this.onStep();
    try {
      this.run(statement);
      return true;
    } catch (error) {
      if (!(error instanceof AwkJump)) throw error;
      if (error.kind === "continue") return true;
      if (error.kind === "break") return false;
      throw error;
    }
  }

  test(expression: Expression): boolean {
    return toBoolean(this.evaluate(expression));
  }

  private print(statement: Statement & { kind: "print" | "printf" }): void {
    const { state } = this;
    let text: string;
    if (statement.kind === "printf")
      text = awkFormat(
        state,
        statement.args.map((arg) => this.evaluate(arg)),
      );
    else if (statement.args.length === 0) text = state.wholeRecord() + state.text("ORS");
    else {
      const format = state.text("OFMT");
      text =
        statement.args.map((arg) => toText(this.evaluate(arg), format)).join(state.text("OFS")) +
        state.text("ORS");
    }
    const { redirect } = statement;
    if (redirect === null) this.streams.write(text, null, "");
    else this.streams.write(text, redirect.operator, this.text(this.evaluate(redirect.target)));
  }

  evaluate(expression: Expression): Value {
    switch (expression.kind) {
      case "number":
      case "string":
        return expression.value;
      case "regex":
        return this.state.regex(expression.source).test(this.state.wholeRecord()) ? 1 : 0;
      case "field":
        return this.state.field(this.fieldIndex(expression.index));
      case "variable": {
        const local = this.locals.at(-1)?.get(expression.name);
        if (local === undefined) return this.state.get(expression.name);
        if (local.value instanceof Map) throw new AwkFault(`can't use array ${expression.name} as scalar`);
        return local.value;
      }
      case "element": {
        const array = this.array(expression.name);
        const key = this.key(expression.keys);
        // To look at an element makes it.
        if (!array.has(key)) array.set(key, undefined);
        return array.get(key);
      }
      case "assign":
        return this.assignment(expression);
      case "step": {
        const before = toNumber(this.evaluate(expression.target));
        this.assign(expression.target, before + expression.by);
        return expression.before ? before + expression.by : before;
      }
      case "unary": {
        const value = this.evaluate(expression.operand);
        if (expression.operator === "!") return toBoolean(value) ? 0 : 1;
        return expression.operator === "-" ? -toNumber(value) : toNumber(value);
      }
      case "binary":
        return this.binary(expression.operator, this.evaluate(expression.left), expression.right);
      case "and":
        return this.test(expression.left) && this.test(expression.right) ? 1 : 0;
      case "or":
        return this.test(expression.left) || this.test(expression.right) ? 1 : 0;
      case "condition":
        return this.evaluate(this.test(expression.test) ? expression.yes : expression.no);
      case "match":
        return this.regexOf(expression.regex).test(this.text(this.evaluate(expression.text))) !==
          expression.negated
          ? 1
          : 0;
      case "in":
        return this.array(expression.array).has(this.key(expression.keys)) ? 1 : 0;
      case "group":
        if (expression.parts.length === 1) return this.evaluate(expression.parts[0]!);
        return this.key(expression.parts);
      case "getline":
        return this.getline(expression);
      case "call":
        return expression.builtin ? this.builtin(expression) : this.call(expression);
    }
  }

  private fieldIndex(expression: Expression): number {
    const index = Math.trunc(toNumber(this.evaluate(expression)));
    if (index < 0) throw new AwkFault(`trying to access out of range field ${index}`);
    return index;
  }

  private key(keys: readonly Expression[]): string {
    return keys.map((key) => this.text(this.evaluate(key))).join(this.state.text("SUBSEP"));
  }

  private regexOf(expression: Expression): RegExp {
    if (expression.kind === "regex") return this.state.regex(expression.source);
    return this.state.regex(this.text(this.evaluate(expression)));
  }

  private binary(operator: string, left: Value, rightExpression: Expression): Value {
    const right = this.evaluate(rightExpression);
    switch (operator) {
      case " ":
        return this.text(left) + this.text(right);
      case "<":
        return compare(left, right, this.state.convfmt) < 0 ? 1 : 0;
      case "<=":
        return compare(left, right, this.state.convfmt) <= 0 ? 1 : 0;
      case "==":
        return compare(left, right, this.state.convfmt) === 0 ? 1 : 0;
      case "!=":
        return compare(left, right, this.state.convfmt) !== 0 ? 1 : 0;
      case ">":
        return compare(left, right, this.state.convfmt) > 0 ? 1 : 0;
      case ">=":
        return compare(left, right, this.state.convfmt) >= 0 ? 1 : 0;
      default:
        return arithmetic(operator, toNumber(left), toNumber(right));
    }
  }

  private assignment(expression: Expression & { kind: "assign" }): Value {
    let value = this.evaluate(expression.value);
    if (expression.operator !== "") {
      value = arithmetic(expression.operator, toNumber(this.evaluate(expression.target)), toNumber(value));
    }
    this.assign(expression.target, value);
    return value;
  }

  private assign(target: Expression, value: Value): void {
    if (target.kind === "field") this.state.setField(this.fieldIndex(target.index), value);
    else if (target.kind === "element") this.array(target.name).set(this.key(target.keys), value);
    else if (target.kind === "variable") this.assignName(target.name, value);
  }

  private assignName(name: string, value: Value): void {
    const local = this.locals.at(-1)?.get(name);
    if (local === undefined) this.state.set(name, value);
    else local.value = value;
  }

  private getline(expression: Expression & { kind: "getline" }): Value {
    const { from, target } = expression;
    const { state } = this;
    const line =
      from.kind === "main"
        ? this.nextMain()
        : this.streams.read(from.kind, this.text(this.evaluate(from.name)), state.text("RS"));
    if (line === undefined) return -1;
    if (line === null) return 0;
    if (from.kind !== "file") {
      state.set("NR", toNumber(state.get("NR")) + 1);
      if (from.kind === "main") state.set("FNR", toNumber(state.get("FNR")) + 1);
    }
    if (target === null) state.setRecord(line);
    else this.assign(target, fromInput(line));
    return 1;
  }

  private builtin(expression: Expression & { kind: "call" }): Value {
    const { name, args } = expression;
    const { state } = this;
    const value = (i: number): Value => this.evaluate(args[i]!);
    switch (name) {
      case "length": {
        const [only] = args;
        if (only?.kind === "variable" && this.cell(only.name).value instanceof Map)
          return this.array(only.name).size;
        return callBuiltin(
          state,
          this.streams,
          this.random,
          name,
          args.map((arg) => this.evaluate(arg)),
        );
      }
      case "split": {
        const text = this.text(value(0));
        const separator = args[2];
        const array = this.array((args[1] as Expression & { kind: "variable" }).name);
        if (separator === undefined) return splitInto(state, text, array, state.text("FS"));
        if (separator.kind === "regex") return splitInto(state, text, array, state.regex(separator.source));
        return splitInto(state, text, array, this.text(this.evaluate(separator)));
      }
      case "sub":
      case "gsub": {
        const replacement = this.text(value(1));
        const target = args[2] ?? { kind: "field", index: { kind: "number", value: 0 } };
        const text = this.text(this.evaluate(target));
        const done = substitute(
          text,
          state.regex(regexSource(args[0]!, this)),
          replacement,
          name === "sub" ? "first" : "all",
        );
        if (done.count > 0) this.assign(target, done.text);
        return done.count;
      }
      case "gensub": {
        const text = args[3] === undefined ? state.wholeRecord() : this.text(value(3));
        return generalSubstitute(text, this.regexOf(args[0]!), this.text(value(1)), this.text(value(2)));
      }
      case "match": {
        const text = this.text(value(0));
        const match = this.regexOf(args[1]!).exec(text);
        const start = match === null ? 0 : Array.from(text.slice(0, match.index)).length + 1;
        state.set("RSTART", start);
        state.set("RLENGTH", match === null ? -1 : Array.from(match[0]).length);
        const groups = args[2];
        if (groups?.kind === "variable") {
          const array = this.array(groups.name);
          array.clear();
          match?.forEach((group, i) => array.set(String(i), group));
        }
        return start;
      }
      default:
        return callBuiltin(
          state,
          this.streams,
          this.random,
          name,
          args.map((arg) => this.evaluate(arg)),
        );
    }
  }

  private call(expression: Expression & { kind: "call" }): Value {
    const definition = this.program.functions.get(expression.name);
    if (definition === undefined) throw new AwkFault(`calling undefined function ${expression.name}`);
    if (this.locals.length >= MAX_DEPTH)
      throw new AwkFault(`function ${expression.name} calls itself too often`);
    const frame = new Map<string, Cell>();
    definition.parameters.forEach((name, i) => {
      const arg = expression.args[i];
      // A bare name may be an array, or become one.
      const cell = arg?.kind === "variable" ? this.cell(arg.name) : undefined;
      if (cell !== undefined && (cell.value instanceof Map || cell.value === undefined)) {
        frame.set(name, cell.value === undefined ? shared(cell) : cell);
      } else frame.set(name, { value: arg === undefined ? undefined : this.evaluate(arg) });
    });
    this.locals.push(frame);
    try {
      this.run(definition.body);
      return undefined;
    } catch (error) {
      if (error instanceof AwkJump && error.kind === "return") return error.value;
      throw error;
    } finally {
      this.locals.pop();
    }
  }
}

/** A cell that hands an array on to the one it stands for, but keeps a scalar for itself. */
function shared(original: Cell): Cell {
  let own: Cell["value"];
  return {
    get value() {
      return original.value instanceof Map ? original.value : own;
    },
    set value(value) {
      if (value instanceof Map) original.value = value;
      else own = value;
    },
  };
}

/** The regular expression's text: evaluating the other arguments may use it as well. */
function regexSource(expression: Expression, interpreter: Interpreter): string {
  if (expression.kind === "regex") return expression.source;
  return toText(interpreter.evaluate(expression), "%.6g");
}
