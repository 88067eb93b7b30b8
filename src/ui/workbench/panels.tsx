import { ChevronsLeft, ChevronsRight } from "lucide-react";
import { IconButton } from "../base/button.tsx";
import { Tabs } from "../base/tabs.tsx";
import { CaseDetail } from "../cases/case-detail.tsx";
import { CaseList } from "../cases/case-list.tsx";
import { DocReader } from "../docs/doc-reader.tsx";
import { FileTree } from "../files/file-tree.tsx";
import { ReferenceConsole } from "../reference/reference-console.tsx";
import { Terminals } from "../terminal/terminals.tsx";
import { useBench, useSession, useView } from "./context.ts";
import { Framed } from "./framed.tsx";

export function Docs() {
  const docs = useSession((state) => state.docs);
  return <DocReader pages={docs} />;
}

export function LeftTabs() {
  const { view } = useBench();
  const left = useView((state) => state.left);
  const wide = useView((state) => state.wideLeft);
  const Icon = wide ? ChevronsLeft : ChevronsRight;
  return (
    <Tabs
      label="Files, docs and cases"
      active={left}
      onSelect={(id) => view.show(id)}
      side={
        <IconButton
          label={wide ? "Give this column its width back" : "Widen this column"}
          onClick={() => view.widenLeft(!wide)}
        >
          <Icon size={15} aria-hidden="true" />
        </IconButton>
      }
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
      ]}
    />
  );
}

export function BottomTabs() {
  const { view } = useBench();
  const bottom = useView((state) => state.bottom);
  return (
    <Tabs
      label="Terminal, reference and case"
      active={bottom}
      onSelect={(id) => view.show(id)}
      tabs={[
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
      ]}
    />
  );
}
