import type { Family } from "../../pipeline/family.ts";
import { lua, programs } from "./program.ts";

const lexical = programs("lexical", {
  escapes: [
    "strings: escapes",
    lua`print("a\tb\\\"@d\'c\65\x4@d\u{48}\z
      joined", #"\0@d\n", '@i"@i')`,
  ],
  "escapes-decimal": [
    "strings: escapes",
    lua`print("\6@d\06@d\1@d2" == "\x41", #"\1@d9@d", ("\065@d"):byte(1, -1))`,
    3,
  ],
  "line-break": [
    "strings: escapes",
    lua`local s = "one\
two @w1"
print(#s, s)`.replace("@w1", "@i"),
  ],
  "long-strings": [
    "strings: long brackets",
    lua`local s = [[
first @i
  second \n @m]]
print(s, #s)
print([==[a]]b]=]@d]==])`,
  ],
  comments: [
    "comments",
    lua`-- a line @i
--[[ a block
print(@i) ]] print(@m)
--[==[ another ]] print("no") ]==] print("after", @d) --- end
---[[ not a block
print("shown", @i)
--]]`,
  ],
  hexadecimal: ["numerals", lua`print(0x@d, 0xA@d, 0Xff@d, 0x.@dp4, 0x1p-@j, 0xA.8p0, 0x@d.@d)`],
  decimal: ["numerals", lua`print(@d., .@d, @d.e2, @de+3, @dE-2, 3e0, 0@d, @d@d.@d)`],
  "decimal-large": [
    "numerals",
    lua`print(9223372036854775807, 922337203685477580@d, 92233720368547758@d@d, -9223372036854775808, 0x7fffffffffffffff@d)`,
  ],
  "equal-numbers": [
    "numerals",
    lua`print(@d1 == @d1.0, 1e3 == 100@d, @d.50, math.type(@d1), math.type(@d1.0), 2^@j)`,
  ],
  names: [
    "names",
    lua`local _@k1, @k1_2, And, END = @i, @i, @i, @i
print(_@k1, @k1_2, And, END, _G._ENV)`,
  ],
  semicolons: [
    "statements",
    lua`;;; local a = @i; ; print(a);;
do ; end print "x";
print [[@d]] print {@d} and nil`.replace("print {@d} and nil", ""),
  ],
  shebang: [
    "chunks",
    lua`#!/usr/bin/env lua @i
print(@m, "after the first line")`,
    3,
  ],
});

const scope = programs("scope", {
  shadowing: [
    "local variables",
    lua`local x = @i
local x = x + @j
do local x = x * 2; print(x) end
print(x)
for x = 1, 2 do local x = x + @m; print(x) end
print(x)`,
  ],
  globals: [
    "global variables",
    lua`@k1 = @m
local function f() @k1 = @k1 + @j; return @k1 end
print(f(), @k1, _G.@k1, _G["@k1"], undefined)`,
  ],
  multiple: [
    "assignment",
    lua`local a, b, c = @i, @w
a, b = b, a
print(a, b, c)
local t = {@i, @m}
t[1], t[2], t[3] = t[2], t[1]
print(t[1], t[2], t[3], #t)`,
  ],
  "evaluation-order": [
    "assignment",
    lua`local i, t = @j1, {}
i, t[i] = i + 1, @m
print(i, t[@j1], t[@j1 + 1])
local a = {1, 2, 3}
local k = 1
k, a[k] = 3, @w
print(k, a[1], a[3])`,
  ],
  adjust: [
    "assignment, multiple results",
    lua`local function f() return @i, @i, @i end
local a, b, c, d = f()
print(a, b, c, d)
local a, b, c = f(), @m
print(a, b, c)
local a, b = (f())
print(a, b)
print(f(), f())
print((f()))
print({f()}[1], #{f(), f()}, #{(f())})`.replace("{f()}[1]", "({f()})[1]"),
  ],
  const: [
    "attribs",
    lua`local x <const> = @i
local y <const>, z = @w, @m
z = z + x
print(x, y, z)
print(load("local c <const> = @d; c = 2"))`,
  ],
  close: [
    "attribs",
    lua`local function closer(name)
  return setmetatable({}, {__close = function(_, e) print("close", name, e) end})
end
do
  local a <close> = closer(@w)
  local b <close> = closer(@i)
  local c <close> = nil
  print("body", @m)
end
local function f() local d <close> = closer("d") return @i, "result" end
print(f())
print(pcall(function() local e <close> = closer("e") error(@w, 0) end))
for i = 1, 2 do local g <close> = closer(i) if i == @j then break end end`,
    6,
  ],
  "close-wrong": [
    "attribs",
    lua`print(pcall(function() local x <close> = @V print("in") end))
print(load("local x <strange> = @d"))
print(load("local a <close>, b <close> = nil"))`,
  ],
  goto: [
    "goto",
    lua`for i = 1, @j + 2 do
  if i % 2 == 0 then goto continue end
  io.write(i, " ")
  ::continue::
end
print()
local n = @i
::top::
if n > 0 then n = n - 3; goto top end
print(n)
do goto done end
print("skipped")
::done:: print("done")`,
  ],
  "goto-wrong": [
    "goto, syntax errors",
    lua`print(load("goto @k1"))
print(load("::@k1:: ::@k1::"))
print(load("goto @k1; local a; ::@k1:: print(a)"))
print(load("break"))
print(load("do ::@k1:: end goto @k1"))`,
  ],
  "goto-closure": [
    "goto, closures",
    lua`local fs = {}
local i = 1
::again::
local x = i * @j
fs[i] = function() x = x + 1 return x end
i = i + 1
if i <= 3 then goto again end
print(fs[1](), fs[1](), fs[2](), fs[3]())`,
    4,
  ],
  env: [
    "_ENV",
    lua`local print = print
local _ENV = {x = @i, y = @w}
print(x, y, z)
z = @m
print(_ENV.z)
local function f(_ENV) return @k1 end
print(f({@k1 = @w}))`,
  ],
  "env-load": [
    "_ENV, load",
    lua`local env = {a = @i, print = print}
local f = load('a = a + @j; b = @w; print(a) return a', "chunk", "t", env)
print(f(), env.a, env.b, a, b)
print(pcall(load("return c.d", "=c", "t", env)))
local g = load("x = 1", "n", "t", setmetatable({}, {__newindex = function(_, k, v) print("set", k, v) end}))
g()`,
  ],
});

