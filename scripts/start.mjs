// npm start: installs what is missing, builds what is missing, serves the app and prints its address.
import { join } from "node:path";
import { serve } from "./serve.mjs";
import { ROOT, build, install } from "./setup.mjs";

const wanted = Number(process.env["PORT"] ?? 4173);
install();
build();
const options = {
  headers: process.env["MIRRORBOX_HEADERS"] !== "off",
  base: process.env["MIRRORBOX_BASE"] ?? "/",
};
const server = await serve(join(ROOT, "dist"), { ...options, port: wanted }).catch((error) => {
  if (error.code === "EADDRINUSE" && process.env["PORT"] === undefined)
    return serve(join(ROOT, "dist"), options);
  console.error(`Port ${wanted} cannot be used: ${error.message}. Set PORT to a free one.`);
  process.exit(1);
});
console.log(`Mirrorbox is at ${server.url}  (Ctrl-C ends it)`);
