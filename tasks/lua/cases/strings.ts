import type { Family } from "../../pipeline/family.ts";
import { lua, programs } from "./program.ts";

const basic = programs("string", {
  "len-case": [
    "string.len, string.upper, string.lower",
    lua`local s = @s
print(#s, s:len(), s:upper(), s:lower(), ("ÀÉ@k"):upper(), string.len("a\0b@d"))`,
  ],
  sub: [
    "string.sub",
    lua`local s = @s
print(s:sub(@j), s:sub(@j, @i), s:sub(-@j), s:sub(@j, -2), s:sub(0, @j), s:sub(-100, 3), s:sub(5, 2), s:sub(@i, 100))`,
    8,
  ],
  "sub-limits": [
    "string.sub",
    lua`local s = @w
print(s:sub(math.mininteger, @j), s:sub(2, math.maxinteger), s:sub(@j.0), pcall(s.sub, s, @f), pcall(s.sub, s), pcall(string.sub))`,
  ],
  rep: [
    "string.rep",
    lua`print((@w):rep(@j), ("ab"):rep(@i, ","), ("x"):rep(0), ("x"):rep(-@d), ("-"):rep(1, "sep"), #("abc"):rep(@d * 100, "--"))`,
  ],
  reverse: ["string.reverse", lua`print((@s):reverse(), (""):reverse(), ("@i@k"):reverse():reverse())`],
  byte: [
    "string.byte, string.char",
    lua`local s = @w
print(s:byte(), s:byte(@j), s:byte(-1), s:byte(1, 3), s:byte(100), (s:byte(2)))
print(string.char(65 + @i, 97 + @i, 48 + @d), string.char(), ("é"):byte(1, -1))
print(pcall(string.char, 256 + @i)) print(pcall(string.char, -1)) print(pcall(string.char, "x"))`,
  ],
  find: [
    "string.find",
    lua`local s = @s
print(s:find(@c)) print(s:find(@c, @i)) print(s:find("%d+")) print(s:find("(%a+)%s*(%a*)")) print(s:find("", @j)) print(s:find("", 100)) print(s:find("o", -@d))`,
    8,
  ],
  "find-plain": [
    "string.find",
    lua`print(("a.b*c@d"):find(".", 1, true), ("a.b*c"):find("b*", 1, true), ("a+b+@k"):find("+", @j, true), (@s):find(" ", 1, true), ("x"):find("", 1, true), ("[@k]"):find("]", 1, true))`,
  ],
  match: [
    "string.match",
    lua`local s = @s
print(s:match("%a+"), s:match("%d+"), s:match("^%s*(.-)%s*$"), s:match("(%w+)%W+(%w+)"), s:match("()%s()"), s:match(".-e"), s:match("%u%l*"))`,
    8,
  ],
  "match-init": [
    "string.match",
    lua`local s = @s
print(s:match("%w+", @j), s:match("^%w+", @j), s:match("%w+$"), s:match("%w+", -@d), s:match("", 3), s:match("x?", 200))`,
  ],
  "match-captures": [
    "string.match, patterns: captures",
    lua`print(("key@i = value@i"):match("^(%w+)%s*=%s*(%w+)$"))
print(("2024-0@d-1@d"):match("(%d+)-(%d+)-(%d+)"))
print(("[[@k]]"):match("%[(%[(.-)%])%]"), ("abcabc@d"):match("(abc)%1(%d)"), ("@w1"):match("(.)(.)()"))
print(("x=@d;y=@d"):match("x=(%d);y=%f[%d](%d)"))`.replace('("@w1")', "(@w)"),
  ],
  gmatch: [
    "string.gmatch",
    lua`for w in (@s):gmatch("%a+") do io.write(w, ";") end print()
for k, v in ("a=@i, b=@m, c=@k"):gmatch("(%w+)=(%-?%w+)") do io.write(k, "->", v, " ") end print()
for p in (@w):gmatch("()") do io.write(p, ",") end print()
for x in ("abc"):gmatch("") do io.write("<", x, ">") end print()
for d in ("1a22b333"):gmatch("%d+", @j) do io.write(d, " ") end print()
for w in ("one two"):gmatch("^%a+") do io.write(w, " ") end print()`,
    7,
  ],
  gsub: [
    "string.gsub",
    lua`local s = @s
print(s:gsub(@c, "*")) print(s:gsub("%a+", "<%0>")) print(s:gsub("%w", "%0%0", @j)) print(s:gsub("(%a)(%a)", "%2%1")) print(s:gsub("%s+", "")) print(s:gsub("", "-"))`,
    8,
  ],
  "gsub-function": [
    "string.gsub",
    lua`local s = @s
print(s:gsub("%a+", function(w) if #w > @j then return w:upper() end end))
print(s:gsub("(%w)(%w*)", function(a, b) return a:upper() .. b end))
print(s:gsub("%d+", function(n) return n + @i end))
print(s:gsub("%a", function() return false end, 3))`,
    6,
  ],
  "gsub-table": [
    "string.gsub",
    lua`local t = {name = @w, n = @i, hello = "bye", a = false}
print(("$name has $n of $other"):gsub("%$(%w+)", t))
print((@s):gsub("%w+", t))
print(("a n name"):gsub("%a+", t, @j))`,
  ],
  "gsub-anchored": [
    "string.gsub, patterns: anchors",
    lua`print(("aaa@d"):gsub("^a", "b"), ("@k@k"):gsub("%w$", "!"), ("hello"):gsub("$", "@i"), ("^a^"):gsub("%^", "x"), ("a$b"):gsub("$b", "-"))
print(("abc"):gsub("%w", "%%%0"), ("x"):gsub("x", "%1"), ("ab"):gsub("(a)(b)", "%2@d%1"))`,
  ],
  "gsub-wrong": [
    "string.gsub, errors",
    lua`print(pcall(string.gsub, @w, "%w", "%2")) print(pcall(string.gsub, @w, "(", "")) print(pcall(string.gsub, @w, "%w", "%x"))
print(pcall(string.gsub, @w, "%w", {p = {}, a = true, e = {}, o = {}})) print(pcall(string.gsub, "x", "x", @i)) print(pcall(string.gsub, "x", "x", true)) print(pcall(string.gsub, "x")) print(pcall(string.gsub, "x", "x", "%"))`,
    4,
  ],
});

