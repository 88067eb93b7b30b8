// The storage and the channels of the app's origin. Prints what could be read, and shouts into every channel.
const secrets = [];
const names =
  "document window parent top opener frames localStorage sessionStorage indexedDB caches cookieStore clients registration serviceWorker name origin";
for (const name of names.split(" ")) {
  for (const get of [
    () => globalThis[name],
    () => Function(`return ${name}`)(),
    () => navigator[name],
    () => process[name],
  ]) {
    try {
      const value = get();
      if (value !== undefined && value !== null && name !== "name")
        secrets.push(`${name} is ${typeof value}`);
    } catch {}
  }
}
const attempts = {
  getDirectory: () => navigator.storage.getDirectory(),
  databases: () => indexedDB.databases(),
  caches: () => caches.keys(),
  cookies: () => cookieStore.getAll(),
  // Node has locks of its own; the app holds this one.
  locks: () =>
    navigator.locks.request("canary", { ifAvailable: true }, (lock) => (lock ? undefined : "held")),
  heldLocks: async () => ((await navigator.locks.query()).held.length > 0 ? "held" : undefined),
  serial: () => navigator.serial.getPorts(),
  usb: () => navigator.usb.getDevices(),
  hid: () => navigator.hid.getDevices(),
  permissions: () => navigator.permissions.query({ name: "notifications" }),
  notification: () => new Notification("x"),
  sharedWorker: () => new SharedWorker("app"),
  fileSystem: () => webkitRequestFileSystemSync(0, 10),
  fetchBlob: () => fetch("blob:null/x"),
  localStorage: () => localStorage.getItem("canary"),
};
process.on("warning", () => {});
(async () => {
  try {
    const channel = new BroadcastChannel("app");
    channel.onmessage = (event) => secrets.push(`heard ${JSON.stringify(event.data)}`);
    channel.postMessage("from the sandbox");
  } catch {
    // There are none.
  }
  for (const scope of [globalThis, Function("return this")()]) {
    for (const name of ["postMessage", "dispatchEvent"]) {
      try {
        scope[name]({ type: "init", canary: "from the sandbox" }, "*");
        secrets.push(`${name} was there`);
      } catch {}
    }
  }
  for (const [name, work] of Object.entries(attempts)) {
    const late = new Promise((_, reject) => setTimeout(reject, 200, new Error("late")));
    await Promise.race([(async () => await work())(), late]).then(
      (got) => got !== undefined && secrets.push(`${name}: ${typeof got}`),
      () => {},
    );
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  process.stdout.write(["tried", ...secrets].join("\n"));
  process.exit(0);
})();
