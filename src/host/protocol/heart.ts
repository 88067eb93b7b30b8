/** Runs in a thread that does nothing else, so that it answers however busy the rest of its process is. */
const SCRIPT = "onmessage = ({ ports: [port] }) => { port.onmessage = () => port.postMessage(0); };";

/** How long after the frame began its heart starts: what the first program needs comes before. */
const START_MS = 500;

/** Something in this process that answers each message: as long as it does, the process lives. */
export function startHeart(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  setTimeout(() => {
    const url = URL.createObjectURL(new Blob([SCRIPT], { type: "text/javascript" }));
    const worker = new Worker(url, { name: "heart" });
    worker.postMessage(null, [port1]);
  }, START_MS);
  return port2;
}
