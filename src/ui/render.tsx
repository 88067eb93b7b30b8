import { createRoot } from "react-dom/client";
import type { App } from "../session/index.ts";
import { AppContext } from "./app-context.ts";
import "./fonts.css";
import "./tokens.css";
import "./base/base.css";
import { Guard } from "./guard.tsx";
import { Screens } from "./screens.tsx";
import { keepTheme } from "./theme.ts";

/** Shows the app in `root`. Returns its undo. */
export function renderApp(root: HTMLElement, app: App): () => void {
  const stopTheme = keepTheme(app);
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
  };
}
