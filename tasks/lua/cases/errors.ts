import { listed, type Family } from "../../pipeline/family.ts";
import { lua, programs } from "./program.ts";

const values = programs("error", {
  variables: [
    "error messages: variables",
    lua`local l = nil local t = {a = {}} local up = {}
print(pcall(function() return l.x end)) print(pcall(function() return g.x end)) print(pcall(function() return t.a.b.c end)) print(pcall(function() return t[@i].x end)) print(pcall(function() return up.@k.x end))
print(pcall(function() local v = @i; return v.x.y end)) print(pcall(function() local v; v.x = 1 end)) print(pcall(function() t.q.r = @i end)) print(pcall(function() return ("x").y.z end)) print(pcall(function() return (@i)() end))`,
  ],
  calls: [
    "error messages: variables",
    lua`local l = @n local t = {f = @w}
print(pcall(function() l() end)) print(pcall(function() undefined@d() end)) print(pcall(function() t.f() end)) print(pcall(function() t:f() end)) print(pcall(function() t:nomethod(@i) end)) print(pcall(function() ("x"):nope() end)) print(pcall(function() t.a.b() end)) print(pcall(function() t[1]() end)) print(pcall(function() string.nope(1) end)) print(pcall(function() local a = {} a.b.c() end))`,
  ],
  arithmetic: [
    "error messages: arithmetic",
    lua`local l, t = nil, {x = {}} @k = nil
print(pcall(function() return l + @i end)) print(pcall(function() return @i - @k end)) print(pcall(function() return t.x * 2 end)) print(pcall(function() return -t.x end)) print(pcall(function() return t.y / @i end)) print(pcall(function() return @i % print end)) print(pcall(function() return true ^ 2 end)) print(pcall(function() local a, b = {}, @i; return a + b end)) print(pcall(function() local a = "x" return a + @i end)) print(pcall(function() return @i & l end)) print(pcall(function() return t.x | 1 end))`,
  ],
  conversions: [
    "error messages: arithmetic",
    lua`local l = @f local s = "@k"
print(pcall(function() return l | 0 end)) print(pcall(function() return 1 << l end)) print(pcall(function() return s & 1 end)) print(pcall(function() return 2^80 ~ 1 end)) print(pcall(function() return ~l end)) print(pcall(function() return @i // 0 end)) print(pcall(function() local z = 0 return @i % z end))`,
  ],
  "error-values": [
    "error, pcall",
    lua`print(pcall(error, @w)) print(pcall(error, @w, 0)) print(pcall(error, @n)) print(pcall(error)) print(pcall(error, nil)) print(select("#", pcall(error))) print(pcall(error, true)) print(type(select(2, pcall(error, {})))) print(pcall(function() error(@w) end)) print(pcall(function() error(@w, 0) end)) print(pcall(function() error(@i) end)) print(pcall(function() error(setmetatable({}, {__tostring = function() return @w end})) end))`,
  ],
  levels: [
    "error: levels",
    lua`local function check(x)
  if type(x) ~= "number" then
    error("need a number, got " .. type(x), @j1)
  end
end
local function outer()
  check(@w)
end
print(pcall(outer))
print(pcall(check, @w))`,
    7,
  ],
  pcall: [
    "pcall",
    lua`print(pcall(function(...) return select("#", ...), ... end, @v, @v)) print(pcall(print, @w)) print(pcall(pcall, error, @i)) print(pcall(@v)) print(pcall(pcall)) print(select("#", pcall(function() end)))
local ok, msg = pcall(function() local ok, e = pcall(error, "inner", 0) error("outer " .. e, 0) end) print(ok, msg)`,
  ],
  xpcall: [
    "xpcall",
    lua`print(xpcall(function(a, b) return a, b end, print, @v, @v)) print(xpcall(function() error(@w, 0) end, function(m) return m:upper() .. "!" end)) print(xpcall(function() local x = nil; return x.y end, function(m) return "handled: " .. m end)) print(xpcall(error, function(m) return type(m) end, {})) print(pcall(xpcall, print)) print(xpcall(function() error(@i) end, tostring))`,
  ],
  "xpcall-traceback": [
    "xpcall, debug.traceback",
    lua`local function inner() error(@w) end
local function outer() inner() return 1 end
print(xpcall(outer, debug.traceback))
print(debug.traceback("message @i"))
print((debug.traceback("level", 2)))
local t = {} function t.field() print(debug.traceback(nil, 1)) end function t:method() t.field() end t:method()`,
  ],
  "error-in-handler": [
    "xpcall",
    lua`print(xpcall(function() error(@w) end, function(m) error("again", 0) end))
print(xpcall(function() error(@i) end, function(m) local n = nil; return n.x end))`,
    3,
  ],
  assert: [
    "assert",
    lua`print(assert(@i, "unused", 3)) print(pcall(assert, false)) print(pcall(assert, nil, @w)) print(pcall(assert, false, @i)) print(pcall(assert)) print(pcall(function() assert(@m < -100, "too " .. @w) end)) print(select("#", assert(1, nil, nil))) print(pcall(function() assert(false, {1}) end) == false)`,
  ],
  "stack-overflow": [
    "stack overflow",
    lua`local function f(n) return 1 + f(n + 1) end
local ok, m = pcall(f, 1) print(ok, m)
local function g() local t = setmetatable({}, {__index = function(t, k) return t[k .. "@d"] end}) return t.x end
local ok, m = pcall(g) print(ok, (m:match("overflow")))
print(pcall(string.rep, "x", -1), pcall(function() return ("x"):rep(1 << 40) end))`,
    3,
  ],
  arguments: [
    "error messages: arguments",
    lua`print(pcall(string.rep)) print(pcall(string.rep, @w, {})) print(pcall(("x").rep, "x", @f)) print(pcall(function() return (@w):rep() end)) print(pcall(function() return ("x"):bad() end)) print(pcall(setmetatable, 1, {})) print(pcall(ipairs)) print(pcall(string.char, @w, 256)) print(pcall(table.concat, @i)) print(pcall(io.lines, "nofile@d")) print(pcall(string.sub)) print(pcall(function() string.format("%d", {}) end)) print(pcall(function() local s = string.upper s() end)) print(pcall(function() return #5 end)) print(pcall(tostring))`,
    4,
  ],
  methods: [
    "error messages: arguments",
    lua`print(pcall(function() ("x").rep() end)) print(pcall(function() ("@k"):rep({}) end)) print(pcall(function() return ("@k"):sub(nil) end)) print(pcall(function() io.stdout.write() end)) print(pcall(function() io.stdout.write(@i) end)) print(pcall(function() return ("x"):format(@i):byte("y") end))`,
    4,
  ],
});

