import type { Family } from "../../pipeline/family.ts";
import { scripts } from "./script.ts";

export const changes: readonly Family[] = [
  ...scripts("insert", {
    forms: [
      "INSERT",
      "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT DEFAULT @w, b INT DEFAULT @i, c);\nINSERT INTO t VALUES (1, @w, @i, @v);\nINSERT INTO t(a, b) VALUES (@w, @i), (@v, @v);\nINSERT INTO t DEFAULT VALUES;\nINSERT INTO t(c, a) SELECT id, a || '!' FROM t WHERE id < 3;\nINSERT INTO t(id, a) VALUES (@d0, 'far'), (NULL, 'next');\nSELECT * FROM t;",
    ],
    affinity: [
      "affinity; typeof",
      "CREATE TABLE t(i INTEGER, t TEXT, r REAL, n NUMERIC, b BLOB, x);\nINSERT INTO t VALUES (@v1,@v1,@v1,@v1,@v1,@v1),(@s1,@s1,@s1,@s1,@s1,@s1),('@d','@d','@d','@d','@d','@d'),('@d.0','@d.0','@d.0','@d.0','@d.0','@d.0');\nSELECT typeof(i), typeof(t), typeof(r), typeof(n), typeof(b), typeof(x) FROM t;\nSELECT quote(i), quote(t), quote(r), quote(n), quote(b), quote(x) FROM t;",
      9,
    ],
    "type-names": [
      "affinity",
      "CREATE TABLE t(a VARCHAR(@d), b BIGINT, c DOUBLE, d DECIMAL(5,2), e CLOB, f FLOATING POINT, g CHARINT, h STRING, i DATE, j BOOLEAN);\nINSERT INTO t VALUES ('@d','@d','@d','@d','@d','@d','@d','@d','@d','@d');\nSELECT typeof(a), typeof(b), typeof(c), typeof(d), typeof(e), typeof(f), typeof(g), typeof(h), typeof(i), typeof(j), a, c FROM t;\nINSERT INTO t(b, c, d, h, j) VALUES (@f, @f, @f, @f, @f);\nSELECT b, c, d, h, j FROM t WHERE a IS NULL;",
    ],
    or: [
      "conflict clauses",
      "CREATE TABLE t(a INT UNIQUE, b TEXT NOT NULL DEFAULT 'd');\nINSERT INTO t VALUES (1, @w), (@j + 1, @w);\nINSERT OR IGNORE INTO t VALUES (1, 'ignored'), (9, 'kept');\nINSERT OR REPLACE INTO t VALUES (@j, 'replaced'), (10, NULL);\nREPLACE INTO t VALUES (1, @w);\nINSERT OR FAIL INTO t VALUES (20, 'x'), (1, 'y'), (21, 'z');\nINSERT OR ABORT INTO t VALUES (30, 'x'), (1, 'y');\nSELECT rowid, * FROM t ORDER BY a;",
    ],
    upsert: [
      "UPSERT",
      "CREATE TABLE c(w TEXT PRIMARY KEY, n INT DEFAULT 1, note);\nINSERT INTO c(w) VALUES (@w),(@w),(@w) ON CONFLICT(w) DO UPDATE SET n = n + 1;\nINSERT INTO c(w, n) VALUES (@w, @i) ON CONFLICT(w) DO UPDATE SET n = excluded.n + n, note = 'was ' || c.n WHERE excluded.n > 2;\nINSERT INTO c(w) VALUES ('fig'), (@w) ON CONFLICT DO NOTHING;\nSELECT * FROM c ORDER BY w;\nINSERT INTO c(w) VALUES ('q') ON CONFLICT(n) DO NOTHING;",
      6,
    ],
    returning: [
      "RETURNING",
      "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b INT);\nINSERT INTO t(a, b) VALUES (@w, @i), (@w, @i) RETURNING id, a || '!', b * 2;\nINSERT INTO t(a) VALUES (@v) RETURNING *;\nUPDATE t SET b = coalesce(b, 0) + @i WHERE id > 1 RETURNING id, b;\nDELETE FROM t WHERE id = @j RETURNING a AS gone;\nSELECT count(*) FROM t;",
    ],
    wrong: [
      "errors: constraints; errors: names",
      "CREATE TABLE t(a INTEGER PRIMARY KEY, b NOT NULL, c CHECK (c > @i));\nINSERT INTO t VALUES (1, 2);\nINSERT INTO t(a, nope) VALUES (1, 2);\nINSERT INTO t VALUES ('x@d', 1, 20);\nINSERT INTO t(a) VALUES (@i);\nINSERT INTO t VALUES (1, 2, -@d);\nINSERT INTO t(a, b) VALUES (1, 2, 3);\nINSERT INTO none@d VALUES (1);\nINSERT INTO t SELECT 1;\nINSERT INTO t VALUES (1, @d, 50), (1, 2, 60);\nSELECT * FROM t;",
    ],
  }),
  ...scripts("update", {
    forms: [
      "UPDATE",
      "@G\nUPDATE goods SET qty = qty + @i, price = price * 2 WHERE kind = 'a';\nUPDATE goods SET kind = 'z' WHERE kind IS NULL;\nUPDATE goods SET (name, qty) = (upper(name), @i) WHERE id = @j;\nUPDATE goods SET qty = (SELECT max(qty) FROM goods) WHERE id = 1;\nSELECT * FROM goods;\nUPDATE goods SET id = id + 100 WHERE id > 3;\nSELECT group_concat(id) FROM goods;",
    ],
    swap: [
      "UPDATE",
      "CREATE TABLE t(a, b);\nINSERT INTO t VALUES (@v, @v), (@i, @w);\nUPDATE t SET a = b, b = a;\nSELECT quote(a), quote(b) FROM t;\nUPDATE t SET a = @i, a = @w;\nSELECT a FROM t;",
      4,
    ],
    from: [
      "UPDATE FROM",
      "@P\nUPDATE person SET age = age + length(t.name) FROM town t WHERE person.town = t.id;\nSELECT name, age FROM person ORDER BY id;\nUPDATE person SET town = x.id FROM (SELECT id FROM town ORDER BY id DESC LIMIT 1) AS x WHERE age > @m;\nSELECT name, town FROM person ORDER BY id;",
    ],
    or: [
      "UPDATE; conflict clauses",
      "CREATE TABLE t(a INT UNIQUE, b);\nINSERT INTO t VALUES (1,@w),(2,@w),(3,@w);\nUPDATE t SET a = a + 1;\nUPDATE OR IGNORE t SET a = 1 WHERE a = @j;\nUPDATE OR REPLACE t SET a = 3 WHERE a = 2;\nSELECT * FROM t ORDER BY a;\nUPDATE t SET nope = @i;\nUPDATE none@d SET a = 1;",
    ],
    delete: [
      "DELETE",
      "@G\nDELETE FROM goods WHERE qty < @i;\nSELECT count(*), group_concat(id) FROM goods;\nDELETE FROM goods WHERE id IN (SELECT id FROM goods ORDER BY id LIMIT 1);\nSELECT group_concat(id) FROM goods;\nINSERT INTO goods(name) VALUES (@w);\nSELECT max(id) FROM goods;\nDELETE FROM goods;\nSELECT count(*) FROM goods;\nINSERT INTO goods(name) VALUES (@w);\nSELECT id, name FROM goods;\nDELETE FROM nope@d;",
    ],
  }),
  ...scripts("transaction", {
    commit: [
      "transactions",
      "CREATE TABLE t(a);\nBEGIN;\nINSERT INTO t VALUES (@i);\nCOMMIT;\nBEGIN TRANSACTION;\nINSERT INTO t VALUES (@w);\nROLLBACK;\nSELECT * FROM t;\nBEGIN IMMEDIATE; DELETE FROM t; SELECT count(*) FROM t; ROLLBACK; SELECT count(*) FROM t;\nCOMMIT;\nROLLBACK;\nBEGIN; BEGIN;\nEND;\nSELECT @d;",
    ],
    savepoints: [
      "savepoints",
      "CREATE TABLE t(a);\nSAVEPOINT one;\nINSERT INTO t VALUES (@i);\nSAVEPOINT two;\nINSERT INTO t VALUES (@w);\nROLLBACK TO two;\nINSERT INTO t VALUES (@v);\nRELEASE one;\nSELECT quote(a) FROM t;\nROLLBACK TO nope@d;\nSAVEPOINT a; INSERT INTO t VALUES (1); ROLLBACK TO a; RELEASE a; SELECT count(*) FROM t;",
    ],
    schema: [
      "transactions; CREATE TABLE",
      "BEGIN;\nCREATE TABLE t(a);\nINSERT INTO t VALUES (@i);\nROLLBACK;\nSELECT * FROM t;\nCREATE TABLE t(b);\nBEGIN; DROP TABLE t; ROLLBACK;\nINSERT INTO t VALUES (@w);\nSELECT b FROM t;",
      3,
    ],
    "errors-inside": [
      "transactions; errors: constraints",
      "CREATE TABLE t(a INT PRIMARY KEY);\nBEGIN;\nINSERT INTO t VALUES (@d0),(1);\nINSERT INTO t VALUES (2),(1),(3);\nINSERT OR ROLLBACK INTO t VALUES (1);\nSELECT group_concat(a) FROM t;\nCOMMIT;\nINSERT INTO t VALUES (@d);\nSELECT a FROM t;",
    ],
  }),
];
