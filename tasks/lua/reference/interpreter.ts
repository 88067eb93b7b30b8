import type { LuaModule } from "wasmoon";
import type { Request, Step } from "./arguments.ts";

const ALL_RESULTS = -1;
const OK = 0;
const STRING = 4;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Where the interpreter itself writes; what scripts write goes there by C. */
export interface Streams {
  output(bytes: Uint8Array): void;
  error(bytes: Uint8Array): void;
}

/** Lua's stand-alone interpreter (lua.c of Lua 5.4) over its C interface. */
export class Interpreter {
  readonly #lua: LuaModule;
  readonly #args: readonly string[];
  readonly #streams: Streams;
  readonly #state: number;
  readonly #handler: number;

  constructor(lua: LuaModule, args: readonly string[], streams: Streams) {
    this.#lua = lua;
    this.#args = args;
    this.#streams = streams;
    this.#state = lua._luaL_newstate();
    this.#handler = lua.addFunction((state) => this.#explain(state!), "ii");
  }

  /** Runs what is asked for. @returns the exit code. @throws what ends the program when a script calls `os.exit` */
  run(request: Request): number {
    const lua = this.#lua;
    const state = this.#state;
    // In a C function, as the bottom of every traceback.
    const main = lua.addFunction(() => {
      lua._lua_pushboolean(state, this.#main(request) ? 1 : 0);
      return 1;
    }, "ii");
    lua._lua_pushcclosure(state, main, 0);
    const status = lua._lua_pcallk(state, 0, 1, 0, 0, 0);
    const fine = this.#report(status) && lua._lua_toboolean(state, -1) !== 0;
    lua._lua_close(state);
    lua._fflush(0);
    return fine ? 0 : 1;
  }

  #main({ steps, script, dash, environment, version }: Request): boolean {
    this.#lua._luaL_openlibs(this.#state);
    this.#setArguments(script);
    if (version) this.#streams.output(encode("Lua 5.4\n"));
    if (environment && !this.#runEnvironment()) return false;
    for (const step of steps) if (!this.#step(step)) return false;
    if (script !== null) return this.#script(this.#args[script]!, script, dash);
    // As in lua.c, an error of what standard input holds unasked does not show in the exit code.
    if (!version && !steps.some(({ kind }) => kind === "execute")) {
      this.#report(this.#load(null) || this.#call(0, 0));
    }
    return true;
  }

  /** The global `arg`: the script is 0, what is in front of it has negative places. */
  #setArguments(script: number | null): void {
    const lua = this.#lua;
    const all = ["lua", ...this.#args];
    const zero = script === null ? 0 : script + 1;
    lua._lua_createtable(this.#state, all.length, 0);
    for (const [index, one] of all.entries()) {
      this.#text(one, (at) => lua._lua_pushstring(this.#state, at));
      lua._lua_rawseti(this.#state, -2, BigInt(index - zero));
    }
    this.#text("arg", (at) => lua._lua_setglobal(this.#state, at));
  }

  #runEnvironment(): boolean {
    const name = ["LUA_INIT_5_4", "LUA_INIT"].find((one) => process.env[one] !== undefined);
    if (name === undefined) return true;
    const code = process.env[name]!;
    if (!code.startsWith("@")) return this.#execute(code, `=${name}`);
    return this.#report(this.#load(code.slice(1)) || this.#call(0, 0));
  }

  #step(step: Step): boolean {
    const lua = this.#lua;
    if (step.kind === "execute") return this.#execute(step.code, "=(command line)");
    if (step.kind === "warnings") {
      this.#text("@on", (at) => lua._lua_warning(this.#state, at, 0));
      return true;
    }
    this.#text("require", (at) => lua._lua_getglobal(this.#state, at));
    this.#text(step.module, (at) => lua._lua_pushstring(this.#state, at));
    const status = this.#call(1, 1);
    if (status === OK) this.#text(step.name, (at) => lua._lua_setglobal(this.#state, at));
    return this.#report(status);
  }

  #execute(code: string, name: string): boolean {
    const status = this.#text(code, (at, length) =>
      this.#text(name, (nameAt) => this.#lua._luaL_loadbufferx(this.#state, at, length, nameAt, 0)),
    );
    return this.#report(status || this.#call(0, 0));
  }

  #script(name: string, index: number, dash: boolean): boolean {
    const status = this.#load(name === "-" && dash ? null : name);
    if (status !== OK) return this.#report(status);
    const given = this.#args.slice(index + 1);
    this.#text("too many arguments to script", (at) =>
      this.#lua._luaL_checkstack(this.#state, given.length + 3, at),
    );
    for (const one of given) this.#text(one, (at) => this.#lua._lua_pushstring(this.#state, at));
    return this.#report(this.#call(given.length, ALL_RESULTS));
  }

  /** Pushes the function that a file is, or a message. @param name null means standard input. */
  #load(name: string | null): number {
    if (name === null) return this.#lua._luaL_loadfilex(this.#state, 0, 0);
    return this.#text(name, (at) => this.#lua._luaL_loadfilex(this.#state, at, 0));
  }

  /** Calls the function below `count` arguments; an error leaves its message with a traceback. */
  #call(count: number, results: number): number {
    const lua = this.#lua;
    const base = lua._lua_gettop(this.#state) - count;
    lua._lua_pushcclosure(this.#state, this.#handler, 0);
    lua._lua_rotate(this.#state, base, 1);
    const status = lua._lua_pcallk(this.#state, count, results, base, 0, 0);
    lua._lua_rotate(this.#state, base, -1);
    lua._lua_settop(this.#state, -2);
    return status;
  }

  /** The message handler. */
  #explain(state: number): number {
    const lua = this.#lua;
    if (lua._lua_tolstring(state, 1, 0) === 0) {
      const called = this.#text("__tostring", (at) => lua._luaL_callmeta(state, 1, at));
      if (called !== 0 && lua._lua_type(state, -1) === STRING) return 1;
      const type = decode(this.#bytes(lua._lua_typename(state, lua._lua_type(state, 1))));
      this.#text(`(error object is a ${type} value)`, (at) => lua._luaL_traceback(state, state, at, 1));
    } else {
      lua._luaL_traceback(state, state, lua._lua_tolstring(state, 1, 0), 1);
    }
    return 1;
  }

  /** Prints the message that an error left. @returns whether there was none */
  #report(status: number): boolean {
    if (status === OK) return true;
    const lua = this.#lua;
    const at = lua._lua_tolstring(this.#state, -1, 0);
    this.#streams.error(encode("lua: "));
    this.#streams.error(at === 0 ? encode("(error message not a string)") : this.#bytes(at));
    this.#streams.error(encode("\n"));
    lua._lua_settop(this.#state, -2);
    return false;
  }

  /** Lends a text to C, with a zero behind it. */
  #text<T>(text: string, take: (at: number, length: number) => T): T {
    const bytes = encode(text);
    const at = this.#lua._malloc(bytes.length + 1);
    try {
      this.#lua.HEAPU8.set(bytes, at);
      this.#lua.HEAPU8[at + bytes.length] = 0;
      return take(at, bytes.length);
    } finally {
      this.#lua._free(at);
    }
  }

  /** A text of C's, up to its zero. */
  #bytes(at: number): Uint8Array {
    return this.#lua.HEAPU8.slice(at, this.#lua.HEAPU8.indexOf(0, at));
  }
}
