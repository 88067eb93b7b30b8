import { createCipheriv, createDecipheriv } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
const [key, iv] = [Buffer.alloc(32, 1), Buffer.alloc(16, 2)];
const words = Array.from({ length: 50 }, (_, index) => `line ${index}\n`);
let text = "";
await pipeline(Readable.from(words), createCipheriv("aes-256-ctr", key, iv), createDecipheriv("aes-256-ctr", key, iv), async (source) => {
  for await (const chunk of source) text += chunk;
});
console.log(text === words.join(""), text.length);
await pipeline(Readable.from([Buffer.alloc(7)]), createDecipheriv("aes-256-cbc", key, iv), async (source) => {
  for await (const chunk of source) console.log(chunk);
}).catch((error) => console.log(error.code, error.message));
