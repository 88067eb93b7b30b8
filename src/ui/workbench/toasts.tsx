import { X } from "lucide-react";
import { Button, IconButton } from "../base/button.tsx";
import { useBench, useView } from "./context.ts";
import css from "./toasts.module.css";

/** What needs no answer, with a way to take it back. */
export function Toasts() {
  const { view } = useBench();
  const toasts = useView((state) => state.toasts);
  return (
    <div className={css["toasts"]} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={css["toast"]}>
          <span>{toast.text}</span>
          {toast.action !== null && (
            <Button
              look="quiet"
              onClick={() => {
                toast.action?.run();
                view.dropToast(toast.id);
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton label="Dismiss" onClick={() => view.dropToast(toast.id)}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