const patterns = programs("pattern", {
  classes: [
    "patterns: classes",
    lua`local s = "aZ5 _-\t.é@k@d"
for _, c in ipairs{"%a", "%c", "%d", "%g", "%l", "%p", "%s", "%u", "%w", "%x", "%A", "%S", "%W", "."} do
  io.write(c, "=", (s:gsub(c, "")), "|", select(2, s:gsub(c, "")), " ")
end
print()`,
    4,
  ],
  sets: [
    "patterns: sets",
    lua`local s = @s
print(s:gsub("[aeiou]", "#")) print(s:gsub("[^%w]", "_")) print(s:gsub("[a-m@d]", ".")) print(("a]b-c^d@d"):gsub("[]^-]", "!")) print(("x-y"):gsub("[%-x]", "")) print((s):match("[%a_][%w_]*")) print(("a-z"):match("[a-]+"), ("5-@d"):match("[%d-]+"))`,
    6,
  ],
  repetitions: [
    "patterns: repetitions",
    lua`local s = ("a"):rep(@i) .. "b" .. @s
print(s:match("^a*"), #s:match("^a*"), s:match("^a+"), s:match("^a-b"), s:match("^a?"), s:match("ba?"), s:match(".*o"), s:match(".-o"), s:match("a-$"))`,
    6,
  ],
  balance: [
    "patterns: %b",
    lua`print(("f(a(b)c@d)(x)"):match("%b()"), ("x{y{@i}}z"):gsub("%b{}", ""), ("((@k)"):match("%b()"), ("<<@d>"):find("%b<>"), ("[a[b]c"):match("%b[]"))`,
  ],
  frontier: [
    "patterns: %f",
    lua`print(("THE (quick) fox@d"):find("%f[%a]%a+%f[%A]"), (@s):gsub("%f[%w]%w+", "<%0>"), ("a1 b2@d"):gsub("%f[%d]", "#"), ("end"):find("%f[%z]"), (@w):match("%f[%w]()"))`,
  ],
  "back-references": [
    "patterns: captures",
    lua`print(("\"@k\" '@k'"):match("([\"'])(.-)%1"), ("abab@d"):match("(ab)%1"), ("xyzzy"):find("(.)%1"), ("@i@i aa"):match("(a)%1"), pcall(string.match, "a", "%1"), pcall(string.match, "a", "(a%1)"))`,
  ],
  special: [
    "patterns: escapes",
    lua`print(("1+1=@d"):match("1%+1=(%d)"), ("a.b"):gsub("%.", "@i"), ("50%"):match("%d+%%"), ("a\0b@d"):find("\0"), ("a\0b"):match("%z"), ("^x$"):match("^%^x%$$"), ("c:\\@k"):match("\\(%w+)"))`,
  ],
  wrong: [
    "patterns: errors",
    lua`for _, p in ipairs{"[a", "(a", "a)", "%", "%b", "%bx", "%f", "[", "[%", "(()", "%@d"} do print(p, select(2, pcall(string.find, @w, p))) end`,
    4,
  ],
  anchors: [
    "patterns: anchors",
    lua`local s = @s
print(s:find("^%a+"), s:find("%a+$"), s:find("^%s"), s:find("^$"), s:match("^(%w)"), (s:gsub("^%w", "")), s:find("a^b"), s:find("%w$", @j))`,
    6,
  ],
  "too-complex": [
    "patterns: errors",
    lua`local s = ("a"):rep(@d * 10)
print(pcall(string.match, s, (".-"):rep(3) .. "b"), #s:match(("a?"):rep(20)), s:match(("(a)"):rep(@j)))
print(pcall(string.find, s, ("(a)"):rep(33)))`,
    4,
  ],
});

