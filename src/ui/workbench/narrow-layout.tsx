import { AgentPanel } from "../agent/agent-panel.tsx";
import { Tabs } from "../base/tabs.tsx";
import { CaseDetail } from "../cases/case-detail.tsx";
import { CaseList } from "../cases/case-list.tsx";
import { EditorPanel } from "../editor/editor-panel.tsx";
import { FileTree } from "../files/file-tree.tsx";
import { ReferenceConsole } from "../reference/reference-console.tsx";
import { Terminals } from "../terminal/terminals.tsx";
import { useBench, useView } from "./context.ts";
import { Framed } from "./framed.tsx";
import { Docs } from "./panels.tsx";

/** One column, for small windows and large letters: every panel is a tab. */
export function NarrowLayout() {
  const { view } = useBench();
  const place = useView((state) => state.place);
  return (
    <Tabs
      label="Panels"
      active={place}
      onSelect={(id) => view.show(id)}
      tabs={[
        {
          id: "files",
          label: "Files",
          panel: (
            <Framed place="files">
              <FileTree />
            </Framed>
          ),
        },
        {
          id: "docs",
          label: "Docs",
          panel: (
            <Framed place="docs">
              <Docs />
            </Framed>
          ),
        },
        {
          id: "cases",
          label: "Cases",
          panel: (
            <Framed place="cases">
              <CaseList />
            </Framed>
          ),
        },
        { id: "editor", label: "Editor", panel: <EditorPanel /> },
        {
          id: "terminal",
          label: "Terminal",
          panel: (
            <Framed place="terminal">
              <Terminals />
            </Framed>
          ),
        },
        {
          id: "reference",
          label: "Reference",
          panel: (
            <Framed place="reference">
              <ReferenceConsole />
            </Framed>
          ),
        },
        {
          id: "case",
          label: "Case",
          panel: (
            <Framed place="case">
              <CaseDetail />
            </Framed>
          ),
        },
        { id: "agent", label: "Agent", panel: <AgentPanel /> },
      ]}
    />
  );
}
