import type { Family } from "../../pipeline/family.ts";
import { lua, programs } from "./program.ts";

const tables = programs("table", {
  insert: [
    "table.insert",
    lua`local t = @l
table.insert(t, @m) table.insert(t, 1, @m) table.insert(t, @j, @i)
print(#t, table.concat(t, ","))
print(pcall(table.insert, t, @j)) print(pcall(table.insert, t, #t + 2, 1)) print(pcall(table.insert, t, 0, 1)) print(pcall(table.insert, t, 1, 2, 3)) print(pcall(table.insert, t, @w, 1)) print(pcall(table.insert, nil, 1))`,
  ],
  remove: [
    "table.remove",
    lua`local t = @L
print(table.remove(t), table.remove(t, 1), #t, table.concat(t, ","))
print(table.remove({}), table.remove({}, 0), #t, table.remove(t, #t + 1), pcall(table.remove, t, @d * 10))
while #t > 0 do io.write(tostring(table.remove(t, (#t + 1) // 2)), ";") end print()`,
  ],
  concat: [
    "table.concat",
    lua`print(table.concat(@l), table.concat(@L, ", "), table.concat({1, 2.5, "x"}, "-"), table.concat({}, "x"), table.concat(@l, " ", 2), table.concat(@l, "+", 2, 3), table.concat(@l, "", 3, 2))
print(pcall(table.concat, {1, {}, 3})) print(pcall(table.concat, {@i}, ",", 1, @j + 1)) print(pcall(table.concat, {true}))`,
  ],
  unpack: [
    "table.unpack, table.pack",
    lua`print(table.unpack(@l)) print(table.unpack(@L, 2)) print(table.unpack({1, 2, 3}, @j, 3)) print(table.unpack({1, 2}, 1, @j)) print((table.unpack({@i, 2})))
local p = table.pack(@v, nil, @v, nil) print(p.n, #p >= 1, p[1], p[3], p[4], table.pack().n)
print(pcall(table.unpack, {}, 1, 1e8))`,
  ],
  sort: [
    "table.sort",
    lua`local t = @l
table.sort(t) print(table.concat(t, " "))
table.sort(t, function(a, b) return a > b end) print(table.concat(t, " "))
local w = @L table.sort(w) print(table.concat(w, " "))
table.sort(w, function(a, b) if #a ~= #b then return #a < #b end return a < b end) print(table.concat(w, " "))`,
    8,
  ],
  "sort-records": [
    "table.sort",
    lua`local t = {}
for i, w in ipairs(@L) do t[i] = {name = w .. i, n = (i * @d) % 5} end
table.sort(t, function(a, b) if a.n ~= b.n then return a.n < b.n end return a.name < b.name end)
for _, r in ipairs(t) do io.write(r.n, r.name, " ") end print()`,
  ],
  "sort-wrong": [
    "table.sort, errors",
    lua`print(pcall(table.sort, {@i, @w})) print(pcall(table.sort, {@i, 2, nil, 4, true})) print(pcall(table.sort, {{}, {}})) print(pcall(table.sort, {1, 2}, @i)) print(pcall(table.sort, {3, 1, 2}, function(a, b) error(@w, 0) end))`,
  ],
  move: [
    "table.move",
    lua`local t = @l
print(table.concat(table.move(t, 2, 3, 1), ",")) print(table.concat(table.move({1, 2, 3}, 1, 3, @j1 + 1), ",", @j1 + 1)) print(table.concat(table.move({@i, @m}, 1, 2, 3, {7, 8}), ",")) print(#table.move({}, 1, 0, 5))
print(pcall(table.move, {}, 1, 2)) print(pcall(table.move, {1}, 1, math.maxinteger, 2))`,
  ],
  next: [
    "next, pairs",
    lua`local t = {}
for _, w in ipairs(@L) do t[w] = (t[w] or 0) + 1 end
local keys, sum = {}, 0
for k, v in pairs(t) do keys[#keys + 1] = k; sum = sum + v end
table.sort(keys) print(table.concat(keys, " "), sum, next({}), next({@i}))
print(pcall(next)) print(pcall(pairs))`,
  ],
  "pairs-change": [
    "next, pairs",
    lua`local t = {}
for i = 1, 10 do t[i] = i * @d end
for k, v in pairs(t) do if v % 2 == 0 then t[k] = nil end end
local n, sum = 0, 0 for k, v in pairs(t) do n = n + 1 sum = sum + v end print(n, sum)
for k in pairs(t) do t[k] = nil end print(next(t))`,
  ],
  ipairs: [
    "ipairs",
    lua`for i, v in ipairs({@v, 2, nil, 4}) do io.write(i, "=", tostring(v), " ") end print()
local t = setmetatable({}, {__index = function(_, i) if i <= @j then return i * i end end})
for i, v in ipairs(t) do io.write(i, ":", v, " ") end print()
print(select("#", ipairs({})), pcall(ipairs))`,
  ],
  select: [
    "select",
    lua`print(select("#"), select("#", nil, nil), select(@j, @v, @v, @v, @v, @v, @v), (select(2, "a", "b")))
print(select(-1, @v, @v), pcall(select, 0, 1)) print(pcall(select, -@d * 10, 1)) print(pcall(select, @w, 1))`,
  ],
  raw: [
    "rawget, rawset, rawlen, rawequal",
    lua`local t = setmetatable({}, {__index = function() return "indexed" end, __newindex = function() error("no") end, __len = function() return @i end, __eq = function() return true end})
print(t.x, rawget(t, "x"), rawset(t, "x", @m) == t, t.x, #t, rawlen(t), t == setmetatable({}, getmetatable(t)), rawequal(t, {}), rawlen(@w)) print(pcall(rawlen, @i)) print(pcall(rawset, @w, 1, 2))`,
  ],
});

