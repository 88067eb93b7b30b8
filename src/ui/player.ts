import type { Player } from "../core/event.ts";

/** Who plays, in a few words. */
export function playerName(player: Player): string {
  switch (player.kind) {
    case "person":
      return "By hand";
    case "model":
      return player.model;
    case "recording":
      return `Recording: ${player.title}`;
  }
}