const format = programs("format", {
  integers: [
    "string.format: d, i",
    lua`print(string.format("[%d] [%5d] [%-6d] [%05d] [%+d] [% d] [%.4d] [%8.3d] [%i]", @m, @m, @m, @i, @m, @i, @i, @m, @i))`,
    6,
  ],
  unsigned: [
    "string.format: x, X, o, c",
    lua`print(string.format("%x %X %#x %o %#o %08x %c%c %5x| %x", @m, @i * 20, @i + 1, @i, @j, @d * 1000, 65 + @i, 97 + @i, @m, -@d))`,
    6,
  ],
  floats: [
    "string.format: e, f, g",
    lua`print(string.format("%f %.2f %8.3f %-9.1f| %+.1f %e %.3e %E %g %G %.3g %#.3g %010.2f", @f, @f, @f, @f, @f, @f, @f, @f, @f, @f, @f, @f, @f))`,
    9,
  ],
  "floats-special": [
    "string.format: e, f, g",
    lua`print(string.format("%f %g %e %.1f %5.1f| %d", 1/0, -1/0, 1/0, 0/0 ~= 0/0 and 1/0 or 0, -1/0, @m), string.format("%.0f %.0f %.0f %.0f %g %g", 0.5, 1.5, 2.5, @d + 0.5, 1e20, 1e-@d), string.format("%.14g %.17g %.20f %g", @f, @f, 0.1, @b))`,
    6,
  ],
  hexfloat: [
    "string.format: a",
    lua`print(string.format("%a %A %.2a %a %a %a", @d, @f, @f, 0.5, 1/3, 0.0), string.format("%.1a %20a|", @f, 1.0))`,
    5,
  ],
  strings: [
    "string.format: s",
    lua`print(string.format("[%s] [%10s] [%-10s] [%.3s] [%8.2s] [%s] [%s]", @s, @w, @w, @s, @w, @v, @n), string.format("%s %s", nil, true), string.format("%5s|%-5s|", @i, @f))`,
    6,
  ],
  "strings-meta": [
    "string.format: s, __tostring",
    lua`local t = setmetatable({}, {__tostring = function() return @w end})
print(string.format("%s|%10s|%.2s", t, t, t), string.format("%s", setmetatable({}, {__name = "My"})):match("^My: ") ~= nil, string.format("%%"), #string.format("%s", "a\0b@d"))
print(pcall(string.format, "%10s", "a\0b@d"))`,
    4,
  ],
  quoted: [
    "string.format: q",
    lua`print(string.format("%q", @s)) print(string.format("%q %q %q", @i, @f, @b)) print(string.format("%q", "a\nb\0@d\r\"\\\1\127")) print(string.format("%q %q %q", nil, true, 1/3)) print(string.format("%q", 1/0), string.format("%q", math.mininteger)) print(pcall(string.format, "%q", {})) print(pcall(string.format, "%5q", "x"))`,
    5,
  ],
  wrong: [
    "string.format: errors",
    lua`for _, f in ipairs{"%d", "%y", "%", "%0123d", "%.123f", "%s %s", "%5", "%ll", "%.3c", "%#d", "%#s"} do print(f, select(2, pcall(string.format, f, @w))) end
print(pcall(string.format, "%d", "@d.5")) print(pcall(string.format, "%d", @d.25)) print(pcall(string.format, "%s")) print(pcall(string.format, "%x", -@f))`,
    3,
  ],
  coercion: [
    "string.format, arithmetic on strings",
    lua`print(string.format("%d %5.1f %x %s", "@i", "@i", "1@d", @i), pcall(string.format, "%d", "1e1"), pcall(string.format, "%d", "abc"), string.format("%c", "6@d"))`,
    4,
  ],
});

