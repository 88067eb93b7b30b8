import { bringsFiles } from "./read-drop.ts";

/** A file dropped where nothing takes it would be opened in the page's place. Returns its undo. */
export function refuseDrops(): () => void {
  const refuse = (event: DragEvent): void => {
    if (event.defaultPrevented || !bringsFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = "none";
  };
  addEventListener("dragover", refuse);
  addEventListener("drop", refuse);
  return () => {
    removeEventListener("dragover", refuse);
    removeEventListener("drop", refuse);
  };
}
