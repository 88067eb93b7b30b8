import { family, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { apart, fill, lua, programs } from "./program.ts";

const arithmetic = programs("arithmetic", {
  division: ["/, //, %", lua`print(@m / @j, @m // @j, @m % @j, -@i // @j, -@i % @j, @i // -@j, @i % -@j)`, 8],
  "float-division": [
    "/, //, %",
    lua`print(@f // @j, @f % @j, @f / @f, -@f // @j, -@f % @j, @m // 0.25, @m % -2.5)`,
    8,
  ],
  "by-zero": [
    "/, //, %",
    lua`print(@d / 0, -@d / 0, @d // 0.0, -@d // 0.0, 0/0 ~= 0/0, @d % math.huge, -@d % math.huge, @d % -math.huge)
print(pcall(function() return @m // 0 end))
print(pcall(function() return @m % 0 end))
print(@d % 0.0 ~= @d % 0.0)`,
  ],
  power: [
    "^",
    lua`print(2^@i, @j^-@j, -@d^2, (-@d)^@j, 2^0.5 == math.sqrt(2), @f^0, 2^3^2, (-8)^(1/3) ~= (-8)^(1/3))`,
  ],
  "integer-wrap": [
    "integers",
    lua`print(math.maxinteger + @d, math.mininteger - @d, math.maxinteger * @d, -math.mininteger, math.mininteger // -1, math.mininteger % -1)
print(@b + @b, @b * @b, @b - @b)`,
    9,
  ],
  "mixed-kinds": [
    "integers, floats",
    lua`print(@j + 0.0, @j * 1.0, 7 // 2.0, 7 % 2.0, @i + @i, @i - 0.5, 2^2, 10 / @j, 1e15 + @d, @i | 0)`,
    6,
  ],
  "float-text": [
    "number output",
    lua`print(@f, @f * 3, 1/3, 100 / 3, 2^53, 1e15, 1e14, 123456789012345.0, -0.0, 1e300 * 1e10, -1e300 * 1e10)
print(@f * @f, @f + @f, 3.0, 1e2, 0.1 + 0.2, 5e-324, 2^63, -(2^63))`,
    8,
  ],
  unary: [
    "- (unary), not, #",
    lua`print(-@m, - -@i, not @v, not nil, not not @v, -@f, #@w, -"@i" + 0, - "1e1")`,
    6,
  ],
  strings: [
    "arithmetic on strings",
    lua`print("@i" + @j, "@i" * "@j", "0x1@d" + 0, "@f" - 1, "  @m  " + 0, 10 .. @i, "3" // 1, "@j" ^ 2)
print(pcall(function() return "@k" + @i end))
print(pcall(function() return {} + @i end))`,
    6,
  ],
  precedence: [
    "precedence",
    lua`print(@i + @i * @i, (@i + @i) * @i, -@j ^ 2, @i .. @i + 1, 1 << @j + 1, @i < @i == true, not @i == @i, @i | @i & @i ~ @i)
print(2 * @j ^ 2, @i - @i - @i, 2 ^ -1, "a" .. "b" == "ab" and @i or @m, #"ab" + @d, -@j % 3, 5 // @j * @j)`,
    8,
  ],
});

const bits = programs("bits", {
  operators: [
    "&, |, ~, <<, >>",
    lua`print(@i & @m, @i | @m, @i ~ @m, ~@m, 1 << @i, @m >> 1, @m << 3, -1 >> @d)`,
    8,
  ],
  shifts: [
    "<<, >>",
    lua`print(1 << 63, 1 << 64, 1 << -@d, 256 >> @d, 256 >> -@d, -1 >> 63, -1 << @i, @b >> 4, @b << @d)`,
    6,
  ],
  large: ["&, |, ~", lua`print(@b & @b, @b | @b, @b ~ @b, ~@b, @b & 0xff, ~0 == -1, 0xFF ~ @i)`, 6],
  floats: [
    "&, |, ~, integer conversion",
    lua`print(@d.0 | 0, @d.0 & 7, 2^@i | 0, pcall(function() return "0x1@d" | 0 end))
print(pcall(function() return @f | 1 end))
print(pcall(function() return 1.5 & @i end))
print(pcall(function() return 2^64 | 0 end))
print(pcall(function() return "@k" | 1 end))
print(pcall(function() return {} ~ @i end))
print(pcall(function() return "1.5" << @i end))`,
    6,
  ],
});

const comparison = programs("comparison", {
  numbers: [
    "<, <=, ==",
    lua`print(@n < @n, @n <= @n, @n > @n, @n == @n, 1 == 1.0, @j1 == @j1 + 0.0, math.maxinteger < math.huge, math.maxinteger + 0.0 == math.maxinteger)
print(0/0 == 0/0, 0/0 < @n, -0.0 == 0.0, 2^53 == 2^53 + 1, math.maxinteger < 2^63, @b < @f)`,
    8,
  ],
  strings: [
    "<, <=, ==",
    lua`print(@w < @w, @w <= @w, "a" < "B", "" < @w, @w1 == @w1, "10" < "9", "a\0b" < "a\0c", "Z" < "a", @s > @s)`,
    6,
  ],
  equality: [
    "==",
    lua`local t = {}
print(t == t, t == {}, @v == @v, "@i1" == @i1, nil == false, print == print, 0 == -0, @w == @w, "" == false)`,
    6,
  ],
  wrong: [
    "<, <=, errors",
    lua`print(pcall(function() return @V < {} end))
print(pcall(function() return {} <= {} end))
print(pcall(function() return @i < "@i" end))
print(pcall(function() return nil > @n end))
print(pcall(function() return "a" >= @i end))`,
    7,
  ],
  logic: [
    "and, or, not",
    lua`print(@v and @v, @v or @v, nil and @w, false or nil, @v and @v or @v, not (@v and @v), nil or false)
local function f(x) io.write("called ", x, "; ") return x end
print(f(@i) and f(@w) or f("c"))
print(false and f(1), nil or f(@i), true or f(3))`,
    8,
  ],
});

const concatenation = programs("concatenation", {
  values: [
    "..",
    lua`print(@w .. @i, @i .. "", @f .. "|", 1 .. 2, "a" .. -@d .. "b", 2^@i .. "", @s .. @s, -0.0 .. "", 1e100 .. "")`,
    6,
  ],
  wrong: [
    ".., errors",
    lua`local @k1, t = nil, {x = {}}
print(pcall(function() return "a" .. @k1 end))
print(pcall(function() return @i .. {} end))
print(pcall(function() return t.x .. @w end))
print(pcall(function() return @w .. true .. @i end))
print(pcall(function() return t.name .. "x" end))
print(pcall(function() return undefined .. "x" end))`,
    5,
  ],
});

const INTEGERS = [
  "0",
  "1",
  "2",
  "3",
  "7",
  "10",
  "-1",
  "-5",
  "100",
  "255",
  "math.maxinteger",
  "math.mininteger",
  "0x10",
];
const FLOATS = ["0.0", "0.5", "1.0", "2.5", "-1.5", "3.0", "1e3", "0.1", "-0.0", "1e16", "7.0"];
const STRINGS = ['"10"', '"0x1F"', '"abc"', '"2.5"', '""', '" 7 "', '"1e2"'];
const OTHERS = ["nil", "true", "false"];

/** A random expression of limited depth. */
function expression(
  r: Random,
  atoms: readonly string[],
  operators: readonly string[],
  depth: number,
): string {
  if (depth === 0 || r.chance(0.15)) return r.pick(atoms);
  const left = expression(r, atoms, operators, depth - 1);
  if (r.chance(0.1)) return `(${left})`;
  if (r.chance(0.1)) return `${r.pick(["-", "not "])}${left}`;
  return `${left} ${r.pick(operators)} ${expression(r, atoms, operators, depth - 1)}`;
}

function expressions(
  name: string,
  features: readonly string[],
  atoms: readonly string[],
  operators: readonly string[],
  tries: number,
): Family {
  return family(`expression-${name}`, { features: ["precedence", ...features], tries }, (r) => {
    const lines = r.times(5, 8, () => expression(r, atoms, operators, r.int(1, 3)));
    const text = lines.map((one) => `print(pcall(function() return ${apart(one)} end))`).join("\n");
    return { args: ["main.lua"], files: { "main.lua": `${text}\n` } };
  });
}

const ARITHMETIC = ["+", "-", "*", "//", "%", "/"];

const fuzz: readonly Family[] = [
  expressions("integer", ["integers"], INTEGERS, ["+", "-", "*", "//", "%"], 24),
  expressions("float", ["floats", "number output"], FLOATS, [...ARITHMETIC, "^"], 24),
  expressions("mixed", ["integers", "floats"], [...INTEGERS, ...FLOATS], ARITHMETIC, 30),
  expressions("string", ["arithmetic on strings", ".."], [...STRINGS, "3", "0.5"], [...ARITHMETIC, ".."], 24),
  expressions(
    "bit",
    ["&, |, ~, <<, >>"],
    [...INTEGERS, "2.0", '"12"', "1.5"],
    ["&", "|", "~", "<<", ">>"],
    24,
  ),
  expressions(
    "compare",
    ["<, <=, =="],
    [...INTEGERS, ...FLOATS],
    ["<", "<=", ">", ">=", "==", "~=", "+"],
    20,
  ),
  expressions("logic", ["and, or, not"], [...OTHERS, "1", '"x"', "0"], ["and", "or", "==", "~="], 20),
  expressions(
    "any",
    ["errors"],
    [...INTEGERS, ...FLOATS, ...STRINGS, ...OTHERS],
    [...ARITHMETIC, "..", "<", "==", "and", "or", "&", "|"],
    30,
  ),
];

const conversion: readonly Family[] = programs("conversion", {
  tostring: [
    "tostring",
    lua`print(tostring(@v), tostring(@f), tostring(@b), tostring(nil), tostring(-0.0), tostring(1e15), tostring(2^31))
print(tostring(setmetatable({}, {__tostring = function() return @w end})), tostring(setmetatable({}, {__name = @w})):match("^(%w+): ") )
print(pcall(tostring, setmetatable({}, {__tostring = function() return @i end})), pcall(tostring))`,
    6,
  ],
  tonumber: [
    "tonumber",
    lua`print(tonumber("@i"), tonumber(" @m "), tonumber("0x@d@d"), tonumber("@f"), tonumber("1e@d"), tonumber("@k"), tonumber(""), tonumber("0x"), tonumber("1 2"), tonumber("5."), tonumber(".5"), tonumber("1e"), tonumber("0x1p@d"), tonumber("inf"), tonumber("nan"))
print(tonumber(@v), tonumber(@n), tonumber("1_000"), tonumber("--1"), tonumber("- 1"), tonumber("@i\0"), tonumber("9223372036854775808"), tonumber("\t@d\n"))
print(pcall(tonumber))`,
    6,
  ],
  "tonumber-base": [
    "tonumber",
    lua`print(tonumber("1@d", 16), tonumber("zZ", 36), tonumber("101@d", 2), tonumber("-ff", 16), tonumber(" 7@d ", 8), tonumber("", 10), tonumber("8", 8), tonumber("7fffffffffffffff", 16), tonumber("1.0", 10), tonumber("@d@d", 3))
print(pcall(tonumber, "10", @d * 10)) print(pcall(tonumber, @i, 10)) print(pcall(tonumber, "1", 1))`,
    6,
  ],
  type: [
    "type",
    lua`print(type(@V), type(nil), type({}), type(print), type("x"), type(@n), type(coroutine.create(print)), type(io.stdout), type(type))`,
    5,
  ],
  "math.type": [
    "math.type, math.tointeger",
    lua`print(math.type(@n), math.type(@n), math.type("1"), math.tointeger(@f), math.tointeger(@d.0), math.tointeger("@d"), math.tointeger(2^53), math.tointeger(2^63), math.tointeger({}))
print(pcall(math.type))`,
    6,
  ],
  "float-to-integer": [
    "integer conversion",
    lua`print(("x"):rep(2.0), pcall(string.rep, "x", @f), pcall(string.rep, "x", "@j"), #string.rep("ab", @j))
local t = {} t[@d.0] = "v" print(next(t), math.type(next(t)))
print(string.format("%d", @d.0), pcall(string.format, "%d", @d.5), pcall(string.format, "%d", "@i"))`,
    6,
  ],
});

export const expressionFamilies: readonly Family[] = [
  ...arithmetic,
  ...bits,
  ...comparison,
  ...concatenation,
  ...fuzz,
  ...conversion,
  family("expression-one", { features: ["precedence", "-e"], tries: 30 }, (r) => ({
    args: ["-e", `print(${fill(`@n @o @n @o @n`, r)}, ${fill("@n @q @n", r)})`],
  })),
];
