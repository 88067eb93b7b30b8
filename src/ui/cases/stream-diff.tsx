import { useEffect, useMemo, useRef } from "react";
import { compare, type DiffRow, firstDifference, linesOf, middles, withSigns } from "./difference.ts";
import css from "./stream-diff.module.css";

interface StreamDiffProps {
  name: string;
  expected: string;
  /** Undefined before the case was run. */
  got: string | undefined;
  /** The case fails here first: scroll to it. */
  first: boolean;
}

/** One stream of a case: the original's text, and where ours differs, both side by side. */
export function StreamDiff({ name, expected, got, first }: StreamDiffProps) {
  const equal = got === undefined || firstDifference(expected, got) === null;
  return (
    <section className={css["stream"]} aria-label={name}>
      <h3>
        {name}
        {got !== undefined && (
          <span className={equal ? css["equal"] : css["differs"]}>{equal ? "✓ same" : "✕ differs"}</span>
        )}
      </h3>
      {equal ? <Plain text={expected} /> : <Sides expected={expected} got={got} scroll={first} />}
    </section>
  );
}

const SHOWN = 2000;

function Plain({ text }: { text: string }) {
  const lines = linesOf(text);
  if (lines.length === 0) return <p className={css["empty"]}>empty</p>;
  return (
    <pre className={css["plain"]} tabIndex={0}>
      {lines
        .slice(0, SHOWN)
        .map((line) => cutEnd(line, MIDDLE))
        .join("\n")}
      {lines.length > SHOWN && `\n… ${lines.length - SHOWN} more lines`}
    </pre>
  );
}

interface SidesProps {
  expected: string;
  got: string;
  scroll: boolean;
}

function Sides({ expected, got, scroll }: SidesProps) {
  const { rows, first, before, after } = useMemo(() => compare(expected, got), [expected, got]);
  const mark = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (scroll) mark.current?.scrollIntoView({ block: "center" });
  }, [scroll, rows]);
  return (
    <>
      {before > 0 && <p className={css["empty"]}>{before} equal lines before</p>}
      <table className={css["sides"]}>
        <colgroup>
          <col className={css["numbers"]} />
          <col />
          <col className={css["numbers"]} />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              Original
            </th>
            <th scope="col" colSpan={2}>
              Yours
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={index}
              ref={index === first ? mark : undefined}
              className={index === first ? css["first"] : undefined}
            >
              <Row row={row} />
            </tr>
          ))}
          {first < 0 && (
            <tr className={css["first"]}>
              <td className={css["line"]} />
              <td className={css["note"]}>{newlines(expected)}</td>
              <td className={css["line"]} />
              <td className={css["note"]}>{newlines(got)}</td>
            </tr>
          )}
        </tbody>
      </table>
      {after > 0 && <p className={css["empty"]}>{after} more lines are not shown</p>}
    </>
  );
}

/** Equal lines, yet different texts: only the newlines at the end can differ. */
function newlines(text: string): string {
  const { length } = /\n*$/.exec(text)?.[0] ?? "";
  return length === 0 ? "no newline at the end" : `${length} newline${length === 1 ? "" : "s"} at the end`;
}

function Row({ row }: { row: DiffRow }) {
  const { kind, expected, got, expectedLine, gotLine } = row;
  const parts = kind === "changed" && expected !== null && got !== null ? middles(expected, got) : null;
  return (
    <>
      <td className={css["line"]}>{expectedLine}</td>
      <td className={expected === null ? css["void"] : kind === "same" ? css["text"] : css["wanted"]}>
        {parts === null ? (
          shown(expected, kind)
        ) : (
          <Marked start={parts.start} middle={parts.a} end={parts.end} />
        )}
      </td>
      <td className={css["line"]}>{gotLine}</td>
      <td className={got === null ? css["void"] : kind === "same" ? css["text"] : css["wrong"]}>
        {parts === null ? shown(got, kind) : <Marked start={parts.start} middle={parts.b} end={parts.end} />}
      </td>
    </>
  );
}

function shown(text: string | null, kind: DiffRow["kind"]): string {
  if (text === null) return "";
  const short = cutEnd(text, MIDDLE);
  return kind === "same" ? short : withSigns(short);
}

/** Long lines are shown around what differs. */
const AROUND = 300;
const MIDDLE = 2000;

const cutStart = (text: string): string =>
  text.length <= AROUND ? text : `(${text.length - AROUND} characters)… ${text.slice(-AROUND)}`;
const cutEnd = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most)} …(${text.length - most} characters)`;

function Marked({ start, middle, end }: { start: string; middle: string; end: string }) {
  const first = withSigns(cutStart(start));
  const second = withSigns(cutEnd(middle, MIDDLE), first.length);
  return (
    <>
      {first}
      {middle !== "" && <mark>{second}</mark>}
      {withSigns(cutEnd(end, AROUND), first.length + second.length)}
    </>
  );
}
