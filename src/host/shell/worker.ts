import { runImage } from "../machine/process-side.ts";
import { main } from "./main.ts";

runImage({
  prepare() {
    // The modules have been evaluated by now; there is nothing else that could be made ready.
  },
  start(sys, process) {
    void main(sys, process);
  },
});
