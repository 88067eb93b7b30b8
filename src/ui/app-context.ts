import { createContext, useContext, useCallback, useSyncExternalStore } from "react";
import type { App, Preferences } from "../session/index.ts";

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error("useApp outside of renderApp");
  return app;
}

export function usePreferences(): Preferences {
  const app = useApp();
  const subscribe = useCallback((listener: () => void) => app.onPreferences(listener), [app]);
  return useSyncExternalStore(subscribe, () => app.preferences);
}
