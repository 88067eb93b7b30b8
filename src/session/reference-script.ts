/** Where `reference` leaves its questions and finds the answers, below the sandbox's working directory. */
export const MAILBOX = ".mirrorbox/reference";
/** The folder that goes in front of PATH. */
export const BIN = ".mirrorbox/bin";

export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/**
 * The command `reference`, run by Node inside the sandbox. It has nothing of the original: it leaves the question in a
 * file of the mailbox, and waits for the answer. It uses Node alone, so it is the same on every host.
 */
export const REFERENCE_SCRIPT = String.raw`#!/usr/bin/env node
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const TAKEN_WITHIN_MS = 6000;
const ANSWERED_WITHIN_MS = 120000;
const MOST_BYTES = 8 * 1024 * 1024;
const mailbox = path.join(__dirname, "..", "reference");

function fail(message) {
  fs.writeSync(2, "reference: " + message + "\n");
  process.exit(125);
}

let total = 0;
const files = {};
function add(name, file) {
  const bytes = fs.readFileSync(file);
  total += bytes.length;
  if (total > MOST_BYTES) fail("the files named are larger than 8 MB together; try with smaller ones");
  files[name] = bytes.toString("base64");
}

function addTree(name, folder, depth) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const [inner, place] = [name + "/" + entry.name, path.join(folder, entry.name)];
    if (entry.isFile()) add(inner, place);
    else if (entry.isDirectory() && depth > 0 && entry.name !== "node_modules") addTree(inner, place, depth - 1);
  }
}

// A file outside the current folder goes by its last name: the original sees no other folder.
function carry(word) {
  // "." and ".." are more often a filter than a folder.
  if (/^[./]*$/.test(word)) return word;
  let stat;
  try {
    stat = fs.statSync(word);
  } catch {
    return word;
  }
  const within = path.relative(process.cwd(), path.resolve(word));
  const outside = within === "" || within === ".." || within.startsWith("../");
  const name = outside ? path.basename(word) : within;
  if (stat.isFile()) add(name, word);
  else if (stat.isDirectory() && !outside) addTree(name, word, 3);
  else return word;
  return outside || path.isAbsolute(word) ? name : word;
}

const args = process.argv.slice(2).map((word) => {
  const option = /^(-[^=]*=)(.+)$/s.exec(word);
  return option === null ? carry(word) : option[1] + carry(option[2]);
});

function readStdin() {
  if (process.stdin.isTTY) return Buffer.alloc(0);
  const parts = [];
  const part = Buffer.alloc(65536);
  for (;;) {
    let count;
    try {
      count = fs.readSync(0, part, 0, part.length, null);
    } catch (error) {
      if (error.code === "EAGAIN") {
        pause(5);
        continue;
      }
      // No input at all, for instance a closed descriptor.
      break;
    }
    if (count === 0) break;
    parts.push(Buffer.from(part.subarray(0, count)));
  }
  return Buffer.concat(parts);
}

function pause(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function writeAll(fd, bytes) {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(fd, bytes, at);
    } catch (error) {
      if (error.code === "EPIPE") return;
      if (error.code !== "EAGAIN") throw error;
      pause(2);
    }
  }
}

// What the caller set for the original, less what every shell sets for itself.
const SHELLS_OWN = /^(PATH|HOME|PWD|OLDPWD|SHLVL|_|TERM|SHELL|USER|LOGNAME|HOSTNAME|COLUMNS|LINES|PS[1-4]|NODE_.*|npm_.*)$/;
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !SHELLS_OWN.test(name)));
const stdin = readStdin();
if (stdin.length > MOST_BYTES) fail("the input is larger than 8 MB; try with less");
const id = Date.now().toString(36) + "-" + process.pid + "-" + Math.random().toString(36).slice(2, 10);
const question = path.join(mailbox, id + ".question");
const answer = path.join(mailbox, id + ".answer");
fs.mkdirSync(mailbox, { recursive: true });
// Written under another name first: a question is seen whole or not at all.
fs.writeFileSync(question + ".part", JSON.stringify({ args, stdin: stdin.toString("base64"), files, env }));
fs.renameSync(question + ".part", question);

const started = Date.now();
let taken = false;
function look() {
  const waited = Date.now() - started;
  taken ||= !fs.existsSync(question);
  if (fs.existsSync(answer)) {
    const { stdout, stderr, code } = JSON.parse(fs.readFileSync(answer, "utf8"));
    fs.rmSync(answer, { force: true });
    writeAll(1, Buffer.from(stdout));
    writeAll(2, Buffer.from(stderr));
    process.exitCode = code;
    return;
  }
  if (!taken && waited > TAKEN_WITHIN_MS) {
    fs.rmSync(question, { force: true });
    fail("the page did not take the question; the original runs only while this program is open in Mirrorbox");
  }
  if (waited > ANSWERED_WITHIN_MS) fail("no answer within two minutes; try again");
  setTimeout(look, waited < 1000 ? 4 : 25);
}
look();
`;