const packing = programs("pack", {
  integers: [
    "string.pack, string.unpack",
    lua`local s = string.pack("<i4 >i4 b B h", @m, @m, -@d, 200 + @d, @m)
print(#s, s:byte(1, -1))
print(string.unpack("<i4 >i4 b B h", s))
print(string.unpack("<I2", "\1\2", 1), string.pack(">I3", @d * 1000):byte(1, -1))`,
    5,
  ],
  sizes: [
    "string.packsize",
    lua`print(string.packsize("i4i8"), string.packsize("!8 b i8"), string.packsize("bhilj"), string.packsize("<!4 b d"), string.packsize("fdn"), string.packsize("c@i"), string.packsize("i@j i1 x"), pcall(string.packsize, "s"), pcall(string.packsize, "z"))`,
    4,
  ],
  strings: [
    "string.pack, string.unpack",
    lua`local s = string.pack("z s1 s2 c10", @w, @w, @s, @w)
print(#s, (s:gsub("%c", ".")))
print(string.unpack("z s1 s2 c10", s))
print(pcall(string.pack, "c2", @s)) print(pcall(string.pack, "z", "a\0b"))`,
    5,
  ],
  floats: [
    "string.pack, string.unpack",
    lua`local s = string.pack("<f d n", @f, @f, @f)
print(s:byte(1, -1)) print(string.unpack("<fdn", s)) print(string.pack(">d", @d):byte(1, -1))`,
    5,
  ],
  wrong: [
    "string.pack, string.unpack, errors",
    lua`print(pcall(string.pack, "b", 128 + @i)) print(pcall(string.pack, "i17", 1)) print(pcall(string.unpack, "i4", "@k1")) print(pcall(string.unpack, "z", @w)) print(pcall(string.pack, "y", 1)) print(pcall(string.pack, "i4")) print(pcall(string.unpack, "i4", "abcd", @d * 10)) print(pcall(string.pack, "!3 i4", 1)) print(pcall(string.pack, "B", -@d)) print(pcall(string.unpack, "i9", ("\255"):rep(8) .. "\@d"))`,
    4,
  ],
  alignment: [
    "string.pack",
    lua`print(string.pack("!4 b i4", @d, @m):byte(1, -1)) print(string.pack("<b Xi4 i2", @d, @m):byte(1, -1)) print(string.pack("!2 i1 !4 i8 x", @d, @m):byte(1, -1)) print(string.unpack("<i2 >i2 =i2", ("\1\@d"):rep(4)))`,
    4,
  ],
  large: [
    "string.pack, string.unpack",
    lua`print(string.unpack("<j", string.pack("<j", @b)), string.pack(">i8", @b):byte(1, -1)) print(string.unpack("<I8", ("\xff"):rep(8)), string.unpack("<i16", string.pack("<i16", -@d)), string.pack("i7", -@d):byte(1, -1))`,
    5,
  ],
});

const utf8 = programs("utf8", {
  char: [
    "utf8.char, utf8.charpattern",
    lua`print(utf8.char(72, 228, 8364, 128512, 65 + @i), utf8.char(), #utf8.char(0x7FFFFFFF), utf8.charpattern == "[\0-\x7F\xC2-\xFD][\x80-\xBF]*", #utf8.char(0x10FFFF + @d)) print(pcall(utf8.char, -@d))`,
    4,
  ],
  codepoint: [
    "utf8.codepoint",
    lua`local s = "aé€😀@k"
print(utf8.codepoint(s), utf8.codepoint(s, 1, -1)) print(utf8.codepoint(s, 2), pcall(utf8.codepoint, s, 3)) print(pcall(utf8.codepoint, s, 100)) print(utf8.codepoint(s, -@j))`,
    5,
  ],
  len: [
    "utf8.len",
    lua`print(utf8.len("aé€😀@k"), utf8.len(""), utf8.len(@s), utf8.len("é@k", 3), utf8.len("ab\xff@d"), utf8.len("\xe2\x82"), utf8.len("x@d", -1), utf8.len("\u{D7FF}")) print(pcall(utf8.len, "abc", @i + 5)) print(utf8.len("\u{7FFFFFFF}"), utf8.len("\u{7FFFFFFF}", 1, -1, true), utf8.len("\xed\xa0\x80"))`,
    5,
  ],
  offset: [
    "utf8.offset",
    lua`local s = "aé€😀@k"
print(utf8.offset(s, @j), utf8.offset(s, -@j), utf8.offset(s, 0, 4), utf8.offset(s, 100), utf8.offset(s, 2, 2), pcall(utf8.offset, s, 1, 3), utf8.offset("", 1)) print(s:sub(utf8.offset(s, 2), utf8.offset(s, 3) - 1))`,
    5,
  ],
  codes: [
    "utf8.codes",
    lua`for p, c in utf8.codes("é@k€") do io.write(p, ":", c, " ") end print()
print(pcall(function() for p, c in utf8.codes("ab\xff@d") do io.write(p, " ") end end))
print(pcall(function() for p, c in utf8.codes("\u{110000}") do io.write(p, " ") end end))
for p, c in utf8.codes("\u{11000@d}", true) do print(p, c) end`,
    4,
  ],
});

export const strings: readonly Family[] = [...basic, ...patterns, ...format, ...packing, ...utf8];
