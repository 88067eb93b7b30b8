import { expose } from "comlink";
import { Assets } from "../protocol/assets.ts";
import { clientServer } from "../protocol/client-server.ts";
import { CONNECT, type Connect, type DoorOpened } from "../protocol/frame-messages.ts";
import { startHeart } from "../protocol/heart.ts";
import { machinesServer } from "../protocol/machines-server.ts";
import { sendErrorFields } from "../protocol/remote-errors.ts";
import { runtimeHost } from "../protocol/runtime-host.ts";

/** The script of the opaque frame: the kernel, behind the door that the embedder asked for. */
addEventListener(CONNECT, (event) => {
  const { data, ports } = event as MessageEvent<Connect>;
  if (!ports[0] || !ports[1]) throw new Error("The runtime was started without its ports");
  sendErrorFields();
  const host = runtimeHost(new Assets(ports[0]), data, ports[1]);
  host.warmUp();
  const { port1, port2 } = new MessageChannel();
  expose(data.door === "machines" ? machinesServer(host) : clientServer(host), port1);
  const opened: DoorOpened = { type: "door-opened" };
  parent.postMessage(opened, "*", [port2, startHeart()]);
});
