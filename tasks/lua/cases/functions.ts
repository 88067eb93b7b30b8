import type { Family } from "../../pipeline/family.ts";
import { lua, programs } from "./program.ts";

export const functions: readonly Family[] = programs("functions", {
  varargs: [
    "varargs",
    lua`local function f(...)
  local a, b = ...
  local t = {...}
  return select("#", ...), a, b, #t, (select(@j, ...))
end
print(f(@v, @v, @i))
print(f())
print(f(nil, nil))
print((function(...) return ... end)(@i, @w, nil))`,
  ],
  "varargs-middle": [
    "varargs",
    lua`local function g(...) return ... end
print(g(@i, @i), g(@m, @m))
local t = {g(@i, @i), g(@m, @m), n = g(@w)}
print(#t, t.n, t[1], t[3])
print(#{g()}, #{g(), g()}, #{nil, g(@i)})
print("sum:" .. g(@i, @m))
print(select(-1, g(@i, @i, @i)), select(2, "a", "b", "c"))`,
  ],
  methods: [
    "methods",
    lua`local Account = {balance = @i}
function Account:deposit(v) self.balance = self.balance + v return self end
function Account.show(self, tag) print(tag, self.balance) end
Account:deposit(@m):deposit(@j):show(@w)
Account.show({balance = @f}, "other")
local s = @w
print(s:upper():rep(2, "-"), ("x"):rep(@j), #s:sub(2))`,
  ],
  "nested-names": [
    "methods",
    lua`a = {b = {c = {}}}
function a.b.c.f(x) return x * @j end
function a.b.c:g(x) return self == a.b.c, x end
print(a.b.c.f(@m), a.b.c:g(@w))
print(a["b"]["c"].f(2), a.b.c.h)`,
  ],
  closures: [
    "closures",
    lua`local function counter(step)
  local n = @m
  return function() n = n + step return n end, function() return n end
end
local inc, get = counter(@j)
inc() inc()
print(get(), inc(), get())
local other = counter(1)
print(other(), get())`,
  ],
  "closures-shared": [
    "closures",
    lua`local fs = {}
do
  local x = @i
  fs.set = function(v) x = v end
  fs.get = function() return x end
end
fs.set(fs.get() * @j)
print(fs.get())
local list = {}
for i = 1, 3 do local y = i * @d list[i] = function() y = y + 1 return y end end
print(list[1](), list[1](), list[2](), list[3]())
local i = 1
while i <= 2 do local z = i; list[i] = function() return z end; i = i + 1 end
print(list[1](), list[2]())`,
  ],
  "higher-order": [
    "closures",
    lua`local function map(t, f) local r = {} for i, v in ipairs(t) do r[i] = f(v) end return r end
local function filter(t, p) local r = {} for _, v in ipairs(t) do if p(v) then r[#r + 1] = v end end return r end
local function fold(t, f, a) for _, v in ipairs(t) do a = f(a, v) end return a end
local t = @l
print(table.concat(map(t, function(x) return x * @j end), " "))
print(table.concat(filter(t, function(x) return x % 2 == 0 end), " "))
print(fold(t, function(a, b) return a + b end, 0), fold(t, math.max, -math.huge))
local function compose(f, g) return function(...) return f(g(...)) end end
print(compose(tostring, function(x) return x + @d end)(@m))`,
  ],
  "call-syntax": [
    "calls",
    lua`local function f(x) return type(x), type(x) == "table" and x[1] or x end
print(f{@i}) print(f"@k") print(f[[long @d]]) print(f(@v))
local t = {f = {g = function(a) return a end}}
print(t.f.g"x", t["f"].g{1}[1], (t.f.g)(@m))
print(#f"abc", -f("@d"):len())`.replace('print(#f"abc", -f("@d"):len())', 'print(#f"abc")'),
  ],
  "argument-count": [
    "calls",
    lua`local function f(a, b) return a, b end
print(f(@i)) print(f(@i, @w, @m)) print((f(@w, 1)))
local function g(a, ...) return a, ... end
print(g()) print(g(@i)) print(g(@i, nil, @m))
print(type(f()), type(print()))`.replace("type(print())", "pcall(type)"),
  ],
  "tail-calls": [
    "tail calls",
    lua`local function loop(n, acc) if n == 0 then return acc end return loop(n - 1, acc + @j) end
print(loop(@j * 20000, 0))
local t = {}
function t:down(n) if n > 0 then return self:down(n - 1) end return "bottom" end
print(t:down(@d * 10000))`,
  ],
  "string-keys": [
    "tables",
    lua`local t = {x = @i, ["y z"] = @w, [1] = "one", [2.0] = "two", [-1] = @m, [1.5] = "half"}
print(t.x, t["y z"], t[1], t[2], t[-1], t[1.5], t.none)
t[1e0] = @d print(t[1])
t[2^53] = "big" print(t[2^53 | 0])
t.x = nil print(t.x, next({}), rawlen({1, 2}))`,
  ],
  constructors: [
    "tables",
    lua`local t = {@i, @i; @w, k = @m, [@j + 10] = "x", @v,}
print(#t >= 3, t[1], t[2], t[3], t.k, t[4])
local nested = {{1, 2}, {a = {b = @i}}, {}}
print(#nested, #nested[1], nested[2].a.b, #nested[3])
local t2 = {[1] = "a", "b"} print(t2[1])
local t3 = {n = 1, n = @d} print(t3.n)`,
  ],
  "bad-keys": [
    "tables, errors",
    lua`print(pcall(function() local t = {} t[nil] = @i end))
print(pcall(function() local t = {} t[0/0] = @i end))
print(pcall(function() return ({})[nil] end))
print(pcall(rawset, {}, nil, @i))
print(pcall(function() return {[nil] = @i} end))
print(pcall(next, {}, @w))`,
  ],
  length: [
    "length",
    lua`print(#@s, #"", #{}, #@l, #{n = 1}, #{@i, @i, n = 2}, #"\0\0@d")
local t = @l
t[#t + 1] = @i print(#t)
t[#t] = nil t[#t] = nil print(#t)`,
  ],
});
