// The part of what the language brings along that is written in itself.
const { parseDefinitions } = require("./parse.cjs");

const WRITTEN = `
def not: if . then false else true end;
def map(f): [.[] | f];
def select(f): if f then . else empty end;
def recurse(f): def r: ., (f | r); r;
def recurse(f; cond): def r: ., (f | select(cond) | r); r;
def recurse: recurse(.[]?);
def values: select(. != null); def nulls: select(. == null);
def booleans: select(type == "boolean"); def numbers: select(type == "number"); def strings: select(type == "string");
def arrays: select(type == "array"); def objects: select(type == "object");
def iterables: select(type | . == "array" or . == "object"); def scalars: select(type | . != "array" and . != "object");
def map_values(f): .[] |= f;
def to_entries: [keys_unsorted[] as $k | {key: $k, value: .[$k]}];
def from_entries: reduce .[] as $x ({}; . + {($x | if type == "object" then (if has("key") then .key elif has("k") then .k elif has("name") then .name elif has("Name") then .Name elif has("Key") then .Key elif has("K") then .K else null end) else . end | if type == "string" then . else tojson end): ($x | if type == "object" then (if has("value") then .value elif has("v") then .v elif has("Value") then .Value elif has("V") then .V else null end) else null end)});
def with_entries(f): to_entries | map(f) | from_entries;
def paths: path(..) | select(length > 0);
def paths(f): . as $d | paths | select(. as $p | $d | getpath($p) | f);
def del(f): delpaths([path(f)]);
def add(f): reduce f as $x (null; . + $x);
def add: add(.[]);
def any(g; c): isempty(first(g | c | select(.))) | not; def all(g; c): isempty(first(g | c | select(. | not)));
def any(f): any(.[]; f); def all(f): all(.[]; f); def any: any(.); def all: all(.);
def first(f): label $l | (f | ., break $l);
def isempty(g): reduce first(g) as $x (true; false);
def last(f): reduce f as $x (null; $x);
def first: .[0]; def last: .[-1];
def nth($n): .[$n];
def nth($n; f): if $n < 0 then error("Out of bounds negative array index") else last(limit($n + 1; f)) end;
def limit($n; f): if $n > 0 then label $l | foreach f as $x (0; . + 1; $x, if . >= $n then break $l else empty end) else empty end;
def skip($n; f): if $n > 0 then foreach f as $x ($n; . - 1; if . < 0 then $x else empty end) else f end;
def until(c; u): def r: if c then . else (u | r) end; r;
def while(c; u): def r: if c then ., (u | r) else empty end; r;
def repeat(f): def r: ., (f | r); r;
def range($n): range(0; $n; 1); def range($a; $b): range($a; $b; 1);
def in($x): . as $k | $x | has($k); def inside($x): . as $k | $x | contains($k);
def combinations: if length == 0 then [] else .[0][] as $x | (.[1:] | combinations) as $w | [$x] + $w end;
def combinations(n): . as $d | [range(n)] | map($d) | combinations;
def walk(f): def w: if type == "object" then map_values(w) elif type == "array" then map(w) else . end | f; w;
def env: $ENV;
def ascii: [.] | implode;
def todate: strftime("%Y-%m-%dT%H:%M:%SZ");
def finites: select(isinfinite or isnan | not); def normals: select(isnormal);
def sort_by(f): _sort_by(map([f])); def group_by(f): _group_by(map([f])); def unique_by(f): [group_by(f)[] | .[0]];
def min_by(f): _min_by(map([f])); def max_by(f): _max_by(map([f])); def unique: unique_by(.); def sort: sort_by(.);
def min: min_by(.); def max: max_by(.);
def match($re): match($re; null); def test($re): test($re; null); def scan($re): scan($re; null);
def match($re; $f): if ($re | type) == "array" then _match($re[0]; $re[1]) else _match($re; $f) end;
def test($re; $f): isempty(match($re; $f)) | not;
def capture($re): capture($re; null);
def capture($re; $f): match($re; $f) | [.captures[] | select(.name != null) | {key: .name, value: .string}] | from_entries;
def scan($re; $f): match($re; "g" + $f) | if (.captures | length) > 0 then [.captures[].string] else .string end;
def split($re; $f): . as $s | [foreach (match($re; "g" + $f), null) as $m ({at: 0}; if $m == null then .out = $s[.at:] else .out = $s[.at:$m.offset] | .at = $m.offset + $m.length end; .out)];
def splits($re): splits($re; null); def splits($re; $f): split($re; $f) | .[];
def sub($re; s): sub($re; s; ""); def gsub($re; s): sub($re; s; "g"); def gsub($re; s; $f): sub($re; s; $f + "g");
def sub($re; s; $f): . as $in | [match($re; $f)] as $all
  | def go($i; $at): if $i == ($all | length) then $in[$at:] else $all[$i] as $m
    | ($m.captures | map(select(.name != null) | {key: .name, value: .string}) | from_entries | s) as $put
    | go($i + 1; $m.offset + $m.length) as $rest | $in[$at:$m.offset] + $put + $rest end; go(0; 0);
def ascii_downcase: explode | map(if . >= 65 and . <= 90 then . + 32 else . end) | implode;
def ascii_upcase: explode | map(if . >= 97 and . <= 122 then . - 32 else . end) | implode;
def tostream: path(def r: (.[]? | r), .; r) as $p | getpath($p) | reduce path(.[]?) as $q ([$p, .]; [$p + $q]);
def fromstream(f): {x: null, e: false} as $i | foreach f as $e ($i; if .e then $i else . end | if ($e | length) == 2 then setpath(["e"]; ($e[0] | length) == 0) | setpath(["x"] + $e[0]; $e[1]) else setpath(["e"]; ($e[0] | length) == 1) end; if .e then .x else empty end);
def truncate_stream(s): . as $n | null | s | . as $in | if (.[0] | length) > $n then setpath([0]; .[0][$n:]) else empty end;
def pick(f): . as $top | reduce path(f) as $p (null; setpath($p; $top | getpath($p)));
def abs: if type == "number" and . < 0 then -. else . end;
def have_literal_numbers: true;
def halt_error: halt_error(5);
def error(m): m | error;
def IN(s): any(s == .; .); def IN(src; s): any(src == s; .);
def INDEX(s; f): reduce s as $r ({}; .[$r | f | tostring] = $r); def INDEX(f): INDEX(.[]; f);
`;

module.exports = { definitions: parseDefinitions(WRITTEN) };