const maths = programs("math", {
  rounding: [
    "math.floor, math.ceil",
    lua`print(math.floor(@f), math.ceil(@f), math.floor(-@f), math.ceil(@m), math.floor(1e100), math.type(math.floor(2.0^@i)), math.floor("@d.7"), pcall(math.floor, @w))`,
    7,
  ],
  modf: [
    "math.modf, math.fmod",
    lua`print(math.modf(@f)) print(math.modf(@m)) print(math.modf(-1/0)) print(math.fmod(@m, @j), math.fmod(-@i, @j), math.fmod(@f, @j), math.fmod(@m, -0.75), pcall(math.fmod, @i, 0)) print(math.fmod(@d, 0.0) ~= math.fmod(1, 0.0), math.fmod(math.mininteger, -1))`,
    7,
  ],
  "min-max": [
    "math.min, math.max",
    lua`print(math.min(@n, @n, @n), math.max(@n, @n, @n), math.max(@i), math.min(1, 1.0), math.max(-0.0, 0), math.max(@b, @f), pcall(math.max)) print(pcall(math.min, 1, @w))`,
    7,
  ],
  abs: [
    "math.abs, math.sqrt, math.ult",
    lua`print(math.abs(@m), math.abs(@f), math.abs(math.mininteger), math.sqrt(@i), math.sqrt(@j * @j), math.sqrt(-1) ~= math.sqrt(-1), math.ult(@m, @m), math.ult(1, -1), math.ult(-2, -1))`,
    7,
  ],
  trigonometry: [
    "math.sin and others",
    lua`local function p(x) io.write(string.format("%.10g ", x)) end
for _, f in ipairs{"sin", "cos", "tan", "atan", "exp"} do p(math[f](@f / 10)) end p(math.asin(0.@d)) p(math.acos(0.@d)) p(math.atan(@m, @d)) p(math.atan(-0.0, -1)) p(math.rad(@i * 10)) p(math.deg(@f)) print()`,
    8,
  ],
  logarithms: [
    "math.log, math.exp",
    lua`local function p(x) io.write(string.format("%.10g ", x)) end
p(math.log(@d)) p(math.log(@d * 100, 10)) p(math.log(2^@i, 2)) p(math.log(@d, 3)) p(math.exp(@d / 4)) p(math.log(0)) p(math.log(8, 2)) p(math.log(1000, 10)) print(math.log(-1) ~= math.log(-1))`,
    6,
  ],
  constants: [
    "math.pi, math.huge",
    lua`print(math.pi * @d, math.huge, -math.huge, math.maxinteger, math.mininteger, math.maxinteger // @d, math.huge == 1/0, math.pi - 3 < 0.2)`,
  ],
  wrong: [
    "errors",
    lua`print(pcall(math.sqrt, @w)) print(pcall(math.abs)) print(pcall(math.floor, {})) print(pcall(math.ult, 1.5, @i)) print(pcall(math.fmod, @i)) print(pcall(math.sin, nil)) print(pcall(math.max, @i, {}))`,
    3,
  ],
});

