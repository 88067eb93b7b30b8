import { family, type Family } from "../../pipeline/family.ts";
import type { Random } from "../../pipeline/random.ts";
import { scripts } from "./script.ts";

const written = scripts(
  "expression",
  {
    integers: ["arithmetic", "SELECT @m + @m, @m - @m, @m * @m, @m / @j, @m % @j, -@i, - -@i, +@w;"],
    reals: [
      "arithmetic; number output",
      "SELECT @f + @f, @f * @f, @f / @j, @m / 2.0, @f % 3, -@f, @f - @f;",
      8,
    ],
    overflow: [
      "arithmetic",
      "SELECT @b + @b, @b * @d, -(-9223372036854775807 - 1), 9223372036854775807 + @d, -9223372036854775807 - @d, @b % @d, @b / @d;",
      6,
    ],
    "by-zero": [
      "arithmetic; NULL",
      "SELECT @d / 0, @d % 0, @d / 0.0, @f % 0, 0.0 / 0, NULL + @i, @i * NULL, @d % 0.5;",
      4,
    ],
    literals: [
      "literals",
      "SELECT @d, 0x@d@d, @f, @de@d, '@d', x'4@d', 1.@de-2, 'it''s', NULL, TRUE, false, .@d, 0xFFFFFFFFFFFFFFF@d;",
    ],
    "large-literals": [
      "literals; number output",
      "SELECT 9223372036854775807, 922337203685477580@d@d, -9223372036854775808, 1e@d@d, 123456789012345678@d, 1.0e15, 1e16, 12345678901234567.0, 0.1+0.2, 1e-@d, 100000.0, 1e999, -1e999;",
    ],
    "text-numbers": [
      "affinity; arithmetic",
      "SELECT '@d' + 1, '12abc' + @i, 'abc' + @i, '1e2' * @d, ' @d ' + 0, '' + 1, '0x10' + @i, @s + 0, x'3@d' + 1, '-5' * '@d', '.5' + '@d';",
      7,
    ],
    concat: [
      "||",
      "SELECT @w || @w, @w || @i, @f || '|', @m || @m, NULL || @w, x'41' || @w, 1.0 || '', 1e20 || '', @s || '!';",
    ],
    bits: [
      "bit operators",
      "SELECT @i & @m, @i | @m, ~@m, 1 << @i, @m >> 1, -1 >> @i, 1 << 64, 1 << -1, @f & 7, '@d' | 8, -@d << 62, NULL & @i;",
    ],
    compare: [
      "comparison; affinity",
      "SELECT @v < @v, @v = @v, @n > @n, @w >= @w, '@d' = @d, @d = @d.0, 'a' < 'B', x'61' = 'a', NULL = NULL, NULL <> @i, 1 < 'a', 'a' < x'00';",
      8,
    ],
    "compare-columns": [
      "comparison; affinity",
      "CREATE TABLE c(i INT, t TEXT, r REAL, n NUMERIC, b BLOB, x);\nINSERT INTO c VALUES (@d1,@d1,@d1,@d1,@d1,@d1);\nSELECT i = '@d1', t = @d1, r = '@d1', n = '@d1.0', b = '@d1', x = '@d1', i = t, t = r, t = b, t = x, typeof(t), typeof(r), typeof(n), typeof(b) FROM c;",
    ],
    is: [
      "IS",
      "SELECT @v IS @v, NULL IS NULL, @i IS NOT NULL, @v IS NOT @v, NULL IS NOT NULL, @i1 IS @i1, 1 IS TRUE, @i IS FALSE, 0.5 IS TRUE, NULL IS TRUE, 'a' IS NOT TRUE, @v IS DISTINCT FROM @v, @v ISNULL, @v NOTNULL, @v NOT NULL;",
      7,
    ],
    logic: [
      "AND, OR, NOT; NULL",
      "SELECT @n AND @n, 0 OR @i, NOT @i, NULL AND 0, NULL OR @d, NOT NULL, 'a' AND 1, '1x' OR 0, NULL AND @d, 0.4 AND 1, NOT 'abc', NOT @f;",
    ],
    precedence: [
      "operators",
      "SELECT @i + @i * @i, (@i + @i) * @i, -@j - @i, NOT @i = @i, @i | @i << 2, 1 || @i + @i, @i < @i = @i, @i + @i < @i * 2 AND 1 OR 0, 10 - @i - @i, 100 / @d / 2, 2 * 3 % 4, ~@i + 1, - 'x' || 'y', @i = @i IS NOT NULL;",
      7,
    ],
    between: [
      "BETWEEN",
      "SELECT @i BETWEEN @i AND 12, @w BETWEEN 'a' AND 'm', @m NOT BETWEEN 0 AND @m, NULL BETWEEN 1 AND @i, @i BETWEEN NULL AND @i, '@d' BETWEEN 1 AND 9, @i BETWEEN 5 AND 3;",
    ],
    in: [
      "IN",
      "SELECT @i IN (1,2,3,@i), @w IN ('fig','kiwi',@w), @i NOT IN (1,@i), NULL IN (1,2), 3 IN (1,NULL), 1 IN (1,NULL), @i IN (), NULL IN (), '1' IN (1,2), @i IN (SELECT @i UNION SELECT 3), 5 NOT IN (1,NULL);",
      7,
    ],
    like: [
      "LIKE",
      "SELECT @w LIKE '%@p%', @w LIKE '_@p%', 'ABC' LIKE 'a%', @s LIKE '% %', @w NOT LIKE '%e', 'a%b' LIKE 'a\\%b' ESCAPE '\\', 'É' LIKE 'é', NULL LIKE '%', @i LIKE '%@d', 'x_y' LIKE 'x!_y' ESCAPE '!', '' LIKE '%', 'abc' LIKE 'ab';",
      7,
    ],
    glob: [
      "GLOB",
      "SELECT @w GLOB '*@p*', @w GLOB '[a-f]*', 'Abc' GLOB 'a*', @w GLOB '?????', @w GLOB '[^a-m]*', 'a]b' GLOB 'a[]]b', 'a*b' GLOB 'a[*]b', @s GLOB '*[0-9]*', '[' GLOB '[[]', NULL GLOB '*', @w NOT GLOB '*e', 'a-b' GLOB 'a[x-]b';",
      7,
    ],
    case: [
      "CASE",
      "SELECT CASE @i WHEN @i THEN 'a' WHEN @i THEN 'b' ELSE 'c' END, CASE WHEN @m > 30 THEN 'big' WHEN @m > 0 THEN 'small' END, CASE NULL WHEN NULL THEN 1 ELSE 2 END, CASE '1' WHEN 1 THEN 'same' ELSE 'not' END, CASE WHEN NULL THEN 1 WHEN @s THEN 2 ELSE 3 END;",
    ],
    cast: [
      "CAST",
      "SELECT CAST(@s AS INTEGER), CAST(@f AS INTEGER), CAST(@v AS TEXT), CAST(@s AS REAL), CAST(@v AS NUMERIC), CAST(x'3132' AS TEXT), CAST('0x1F' AS INT), CAST(1e@d@d AS INT), CAST(@w AS BLOB), CAST('1.0' AS NUMERIC), CAST('9223372036854775808' AS INT), CAST(-@f AS INT), CAST(NULL AS TEXT), CAST('  @d.9' AS INT), CAST(@v AS VARCHAR(5));",
      9,
    ],
    typeof: [
      "typeof",
      "SELECT typeof(@v), typeof(@n), typeof(@s), typeof(1/2), typeof(1/2.0), typeof('1'+1), typeof('a'||1), typeof(@b * 10), typeof(CAST('1' AS NUMERIC)), typeof(NULL), typeof(@x), typeof(1=1);",
    ],
    collate: [
      "COLLATE",
      "SELECT @w = 'APPLE' COLLATE NOCASE, 'a' < 'B' COLLATE NOCASE, 'abc  ' = 'abc' COLLATE RTRIM, 'a' COLLATE NOCASE = 'A', 'É' = 'é' COLLATE NOCASE, @w COLLATE NOCASE > 'kiwi', 'x' = 'X' COLLATE BINARY, 'b' COLLATE NOCASE BETWEEN 'A' AND 'C', 'A' COLLATE NOCASE IN ('a', @w);",
    ],
    "row-values": [
      "row values",
      "SELECT (@i, @i) < (@i, @i), (1, @i) = (1, @i), (@i, 2) IN (SELECT @i, 2), (1, NULL) = (2, @i), (1, NULL) = (1, 2), (@i1, 2) = (@i1, 2), (1,2,@i) >= (1,2,@i);",
    ],
    "number-text": [
      "number output",
      "SELECT @f, @f * @f, @f / 3, 1.0 * @m, 1e@d, 1.5e-@d, @n / 7.0, @b * 1.0, 1/3.0, 2/3.0, 1e21 / 7, 1e-7 / 3, -0.0, 123456.789e3, 5e-324, 1.7976931348623157e308;",
      8,
    ],
    subquery: [
      "subqueries",
      "SELECT (SELECT @i), (SELECT @i WHERE 0), EXISTS (SELECT 1 WHERE @i > 6), NOT EXISTS (SELECT @i), (SELECT @w UNION SELECT @w ORDER BY 1 LIMIT 1), (VALUES (@i), (2));",
    ],
    names: [
      "column names",
      "SELECT @i + 1, @w AS alpha, @i \"two words\", 1 AS [b], 2 'c', count(*), max( @i ,2 ), (SELECT 1), -@j, 'x' || 'y', CAST(1 AS TEXT), NULL;",
      4,
    ],
  },
  (stdin, r) => ({ args: r.chance(0.3) ? ["-header"] : [], stdin }),
);