const syntaxErrors: readonly (readonly [string, readonly string[]])[] = [
  [
    "unexpected",
    [
      "x = = @i",
      "x = ",
      "local = @i",
      "return return",
      "x @i",
      "= @i",
      "@i = 1",
      "f(",
      "a.@i = 2",
      "local function end",
      "x = )",
      "print(@i))",
      "x = 1 2",
      "a b",
      "+ @i",
      "x + 1",
      "'s' = 1",
      "x = @w @w",
    ],
  ],
  [
    "expected",
    [
      "if x then",
      "while true",
      "for i = 1 do end",
      "for i in do end",
      "for 1 = 2, 3 do end",
      "function f( end",
      "t = {1, 2",
      "x = (1 + @i",
      "if x print(1) end",
      "repeat x = @i",
      "function f(a,) end",
      "local t = {a = }",
      "x = t[1",
      "goto",
      "::@k",
      "for i = 1, @i print(i) end",
      "f(1, )",
      "local x <const",
      "do x = 1\n\n",
      "if x then\n  y()\nelse\n  z(@i)\n",
    ],
  ],
  [
    "lexical",
    [
      'x = "open',
      "x = 'open\\n'",
      "x = [[open",
      "--[[ open @i",
      'x = "\\q"',
      'x = "\\300"',
      'x = "\\xZZ"',
      'x = "\\u{110000000}"',
      "x = 3x",
      "x = 0x",
      "x = 1e",
      "x = 1..2",
      "x = $",
      "x = @i ! 2",
      "x = [=@d",
      "x = 0xg@d",
      'x = "a\nb"',
      'x = "\\u{zz}"',
      "x = ?",
      "x = 1.2.@d",
      'x = "\\u123"',
    ],
  ],
  [
    "rules",
    [
      "return 1, print(2)\nx = 1",
      "break",
      "goto nope@d",
      "local x <const> = 1; x = 2",
      "local x <wrong> = 1",
      "for i = 1, 2 do local function f() break end end",
      "function f() return ... end",
      "x = ...; function g() return ... end",
      "f() = @i",
      "(a) = 1",
      "a.b:c = @i",
      "a:b",
      "local a.b = 1",
      "::a:: ::a::",
      "x, y",
      "f().x",
      "(f)",
      "x.y",
      "local function t.f() end",
      "function t:f.g() end",
      "return;;",
      "local x <close>, y <close> = 1, 2",
      "::x@d:: goto x; do ::x@d:: end",
    ],
  ],
];

