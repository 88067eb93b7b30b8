import type { Family } from "../../pipeline/family.ts";
import { scripts } from "./script.ts";

export const queries: readonly Family[] = [
  ...scripts("select", {
    where: [
      "SELECT; WHERE",
      "@G\nSELECT name, qty FROM goods WHERE qty > @i;\nSELECT id FROM goods WHERE price BETWEEN @j AND 9 OR kind IS NULL;\nSELECT count(*) FROM goods WHERE name LIKE '%@p%';\nSELECT * FROM goods WHERE qty IS NULL OR price < @j;\nSELECT id FROM goods WHERE NOT (kind = 'a' AND qty > @i);",
      6,
    ],
    expressions: [
      "SELECT",
      "@G\nSELECT id, qty * price, upper(name), kind || '-' || id FROM goods;\nSELECT rowid, -qty, qty / 2, price / 2 FROM goods LIMIT @j;\nSELECT DISTINCT kind FROM goods ORDER BY kind;\nSELECT goods.*, @i FROM goods LIMIT 2;",
    ],
    "order-by": [
      "ORDER BY",
      "@G\nSELECT id, name FROM goods ORDER BY name, id;\nSELECT id, qty FROM goods ORDER BY qty DESC, id LIMIT @j;\nSELECT id, price FROM goods ORDER BY price NULLS LAST, id DESC;\nSELECT id, kind FROM goods ORDER BY 2 DESC NULLS FIRST, 1;\nSELECT name FROM goods ORDER BY name COLLATE NOCASE, id;\nSELECT id, qty % @d AS m FROM goods ORDER BY m, -id;",
      7,
    ],
    limit: [
      "LIMIT, OFFSET",
      "@G\nSELECT id FROM goods ORDER BY id LIMIT @j OFFSET @j;\nSELECT id FROM goods ORDER BY id DESC LIMIT @i, @j;\nSELECT id FROM goods LIMIT -1 OFFSET @j;\nSELECT id FROM goods LIMIT 0;\nSELECT id FROM goods ORDER BY id LIMIT (SELECT count(*) / 2 FROM goods);\nSELECT @i LIMIT 'x';",
    ],
    distinct: [
      "DISTINCT",
      "@N\nSELECT DISTINCT a FROM n ORDER BY a;\nSELECT DISTINCT a, c FROM n ORDER BY a, c;\nSELECT count(DISTINCT a), count(DISTINCT c), sum(DISTINCT a) FROM n;\nSELECT DISTINCT b IS NULL FROM n ORDER BY 1;\nSELECT count(*) FROM (SELECT DISTINCT a % @d FROM n);",
    ],
    "mixed-order": [
      "ORDER BY; comparison",
      "CREATE TABLE m(x);\nINSERT INTO m VALUES (@v),(@v),(NULL),(@n),(@w),(@x),(@n);\nSELECT typeof(x), x FROM m ORDER BY x, rowid;\nSELECT quote(min(x)), quote(max(x)), count(x) FROM m;\nSELECT quote(x) FROM m WHERE x > @n ORDER BY x DESC, rowid;",
      7,
    ],
    compound: [
      "UNION, INTERSECT, EXCEPT",
      "@N\nSELECT a FROM n UNION SELECT b FROM n ORDER BY 1;\nSELECT a FROM n UNION ALL SELECT @i ORDER BY a;\nSELECT a FROM n INTERSECT SELECT @j UNION SELECT 99 ORDER BY 1;\nSELECT a FROM n EXCEPT SELECT b FROM n ORDER BY 1 DESC;\nSELECT c AS k, a FROM n UNION SELECT 'z', @i ORDER BY k DESC, 2 LIMIT 3;",
      6,
    ],
    values: [
      "VALUES",
      "VALUES (@i, @w), (@v, @v);\nSELECT column1 + 1, column2 FROM (VALUES (@i, @w), (2, @s)) ORDER BY 1;\nSELECT * FROM (VALUES (1), (@i)) AS v ORDER BY column1 DESC;",
    ],
    "subquery-from": [
      "subqueries",
      "@G\nSELECT k, n FROM (SELECT kind AS k, count(*) AS n FROM goods GROUP BY kind) WHERE n > 1 ORDER BY k;\nSELECT max(total) FROM (SELECT sum(qty) AS total FROM goods GROUP BY kind);\nSELECT name FROM goods WHERE qty = (SELECT max(qty) FROM goods) ORDER BY id;\nSELECT id FROM goods WHERE price > (SELECT avg(price) FROM goods) ORDER BY id;\nSELECT (SELECT count(*) FROM goods) - @i;",
    ],
    correlated: [
      "subqueries",
      "@P\nSELECT name, (SELECT count(*) FROM person q WHERE q.boss = p.id) FROM person p ORDER BY id;\nSELECT name FROM person p WHERE age > (SELECT avg(age) FROM person q WHERE q.town IS p.town) ORDER BY name;\nSELECT name FROM town t WHERE EXISTS (SELECT 1 FROM person WHERE town = t.id AND age > @m) ORDER BY name;\nSELECT name FROM town WHERE id NOT IN (SELECT town FROM person WHERE town IS NOT NULL) ORDER BY id;",
    ],
    where_alias: [
      "SELECT; aliases",
      '@G\nSELECT qty * 2 AS twice FROM goods WHERE twice > @i ORDER BY twice, id;\nSELECT g.id AS "the id", g.name n FROM goods AS g WHERE n < \'m\' ORDER BY "the id";\nSELECT kind AS k, count(*) AS c FROM goods GROUP BY k HAVING c >= 1 ORDER BY c DESC, k;',
    ],
    "no-table": [
      "SELECT",
      "SELECT @i, @w WHERE @i > 3;\nSELECT 1 WHERE NULL;\nSELECT @v AS x ORDER BY x;\nSELECT * FROM (SELECT @i AS a, @w AS b);\nSELECT count(*), max(@i), sum(NULL);",
    ],
  }),
  ...scripts("join", {
    inner: [
      "joins",
      "@P\nSELECT p.name, t.name FROM person p JOIN town t ON p.town = t.id ORDER BY p.id;\nSELECT count(*) FROM person, town;\nSELECT a.name, b.name FROM person a JOIN person b ON a.boss = b.id WHERE a.age > @m ORDER BY a.id;\nSELECT p.name FROM person p INNER JOIN town t ON t.id = p.town AND t.name > 'C' ORDER BY 1;",
    ],
    left: [
      "joins",
      "@P\nSELECT p.name, t.name FROM person p LEFT JOIN town t ON t.id = p.town ORDER BY p.id;\nSELECT t.name, count(p.id) FROM town t LEFT OUTER JOIN person p ON p.town = t.id GROUP BY t.id ORDER BY t.id;\nSELECT p.name FROM person p LEFT JOIN town t ON t.id = p.town WHERE t.id IS NULL ORDER BY p.id;\nSELECT p.name, b.name FROM person p LEFT JOIN person b ON b.id = p.boss AND b.age > @m ORDER BY p.id;",
    ],
    right: [
      "joins",
      "@P\nSELECT p.name, t.name FROM person p RIGHT JOIN town t ON t.id = p.town ORDER BY t.id, p.id;\nSELECT p.name, t.name FROM person p FULL JOIN town t ON t.id = p.town ORDER BY p.id, t.id;",
    ],
    using: [
      "joins",
      "CREATE TABLE x(id INT, a TEXT); CREATE TABLE y(id INT, b TEXT);\nINSERT INTO x VALUES (1,@w),(2,@w),(@j,@w); INSERT INTO y VALUES (1,@w),(3,@w),(@j,@w);\nSELECT * FROM x JOIN y USING (id) ORDER BY id, a, b;\nSELECT * FROM x NATURAL JOIN y ORDER BY 1, 2, 3;\nSELECT id, a, b FROM x LEFT JOIN y USING (id) ORDER BY id, a, b;\nSELECT x.id, y.id FROM x CROSS JOIN y ORDER BY 1, 2 LIMIT @j;\nSELECT id FROM x FULL JOIN y USING (id) ORDER BY id;",
    ],
    three: [
      "joins; GROUP BY",
      "@P\nCREATE TABLE pet(owner INT, kind TEXT);\nINSERT INTO pet VALUES (1,'cat'),(@j,'dog'),(@j,'cat'),(2,'owl');\nSELECT t.name, pet.kind, count(*) FROM town t JOIN person p ON p.town = t.id JOIN pet ON pet.owner = p.id GROUP BY 1, 2 ORDER BY 1, 2;\nSELECT p.name, group_concat(pet.kind) FROM person p LEFT JOIN pet ON pet.owner = p.id GROUP BY p.id ORDER BY p.id;",
    ],
  }),
  ...scripts("aggregate", {
    all: [
      "count; sum; avg; total; max; min",
      "@G\nSELECT count(*), count(qty), sum(qty), avg(qty), total(qty), max(qty), min(qty) FROM goods;\nSELECT sum(price), avg(price), max(name), min(name) FROM goods WHERE id > @j;\nSELECT sum(qty), total(qty), avg(qty), count(*) FROM goods WHERE id > 100;\nSELECT max(qty) - min(qty), sum(qty) * 1.0 / count(*) FROM goods;",
      6,
    ],
    "group-by": [
      "GROUP BY; HAVING",
      "@G\nSELECT kind, count(*), sum(qty) FROM goods GROUP BY kind ORDER BY kind;\nSELECT kind, avg(price) FROM goods GROUP BY kind HAVING count(*) > 1 ORDER BY 2;\nSELECT qty > @i, count(*) FROM goods GROUP BY 1 ORDER BY 1;\nSELECT kind, max(qty), name FROM goods WHERE qty IS NOT NULL GROUP BY kind HAVING max(qty) > @j ORDER BY kind;",
      6,
    ],
    "group-concat": [
      "group_concat",
      "@N\nSELECT group_concat(a), group_concat(c, '-'), group_concat(b, '') FROM n;\nSELECT c, group_concat(a, @s) FROM n GROUP BY c ORDER BY c;\nSELECT group_concat(DISTINCT c) FROM n;\nSELECT group_concat(b) FROM n WHERE a > 99;",
    ],
    filter: [
      "FILTER; DISTINCT",
      "@N\nSELECT count(*) FILTER (WHERE a > @j), sum(b) FILTER (WHERE c = 'x'), group_concat(a) FILTER (WHERE b > @i) FROM n;\nSELECT c, count(DISTINCT a), sum(DISTINCT b) FROM n GROUP BY c ORDER BY c;",
    ],
    types: [
      "sum; avg; functions and types",
      "CREATE TABLE v(x);\nINSERT INTO v VALUES (@i),(@f),(@s),(NULL),(@i);\nSELECT sum(x), typeof(sum(x)), avg(x), total(x), count(x) FROM v;\nSELECT sum(column1), typeof(sum(column1)) FROM (VALUES (@i),(@i));\nSELECT typeof(avg(@i)), typeof(total(NULL)), typeof(sum(NULL)), sum(1.5), sum('@d');",
      6,
    ],
    overflow: [
      "sum; errors: functions",
      "SELECT sum(x) FROM (SELECT 9223372036854775807 AS x UNION ALL SELECT @d);\nSELECT total(x), avg(x) FROM (SELECT 9223372036854775807 AS x UNION ALL SELECT @d);\nSELECT sum(x) FROM (SELECT 9223372036854775807 AS x UNION ALL SELECT @d.5);",
      3,
    ],
    nested: [
      "GROUP BY; subqueries",
      "@S\nSELECT town, sum(amount) AS s FROM sale GROUP BY town HAVING s > (SELECT avg(amount) FROM sale) ORDER BY s DESC, town;\nSELECT strftime('%m', day) AS m, sum(amount) FROM sale GROUP BY m ORDER BY m;\nSELECT town, count(*), min(day), max(amount) FROM sale WHERE amount > @i GROUP BY town ORDER BY town;\nSELECT substr(day, 1, 4), sum(amount) FROM sale GROUP BY 1;",
    ],
  }),
  ...scripts("with", {
    plain: [
      "WITH",
      "@G\nWITH big AS (SELECT * FROM goods WHERE qty > @i), n(c) AS (SELECT count(*) FROM big) SELECT name, c FROM big, n ORDER BY id;\nWITH a(x) AS (VALUES (@i),(@i)), b AS (SELECT x * 2 AS y FROM a) SELECT sum(y) FROM b;\nWITH t AS MATERIALIZED (SELECT @i AS z) SELECT z + z FROM t;",
    ],
    counter: [
      "recursive WITH",
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < @i + 2) SELECT group_concat(n), sum(n), count(*) FROM c;\nWITH RECURSIVE f(a, b) AS (VALUES (0, 1) UNION ALL SELECT b, a + b FROM f LIMIT @i + 2) SELECT a FROM f;\nWITH RECURSIVE p(x) AS (SELECT @d UNION ALL SELECT x * 2 FROM p WHERE x < 100) SELECT x FROM p ORDER BY x DESC LIMIT 3;",
    ],
    tree: [
      "recursive WITH",
      "@P\nWITH RECURSIVE up(id, name, depth) AS (SELECT id, name, 0 FROM person WHERE boss IS NULL UNION ALL SELECT p.id, p.name, depth + 1 FROM person p JOIN up ON p.boss = up.id) SELECT depth, name FROM up ORDER BY depth, name;\nWITH RECURSIVE chain(id, path) AS (SELECT id, name FROM person WHERE boss IS NULL UNION ALL SELECT p.id, path || '>' || p.name FROM person p, chain WHERE p.boss = chain.id) SELECT path FROM chain ORDER BY path;",
    ],
    graph: [
      "recursive WITH",
      "@E\nWITH RECURSIVE reach(x) AS (VALUES (@j) UNION SELECT b FROM edge, reach WHERE a = x) SELECT x FROM reach ORDER BY x;\nWITH RECURSIVE walk(x, w) AS (SELECT 1, 0 UNION ALL SELECT b, walk.w + edge.w FROM edge JOIN walk ON a = x WHERE b > a) SELECT x, min(w), max(w), count(*) FROM walk GROUP BY x ORDER BY x;",
    ],
    strings: [
      "recursive WITH",
      "WITH RECURSIVE s(i, c, rest) AS (SELECT 0, '', @s || ',' UNION ALL SELECT i + 1, substr(rest, 1, instr(rest, ',') - 1), substr(rest, instr(rest, ',') + 1) FROM s WHERE rest <> '') SELECT i, c FROM s WHERE i > 0;\nWITH RECURSIVE r(n, t) AS (SELECT length(@w1), '' UNION ALL SELECT n - 1, t || substr(@w1, n, 1) FROM r WHERE n > 0) SELECT t FROM r WHERE n = 0;\nWITH RECURSIVE d(n, bits) AS (SELECT @d * 7, '' UNION ALL SELECT n / 2, (n % 2) || bits FROM d WHERE n > 0) SELECT bits FROM d WHERE n = 0;",
    ],
    dates: [
      "recursive WITH; date modifiers",
      "WITH RECURSIVE d(x) AS (SELECT @D UNION ALL SELECT date(x, '+@j days') FROM d LIMIT @j) SELECT x, strftime('%w', x) FROM d;\nWITH RECURSIVE m(k, x) AS (SELECT 1, '2024-01-31' UNION ALL SELECT k + 1, date('2024-01-31', '+' || k || ' months') FROM m WHERE k < @j) SELECT x FROM m;",
    ],
    life: [
      "recursive WITH; programs",
      "WITH RECURSIVE i(n, k) AS (SELECT 2, 1 UNION ALL SELECT n + 1, k FROM i WHERE n < @d * 6), p AS (SELECT n FROM i WHERE NOT EXISTS (SELECT 1 FROM i j WHERE j.n < i.n AND j.n * j.n <= i.n AND i.n % j.n = 0)) SELECT group_concat(n, ' '), count(*) FROM p;\nWITH RECURSIVE c(n, steps) AS (SELECT @d + 6, 0 UNION ALL SELECT CASE WHEN n % 2 THEN 3 * n + 1 ELSE n / 2 END, steps + 1 FROM c WHERE n <> 1) SELECT max(n), max(steps) FROM c;",
    ],
    wrong: [
      "WITH; errors: names",
      "WITH a(x, y) AS (SELECT @i) SELECT * FROM a;\nWITH a AS (SELECT * FROM a) SELECT * FROM a;\nWITH x AS (SELECT @i) SELECT nope FROM x;\nWITH RECURSIVE r(n) AS (SELECT 1) SELECT n + @i FROM r;",
      3,
    ],
  }),
  ...scripts("window", {
    rank: [
      "row_number; rank; dense_rank; ntile",
      "@N\nSELECT a, row_number() OVER (ORDER BY a, rowid), rank() OVER (ORDER BY a), dense_rank() OVER (ORDER BY a) FROM n ORDER BY a, rowid;\nSELECT rowid, ntile(@j) OVER (ORDER BY rowid) FROM n ORDER BY rowid;\nSELECT c, b, row_number() OVER (PARTITION BY c ORDER BY b DESC, rowid) AS r FROM n ORDER BY c, r;",
    ],
    percent: [
      "percent_rank; cume_dist",
      "@N\nSELECT a, round(percent_rank() OVER (ORDER BY a), 4), round(cume_dist() OVER (ORDER BY a), 4) FROM n ORDER BY a, rowid;",
    ],
    offsets: [
      "lag; lead; first_value; last_value; nth_value",
      "@S\nSELECT day, amount, lag(amount) OVER (ORDER BY day), lead(amount, @j, -1) OVER (ORDER BY day), amount - lag(amount, 1, 0) OVER (ORDER BY day) FROM sale ORDER BY day;\nSELECT town, amount, first_value(amount) OVER w, last_value(amount) OVER w, nth_value(amount, 2) OVER w FROM sale WINDOW w AS (PARTITION BY town ORDER BY day) ORDER BY town, day;",
    ],
    sums: [
      "window frames; sum",
      "@S\nSELECT day, sum(amount) OVER (ORDER BY day) FROM sale ORDER BY day;\nSELECT day, sum(amount) OVER (ORDER BY day ROWS BETWEEN @j PRECEDING AND CURRENT ROW), count(*) OVER (ORDER BY day ROWS BETWEEN 1 PRECEDING AND @j FOLLOWING) FROM sale ORDER BY day;\nSELECT town, amount, sum(amount) OVER (PARTITION BY town), round(100.0 * amount / sum(amount) OVER (), 1) FROM sale ORDER BY town, day;",
      6,
    ],
    frames: [
      "window frames",
      "@N\nSELECT a, sum(a) OVER (ORDER BY a RANGE BETWEEN @j PRECEDING AND CURRENT ROW), count(*) OVER (ORDER BY a GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM n ORDER BY a, rowid;\nSELECT rowid, sum(a) OVER (ORDER BY rowid ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), sum(a) OVER (ORDER BY rowid ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM n ORDER BY rowid;\nSELECT rowid, max(b) OVER (ORDER BY rowid ROWS 2 PRECEDING), min(b) OVER (ORDER BY rowid ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING) FROM n ORDER BY rowid;",
      6,
    ],
    exclude: [
      "window frames; FILTER",
      "@N\nSELECT rowid, sum(a) OVER (ORDER BY rowid ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW), group_concat(a) OVER (ORDER BY a GROUPS BETWEEN CURRENT ROW AND CURRENT ROW EXCLUDE TIES) FROM n ORDER BY rowid;\nSELECT rowid, count(*) FILTER (WHERE a > @j) OVER (ORDER BY rowid), sum(b) FILTER (WHERE c <> 'x') OVER (PARTITION BY a) FROM n ORDER BY rowid;",
    ],
    named: [
      "WINDOW; aggregate window functions",
      "@N\nSELECT rowid, group_concat(c, '') OVER w, avg(a) OVER w, total(b) OVER w FROM n WINDOW w AS (ORDER BY rowid) ORDER BY rowid;\nSELECT c, sum(a) OVER (w ORDER BY rowid) FROM n WINDOW w AS (PARTITION BY c) ORDER BY c, rowid;\nSELECT a, count(*), rank() OVER (ORDER BY count(*) DESC, a) FROM n GROUP BY a ORDER BY a;\nSELECT * FROM (SELECT rowid AS i, rank() OVER (ORDER BY b) AS r FROM n) WHERE r <= @j ORDER BY r, i;",
    ],
    wrong: [
      "window frames; errors: functions",
      "@N\nSELECT a FROM n WHERE row_number() OVER () = @i;\nSELECT row_number() FROM n;\nSELECT abs(a) OVER () FROM n;\nSELECT sum(a) OVER nope@d FROM n;\nSELECT ntile(0) OVER () FROM n;\nSELECT sum(a) OVER (ORDER BY a ROWS BETWEEN -1 PRECEDING AND CURRENT ROW) FROM n;\nSELECT nth_value(a, @d - @d) OVER (ORDER BY a) FROM n LIMIT 1;",
      3,
    ],
  }),
];
