/** The package's glue as `bundle.ts` opens it up: Lua's C interface. Numbers are addresses unless told otherwise. */
declare module "wasmoon" {
  interface LuaModule {
    readonly FS: {
      mkdir(path: string): void;
      chdir(path: string): void;
      readdir(path: string): string[];
      writeFile(path: string, content: Uint8Array): void;
    };
    readonly HEAPU8: Uint8Array;
    addFunction(call: (...numbers: number[]) => number, signature: string): number;
    _malloc(size: number): number;
    _free(at: number): void;
    /** Of C's standard library; 0 means all streams. */
    _fflush(stream: number): number;
    _luaL_newstate(): number;
    _luaL_openlibs(state: number): void;
    _luaL_loadbufferx(state: number, text: number, length: number, name: number, mode: number): number;
    _luaL_loadfilex(state: number, name: number, mode: number): number;
    _luaL_traceback(state: number, of: number, message: number, level: number): void;
    _luaL_tolstring(state: number, index: number, length: number): number;
    _luaL_callmeta(state: number, index: number, event: number): number;
    _luaL_checkstack(state: number, count: number, message: number): void;
    _lua_close(state: number): void;
    _lua_gettop(state: number): number;
    _lua_settop(state: number, index: number): void;
    _lua_rotate(state: number, index: number, count: number): void;
    _lua_createtable(state: number, sequence: number, others: number): void;
    _lua_pushstring(state: number, text: number): number;
    _lua_pushlstring(state: number, text: number, length: number): number;
    _lua_pushboolean(state: number, value: number): void;
    _lua_pushcclosure(state: number, call: number, upvalues: number): void;
    _lua_pushvalue(state: number, index: number): void;
    _lua_setfield(state: number, index: number, name: number): void;
    _lua_setglobal(state: number, name: number): void;
    _lua_getglobal(state: number, name: number): number;
    _lua_rawlen(state: number, index: number): number;
    _lua_rawgeti(state: number, index: number, at: bigint): number;
    _lua_rawseti(state: number, index: number, at: bigint): void;
    _lua_type(state: number, index: number): number;
    _lua_typename(state: number, type: number): number;
    _lua_tolstring(state: number, index: number, length: number): number;
    _lua_toboolean(state: number, index: number): number;
    _lua_pcallk(
      state: number,
      count: number,
      results: number,
      handler: number,
      context: number,
      after: number,
    ): number;
    _lua_callk(state: number, count: number, results: number, context: number, after: number): void;
    _lua_warning(state: number, text: number, more: number): void;
  }
  export function openLua(options: {
    readonly locateFile: (name: string) => string;
    /** Called when the file system is there, before anything of C runs. */
    readonly preRun: (module: LuaModule & { readonly ENV: Record<string, string | undefined> }) => void;
    readonly program: () => WebAssembly.Module;
    readonly readByte: () => number | null;
    readonly writeByte: (byte: number | null) => void;
    readonly writeErrorByte: (byte: number | null) => void;
  }): Promise<LuaModule>;
}
