import type { Family } from "../../pipeline/family.ts";
import { lua, programs } from "./program.ts";

/** Whole small programs, as one would write them. */
export const algorithms: readonly Family[] = programs("program", {
  primes: [
    "programs",
    lua`
local function sieve(n)
  local composite, primes = {}, {}
  for i = 2, n do
    if not composite[i] then
      primes[#primes + 1] = i
      for j = i * i, n, i do composite[j] = true end
    end
  end
  return primes
end
local p = sieve(@d * 30)
print(#p, p[#p], table.concat(p, " ", 1, math.min(#p, 10)))`,
  ],
  gcd: [
    "programs",
    lua`
local function gcd(a, b) while b ~= 0 do a, b = b, a % b end return a end
for _, p in ipairs{{@i * 6, @d * 4}, {@d * 21, 14}, {0, @d}} do
  local g = gcd(p[1], p[2])
  print(string.format("gcd(%d, %d) = %d, lcm = %s", p[1], p[2], g, g == 0 and "none" or p[1] // g * p[2]))
end`,
  ],
  queens: [
    "programs, recursion",
    lua`
local n, count, first = @j, 0, nil
local function place(row, cols)
  if row > n then count = count + 1 first = first or table.concat(cols, " ") return end
  for c = 1, n do
    local ok = true
    for r = 1, row - 1 do
      if cols[r] == c or math.abs(cols[r] - c) == row - r then ok = false break end
    end
    if ok then cols[row] = c place(row + 1, cols) cols[row] = nil end
  end
end
place(1, {})
print(n, count, first)`,
    6,
  ],
  hanoi: [
    "programs, recursion",
    lua`
local moves = 0
local function hanoi(n, a, b, c, show)
  if n == 0 then return end
  hanoi(n - 1, a, c, b, show)
  moves = moves + 1
  if show then io.write(n, ":", a, ">", c, " ") end
  hanoi(n - 1, b, a, c, show)
end
hanoi(@j % 4 + 1, "A", "B", "C", true) print() hanoi(@i, "x", "y", "z") print(moves)`,
  ],
  quicksort: [
    "programs, recursion",
    lua`
local function sort(t, lo, hi)
  if lo >= hi then return end
  local p, i = t[hi], lo
  for j = lo, hi - 1 do if t[j] < p then t[i], t[j] = t[j], t[i] i = i + 1 end end
  t[i], t[hi] = t[hi], t[i]
  sort(t, lo, i - 1) sort(t, i + 1, hi)
end
local t, seed = {}, @m + 40
for i = 1, @d * 5 do seed = (seed * 1103515245 + 12345) % 2147483648 t[i] = seed % 1000 end
sort(t, 1, #t) print(#t, table.concat(t, " "))`,
  ],
  "merge-sort": [
    "programs",
    lua`
local function merge(a, b, less)
  local r, i, j = {}, 1, 1
  while i <= #a or j <= #b do
    if j > #b or (i <= #a and not less(b[j], a[i])) then r[#r + 1] = a[i] i = i + 1 else r[#r + 1] = b[j] j = j + 1 end
  end
  return r
end
local function msort(t, less)
  if #t <= 1 then return t end
  local m = #t // 2
  return merge(msort({table.unpack(t, 1, m)}, less), msort({table.unpack(t, m + 1)}, less), less)
end
print(table.concat(msort(@l, function(a, b) return a < b end), " "))
print(table.concat(msort(@L, function(a, b) return #a > #b end), " "))`,
  ],
  queue: [
    "programs, methods",
    lua`
local Queue = {} Queue.__index = Queue
function Queue.new() return setmetatable({first = 1, last = 0, items = {}}, Queue) end
function Queue:push(v) self.last = self.last + 1 self.items[self.last] = v return self end
function Queue:pop()
  if self.first > self.last then return nil, "empty" end
  local v = self.items[self.first] self.items[self.first] = nil self.first = self.first + 1 return v
end
function Queue:__len() return self.last - self.first + 1 end
local q = Queue.new():push(@v):push(@w):push(@i)
print(#q, q:pop(), #q, q:pop(), q:pop()) print(q:pop()) q:push(@m) print(#q, q:pop())`,
  ],
  "linked-list": [
    "programs, closures",
    lua`
local list
for _, v in ipairs(@l) do list = {value = v, next = list} end
local function iterate(l) return function() if l then local v = l.value l = l.next return v end end end
for v in iterate(list) do io.write(v, " ") end print()
local function reverse(l) local r while l do l, r, l.next = l.next, l, r end return r end
local sum, n = 0, 0 for v in iterate(reverse(list)) do sum = sum + v n = n + 1 io.write(v, ",") end print(sum / n)`,
  ],
  vector: [
    "programs, metatables",
    lua`
local V = {} V.__index = V
local function vec(x, y) return setmetatable({x = x, y = y}, V) end
V.__add = function(a, b) return vec(a.x + b.x, a.y + b.y) end
V.__sub = function(a, b) return vec(a.x - b.x, a.y - b.y) end
V.__mul = function(a, b) if type(a) == "number" then return vec(a * b.x, a * b.y) elseif type(b) == "number" then return b * a end return a.x * b.x + a.y * b.y end
V.__unm = function(a) return vec(-a.x, -a.y) end
V.__eq = function(a, b) return a.x == b.x and a.y == b.y end
V.__tostring = function(a) return "<" .. a.x .. ", " .. a.y .. ">" end
V.__len = function(a) return math.sqrt(a * a) end
V.__concat = function(a, b) return tostring(a) .. tostring(b) end
local a, b = vec(@i, @m), vec(@f, @i)
print(a + b, a - b, a * b, 2 * a, a * 0.5, -a, a == b, #vec(3, 4), a .. " " .. b)`,
    7,
  ],
  rational: [
    "programs, metatables",
    lua`
local R = {}
local function gcd(a, b) if b == 0 then return math.abs(a) end return gcd(b, a % b) end
local function rat(n, d) if d == 0 then error("zero denominator", 2) end local g = gcd(n, d) if d < 0 then g = -g end return setmetatable({n = n // g, d = d // g}, R) end
R.__add = function(a, b) return rat(a.n * b.d + b.n * a.d, a.d * b.d) end
R.__mul = function(a, b) return rat(a.n * b.n, a.d * b.d) end
R.__div = function(a, b) return rat(a.n * b.d, a.d * b.n) end
R.__lt = function(a, b) return a.n * b.d < b.n * a.d end
R.__le = function(a, b) return not (b < a) end
R.__tostring = function(r) return r.d == 1 and tostring(r.n) or r.n .. "/" .. r.d end
local a, b = rat(@m, @d), rat(@d, -@d)
print(a, b, a + b, a * b, a / b, a < b, a <= b, a > b) print(pcall(rat, @i, 0))`,
    7,
  ],
  json: [
    "programs, string library",
    lua`
local function encode(v, indent)
  local t = type(v)
  if t == "table" then
    local parts = {}
    if #v > 0 or next(v) == nil then
      for i, x in ipairs(v) do parts[i] = encode(x) end
      return "[" .. table.concat(parts, ",") .. "]"
    end
    local keys = {}
    for k in pairs(v) do keys[#keys + 1] = k end
    table.sort(keys)
    for i, k in ipairs(keys) do parts[i] = encode(k) .. ":" .. encode(v[k]) end
    return "{" .. table.concat(parts, ",") .. "}"
  elseif t == "string" then
    return '"' .. v:gsub('[%c"\\]', function(c) return string.format("\\u%04x", c:byte()) end) .. '"'
  elseif t == "number" and math.type(v) == "float" then return string.format("%.6g", v)
  else return tostring(v) end
end
print(encode({name = @s, n = @n, list = @l, nested = {ok = true, words = @L, none = {}}}))`,
    7,
  ],
  "json-parse": [
    "programs, string library",
    lua`
local function parse(s)
  local pos = 1
  local value
  local function skip() pos = s:find("%S", pos) or #s + 1 end
  local function expect(c) skip() if s:sub(pos, pos) ~= c then error("expected '" .. c .. "' at " .. pos, 0) end pos = pos + 1 end
  function value()
    skip()
    local c = s:sub(pos, pos)
    if c == "[" then
      pos = pos + 1 local r = {} skip()
      if s:sub(pos, pos) == "]" then pos = pos + 1 return r end
      repeat r[#r + 1] = value() skip() local d = s:sub(pos, pos) if d == "," then pos = pos + 1 end until d ~= ","
      expect("]") return r
    elseif c == '"' then
      local e = s:find('"', pos + 1, true) local r = s:sub(pos + 1, e - 1) pos = e + 1 return r
    end
    local word = s:match("^[%w.+-]+", pos)
    if not word then error("unexpected '" .. c .. "' at " .. pos, 0) end
    pos = pos + #word
    local n = tonumber(word)
    if n then return n end
    if word == "true" then return true elseif word == "false" then return false end
    error("bad word " .. word, 0)
  end
  return value()
end
local function show(v) if type(v) ~= "table" then return tostring(v) end local r = {} for i, x in ipairs(v) do r[i] = show(x) end return "<" .. table.concat(r, " ") .. ">" end
for _, s in ipairs{"[1, [@i, @f], \"@k\"]", "[]", " [ true,false ,[[@d]]] ", "[1 2]", "[@d, ?]", "nope"} do
  local ok, v = pcall(parse, s) print(ok, show(v))
end`,
  ],
  calculator: [
    "programs, recursion",
    lua`
local function evaluate(src)
  local tokens, i = {}, 1
  for t in src:gmatch("%d+%.?%d*") do tokens[#tokens + 1] = t end
  local pos = 1
  local expr
  local function peek() pos = src:find("%S", pos) or #src + 1 return src:sub(pos, pos) end
  local function atom()
    local c = peek()
    if c == "(" then pos = pos + 1 local v = expr() if peek() ~= ")" then error("missing )", 0) end pos = pos + 1 return v end
    if c == "-" then pos = pos + 1 return -atom() end
    local n = src:match("^%d+%.?%d*", pos)
    if not n then error("number expected at " .. pos, 0) end
    pos = pos + #n
    return tonumber(n)
  end
  local function term()
    local v = atom()
    while true do local c = peek() if c == "*" then pos = pos + 1 v = v * atom() elseif c == "/" then pos = pos + 1 v = v / atom() else return v end end
  end
  function expr()
    local v = term()
    while true do local c = peek() if c == "+" then pos = pos + 1 v = v + term() elseif c == "-" then pos = pos + 1 v = v - term() else return v end end
  end
  local v = expr()
  if pos <= #src then error("trailing " .. src:sub(pos), 0) end
  return v, #tokens
end
for _, s in ipairs{"@i + @i * @i", "(@m - @d) / @d", "2 * (3 + @d", "-(@i) * -@d.5", "@i $ 2", "10 / 4 / @d"} do print(s, pcall(evaluate, s)) end`,
    6,
  ],
  brainfuck: [
    "programs, load",
    lua`
local src = ("+"):rep(@d) .. "[>++++++++<-]>" .. ("+"):rep(@d) .. ".[-]<+++[>+>++<<-]>.>" .. ("."):rep(@j)
local tape, p, out, i, stack = {}, 1, {}, 1, {}
local jump = {}
for k = 1, #src do local c = src:sub(k, k) if c == "[" then stack[#stack + 1] = k elseif c == "]" then local o = table.remove(stack) jump[o], jump[k] = k, o end end
while i <= #src do
  local c = src:sub(i, i)
  if c == ">" then p = p + 1 elseif c == "<" then p = p - 1
  elseif c == "+" then tape[p] = ((tape[p] or 0) + 1) % 256 elseif c == "-" then tape[p] = ((tape[p] or 0) - 1) % 256
  elseif c == "." then out[#out + 1] = tape[p] or 0
  elseif c == "[" and (tape[p] or 0) == 0 then i = jump[i] elseif c == "]" and (tape[p] or 0) ~= 0 then i = jump[i] end
  i = i + 1
end
print(#src, table.concat(out, " "))`,
  ],
  life: [
    "programs",
    lua`
local w, h = 8, 6
local g = {}
for y = 1, h do g[y] = {} for x = 1, w do g[y][x] = (x * @d + y * @d + x * y) % 3 == 0 end end
local function step(g)
  local n = {}
  for y = 1, h do n[y] = {} for x = 1, w do
    local c = 0
    for dy = -1, 1 do for dx = -1, 1 do if (dx ~= 0 or dy ~= 0) and (g[y + dy] or {})[x + dx] then c = c + 1 end end end
    n[y][x] = c == 3 or (c == 2 and g[y][x])
  end end
  return n
end
for _ = 1, @j do g = step(g) end
for y = 1, h do for x = 1, w do io.write(g[y][x] and "#" or ".") end print() end`,
  ],
  matrix: [
    "programs",
    lua`
local function mul(a, b)
  local r = {}
  for i = 1, #a do r[i] = {} for j = 1, #b[1] do local s = 0 for k = 1, #b do s = s + a[i][k] * b[k][j] end r[i][j] = s end end
  return r
end
local function show(m) for _, row in ipairs(m) do print(table.concat(row, "\t")) end end
local a, b = {{@i, @m}, {@i, @f}}, {{@i, 1}, {@d, @m}}
show(mul(a, b)) show(mul(b, {{@d}, {1}}))`,
  ],
});
