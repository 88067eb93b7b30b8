import { useEffect, useRef } from "react";
import { Group, type Layout as Sizes, Panel, Separator, useGroupRef } from "react-resizable-panels";
import { AgentPanel } from "../agent/agent-panel.tsx";
import { EditorPanel } from "../editor/editor-panel.tsx";
import { useBench, useView } from "./context.ts";
import css from "./layout.module.css";
import { recall, remember } from "./memory.ts";
import { BottomTabs, LeftTabs } from "./panels.tsx";
import type { Arrangement } from "./view.ts";

/** Sizes in percent. The agent at 0 is closed: a strip with its name stays. */
const columns: Readonly<Record<Arrangement, Sizes>> = {
  hand: { left: 24, middle: 76, agent: 0 },
  watch: { left: 16, middle: 46, agent: 38 },
  review: { left: 32, middle: 68, agent: 0 },
};
const rows: Readonly<Record<Arrangement, Sizes>> = {
  hand: { editor: 62, bottom: 38 },
  watch: { editor: 66, bottom: 34 },
  review: { editor: 26, bottom: 74 },
};

/** The left column's width while it is widened for reading. */
const WIDE = 42;

function readSizes(value: unknown): Sizes | null {
  if (typeof value !== "object" || value === null) return null;
  const entries = Object.entries(value);
  return entries.every(([, size]) => typeof size === "number") ? Object.fromEntries(entries) : null;
}

function sizesOf(axis: "columns" | "rows", arrangement: Arrangement): Sizes {
  const standard = axis === "columns" ? columns[arrangement] : rows[arrangement];
  const kept = recall(`${axis}.${arrangement}`, readSizes);
  const same = kept !== null && Object.keys(standard).every((id) => id in kept);
  return same ? kept : standard;
}

/** The wide workbench: three columns, the middle one in two rows. Each arrangement remembers its own sizes. */
export function Layout() {
  const { view } = useBench();
  const arrangement = useView((state) => state.arrangement);
  const wide = useView((state) => state.wideLeft);
  const first = useRef(true);
  const columnsRef = useGroupRef();
  const rowsRef = useGroupRef();

  useEffect(() => {
    // The first layout is the groups' default.
    if (first.current) {
      first.current = false;
      return;
    }
    const sizes = sizesOf("columns", arrangement);
    const { agent = 0 } = sizes;
    columnsRef.current?.setLayout(wide ? { left: WIDE, middle: 100 - WIDE - agent, agent } : sizes);
    rowsRef.current?.setLayout(sizesOf("rows", arrangement));
  }, [arrangement, wide, columnsRef, rowsRef]);

  const keep =
    (axis: "columns" | "rows") =>
    (sizes: Sizes, { isUserInteraction }: { readonly isUserInteraction: boolean }): void => {
      // While the left column is wide for reading, widths are of the moment.
      const passing = axis === "columns" && view.state.wideLeft;
      if (isUserInteraction && !passing) remember(`${axis}.${view.state.arrangement}`, sizes);
    };

  return (
    <Group
      groupRef={columnsRef}
      className={css["columns"]}
      defaultLayout={sizesOf("columns", arrangement)}
      onLayoutChanged={keep("columns")}
    >
      <Panel id="left" minSize={200} className={css["panel"]}>
        <LeftTabs />
      </Panel>
      <Separator className={css["separator"]} aria-label="Width of the left column" />
      <Panel id="middle" minSize={320} className={css["panel"]}>
        <Group
          groupRef={rowsRef}
          orientation="vertical"
          defaultLayout={sizesOf("rows", arrangement)}
          onLayoutChanged={keep("rows")}
        >
          <Panel id="editor" minSize={90} className={css["panel"]}>
            <EditorPanel />
          </Panel>
          <Separator className={css["separator"]} aria-label="Height of the editor" />
          <Panel id="bottom" minSize={90} className={css["panel"]}>
            <BottomTabs />
          </Panel>
        </Group>
      </Panel>
      <Separator className={css["separator"]} aria-label="Width of the agent's column" />
      <Panel
        id="agent"
        minSize={300}
        collapsible
        collapsedSize={34}
        className={`${css["panel"]} ${css["agent"]}`}
      >
        <button
          type="button"
          className={css["strip"]}
          data-place="agent"
          onClick={() => view.show("agent")}
          title="Open the agent"
        >
          <span>Agent</span>
        </button>
        <div className={css["opened"]}>
          <AgentPanel />
        </div>
      </Panel>
    </Group>
  );
}