const INTEGERS = ["0", "1", "2", "3", "7", "10", "-1", "-5", "100", "9223372036854775807"];
const REALS = ["0.0", "0.5", "1.0", "2.5", "-1.5", "1e3", "0.1", "1e20"];
const TEXTS = ["'10'", "'abc'", "'2.5'", "''", "' 7 '", "'1e2'", "'a'"];
const OTHERS = ["NULL", "x'61'", "TRUE"];

function expression(
  r: Random,
  atoms: readonly string[],
  operators: readonly string[],
  depth: number,
): string {
  if (depth === 0 || r.chance(0.15)) return r.pick(atoms);
  const left = expression(r, atoms, operators, depth - 1);
  const right = expression(r, atoms, operators, depth - 1);
  const kind = r.next();
  if (kind < 0.1) return `(${left})`;
  if (kind < 0.17) return `${r.pick(["- ", "NOT ", "~ "])}${left}`;
  if (kind < 0.21) return `(${left} IS NULL)`;
  if (kind < 0.25) return `coalesce(${left}, ${right})`;
  return `${left} ${r.pick(operators)} ${right}`;
}

function expressions(
  name: string,
  features: readonly string[],
  atoms: readonly string[],
  operators: readonly string[],
  tries: number,
): Family {
  return family(`random-${name}`, { features: ["operators", ...features], tries }, (r) => {
    const lines = r.times(4, 7, () => expression(r, atoms, operators, r.int(1, 3)));
    return { args: [], stdin: lines.map((one) => `SELECT ${one};\n`).join("") };
  });
}

