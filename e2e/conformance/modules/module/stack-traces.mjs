// Places are those of the file, also behind rewritten imports and after awaits.
import { readFileSync as read } from "node:fs";
import * as path from "node:path"; const shout = (text) => { throw new Error(text); };
const tidy = (error) => error.stack.replaceAll(`file://${process.cwd()}/`, "").replaceAll(process.cwd(), ".");
try { /* é */ shout(path.basename("/a/b")); } catch (error) { console.log(tidy(error)); }
class Thing { static make() { return new this(); } constructor() { this.#secret(); } #secret() { shout("private"); } get value() { return shout("getter"); } async *steps() { yield 1; shout("generator"); } }
try { Thing.make(); } catch (error) { console.log(tidy(error)); }
try { Thing.prototype.value; } catch (error) { console.log(tidy(error)); }
try { for await (const step of Thing.prototype.steps()) step; } catch (error) { console.log(tidy(error)); }
const later = async () => { await null; shout("later"); };
const outer = async () => { await later(); };
await outer().catch((error) => console.log(tidy(error)));
await Promise.all([1, later()]).catch((error) => console.log(tidy(error)));
await Promise.resolve().then(() => shout("in then")).catch((error) => console.log(tidy(error)));
try { [3].map(function named(value) { return read(value, "none"); }); } catch (error) { console.log(error.code ?? tidy(error)); }
try { await import("data:text/javascript,\n  null.x"); } catch (error) { console.log(tidy(error)); }
console.log(tidy(new Error("top")));
