import type { Family } from "../../pipeline/family.ts";
import { lua, programs } from "./program.ts";

/** Smaller programs: numbers, texts, closures. */
export const exercises: readonly Family[] = programs("exercise", {
  fibonacci: [
    "programs, integers",
    lua`
local memo = {}
local function fib(n) if n <= 2 then return 1 end local v = memo[n] if not v then v = fib(n - 1) + fib(n - 2) memo[n] = v end return v end
print(fib(@d * 10), fib(90 + @d), fib(@d) / fib(@d + 1))
local a, b = 0.0, 1.0 for i = 1, @d * 100 do a, b = b, a + b end print(a)`,
  ],
  collatz: [
    "programs",
    lua`
local best, len = 0, 0
for n = 1, @d * 50 do local x, c = n, 0 while x ~= 1 do x = x % 2 == 0 and x // 2 or 3 * x + 1 c = c + 1 end if c > len then best, len = n, c end end
print(best, len)`,
  ],
  caesar: [
    "programs, string.gsub",
    lua`
local function shift(s, n) return (s:gsub("%a", function(c) local b = c:match("%l") and 97 or 65 return string.char((c:byte() - b + n) % 26 + b) end)) end
local e = shift(@s, @i) print(e, shift(e, -@i)) print(shift("Hello, World", 13))`.replace(
      "shift(e, -@i)",
      "shift(shift(e, 5), -5) == e",
    ),
  ],
  roman: [
    "programs, string library",
    lua`
local map = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}}
local function roman(n) local r = "" for _, p in ipairs(map) do while n >= p[1] do r = r .. p[2] n = n - p[1] end end return r end
for _, n in ipairs{@d, @d * 11, @d * 111, @d * 321 } do io.write(n, "=", roman(n), " ") end print()`,
  ],
  binary: [
    "programs, integers",
    lua`
local function base(n, b) local d, s = "0123456789abcdefghijklmnopqrstuvwxyz", "" repeat local r = n % b s = d:sub(r + 1, r + 1) .. s n = n // b until n == 0 return s end
for _, b in ipairs{2, 3, 8, 16, 36} do io.write(base(@d * 1000 + 7, b), " ") end print()
local n, bits = @b, 0 while n ~= 0 do bits = bits + (n & 1) n = n >> 1 end print(bits)`,
  ],
  histogram: [
    "programs, string.format",
    lua`
local t = @l
for i, v in ipairs(t) do print(string.format("%2d |%-12s| %5.1f%%", i, ("*"):rep(math.max(0, v // 5)), 100 * v / 60)) end`,
  ],
  "word-count": [
    "programs, string.gmatch",
    lua`
local text = @s .. " " .. @s .. " the end of " .. @w .. " and the " .. @w
local n, order = {}, {}
for w in text:lower():gmatch("%a+") do if not n[w] then n[w] = 0 order[#order + 1] = w end n[w] = n[w] + 1 end
table.sort(order, function(a, b) return n[a] > n[b] or (n[a] == n[b] and a < b) end)
for i, w in ipairs(order) do io.write(w, "=", n[w], i < #order and ", " or "\n") end`,
  ],
  "event-emitter": [
    "programs, closures",
    lua`
local function emitter() local h = {} return {on = function(e, f) h[e] = h[e] or {} table.insert(h[e], f) end, emit = function(e, ...) local n = 0 for _, f in ipairs(h[e] or {}) do f(...) n = n + 1 end return n end} end
local e = emitter() local log = {}
e.on("@k", function(x) log[#log + 1] = "1:" .. tostring(x) end) e.on("@k", function(x, y) log[#log + 1] = "2:" .. tostring(y) end)
print(e.emit("@k", @v, @v), e.emit("@k", @i), e.emit("name"), table.concat(log, " "))`,
  ],
  stack: [
    "programs, error",
    lua`
local Stack = {} Stack.__index = Stack
function Stack.new(...) return setmetatable({n = select("#", ...), ...}, Stack) end
function Stack:push(v) self.n = self.n + 1 self[self.n] = v end
function Stack:pop() if self.n == 0 then error("stack is empty", 2) end local v = self[self.n] self[self.n] = nil self.n = self.n - 1 return v end
local s = Stack.new(@v, nil, @w) s:push(@i) for i = 1, @j + 1 do print(pcall(s.pop, s)) end print(pcall(function() return s:pop() end))`,
  ],
  inheritance: [
    "programs, metatables",
    lua`
local function class(parent) local c = {} c.__index = c c.__tostring = parent and parent.__tostring return setmetatable(c, {__index = parent, __call = function(cls, ...) local o = setmetatable({}, cls) if cls.init then cls.init(o, ...) end return o end}) end
local Shape = class() function Shape:init(name) self.name = name end function Shape:area() return 0 end Shape.__tostring = function(s) return s.name .. ":" .. s:area() end
local Rect = class(Shape) function Rect:init(w, h) Shape.init(self, "rect") self.w, self.h = w, h end function Rect:area() return self.w * self.h end
local Square = class(Rect) function Square:init(n) Rect.init(self, n, n) self.name = "square" end
for _, s in ipairs{Shape(@w), Rect(@i, @f), Square(@d), Square(@f)} do io.write(tostring(s), " ") end print()
print(getmetatable(Square(1)) == Square, Square(@d).area == Rect.area, rawget(Square, "area"))`,
  ],
  "lazy-list": [
    "programs, coroutine.wrap",
    lua`
local function from(n) return coroutine.wrap(function() while true do coroutine.yield(n) n = n + @j % 2 + 1 end end) end
local function take(n, it) local r = {} for i = 1, n do r[i] = it() end return r end
local function where(p, it) return coroutine.wrap(function() for v in it do if p(v) then coroutine.yield(v) end end end) end
print(table.concat(take(@j + 2, where(function(v) return v % 3 == 0 end, from(@i))), " "))`,
  ],
  "string-builder": [
    "programs, table.concat",
    lua`
local parts = {} for i = 1, @d * 20 do parts[#parts + 1] = i % 3 == 0 and "fizz" or i % 5 == 0 and "buzz" or i end
local s = table.concat(parts, ",") print(#s, s:sub(1, 40), s:sub(-20), select(2, s:gsub("fizz", "")))`,
  ],
  pascal: [
    "programs",
    lua`
local row = {1} for i = 1, @j + 3 do print((" "):rep(2 * (9 - i)) .. table.concat(row, " ")) local n = {1} for k = 2, #row do n[k] = row[k - 1] + row[k] end n[#row + 1] = 1 row = n end`,
  ],
  tokenizer: [
    "programs, string.find",
    lua`
local src = "local @k = @f + f(@w, @i) -- note"
local pos, out = 1, {}
local kinds = {{"space", "^%s+"}, {"number", "^%-?%d+%.?%d*"}, {"name", "^[%a_][%w_]*"}, {"string", '^"[^"]*"'}, {"comment", "^%-%-.*"}, {"symbol", "^[%p]"}}
while pos <= #src do
  for _, k in ipairs(kinds) do local s, e = src:find(k[2], pos) if s then if k[1] ~= "space" then out[#out + 1] = k[1] .. ":" .. src:sub(s, e) end pos = e + 1 break end end
end
print(table.concat(out, " | "))`.replace("f(@w, @i)", "f(@i, @m)"),
  ],
  memoize: [
    "programs, closures",
    lua`
local calls = 0
local function memoize(f) local cache = {} return function(x) local v = cache[x] if v == nil then v = f(x) cache[x] = v end return v end end
local sq = memoize(function(x) calls = calls + 1 return x * x end)
local sum = 0 for _, v in ipairs{@d, @d, @d, @d, @d, @d} do sum = sum + sq(v) end print(sum, calls)`,
  ],
  luhn: [
    "programs, string library",
    lua`
local function luhn(s) local sum, alt = 0, false for c in s:reverse():gmatch("%d") do local d = tonumber(c) if alt then d = d * 2 if d > 9 then d = d - 9 end end sum = sum + d alt = not alt end return sum % 10 == 0, sum end
for _, s in ipairs{"4539 1488 0343 646@d", "@d@d@d@d", "79927398713"} do print(s, luhn(s)) end`,
  ],
  "binary-search": [
    "programs",
    lua`
local t = @l table.sort(t)
local function find(x) local lo, hi, n = 1, #t, 0 while lo <= hi do n = n + 1 local m = (lo + hi) // 2 if t[m] == x then return m, n elseif t[m] < x then lo = m + 1 else hi = m - 1 end end return nil, n end
print(table.concat(t, " ")) print(find(t[@j % #t + 1])) print(find(@m)) print(find(t[1]))`,
  ],
  knapsack: [
    "programs",
    lua`
local items = {{w = @d, v = @i}, {w = @d, v = @i}, {w = @d, v = @i}, {w = @d, v = @i}} local cap = @d + 6
local best = {} for c = 0, cap do best[c] = 0 end
for _, it in ipairs(items) do for c = cap, it.w, -1 do best[c] = math.max(best[c], best[c - it.w] + it.v) end end print(table.concat(best, " "), best[cap])`,
  ],
  levenshtein: [
    "programs",
    lua`
local function distance(a, b) local prev = {} for j = 0, #b do prev[j] = j end
for i = 1, #a do local cur = {[0] = i} for j = 1, #b do cur[j] = math.min(prev[j] + 1, cur[j - 1] + 1, prev[j - 1] + (a:byte(i) == b:byte(j) and 0 or 1)) end prev = cur end return prev[#b] end
for _, w in ipairs(@L) do io.write(w, "=", distance(w, @w), " ") end print()`,
  ],
  "run-length": [
    "programs, string.gsub",
    lua`
local s = ("a"):rep(@d) .. ("b"):rep(@j) .. "@k" .. ("z"):rep(@i) local function pack(s) local out, i = {}, 1 while i <= #s do local c = s:sub(i, i) local n = #s:match("^" .. c .. "+", i) out[#out + 1] = n .. c i = i + n end return table.concat(out) end
local p = pack(s) print(p, (p:gsub("(%d+)(%a)", function(n, c) return c:rep(n) end)) == s)`,
  ],
  dates: [
    "programs, integers",
    lua`
local function leap(y) return y % 4 == 0 and (y % 100 ~= 0 or y % 400 == 0) end
local function weekday(y, m, d) if m < 3 then m, y = m + 12, y - 1 end return (d + 13 * (m + 1) // 5 + y % 100 + y % 100 // 4 + y // 400 - 2 * (y // 100)) % 7 end
for _, y in ipairs{1900, 2000, 2000 + @i, 1990 + @d} do io.write(y, leap(y) and " leap " or " ", weekday(y, @j, @d), "; ") end print()`,
  ],
});