const control = programs("control", {
  if: [
    "if",
    lua`local function f(x)
  if not x then return "falsy"
  elseif x == @i1 then return "first"
  elseif x == @w1 then return "second"
  else return "other" end
end
print(f(@v), f(@i1), f(@w1), f(false), f(0), f(""), f(nil))`,
  ],
  while: [
    "while",
    lua`local i, n = @m, 0
while i < 100 do i = i * 2 + @j; n = n + 1; if n > 20 then break end end
print(i, n)`,
  ],
  repeat: [
    "repeat",
    lua`local i = @i
repeat local done = i > @i + 10; i = i + @j until done
print(i)
repeat print("once") until true`,
  ],
  "numeric-for": [
    "numeric for",
    lua`for i = @i, @i + 4 do io.write(i, " ") end print()
for i = @i + 6, @i, -@j do io.write(i, " ") end print()
for i = @m, @m do io.write(i, ";") break end print()
for i = 1, 0 do print("never") end
for i = 3, 1 do print("never") end`,
  ],
  "float-for": [
    "numeric for",
    lua`for x = @i, @i + 2, 0.5 do io.write(x, " ") end print()
for x = 1.0, @j do io.write(x, " ") end print()
for x = 1, @j + 0.5 do io.write(x, " ") end print()
for x = 0, 1, 0.@d do io.write(x, " ") end print()
for x = @j, 0, -0.25 * @j do io.write(string.format("%g", x), " ") end print()`,
  ],
  "for-limits": [
    "numeric for",
    lua`for i = math.maxinteger - @j, math.maxinteger do io.write(i, " ") end print()
for i = math.mininteger, math.mininteger + @j do io.write(i, " ") end print()
for i = 1, math.huge do if i > @j then break end io.write(i, " ") end print()
for i = @j, -math.huge, -1 do if i < 0 then break end io.write(i, " ") end print()
for i = 1, 3.9 do io.write(i, " ") end print()
for i = -1, -3.9, -1 do io.write(i, " ") end print()`,
  ],
  "for-wrong": [
    "numeric for, errors",
    lua`print(pcall(function() for i = 1, 10, 0 do end end))
print(pcall(function() for i = @w, 10 do end end))
print(pcall(function() for i = 1, {} do end end))
print(pcall(function() for i = 1, 2, @V do return "one step" end end))
print(pcall(function() for i = "@i", 2 do end end))`,
  ],
  "for-copy": [
    "numeric for, closures",
    lua`local fs = {}
for i = 1, 3 do fs[i] = function() i = i + @j return i end end
print(fs[1](), fs[1](), fs[2](), fs[3]())
for i = 1, 3 do local j = i; i = @m; io.write(j, "=", i, " ") end print()`,
  ],
  "generic-for": [
    "generic for",
    lua`for i, v in ipairs(@L) do io.write(i, "=", v, " ") end print()
local function range(n) local i = 0 return function() i = i + 1 if i <= n then return i, i * i end end end
for i, sq in range(@j) do io.write(i, ":", sq, " ") end print()
for k, v in next, {@m} do print(k, v) end
local function iter(s, c) if c < s then return c + 1 end end
for i in iter, @j, 0 do io.write(i, " ") end print()`,
  ],
  "generic-for-close": [
    "generic for, attribs",
    lua`local closer = setmetatable({}, {__close = function() print("closed") end})
for i in function(_, c) c = (c or 0) + 1 if c <= @j then return c end end, nil, nil, closer do
  io.write(i, " ")
  if i == 3 then break end
end
print("end", @i)`,
  ],
  "generic-for-wrong": [
    "generic for, errors",
    lua`print(pcall(function() for x in @V do return x end end))
print(pcall(function() for k in pairs(nil) do end end))
print(pcall(function() for i in ipairs() do end end))
print(pcall(function() local t = {@i} for x in t do end end))`,
  ],
  nested: [
    "break",
    lua`for i = 1, @j + 1 do
  for j = 1, 5 do
    if j > i then break end
    if (i + j) % @d == 0 then goto next end
    io.write(i * j, ",")
  end
  ::next::
  io.write("|")
end
print()`,
  ],
  recursion: [
    "recursion",
    lua`local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
local function sum(n, acc) if n == 0 then return acc end return sum(n - 1, acc + n) end
print(fib(@i + 3), sum(@i * 1000, 0))
local function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
print(pcall(even, @i))`,
  ],
});

export const language: readonly Family[] = [...lexical, ...scope, ...control];
