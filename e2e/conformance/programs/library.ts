import type { Program } from "../program.ts";

/** The standard library. */
export const LIBRARY: readonly Program[] = [
  {
    name: "buffer",
    files: {
      "main.js": `
const b=Buffer.from('héllo wörld ✓');console.log(b.length,b.toString('hex'),b.toString('base64'),b.toString('base64url'),b.toString('latin1').length,b.toString('ascii').length);
console.log(Buffer.from('aGk_','base64url'),Buffer.from('ff0','hex'),Buffer.concat([Buffer.from('a'),Buffer.alloc(2,'z')]).toString(),Buffer.byteLength('✓'));
const c=Buffer.alloc(16);c.writeUInt32BE(0xdeadbeef,0);c.writeInt16LE(-5,4);c.writeDoubleLE(1.5,6);c.writeBigUInt64LE?.(5n,8);console.log(c.readUInt32BE(0),c.readInt16LE(4),c.toString('hex'));
console.log(b.slice(0,3).equals(b.subarray(0,3)),b.indexOf('w'),b.includes('✓'),Buffer.compare(Buffer.from('a'),Buffer.from('b')),Buffer.isBuffer(b),b instanceof Uint8Array,JSON.stringify(Buffer.from('x')));
console.log(Buffer.from([1,2,3]).reverse(),Buffer.from('abcd').swap16().toString(),Buffer.from('test').fill('ab').toString(),atob('aGk='),btoa('hi'),Buffer.from('utf16','utf16le').toString('utf16le'));
try{Buffer.alloc(2).readUInt32LE(0)}catch(e){console.log(e.code,e.name)}
`,
    },
    args: ["main.js"],
  },
  {
    name: "crypto",
    files: {
      "main.js": `
const c=require('crypto');for(const a of['md5','sha1','sha256','sha512','sha384','ripemd160'])console.log(a,c.createHash(a).update('abc').update(Buffer.from('d')).digest('hex'));
console.log(c.createHmac('sha256','k').update('d').digest('base64'),c.pbkdf2Sync('p','s',100,16,'sha256').toString('hex'),c.scryptSync('p','s',16,{N:16}).toString('hex'));
console.log(c.randomBytes(8).length,/^[0-9a-f-]{36}$/.test(c.randomUUID()),c.timingSafeEqual(Buffer.from('a'),Buffer.from('a')),c.randomInt(5)<5,c.getHashes().length>3);
const k=Buffer.alloc(32,1),iv=Buffer.alloc(16,2);const e=c.createCipheriv('aes-256-cbc',k,iv);const ct=e.update('secret','utf8','hex')+e.final('hex');const d=c.createDecipheriv('aes-256-cbc',k,iv);console.log(ct,d.update(ct,'hex','utf8')+d.final('utf8'));
`,
    },
    args: ["main.js"],
  },
  {
    name: "zlib",
    files: {
      "main.js": `
const z=require('zlib');const s='hello '.repeat(1000);const g=z.gzipSync(s);console.log(g[0],g[1],g.length<200,z.gunzipSync(g).toString()===s,z.inflateSync(z.deflateSync(s)).toString()===s,z.inflateRawSync(z.deflateRawSync(s)).length,z.brotliDecompressSync(z.brotliCompressSync('br')).toString(),z.unzipSync(g).length);
z.gunzip(g,(e,r)=>console.log(e,r.length));try{z.gunzipSync(Buffer.from('xx'))}catch(e){console.log(e.code)}
const gz=z.createGzip();const ch=[];gz.on('data',d=>ch.push(d));gz.on('end',()=>console.log('stream',z.gunzipSync(Buffer.concat(ch)).toString()));gz.end('st');
`,
    },
    args: ["main.js"],
  },
  {
    name: "util",
    files: {
      "main.js": String.raw`
const u=require('util');const {values,positionals}=u.parseArgs({args:['-v','--name=x','pos','--n','3'],options:{verbose:{type:'boolean',short:'v'},name:{type:'string'},n:{type:'string'}},allowPositionals:true});console.log({...values},positionals);
try{u.parseArgs({args:['--bad'],options:{}})}catch(e){console.log(e.code,e.message)}
console.log(u.format('%s %j',1,{a:1}),u.inspect({a:{b:{c:{d:1}}}},{depth:0}),u.inspect('x'),u.isDeepStrictEqual({a:[1]},{a:[1]}),u.types.isPromise(Promise.resolve()),u.inspect(new Proxy({a:1},{})));
u.promisify(setTimeout)(1).then(()=>console.log('p'));u.promisify((x,cb)=>cb(null,x+1))(1).then(console.log);
console.log(u.inspect({a:1n,b:Symbol('x'),[Symbol('k')]:1,get g(){return 1},d:new Date(0),e:[undefined,null],m:new Map([[1,2]])},{compact:false}),u.styleText?.('red','x')?.length, new u.TextDecoder().decode(new u.TextEncoder().encode('é')), u.stripVTControlCharacters('\x1b[31mx\x1b[0m'));
class C{[u.inspect.custom](){return 'CUSTOM'}};console.log(new C(),u.inspect(new (class Z{a=1})), u.deprecate(()=>1,'x')!==undefined, u.inherits.length);
const o={};o.self=o;console.log(o);
`,
    },
    args: ["main.js"],
  },
  {
    name: "path-url",
    files: {
      "main.js": String.raw`
const p=require('path');console.log(p.join('a','..','/b','./c.txt'),p.resolve('/x','y','../z'),p.relative('/a/b/c','/a/d'),p.extname('a.b.c'),p.parse('/h/f.tar.gz'),p.format({dir:'/d',name:'n',ext:'.e'}),p.normalize('/a//b/../c/.'),p.isAbsolute('x'),p.posix===p,p.win32.join('a','b'),p.basename('/a/b.js','.js'));
const u=require('url');const U=new URL('https://u:p@h.com:8080/p/a?x=1&y=2#f');console.log(U.host,U.searchParams.get('y'),u.fileURLToPath('file:///a%20b/c'),u.pathToFileURL('/a b').href,u.parse('http://a.com:80/p?q=1#h').pathname,u.format({protocol:'http',host:'x.y',pathname:'/z'}));
console.log(require('querystring').parse('a=1&b=2&a=3'),require('querystring').stringify({x:[1,2],y:'z w'}),U);
console.log(require('os').EOL==='\n',typeof require('os').cpus().length,require('os').platform(),typeof require('os').tmpdir(),require('punycode')!==undefined);
`,
    },
    args: ["main.js"],
  },
  {
    name: "events",
    files: {
      "main.mjs": `import EventEmitter,{once,on} from 'node:events';const e=new EventEmitter();e.on('x',(...a)=>console.log('x',a));e.prependListener('x',()=>console.log('first'));e.once('x',()=>console.log('once'));console.log(e.emit('x',1,2),e.emit('x'),e.emit('none'),e.listenerCount('x'),e.eventNames());setTimeout(()=>e.emit('r',42),1);const [v]=await once(e,'r');console.log(v);setTimeout(()=>{e.emit('it',1);e.emit('it',2)},1);let n=0;for await(const [q] of on(e,'it')){console.log('it',q);if(++n===2)break}try{e.emit('error',new Error('EE'))}catch(x){console.log(x.message)}console.log(EventEmitter.defaultMaxListeners,e instanceof EventEmitter,new EventTarget() instanceof EventTarget)`,
    },
    args: ["main.mjs"],
  },
  {
    name: "streams",
    files: {
      "main.js": `
const {Readable,Writable,Transform,PassThrough,pipeline,finished,Duplex}=require('stream');const sp=require('stream/promises');
(async()=>{const r=Readable.from(['a','b','c']);const out=[];for await(const x of r)out.push(x);console.log(out);
await sp.pipeline(Readable.from([1,2,3]),async function*(src){for await(const x of src)yield x*2},new Writable({objectMode:true,write(c,e,cb){console.log('w',c);cb()}}));
console.log(await Readable.from([1,2,3,4]).filter(x=>x%2).map(x=>x*10).toArray());
const t=new Transform({transform(c,e,cb){this.push(c.toString().split('').reverse().join(''));cb()},flush(cb){this.push('!');cb()}});t.end('abc');t.setEncoding('utf8');let s='';for await(const c of t)s+=c;console.log(s);
pipeline(Readable.from(['x']),new PassThrough(),process.stdout,(e)=>{});
const bad=new Readable({read(){this.destroy(new Error('bad'))}});try{for await(const _ of bad);}catch(e){console.log(e.message)}
const web=new ReadableStream({start(c){c.enqueue('w');c.close()}});for await(const c of Readable.fromWeb(web))console.log(String(c));
})();
`,
    },
    args: ["main.js"],
  },
  {
    name: "timers-order",
    files: {
      "main.js": `
process.nextTick(()=>console.log('tick1'));Promise.resolve().then(()=>{console.log('micro1');process.nextTick(()=>console.log('tick2'))}).then(()=>console.log('micro2'));queueMicrotask(()=>console.log('qm'));console.log('sync');
const fs=require('fs');setTimeout(()=>{console.log('t1');setImmediate(()=>console.log('imm in timer'));setTimeout(()=>console.log('t1b'),2);process.nextTick(()=>console.log('tick in timer'))},1);setTimeout(()=>{fs.readFile('main.js',()=>{setTimeout(()=>console.log('io-timeout'),0);setImmediate(()=>console.log('io-immediate'))})},100);
const t=setTimeout(()=>console.log('unref never blocks'),100000);t.unref();console.log(typeof t,t.hasRef());
const i=setInterval(()=>{clearInterval(i);console.log('interval');},25);require('timers/promises').setTimeout(60,'v').then(v=>console.log('tp',v));
`,
    },
    args: ["main.js"],
    racy: true,
  },
  {
    name: "assert",
    files: {
      "main.js": `
const assert=require('node:assert');const a2=require('assert/strict');try{assert.strictEqual(1,2)}catch(e){console.log(e.name,e.code,e.message)}
try{a2.deepEqual({a:1,b:[1,2]},{a:1,b:[1,3]})}catch(e){console.log(e.message)}
try{assert(false,'msg')}catch(e){console.log(e.message,e.generatedMessage)}
try{assert.throws(()=>{})}catch(e){console.log(e.message)}
assert.throws(()=>{throw new TypeError('x')},{name:'TypeError',message:/x/});assert.deepStrictEqual(new Map([[1,{a:1}]]),new Map([[1,{a:1}]]));assert.match('abc',/b/);assert.rejects(Promise.reject(new Error('q'))).then(()=>console.log('rej ok'));
`,
    },
    args: ["main.js"],
  },
  {
    name: "async-local-storage",
    files: {
      "main.js": `const {AsyncLocalStorage}=require('async_hooks');const s=new AsyncLocalStorage();s.run({id:1},()=>{setTimeout(()=>console.log('t',s.getStore()?.id),1);Promise.resolve().then(()=>console.log('p',s.getStore()?.id));(async()=>{await null;console.log('a',s.getStore()?.id)})()});console.log(s.getStore())`,
    },
    args: ["main.js"],
  },
  {
    name: "globals",
    files: {
      "main.js": `
console.log(['Buffer','process','global','setImmediate','clearImmediate','queueMicrotask','structuredClone','TextEncoder','URL','AbortController','fetch','performance','Blob','Event','EventTarget','MessageChannel','BroadcastChannel','WebAssembly','crypto','Headers','FormData','ReadableStream','CompressionStream'].filter(k=>typeof globalThis[k]==='undefined'));
console.log(['window','document','localStorage','importScripts','self','XMLHttpRequest','Worker','indexedDB','postMessage','location','onmessage','caches','WorkerGlobalScope'].filter(k=>typeof globalThis[k]!=='undefined'));
console.log(process.platform,process.version.split('.')[0],typeof process.pid,process.versions.node!==undefined,process.hrtime.bigint()>0n,process.hrtime().length,typeof process.memoryUsage().heapUsed,process.uptime()>0,process.cwd()===require('path').resolve('.'),process.env.FOO,process.execPath.length>0,process.title.length>0,process.argv0,process.exitCode,Object.prototype.toString.call(process),typeof process.umask());
console.log(performance.now()>0,structuredClone(new Map([[1,2]])),global===globalThis);
`,
    },
    args: ["main.js"],
    env: { FOO: "bar" },
  },
  {
    name: "error-stack",
    files: {
      "main.js": String.raw`
function foo(){ return new Error('trace me'); }
const e = foo();
console.log(e.stack.split('\n').slice(0,3).map(l=>l.replace(process.cwd(),'CWD')).join('\n'));
function rec(){ return rec()+1 } try{ rec() }catch(x){ console.log(x instanceof RangeError) }
console.log(String(new Error('c',{cause:1}).cause)); console.log(e.stack.includes('eval'));
const err=new TypeError('logged'); err.code='X'; console.log(require('util').inspect(err).split('\n')[0], Object.keys(err));
`,
    },
    args: ["main.js"],
  },
  {
    name: "intl-tz",
    files: {
      "main.js": `console.log(new Date(Date.UTC(2024,0,2,3,4,5)).toString(),new Date(0).getTimezoneOffset(),new Intl.NumberFormat('de-DE').format(1234.5),[3,1,2].toSorted?.(),'ä'.localeCompare('b'),new Date(0).toLocaleString('en-US'))`,
    },
    args: ["main.js"],
    env: { TZ: "America/New_York" },
  },
];
