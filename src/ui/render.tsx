import { createRoot } from "react-dom/client";
import type { App } from "../session/index.ts";
import { AppContext } from "./app-context.ts";
import "./fonts.css";
import "./tokens.css";
import "./base/base.css";
import { refuseDrops } from "./drop/refuse-drops.ts";
import { Guard } from "./guard.tsx";
import { Screens } from "./screens.tsx";
import { keepTheme } from "./theme.ts";

/** Shows the app in `root`. Returns its undo. */
export function renderApp(root: HTMLElement, app: App): () => void {
  const stopTheme = keepTheme(app);
  const stopDrops = refuseDrops();
  const react = createRoot(root);
  react.render(
    <AppContext value={app}>
      <Guard>
        <Screens />
      </Guard>
    </AppContext>,
  );
  return () => {
    react.unmount();
    stopTheme();
    stopDrops();
  };
}
