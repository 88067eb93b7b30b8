import type { Family } from "../../pipeline/family.ts";
import { scripts } from "./script.ts";

export const functions: readonly Family[] = [
  ...scripts("function", {
    numbers: [
      "abs; sign; round",
      "SELECT abs(@m), abs(@f), abs(@s), abs(NULL), sign(@m), sign(@f), sign('x'), sign('@m'), round(@f), round(@f, 1), round(@f, @j), round(@m), round(@m.5), round(-0.5), round(2.5), round(@s), round(@f, -1), round(NULL);",
      8,
    ],
    coalesce: [
      "coalesce; ifnull; nullif; iif",
      "SELECT coalesce(NULL, NULL, @v), ifnull(@v, @w), ifnull(NULL, @v), nullif(@i, @i), nullif(@w1, @w1), nullif(1, '1'), iif(@i > 5, 'a', 'b'), iif(NULL, 1, 2), coalesce(@v, @v);",
      6,
    ],
    instr: [
      "instr",
      "SELECT instr(@w, '@p'), instr(@s, ' '), instr(@s, ''), instr('café au', 'é'), instr(NULL, 'a'), instr(@i@d, @d), instr(x'414243', x'42'), instr('abcabc', 'c');",
      6,
    ],
    substr: [
      "substr",
      "SELECT substr(@w, @j), substr(@w, @j, @j), substr(@w, -@j), substr(@w, -@j, 2), substr(@w, 0, @j), substr(@s, @j, -2), substr(@w, 99), substr(@n, 2, 2), substr('café', 4), substring(@w, 2), substr(x'01020304', 2, 2), substr(NULL, 1), substr(@w, 2, NULL), substr(@w, -99, 98);",
      9,
    ],
    length: [
      "length; lower; upper",
      "SELECT length(@s), length(@w), length('café'), length(@x), length(@n), length(NULL), lower(@s), upper(@s), upper('é@w1'), lower(@i), length('');".replace(
        "'é@w1'",
        "'éa' || @w",
      ),
    ],
    trim: [
      "trim; ltrim; rtrim",
      "SELECT '[' || trim(@s) || ']', '[' || ltrim('  x @d ') || ']', '[' || rtrim(' x @d  ') || ']', trim(@w, 'ae'), ltrim('xxyx@d', 'xy'), rtrim('@d00', '0'), trim('...a.', '.'), trim(NULL), trim(@w, ''), trim(@i@d, '@d');",
    ],
    replace: [
      "replace",
      "SELECT replace(@w, '@p', '*'), replace(@s, ' ', ''), replace(@w, '', 'x'), replace('aaa', 'a', 'a@d'), replace(@i@d, @d, 'x'), replace(NULL, 'a', 'b'), replace(@s, @s, @w), replace('abab', 'ab', 'b');",
    ],
    hex: [
      "hex; unhex; quote",
      "SELECT hex(@w), hex(@i), hex(@x), hex(@s), hex(NULL), quote(@v), quote(@v), quote(@f), quote(@s), quote(NULL), unhex('41@d0'), unhex('4'), unhex('41 42', ' '), unhex('zz'), hex(@f);",
      6,
    ],
    unicode: [
      "unicode; char",
      "SELECT unicode(@w), unicode('é'), unicode(''), unicode('€x'), char(6@d, 66, 233, 8364, 128512), char(), length(char(0, 65)), unicode(@s), unicode(NULL), unicode(@i);",
    ],
    "min-max": [
      "max; min",
      "SELECT max(@i, @i, @i), min(@n, @n), max(@w, @w), max(@v, @v), min('10', @i), max(NULL, @i), min(@f, @i, @w), max('a', x'00', @d), max(1, 1.0), min(1.0, 1);",
      7,
    ],
    "printf-integers": [
      "printf",
      "SELECT printf('%d|%5d|%-5d|%05d|%+d|%x|%X|%o|%c|%%', @m, @i, @i, @i, @i, @i, @m, @i, @w), printf('%,d', @d@d@d@d@d@d), printf('%i %u', @m, @i), printf('%d', @s), printf('%d', @f), printf('%d %d', @i), printf('% d|%#x|%#o', @i, @d, @d), printf('%lld', @b);",
      6,
    ],
    "printf-reals": [
      "printf",
      "SELECT printf('%f %.2f %8.3f|%-9.1f|%+.1f', @f, @f, @f, @f, @f), printf('%e %.3e %E %g %G', @f, @f, @f, @f, @f), printf('%.0f %.15g %!.15g %!.20g', @f, @f, @f, @f), printf('%010.2f|%,.2f', @f, @d@d@d@d@d.5), printf('%g %g', 1e999, @n), printf('%.3f', @s);",
      8,
    ],
    "printf-texts": [
      "printf",
      "SELECT printf('%s|%10s|%-10s|%.3s', @s, @w, @w, @w), printf('%q|%Q|%w', @s, @s, @s), printf('%s %s', @v, @v), printf('%Q %q', NULL, NULL), format('%s-%d', @w, @i), printf('%z', 1), printf(''), printf(NULL), printf('%*d|%.*f', @j, @i, @j, 1.5), printf('%c%c', @w, 'é'), printf('%s');",
      7,
    ],
    math: [
      "mathematical functions",
      "SELECT round(sqrt(@i), 6), round(pow(@d, @j), 4), round(exp(@d / 4.0), 6), round(ln(@d), 6), round(log(@d), 6), round(log(2, @d), 6), round(log10(@d), 6), round(log2(@d), 6), ceil(@f), floor(@f), trunc(@f), mod(@m, @j), mod(@f, 3), ceil(@m), floor(@i), sqrt(-1), ln(0), ceil(@s);",
      8,
    ],
    trigonometry: [
      "mathematical functions",
      "SELECT round(sin(@f), 6), round(cos(@f), 6), round(tan(@d), 6), round(atan(@f), 6), round(atan2(@m, @d), 6), round(asin(0.@d), 6), round(acos(0.@d), 6), acos(2), round(sinh(0.@d), 6), round(cosh(@d), 4), round(tanh(0.@d), 6), round(asinh(@d), 6), round(acosh(@d), 6), round(degrees(@d), 6), round(radians(@m), 6), round(pi(), 6);",
      6,
    ],
    "type-mix": [
      "typeof; functions and types",
      "SELECT typeof(abs(@n)), typeof(round(@i)), typeof(max(@v, @v)), typeof(length(@w)), typeof(substr(@i@d, 1, 1)), typeof(ceil(@m)), typeof(floor(@f)), typeof(@f || ''), typeof(zeroblob(@j)), hex(zeroblob(@j)), typeof(sum(@n)), typeof(avg(@i)), typeof(total(@i)), typeof(group_concat(@i)), typeof(count(*));",
      6,
    ],
    like: [
      "like(); glob()",
      "SELECT like('%@p%', @w), glob('*@p*', @w), like('a!%', 'a%', '!'), glob('[A-M]*', @w), like(NULL, @w), like('_%', @s);",
      5,
    ],
    changes: [
      "changes; total_changes; last_insert_rowid",
      "CREATE TABLE t(a INTEGER PRIMARY KEY, b);\nINSERT INTO t(b) VALUES (@i),(@i),(@i);\nSELECT changes(), total_changes(), last_insert_rowid();\nUPDATE t SET b = b + 1 WHERE a > @j - 3;\nSELECT changes(), total_changes();\nDELETE FROM t WHERE b > @i;\nSELECT changes(), total_changes();\nINSERT INTO t VALUES (@d0, @w);\nSELECT last_insert_rowid(), changes();",
    ],
    wrong: [
      "errors: functions",
      "SELECT nofunc@d(@i);\nSELECT abs();\nSELECT abs(1, @i);\nSELECT substr(@w);\nSELECT max();\nSELECT abs(-9223372036854775807 - 1);\nSELECT round(1, 2, @i);\nSELECT sum(count(@i));\nSELECT json('{bad@d');\nSELECT char('x' COLLATE nope);\nSELECT coalesce(@i);\nSELECT 'still ' || @w;",
      4,
    ],
  }),
  ...scripts("date", {
    date: [
      "date, time, datetime",
      "SELECT date(@D), date(@T), time(@T), datetime(@D), datetime(@T), date('2024-02-30'), date('nonsense'), date(@D || 'T12:30'), time('12:30'), time('25:00'), datetime(@D || ' 10:20:30.5'), date(NULL), date('2024-13-01');",
      5,
    ],
    modifiers: [
      "date modifiers",
      "SELECT date(@D, '+@i days'), date(@D, '-@d months'), date(@D, '+1 month', '-1 day'), datetime(@T, '+@i hours'), datetime(@T, '-@d minutes', '+@i seconds'), date(@D, '+@d years'), date('2024-01-31', '+1 month'), time(@T, '+90 minutes'), date(@D, '@d days'), datetime(@D, '+1.5 days'), date(@D, '+1 fortnight');",
      6,
    ],
    starts: [
      "date modifiers",
      "SELECT date(@D, 'start of month'), date(@D, 'start of year'), datetime(@T, 'start of day'), date(@D, 'weekday 0'), date(@D, 'weekday @j'), date(@D, 'start of month', '+1 month', '-1 day'), date(@D, 'START OF MONTH'), date(@D, 'weekday 7');",
      6,
    ],
    strftime: [
      "strftime",
      "SELECT strftime('%Y-%m-%d %H:%M:%S', @T), strftime('%j %w %W %d/%m', @D), strftime('%s', @T), strftime('%f', @T), strftime('%J', @D), strftime('%Y%%', @D), strftime('%q', @D), strftime('week %W of %Y', @D), strftime('', @D), strftime('%H', '12:34');",
      6,
    ],
    julianday: [
      "julianday; unixepoch",
      "SELECT julianday(@D), julianday(@T), unixepoch(@T), unixepoch(@D), julianday(@D) - julianday(@D), round(julianday(@T) - julianday(@D), 6), date(2460000.5 + @m), datetime(@d00000000, 'unixepoch'), date(@b % 4000000000, 'auto'), julianday('x'), unixepoch('1960-01-0@d');",
      7,
    ],
    arithmetic: [
      "date modifiers; strftime",
      "SELECT CAST(strftime('%Y', @D) AS INT) + @i, date(@D, (@m) || ' days'), strftime('%m', @D, '+1 month'), cast((julianday(@D1) - julianday('2000-01-01')) AS INT), CASE CAST(strftime('%w', @D1) AS INT) WHEN 0 THEN 'Sun' WHEN 6 THEN 'Sat' ELSE 'weekday' END, @D < @D, max(@D, @D);",
      6,
    ],
    "time-zones": [
      "date, time, datetime",
      "SELECT datetime('2024-05-0@d 12:00:00+02:00'), datetime('2024-05-0@d 00:30Z'), datetime('2024-05-01 12:00-0@d:30'), time('10:00+0@d:00');",
      3,
    ],
  }),
  ...scripts("json", {
    json: [
      "json; json_valid",
      "SELECT json('{\"a\": [ @i, @f, \"x\" ], \"b\":null}'), json(' [1 , true] '), json_valid('{\"x\":@i}'), json_valid('{x:1}'), json_valid('[1,]'), json_valid(NULL), json('\"@d\"'), json_valid('@d'), json('{\"a\":1,\"a\":@i}');",
      4,
    ],
    extract: [
      "json_extract",
      "WITH j(d) AS (VALUES ('{\"a\":@i,\"b\":[1,@f,{\"c\":\"x@d\"}],\"n\":null,\"t\":true,\"s\":\"it''s\",\"o\":{}}'))\nSELECT json_extract(d, '$.a'), json_extract(d, '$.b[1]'), json_extract(d, '$.b[2].c'), json_extract(d, '$.b'), json_extract(d, '$.n'), json_extract(d, '$.t'), json_extract(d, '$.zz'), json_extract(d, '$.b[#-1]'), json_extract(d, '$'), json_extract(d, '$.a', '$.s'), json_extract(d, '$.o'), json_extract(d, '$.b[9]') FROM j;",
    ],
    arrows: [
      "->, ->>",
      "WITH j(d) AS (VALUES ('{\"a\":{\"x\":@i},\"b\":[\"p\",@f,null,false],\"s\":\"t@d\"}'))\nSELECT d -> 'a', d ->> 'a', d -> '$.a.x', d ->> '$.b[0]', d -> 'b' -> 0, d -> 'b' ->> @j, d ->> 's', d -> 's', d -> 'zz', d -> 'b' -> 2, d -> 'b' ->> 2, typeof(d ->> '$.a.x'), d -> 'b' ->> 3 FROM j;",
    ],
    build: [
      "json_array; json_object; json_quote",
      "SELECT json_array(@i, @w, NULL, @f), json_array(), json_object('a', @i, 'b', @s), json_object(), json_array(json('[1,@i]'), '[1]'), json_quote(@s), json_quote(@n), json_quote(NULL), json_object('k', json_array(@i), 'l', json('{\"m\":@d}')), json_array('tab\tq\"');",
      5,
    ],
    change: [
      "json_set; json_insert; json_replace; json_remove",
      "SELECT json_set('{\"a\":1,\"b\":[1,2]}', '$.a', @i, '$.c', @w), json_insert('{\"a\":1}', '$.a', @i, '$.z', @i), json_replace('{\"a\":1}', '$.a', @w, '$.q', 2), json_remove('{\"a\":1,\"b\":[@i,2,3]}', '$.b[1]'), json_remove('[1,2,@i]', '$[0]', '$[0]'), json_set('[1,2]', '$[#]', @i), json_set('{}', '$.x', json('[@i]')), json_remove('{\"a\":@i}', '$.zz'), json_set('{\"a\":{}}', '$.a.b', @f);",
      5,
    ],
    patch: [
      "json_patch; json_type; json_array_length",
      "SELECT json_patch('{\"a\":1,\"b\":@i}', '{\"b\":null,\"c\":@i}'), json_patch('{\"a\":{\"x\":1}}', '{\"a\":{\"y\":@i}}'), json_type('{\"a\":[@i]}'), json_type('[1,@f,\"x\",null,true,{}]', '$[@j]'), json_array_length('[1,@i,[2]]'), json_array_length('{\"a\":[1,@i]}', '$.a'), json_array_length('@i'), json_type('[]', '$.x');",
      6,
    ],
    each: [
      "json_each",
      'SELECT key, value, type, atom, fullkey, path FROM json_each(\'{"a":@i,"b":[1,@i],"c":@f,"d":null,"e":"x@d"}\');\nSELECT key, value * 2 FROM json_each(\'[@i,@i,@f]\') WHERE value > 2;\nSELECT value FROM json_each(\'{"r":[@i,2,@i]}\', \'$.r\') ORDER BY value DESC;\nSELECT count(*), sum(value) FROM json_each(\'[@i,@m,@d]\');',
    ],
    tree: [
      "json_tree",
      'SELECT key, atom, type, fullkey FROM json_tree(\'{"a":[@i,{"b":@i}],"c":"x@d"}\');\nSELECT fullkey FROM json_tree(\'[[@i],[2,[@d]]]\') WHERE atom IS NOT NULL AND atom > @i;',
    ],
    group: [
      "json_group_array; json_group_object",
      "@N\nSELECT json_group_array(a), json_group_array(b) FROM n;\nSELECT c, json_group_array(a) FROM n GROUP BY c ORDER BY c;\nSELECT json_group_object(c || rowid, b) FROM n WHERE a > @j - 3;\nSELECT json_group_array(json_object('a', a, 'c', c)) FROM n WHERE b > @i;",
    ],
    wrong: [
      "json; errors: functions",
      "SELECT json_extract('{bad', '$.a@d');\nSELECT json_extract('{}', 'a@d');\nSELECT json_array(@x);\nSELECT json_set('{}', '$.a');\nSELECT json_object('a');\nSELECT json_object(@d, 2);\nSELECT json_extract('[1', '$[0]') IS NULL;\nSELECT json_extract('{\"a\":@i}', '$.');\nSELECT @i;",
      4,
    ],
  }),
];
