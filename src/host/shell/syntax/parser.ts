import type {
  Assignment,
  Command,
  CommandWord,
  FunctionDefinition,
  ListItem,
  Pipeline,
  Redirect,
  RedirectOperator,
  Script,
  SimpleCommand,
  Word,
} from "./ast.ts";
import { parseAssignment } from "./assignments.ts";
import { parseBraceParameter } from "./parameter.ts";
import { isCompoundStart, parseCompound } from "./compound.ts";
import { ShellSyntaxError, Source } from "./source.ts";
import { type Aliases, Tokens } from "./tokens.ts";

export interface ParseOptions {
  readonly firstLine?: number;
  readonly aliases?: Aliases;
  readonly extendedGlob?: boolean;
  readonly interactive?: boolean;
}

const REDIRECT = new Set<string>(["<", ">", ">>", ">|", "<>", "<&", ">&", "&>", "&>>", "<<<", "<<", "<<-"]);
const RESERVED_ENDS = new Set(["then", "else", "elif", "fi", "do", "done", "esac", "}"]);
const DECLARATIONS = new Set(["declare", "typeset", "local", "export", "readonly"]);
const NO_ALIASES: Aliases = new Map();

/** Reads a script line by line, as bash does: what stands before a mistake has run before the mistake is found. */
export class Parser {
  readonly tokens: Tokens;

  constructor(source: Source, aliases: Aliases, interactive: boolean) {
    this.tokens = new Tokens(source, aliases);
    this.tokens.interactive = interactive;
  }

  /** The commands of the next line, which may go on over several. Null at the end. @throws {ShellSyntaxError} */
  nextLine(): Script | null {
    this.tokens.skipNewlines();
    if (this.tokens.peek().kind === "end") return null;
    const items: ListItem[] = [];
    for (;;) {
      const { kind } = this.tokens.peek();
      if (kind === "end") break;
      if (kind === "newline") {
        this.tokens.take();
        break;
      }
      items.push(this.listItem());
    }
    return { items };
  }

  /** Commands up to a word or operator that cannot start one. `required`: at least one. */
  list(required: boolean): Script {
    const items: ListItem[] = [];
    this.tokens.skipNewlines();
    while (this.startsCommand()) {
      items.push(this.listItem());
      this.tokens.skipNewlines();
    }
    if (required && items.length === 0) this.tokens.unexpected();
    return { items };
  }

  private startsCommand(): boolean {
    const token = this.tokens.peek();
    if (token.kind === "word") return !RESERVED_ENDS.has(this.tokens.plain() ?? "");
    return token.kind === "operator" && (token.text === "(" || REDIRECT.has(token.text));
  }

  private listItem(): ListItem {
    const start = this.tokens.peek().start;
    const first = this.pipeline();
    const rest: { operator: "&&" | "||"; pipeline: Pipeline }[] = [];
    while (this.tokens.isOperator("&&", "||")) {
      const token = this.tokens.take();
      this.tokens.skipNewlines();
      rest.push({
        operator: token.kind === "operator" && token.text === "&&" ? "&&" : "||",
        pipeline: this.pipeline(),
      });
    }
    const end = this.tokens.peek().start;
    const source = this.tokens.source.text.slice(start, end).trimEnd();
    const background = this.tokens.takeOperator("&");
    if (!background && !this.tokens.takeOperator(";")) {
      const { kind } = this.tokens.peek();
      const closes = this.tokens.isOperator(")", ";;", ";&", ";;&");
      if (kind !== "newline" && kind !== "end" && !closes) this.tokens.unexpected();
    }
    return { first, rest, background, source };
  }

  private pipeline(): Pipeline {
    let negated = false;
    let timed: Pipeline["timed"] = false;
    for (;;) {
      if (this.tokens.takePlain("!")) negated = !negated;
      else if (this.tokens.takePlain("time")) timed = this.tokens.takePlain("-p") ? "posix" : "bash";
      else break;
    }
    const commands: Command[] = [];
    const pipeErrors: boolean[] = [];
    const ends = !this.startsCommand() && (timed !== false || negated);
    if (!ends) commands.push(this.command());
    while (this.tokens.isOperator("|", "|&")) {
      const token = this.tokens.take();
      pipeErrors.push(token.kind === "operator" && token.text === "|&");
      this.tokens.skipNewlines();
      commands.push(this.command());
    }
    return { commands, pipeErrors, negated, timed };
  }

  command(): Command {
    while (this.tokens.replaceAlias());
    const token = this.tokens.peek();
    const line = this.tokens.source.lineAt(token.start);
    if (isCompoundStart(this.tokens)) {
      const body = parseCompound(this, line);
      return { ...body, redirects: this.redirects() };
    }
    if (this.tokens.plain() === "function") return this.functionWithKeyword(line);
    if (token.kind === "word" && RESERVED_ENDS.has(this.tokens.plain() ?? "")) this.tokens.unexpected();
    return this.simple(line);
  }

  private redirects(): Redirect[] {
    const redirects: Redirect[] = [];
    for (let next = this.redirect(); next !== null; next = this.redirect()) redirects.push(next);
    return redirects;
  }

