import { Columns2, Download, History, PanelRight, Search, SquarePen } from "lucide-react";
import { IconButton } from "../base/button.tsx";
import { Logo } from "../base/logo.tsx";
import { ThemeButton } from "../base/theme-button.tsx";
import { addressOf } from "../navigation.ts";
import { VerdictPanel } from "../verdict/verdict-panel.tsx";
import { useBench, useSession, useView } from "./context.ts";
import { Gauges } from "./gauges.tsx";
import { RunCases, SubmitButton } from "./long-work.tsx";
import { RunState } from "./run-state.tsx";
import css from "./top-bar.module.css";
import { arrangementWords, attempt, exportRun, lookBack } from "./verbs.ts";
import { type Arrangement, arrangements } from "./view.ts";

/** Which run this is, how it stands, and the verbs that concern all of it. */
export function TopBar() {
  const bench = useBench();
  const task = useSession((state) => state.task);
  return (
    <header className={css["bar"]}>
      <a href="#/" className={css["home"]} aria-label="Mirrorbox: all programs" title="All programs">
        <Logo size={22} />
      </a>
      <h1 className={css["title"]}>
        <a href={addressOf({ screen: "task", taskId: task.id })} title={`About ${task.title}`}>
          {task.title}
        </a>
      </h1>
      <span className={css["size"]} title={`Size ${task.size}: ${task.original.lines} lines of the original`}>
        {task.size}
      </span>
      <RunState />
      <Gauges />
      <div className={css["work"]}>
        <RunCases />
        <SubmitButton />
        <VerdictPanel />
      </div>
      <div className={css["tools"]}>
        <Arrange />
        <IconButton label="All verbs (Ctrl+K)" onClick={() => bench.view.setPalette(true)}>
          <Search size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label="Look through this run (in another tab)" onClick={() => lookBack(bench)}>
          <History size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label="Export run" onClick={() => attempt(bench, () => exportRun(bench))}>
          <Download size={16} aria-hidden="true" />
        </IconButton>
        <ThemeButton />
      </div>
    </header>
  );
}

const icons: Readonly<Record<Arrangement, typeof SquarePen>> = {
  hand: SquarePen,
  watch: PanelRight,
  review: Columns2,
};

/** One click between the arrangements. */
function Arrange() {
  const { view } = useBench();
  const arrangement = useView((state) => state.arrangement);
  return (
    <div role="group" aria-label="Arrangement" className={css["arrange"]}>
      {arrangements.map((each) => {
        const Icon = icons[each];
        return (
          <IconButton
            key={each}
            label={`Arrange: ${arrangementWords[each]}`}
            aria-pressed={each === arrangement}
            onClick={() => view.arrange(each)}
          >
            <Icon size={16} aria-hidden="true" />
          </IconButton>
        );
      })}
    </div>
  );
}