const META = [
  "add",
  "sub",
  "mul",
  "div",
  "mod",
  "pow",
  "idiv",
  "band",
  "bor",
  "bxor",
  "shl",
  "shr",
  "concat",
];
const SYMBOLS = ["+", "-", "*", "/", "%", "^", "//", "&", "|", "~", "<<", ">>", ".."];

const metatables = programs("metatable", {
  ...Object.fromEntries(
    META.map((event, index) => [
      event,
      [
        `__${event}`,
        lua`local mt = {__EVENT = function(a, b) return (type(a) == "table" and a.v or a) .. " EVENT " .. (type(b) == "table" and b.v or b) end}
local x, y = setmetatable({v = @i}, mt), setmetatable({v = "@k"}, mt)
print(x OP y, x OP @d, @d OP x, "@i" OP y)
print(pcall(function() return x OP nil end))
print(pcall(function() return {} OP @i end))`
          .replaceAll("EVENT", event)
          .replaceAll("OP", SYMBOLS[index]!),
        3,
      ] as const,
    ]),
  ),
  unary: [
    "__unm, __bnot, __len",
    lua`local x = setmetatable({@i}, {__unm = function(a) return "neg" .. a[1] end, __bnot = function(a) return a[1] + @d end, __len = function() return @m end})
print(-x, ~x, #x, not x) print(pcall(function() return -{} end)) print(pcall(function() return ~{} end)) print(pcall(function() return #@i end)) print(pcall(function() local n return #n end)) print(pcall(function() return ~@f end))`,
  ],
  index: [
    "__index",
    lua`local base = {color = @w, f = function(self) return self.v end}
local t = setmetatable({v = @i}, {__index = base})
print(t.color, t:f(), t.none, rawget(t, "color"))
local u = setmetatable({}, {__index = function(_, k) return k .. "!" end}) print(u.x, u[@i], u["a b"])
local chain = setmetatable({}, {__index = t}) print(chain.v, chain.color)`,
  ],
  newindex: [
    "__newindex",
    lua`local log = {}
local t = setmetatable({a = 1}, {__newindex = function(t, k, v) log[#log + 1] = k .. "=" .. tostring(v); rawset(t, k, v) end})
t.a = 2 t.@k = @v t.@k = @v t[@i] = true
print(table.concat(log, " "), t.a, t[1])
local store = {} local p = setmetatable({}, {__newindex = store, __index = store}) p.x = @m print(rawget(p, "x"), store.x, p.x)`,
  ],
  "read-only": [
    "__index, __newindex, errors",
    lua`local function protect(t) return setmetatable({}, {__index = t, __newindex = function(_, k) error("no field " .. tostring(k), 2) end, __len = function() return #t end}) end
local p = protect(@l)
print(p[1], #p, p.x) print(pcall(function() p[@j] = 1 end))
for i, v in ipairs(p) do io.write(v, " ") end print()`,
  ],
  call: [
    "__call",
    lua`local t = setmetatable({n = @i}, {__call = function(self, a, ...) return self.n, a, select("#", ...) end})
print(t(), t(@w), t(1, 2, 3), pcall(t, @v)) print(pcall(function() local x = {} x(1) end))
local u = setmetatable({}, {__call = t}) print(select(2, pcall(u, @i)), select(4, pcall(u, @i)))`,
  ],
  "eq-lt-le": [
    "__eq, __lt, __le",
    lua`local mt = {} mt.__eq = function(a, b) return a.v == b.v end mt.__lt = function(a, b) return a.v < b.v end mt.__le = function(a, b) return a.v <= b.v end
local function new(v) return setmetatable({v = v}, mt) end
local a, b, c = new(@i), new(@i), new(@i)
print(a == b, a ~= c, a < b, a <= b, a > c, a >= c, a == @i, rawequal(a, a)) print(pcall(function() return a < @i end)) print(select("#", pcall(math.max, a, b)))
local t = {c, a, b} table.sort(t) print(t[1].v, t[2].v, t[3].v)`,
  ],
  "lt-mixed": [
    "__lt, __le",
    lua`local mt = {__lt = function(a, b) return "truthy" end, __le = function() return nil end}
local x = setmetatable({}, mt) print(x < @i, @i < x, x <= @w, @w >= x, pcall(function() return x < nil end)) print(@d, not (x < x))`,
  ],
  tostring: [
    "__tostring, __name",
    lua`local P = {} P.__index = P P.__tostring = function(p) return "(" .. p.x .. ", " .. p.y .. ")" end
local p = setmetatable({x = @n, y = @n}, P) print(p, tostring(p), #tostring(p)) print(pcall(print, setmetatable({}, {__tostring = function() return {} end}))) print(pcall(function() return "a" .. p end)) print(pcall(function() return setmetatable({}, {__name = "My@d"}) + 1 end)) print(pcall(string.rep, setmetatable({}, {__name = "Kind"})))`,
  ],
  metatable: [
    "__metatable, getmetatable, setmetatable",
    lua`local t = setmetatable({}, {__metatable = @w})
print(getmetatable(t), pcall(setmetatable, t, {})) print(getmetatable(@n), getmetatable("x").__index == string, getmetatable({}), pcall(setmetatable, @i, {})) print(pcall(setmetatable, {}, @i)) print(getmetatable(setmetatable({}, nil)), pcall(setmetatable, {}))`,
  ],
  pairs: [
    "__pairs",
    lua`local t = setmetatable({}, {__pairs = function(t) return function(_, k) k = (k or 0) + 1 if k <= @j then return k, k * @d end end, t, nil end})
for k, v in pairs(t) do io.write(k, "=", v, " ") end print()`,
  ],
  close: [
    "__close",
    lua`local log = {}
local function res(n) return setmetatable({}, {__close = function(_, e) log[#log + 1] = n .. ":" .. tostring(e) end}) end
local ok, e = pcall(function() local a <close> = res("a") local b <close> = res(@w) error({code = @i}) end)
print(ok, type(e), e.code, #log, (log[1]:gsub("0x%x+", "ADDR")))
local co = coroutine.wrap(function() local c <close> = res("c") coroutine.yield(@i) return "end" end)
print(co(), co(), log[3])
print(pcall(function() local a <close> = setmetatable({}, {__close = function() error(@w, 0) end}) error("first", 0) end))`,
  ],
  "wrong-index": [
    "__index, errors",
    lua`local t = setmetatable({}, {__index = @v}) print(pcall(function() return t.x end))
local u = setmetatable({}, {__newindex = @i}) print(pcall(function() u.x = 1 end))
local loop = {} setmetatable(loop, {__index = loop}) print(loop.@k == nil)`,
    6,
  ],
  inheritance: [
    "__index",
    lua`local Animal = {} Animal.__index = Animal
function Animal.new(name) return setmetatable({name = name}, Animal) end
function Animal:speak() return self.name .. " makes a sound" end
local Dog = setmetatable({}, {__index = Animal}) Dog.__index = Dog
function Dog.new(name) local d = Animal.new(name) return setmetatable(d, Dog) end
function Dog:speak() return Animal.speak(self) .. ": woof" end
local d, a = Dog.new(@w), Animal.new(@w)
print(d:speak(), a:speak(), getmetatable(d) == Dog, rawget(Dog, "new") ~= Animal.new, d.legs)
Animal.legs = @d print(d.legs, Dog.legs, rawget(d, "legs"))`,
  ],
});