  private simple(line: number): SimpleCommand | FunctionDefinition {
    const assignments: Assignment[] = [];
    const words: CommandWord[] = [];
    const redirects: Redirect[] = [];
    const start = this.tokens.peek().start;
    let declares = false;
    for (;;) {
      const redirect = this.redirect();
      if (redirect !== null) {
        redirects.push(redirect);
        continue;
      }
      const token = this.tokens.peek();
      if (token.kind !== "word") break;
      if (words.length === 0 || declares) {
        this.tokens.rewind();
        const assignment = parseAssignment(this.tokens.source);
        if (assignment !== null) {
          if (words.length === 0) assignments.push(assignment);
          else words.push({ assignment });
          continue;
        }
        if (words.length === 0 && assignments.length > 0) while (this.tokens.replaceAlias());
      }
      const name = this.tokens.plain();
      const { word } = this.tokens.take() as { word: Word };
      if (words.length === 0) declares = name !== null && DECLARATIONS.has(name);
      else if (words.length === 1 && isCommandPrefix(words[0]!))
        declares = name !== null && DECLARATIONS.has(name);
      words.push(word);
      if (words.length === 1 && assignments.length + redirects.length === 0 && this.tokens.isOperator("(")) {
        return this.functionDefinition(name, line, start);
      }
    }
    if (words.length + assignments.length + redirects.length === 0) this.tokens.unexpected();
    return { kind: "simple", line, assignments, words, redirects };
  }

  private functionDefinition(name: string | null, line: number, start: number): FunctionDefinition {
    this.tokens.take();
    if (name === null || !this.tokens.takeOperator(")")) this.tokens.unexpected();
    return this.functionBody(name, line, start);
  }

  private functionWithKeyword(line: number): FunctionDefinition {
    const start = this.tokens.take().start;
    const name = this.tokens.plain();
    if (name === null) this.tokens.unexpected();
    this.tokens.take();
    if (this.tokens.takeOperator("(") && !this.tokens.takeOperator(")")) this.tokens.unexpected();
    return this.functionBody(name, line, start);
  }

  private functionBody(name: string, line: number, start: number): FunctionDefinition {
    this.tokens.skipNewlines();
    if (!isCompoundStart(this.tokens)) this.tokens.unexpected();
    const compound = parseCompound(this, this.tokens.source.line);
    const body = { ...compound, redirects: this.redirects() };
    const source = this.tokens.source.text.slice(start, this.tokens.peek().start).trimEnd();
    return { kind: "function", name, body, line, redirects: [], source };
  }

  /** A redirection, with the descriptor before it, when one stands here. */
  private redirect(): Redirect | null {
    const token = this.tokens.peek();
    const { source } = this.tokens;
    let fd: number | string | null = null;
    if (token.kind === "word") {
      const text = source.text.slice(token.start, token.end);
      const named = /^\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(text)?.[1];
      const follows = /[<>]/.test(source.peek()) && source.peek(1) !== "(";
      if (!follows || (named === undefined && !/^[0-9]+$/.test(text))) return null;
      this.tokens.take();
      fd = named ?? Number(text);
    } else if (token.kind !== "operator" || !REDIRECT.has(token.text)) return null;
    const operator = this.tokens.take();
    if (operator.kind !== "operator") return null;
    const target = this.tokens.peek();
    if (target.kind !== "word") this.tokens.unexpected();
    const raw = source.text.slice(target.start, target.end);
    this.tokens.take();
    if (operator.text !== "<<" && operator.text !== "<<-") {
      return { operator: operator.text as RedirectOperator, fd, target: target.word };
    }
    const redirect: Redirect = { operator: "<<", fd, target: { parts: [] } };
    const quoted = /['"\\]/.test(raw);
    const delimiter = raw.replace(/\\(.)|['"]/g, "$1");
    source.hereDocuments.push({ redirect, delimiter, quoted, stripTabs: operator.text === "<<-" });
    return redirect;
  }
}

function isCommandPrefix(word: CommandWord): boolean {
  if (!("parts" in word)) return false;
  const part = word.parts[0];
  return (
    word.parts.length === 1 && part?.kind === "text" && (part.text === "builtin" || part.text === "command")
  );
}

/** A source whose command substitutions are read with the same aliases and options. */
export function scriptSource(text: string, options: ParseOptions = {}): Source {
  const aliases = options.aliases ?? NO_ALIASES;
  const commands = (source: Source): Script => {
    // The bodies of here-documents inside of the substitution are its own.
    const outer = source.hereDocuments.splice(0);
    const parser = new Parser(source, aliases, options.interactive ?? false);
    const script = parser.list(false);
    if (parser.tokens.peek().kind === "word") parser.tokens.unexpected();
    if (parser.tokens.peek().kind === "operator" && !parser.tokens.isOperator(")"))
      parser.tokens.unexpected();
    parser.tokens.rewind();
    source.hereDocuments.push(...outer);
    return script;
  };
  return new Source(text, options.firstLine ?? 1, options.extendedGlob ?? false, {
    commands,
    parameter: parseBraceParameter,
  });
}

export function scriptParser(text: string, options: ParseOptions = {}): Parser {
  return new Parser(scriptSource(text, options), options.aliases ?? NO_ALIASES, options.interactive ?? false);
}

/** The whole script at once. @throws {ShellSyntaxError} */
export function parseScript(text: string, options: ParseOptions = {}): Script {
  const parser = scriptParser(text, options);
  const items: ListItem[] = [];
  for (let line = parser.nextLine(); line !== null; line = parser.nextLine()) items.push(...line.items);
  return { items };
}

export { ShellSyntaxError };
