import { X } from "lucide-react";
import type { Notice } from "../../session/index.ts";
import { IconButton } from "../base/button.tsx";
import { Callout } from "../base/callout.tsx";
import { useBench, useSession } from "./context.ts";
import css from "./notices.module.css";

/** What the session has to say about one place of the screen, until dismissed. */
export function Notices({ place }: { place: Notice["place"] }) {
  const { session } = useBench();
  const notices = useSession((state) => state.notices);
  const here = notices.filter((notice) => notice.place === place);
  if (here.length === 0) return null;
  return (
    <div className={css["notices"]}>
      {here.map((notice) => (
        <Callout key={notice.id} level={notice.level} message={notice.message} remedy={notice.remedy}>
          <IconButton label="Dismiss" onClick={() => session.dismiss(notice.id)}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        </Callout>
      ))}
    </div>
  );
}
