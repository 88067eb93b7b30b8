import { family, listed, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { fill, lua, programs, type Program } from "./program.ts";

const LINES = [
  "red 1",
  "green 22",
  "",
  "blue -3.5",
  "  indented",
  "0x1F 7",
  "last one",
  "café 9",
  "a,b,c",
  "1e3",
  "word",
];

const text = (r: Random): string => r.times(2, 6, () => r.pick(LINES)).join("\n") + r.pick(["\n", "\n", ""]);

const reading: Readonly<Record<string, Program>> = {
  lines: [
    "io.lines, stdin",
    lua`local n = 0 for line in io.lines() do n = n + 1 print(n, #line, line) end print("total", n + @i)`,
  ],
  read: [
    "io.read, stdin",
    lua`print(io.read()) print(io.read("l")) print(io.read("L")) print(io.read(@j)) print(io.read("a")) print(io.read("a"), io.read("l"), io.read(0))`,
  ],
  "read-numbers": [
    "io.read, stdin",
    lua`print(io.read("n")) print(io.read("n", "n")) print(io.read("l")) print(io.read("n", "l")) print(@i, io.read(0))`,
  ],
  "read-several": [
    "io.read, stdin",
    lua`print(io.read("l", "l", "n")) print(io.read(1, 2, "l")) local rest = io.read("a") print(#rest, rest:sub(1, @j))`,
  ],
  "read-old": [
    "io.read, stdin",
    lua`print(io.read("*l")) print(io.read("*n")) print(io.read("*L")) print(#io.read("*a"), @i)`,
    3,
  ],
  "lines-formats": [
    "io.lines, stdin",
    lua`for a, b in io.stdin:lines(1, "l") do print(a, b) end print(@i, io.read("a") == "", io.read())`,
  ],
  words: [
    "io.read, string.gmatch, stdin",
    lua`local counts, order = {}, {} for w in io.read("a"):gmatch("%w+") do if not counts[w] then order[#order + 1] = w end counts[w] = (counts[w] or 0) + 1 end
table.sort(order, function(a, b) if counts[a] ~= counts[b] then return counts[a] > counts[b] end return a < b end) for i = 1, math.min(@j, #order) do print(counts[order[i]], order[i]) end`,
  ],
  sum: [
    "io.lines, tonumber, stdin",
    lua`local sum, bad = 0, 0 for line in io.lines() do local n = tonumber(line:match("%S+$")) if n then sum = sum + n * @d else bad = bad + 1 end end print(sum, bad)`,
  ],
  wrong: [
    "io.read, errors, stdin",
    lua`print(pcall(io.read, "x")) print(pcall(io.read, {})) print(select("#", io.lines(nil, "l"))) print(io.read(@d)) print(pcall(io.read, "n", @i))`,
    3,
  ],
};

const stdin: readonly Family[] = programs("stdin", reading, (program, r) => ({
  args: ["main.lua"],
  stdin: text(r),
  files: { "main.lua": program },
}));

const writing = programs("io", {
  write: [
    "io.write",
    lua`io.write(@w, @i, " ", @f, "\n") print(io.write("x") == io.stdout) io.write(1.0, " ", 2^53, " ", @f * 2, " ", -@i, "\n") print(pcall(io.write, {})) print(pcall(io.write, nil)) io.stdout:write("a", @d, "b\n"):write("c\n")`,
  ],
  stderr: ["io.stderr", lua`io.stderr:write("warning ", @i, "\n") print(@w) io.stderr:write(@s, "\n")`],
  "write-read": [
    "io.open, file:write, file:read",
    lua`local f = assert(io.open("out@d1.txt", "w")) print(io.type(f), f:write(@s, "\n", @i, "\n", @f, "\nrest")) f:close() print(io.type(f))
for line in io.lines("out@d1.txt") do print(line) end
local f = io.open("out@d1.txt") print(f:read("l", "n", "n", "l", "a")) print(f:read("a"), f:read("l"), f:read(1)) f:close() print(pcall(f.read, f))`.replace(
      "print(io.type(f), f:write(",
      "print(io.type(f), f == f:write(",
    ),
  ],
  append: [
    "io.open, file:seek",
    lua`local f = io.open("a.txt", "w") f:write(@w) f:close() f = io.open("a.txt", "a") f:write("+", @w) f:close()
f = io.open("a.txt", "r+") print(f:seek("end"), f:seek("set", @j), f:read(2), f:seek(), f:seek("cur", -1), f:read("a")) f:seek("set", 0) f:write("X") f:seek("set") print(f:read("a")) f:close()
f = io.open("a.txt", "w+") f:write(@i, "\n") f:seek("set") print(f:read("n")) f:close()`,
  ],
  missing: [
    "io.open, errors",
    lua`print(io.open("missing@d.txt")) print(io.open("none/x@d", "w")) print(pcall(io.open, "x", "rz")) print(pcall(io.lines, "missing@d")) print(pcall(dofile, "missing@d.lua")) print(loadfile("missing@d.lua")) print(pcall(io.open))`,
    3,
  ],
  "close-type": [
    "io.type, file:close",
    lua`local f = io.open("t@d", "w") print(io.type(f), io.type(io.stdin), io.type(@v), tostring(f):match("^file %("), f:close(), io.type(f), tostring(f)) print(pcall(function() f:write(@w) end)) print(pcall(io.close, f)) print(pcall(f.lines, f))`,
  ],
  "output-input": [
    "io.output, io.input",
    lua`io.output("o.txt") io.write("line @i\n", @w, "\n") io.close() io.output(io.stdout) io.input("o.txt") print(io.read("l", "l", "l")) io.close(io.input()) print(io.type(io.input())) print(pcall(io.read))`,
  ],
  lines: [
    "io.lines",
    lua`local f = io.open("l.txt", "w") for i = 1, @j + 1 do f:write(i * @d, " ", @w, "\n") end f:close()
for l in io.lines("l.txt", "L") do io.write("[", l, "]") end for n, w in io.lines("l.txt", "n", "l") do io.write(n * 2, w, ";") end print() local it = io.lines("l.txt", 3) print(it(), it())`,
  ],
  remove: [
    "os.remove, os.rename",
    lua`local f = io.open("r@d1", "w") f:write(@w) f:close() print(os.rename("r@d1", "s@d1"), io.open("r@d1")) print(io.open("s@d1"):read("a"), os.remove("s@d1"), os.remove("s@d1")) print(os.rename("no@d", "x"))`,
  ],
  setvbuf: [
    "file:setvbuf, file:flush",
    lua`print(io.stdout:setvbuf("no"), io.stdout:flush() == io.stdout, io.flush() ~= nil, @i) io.stdout:setvbuf("full", 1024) io.write(@w, "\n")`,
    3,
  ],
});

const given: readonly Family[] = programs(
  "given",
  {
    lines: ["io.lines, files", lua`for l in io.lines("data.txt") do print(#l, l:upper()) end print(@i)`],
    read: [
      "io.open, file:read, files",
      lua`local f = io.open("data.txt") print(f:read("l")) print(f:read(@j)) print(f:seek("cur"), #f:read("a"), f:read("a"), f:read("l")) f:close()`,
    ],
    table: [
      "io.lines, string.match, files",
      lua`local rows = {} for l in io.lines("data.txt") do local w, n = l:match("^(%a+)%s+(%S+)$") rows[#rows + 1] = w and (w .. "=" .. tostring(tonumber(n))) or "?" end print(table.concat(rows, " "), @i)`,
    ],
    dofile: [
      "dofile, loadfile, files",
      lua`print(dofile("part.lua")) local f = loadfile("part.lua", "t", {x = @i}) print(f and f(@w)) print(x) print(pcall(dofile, "broken.lua")) print(loadfile("broken.lua"))`,
    ],
    require: [
      "require, package.loaded, files",
      lua`local m = require("mod") print(m.name, m.double(@i), require("mod") == m, package.loaded.mod == m, select(2, require("mod"))) print(require("dir.sub").v, require "flat") package.loaded.mod = nil print(require("mod") == m)`,
    ],
    "require-wrong": [
      "require, errors, files",
      lua`local ok, e = pcall(require, "no.such@d") print(ok, e) print(pcall(require, "broken")) print(pcall(require, "fails"))`,
      3,
    ],
    preload: [
      "package.preload, package.path, files",
      lua`package.preload["virtual@d1"] = function(...) print(...) return {v = @i} end print(require("virtual@d1").v) package.path = "./?.luax;lib/?.lua" print(require("deep").x, pcall(require, "mod")) print(package.config:sub(1, 1), type(package.searchers), package.searchpath("deep", package.path))`,
      4,
    ],
  },
  (program, r) => ({
    args: ["main.lua"],
    files: {
      "main.lua": program,
      "data.txt": text(r),
      "part.lua": fill("x = (x or 0) + @d\nreturn x, ...\n", r),
      "broken.lua": fill("local a = @i\nreturn a +\n", r),
      "fails.lua": fill('error("load failed @d")\n', r),
      "mod.lua": fill(
        'print("loading", ...)\nlocal M = {name = @w}\nfunction M.double(x) return x * @d end\nreturn M\n',
        r,
      ),
      "dir/sub.lua": fill("return {v = @i}\n", r),
      "flat.lua": fill("flat = @i\n", r),
      "lib/deep.lua": fill("return {x = ... .. @i}\n", r),
    },
  }),
);

const loading = programs("load", {
  load: [
    "load",
    lua`print(load("return @i + @i")()) print(load("local a, b = ... return b, a")(@v, @v)) print(load("x = @i") ~= nil, x) load("y = @m")() print(y) print(load("return ...", "=c")(@w), load("syntax error here"))`,
  ],
  "load-function": [
    "load",
    lua`local parts, i = {"return ", "@i", " + ", "@d"}, 0 print(load(function() i = i + 1 return parts[i] end)()) print(pcall(load, @i + 0)) print(load(function() return nil end)) print(pcall(load)) print(pcall(load, {@i}))`.replace(
      "print(load(function() return nil end)) ",
      "print(type(load(function() return nil end))) ",
    ),
  ],
  "load-mode": [
    "load, string.dump",
    lua`local f = load("return @i * 2") local b = string.dump(f) print(type(b), load(b)(), load(b, "b", "b")(), load(b, "b", "t")) print(load("return 1", "=txt@d", "b")) print(pcall(string.dump, print))`,
  ],
  chunkname: [
    "load, error messages: chunk names",
    lua`print(pcall(load("error('x@d')"))) print(pcall(load("error('x')", "=name@d"))) print(pcall(load("error('x')", "@file@d.lua"))) print(pcall(load("local a = @i\nerror('second line')"))) print(pcall(load("\n\nerror('" .. ("long"):rep(@d + 3) .. "')"))) print(pcall(load("error('x') -- " .. ("y"):rep(80)))) print(pcall(load("error('z')", "=" .. ("n"):rep(70)))) print(pcall(load("error('z')", "@" .. ("p"):rep(70))))`.replaceAll(
      '"@',
      '"\\64',
    ),
  ],
  debug: [
    "debug.getinfo, debug.traceback",
    lua`local function f(a, b, ...) local i = debug.getinfo(1, "nSl") return i.name, i.namewhat, i.short_src, i.currentline, i.what, i.linedefined end
print(f(@i)) print((debug.getinfo(f, "S").source), debug.getinfo(f, "u").nparams, debug.getinfo(f, "u").isvararg, debug.getinfo(print).what, debug.getinfo(1, "l").currentline, debug.getinfo(print, "S").short_src)
print(debug.getlocal(f, 1), debug.getinfo(@d * 100)) local x = @w print(debug.getlocal(1, 2)) print(debug.getupvalue(function() return x end, 1)) print(getmetatable("").__name, debug.getmetatable("") == getmetatable(""))`,
    4,
  ],
  exit: ["os.exit, exit codes", lua`print("before @i") os.exit(@V)`.replace("@V", "@d"), 3],
  "exit-boolean": [
    "os.exit, exit codes",
    lua`io.write(@w, "\n") local t <close> = setmetatable({}, {__close = function() print("closed") end}) if @i > 6 then os.exit(true, true) else os.exit(false) end`,
    5,
  ],
  environment: [
    "os.getenv",
    lua`print(os.getenv("NOT_SET_@d"), pcall(os.getenv)) print(type(os.time()), type(os.clock()), type(os.getenv("PATH")) ~= "number")`,
    2,
  ],
  date: [
    "os.date",
    lua`print(os.date("!%Y-%m-%d %H:%M:%S", @d * 100000007)) print(os.date("!%A %B %d %j %p %y %I %w %a %b %x %X %%", @i * 86400 * 13)) local t = os.date("!*t", @b1 % 4000000000) print(t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst) print(pcall(os.date, "%Ez", 0)) print(os.date("!%c", 0), os.date("!%D %F %T %R %e %h %n|%t|%C %u", @d * 98765432)) print(pcall(os.date, "%Q@d", 0))`,
    6,
  ],
  difftime: [
    "os.difftime",
    lua`print(os.difftime(@i, @i), math.type(os.difftime(@d, 1)), pcall(os.difftime, @w, 1))`,
    3,
  ],
  warn: [
    "warn, -W",
    lua`warn("@on") warn("careful ", @w) warn("@off") warn("hidden") warn("@on") warn(@w, " ", "@i") print("done", pcall(warn, {})) warn("@other") warn("x", "y@d")`.replace(
      /"@(on|off|other)"/g,
      '"\\64$1"',
    ),
    4,
  ],
  gc: [
    "collectgarbage",
    lua`print(collectgarbage(), collectgarbage("count") > 0, collectgarbage("isrunning"), collectgarbage("step") ~= nil, pcall(collectgarbage, @w)) print(collectgarbage("stop"), collectgarbage("isrunning"), collectgarbage("restart"), @i)`,
    2,
  ],
});

const commandLine: readonly Family[] = [
  family("cli-arguments", { features: ["arg, ...", "script arguments"], tries: 12 }, (r) => ({
    args: ["main.lua", ...r.times(0, 4, () => r.pick(["a", "two words", "-x", "--long=1", "", "3", "é"]))],
    files: {
      "main.lua":
        'print(#arg, arg[0], arg[1], arg[-1], select("#", ...), ...)\nfor i, a in ipairs(arg) do print(i, "[" .. a .. "]") end\n',
    },
  })),
  family("cli-execute", { features: ["-e"], tries: 14 }, (r) => ({
    args: r.chance(0.5)
      ? ["-e", fill("x = @i y = @w", r), "-e", fill("print(x, y, x * @d, ...)", r)]
      : [fill(`-e${r.pick(["print(@i, @w)", "print(#arg, arg[0])", "io.write(@w)", "print(@s)"])}`, r)],
  })),
  family("cli-execute-script", { features: ["-e", "script arguments"], tries: 10 }, (r) => ({
    args: ["-e", fill("a = @i", r), "main.lua", ...r.times(0, 2, () => r.pick(["x", "y", "-e"]))],
    files: { "main.lua": "print(a, #arg, arg[1], arg[0], arg[-1], arg[-2], arg[-3])\n" },
  })),
  family("cli-execute-error", { features: ["-e", "exit codes"], tries: 14 }, (r) => ({
    args: [
      "-e",
      fill(
        r.pick([
          "error(@w)",
          "x = = @i",
          "local t = nil; t.x = @i",
          "print(1",
          "error(@w, 0)",
          "return undefined.x",
          "f(@i)",
        ]),
        r,
      ),
      ...(r.chance(0.4) ? ["main.lua"] : []),
    ],
    files: { "main.lua": "print('never reached')\n" },
  })),
  family("cli-require", { features: ["-l"], tries: 12 }, (r) => ({
    args: r.pick([
      ["-l", "mod", "main.lua"],
      ["-lmod", "main.lua"],
      ["-l", "g=mod", "main.lua"],
      ["-l", "string", "-e", "print(string.rep('a', 3))"],
      ["-l", "missing", "main.lua"],
      ["-l", "g=dir.sub", "-e", fill("print(g.v, mod, @i)", r)],
      ["-l", "mod-v2", "-e", "print(type(mod))"],
    ]),
    files: {
      "main.lua": "print(mod and mod.n, g and g.n)\n",
      "mod.lua": fill('print("loaded", ...)\nreturn {n = @i}\n', r),
      "dir/sub.lua": fill("return {v = @i}\n", r),
      "mod-v2.lua": "return 5\n",
    },
  })),
  family("cli-stdin", { features: ["stdin", "- and --"], tries: 14 }, (r) => ({
    args: r.pick([["-"], ["-", "a", "b"], [], ["--", "main.lua", "x"], ["-", "-x"], ["--"]]),
    stdin: fill("print(@i, #arg, arg[0], ...)\nprint(@w)\n", r),
    files: { "main.lua": fill("print('script', @i, ...)\n", r) },
  })),
  family("cli-stdin-rest", { features: ["stdin", "io.read"], tries: 6 }, (r) => ({
    args: ["-"],
    stdin: fill("print(@i)\nprint(io.read())\nreturn 1, 2\n", r),
  })),
  listed("cli-wrong", { features: ["usage", "exit codes"], repeat: 9 }, [
    { args: ["-x"] },
    { args: ["-e"] },
    { args: ["-l"] },
    { args: ["--version"] },
    { args: ["-ex", "-q"] },
    { args: ["-e", "-l"] },
    { args: ["-W1"] },
    { args: ["-Ex"] },
    { args: ["none.lua"] },
    { args: ["dir/none.lua", "x"] },
    { args: ["-e", "print(1)", "-zz"] },
    { args: ["---"] },
  ]),
  family("cli-warnings", { features: ["-W", "warn"], tries: 6 }, (r) => ({
    args: r.pick([["-W"], []]).concat("-e", fill("warn(@w, '-', @w) print(@i)", r)),
  })),
  family("cli-environment", { features: ["LUA_INIT, -E", "os.getenv"], tries: 12 }, (r) => ({
    args: [...(r.chance(0.3) ? ["-E"] : []), "-e", fill("print(init, os.getenv('COLOR'), @i)", r)],
    env: {
      COLOR: r.pick(["red", "", "deep blue"]),
      ...r.pick([
        {},
        { LUA_INIT: "init = 5 print('init')" },
        { LUA_INIT: "@init.lua" },
        { LUA_INIT_5_4: "init = 54", LUA_INIT: "init = 1" },
        { LUA_INIT: "error('bad init')" },
        { LUA_INIT: "x = " },
      ]),
    },
    files: { "init.lua": fill("init = 'from file @i'\n", r) },
  })),
  family("cli-path", { features: ["LUA_PATH", "require"], tries: 6 }, (r) => ({
    args: ["-e", fill("print(pcall(require, 'm')) print(@i)", r)],
    env: r.pick([
      { LUA_PATH: "lib/?.lua" },
      { LUA_PATH_5_4: "?.luax" },
      { LUA_PATH: "none/?.lua" },
      { LUA_PATH: "./?.lua;lib/?.lua" },
    ]),
    files: { "lib/m.lua": fill("return 'lib @i'\n", r), "m.luax": fill("return 'x @i'\n", r) },
  })),
];

export const files: readonly Family[] = [...stdin, ...writing, ...given, ...loading, ...commandLine];