/** Each text behind one of its own, so that place and name differ. */
const syntax = syntaxErrors.flatMap(([kind, texts]) =>
  programs(
    `syntax-${kind}`,
    Object.fromEntries(
      texts.map((text, index) => [
        String(index + 1),
        [
          "syntax errors, load",
          `local chunk = [==[${text}]==]
local f, m = load("local @k = @i " .. chunk) print(f and "compiles" or m)
f, m = load("-- one\\n\\n" .. chunk, "=name@i") print(f and "compiles" or m)
f, m = load(chunk, "@@k.lua") print(f and "compiles" or m)`,
          2,
        ] as const,
      ]),
    ),
  ),
);

/** Programs that end in an error: its message and traceback, exit code 1. */
const uncaught = programs("uncaught", {
  error: [
    "traceback, exit codes",
    lua`print("before")
local function inner(x)
  error("bad " .. x)
end
local function outer()
  inner(@w)
end
outer()`,
  ],
  "error-line": [
    "traceback, exit codes",
    lua`local t = {}
function t.f(n)
  return n + t.@k
end
function t:m()
  local r = t.f(@i)
  return r
end
t:m()`,
  ],
  global: [
    "traceback, exit codes",
    lua`function @k1(x)
  local y = x * 2
  return y .. nothing@d
end
print(@k1(@i))`,
    3,
  ],
  "tail-call": [
    "traceback, tail calls",
    lua`local function a() error(@w, @j) end
local function b() return a() end
local function c() b() end
c()`,
    6,
  ],
  "in-library": [
    "traceback, exit codes",
    lua`local t = @L
table.sort(t, function(x, y)
  return x < y.@k
end)`,
    3,
  ],
  method: [
    "traceback, exit codes",
    lua`local Stack = {} Stack.__index = Stack
function Stack:pop()
  if #self == 0 then error("empty stack @d", 2) end
  return table.remove(self)
end
local s = setmetatable({}, Stack)
print(s:pop())`,
    3,
  ],
  table: ["error objects, exit codes", lua`print(@i) error({code = @d})`, 2],
  "table-tostring": [
    "error objects, exit codes",
    lua`error(setmetatable({}, {__tostring = function(e) return "object @i: " .. @w end}))`,
    3,
  ],
  "other-values": ["error objects, exit codes", lua`io.write(@w) error(@v)`, 7],
  coroutine: [
    "traceback, coroutine.wrap",
    lua`local gen = coroutine.wrap(function() coroutine.yield(@i) error(@w) end)
print(gen())
print(gen())`,
    3,
  ],
  assert: [
    "assert, traceback",
    lua`local function read(n) return n > 100 and n or nil, "no value " .. n end
local v = assert(read(@m))
print(v)`,
    3,
  ],
  syntax: [
    "syntax errors, exit codes",
    lua`print("never")
local @k1 = @i
if @k1 then
  print(@k1
@k @k
end`,
    3,
  ],
  nested: [
    "traceback, exit codes",
    lua`local function level(n)
  if n == 0 then error("deep") end
  level(n - 1)
  return n
end
level(@j)`,
    6,
  ],
  deep: [
    "traceback, exit codes",
    lua`local function level(n)
  if n == 0 then error("deep") end
  level(n - 1)
  return n
end
level(@d * 10 + 10)`,
    4,
  ],
  close: [
    "traceback, attribs",
    lua`local x <close> = setmetatable({}, {__close = function(_, e) print("closing", e) end})
local function f() error(@w) end
f()`,
    3,
  ],
  pcall: [
    "traceback, pcall",
    lua`local ok, e = pcall(error, @w)
local function rethrow(m) error(m, 0) end
pcall(print, @i)
rethrow(e .. "!")`,
    3,
  ],
  "for-iterator": [
    "traceback, generic for",
    lua`local @k1 = @n
for i in @k1 do print(i) end`,
    3,
  ],
  metamethod: [
    "traceback, metamethods",
    lua`local v = setmetatable({}, {__add = function(a, b) error("cannot add " .. b) end, __index = function(t, k) error("no " .. k) end})
print(pcall(function() return v.x end))
print(v + @i)`,
    3,
  ],
  upvalue: [
    "traceback, exit codes",
    lua`local @k1 = @i
local function step() return @k1.value end
local list = {step, n = step}
list.n()`,
    3,
  ],
  hook: [
    "traceback, load",
    lua`local f = load("local a = ...\nreturn a.@k.c", "=chunk@i")
print(pcall(f, @i))
f({})`,
    3,
  ],
});

export const errors: readonly Family[] = [
  ...values,
  ...syntax,
  ...uncaught,
  listed(
    "uncaught-stdin",
    { features: ["traceback, exit codes", "stdin"], repeat: 9 },
    [
      "error('x')",
      "local t = nil\nt.x = 1",
      "print(1",
      "error({})",
      "print('fine') os.exit(4)",
      "return 5",
    ].flatMap((stdin) => [
      { args: ["-"], stdin },
      { args: [], stdin: `print('start')\n${stdin}` },
    ]),
  ),
];
