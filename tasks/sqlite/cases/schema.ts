import type { Family } from "../../pipeline/family.ts";
import { scripts } from "./script.ts";

export const schema: readonly Family[] = [
  ...scripts(
    "table",
    {
      constraints: [
        "CREATE TABLE; errors: constraints",
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INT UNIQUE, c INT CHECK (c BETWEEN 0 AND @d0), CONSTRAINT named CHECK (length(a) > 1), UNIQUE (a, c));\nINSERT INTO t(a, b, c) VALUES ('ab', 1, @i);\nINSERT INTO t(a, b, c) VALUES (NULL, 2, 1);\nINSERT INTO t(a, b, c) VALUES (@w, 1, 1);\nINSERT INTO t(a, b, c) VALUES (@w, 3, 9@d9);\nINSERT INTO t(a, b) VALUES ('x', 4);\nINSERT INTO t(a, b, c) SELECT a, 5, c FROM t;\nSELECT * FROM t;",
      ],
      defaults: [
        "CREATE TABLE",
        "CREATE TABLE t(a, b DEFAULT @i, c DEFAULT @w, d DEFAULT (@i + 1), e DEFAULT NULL, f DEFAULT -@d, g TEXT DEFAULT @f);\nINSERT INTO t(a) VALUES (@v);\nINSERT INTO t(b, c) VALUES (NULL, @w);\nSELECT *, typeof(g) FROM t;",
      ],
      keys: [
        "CREATE TABLE; rowid",
        "CREATE TABLE a(k INTEGER PRIMARY KEY, v); INSERT INTO a VALUES (@d, 'x'), (NULL, 'y'), (-@d, 'z'), (NULL, 'w');\nSELECT k, rowid, v FROM a;\nCREATE TABLE b(k INT PRIMARY KEY, v); INSERT INTO b VALUES ('@d', 1), (NULL, 2), (NULL, 3);\nSELECT rowid, k, typeof(k), v FROM b;\nCREATE TABLE c(x, y, PRIMARY KEY (x, y)); INSERT INTO c VALUES (1, @i1), (2, @i1); INSERT INTO c VALUES (1, @i1);\nSELECT _rowid_, oid, * FROM c;",
      ],
      autoincrement: [
        "AUTOINCREMENT",
        "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, a);\nINSERT INTO t(a) VALUES (@w), (@w), (@w);\nDELETE FROM t WHERE id > 1;\nINSERT INTO t(a) VALUES (@w);\nINSERT INTO t VALUES (@d0, @i);\nINSERT INTO t(a) VALUES ('last');\nSELECT * FROM t;\nSELECT * FROM sqlite_sequence;",
      ],
      "without-rowid": [
        "WITHOUT ROWID",
        "CREATE TABLE t(k TEXT PRIMARY KEY, v INT) WITHOUT ROWID;\nINSERT INTO t VALUES (@w, @i), ('b', @i), ('zz', @i) ON CONFLICT DO NOTHING;\nSELECT * FROM t;\nSELECT rowid FROM t;\nINSERT INTO t VALUES (NULL, @i);\nINSERT INTO t VALUES ('b', 1);",
      ],
      strict: [
        "STRICT",
        "CREATE TABLE t(a INT, b TEXT, c REAL, d BLOB, e ANY) STRICT;\nINSERT INTO t VALUES (@i, @w, @f, @x, @v);\nINSERT INTO t(a) VALUES (@w);\nINSERT INTO t(a) VALUES ('@d');\nINSERT INTO t(c) VALUES (@i);\nINSERT INTO t(b) VALUES (@x);\nINSERT INTO t(b) VALUES (@i);\nINSERT INTO t(a) VALUES (@d.5);\nSELECT quote(a), quote(b), quote(c), quote(d), typeof(e) FROM t;\nCREATE TABLE u(a VARCHAR(5)) STRICT;",
      ],
      generated: [
        "generated columns",
        "CREATE TABLE t(a INT, b INT, s INT AS (a + b), p INT GENERATED ALWAYS AS (a * b) STORED, n TEXT AS (a || '-' || b));\nINSERT INTO t(a, b) VALUES (@i, @i), (@m, @d);\nSELECT * FROM t;\nINSERT INTO t(a, b, s) VALUES (1, 2, 3);\nUPDATE t SET a = @i WHERE b = @d;\nSELECT s, p FROM t ORDER BY s, p;\nUPDATE t SET s = 1;",
      ],
      "as-select": [
        "CREATE TABLE AS",
        "@G\nCREATE TABLE copy AS SELECT id, name AS label, qty * 2 AS twice FROM goods WHERE id <= @j;\nSELECT * FROM copy;\nCREATE TABLE IF NOT EXISTS copy(x);\nCREATE TABLE copy(x);\nCREATE TEMP TABLE tmp AS SELECT @i AS n;\nSELECT n FROM tmp;\nSELECT type, name FROM sqlite_schema ORDER BY name;",
      ],
      alter: [
        "ALTER TABLE",
        "CREATE TABLE t(a, b);\nINSERT INTO t VALUES (@i, @w);\nALTER TABLE t ADD COLUMN c DEFAULT @i;\nALTER TABLE t ADD d TEXT;\nALTER TABLE t RENAME COLUMN b TO bee;\nALTER TABLE t RENAME TO u;\nSELECT * FROM u;\n.schema\nALTER TABLE u DROP COLUMN a;\nSELECT bee, c, d FROM u;\nALTER TABLE u DROP COLUMN none@d;\nALTER TABLE t ADD x;\nALTER TABLE u ADD COLUMN c;",
      ],
      drop: [
        "DROP",
        "CREATE TABLE t(a); CREATE VIEW v AS SELECT a FROM t; CREATE INDEX i ON t(a);\nDROP VIEW v;\nDROP INDEX i;\nDROP TABLE t;\nDROP TABLE t;\nDROP TABLE IF EXISTS t;\nDROP VIEW none@d;\nDROP INDEX none@d;\nCREATE TABLE t(z); INSERT INTO t VALUES (@i);\nSELECT z FROM t;\nDROP TRIGGER x@d;",
        3,
      ],
      master: [
        "sqlite_schema",
        "CREATE TABLE t@d(a INTEGER PRIMARY KEY , b  TEXT /* note */);\nCREATE UNIQUE INDEX ix ON sqlite_schema(name);\nCREATE VIEW vw AS SELECT @i AS x;\nSELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid;\n.tables\n.schema",
        4,
      ],
    },
    (stdin) => ({ args: [], stdin }),
  ),
  ...scripts("objects", {
    index: [
      "CREATE INDEX",
      "@N\nCREATE INDEX n_a ON n(a);\nCREATE UNIQUE INDEX n_u ON n(rowid_, c);\nCREATE UNIQUE INDEX u ON n(a, b, c) WHERE a > 100;\nCREATE INDEX n_e ON n(a + b, c DESC);\nSELECT count(*) FROM n WHERE a = @j;\nSELECT a, b FROM n WHERE a + b > @i ORDER BY a, b;\n.indexes\nCREATE INDEX n_a ON n(b);\nDROP INDEX n_a;\n.indexes n",
    ],
    unique: [
      "CREATE INDEX; errors: constraints",
      "CREATE TABLE t(a, b);\nINSERT INTO t VALUES (@i1, @w), (@i1, @w), (NULL, 1), (NULL, 1);\nCREATE UNIQUE INDEX u ON t(a);\nDELETE FROM t WHERE rowid = 1;\nCREATE UNIQUE INDEX u ON t(a);\nINSERT INTO t VALUES (@i1, 'again');\nINSERT INTO t VALUES (NULL, 'fine');\nCREATE UNIQUE INDEX lo ON t(lower(b));\nSELECT count(*) FROM t;",
    ],
    view: [
      "CREATE VIEW",
      "@G\nCREATE VIEW cheap(label, cost) AS SELECT name, price FROM goods WHERE price < @d;\nSELECT * FROM cheap ORDER BY label, cost;\nSELECT count(*), max(cost) FROM cheap;\nUPDATE goods SET price = 1 WHERE id = 1;\nSELECT count(*) FROM cheap;\nINSERT INTO cheap VALUES (1, 2);\nCREATE VIEW cheap AS SELECT 1;\nCREATE VIEW bad AS SELECT nope FROM goods;\nSELECT * FROM bad;",
    ],
    "trigger-after": [
      "CREATE TRIGGER",
      "CREATE TABLE t(id INTEGER PRIMARY KEY, a INT); CREATE TABLE log(what, id, old, new);\nCREATE TRIGGER ins AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('insert', new.id, NULL, new.a); END;\nCREATE TRIGGER upd AFTER UPDATE OF a ON t WHEN old.a <> new.a BEGIN INSERT INTO log VALUES ('update', new.id, old.a, new.a); END;\nCREATE TRIGGER del BEFORE DELETE ON t BEGIN INSERT INTO log VALUES ('delete', old.id, old.a, NULL); END;\nINSERT INTO t(a) VALUES (@i), (@i);\nUPDATE t SET a = @i;\nDELETE FROM t WHERE id = 1;\nSELECT * FROM log;",
    ],
    "trigger-raise": [
      "CREATE TRIGGER; RAISE",
      "CREATE TABLE t(a INT);\nCREATE TRIGGER check_a BEFORE INSERT ON t WHEN new.a > @i BEGIN SELECT RAISE(ABORT, 'too large: @d'); END;\nCREATE TRIGGER skip BEFORE INSERT ON t WHEN new.a < 0 BEGIN SELECT RAISE(IGNORE); END;\nINSERT INTO t VALUES (1);\nINSERT INTO t VALUES (@m);\nINSERT INTO t VALUES (99);\nINSERT INTO t VALUES (-1);\nSELECT * FROM t;",
    ],
    "trigger-instead": [
      "CREATE TRIGGER; CREATE VIEW",
      "CREATE TABLE base(id INTEGER PRIMARY KEY, first, last);\nCREATE VIEW person AS SELECT id, first || ' ' || last AS name FROM base;\nCREATE TRIGGER add_person INSTEAD OF INSERT ON person BEGIN INSERT INTO base(first, last) VALUES (substr(new.name, 1, instr(new.name, ' ') - 1), substr(new.name, instr(new.name, ' ') + 1)); END;\nINSERT INTO person(name) VALUES ('Ada L@d'), ('Bob M');\nSELECT * FROM base;\nSELECT name FROM person ORDER BY name DESC;\nDELETE FROM person;",
      3,
    ],
    "foreign-keys": [
      "foreign keys; errors: constraints",
      "PRAGMA foreign_keys = ON;\nCREATE TABLE p(id INTEGER PRIMARY KEY, a); CREATE TABLE c(id INTEGER PRIMARY KEY, p INT REFERENCES p(id) ON DELETE CASCADE ON UPDATE CASCADE, q INT REFERENCES p ON DELETE SET NULL);\nINSERT INTO p VALUES (1,'x'),(2,'y'),(@d0,'z');\nINSERT INTO c VALUES (1,1,2),(2,2,1),(3,@d0,NULL);\nINSERT INTO c VALUES (4, 99, 1);\nDELETE FROM p WHERE id = 1;\nUPDATE p SET id = 5 WHERE id = 2;\nSELECT * FROM c;\nPRAGMA foreign_keys;\nCREATE TABLE r(p INT REFERENCES p(id)); INSERT INTO r VALUES (5);\nDELETE FROM p WHERE id = 5;",
    ],
    pragma: [
      "PRAGMA",
      "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT @w, b REAL, UNIQUE (a, b));\nCREATE INDEX ib ON t(b DESC);\nPRAGMA table_info(t);\nPRAGMA index_list(t);\nPRAGMA index_info(ib);\nPRAGMA user_version = @d;\nPRAGMA user_version;\nPRAGMA foreign_key_list(t);\nSELECT name, type FROM pragma_table_info('t') ORDER BY cid;\nPRAGMA case_sensitive_like = ON;\nSELECT 'A' LIKE 'a';\nPRAGMA nonsense@d;",
      4,
    ],
    "collate-columns": [
      "COLLATE; CREATE TABLE",
      "CREATE TABLE t(a TEXT COLLATE NOCASE, b TEXT COLLATE RTRIM, c);\nINSERT INTO t VALUES (@w, 'x  ', @w), ('APPLE', 'x', 'b'), ('apple', 'y ', 'B');\nSELECT count(*) FROM t WHERE a = 'Apple';\nSELECT count(*) FROM t WHERE b = 'x';\nSELECT c FROM t ORDER BY c COLLATE NOCASE, rowid;\nSELECT a FROM t GROUP BY a ORDER BY a, rowid;\nSELECT DISTINCT a FROM t ORDER BY a;\nSELECT max(a), min(c) FROM t;",
    ],
    attach: [
      "TEMP; names",
      "CREATE TABLE t(a); CREATE TEMP TABLE t(b);\nINSERT INTO main.t VALUES (@i); INSERT INTO temp.t VALUES (@w);\nSELECT * FROM t; SELECT * FROM main.t;\nSELECT main.t.a FROM main.t;\nSELECT * FROM nodb@d.t;",
      3,
    ],
  }),
  ...scripts("error", {
    syntax: [
      "errors: syntax",
      "SELEC @i;\nSELECT FROM t;\nSELECT @i +;\nSELECT (@i;\nSELECT @i)@d;\nCREATE TABLE;\nINSERT t VALUES (1);\nSELECT @w 'x' y;\nSELECT 1 WHERE;\nDELETE t;\nUPDATE SET a = 1;\nSELECT * FORM t;\nSELECT 'ok', @i;",
      5,
    ],
    tokens: [
      "errors: syntax",
      "SELECT $;\nSELECT @d #;\nSELECT x'4';\nSELECT @dabc;\nSELECT 0x;\nSELECT 1 ! 2;\nSELECT \"unknown@d\";\nSELECT [a;\nSELECT 'open @d",
      4,
    ],
    names: [
      "errors: names",
      "CREATE TABLE t(a, b); CREATE TABLE u(a, c);\nSELECT nope@d FROM t;\nSELECT * FROM none@d;\nSELECT t.z FROM t;\nSELECT x.a FROM t;\nSELECT a FROM t, u;\nSELECT t.* , q.* FROM t;\nSELECT b FROM t ORDER BY zz@d;\nSELECT a FROM t GROUP BY 9;\nSELECT a FROM t ORDER BY 9;\nINSERT INTO t(a, a) VALUES (1, 2);\nSELECT a FROM t UNION SELECT a, c FROM u;\nSELECT count(*) FROM t WHERE count(*) > @i;\nSELECT a FROM t HAVING a > 1;\nSELECT max(a) FROM t GROUP BY max(a);",
    ],
    structure: [
      "errors: syntax; errors: names",
      "CREATE TABLE t(a, A);\nCREATE TABLE t(a PRIMARY KEY, b PRIMARY KEY);\nCREATE TABLE t(a INTEGER PRIMARY KEY AUTOINCREMENT, b) WITHOUT ROWID;\nCREATE TABLE t(a TEXT PRIMARY KEY AUTOINCREMENT);\nCREATE TABLE sqlite_x@d(a);\nCREATE INDEX i ON none@d(a);\nCREATE TABLE ok(a CHECK (nope > 1));\nCREATE TABLE ok2(a DEFAULT (b));\nCREATE VIEW v AS SELECT 1 UNION;\nCREATE TRIGGER x AFTER INSERT ON none@d BEGIN SELECT 1; END;\nVALUES (1, @i), (2);\nSELECT (SELECT 1, @i);\nSELECT 1 IN (SELECT 1, 2);\nSELECT (1, 2);\nSELECT (1, 2) = (1, 2, @i);",
      4,
    ],
    limits: [
      "errors: names; aggregate functions",
      "SELECT max(1, 2) FILTER (WHERE 1);\nSELECT count(DISTINCT 1, @i);\nSELECT group_concat(DISTINCT 'a', '@d');\nSELECT sum();\nSELECT a COLLATE nope@d FROM (SELECT 'x' AS a) ORDER BY 1;\nSELECT CAST(1 AS);\nSELECT CASE END;\nSELECT 1 LIKE 2 ESCAPE 'ab@d';\nSELECT EXISTS (1);\nSELECT * ;\nSELECT 1 BETWEEN 2;\nSELECT RAISE(ABORT, 'x');\nSELECT 'fine' || @i;",
      4,
    ],
    continue: [
      "errors: syntax; exit codes",
      "SELECT 1; SELEC 2; SELECT 3;\nSELECT 'next line', @i;\nCREATE TABLE t(a); INSERT INTO t VALUES (@i); INSERT INTO u VALUES (1); INSERT INTO t VALUES (2);\nSELECT count(*) FROM t;\nSELECT\n  4,\n  nope@d\n;\nSELECT 5 -- comment; with semicolon\n;",
    ],
  }),
];