const coroutines = programs("coroutine", {
  yield: [
    "coroutine.create, coroutine.resume, coroutine.yield",
    lua`local co = coroutine.create(function(a, b)
  print("start", a, b)
  local c = coroutine.yield(a + b) print("got", c)
  local d, e = coroutine.yield(c, "two") print("got", d, e)
  return "done", @i
end)
print(coroutine.resume(co, @i, @i)) print(coroutine.resume(co, @w)) print(coroutine.status(co)) print(coroutine.resume(co, @v, @v)) print(coroutine.status(co), coroutine.resume(co))`,
  ],
  wrap: [
    "coroutine.wrap",
    lua`local gen = coroutine.wrap(function(n) for i = 1, n do coroutine.yield(i * @d) end return "last" end)
for i = 1, @j + 1 do io.write(tostring(gen(@j)), " ") end print() print(pcall(gen)) print(pcall(gen))
for v in coroutine.wrap(function() for _, w in ipairs(@L) do coroutine.yield(w) end end) do io.write(v, ";") end print()`,
  ],
  status: [
    "coroutine.status, coroutine.running",
    lua`local co co = coroutine.create(function() print(coroutine.status(co), select(2, coroutine.running()), coroutine.isyieldable())
  local inner = coroutine.create(function() print(coroutine.status(co)) end) coroutine.resume(inner) coroutine.yield(@i) end)
print(coroutine.status(co)) print(coroutine.resume(co)) print(coroutine.status(co), coroutine.resume(co)) print(coroutine.status(co), select(2, coroutine.running()), coroutine.isyieldable())`,
    3,
  ],
  errors: [
    "coroutine.resume, errors",
    lua`local co = coroutine.create(function() local x = @k + 1 end) print(coroutine.resume(co)) print(coroutine.status(co), coroutine.resume(co))
print(coroutine.resume(coroutine.create(function() error({}) end)) == false, select(2, coroutine.resume(coroutine.create(function() error(@w, 0) end))))
print(pcall(coroutine.wrap(function() error(@w) end))) print(pcall(coroutine.resume, @i)) print(pcall(coroutine.create, @v)) print(pcall(coroutine.yield, 1))`,
  ],
  close: [
    "coroutine.close",
    lua`local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() print("closed", @i) end}) coroutine.yield() end)
coroutine.resume(co) print(coroutine.close(co), coroutine.status(co)) print(coroutine.close(coroutine.create(print)))
local bad = coroutine.create(function() error(@w, 0) end) coroutine.resume(bad) print(coroutine.close(bad))
print(pcall(coroutine.close, coroutine.running()))`,
    3,
  ],
  pcall: [
    "coroutine.yield, pcall",
    lua`local co = coroutine.wrap(function() local ok, v = pcall(function() local x = coroutine.yield(@i) error("after " .. tostring(x), 0) end) coroutine.yield(tostring(ok) .. " " .. v) return "end" end)
print(co()) print(co(@w)) print(co())
local co2 = coroutine.wrap(function() return xpcall(function() coroutine.yield("in") error(@w, 0) end, function(m) return "handled " .. m end) end) print(co2()) print(co2())`,
  ],
  producer: [
    "coroutine.yield",
    lua`local function producer() return coroutine.create(function() for i = 1, @j + 2 do coroutine.yield("item" .. i) end end) end
local function filter(p) return coroutine.create(function() local n = 1 while true do local ok, v = coroutine.resume(p) if not v then return end coroutine.yield(string.format("%2d %s", n, v)) n = n + @d end end) end
local f = filter(producer()) while true do local ok, line = coroutine.resume(f) if not line then break end print(line) end`,
  ],
  permutations: [
    "coroutine.wrap, recursion",
    lua`local function permgen(a, n) n = n or #a if n <= 1 then coroutine.yield(a) else for i = 1, n do a[n], a[i] = a[i], a[n] permgen(a, n - 1) a[n], a[i] = a[i], a[n] end end end
for p in coroutine.wrap(function() permgen({@w, @i, "c"}) end) do io.write(table.concat(p, " "), "; ") end print()`,
  ],
  scheduler: [
    "coroutine.yield",
    lua`local tasks, out = {}, {}
local function spawn(name, n) tasks[#tasks + 1] = coroutine.create(function() for i = 1, n do out[#out + 1] = name .. i coroutine.yield() end end) end
spawn("a", @j) spawn("b", @j) spawn("c", @j)
while #tasks > 0 do for i = #tasks, 1, -1 do coroutine.resume(tasks[i]) if coroutine.status(tasks[i]) == "dead" then table.remove(tasks, i) end end end print(table.concat(out, " "))`,
  ],
  "across-iterators": [
    "coroutine.yield, generic for",
    lua`local co = coroutine.wrap(function() for k in (function() return coroutine.yield("asked") end) do print("key", k) end return "finished" end)
print(co()) print(co(@w)) print(co(@i)) print(co(nil))
local s = coroutine.wrap(function() table.sort({3, 1, 2}, function(a, b) coroutine.yield() return a < b end) end) print(pcall(s))
local mt = coroutine.wrap(function() local t = setmetatable({}, {__index = function(_, k) return coroutine.yield(k) end}) return t.@k end) print(mt()) print(mt(@m))`,
    4,
  ],
});

export const library: readonly Family[] = [...tables, ...maths, ...metatables, ...coroutines];
