import { CommandError } from "../run/control.ts";
import { binaryTest, compareNumbers, unaryTest } from "../run/conditions.ts";
import type { Shell } from "../run/shell.ts";
import type { Builtin } from "./builtin.ts";

const BINARY = /^(=|==|!=|<|>|-eq|-ne|-lt|-le|-gt|-ge|-nt|-ot|-ef)$/;
const UNARY = /^-[abcdefghknoprstuvwxzGLNORS]$/;

/** `test` and `[`: 0 true, 1 false, 2 a mistake. */
export function testBuiltin(name: "test" | "["): Builtin {
  return async (shell, args) => {
    try {
      const words = [...args];
      if (name === "[" && words.pop() !== "]") throw new CommandError("missing `]'", 2);
      return new TestExpression(shell, words).run() ? 0 : 1;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      await shell.complain(`${name}: ${error.message}`);
      return error.status;
    }
  };
}

class TestExpression {
  private readonly shell: Shell;
  private readonly words: readonly string[];
  private at = 0;

  constructor(shell: Shell, words: readonly string[]) {
    this.shell = shell;
    this.words = words;
  }

  /** Up to four arguments POSIX says by their number what they mean. */
  run(): boolean {
    const [first, second, third] = this.words;
    switch (this.words.length) {
      case 0:
        return false;
      case 1:
        return first !== "";
      case 2:
        if (first === "!") return second === "";
        if (UNARY.test(first!)) return unaryTest(this.shell, first!, second!);
        throw new CommandError(`${first}: unary operator expected`, 2);
      case 3:
        if (BINARY.test(second!)) return this.binary(first!, second!, third!);
        if (second === "-a") return first !== "" && third !== "";
        if (second === "-o") return first !== "" || third !== "";
        if (first === "!") return !new TestExpression(this.shell, this.words.slice(1)).run();
        if (first === "(" && third === ")") return second !== "";
        throw new CommandError(`${second}: binary operator expected`, 2);
      default:
        if (this.words.length === 4 && first === "!")
          return !new TestExpression(this.shell, this.words.slice(1)).run();
        return this.all();
    }
  }

  private all(): boolean {
    const value = this.or();
    if (this.at < this.words.length) throw new CommandError("too many arguments", 2);
    return value;
  }

  private or(): boolean {
    let value = this.and();
    while (this.words[this.at] === "-o") {
      this.at++;
      value = this.and() || value;
    }
    return value;
  }

  private and(): boolean {
    let value = this.not();
    while (this.words[this.at] === "-a") {
      this.at++;
      value = this.not() && value;
    }
    return value;
  }

  private not(): boolean {
    if (this.words[this.at] !== "!") return this.primary();
    this.at++;
    return !this.not();
  }

  private primary(): boolean {
    const first = this.words[this.at];
    const second = this.words[this.at + 1];
    if (first === undefined) throw new CommandError("argument expected", 2);
    if (second !== undefined && BINARY.test(second) && this.at + 2 < this.words.length) {
      this.at += 3;
      return this.binary(first, second, this.words[this.at - 1]!);
    }
    if (first === "(") {
      this.at++;
      const value = this.or();
      if (this.words[this.at++] !== ")") throw new CommandError("`)' expected", 2);
      return value;
    }
    if (UNARY.test(first) && second !== undefined) {
      this.at += 2;
      return unaryTest(this.shell, first, second);
    }
    this.at++;
    return first !== "";
  }

  private binary(left: string, operator: string, right: string): boolean {
    if (operator === "=" || operator === "==") return left === right;
    if (operator === "!=") return left !== right;
    if (/^-(eq|ne|lt|le|gt|ge)$/.test(operator)) return compareNumbers(operator, number(left), number(right));
    return binaryTest(this.shell, operator, left, right);
  }
}

function number(text: string): bigint {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new CommandError(`${text}: integer expression expected`, 2);
  return BigInt(text.trim().replace(/^\+/, ""));
}
