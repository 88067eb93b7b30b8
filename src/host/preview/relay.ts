import { channelName, type FromMachine, type ToMachine } from "./messages.ts";

const OFF =
  "Showing pages of programs is switched off on this host. Pages can send data to the network by ways that no browser lets a host close, " +
  "so whoever serves this host has to switch it on (see the host's README, “Previews”).";

/**
 * The shim's part: passes messages between previews and the runtime. When previews are off it says so, and nothing
 * reaches the machine.
 */
export function relayPreviews(id: string, isOn: boolean, runtime: MessagePort): void {
  const channel = new BroadcastChannel(channelName(id));
  channel.addEventListener("message", ({ data }: MessageEvent<ToMachine | FromMachine>) => {
    if (data.kind === "request" && !isOn) {
      const refused: FromMachine = { kind: "failed", id: data.id, message: OFF };
      channel.postMessage(refused);
    } else if (isOn && (data.kind === "request" || data.kind === "abort" || data.kind === "report"))
      runtime.postMessage(data);
  });
  runtime.addEventListener("message", ({ data }: MessageEvent<FromMachine>) => channel.postMessage(data));
  runtime.start();
}