const ARITHMETIC = ["+", "-", "*", "/", "%"];

export const expressionFamilies: readonly Family[] = [
  ...written,
  expressions("integers", ["arithmetic"], INTEGERS, ARITHMETIC, 36),
  expressions("reals", ["arithmetic", "number output"], [...REALS, "3", "7"], ARITHMETIC, 36),
  expressions("texts", ["affinity", "||"], [...TEXTS, "3", "0.5"], [...ARITHMETIC, "||"], 24),
  expressions("bits", ["bit operators"], [...INTEGERS, "'12'", "1.5", "NULL"], ["&", "|", "<<", ">>"], 30),
  expressions(
    "compare",
    ["comparison"],
    [...INTEGERS, ...REALS, ...TEXTS, ...OTHERS],
    ["<", "<=", ">", "=", "<>", "IS", "IS NOT"],
    30,
  ),
  expressions(
    "logic",
    ["AND, OR, NOT", "NULL"],
    ["0", "1", "NULL", "2", "'a'", "0.5"],
    ["AND", "OR", "=", "IS"],
    20,
  ),
  expressions(
    "any",
    ["affinity"],
    [...INTEGERS, ...REALS, ...TEXTS, ...OTHERS],
    [...ARITHMETIC, "||", "<", "=", "AND", "OR", "&", "<<"],
    40,
  ),
];
