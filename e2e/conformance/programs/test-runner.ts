import type { Program } from "../program.ts";

/** node:test. */
export const TEST_RUNNER: readonly Program[] = [
  {
    name: "node-test-in-file",
    files: {
      "main.js": `const {test,describe,it,before,after,beforeEach,mock}=require('node:test');const assert=require('assert');describe('s',()=>{before(()=>{});it('one',()=>assert.ok(1));it('two',async()=>{await 1});it.skip('sk',()=>{});it.todo('td')});test('top',async t=>{await t.test('sub',()=>{});const f=mock.fn(()=>3);f();assert.equal(f.mock.calls.length,1)});test('bad',()=>assert.equal(1,2))`,
    },
    args: ["main.js"],
  },
  {
    name: "node-dash-test",
    files: {
      "a.test.js": `const test=require('node:test');const assert=require('node:assert');test('ok',()=>{});test('ok2',()=>{assert.strictEqual(2,2)})`,
      "b.test.mjs": `import {test} from 'node:test';import assert from 'node:assert/strict';test('esm fail',()=>{assert.equal(1,3)})`,
    },
    args: ["--test"],
  },
];
